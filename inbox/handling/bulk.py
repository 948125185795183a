"""One act for many comments of the queue: only what cannot hurt anybody when a row too many is ticked.

Each comment is its own: whether the officer may and whether it can be done is looked at for each, it is done in a
transaction of its own, with an event of its own, and what was refused is named. Answering is not among the acts: that
is done for a consultation, with all that says the same before one's eyes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from inbox import handling
from inbox.access.permissions import Right, is_restricted
from inbox.errors import (
    AnsweredError,
    HeldError,
    NotFoundError,
    NotHeldError,
    OtherLimitError,
    ProblemsError,
    Refusal,
    TransferError,
)
from inbox.handling import casework
from inbox.stores.comments import Row, Store
from plugins.domain.comments import UNANSWERED, Kind, Status
from plugins.domain.register import Register
from plugins.domain.sendings import LONGEST_FIELD, NotChosen, Problem, text_problems

_REFUSALS = (AnsweredError, HeldError, NotFoundError, NotHeldError, OtherLimitError, TransferError)
# Between these nothing changes in law for the sender: the same time limit, the same office, an answer to them alone.
ALIKE = tuple(kind for kind in Kind if (kind.limit, kind.door) == (Kind.PETITION.limit, Kind.PETITION.door))
_ALIKE = {kind.id for kind in ALIKE}


class Act(Enum):
    """What can be done to many at once: its id in forms, its words; all take the right to classify."""

    RELEASE = ("khong-phai-thu-rac", "Không phải thư rác: chuyển xử lý, gửi thư báo")
    SPAM = ("thu-rac", "Là thư rác: không trả lời, không gửi gì ra ngoài")
    TRANSFER = ("chuyen-co-quan", "Chuyển cơ quan khác")
    CLASSIFY = ("phan-loai", "Đổi loại kiến nghị")

    def __init__(self, id_: str, words: str) -> None:
        self.id = id_
        self.words = words

    @classmethod
    def by_id(cls, id_: str) -> "Act | None":
        """Return the act of that id, None for an unknown one."""
        return next((act for act in cls if act.id == id_), None)


@dataclass(frozen=True)
class Choice:
    """What an officer wants done: why, and for a transfer the id of the office, for another kind that of the kind."""

    act: Act
    reason: str = ""
    office: str = ""
    kind: str = ""

    def problems(self, register: Register) -> list[Problem]:
        """Return what is wrong with it, whatever the comments."""
        problems: list[Problem] = []
        if self.act is Act.TRANSFER and self.office not in register.catalogue.offices:
            problems.append(NotChosen("receiver"))
        if self.act is Act.CLASSIFY and self.kind not in _ALIKE:
            problems.append(NotChosen("kind"))
        if self.act is not Act.RELEASE:
            problems += text_problems("reason", self.reason, LONGEST_FIELD, required=True)
        return problems


@dataclass(frozen=True)
class Item:
    """A comment that was ticked; `comment` is None when it is not there for this officer, `error` why it is refused."""

    reference: str
    comment: Row | None
    error: Exception | None = None


def looked_at(store: Store, officer: Row, act: Act, references: Sequence[str]) -> list[Item]:
    """Return what was ticked, each with the reason for which the act would be refused, as far as that is known now."""
    items = []
    for reference in dict.fromkeys(references):
        try:
            comment = handling.comment_for(store, officer, Right.CLASSIFY, reference)
        except NotFoundError as error:
            items.append(Item(reference, None, error))
        else:
            items.append(Item(reference, comment, _refused(store, act, comment)))
    return items


def done(
    store: Store, register: Register, officer: Row, choice: Choice, references: Sequence[str], now: datetime
) -> list[Item]:
    """Do something to all that is ticked and return what came of each: done where there is no error.

    Raises ProblemsError before anything is done.
    """
    if problems := choice.problems(register):
        raise ProblemsError(problems)
    items = []
    for item in looked_at(store, officer, choice.act, references):
        error = item.error
        if item.comment is not None and error is None:
            try:
                _do(store, register, officer, choice, item.comment, now)
            except _REFUSALS as refusal:
                error = refusal
        items.append(Item(item.reference, item.comment, error))
    return items


def _refused(store: Store, act: Act, comment: Row) -> Exception | None:
    is_held = store.hold(comment["stamp"]) is not None
    is_waiting = comment["status"] in UNANSWERED and not is_restricted(comment)
    if act in {Act.RELEASE, Act.SPAM} and not is_held:
        return NotHeldError()
    if act is Act.SPAM and comment["status"] != Status.ROUTED.id:
        return AnsweredError()
    if act is Act.TRANSFER and is_held:
        return HeldError()
    if act is Act.TRANSFER and not is_waiting:
        return TransferError(Refusal.NOT_WAITING)
    if act is Act.CLASSIFY and (comment["kind"] not in _ALIKE or not is_waiting):
        return OtherLimitError()
    return None


def _do(store: Store, register: Register, officer: Row, choice: Choice, comment: Row, now: datetime) -> None:
    match choice.act:
        case Act.RELEASE:
            store.release(comment["stamp"], officer["login"], now)
        case Act.SPAM:
            casework.call_spam(store, officer, comment, choice.reason, now)
        case Act.TRANSFER:
            casework.transfer(store, register.catalogue, officer, comment, (choice.office, choice.reason), now)
        case Act.CLASSIFY:
            casework.classify(store, register, officer, comment, (choice.kind, choice.reason), now)
