"""Reminders to offices: what is due and of which no reminder was sent, never “what became due today”.

So a worker that was down for a week reminds of each comment once when it is back, and of none twice.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta

from inbox.mail.letters import MAIL_DUE_SOON, MAIL_OVERDUE, new_mail
from inbox.stores.mail import MailStore
from plugins.domain.comments import UNANSWERED
from plugins.domain.offices import NoLivingOfficeError
from plugins.domain.rows import Catalogue
from plugins.kit.calendar import working_days

_AHEAD = 3  # working days before the due day on which an office is reminded


def remind(store: MailStore, catalogue: Catalogue, now: datetime) -> int:
    """Put every reminder that is due into the outbox; return how many that were.

    What is overdue is not said to be due soon any more. What came in today the office has just been told of.
    """
    today = now.date()
    soon = soon_after(catalogue, today)
    due_soon = store.unreminded(MAIL_DUE_SOON, today, soon, UNANSWERED)
    overdue = store.unreminded(MAIL_OVERDUE, None, today - timedelta(days=1), UNANSWERED)
    wanted = [(MAIL_OVERDUE, c) for c in overdue]  # the most urgent goes out first
    wanted += [(MAIL_DUE_SOON, c) for c in due_soon if c["received_at"].date() < today]
    sent = 0
    for kind, comment in wanted:
        with suppress(NoLivingOfficeError):
            office = catalogue.offices.living(comment["office"], today)
            sent += bool(office.email) and store.remind(comment, new_mail(kind, office.email, now), now)
    return sent


def soon_after(catalogue: Catalogue, today: date) -> date:
    """Return the last day that is soon: offices are reminded of what is due by then."""
    return _working_days_after(today, _AHEAD, working_days(catalogue.day_overrides))


def _working_days_after(day: date, count: int, is_working_day: Callable[[date], bool]) -> date:
    """Return the last of so many working days that follow a day."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
