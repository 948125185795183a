"""Consultations on drafts: their states follow from dates and files and are never stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from plugins.domain.clock import first_moment, last_moment
from plugins.domain.contents import Answer, Document, Draft, RoundClosing

# Subscribers are reminded so many calendar days before the last day.
REMIND_BEFORE = 3

# Turns that a round takes, as their names begin; the names are parts of permanent ids and never change.
EXTENDED, CANCELLED, CLOSING, CLOSED = "gia-han", "huy", "sap-dong", "da-dong"
EXPLAINED, ISSUED = "da-giai-trinh", "ban-hanh"


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

    def turns(self) -> Iterator[tuple[str, date]]:
        """Yield the turns that the round takes, each told to subscribers once, with their days.

        A turn has a name, the opening "". Those that are still to come are dated ahead.
        """
        draft = self.draft
        yield "", draft.opens_on
        for extension in draft.extensions:
            yield f"{EXTENDED}-{extension.closes_on}", extension.on
        if draft.cancellation is not None:
            yield CANCELLED, draft.cancellation.on
            return
        yield f"{CLOSING}-{draft.closes_on}", max(draft.opens_on, draft.closes_on - timedelta(days=REMIND_BEFORE))
        yield f"{CLOSED}-{draft.closes_on}", draft.closes_on + timedelta(days=1)
        if self.closing is not None:
            yield EXPLAINED, self.closing.published_on
        if self.issued is not None:
            yield ISSUED, self.issued.published_on

    @property
    def days_left(self) -> int:
        """Calendar days until the last day, 0 on that day itself."""
        return (self.draft.closes_on - self.now.date()).days
