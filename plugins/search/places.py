"""Where in a document the words stand: its best place, the lowest part of it, how the words are spelt there."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from plugins.search.reading import Asked
from plugins.search.shown import Place, Shown
from plugins.search.signs import signs_of
from plugins.search.words import key_of, words_of

_WORD = re.compile(r"\w+")
_BELOW = "__"


class Wanted:
    """What was asked for, as it is looked for in the places of one content after the other."""

    def __init__(self, asked: Asked) -> None:
        # Long words are seldom: most places are out after the first of them.
        self._ways = [list(map(signs_of, ways)) for ways in sorted(asked.wanted, key=lambda ways: -len(ways[0]))]
        words = list(map(signs_of, asked.words))
        self._row = "".join(words)
        self._order = [*dict.fromkeys(map("".join, pairwise(words))), self._row]
        self.provision = asked.provision

    def best_places(self, shown: Shown, most: int) -> list[Place]:
        """Return the places that hold what was asked for, the best first, at most `most`; when none does, the first.

        A place is the better the more of what is wanted stands in it, and the more of the words beside each other as
        they were typed; among equals the whole, which sums up, comes last, unless it is entitled so. The place that was
        asked for by its id (`art_3__para_2`; if it is not there, what it would lie in) is the only one.
        """
        if self.provision and (named := _named(shown, self.provision)):
            return [named]
        if not self._ways:
            return [shown.place(0)]
        title, *held = shown.signs
        best = self._holding_most(held)
        if len(best) > 1:
            sums_up = self._row not in title
            best.sort(key=lambda at: (-sum(map(held[at].__contains__, self._order)), sums_up and at == 0))
        return [shown.place(at) for at in best[:most]]

    def _holding_most(self, held: Sequence[str]) -> list[int]:
        """Return the places that hold all that is wanted; if none does, those that hold most of it."""
        best = list(range(len(held)))
        for first, *others in self._ways:
            best = [at for at in best if first in held[at] or (others and any(way in held[at] for way in others))]
        if best:
            return best
        counts = list(map(sum, zip(*(_holding(held, ways) for ways in self._ways), strict=True)))
        most = max(counts)
        return [at for at, count in enumerate(counts) if count == most] if most else [0]


def _holding(held: Sequence[str], ways: Sequence[str]) -> list[bool]:
    """Tell of each place whether it holds one of some ways to say something."""
    if len(ways) == 1:
        (only,) = ways
        return [only in signs for signs in held]
    return [any(way in signs for way in ways) for signs in held]


class Row:
    """Words (spellings) in a row, as they are looked for in one content after the other."""

    def __init__(self, spelt: Sequence[str]) -> None:
        keys = [key_of(word) for word in spelt]
        self._signs = signs_of(" ".join(keys))
        self._as_spelt = f" {' '.join(spelt)} " if list(spelt) != keys else ""

    def stands_in(self, shown: Shown) -> int:
        """Tell whether they stand in a place in a row: 2 as they are spelt, 1 by their keys, 0 not at all."""
        holding = [at for at, signs in enumerate(shown.signs) if self._signs in signs]
        if not holding or not self._as_spelt:
            return 2 if holding else 0
        return 1 + any(self._as_spelt in shown.spelt(at) for at in holding)


def lowest(begins: tuple[Sequence[int], Sequence[str]], marked: Sequence[tuple[int, str]]) -> str:
    """Return the id of the lowest part of a place in which all of some words stand, "" for the place itself.

    `begins` says with which words of the place its parts begin, and their ids; `marked` are the words by number, with
    their signs.
    """
    numbers, eids = begins
    if not numbers or not marked:
        return ""
    first, last = bisect_right(numbers, marked[0][0]), bisect_right(numbers, marked[-1][0])
    parts = ["", *eids]
    if first == last:
        return parts[first]
    held: dict[str, set[str]] = {}
    for number, sign in marked:
        held.setdefault(parts[bisect_right(numbers, number)], set()).add(sign)
    wanted = {sign for signs in held.values() for sign in signs}
    # What a part says itself, such as a heading, comes before what it says together with those below it.
    for part, signs in held.items():
        if signs == wanted:
            return part
    around = dict.fromkeys(above for part in held for above in _from_below(part) if above in parts)
    for eid in around:
        if wanted == {sign for part, signs in held.items() if eid in _from_below(part) for sign in signs}:
            return eid
    return ""


def _from_below(eid: str) -> Iterator[str]:
    """Yield an id and those of all it lies in, the lowest first."""
    while eid:
        yield eid
        eid = eid.rpartition(_BELOW)[0]


def _named(shown: Shown, provision: str) -> Place | None:
    """Return the place of a provision by its id, or of the one it would lie in; its own rather than one it is in."""
    for eid in _from_below(provision):
        for at, url in enumerate(shown.urls):
            if url.endswith(f"#{eid}"):
                return shown.place(at)
        for at, parts in enumerate(shown.parts):
            if eid in parts:
                return Place(parts[eid], part_url(shown.urls[at], eid), at)
    return None


def part_url(url: str, eid: str) -> str:
    """Return the URL of a part of a place, which has a URL itself."""
    return f"{url.partition('#')[0]}#{eid}"


def as_written(texts: Sequence[str], keys: Sequence[str]) -> str:
    """Return words, given as keys, as the first text that has them together writes them; "" for none."""
    for text in texts:
        found = list(_WORD.finditer(text))
        own = [key_of(word) for match in found for word in words_of(match[0])[:1]]
        if len(own) != len(found):
            continue
        for at in range(len(own) - len(keys) + 1):
            if own[at : at + len(keys)] == list(keys):
                return text[found[at].start() : found[at + len(keys) - 1].end()].lower()
    return ""
