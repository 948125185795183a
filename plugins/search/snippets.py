"""The stretch of a text to show under a hit, with the words that were asked for."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from plugins.search.shown import Text
from plugins.search.signs import signs_of
from plugins.search.words import key_of, spelling_of, spellings_in

_WORDS = 34
_WORDS_BEFORE_HIT = 8
_BARE = re.compile(r"(\W*)(.*?)(\W*)")
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
        dense = frozenset(starts[first : first + count])
        return Snippet(
            _pieces(words, max(0, starts[first] - _WORDS_BEFORE_HIT), starts),
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
    between = "… " if start else ""
    pieces: list[Piece] = []
    for number in asked[bisect_left(asked, start) : bisect_left(asked, end)]:
        before, core, after = _bare(words[number])
        pieces += [(between + " ".join([*words[start:number], before]), False), (core, True)]
        between, start = f"{after} ", number + 1
    pieces.append((between + " ".join([*words[start:end], "…" if end < len(words) else ""]), False))
    return [piece for piece in pieces if piece[0]]


def _bare(word: str) -> Sequence[str]:
    """Return the signs before a word, the word, the signs after it."""
    found = None if word.isalnum() else _BARE.fullmatch(word)
    return found.groups() if found else ("", word, "")
