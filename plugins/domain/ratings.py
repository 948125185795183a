"""How satisfied people were at a service point: answers counted; a few are not shown, lest they tell whose they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Score(Enum):
    """An answer: its number and its words."""

    VERY_GOOD = (5, "Rất hài lòng")
    GOOD = (4, "Hài lòng")
    FAIR = (3, "Bình thường")
    POOR = (2, "Không hài lòng")
    VERY_POOR = (1, "Rất không hài lòng")

    def __init__(self, number: int, words: str) -> None:
        self.number = number
        self.words = words

    @classmethod
    def read(cls, text: str) -> "Score | None":
        """Return the answer that a form holds, None for none of the five."""
        return next((score for score in cls if str(score.number) == text), None)


@dataclass(frozen=True)
class Tally:
    """The answers of a service point in one period: how often each was given."""

    counts: Mapping[Score, int]

    @property
    def total(self) -> int:
        """How many answers there are."""
        return sum(self.counts.values())

    @property
    def satisfied(self) -> int:
        """How many of a hundred were satisfied or very satisfied; halves go up."""
        good = self.counts.get(Score.VERY_GOOD, 0) + self.counts.get(Score.GOOD, 0)
        return (200 * good + self.total) // (2 * self.total)


def shown(counts: Mapping[Score, int], fewest: int) -> Tally | None:
    """Return what may be shown, None where there are fewer answers than `fewest`."""
    tally = Tally(counts)
    return tally if tally.total >= max(1, fewest) else None
