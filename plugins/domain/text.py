"""Vietnamese text: one normal form, folding, slugs."""

import re
import unicodedata
from functools import cache, lru_cache

# Legal texts carry these from word processors; none of them is a letter.
_INVISIBLE = dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
_SPACES = dict.fromkeys("\u00a0\u2007\u202f\u2009", " ")
_INSTEAD = _INVISIBLE | _SPACES
_TO_REPLACE = re.compile(f"[{''.join(_INSTEAD)}]")
_WORD = re.compile(r"\w+")
_STROKED = str.maketrans("đðĐÐ", "ddDD")


class _Bare(dict[int, str]):
    """What each character is without diacritics; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        signs = unicodedata.normalize("NFD", chr(code)).translate(_STROKED)
        letter = self[code] = "".join(char for char in signs if not unicodedata.combining(char))
        return letter


_BARE = _Bare()

# Where control characters are to be looked for: a text in Vietnamese has none of these.
_MAYBE_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\U0010ffff]")


def nfc(text: str) -> str:
    """Return `text` in NFC with plain spaces and without invisible characters."""
    return text if text.isascii() else unicodedata.normalize("NFC", visible(text))


def visible(text: str) -> str:
    """Return `text` with plain spaces and without invisible characters."""
    if any(char in text for char in _INSTEAD):
        return _TO_REPLACE.sub(lambda found: _INSTEAD[found[0]], text)
    return text


@lru_cache(maxsize=1)  # checks, front matter and grammar ask about the same text one after the other
def is_printable(text: str) -> bool:
    """Tell whether nothing stands in a text but what prints: no white space but line breaks and plain spaces."""
    return text.replace("\n", "").isprintable()


def squeeze(text: str) -> str:
    """Return `text` with every run of white space as one space, none at the ends."""
    # Of white space, the plain space alone is printable.
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    return " ".join(text.split())


def bare(text: str) -> str:
    """Return `text` without diacritics, đ as d.

    NFD does not decompose đ (nor the Icelandic ð that old files hold in its place), hence by hand.
    """
    return text if text.isascii() else text.translate(_BARE)


def fold(text: str) -> str:
    """Return `text` lower-case and without diacritics: what a hurried citizen types."""
    return bare(text.lower())


def slug(text: str) -> str:
    """Return `text` as a piece of a URL: folded words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def syllables(text: str) -> list[str]:
    """Return the words of `text` in NFC, lower-case; digits count as words."""
    return _WORD.findall(nfc(text).lower())


def control_characters(text: str) -> set[str]:
    """Return the control characters in `text` that no keyboard types (line breaks and tabs are fine)."""
    if is_printable(text):  # none of them is
        return set()
    found = set(_MAYBE_CONTROL.findall(text))
    return {c for c in found if unicodedata.category(c) in {"Cc", "Cs"} or _is_no_character(c)}


def _is_no_character(char: str) -> bool:
    """Code points that never will be characters; new emoji are unknown to Python, but characters."""
    return ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF  # noqa: PLR2004  # as Unicode numbers them


def without_control_characters(text: str) -> str:
    """Return `text` with CRLF as LF and without the characters `control_characters` finds."""
    unwanted = control_characters(text)
    return "".join(c for c in text.replace("\r\n", "\n").replace("\r", "\n") if c not in unwanted)


# Order of the alphabet: a < ă < â, d < đ, …; tones huyền < hỏi < ngã < sắc < nặng (CLDR vi).
_LETTERS = {c: i for i, c in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_MARKS = {"\u0306", "\u0302", "\u031b"}  # breve, circumflex, horn: part of the letter, not of the tone


def collation_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return a key that sorts Vietnamese words as a dictionary does (letters first, tones decide ties)."""
    letters: list[int] = []
    tones: list[int] = []
    for char in unicodedata.normalize("NFC", text.lower()):
        letter, marks = _letter(char)
        letters.append(_LETTERS[letter] + 1000 if letter in _LETTERS else ord(letter) % 1000)
        tones.append(next((_TONES[m] for m in marks if m in _TONES), 0))
    return tuple(letters), tuple(tones)


def first_letter(text: str) -> str:
    """Return the small letter of the alphabet under which a dictionary has `text` (ế: ê), "" when it begins with none.

    Signs before the first letter or digit do not count.
    """
    first = next((char for char in unicodedata.normalize("NFC", text.lower()) if char.isalnum()), "")
    letter = _letter(first)[0] if first else ""
    return letter if letter in _LETTERS else ""


@cache
def _letter(char: str) -> tuple[str, str]:
    """Return the letter that a character in NFC is without its tone, and all its marks."""
    marks = unicodedata.normalize("NFD", char)
    return unicodedata.normalize("NFC", marks[0] + "".join(m for m in marks[1:] if m in _MARKS)), marks
