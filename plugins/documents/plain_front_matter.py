"""Front matter of plain lines: a key and a text, or a list of texts in brackets. Most holds nothing else.

Each line is one that YAML reads in this way only; where anything else stands, even once, `front_matter` is asked.
"""

import re
from typing import Any

from plugins.domain.text import is_printable, nfc, squeeze

# Between quotation marks nothing but a backslash means anything; without them a text begins with a letter or a digit.
_QUOTED = r'"[^"\\]*"'
_BARE = r"[^\W_][\w ;()/%.–—…“”+=?!-]*"
_TEXT = rf"{_QUOTED}|{_BARE}(?:,[\w ,;()/%.–—…“”+=?!-]*)?"
_ITEM = rf"(?:{_QUOTED}|{_BARE}) *"
_LINE = re.compile(rf"([a-z][a-z0-9-]{{0,60}}): +(?:({_TEXT})|\[ *({_ITEM}(?:, *{_ITEM})*)\]) *")
_ITEMS = re.compile(rf"{_QUOTED}|{_BARE}")
# Texts that say there is none.
NOTHING = {"~", "null"}
_FIRST_LINE = 2  # above it stands the frame


def plain_values(text: str) -> tuple[dict[str, Any], dict[tuple[str, ...], int]] | None:
    """Return values and lines as `front_matter.values_of` does, None where it has to be asked."""
    if "  " in text or not is_printable(text) or nfc(text) != text:
        return None
    values: dict[str, Any] = {}
    lines: dict[tuple[str, ...], int] = {(): _FIRST_LINE}
    for number, line in enumerate(text.removesuffix("\n").split("\n"), _FIRST_LINE):
        found = _LINE.fullmatch(line)
        if found is None or found[1] in values:
            return None
        key, written, listed = found.groups()
        lines[(key,)] = number
        if listed is None:
            values[key] = _said(written)
        else:
            values[key] = list(map(_said, _ITEMS.findall(listed)))
            lines.update({(key, str(place)): number for place in range(len(values[key]))})
    return values, lines


def _said(written: str) -> str:
    """Return what a text says, as it stands there."""
    said = written[1:-1] if written[0] == '"' else written.rstrip(" ")
    return "" if said in NOTHING else said.strip(" ")


def one_line(text: str) -> str:
    """Return a text of YAML as one line, "" for one that says there is none."""
    return "" if text in NOTHING else squeeze(nfc(text))
