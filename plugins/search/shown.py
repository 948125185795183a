"""What is kept of a content to be shown, in pieces, each read when it is asked for: most are seldom needed."""

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from plugins.domain.text import nfc
from plugins.search.rows import Row
from plugins.search.words import spellings_in

PIECES = ("head", "keys", "labels", "texts", "parts")
# The sign that was made for this; no text has it.
_BETWEEN = "\x1f"


@dataclass(frozen=True)
class Place:
    """A part of a content: how it is cited ("" for the whole), its URL, which text is its own."""

    where: str
    url: str
    text: int = 0


def kept_of(rows: Sequence[Row], keys: Sequence[str]) -> Mapping[str, bytes]:
    """Return the pieces that are kept of a content: its head, then of each place its keys, its label, text, parts.

    `keys` are the keys of its title and of each of its places. Like beside like: so they are smallest.
    """
    head = rows[0]
    parts = [dict(row.parts) for row in rows]
    return {
        "head": _joined([head.document, head.kind, head.day, head.title]),
        "keys": zlib.compress("\n".join(f" {own} " for own in keys).encode()),
        "labels": zlib.compress(_joined([words for row in rows for words in (row.where, row.url)])),
        "texts": zlib.compress(_joined([nfc(row.text) for row in rows])),
        "parts": zlib.compress(json.dumps(parts, ensure_ascii=False).encode()) if any(parts) else b"",
    }


def _joined(texts: Sequence[str]) -> bytes:
    return _BETWEEN.join(text.replace(_BETWEEN, " ") for text in texts).encode()


class Shown:
    """A content, as far as it was asked for; `read` gives its pieces by their names."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self._read = read
        self.document, self.kind, self.day, self.title = read("head").decode().split(_BETWEEN)

    @cached_property
    def keys(self) -> Sequence[bytes]:
        """The keys of the words of its title, then of each place; a space before and after each."""
        return zlib.decompress(self._read("keys")).split(b"\n")

    @cached_property
    def labels(self) -> Sequence[str]:
        """How each place is cited, and its URL, in turns; the first is the whole."""
        return zlib.decompress(self._read("labels")).decode().split(_BETWEEN)

    def place(self, at: int) -> Place:
        """Return a place."""
        return Place(self.labels[2 * at], self.labels[2 * at + 1], at)

    @cached_property
    def parts(self) -> Sequence[Mapping[str, str]]:
        """The numbered parts of each place by their ids, with how they are cited."""
        kept = self._read("parts")
        parts: Sequence[Mapping[str, str]] = json.loads(zlib.decompress(kept)) if kept else ()
        return parts

    @cached_property
    def _texts(self) -> Sequence[bytes]:
        return zlib.decompress(self._read("texts")).split(_BETWEEN.encode())

    def text(self, at: int) -> str:
        """Return the text of a place."""
        return self._texts[at].decode()

    def texts(self) -> list[str]:
        """Return its title and all its texts."""
        return [self.title, *(text.decode() for text in self._texts)]

    def spelt(self, at: int) -> str:
        """Return the title (0) or the text of a place (from 1) word by word, as they are spelt."""
        text = self.text(at - 1) if at else self.title
        return f" {' '.join(word for chunk in text.split() for word in spellings_in(chunk))} "
