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
    if not wanted:
        return [shown.place(0)]
    held = shown.keys[1:]
    # Long words are seldom: most places are out after the first of them.
    sought = [list(map(_sought, ways)) for ways in sorted(wanted, key=lambda ways: -len(ways[0]))]
    best = list(range(len(held)))
    for ways in sought:
        best = [at for at in best if _holds(held[at], ways)]
    if not best:
        found = [sum([_holds(keys, ways) for ways in sought]) for keys in held]
        best = [at for at, count in enumerate(found) if count == max(found)] if any(found) else [0]
    if len(best) > 1:
        row = _sought(" ".join(words))
        order = [*map(_sought, dict.fromkeys(pairs_of(words))), row]
        sums_up = row not in shown.keys[0]
        best.sort(key=lambda at: (-sum(map(held[at].__contains__, order)), sums_up and at == 0))
    return [shown.place(at) for at in best[:most]]


def _sought(keys: str) -> bytes:
    return f" {keys} ".encode()


def _holds(keys: bytes, ways: Sequence[bytes]) -> bool:
    return any(map(keys.__contains__, ways))


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

    Words are taken as typed; by their keys where none stands so in the text, or none was typed with diacritics.
    """
    words = text.split()
    spelt, keys = set(map(spelling_of, typed)), set(map(key_of, typed))
    asked = _asked(words, spelt, spellings_in) if spelt != keys else set()
    asked = asked or _asked(words, keys, keys_in)
    starts = [at for at, word in enumerate(words) if word in asked] or [0]
    _, best = max(enumerate(starts), key=lambda found: bisect_left(starts, found[1] + _SNIPPET_WORDS // 2) - found[0])
    start = max(0, best - _WORDS_BEFORE_HIT)
    pieces: list[Piece] = []
    between = "… " if start else ""
    for word in words[start : start + _SNIPPET_WORDS]:
        bare = _BARE.fullmatch(word) if word in asked else None
        if bare is None:
            between += f"{word} "
            continue
        before, core, after = bare.groups()
        pieces += [(between + before, False), (core, True)]
        between = f"{after} "
    pieces.append((between + ("…" if start + _SNIPPET_WORDS < len(words) else ""), False))
    return [piece for piece in pieces if piece[0]]


def _asked(words: Collection[str], wanted: set[str], parts_of: Callable[[str], Sequence[str]]) -> set[str]:
    """Return those of the words in a text (`words`, with their signs) that are, or hold, a wanted one."""
    return {word for word in set(words) if not wanted.isdisjoint(parts_of(word))}


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
