"""Zip archives and the XML in them, read so that no bomb goes off: sizes are checked before anything is unpacked."""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

# An office file of a commune has some hundred entries and some megabytes of XML.
LARGEST_DIRECTORY = 2_000_000  # bytes of the table of contents: about 20,000 entries
MOST_UNPACKED = 300_000_000  # bytes of all entries together
LARGEST_ENTRY = 100_000_000  # bytes of XML or of a picture that are read
HIGHEST_RATIO = 200  # unpacked to packed; XML packs to a tenth, seldom to a hundredth
RATIO_MATTERS_FROM = 5_000_000  # bytes; small files of blanks pack better than that
_CHUNK = 65_536

_END = struct.Struct("<4s4H2LH")  # end of central directory
_END_MARK, _ZIP64_MARK, _LOCATOR_SIZE = b"PK\x05\x06", b"PK\x06\x07", 20


class BombError(Exception):
    """An archive that would unpack to too much, or that is built to be slow."""


class BrokenError(Exception):
    """An archive or an XML text that cannot be read."""


class Event(NamedTuple):
    """A step through XML: "start", "end" or "text"; of an element its name-space, its local name, its attributes.

    Attributes go by their local names; `text` is that of "text".
    """

    what: str
    space: str = ""
    name: str = ""
    attributes: dict[str, str] = {}  # noqa: RUF012  # a default that nobody changes
    text: str = ""


class Archive:
    """An opened zip archive whose sizes have been found harmless. Raises BombError and BrokenError."""

    def __init__(self, data: bytes) -> None:
        _check_directory(data)
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, NotImplementedError, struct.error) as error:
            raise BrokenError from error
        entries = self._zip.infolist()
        self.names = [entry.filename for entry in entries]
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED or any(
            entry.file_size > max(RATIO_MATTERS_FROM, HIGHEST_RATIO * entry.compress_size) for entry in entries
        ):
            raise BombError

    def read(self, name: str) -> bytes:
        """Return an entry whole. Raises BombError and BrokenError."""
        return b"".join(self._chunks(name))

    def events(self, name: str) -> Iterator[Event]:
        """Yield the steps through an XML entry. Raises BombError, BrokenError, for what is no XML, too.

        A document type, by which texts are multiplied, is a bomb.
        """
        events: list[Event] = []
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = lambda tag, attributes: events.append(_start(tag, attributes))
        parser.EndElementHandler = lambda tag: events.append(Event("end", *_split(tag)))
        parser.CharacterDataHandler = lambda text: events.append(Event("text", text=text))
        try:
            for chunk in self._chunks(name):
                parser.Parse(chunk, False)  # noqa: FBT003  # expat's signature
                yield from events
                events.clear()
            parser.Parse(b"", True)  # noqa: FBT003  # expat's signature
        except expat.ExpatError as error:
            raise BrokenError from error
        yield from events

    def _chunks(self, name: str) -> Iterator[bytes]:
        total = 0
        try:
            with self._zip.open(name) as entry:
                while chunk := entry.read(_CHUNK):
                    total += len(chunk)
                    if total > LARGEST_ENTRY:
                        raise BombError
                    yield chunk
        except (BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError, OSError, zlib.error) as error:
            raise BrokenError from error  # RuntimeError: it has a password


def _check_directory(data: bytes) -> None:
    """Refuse a table of contents so long that reading it alone would take minutes."""
    at = data.rfind(_END_MARK, max(0, len(data) - 65_557))  # the comment after it has at most 65,535 bytes
    if at < 0 or len(data) < at + _END.size:
        raise BrokenError
    size = _END.unpack_from(data, at)[5]
    if size > LARGEST_DIRECTORY or data[max(0, at - _LOCATOR_SIZE) : at].startswith(_ZIP64_MARK):
        raise BombError


def _refuse_doctype(*_: object) -> None:
    raise BombError


def _split(tag: str) -> tuple[str, str]:
    space, _, name = tag.rpartition(" ")
    return space, name


def _start(tag: str, attributes: dict[str, str]) -> Event:
    return Event("start", *_split(tag), {key.rpartition(" ")[2]: value for key, value in attributes.items()})
