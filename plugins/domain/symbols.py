"""Numbers and symbols of documents: `12/2026/NQ-HĐND`, `46/NQ-HĐND`, `120-KL/TW` (domain.md §8.3)."""

import re
from datetime import date

from plugins.domain.text import nfc, slug, squeeze

_BLANK = re.compile(r"(…|\.\.\.|_{2,})")


def normal_symbol(symbol: str) -> str:
    """Return a symbol for comparison: upper case, no “Số:”, no spaces, no leading zeros, Đ for Ð."""
    bare = re.sub(r"^số\s*:?\s*", "", squeeze(nfc(symbol)), flags=re.IGNORECASE)
    bare = re.sub(r"\s*([/-])\s*", r"\1", bare).upper().replace("Ð", "Đ").replace("–", "-")
    return re.sub(r"^0+(?=\d)", "", bare)


def has_number(symbol: str) -> bool:
    """Tell whether a symbol carries its number already; in drafts it is a blank (`…/TTr-UBND`)."""
    return bool(symbol) and _BLANK.search(symbol) is None


def symbol_slug(symbol: str, issued_on: date) -> str:
    """Return the part of the URL that a symbol gives; the year is added where the symbol carries none.

    Individual acts are numbered anew each year (Decree 30/2020), so `46/NQ-HĐND` alone is not unique.
    """
    normal = normal_symbol(symbol)
    has_year = re.search(r"/(19|20)\d\d/", normal) is not None
    return slug(normal if has_year else f"{normal}-{issued_on.year}")
