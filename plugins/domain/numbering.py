"""The numbers printed before provisions, in Arabic, Roman and letters: what follows what, how they stand in ids."""

import re
from functools import lru_cache

from plugins.domain.openers import POINT_LETTERS
from plugins.domain.text import slug

_DIGITS, _ROMAN = re.compile(r"\d+"), re.compile(r"[IVXLC]+")


# The same few numbers follow each other in every text.
@lru_cache(maxsize=1024)
def is_odd_point(letter: str, before: str) -> bool:
    """A letter of the points' alphabet follows the one that was before; a point such as đ1 was inserted later."""
    if letter[0] not in POINT_LETTERS:
        return True
    last = POINT_LETTERS.index(before[0]) if before else -1
    return len(letter) == 1 and POINT_LETTERS.index(letter) != last + 1


@lru_cache(maxsize=1024)
def is_odd_count(number: str, before: str) -> bool:
    """An Arabic or Roman number follows the one before; one with a letter (3a) was inserted; words are not read."""
    count, last = _count(number), _count(before)
    if count is None or last is None:
        return False
    return count not in {last, last + 1} if number[-1].islower() else count != last + 1


def _count(number: str) -> int | None:
    """Return the value of an Arabic (3, 3a) or Roman number, None for words."""
    if digits := _DIGITS.match(number):
        return int(digits.group())
    return _roman(number) if _ROMAN.fullmatch(number) else None


def id_number(number: str) -> str:
    """Return a printed number as it stands in an id: Roman as it is, đ as dd, words folded."""
    return number if _ROMAN.fullmatch(number) else slug(number.replace("đ", "dd"))


def _roman(number: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}.get(c, 0) for c in number]
    return sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))
