"""Numbers and symbols of documents: `12/2026/NQ-HĐND`, `46/NQ-HĐND`, `120-KL/TW` (domain.md §8.3)."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from plugins.domain.text import nfc, slug, squeeze

_BLANK = re.compile(r"(…|\.\.\.|_{2,})")
# n/yyyy/XX-YY, n/XX-YY, n/yyyy/QH15 and the Party's n-XX/TW (domain: Decree 30/2020, Phụ lục III and practice).
# Begins with the digit and looks back from it: in a text most characters are none.
_SYMBOL = (
    r"\d(?<![\w/.-]\d)(?:\d{0,4}(?:/\d{4})?/[A-ZĐÐ][A-Za-zĐÐđ]*\d{0,2}(?:-[A-ZĐÐ][A-Za-zĐÐđ0-9]*)*"
    r"|\d{0,3}-[A-ZĐÐ][A-Za-zĐÐđ]*/[A-ZĐÐ]{2,})(?![\w/-])"
)


def bare_symbol(symbol: str) -> str:
    """Return a symbol as written, without “Số:” before it."""
    return re.sub(r"^số\s*:?\s*", "", squeeze(nfc(symbol)), flags=re.IGNORECASE)


@lru_cache(maxsize=4096)  # every page asks for the symbols it names, and the same few are named everywhere
def normal_symbol(symbol: str) -> str:
    """Return a symbol for comparison: upper case, no “Số:”, no spaces, no leading zeros, Đ for Ð."""
    bare = re.sub(r"\s*([/-])\s*", r"\1", bare_symbol(symbol)).upper().replace("Ð", "Đ").replace("–", "-")
    return re.sub(r"^0+(?=\d)", "", bare)


def has_number(symbol: str) -> bool:
    """Tell whether a symbol carries its number already; in drafts it is a blank (`…/TTr-UBND`)."""
    return bool(symbol) and _BLANK.search(symbol) is None


def is_symbol(text: str) -> bool:
    """Tell whether a text is one symbol of an issued document, its number included, and nothing else."""
    return has_number(text) and re.fullmatch(_SYMBOL, normal_symbol(text)) is not None


def symbol_slug(symbol: str, issued_on: date) -> str:
    """Return the part of the URL that a symbol gives; the year is added where the symbol carries none.

    Individual acts are numbered anew each year (Decree 30/2020), so `46/NQ-HĐND` alone is not unique.
    """
    normal = normal_symbol(symbol)
    has_year = re.search(r"/(19|20)\d\d/", normal) is not None
    return slug(normal if has_year else f"{normal}-{issued_on.year}")


def symbol_parts(symbol: str) -> tuple[int, str]:
    """Return the number of a symbol, and what it is a number of (`NQ-HĐND`, `KL/TW`); 0 where there is none."""
    normal = normal_symbol(symbol)
    found = re.match(r"(\d+)(?:/\d{4})?[/-](.+)", normal)
    return (int(found[1]), found[2]) if found else (0, normal)


_DAY = r"(?:,?\s+(?:ngày\s+)?(?P<d>\d{1,2})(?:/|\s+tháng\s+)(?P<m>\d{1,2})(?:/|\s+năm\s+)(?P<y>\d{4}))?"
_SLASH = re.compile(r"/(?<=[\dA-Za-zĐÐđ]/)[A-ZĐÐ]")
CITED = re.compile(rf"(?P<symbol>{_SYMBOL}){_DAY}")


class Cited(NamedTuple):
    """A document named in a text: its symbol as written, the day said with it, where the symbol stands."""

    symbol: str
    issued_on: date | None
    start: int
    end: int


def may_cite(text: str) -> bool:
    """Tell at a glance whether a text, or HTML, may name a document: every symbol has a slash before a capital."""
    return "/" in text and _SLASH.search(text) is not None


def cited(text: str) -> Iterator[Cited]:
    """Yield every symbol of a document in a text."""
    for match in CITED.finditer(text):
        day = None
        if match["y"]:
            try:
                day = date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:  # 31/02/2024: a symbol all the same
                day = None
        yield Cited(match["symbol"], day, match.start("symbol"), match.end("symbol"))
