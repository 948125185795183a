"""Consultations on drafts: their states follow from dates and files and are never stored."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from plugins.domain.clock import first_moment, last_moment
from plugins.domain.contents import Answer, Document, Draft, RoundClosing


class State(Enum):
    """Where a consultation stands, with the words on its badge."""

    PLANNED = ("planned", "Sắp lấy ý kiến")
    OPEN = ("open", "Đang lấy ý kiến")
    EXTENDED = ("extended", "Đang lấy ý kiến, đã gia hạn")
    CLOSED = ("closed", "Đã kết thúc, đang tổng hợp")
    EXPLAINED = ("explained", "Đã tiếp thu, giải trình")
    ISSUED = ("issued", "Đã ban hành")
    CANCELLED = ("cancelled", "Đã hủy")

    def __init__(self, id_: str, words: str) -> None:
        self.id = id_
        self.words = words


def window_state(opens_at: datetime, closes_at: datetime, now: datetime) -> State:
    """Return PLANNED, OPEN or CLOSED; the second of closing itself is still open."""
    if now < opens_at:
        return State.PLANNED
    return State.OPEN if now.replace(microsecond=0) <= closes_at else State.CLOSED


@dataclass(frozen=True)
class Consultation:
    """A draft's round with everything that belongs to it, as of `now`."""

    draft: Draft
    now: datetime
    answers: tuple[Answer, ...] = ()
    closing: RoundClosing | None = None
    issued: Document | None = None

    def __repr__(self) -> str:
        # The moment is no part of it: whoever asks for the state notes until when that holds.
        return f"Consultation({self.draft!r}, {self.answers!r}, {self.closing!r}, {self.issued!r})"

    @property
    def opens_at(self) -> datetime:
        """The first moment at which comments are in time."""
        return first_moment(self.draft.opens_on)

    @property
    def closes_at(self) -> datetime:
        """The last second at which comments are in time; a cancelled round ends with the day it was cancelled on."""
        days = [self.draft.closes_on, *([self.draft.cancellation.on] if self.draft.cancellation else [])]
        return last_moment(min(days))

    @property
    def is_open(self) -> bool:
        """Whether comments are in time now."""
        return self.state in {State.OPEN, State.EXTENDED}

    @property
    def state(self) -> State:
        """The state that dates and files give."""
        if self.draft.cancellation is not None and self.draft.cancellation.on <= self.now.date():
            return State.CANCELLED
        state = window_state(self.opens_at, self.closes_at, self.now)
        if state is State.OPEN and any(e.on <= self.now.date() for e in self.draft.extensions):
            return State.EXTENDED
        if state is State.CLOSED and self.issued is not None:
            return State.ISSUED
        if state is State.CLOSED and self.closing is not None:
            return State.EXPLAINED
        return state

    @property
    def days_left(self) -> int:
        """Calendar days until the last day, 0 on that day itself."""
        return (self.draft.closes_on - self.now.date()).days
