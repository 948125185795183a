"""Where in a document the words stand: its best place, the stretch of text to show, how the words are spelt there."""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence

from plugins.search.shown import Place, Shown
from plugins.search.words import key_of, keys_in, pairs_of, spelling_of, spellings_in, words_of

_SNIPPET_WORDS = 34
_WORDS_BEFORE_HIT = 8
_WORD = re.compile(r"\w+")
_BARE = re.compile(r"(\W*)(.*?)(\W*)")
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
    alone = [_sought(*ways) for ways in wanted if len(ways) == 1]
    several = [list(map(_sought, ways)) for ways in wanted if len(ways) > 1]
    found = [
        sum([way in keys for way in alone]) + sum([any(way in keys for way in ways) for ways in several])
        for keys in held
    ]
    most_found = max(found)
    if not most_found:
        return [shown.place(0)]
    best = [at for at, count in enumerate(found) if count == most_found]
    if len(best) > 1:
        order = [_sought(pair) for pair in dict.fromkeys(pairs_of(words))]
        order.append(_sought(" ".join(words)))
        sums_up = order[-1] not in shown.keys[0]
        best.sort(key=lambda at: (-sum([pair in held[at] for pair in order]), sums_up and at == 0))
    return [shown.place(at) for at in best[:most]]


def _sought(keys: str) -> bytes:
    return f" {keys} ".encode()


def _named(shown: Shown, provision: str) -> Place | None:
    """Return the place of a provision by its id, or of the one it would lie in; its own rather than one it is in."""
    while provision:
        for at, url in enumerate(shown.labels[1::2]):
            if url.endswith(f"#{provision}"):
                return shown.place(at)
        for at, parts in enumerate(shown.parts):
            if provision in parts:
                page = shown.place(at).url.partition("#")[0]
                return Place(parts[provision], f"{page}#{provision}", at)
        provision = provision.rpartition("__")[0]
    return None


def snippet(text: str, typed: Sequence[str]) -> list[Piece]:
    """Return the stretch of `text` around its densest group of words typed, in pieces (piece, is it one of them).

    Words are taken as typed; where none stands so in the text, by their keys.
    """
    words = text.split()
    asked = _asked(words, set(map(spelling_of, typed)), spellings_in) or _asked(words, set(map(key_of, typed)), keys_in)
    starts = [at for at, word in enumerate(words) if word in asked] or [0]
    best = max(starts, key=lambda i: bisect_left(starts, i + _SNIPPET_WORDS // 2) - bisect_left(starts, i))
    start = max(0, best - _WORDS_BEFORE_HIT)
    pieces: list[Piece] = [("… ", False)] if start else []
    for word in words[start : start + _SNIPPET_WORDS]:
        bare = _BARE.fullmatch(word) if word in asked else None
        before, core, after = bare.groups() if bare else (word, "", "")
        pieces += [(before, False), (core, True), (f"{after} ", False)]
    if start + _SNIPPET_WORDS < len(words):
        pieces.append(("…", False))
    return _merged(pieces)


def _asked(words: Collection[str], wanted: set[str], parts_of: Callable[[str], Sequence[str]]) -> set[str]:
    """Return those of the words in a text (`words`, with their signs) that are, or hold, a wanted one."""
    return {word for word in set(words) if not wanted.isdisjoint(parts_of(word))}


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
