"""Where in a document the words stand: its best place, the stretch of text to show, how the words are spelt there."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from plugins.search.shown import Place, Shown
from plugins.search.words import key_of, pairs_of, spelling_of, spellings_in, words_of

_SNIPPET_WORDS = 34
_WORDS_BEFORE_HIT = 8
_WORD = re.compile(r"\w+")
Piece = tuple[str, bool]
Ways = Sequence[str]


def best_places(shown: Shown, wanted: Sequence[Ways], words: Sequence[str], provision: str, most: int) -> list[Place]:
    """Return the places that hold what was asked for, the best first, at most `most`; when none does, the first.

    A place is the better the more of what is wanted stands in it, in any of its ways (keys), and the more of the words
    beside each other as they were typed; among equals the whole, which sums up, comes last, unless it is entitled so.
    The place that was asked for by its id (`art_3__para_2`; if it is not there, what it would lie in) is the only one.
    """
    if provision and (named := _named(shown, provision)):
        return [named]
    held = shown.keys[1:]
    found = [0] * len(held)
    for ways in wanted:
        sought = [_sought(way) for way in ways]
        for at, keys in enumerate(held):
            if any(map(keys.__contains__, sought)):
                found[at] += 1
    if not any(found):
        return [shown.places[0]]
    best = [at for at, count in enumerate(found) if count == max(found)]
    order = [_sought(pair) for pair in dict.fromkeys(pairs_of(words))]
    row = _sought(" ".join(words))
    sums_up = row not in shown.keys[0]
    best.sort(key=lambda at: (-sum(map(held[at].__contains__, order)) - (row in held[at]), sums_up and at == 0))
    return [shown.places[at] for at in best[:most]]


def _sought(keys: str) -> bytes:
    return f" {keys} ".encode()


def _named(shown: Shown, provision: str) -> Place | None:
    """Return the place of a provision by its id, or of the one it would lie in; its own rather than one it is in."""
    while provision:
        for place in shown.places:
            if place.url.endswith(f"#{provision}"):
                return place
        for place, parts in zip(shown.places, shown.parts, strict=False):
            if provision in parts:
                return Place(parts[provision], f"{place.url.partition('#')[0]}#{provision}", place.text)
        provision = provision.rpartition("__")[0]
    return None


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


def stands_in(shown: Shown, spelt: Sequence[str]) -> int:
    """Tell whether words (spellings) stand in a place in a row: 2 as they are spelt, 1 by their keys, 0 not at all."""
    keys = [key_of(word) for word in spelt]
    row = _sought(" ".join(keys))
    holding = [at for at, own in enumerate(shown.keys) if row in own]
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
