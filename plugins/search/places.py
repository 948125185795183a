"""Where in a document the words stand: its best place, the stretch of text to show, how the words are spelt there."""

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from plugins.domain.text import fold
from plugins.search.words import key_of, spelling_of, words_of

_SNIPPET_WORDS = 34
_WORDS_BEFORE_HIT = 8
_LONG = 1200  # characters of a text that is cut before its words are looked at one by one
_BETWEEN_NEIGHBOURS = 2  # characters: a comma and a space
_WORD = re.compile(r"\w+")
Piece = tuple[str, bool]


@dataclass(frozen=True)
class Place:
    """A part of a document: how it is cited ("" for the whole), its URL, its text; the parts of it by their ids."""

    where: str
    url: str
    text: str = field(default="", compare=False)
    parts: Mapping[str, str] = field(default_factory=dict, compare=False)

    def part(self, eid: str) -> "Place | None":
        """Return the part of that id, or the place itself if the id is its own; None when it is not here."""
        page, _, own = self.url.partition("#")
        if own == eid:
            return self
        return Place(self.parts[eid], f"{page}#{eid}", self.text) if eid in self.parts else None


def best_places(places: Sequence[Place], words: Sequence[str], provision: str) -> list[Place]:
    """Return the places that hold what was asked for, the best first; the first of all when none does.

    A place is the better the more of the words (keys) stand in it, and beside each other as they were typed; the place
    that was asked for by its id (`art_3__para_2`; if it is not there, what it would lie in) is the only one.
    """
    asked = set(words)
    while provision:
        named = next(filter(None, (place.part(provision) for place in places)), None)
        if named is not None:
            return [named]
        provision = provision.rpartition("__")[0]
    if not asked:
        return list(places[:1])
    order = set(pairwise(words))
    scores = [_score(place, asked, order) for place in places]
    most = max(score[0] for score in scores)
    ranked = sorted((i for i, score in enumerate(scores) if score[0] >= max(1, most)), key=lambda i: (-scores[i][1], i))
    return [places[i] for i in ranked] or list(places[:1])


def _score(place: Place, asked: Collection[str], order: set[tuple[str, str]]) -> tuple[int, int]:
    """Return how many of the words stand in a place, and that with how often they stand together."""
    found = _found(fold(f"{place.where} {place.text}"), asked)
    together = {(a, b) for (a, _, end), (b, start, _) in pairwise(found) if start - end <= _BETWEEN_NEIGHBOURS}
    kinds = len({word for word, _, _ in found})
    return kinds, 3 * kinds + 4 * len(together & order)


def _found(folded: str, asked: Collection[str]) -> list[tuple[str, int, int]]:
    """Return the words asked for in a folded text, with where they begin and end."""
    pattern = "|".join(sorted(map(_either, asked), key=len, reverse=True))
    return [(key_of(m[0].lstrip("0") or m[0]), m.start(), m.end()) for m in re.finditer(rf"\b(?:{pattern})\b", folded)]


def _either(key: str) -> str:
    """Return a pattern for a key: its i may be y, its number have zeros before it."""
    if key.isdecimal():
        return f"0*{key}"
    return f"{key[:-1]}[iy]" if key.endswith("i") and len(key) <= 3 else re.escape(key)  # noqa: PLR2004  # qui


def snippet(text: str, typed: Sequence[str]) -> list[Piece]:
    """Return the stretch of `text` around its densest group of words typed, in pieces (piece, is it one of them).

    Words are taken as typed; where none stands so in the text, by their keys.
    """
    text, is_cut_before, is_cut_after = _around(text, typed)
    words = text.split()
    parts = [words_of(word) for word in words]
    spelt = {spelling_of(word) for word in typed}
    asked = [any(spelling_of(part) in spelt for part in own) for own in parts]
    if not any(asked):
        keys = {key_of(word) for word in typed}
        asked = [any(key_of(part) in keys for part in own) for own in parts]
    starts = [i for i, is_asked in enumerate(asked) if is_asked] or [0]
    best = max(starts, key=lambda i: sum(asked[i : i + _SNIPPET_WORDS // 2]))
    start = max(0, best - _WORDS_BEFORE_HIT)
    pieces: list[Piece] = [("… ", False)] if start or is_cut_before else []
    for word, is_asked in list(zip(words, asked, strict=True))[start : start + _SNIPPET_WORDS]:
        bare = re.fullmatch(r"(\W*)(.*?)(\W*)", word)
        before, core, after = bare.groups() if bare else ("", word, "")
        pieces += [(before, False), (core, is_asked), (f"{after} ", False)]
    if start + _SNIPPET_WORDS < len(words) or is_cut_after:
        pieces.append(("…", False))
    return _merged(pieces)


def _around(text: str, typed: Sequence[str]) -> tuple[str, bool, bool]:
    """Return of a long text what lies around its densest group of words, and whether it is cut on either side."""
    folded = fold(text)
    spots = [start for _, start, _ in _found(folded, {key_of(word) for word in typed})] if len(text) > _LONG else []
    if not spots or len(folded) != len(text):
        return text, False, False
    best = max(range(len(spots)), key=lambda at: bisect_right(spots, spots[at] + _LONG // 8) - at)
    start = text.rfind(" ", 0, max(0, spots[best] - _LONG // 4)) + 1
    end = text.find(" ", spots[best] + _LONG // 2)
    return text[start : end if end >= 0 else None], start > 0, end >= 0


def _merged(pieces: list[Piece]) -> list[Piece]:
    """Join neighbours of the same kind; a space between two asked words belongs to neither."""
    merged: list[Piece] = []
    for text, is_asked in pieces:
        if not text:
            continue
        if merged and merged[-1][1] == is_asked:
            merged[-1] = (merged[-1][0] + text, is_asked)
        else:
            merged.append((text, is_asked))
    return merged


def stands_in(text: str, words: Sequence[str]) -> bool:
    """Tell whether words stand in a text next to each other; with diacritics where they are typed with them."""
    own = words_of(text)
    spelt = [spelling_of(word) for word in words]
    keys = [key_of(word) for word in words]
    same = [spelling_of(word) for word in own] if spelt != keys else [key_of(word) for word in own]
    wanted = spelt if spelt != keys else keys
    return f" {' '.join(wanted)} " in f" {' '.join(same)} "


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
