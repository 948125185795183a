"""A moment and a day that note when what was said of them will no longer hold.

Rules take “now” as an argument and compare it with the days of contents. In a build they are given these, so that each
page knows from its own comparisons the moment at which it must be made again, and no list of dates is kept by hand.
They can do no more than is written here: whatever else a rule does with them fails loudly.
"""

from datetime import date, datetime, time, timedelta

from plugins.domain.asking import note_until
from plugins.domain.clock import VIETNAM, first_moment

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


class WatchedNow:
    """A moment to compare others with, to the second."""

    def __init__(self, now: datetime) -> None:
        self.unwatched = now.replace(microsecond=0)

    def date(self) -> "WatchedDay":
        """Return its day in Vietnam."""
        return WatchedDay(self.unwatched.astimezone(VIETNAM).date())

    def replace(self, *, microsecond: int) -> "WatchedNow":  # noqa: ARG002  # it has none
        """Return the moment itself: it is whole seconds already."""
        return self

    def __lt__(self, other: datetime) -> bool:
        return self._turns(other, self.unwatched < other)

    def __ge__(self, other: datetime) -> bool:
        return self._turns(other, self.unwatched >= other)

    def __le__(self, other: datetime) -> bool:
        return self._turns(other + _SECOND, self.unwatched <= other)

    def __gt__(self, other: datetime) -> bool:
        return self._turns(other + _SECOND, self.unwatched > other)

    def _turns(self, at: datetime, answer: bool) -> bool:  # noqa: FBT001  # passed through
        if self.unwatched < at:
            note_until(at)
        return answer


class WatchedDay:
    """A day to compare others with."""

    def __init__(self, today: date) -> None:
        self._today = today

    @property
    def unwatched(self) -> date:
        """The day itself, for whoever does more than compare it; what is made of it holds until midnight."""
        note_until(first_moment(self._today + _DAY))
        return self._today

    @property
    def year(self) -> int:
        """The year."""
        note_until(datetime.combine(date(self._today.year + 1, 1, 1), time.min, VIETNAM))
        return self._today.year

    def __lt__(self, other: "date | WatchedDay") -> bool:
        return self._turns(_plain(other), self._today < _plain(other))

    def __ge__(self, other: "date | WatchedDay") -> bool:
        return self._turns(_plain(other), self._today >= _plain(other))

    def __le__(self, other: "date | WatchedDay") -> bool:
        return self._turns(_after(other), self._today <= _plain(other))

    def __gt__(self, other: "date | WatchedDay") -> bool:
        return self._turns(_after(other), self._today > _plain(other))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, date) and self <= other and self >= other

    __hash__ = None  # type: ignore[assignment]  # a place in a table would tell nobody when it no longer holds

    def __rsub__(self, other: date) -> timedelta:
        return other - self.unwatched

    def _turns(self, on: date, answer: bool) -> bool:  # noqa: FBT001  # passed through
        if self._today < on:
            note_until(first_moment(on))
        return answer


def _plain(day: "date | WatchedDay") -> date:
    return day._today if isinstance(day, WatchedDay) else day  # noqa: SLF001  # its own kind


def _after(day: "date | WatchedDay") -> date:
    plain = _plain(day)
    return plain if plain == date.max else plain + _DAY
