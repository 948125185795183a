"""One mail a day for offices that want it so: what was put in the outbox before the hour goes out together."""

from datetime import datetime, timedelta

from inbox.mail.letters import new_mail
from inbox.stores.mail import MailStore

_HOUR = 7  # o'clock, in Vietnam: before offices open


def gather(store: MailStore, now: datetime) -> int:
    """Make the digests whose hour has come, also those of days without a worker; return how many that were."""
    hour = now.replace(hour=_HOUR, minute=0, second=0, microsecond=0)
    last = hour if hour <= now else hour - timedelta(days=1)
    return store.gather(last, lambda kind, recipient: new_mail(kind, recipient, now))
