"""Where in a document the words stand: its best place, the lowest part of it, how the words are spelt there."""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence

from plugins.search.reading import Asked
from plugins.search.shown import Place, Shown
from plugins.search.signs import signs_of
from plugins.search.words import key_of, pairs_of, words_of

_WORD = re.compile(r"\w+")
_BELOW = "__"


class Wanted:
    """What was asked for, as it is looked for in the places of one content after the other."""

    def __init__(self, asked: Asked, count: Callable[[str], int]) -> None:
        """Take what was asked for; `count` tells in how many contents a word stands."""
        # Most places are out after the rarest of them.
        wanted = sorted(asked.wanted, key=lambda ways: min(map(count, ways[0].split())))
        self._ways = [list(map(signs_of, ways)) for ways in wanted]
        self._row = signs_of(" ".join(asked.words))
        self._order = [*map(signs_of, dict.fromkeys(pairs_of(asked.words))), self._row]
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
        for ways in self._ways:
            first = ways[0]
            # This is asked most often of all.
            best = [at for at in best if first in held[at] or (len(ways) > 1 and _holds(held[at], ways))]
        if best:
            return best
        counts = [sum([_holds(signs, ways) for ways in self._ways]) for signs in held]
        most = max(counts)
        return [at for at, count in enumerate(counts) if count == most] if most else [0]


def _holds(signs: str, ways: Sequence[str]) -> bool:
    return ways[0] in signs or (len(ways) > 1 and any(way in signs for way in ways))


def lowest(begins: Sequence[tuple[int, str]], marked: Sequence[tuple[int, Collection[str]]]) -> str:
    """Return the id of the lowest part of a place in which all of some words stand, "" for the place itself.

    `begins` says with which words of the place its parts begin; `marked` are the words by number, with their keys.
    """
    if not begins or not marked:
        return ""
    numbers = [number for number, _ in begins]
    parts = ["", *(eid for _, eid in begins)]
    first, last = (bisect_right(numbers, marked[at][0]) for at in (0, -1))
    if first == last:
        return parts[first]
    held: dict[str, set[str]] = {}
    for number, keys in marked:
        held.setdefault(parts[bisect_right(numbers, number)], set()).update(keys)
    wanted = {key for keys in held.values() for key in keys}
    # What a part says itself, such as a heading, comes before what it says together with those below it.
    for part, keys in held.items():
        if keys == wanted:
            return part
    around = dict.fromkeys(above for part in held for above in _from_below(part) if above in parts)
    for eid in around:
        if wanted == {key for part, keys in held.items() if eid in _from_below(part) for key in keys}:
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


def stands_in(shown: Shown, spelt: Sequence[str]) -> int:
    """Tell whether words (spellings) stand in a place in a row: 2 as they are spelt, 1 by their keys, 0 not at all."""
    keys = [key_of(word) for word in spelt]
    row = signs_of(" ".join(keys))
    holding = [at for at, signs in enumerate(shown.signs) if row in signs]
    if not holding or list(spelt) == keys:
        return 2 if holding else 0
    row_as_spelt = f" {' '.join(spelt)} "
    return 1 + any(row_as_spelt in shown.spelt(at) for at in holding)


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
