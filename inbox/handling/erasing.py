"""Erasing what tells who somebody is, when they ask for it (Law 91/2025/QH15): out of the tables, the files, the mail.

What was done stands in the ledger of keeping and in the history of the submission, without a word of what it was.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from inbox.handling import happening
from inbox.handling.attachments import Attachments
from inbox.handling.signed_files import SignedFiles
from inbox.stores.comments import Row
from inbox.stores.keeping import KeepingStore
from plugins.domain.comments import Status
from plugins.domain.keeping import KeepingAct

log = logging.getLogger(__name__)
BY_REQUEST = "yeu-cau"  # in place of a rule, in the ledger
_ADMINISTRATOR = "quản trị"


def erase(
    store: KeepingStore,
    attachments: Attachments,
    signed_files: SignedFiles,
    sending: Sequence[Row],
    act: KeepingAct,
    request: str,
    now: datetime,
) -> list[str]:
    """Do an act to all that came with one form; return the references of those to which it had not been done yet.

    `request` is the reference of the request, "" for one that came on paper. When the words go, the files go with them,
    and what still waited for an answer counts as withdrawn.
    """
    papers = signed_files.on([comment["id"] for comment in sending])
    ground = f"Yêu cầu của chủ thể dữ liệu {request}".strip()
    done = []
    for comment in sending:
        happened = happening(now, Status.ERASED, _ADMINISTRATOR)
        if store.keep(comment["id"], act, BY_REQUEST, ground, now, happened):
            done.append(comment["reference"])
            log.warning("%s: %s.", comment["reference"], act.words)
    if act is KeepingAct.DELETE:
        attachments.drop_all(sending[0]["stamp"])
    signed_files.drop(papers)
    store.forget_pages()
    return done
