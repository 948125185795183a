"""What a citizen does with what they sent: add, correct, withdraw, have it looked at again, rate the answer.

Each verb takes the comment that reference and code opened. Doing the same twice (a double click) is doing it once.
What is said comes with the `signs` that it is odd, mostly none: then it is stored,
and held until an officer has looked.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from inbox.access.permissions import is_restricted
from inbox.errors import (
    AnsweredError,
    NotAnsweredError,
    ProblemsError,
    ReopenedBeforeError,
    SealedError,
    WithdrawnError,
)
from inbox.handling import CITIZEN, due_columns, due_date, happening
from inbox.mail.letters import MAIL_CHANGED, new_mail
from inbox.stores.comments import Row, Store
from plugins.domain.comments import Kind, Status
from plugins.domain.identity import identity_numbers
from plugins.domain.recognising import suspicion
from plugins.domain.routing import Asked, route
from plugins.domain.rows import Catalogue
from plugins.domain.sendings import LONGEST_BODY, IdentityNumber, NotChosen, Problem, text_problems
from plugins.domain.text import without_control_characters

_ANSWERED = {Status.ANSWERED.id, Status.PUBLISHED.id}
SCORES = range(1, 6)  # from very bad to very good


def add(store: Store, catalogue: Catalogue, comment: Row, text: str, now: datetime, signs: Sequence[str] = ()) -> None:
    """Add something to what was sent. Raises ProblemsError, WithdrawnError, SealedError."""
    _refuse(comment, WithdrawnError, {Status.WITHDRAWN.id})
    said = _checked(text)
    if _last(store, comment, Status.ADDED).get("text") != said:
        changes = _screened(catalogue, comment, said, now)
        happened = happening(now, Status.ADDED, CITIZEN, text=said)
        store.record(comment["id"], happened, changes, _told(catalogue, comment, changes, now), signs)


def correct(
    store: Store, catalogue: Catalogue, comment: Row, text: str, now: datetime, signs: Sequence[str] = ()
) -> None:
    """Put other words in the place of those sent; history keeps the former ones.

    Raises ProblemsError, AnsweredError, WithdrawnError, SealedError.
    """
    _refuse(comment, WithdrawnError, {Status.WITHDRAWN.id})
    _refuse(comment, AnsweredError, _ANSWERED)
    said = _checked(text)
    if comment["body"] != said:
        changes = {"body": said, **_screened(catalogue, comment, said, now)}
        happened = happening(now, Status.CORRECTED, CITIZEN, before=comment["body"])
        store.record(comment["id"], happened, changes, _told(catalogue, comment, changes, now), signs)


def withdraw(store: Store, catalogue: Catalogue, comment: Row, now: datetime) -> None:
    """Take back what was sent, while it is not answered. Raises AnsweredError."""
    _refuse(comment, AnsweredError, _ANSWERED)
    if comment["status"] != Status.WITHDRAWN.id:
        changes = {"status": Status.WITHDRAWN.id}
        happened = happening(now, Status.WITHDRAWN, CITIZEN)
        store.record(comment["id"], happened, changes, _told(catalogue, comment, changes, now))


def reopen(
    store: Store, catalogue: Catalogue, comment: Row, reason: str, now: datetime, signs: Sequence[str] = ()
) -> None:
    """Have an answer looked at again, once, with the reason; the clock of its kind starts anew.

    Raises ProblemsError, NotAnsweredError, ReopenedBeforeError.
    """
    before = [h for h in store.history(comment["id"]) if h["status"] == Status.REOPENED.id]
    if before and before[-1]["detail"]["reason"] == _checked(reason):
        return
    if before:
        raise ReopenedBeforeError
    if comment["status"] not in _ANSWERED:
        raise NotAnsweredError
    kind = Kind.by_id(comment["kind"])
    found = due_date(catalogue, kind, now.date(), now.date())
    said = _checked(reason)
    due = due_columns(catalogue, kind, found, now.date(), now.date())
    changes = {"status": Status.REOPENED.id, **due, **_screened(catalogue, comment, said, now)}
    happened = happening(now, Status.REOPENED, CITIZEN, reason=said)
    store.record(comment["id"], happened, changes, _told(catalogue, comment, changes, now), signs)


def rate(store: Store, comment: Row, score: str, now: datetime) -> None:
    """Say how good an answer is, from 1 to 5; the last time counts. Raises ProblemsError, NotAnsweredError."""
    if comment["status"] not in _ANSWERED:
        raise NotAnsweredError
    if score not in {str(number) for number in SCORES}:
        raise ProblemsError([NotChosen("score")])
    if _last(store, comment, Status.RATED).get("score") != int(score):
        store.record(comment["id"], happening(now, Status.RATED, CITIZEN, score=int(score)), {})


def _refuse(comment: Row, error: Callable[[], Exception], statuses: set[str]) -> None:
    if comment["sealed"]:
        raise SealedError
    if comment["status"] in statuses:
        raise error()


def _checked(text: str) -> str:
    problems: list[Problem] = list(text_problems("more", text, LONGEST_BODY, required=True))
    if identity_numbers(text):
        problems.append(IdentityNumber("more"))
    if problems:
        raise ProblemsError(problems)
    return without_control_characters(text).strip()


def _last(store: Store, comment: Row, status: Status) -> Row:
    """Return what was told when something last happened to a comment, {} when it never did."""
    told = [h["detail"] for h in store.history(comment["id"]) if h["status"] == status.id]
    return told[-1] if told else {}


def _screened(catalogue: Catalogue, comment: Row, text: str, now: datetime) -> dict[str, object]:
    """Return what changes when new words look like a complaint or denunciation: screeners have to do with it, only."""
    suspected = None if comment["kind"] == Kind.VIOLATION.id or is_restricted(comment) else suspicion(text)
    if suspected is None:
        return {}
    found = route(catalogue.routing, catalogue.offices, Asked(suspected.id), now.date())
    return {
        "suspected": suspected.id,
        "status": Status.CHECKING.id,
        "office": found.office.id,
        "rule": found.rule,
    }


def _told(catalogue: Catalogue, comment: Row, changes: Row, now: datetime) -> list[Row]:
    """Return the mail that tells the office of it; nobody is told of what is restricted, or is becoming so."""
    office = catalogue.offices[comment["office"]]
    if is_restricted({**comment, **changes}) or not office.email:
        return []
    return [new_mail(MAIL_CHANGED, office.email, now)]
