"""The stretch of a text to show under a hit, with the words that were asked for."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from plugins.search.shown import Text
from plugins.search.signs import signs_of
from plugins.search.words import key_of, spelling_of, spellings_in

_WORDS = 34
_WORDS_BEFORE_HIT = 8
_BARE = re.compile(r"^(\W*)(.*?)(\W*)$")
# Before and after what is marked; it is white space, so no word has it.
_MARK = "\x1f"
_MARKED_KEPT = 4096
# A piece of a text, whether it is one of the words asked for.
Piece = tuple[str, bool]


class Snippet(NamedTuple):
    """A stretch of a text in pieces; `group` are the words asked for in its densest part: number in the text, sign."""

    pieces: list[Piece]
    group: list[tuple[int, str]]


class Marker:
    """Finds in texts, one after the other, the words that were typed: made once for a query."""

    def __init__(self, typed: Iterable[str]) -> None:
        words = list(typed)
        spelt, keys = frozenset(map(spelling_of, words)), frozenset(map(key_of, words))
        # Looked for as spelt only if that says more than the keys.
        self._as_spelt = _Spelt(spelt) if spelt != keys else None
        self._signs = frozenset(map(signs_of, keys))

    def snippet(self, text: Text) -> Snippet:
        """Return the stretch of a text around its densest group of words typed.

        Words are taken as typed; by their keys where none stands so in the text, or none was typed with diacritics.
        """
        words = text.words.split()
        held = text.holding(self._signs)
        starts = list(dict(held))
        if self._as_spelt is not None:
            is_spelt = self._as_spelt
            starts = [at for at in starts if is_spelt[words[at]]] or starts
        if not starts:
            return Snippet(_pieces(words, 0, ()), [])
        counts = [bisect_left(starts, start + _WORDS // 2, at) - at for at, start in enumerate(starts)]
        count = max(counts)
        first = counts.index(count)
        dense = starts[first : first + count]
        return Snippet(
            _pieces(words, max(0, dense[0] - _WORDS_BEFORE_HIT), starts),
            [word for word in held if word[0] in dense],
        )


class _Spelt(dict[str, bool]):
    """Whether a word of a text is, or holds, one that was typed as it is spelt; texts say the same again and again."""

    def __init__(self, asked: frozenset[str]) -> None:
        self._asked = asked

    def __missing__(self, word: str) -> bool:
        self[word] = is_asked = not self._asked.isdisjoint(spellings_in(word))
        return is_asked


def _pieces(words: Sequence[str], start: int, asked: Sequence[int]) -> list[Piece]:
    """Return some of the words of a text from the one numbered `start`, in pieces; `asked` numbers those asked for."""
    end = start + _WORDS
    stretch = list(words[start:end])
    for number in asked[bisect_left(asked, start) : bisect_left(asked, end)]:
        stretch[number - start] = _marked(stretch[number - start])
    if start:
        stretch.insert(0, "…")
    if end < len(words):
        stretch.append("…")
    # What is marked stands between two marks: every second piece.
    return [(piece, at % 2 == 1) for at, piece in enumerate(" ".join(stretch).split(_MARK)) if piece]


@lru_cache(_MARKED_KEPT)
def _marked(word: str) -> str:
    """Return a word marked, without the signs before and after it."""
    return _BARE.sub(rf"\1{_MARK}\2{_MARK}\3", word)
