"""Sets of documents as bits of one number, and scores as columns of such bits: what is asked of thousands at once.

Bit 5 of a set says whether document 5 is in it. A score is kept the same way, one set for each binary digit, so that
adding to the scores of a whole set takes a few operations, however many documents are in it (a bit-sliced index, as
O'Neil and Quass describe it, 1997).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

_DIGITS = 14  # scores below 16,384
# So few numbers are taken out of a set one by one.
_FEW = 32


class Entries(Protocol):
    """The entries of an index, numbered from 0: in which of them a term stands, what terms there are, what is shown."""

    size: int
    all: int

    def bits(self, name: str, term: str) -> int:
        """Return the entries in which a term of a list stands."""

    def terms(self, name: str, beginning: str = "") -> Iterator[str]:
        """Yield all terms of a list that begin so, sorted."""

    def id(self, number: int) -> str:
        """Return the id of the content that an entry is of."""

    def shown(self, number: int) -> bytes:
        """Return what is kept of an entry to be shown (`shown`)."""


def bits_of(numbers: Iterable[int], size: int) -> int:
    """Return the set of these numbers, each below `size`."""
    octets = bytearray(size // 8 + 1)
    for number in numbers:
        octets[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(octets, "little")


def numbers_in(bits: int) -> list[int]:
    """Return the numbers in a set, the smallest first."""
    if bits.bit_count() <= _FEW:
        return _few_in(bits)[::-1]
    digits = bin(bits)[:1:-1]
    numbers = []
    at = digits.find("1")
    while at >= 0:
        numbers.append(at)
        at = digits.find("1", at + 1)
    return numbers


def _few_in(bits: int) -> list[int]:
    """Return the numbers in a set of few, the largest first: that one is known at once, and the rest is shorter."""
    numbers = []
    while bits:
        numbers.append(bits.bit_length() - 1)
        bits ^= 1 << numbers[-1]
    return numbers


class Scores:
    """A score for each document, 0 at first; higher is better."""

    def __init__(self) -> None:
        self._columns = [0] * _DIGITS

    def add(self, bits: int, weight: int) -> None:
        """Add a weight to the scores of a set."""
        for digit in range(weight.bit_length()):
            if weight >> digit & 1:
                self._carry(bits, digit)

    def _carry(self, bits: int, digit: int) -> None:
        while bits and digit < _DIGITS:
            self._columns[digit], bits = self._columns[digit] ^ bits, self._columns[digit] & bits
            digit += 1

    def of(self, among: int) -> Mapping[int, int]:
        """Return the score of each document of a set."""
        digits = [(1 << digit, column & among) for digit, column in enumerate(self._columns)]
        # Few digits tell them apart: most are the same for all.
        scores = dict.fromkeys(numbers_in(among), sum([worth for worth, having in digits if having == among]))
        numbers_of = _few_in if len(scores) <= _FEW else numbers_in
        for worth, having in digits:
            if having != among:
                for number in numbers_of(having):
                    scores[number] += worth
        return scores

    def best(self, among: int, count: int) -> int:
        """Return a set of at least `count` documents among a set (all, if they are fewer): none left out is better."""
        sure, open_ = 0, among
        for column in reversed(self._columns):
            above = open_ & column
            if not above or above == open_:  # tells none apart
                continue
            if (sure | above).bit_count() >= count:
                open_ = above
            else:
                sure |= above
                open_ &= ~column
        return sure | open_
