"""Telling citizens that something happened to what they sent: by mail, else by telephone, else on the status page only.

Who left nothing but a telephone number is called by an officer: the event says that a call is owed, until another says
that it was made. What was asked and then answered needs no call any more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from inbox.access.permissions import Right, is_restricted, may_on_comment
from inbox.handling import happening
from inbox.mail.letters import new_mail
from inbox.stores.comments import Row
from inbox.stores.telling import TellingStore
from plugins.domain.comments import Status
from plugins.domain.duplicates import same_contact

_CALL = "call"  # in the detail of an event of which a citizen is to be told by telephone
_ENDS_A_QUESTION = {Status.ADDED.id, Status.CORRECTED.id, Status.ANSWERED.id}


def told(comment: Row, kind: str, now: datetime) -> tuple[list[Row], Row]:
    """Return the mails that tell of something, and what its event says besides: that a call is owed in their place."""
    if comment["email"]:
        return [new_mail(kind, comment["email"], now)], {}
    return [], {_CALL: True} if comment["phone"] else {}


@dataclass(frozen=True)
class Call:
    """A call that is owed: of which comments (of one telephone), since when, how often it was tried.

    `steps` are the events to tell of, each with its comment's `reference`.
    """

    comments: Sequence[Row]
    steps: Sequence[Row]
    since: datetime
    tries: int

    @property
    def phone(self) -> str:
        """The number as its owner wrote it."""
        return str(self.comments[0]["phone"])


def calls(store: TellingStore, officer: Row) -> list[Call]:
    """Return the calls that an officer can make for the office, the oldest first: one for each telephone.

    Nobody calls about what only screeners read.
    """
    by_comment: dict[int, list[Row]] = {}
    for event in store.told_by_telephone(officer["office"]):
        if not may_on_comment(officer, Right.ANSWER, event) or is_restricted(event):
            continue
        by_comment.setdefault(event["comment_id"], []).append(event)
    found: dict[str, Call] = {}
    for events in by_comment.values():
        call = _owed(events)
        if call is not None:
            number = same_contact(call.phone)
            found[number] = _joined(found[number], call) if number in found else call
    return sorted(found.values(), key=lambda call: call.since)


def _owed(events: Iterable[Row]) -> Call | None:
    """Return the call that the history of a comment asks for, None for none."""
    steps: list[Row] = []
    tries = 0
    for event in events:
        if event["status"] == Status.CALLED.id:
            steps, tries = [], 0
        elif event["status"] == Status.NOT_REACHED.id:
            tries += 1
        elif event["status"] in _ENDS_A_QUESTION:
            steps = [step for step in steps if step["status"] != Status.ASKED.id]
        if event["detail"].get(_CALL):
            steps.append(event)
    if not steps:
        return None
    return Call([steps[0]], steps, steps[0]["at"], tries)


def _joined(one: Call, other: Call) -> Call:
    return replace(
        one,
        comments=[*one.comments, *other.comments],
        steps=[*one.steps, *other.steps],
        since=min(one.since, other.since),
        tries=max(one.tries, other.tries),
    )


def record_call(store: TellingStore, officer: Row, comment: Row, note: str, now: datetime, *, is_reached: bool) -> None:
    """Say that an officer called about a comment, and all that was to be told to the same number, and was heard or not.

    What is owed no longer (somebody else called, the button was pressed twice) changes nothing. The note stays at the
    desk.
    """
    status = Status.CALLED if is_reached else Status.NOT_REACHED
    for call in calls(store, officer):
        ids = [one["comment_id"] for one in call.comments]
        if comment["id"] in ids:
            store.record_call(ids, happening(now, status, officer["login"]), note)


def open_question(history: Sequence[Row]) -> Row | None:
    """Return the event by which an office asked something that was neither answered by the sender nor settled since."""
    question = None
    for event in history:
        if event["status"] == Status.ASKED.id:
            question = event
        elif event["status"] in _ENDS_A_QUESTION:
            question = None
    return question
