"""Periods for which something must be made public: a month, a quarter, half a year, a year, as clerks write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

_MONTHS_OF_YEAR = 12
_ROMAN = ("I", "II", "III", "IV")


class Cycle(Enum):
    """How often something must be made public: its id, its words, the months of a period (0: it has no periods)."""

    EVENT = ("su-kien", "mỗi khi phát sinh", 0, "")
    ONCE = ("mot-lan", "một lần", 0, "")
    MONTH = ("thang", "hằng tháng", 1, "2026-10")
    QUARTER = ("quy", "hằng quý", 3, "2026-Q3")
    HALF_YEAR = ("6-thang", "06 tháng một lần", 6, "2026-H1")
    YEAR = ("nam", "hằng năm", 12, "2026")

    def __init__(self, id_: str, words: str, months: int, example: str) -> None:
        self.id = id_
        self.words = words
        self.months = months
        self.example = example

    @property
    def is_regular(self) -> bool:
        """Whether the cycle has periods."""
        return self.months > 0


CYCLES = {cycle.id: cycle for cycle in Cycle}
_FORMS = {
    Cycle.MONTH: re.compile(r"(\d{4})-(0[1-9]|1[0-2])"),
    Cycle.QUARTER: re.compile(r"(\d{4})-Q([1-4])"),
    Cycle.HALF_YEAR: re.compile(r"(\d{4})-H([12])"),
    Cycle.YEAR: re.compile(r"(\d{4})"),
}


@dataclass(frozen=True)
class Period:
    """The `number`th period (from 1) of a regular cycle in a year."""

    cycle: Cycle
    year: int
    number: int

    @property
    def id(self) -> str:
        """The period as front matter writes it: 2026, 2026-H1, 2026-Q3, 2026-10."""
        if self.cycle is Cycle.YEAR:
            return f"{self.year}"
        letter = {Cycle.QUARTER: "Q", Cycle.HALF_YEAR: "H"}.get(self.cycle)
        return f"{self.year}-{letter}{self.number}" if letter else f"{self.year}-{self.number:02d}"

    @property
    def words(self) -> str:
        """The period in words: “Quý III năm 2026”."""
        if self.cycle is Cycle.YEAR:
            return f"Năm {self.year}"
        if self.cycle is Cycle.QUARTER:
            return f"Quý {_ROMAN[self.number - 1]} năm {self.year}"
        if self.cycle is Cycle.HALF_YEAR:
            return f"06 tháng {'đầu' if self.number == 1 else 'cuối'} năm {self.year}"
        return f"Tháng {self.number} năm {self.year}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, (self.number - 1) * self.cycle.months + 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.shifted(1).first - timedelta(days=1)

    def shifted(self, by: int) -> "Period":
        """Return the period so many periods later (earlier when negative)."""
        return _at(self.cycle, self._ordinal + by)

    def distance(self, other: "Period") -> int:
        """Return how many periods of the same cycle lie from this one to another."""
        return other._ordinal - self._ordinal  # noqa: SLF001  # the same class

    @property
    def _ordinal(self) -> int:
        return self.year * (_MONTHS_OF_YEAR // self.cycle.months) + self.number - 1


def parse_period(cycle: Cycle, text: str) -> Period | None:
    """Return the period of a cycle that a text names, None when it names none."""
    found = _FORMS[cycle].fullmatch(text) if cycle in _FORMS else None
    if found is None or not date.min.year < int(found[1]) < date.max.year:
        return None
    return Period(cycle, int(found[1]), int(found[2]) if len(found.groups()) > 1 else 1)


def any_period(text: str) -> Period | None:
    """Return the period that a text names in whatever cycle, None when it names none."""
    return next((period for cycle in _FORMS if (period := parse_period(cycle, text))), None)


def containing(cycle: Cycle, day: date) -> Period:
    """Return the period of a regular cycle in which a day lies."""
    return Period(cycle, day.year, (day.month - 1) // cycle.months + 1)


def between(cycle: Cycle, first: date, last: date) -> Iterator[Period]:
    """Yield the periods of a regular cycle from the one that holds `first` to the one that holds `last`."""
    period = containing(cycle, first)
    while period.first <= last:
        yield period
        period = period.shifted(1)


def _at(cycle: Cycle, ordinal: int) -> Period:
    year, number = divmod(ordinal, _MONTHS_OF_YEAR // cycle.months)
    return Period(cycle, year, number + 1)
