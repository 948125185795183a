"""What is kept of a content to be shown, in pieces, each read when it is asked for: most are seldom needed."""

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from plugins.domain.text import nfc, squeeze
from plugins.search.rows import Row
from plugins.search.signs import signs_of
from plugins.search.words import spellings_in

PIECES = ("head", "places", "texts", "parts")
# Signs that were made for this; no text has them.
_BETWEEN, _BEFORE = "\x1f", "\x1e"
# Each sign takes as many: half of what it takes otherwise.
_TWO_OCTETS = "utf-16-le"


class Place(NamedTuple):
    """A part of a content: how it is cited ("" for the whole), its URL, which text is its own."""

    where: str
    url: str
    text: int = 0


def kept_of(rows: Sequence[Row], keys: Sequence[str]) -> Mapping[str, bytes]:
    """Return the pieces that are kept of a content: its head, what its places are found by, their texts, their parts.

    `keys` are the keys of its title and of each of its places. Like beside like: so they are smallest.
    """
    head = rows[0]
    labels = _BETWEEN.join([squeeze(words) for row in rows for words in (row.where, row.url)])
    parts = [dict(row.parts) for row in rows]
    return {
        "head": _joined([head.document, head.kind, head.day, head.title]),
        "places": zlib.compress("\n".join([labels, *map(signs_of, keys)]).encode(_TWO_OCTETS)),
        "texts": zlib.compress(_BETWEEN.join(map(_with_begins, rows)).encode()),
        "parts": zlib.compress(json.dumps(parts, ensure_ascii=False).encode()) if any(parts) else b"",
    }


def _joined(texts: Sequence[str]) -> bytes:
    return _BETWEEN.join(text.replace(_BETWEEN, " ") for text in texts).encode()


def _with_begins(row: Row) -> str:
    """Return the text of a place, words one space apart, after the numbers of those with which its parts begin."""
    begins = " ".join(f"{number}:{eid}" for number, eid in row.begins)
    return f"{begins}{_BEFORE}{squeeze(nfc(row.text))}"


class Shown:
    """A content, as far as it was asked for; `read` gives its pieces by their names."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self._read = read
        self.document, self.kind, self.day, self.title = read("head").decode().split(_BETWEEN)

    @cached_property
    def _places(self) -> Sequence[str]:
        return zlib.decompress(self._read("places")).decode(_TWO_OCTETS).split("\n")

    @property
    def signs(self) -> Sequence[str]:
        """The words of its title, then of each place, as signs (`signs`)."""
        return self._places[1:]

    @cached_property
    def labels(self) -> Sequence[str]:
        """How each place is cited, and its URL, in turns; the first is the whole."""
        return self._places[0].split(_BETWEEN)

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
        """Return the text of a place, its words one space apart."""
        return self._texts[at].partition(_BEFORE.encode())[2].decode()

    def begins(self, at: int) -> list[tuple[int, str]]:
        """Return with which words of the text of a place, counted from 0, its parts begin, by their ids."""
        begins = self._texts[at].partition(_BEFORE.encode())[0].decode()
        return [(int(number), eid) for number, _, eid in (begin.partition(":") for begin in begins.split())]

    def texts(self) -> list[str]:
        """Return its title and all its texts."""
        return [self.title, *map(self.text, range(len(self._texts)))]

    def spelt(self, at: int) -> str:
        """Return the title (0) or the text of a place (from 1) word by word, as they are spelt."""
        text = self.text(at - 1) if at else self.title
        return f" {' '.join(word for chunk in text.split() for word in spellings_in(chunk))} "
