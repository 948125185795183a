"""Attachments opened before they are offered: what they really are, what hides in them, what text they show.

A PDF is not looked into: objects in it may be compressed or encrypted, so that searching its bytes finds some hidden
things and misses most; a check that seems to see would be worse than none. Only that it is a PDF is checked.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from plugins.documents.gate.office import hidden_in_office, text_of_office
from plugins.documents.gate.opendocument import CONTENT, hidden_in_opendocument, text_of_opendocument
from plugins.documents.gate.pictures import FORMATS, hidden_in_picture
from plugins.documents.gate.rules import BOMB, DISGUISED, UNKNOWN_KIND, UNREADABLE, Rule
from plugins.documents.gate.tables import as_table
from plugins.kit.archives import LARGEST_ENTRY, Archive, BombError, BrokenError

LARGEST = 100_000_000  # bytes
MOST_TEXT = 20_000_000  # characters that are looked through
# The entry that makes an archive what its name says.
_MAIN_ENTRIES = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
_MIME_TYPES = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
_TEXTS = {"csv", "txt"}
_BEGINNINGS = {
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "gif": (b"GIF87a", b"GIF89a"),
    "tif": (b"II*\0", b"MM\0*"),
    "tiff": (b"II*\0", b"MM\0*"),
    "webp": (b"RIFF",),
    **dict.fromkeys((*_MAIN_ENTRIES, *_MIME_TYPES), (b"PK\x03\x04",)),
}
_PDF_MARK, _PDF_BEGINS_WITHIN = b"%PDF-", 1024


@dataclass(frozen=True)
class Inspected:
    """What an attachment has against it, and its text line by line, tables as in Markdown."""

    rules: tuple[Rule, ...] = ()
    text: tuple[str, ...] = ()


def inspected(path: Path) -> Inspected:
    """Open an attachment and look into it, as far as is safe."""
    extension = path.suffix.lower().removeprefix(".")
    if not (extension in _BEGINNINGS or extension in _TEXTS or extension == "pdf"):
        return Inspected((UNKNOWN_KIND,))
    if path.stat().st_size > LARGEST:
        return Inspected((BOMB,))
    data = path.read_bytes()
    if not _is_what_it_says(data, extension):
        return Inspected((DISGUISED,))
    try:
        return _looked_into(data, extension)
    except BombError:
        return Inspected((BOMB,))
    except BrokenError:
        return Inspected((UNREADABLE,))


def _is_what_it_says(data: bytes, extension: str) -> bool:
    """A text is what holds no zero byte and begins like nothing else."""
    if extension == "pdf":
        return _PDF_MARK in data[:_PDF_BEGINS_WITHIN]
    if extension in _TEXTS:
        others = tuple(beginning for beginnings in _BEGINNINGS.values() for beginning in beginnings)
        is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        return not data.startswith((_PDF_MARK, b"\xd0\xcf\x11\xe0", *others)) and (is_wide or b"\0" not in data)
    return data.startswith(_BEGINNINGS[extension])


def _looked_into(data: bytes, extension: str) -> Inspected:
    if extension in FORMATS:
        return Inspected(_once(hidden_in_picture(data, extension)))
    if extension in _TEXTS:
        return Inspected((), tuple(_cut(_text_lines(data, extension))))
    if extension not in _MAIN_ENTRIES and extension not in _MIME_TYPES:
        return Inspected()
    archive = Archive(data)
    if extension in _MAIN_ENTRIES:
        if _MAIN_ENTRIES[extension] not in archive.names:
            return Inspected((DISGUISED,))
        hidden, text = hidden_in_office(archive), text_of_office(archive)
    else:
        kind = f"application/vnd.oasis.opendocument.{_MIME_TYPES[extension]}".encode()
        if not {"mimetype", CONTENT} <= set(archive.names) or not archive.read("mimetype").startswith(kind):
            return Inspected((DISGUISED,))
        hidden, text = hidden_in_opendocument(archive), text_of_opendocument(archive)
    return Inspected(_once([*hidden, *_in_pictures_of(archive)]), tuple(_cut(text)))


def _in_pictures_of(archive: Archive) -> Iterator[Rule]:
    """A photograph put into a document keeps the place where it was taken."""
    for name in archive.names:
        extension = PurePath(name).suffix.lower().removeprefix(".")
        if extension in FORMATS and ("/media/" in name or name.startswith("Pictures/")):
            try:
                yield from hidden_in_picture(archive.read(name), extension)
            except BrokenError:
                continue  # office programs name pictures as they like; a broken one shows nothing


def _text_lines(data: bytes, extension: str) -> Iterable[str]:
    """Return the lines of a text; whatever its encoding, digits and @ can be read."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("latin-1")
    if len(text) > LARGEST_ENTRY:
        raise BombError
    lines = text.splitlines()
    if extension != "csv" or not lines:
        return lines
    delimiter = max(",;\t", key=lines[0].count)
    try:
        return list(as_table(csv.reader(lines, delimiter=delimiter)))
    except csv.Error:
        return lines


def _once(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Each rule once, in the order in which they were met."""
    return tuple(dict.fromkeys(rules))


def _cut(lines: Iterable[str]) -> Iterator[str]:
    total = 0
    for line in lines:
        total += len(line)
        if total > MOST_TEXT:
            raise BombError
        yield line
