"""What is kept of a content to be shown, in pieces, each unpacked when it is asked for: most are seldom needed."""

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from struct import Struct
from typing import NamedTuple

from deflate import deflate_compress, deflate_decompress

from plugins.domain.text import nfc, squeeze
from plugins.search.rows import Row
from plugins.search.signs import signs_of
from plugins.search.words import keys_in, keys_of, spellings_in

# Before the pieces of a content: how long each but the last is.
_LENGTHS = Struct("<3I")
# Before what is packed: how long it is unpacked.
_LENGTH = Struct("<I")
_LEVEL = 6
# Signs that were made for this; no text has them.
_BETWEEN, _BEFORE, _LABELS_END = "\x1f", "\x1e", b"\x1d"
# Each sign takes as many: half of what it takes otherwise.
_TWO_OCTETS = "utf-16-le"


class Place(NamedTuple):
    """A part of a content: how it is cited ("" for the whole), its URL, which text is its own."""

    where: str
    url: str
    text: int = 0


class Text:
    """The text of a place."""

    def __init__(self, octets: bytearray, signs: str) -> None:
        self._turns, self._begins, self.words = octets.decode().split(_BEFORE)
        self._signs = signs

    def begins(self) -> tuple[list[int], list[str]]:
        """Return with which words of it, counted from 0, its parts begin, and the ids of those parts."""
        numbers, _, eids = self._begins.partition(_BETWEEN)
        return [*map(int, numbers.split())], eids.split()

    def holding(self, asked: Iterable[str]) -> list[tuple[int, str]]:
        """Return which of some words (signs) its own are or hold: the numbers of its words, in order, each with it."""
        turns = [*map(int, self._turns.split())]
        if not turns:
            return []
        find = self._signs.find
        found = {}
        for word in asked:
            # What stands before the first turn is the name of the place.
            at = find(word, turns[0])
            while at >= 0:
                found[at] = word
                at = find(word, at + 1)
        firsts, aheads = turns[::2], turns[1::2]
        return [(at - aheads[bisect_right(firsts, at) - 1], found[at]) for at in sorted(found)]


def kept_of(rows: Sequence[Row], keys: Sequence[str]) -> bytes:
    """Return what is kept of a content, in pieces: its head, signs of its places, their labels and texts, their parts.

    `keys` are the keys of its title and of each of its places. Like beside like: so they are smallest.
    """
    head = rows[0]
    texts = [_text(row).encode() for row in rows]
    ends = accumulate(map(len, texts))
    labels = [_BETWEEN.join([squeeze(r.where), squeeze(r.url), str(end)]) for r, end in zip(rows, ends, strict=True)]
    parts = [dict(row.parts) for row in rows]
    pieces = [
        _joined([head.kind, head.day, head.title]),
        _packed("\n".join(map(signs_of, keys)).encode(_TWO_OCTETS)),
        _packed("\n".join(labels).encode() + _LABELS_END + b"".join(texts)),
        _packed(json.dumps(parts, ensure_ascii=False).encode()) if any(parts) else b"",
    ]
    return b"".join([_LENGTHS.pack(*map(len, pieces[:-1])), *pieces])


def _packed(octets: bytes) -> bytes:
    return _LENGTH.pack(len(octets)) + deflate_compress(octets, _LEVEL)


def _unpacked(kept: bytes, first: int, end: int) -> bytearray:
    """Return the octets of the piece that goes from `first` to `end`."""
    (length,) = _LENGTH.unpack_from(kept, first)
    return deflate_decompress(kept[first + _LENGTH.size : end], length)


def _joined(texts: Sequence[str]) -> bytes:
    return _BETWEEN.join(text.replace(_BETWEEN, " ") for text in texts).encode()


def _text(row: Row) -> str:
    """Return the text of a place, words one space apart, after its turns and where its parts begin."""
    words = nfc(row.text).split()
    turns = " ".join(f"{at} {ahead}" for at, ahead in _turns(len(signs_of(keys_of(row.where))), words))
    begins = _BETWEEN.join([" ".join(str(number) for number, _ in row.begins), " ".join(eid for _, eid in row.begins)])
    return _BEFORE.join([turns, begins, " ".join(words)])


def _turns(first: int, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield from where on the signs of a text (from the `first`) are by how much ahead of the numbers of its words.

    Most words have one sign; few have several, or none.
    """
    at = first
    ahead: int | None = None
    for number, word in enumerate(words):
        for key in keys_in(word):
            if at - number != ahead:
                ahead = at - number
                yield at, ahead
            at += len(signs_of(key))


class Shown:
    """A content, from what is kept of it: of that no more is unpacked than is asked for."""

    def __init__(self, kept: bytes) -> None:
        self._kept = kept
        head, signs, texts = _LENGTHS.unpack_from(kept)
        self._signs_at = _LENGTHS.size + head
        self._texts_at = self._signs_at + signs
        self._parts_at = self._texts_at + texts
        self.kind, self.day, self.title = kept[_LENGTHS.size : self._signs_at].decode().split(_BETWEEN)

    @cached_property
    def signs(self) -> Sequence[str]:
        """The words of its title, then of each place, as signs (`signs`)."""
        return _unpacked(self._kept, self._signs_at, self._texts_at).decode(_TWO_OCTETS).split("\n")

    @cached_property
    def _texts(self) -> tuple[Sequence[str], int, bytearray]:
        """The label of each place; where among these octets the texts begin."""
        octets = _unpacked(self._kept, self._texts_at, self._parts_at)
        end = octets.index(_LABELS_END)
        return octets[:end].decode().split("\n"), end + len(_LABELS_END), octets

    def _label(self, at: int) -> list[str]:
        return self._texts[0][at].split(_BETWEEN)

    @property
    def urls(self) -> Sequence[str]:
        """The URL of each place; the first is the whole."""
        return [self._label(at)[1] for at in range(len(self._texts[0]))]

    def place(self, at: int) -> Place:
        """Return a place."""
        where, url, _ = self._label(at)
        return Place(where, url, at)

    @cached_property
    def parts(self) -> Sequence[Mapping[str, str]]:
        """The numbered parts of each place by their ids, with how they are cited."""
        kept, first = self._kept, self._parts_at
        parts: Sequence[Mapping[str, str]] = json.loads(_unpacked(kept, first, len(kept))) if first < len(kept) else ()
        return parts

    def text(self, at: int) -> Text:
        """Return the text of a place."""
        _, first, octets = self._texts
        own = first + int(self._label(at - 1)[2]) if at else first
        return Text(octets[own : first + int(self._label(at)[2])], self.signs[1 + at])

    def texts(self) -> list[str]:
        """Return its title and all its texts."""
        return [self.title, *(self.text(at).words for at in range(len(self._texts[0])))]

    def spelt(self, at: int) -> str:
        """Return the title (0) or the text of a place (from 1) word by word, as they are spelt."""
        text = self.text(at - 1).words if at else self.title
        return f" {' '.join(word for chunk in text.split() for word in spellings_in(chunk))} "
