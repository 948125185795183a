"""The one time zone of the law here. Moments come in as arguments; only settings ask the machine for “now”."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def first_moment(day: date) -> datetime:
    """Return 00:00:00 of a day in Vietnam."""
    return datetime.combine(day, time.min, VIETNAM)


def last_moment(day: date) -> datetime:
    """Return 23:59:59 of a day in Vietnam: what happens within that second is still in time."""
    return datetime.combine(day, time(23, 59, 59), VIETNAM)


def moment(text: str | None) -> datetime:
    """Return the moment an ISO text names (Vietnam's time when it has no offset); None or "" is now.

    Raises ValueError for a text that is no moment.
    """
    if not text:
        return datetime.now(UTC).astimezone(VIETNAM)
    parsed = datetime.fromisoformat(text)
    return (parsed if parsed.tzinfo else parsed.replace(tzinfo=VIETNAM)).astimezone(VIETNAM)
