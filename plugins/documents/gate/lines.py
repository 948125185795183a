"""A text as its reader sees it, line by line: without mark-up and look-alikes, each piece with the words beside it."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from html import unescape
from typing import NamedTuple

from plugins.domain.text import visible

BODY = "nội dung"
_FRAME = "---"
# Marks of Markdown within words; tags without attributes (one with attributes may hold a value).
_EMPHASIS = "*`~\\"
_TAG = re.compile(r"</?[a-zA-Z]\w*\s*/?>")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_CODE_IN_BRACKETS = re.compile(r"\((\+?\d{2,4})\)")  # (0912) 345 678
_KEY = re.compile(r"""["']?([^\W\d][\w-]*)["']?\s*:""")
# Only an entity or a tag, in whichever letters, can hold the end of a line.
_MAY_RUN_ON = "&<＜﹤"  # look-alikes are what is meant
_TAIL = 60


Look = Callable[[str], bool]


class Piece(NamedTuple):
    """A line, or a cell of a table's row; `before` are the texts beside it: the line before, the head of its column."""

    text: str
    before: tuple[str, ...] = ()
    heading: str = ""


class Line(NamedTuple):
    """A line of a file: its number from 1, its front-matter key or “nội dung”, its pieces.

    `place` counts the lines of its part up to it that are not empty.
    """

    number: int
    key: str
    pieces: tuple[Piece, ...]
    place: int = 1

    @property
    def is_row(self) -> bool:
        """Tell whether the line is a row of a table."""
        return len(self.pieces) > 1


def plain(text: str) -> str:
    """Return a line as it reads: one form of each letter and digit, no emphasis, no entities."""
    text = unicodedata.normalize("NFKC", visible(unescape(text)))
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub(" ", text))
    for mark in _EMPHASIS:
        if mark in text:  # found out in a third of the time that replacing nothing takes
            text = text.replace(mark, "")
    return _CODE_IN_BRACKETS.sub(r"\1", text)


def _plain_lines(lines: list[str]) -> list[str]:
    """Return each line as it reads, all at once where none can run on into the next."""
    text = "\n".join(lines)
    return [plain(line) for line in lines] if _may_run_on(text) else plain(text).split("\n")


def _may_run_on(text: str) -> bool:
    return any(mark in text for mark in _MAY_RUN_ON)


def _everything(_text: str) -> bool:
    return True


def lines_of(text: str, may_hold: Look = _everything, is_wanted: Look = _everything) -> Iterator[Line]:
    """Yield the wanted lines of a content file, front matter and body, whether or not its YAML can be read.

    `may_hold` tells at one look whether any line of a whole text may be wanted; in most texts none is.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if not _may_run_on(text) and not may_hold(plain(text)):
        return
    raw = text.split("\n")
    end = _end_of_front_matter(raw)
    key = _FRAME
    for number, written in enumerate(_plain_lines(raw[:end]) if end else (), 1):
        if found := _KEY.match(written):
            key = found[1]
        if is_wanted(written):
            yield Line(number, key, (Piece(written, (raw[number - 2][-_TAIL:] if number > 1 else "",)),))
    yield from rows_and_lines(raw[end:], end + 1, BODY, is_wanted)


def _end_of_front_matter(raw: list[str]) -> int:
    """Return how many lines the front matter takes with its two `---`; none when it never ends."""
    if raw[0].rstrip() != _FRAME:
        return 0
    return next((n for n, line in enumerate(raw[1:], 2) if line.rstrip() == _FRAME), 0)


def rows_and_lines(raw: list[str], first: int, key: str, is_wanted: Look = _everything) -> Iterator[Line]:
    """Yield the wanted lines of running text and of Markdown tables; `first` is the number of the first."""
    written = _plain_lines(raw)
    headings: list[str] = []
    last = ""
    place = 0
    for index, line in enumerate(written):
        is_empty = not line or line.isspace()
        place += not is_empty
        if "|" not in line:
            headings = []
            if is_wanted(line):
                yield Line(first + index, key, (Piece(line, (last[-_TAIL:],)),), place)
        else:
            cells = _cells(line)
            if index + 1 < len(written) and _is_delimiter(written[index + 1]):
                headings = cells
            if is_wanted(line):
                yield Line(first + index, key, tuple(_pieces(cells, headings)), place)
        if not is_empty:
            last = line
        elif not last.rstrip().endswith(":"):  # a paragraph ends; what it announced with a colon still follows
            last = ""


def _is_delimiter(line: str) -> bool:
    """Tell whether a line is the `|---|---|` under the heads of a table."""
    return "|" in line and "-" in line and not line.strip("|:- \t")


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]


def _pieces(cells: list[str], headings: list[str]) -> Iterator[Piece]:
    for column, cell in enumerate(cells):
        heading = headings[column] if column < len(headings) and headings is not cells else ""
        yield Piece(cell, (cells[column - 1][-_TAIL:],) if column else (), heading)
    if len(cells) == 1:
        yield Piece("")  # still a row
