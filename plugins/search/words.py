"""The words by which texts are found: one rule for the index, for the files of the search page, for whoever asks."""

from collections.abc import Sequence
from itertools import pairwise

from plugins.domain.text import fold, nfc, syllables


def words_of(text: str) -> list[str]:
    """Return the words of a text; numbers without leading zeros, so that 9/NQ-HĐND is 09/NQ-HĐND."""
    return [word.lstrip("0") or "0" if word.isdecimal() else word for word in syllables(text)]


def folded_words_of(text: str) -> list[str]:
    """Return the words of a text without diacritics, đ as d; `theme/static/tim-kiem.js` does the same."""
    return words_of(fold(nfc(text)))


def pairs_of(words: Sequence[str]) -> list[str]:
    """Return every two neighbours: they tell “dân chủ” from “dân … chủ”."""
    return [f"{a} {b}" for a, b in pairwise(words)]
