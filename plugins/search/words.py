"""The words by which texts are found: one rule for the index, for the files of the search page, for whoever asks."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, pairwise
from zlib import crc32

from plugins.domain.text import fold, nfc, syllables


def words_of(text: str) -> list[str]:
    """Return the words of a text; numbers without leading zeros, so that 9/NQ-HĐND is 09/NQ-HĐND."""
    return [word.lstrip("0") or "0" if word.isdecimal() else word for word in syllables(text)]


def folded_words_of(text: str) -> list[str]:
    """Return the words of a text without diacritics, đ as d; `theme/static/tim-kiem.js` does the same."""
    return words_of(fold(nfc(text)))


def keys_of(text: str) -> str:
    """Return the keys of the words of a text, joined by spaces."""
    return " ".join(chain.from_iterable(map(keys_in, text.split())))


def pairs_of(words: Sequence[str]) -> list[str]:
    """Return every two neighbours: they tell “dân chủ” from “dân … chủ”."""
    return [f"{a} {b}" for a, b in pairwise(words)]


_RUN = 4


def runs_of(words: Sequence[str]) -> list[str]:
    """Return every four neighbours as one of 16,384 marks, each mark once: pairs tell that two meet, runs that more do.

    Marks, because nearly every four words are new: an index of the words themselves would be larger than the texts.
    Two runs may have the same mark; one in twenty contents seems to hold a run that it does not.
    """
    if len(words) < _RUN:
        return []
    runs = zip(words, words[1:], words[2:], words[3:], strict=False)
    return [f"{mark:x}" for mark in dict.fromkeys(crc32(" ".join(run).encode()) & 0x3FFF for run in runs)]


_SYLLABLES = 1 << 15
# Syllables that are written with y or i alike: kỹ/kĩ, lý/lí, quý/quí (after other letters, and in ay, uy, they differ).
_Y_OR_I = re.compile(r"(h|k|l|m|s|t|v|b|qu)y")
# Where the tone of oa, oe, uy stood in older spelling: hoà, hoè, thuỷ. After a final consonant both spellings agree.
_OLD = ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ")
_NEW = ("òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy")
_TONES = dict(zip(_OLD, _NEW, strict=True))
_OLD_TONE = re.compile(rf"(?<!q)({'|'.join(_OLD)})$")


# The same few thousand syllables come again and again.
@lru_cache(_SYLLABLES)
def key_of(word: str) -> str:
    """Return a word as it is looked for: without diacritics, đ as d, y as i where both are written."""
    folded = fold(word)
    return f"{folded[:-1]}i" if _Y_OR_I.fullmatch(folded) else folded


@lru_cache(_SYLLABLES)
def spelling_of(word: str) -> str:
    """Return a word, diacritics kept, in the one spelling in which it is compared: hoà as hòa."""
    return _OLD_TONE.sub(lambda found: _TONES[found[0]], word)


@lru_cache(_SYLLABLES)
def spellings_in(chunk: str) -> tuple[str, ...]:
    """Return the spellings of the words of a text that has no spaces."""
    return tuple(spelling_of(word) for word in words_of(chunk))


@lru_cache(_SYLLABLES)
def keys_in(chunk: str) -> tuple[str, ...]:
    """Return the keys of the words of a text that has no spaces."""
    return tuple(key_of(word) for word in words_of(chunk))
