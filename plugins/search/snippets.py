"""The stretch of a text to show under a hit, with the words that were asked for."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from plugins.search.words import key_of, keys_in, spelling_of, spellings_in

_WORDS = 34
_WORDS_BEFORE_HIT = 8
_BARE = re.compile(r"(\W*)(.*?)(\W*)")
# A piece of a text, whether it is one of the words asked for.
Piece = tuple[str, bool]


class Snippet(NamedTuple):
    """A stretch of a text in pieces; `group` are the words asked for in its densest part: number in the text, keys."""

    pieces: list[Piece]
    group: list[tuple[int, frozenset[str]]]


class Forms:
    """In which forms, with signs and capitals, words stand in texts: told once for each, as few come that are new."""

    def __init__(self) -> None:
        self._told: set[str] = set()
        self._of_spelling: dict[str, set[str]] = {}
        self._of_key: dict[str, set[str]] = {}

    @property
    def count(self) -> int:
        """How many forms are known."""
        return len(self._told)

    def learn(self, words: Sequence[str]) -> None:
        """Make known the forms that the words of a text have."""
        if self._told.issuperset(words):
            return
        new = set(words) - self._told
        for form in new:
            for spelling in spellings_in(form):
                self._of_spelling.setdefault(spelling, set()).add(form)
            for key in keys_in(form):
                self._of_key.setdefault(key, set()).add(form)
        self._told |= new

    def spelt(self, spellings: Iterable[str]) -> set[str]:
        """Return the forms known that are or hold one of some words so spelt."""
        return {form for spelling in spellings for form in self._of_spelling.get(spelling, ())}

    def keyed(self, keys: Iterable[str]) -> set[str]:
        """Return the forms known that are or hold a word of one of some keys."""
        return {form for key in keys for form in self._of_key.get(key, ())}


class Marker:
    """Finds in texts, one after the other, the words that were typed: made once for a query."""

    def __init__(self, typed: Iterable[str], forms: Forms) -> None:
        words = list(typed)
        self._spelt, self._keys = frozenset(map(spelling_of, words)), frozenset(map(key_of, words))
        self._forms = forms
        self._known = -1
        # The forms to look for: as spelt, if that says more than the keys; then by the keys.
        self._asked: list[set[str]] = []

    def snippet(self, text: str) -> Snippet:
        """Return the stretch of a text (words one space apart) around its densest group of words typed.

        Words are taken as typed; by their keys where none stands so in the text, or none was typed with diacritics.
        """
        words = text.split()
        for asked in self._asked_among(words):
            starts = [at for at, word in enumerate(words) if word in asked]
            if starts:
                break
        else:
            return Snippet(_pieces(words, 0, ()), [])
        counts = [bisect_left(starts, start + _WORDS // 2) - at for at, start in enumerate(starts)]
        count = max(counts)
        first = counts.index(count)
        group = [(at, self._keys.intersection(keys_in(words[at]))) for at in starts[first : first + count]]
        return Snippet(_pieces(words, max(0, starts[first] - _WORDS_BEFORE_HIT), asked), group)

    def _asked_among(self, words: Sequence[str]) -> Sequence[set[str]]:
        """Return the forms to look for among the words of a text."""
        self._forms.learn(words)
        if self._known != self._forms.count:
            self._known = self._forms.count
            spelt = [self._forms.spelt(self._spelt)] if self._spelt != self._keys else []
            self._asked = [*spelt, self._forms.keyed(self._keys)]
        return self._asked


def _pieces(words: Sequence[str], start: int, asked: Collection[str]) -> list[Piece]:
    """Return some of the words of a text from the one numbered `start`, in pieces."""
    pieces: list[Piece] = []
    end = start + _WORDS
    between = "… " if start else ""
    for word in words[start:end]:
        if word not in asked:
            between += f"{word} "
            continue
        before, core, after = _bare(word)
        pieces += [(between + before, False), (core, True)]
        between = f"{after} "
    pieces.append((between + ("…" if end < len(words) else ""), False))
    return [piece for piece in pieces if piece[0]]


def _bare(word: str) -> Sequence[str]:
    """Return the signs before a word, the word, the signs after it."""
    found = None if word.isalnum() else _BARE.fullmatch(word)
    return found.groups() if found else ("", word, "")
