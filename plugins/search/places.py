"""Where in a document the words stand: its best place, the stretch of text to show, how the words are spelt there."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from plugins.search.words import key_of, keys_of, pairs_of, spelling_of, spellings_in, words_of

_SNIPPET_WORDS = 34
_WORDS_BEFORE_HIT = 8
_WORD = re.compile(r"\w+")
Piece = tuple[str, bool]
Ways = Sequence[str]


@dataclass(frozen=True)
class Place:
    """A part of a document: how it is cited ("" for the whole), its URL, its text; the parts of it by their ids."""

    where: str
    url: str
    text: str = field(default="", compare=False)
    parts: Mapping[str, str] = field(default_factory=dict, compare=False)

    @cached_property
    def keys(self) -> str:
        """The keys of its words, a space before and after each."""
        return f" {keys_of(f'{self.where} {self.text}')} "

    def part(self, eid: str) -> "Place | None":
        """Return the part of that id, or the place itself if the id is its own; None when it is not here."""
        page, _, own = self.url.partition("#")
        if own == eid:
            return self
        return Place(self.parts[eid], f"{page}#{eid}", self.text) if eid in self.parts else None


def best_places(places: Sequence[Place], wanted: Sequence[Ways], words: Sequence[str], provision: str) -> list[Place]:
    """Return the places that hold what was asked for, the best first; the first of all when none does.

    A place is the better the more of what is wanted stands in it, in any of its ways (keys), and the more of the words
    beside each other as they were typed; the place that was asked for by its id (`art_3__para_2`; if it is not there,
    what it would lie in) is the only one.
    """
    while provision:
        named = [part for place in places if (part := place.part(provision)) is not None]
        if named:
            # Its own place rather than the one it lies in.
            return [next((place for place in places if place.part(provision) is place), named[0])]
        provision = provision.rpartition("__")[0]
    sought = [[f" {way} " for way in ways] for ways in wanted]
    found = [sum(any(map(place.keys.__contains__, ways)) for ways in sought) for place in places]
    most = max(found)
    order = [f" {pair} " for pair in dict.fromkeys(pairs_of(words))]
    row = f" {' '.join(words)} "
    ranked = sorted(
        (place for place, count in zip(places, found, strict=True) if most and count == most),
        key=lambda place: -sum(map(place.keys.__contains__, order)) - (row in place.keys),
    )
    return ranked or list(places[:1])


def snippet(text: str, typed: Sequence[str]) -> list[Piece]:
    """Return the stretch of `text` around its densest group of words typed, in pieces (piece, is it one of them).

    Words are taken as typed; where none stands so in the text, by their keys.
    """
    words = text.split()
    parts = [spellings_in(word) for word in words]
    spelt = set(map(spelling_of, typed))
    asked = [not spelt.isdisjoint(own) for own in parts]
    if not any(asked):
        keys = set(map(key_of, typed))
        asked = [any(key_of(part) in keys for part in own) for own in parts]
    starts = [i for i, is_asked in enumerate(asked) if is_asked] or [0]
    best = max(starts, key=lambda i: bisect_left(starts, i + _SNIPPET_WORDS // 2) - bisect_left(starts, i))
    start = max(0, best - _WORDS_BEFORE_HIT)
    pieces: list[Piece] = [("… ", False)] if start else []
    for word, is_asked in list(zip(words, asked, strict=True))[start : start + _SNIPPET_WORDS]:
        bare = re.fullmatch(r"(\W*)(.*?)(\W*)", word) if is_asked else None
        before, core, after = bare.groups() if bare else (word, "", "")
        pieces += [(before, False), (core, True), (f"{after} ", False)]
    if start + _SNIPPET_WORDS < len(words):
        pieces.append(("…", False))
    return _merged(pieces)


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


def stands_in(place: Place, spelt: Sequence[str]) -> int:
    """Tell whether words (spellings) stand in a place in a row: 2 as they are spelt, 1 by their keys, 0 not at all."""
    keys = [key_of(word) for word in spelt]
    if f" {' '.join(keys)} " not in place.keys:
        return 0
    own = " ".join(word for chunk in place.text.split() for word in spellings_in(chunk))
    return 1 + (list(spelt) == keys or f" {' '.join(spelt)} " in f" {own} ")


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
