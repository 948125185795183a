"""What the worker does besides sending: looks what has become due, whenever it gets round to it."""

from inbox.handling.attachments import UNSENT_LAST
from inbox.handling.keeping import keep
from inbox.handling.published import NothingPublishedError
from inbox.handling.receipt_log import log_receipts
from inbox.mail.digests import gather
from inbox.mail.reminders import remind
from inbox.services import Services


def do_chores(parts: Services) -> None:
    """Do what is due and not yet done; before the first build there are no offices, and nothing is due."""
    now = parts.now()
    parts.attachments.sweep(now)
    parts.signed_files.sweep(now)
    parts.store.sweep_holds(now - UNSENT_LAST)
    try:
        catalogue = parts.published.now().register.catalogue
    except NothingPublishedError:
        return
    remind(parts.mail, catalogue, now)
    gather(parts.mail, now)
    keep(parts.keeping, parts.attachments, parts.signed_files, catalogue, now)
    log_receipts(parts.receipts, parts.content, catalogue, now)
