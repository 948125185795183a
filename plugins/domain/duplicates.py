"""Opinions that say nearly the same, put together; and how many of what there are, each count under its own name.

What goes together depends on the words alone: not on their order, not on chance. Two texts are near when they
share most of their runs of three words; a cluster is all that hangs together by such pairs.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from plugins.domain.comments import Channel
from plugins.domain.text import fold, nfc, syllables

_RUN = 3  # words
_NEAR = 0.7  # shared runs to all runs of two texts, at least
# A text's runs are summed up by least hashes in rows; texts that agree in a row are compared. Of pairs that share 70 %
# of their runs one in some 4,000 is missed.
_ROWS, _WIDTH = 20, 3


@dataclass(frozen=True)
class Said:
    """One opinion as it is counted: its reference, the sending it came with, its text, how to reach its sender or "".

    `people` is for how many it speaks, where a meeting or a list of names says so.
    """

    reference: str
    sending: str
    text: str
    contact: str = ""
    channel: str = Channel.WEB.id
    people: int = 1


@dataclass(frozen=True)
class Counts:
    """How much was heard; results of meetings stand apart, and in no other count."""

    sendings: int
    opinions: int
    texts: int
    reachable: int
    unknown: int
    meetings: int
    at_meetings: int

    def lines(self) -> list[tuple[str, int]]:
        """Return each count with its words, in the order in which they are always told."""
        return [
            ("lượt gửi", self.sendings),
            ("ý kiến", self.opinions),
            ("nội dung khác nhau", self.texts),
            ("người để lại liên hệ", self.reachable),
            ("không rõ", self.unknown),
            ("kết quả cuộc họp", self.meetings),
            ("người dự họp", self.at_meetings),
        ]


def clusters(texts: Mapping[str, str]) -> list[list[str]]:
    """Return the references of texts that say nearly the same, together; largest clusters first, then by reference."""
    same: dict[frozenset[str], list[str]] = defaultdict(list)
    for reference in sorted(texts):
        same[_runs(texts[reference])].append(reference)
    together = _Clusters(len(same))
    distinct = list(same)
    for shelf in _shelves(distinct):
        together.join_near(shelf, distinct)
    found: dict[int, list[str]] = defaultdict(list)
    for number, runs in enumerate(distinct):
        found[together.first(number)] += same[runs]
    return sorted((sorted(cluster) for cluster in found.values()), key=lambda cluster: (-len(cluster), cluster[0]))


class _Clusters:
    """Which of so many texts hang together; each points at another of its cluster, the first at itself."""

    def __init__(self, size: int) -> None:
        self._before = list(range(size))

    def first(self, number: int) -> int:
        while self._before[number] != number:
            self._before[number] = self._before[self._before[number]]
            number = self._before[number]
        return number

    def join_near(self, shelf: Sequence[int], texts: Sequence[frozenset[str]]) -> None:
        """Join those of a shelf that are near. Two that hang together already are not compared."""
        groups: list[list[int]] = []
        for number in shelf:
            mine = [
                group
                for group in groups
                if self.first(group[0]) == self.first(number)
                or any(_nearness(texts[number], texts[other]) >= _NEAR for other in group)
            ]
            for group in mine:
                self._before[self.first(group[0])] = self.first(number)
            groups = [*(group for group in groups if group not in mine), [*chain.from_iterable(mine), number]]


def counts(opinions: Iterable[Said]) -> Counts:
    """Return how much was heard. One contact is one person, however often they wrote; who left none may be anybody.

    Each who signed a paper has an opinion, as if they had sent it.
    """
    opinions = list(opinions)
    single = [said for said in opinions if said.channel != Channel.MEETING.id]
    meetings = [said for said in opinions if said.channel == Channel.MEETING.id]
    contact_of = {said.sending: same_contact(said.contact) for said in single}
    return Counts(
        sendings=len(contact_of),
        opinions=sum(said.people for said in single),
        texts=len(clusters({said.reference: said.text for said in single})),
        reachable=len({contact for contact in contact_of.values() if contact}),
        unknown=sum(not contact for contact in contact_of.values()),
        meetings=len({said.sending for said in meetings}),
        at_meetings=sum({said.sending: said.people for said in meetings}.values()),
    )


def same_contact(contact: str) -> str:
    """Return a contact in one way of writing it: an e-mail address in small letters, a telephone number as digits."""
    plain = nfc(contact).strip().lower()
    digits = "".join(filter(str.isdigit, plain))
    if "@" in plain or not digits:
        return plain
    return f"0{digits[2:]}" if digits.startswith("84") else digits


def _runs(text: str) -> frozenset[str]:
    """Return the runs of words of a text, without signs and letters' case; a text shorter than a run is one itself."""
    words = [fold(word) for word in syllables(text)]
    if len(words) < _RUN:
        return frozenset({" ".join(words)})
    return frozenset(" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


def _nearness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def _shelves(texts: Sequence[frozenset[str]]) -> Iterable[list[int]]:
    """Return the numbers of texts that share a row of least hashes, and so may be near."""
    shelves: dict[tuple[int, tuple[int, ...]], list[int]] = defaultdict(list)
    for number, runs in enumerate(texts):
        for at, row in enumerate(_summary(runs)):
            shelves[at, row].append(number)
    return (shelf for shelf in shelves.values() if len(shelf) > 1)


def _summary(runs: frozenset[str]) -> Iterator[tuple[int, ...]]:
    """Yield the rows of least hashes of some runs; the same for the same runs on every machine."""
    digests = [hashlib.shake_128(run.encode()).digest(_ROWS * _WIDTH * 4) for run in sorted(runs)]
    least = [min(_numbers(digests, at)) for at in range(_ROWS * _WIDTH)]
    for row in range(_ROWS):
        yield tuple(least[row * _WIDTH : (row + 1) * _WIDTH])


def _numbers(digests: Sequence[bytes], at: int) -> Iterator[int]:
    return (int.from_bytes(digest[at * 4 : at * 4 + 4], "big") for digest in digests)
