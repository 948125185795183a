"""What hides in the files of Word, Excel and PowerPoint (Office Open XML), and the text that is to be seen in them."""

import re
from collections.abc import Iterator
from fnmatch import fnmatch

from plugins.documents.gate.rules import (
    COMMENTS,
    EMBEDDED,
    HIDDEN_CELLS,
    HIDDEN_SHEET,
    HIDDEN_SLIDE,
    HIDDEN_TEXT,
    MACROS,
    NOTES,
    OUTSIDE,
    PIVOT,
    TRACKED,
    Rule,
)
from plugins.documents.gate.tables import MOST_COLUMNS, Flow, as_table
from plugins.kit.archives import Archive, Event

# Entries that give something away by being there.
_TELLING_ENTRIES = (
    ("*/embeddings/*", EMBEDDED),
    ("*/vbaProject.bin", MACROS),
    ("xl/pivotCache/pivotCacheRecords*.xml", PIVOT),
    ("xl/externalLinks/*.xml", OUTSIDE),
    ("xl/connections.xml", OUTSIDE),
    ("xl/comments*.xml", COMMENTS),
    ("xl/threadedComments/*.xml", COMMENTS),
    ("ppt/comments/*.xml", COMMENTS),
)
# Word and PowerPoint name these elements alike.
_ROLES = {"tbl": "table", "tr": "row", "tc": "cell", "p": "paragraph"}
_CHANGES = {"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"}
_OFF = {"0", "false", "off"}
_WORD_PARTS = re.compile(r"word/(?:document\d*|header\d*|footer\d*|footnotes|endnotes)\.xml")
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml")
_SLIDES, _NOTES = re.compile(r"ppt/slides/[^/]+\.xml"), re.compile(r"ppt/notesSlides/[^/]+\.xml")


def hidden_in_office(archive: Archive) -> Iterator[Rule]:
    """Yield what hides in an office file, one rule as often as it is met."""
    for name in archive.names:
        yield from (rule for pattern, rule in _TELLING_ENTRIES if fnmatch(name, pattern))
        if name.endswith(".rels"):
            yield from _outside(archive.events(name))
        elif _WORD_PARTS.fullmatch(name):
            yield from _in_word(archive.events(name))
        elif name == "word/comments.xml":
            yield from (COMMENTS for event in archive.events(name) if event.name == "comment")
        elif name == "xl/workbook.xml":
            yield from _hidden_sheets(archive.events(name))
        elif _SHEETS.fullmatch(name):
            yield from _hidden_cells(archive.events(name))
        elif _SLIDES.fullmatch(name):
            slides = (event for event in archive.events(name) if event.what == "start" and event.name == "sld")
            yield from (HIDDEN_SLIDE for slide in slides if slide.attributes.get("show") in _OFF)
        elif _NOTES.fullmatch(name) and _note(archive.events(name)):
            yield NOTES


def _outside(events: Iterator[Event]) -> Iterator[Rule]:
    for event in events:
        kind = event.attributes.get("Type", "")
        if event.attributes.get("TargetMode") == "External" and not kind.endswith("/hyperlink"):
            yield OUTSIDE


def _in_word(events: Iterator[Event]) -> Iterator[Rule]:
    """Tracked changes, and runs of text with the mark “hidden” (of a paragraph's end it hides no text)."""
    is_hidden = is_text = False
    for what, space, name, attributes, text in events:
        if what == "text":
            if is_hidden and is_text and text.strip():
                yield HIDDEN_TEXT
        elif "wordprocessingml" in space:
            if what == "start" and name in _CHANGES:
                yield TRACKED
            if name == "r":
                is_hidden = False
            if what == "start" and name == "vanish":
                is_hidden = attributes.get("val") not in _OFF
            if name == "t":
                is_text = what == "start"


def _hidden_sheets(events: Iterator[Event]) -> Iterator[Rule]:
    yield from (HIDDEN_SHEET for e in events if e.name == "sheet" and "hidden" in e.attributes.get("state", "").lower())


def _hidden_cells(events: Iterator[Event]) -> Iterator[Rule]:
    """Rows and columns that are hidden and hold a value; columns are told before the rows."""
    columns: list[range] = []
    row_is_hidden = column_is_hidden = False
    for event in events:
        if event.what == "start":
            told = event.attributes
            if event.name == "col" and _is_hidden(told, "width"):
                columns.append(range(int(told.get("min", "1")), int(told.get("max", "1")) + 1))
            elif event.name == "row":
                row_is_hidden = _is_hidden(told, "ht")
            elif event.name == "c":
                number = column_number(told.get("r", ""))
                column_is_hidden = any(number in hidden for hidden in columns)
            elif event.name in {"v", "is"} and (row_is_hidden or column_is_hidden):
                yield HIDDEN_CELLS


def _is_hidden(attributes: dict[str, str], size: str) -> bool:
    return (
        attributes.get("hidden", "0") not in {"0", "false"}
        or re.fullmatch(r"0(\.0*)?", attributes.get(size, "")) is not None
    )


def column_number(reference: str) -> int:
    """Return 28 for the column of `AB3`, 0 for a cell that does not say where it is."""
    number = 0
    for letter in re.match(r"[A-Z]{0,3}", reference)[0]:  # type: ignore[index]  # matches always
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _note(events: Iterator[Event]) -> bool:
    """Tell whether a page of notes says anything; the number of the slide is a field, and no note."""
    in_field = is_text = False
    for what, _, name, _, text in events:
        if what == "text":
            if is_text and not in_field and text.strip():
                return True
        elif name == "fld":
            in_field = what == "start"
        elif name == "t":
            is_text = what == "start"
    return False


def text_of_office(archive: Archive) -> Iterator[str]:
    """Yield the visible text of an office file, a paragraph or a row of a table (cells between bars) each."""
    for name in archive.names:
        if _WORD_PARTS.fullmatch(name) or _SLIDES.fullmatch(name):
            yield from _paragraphs(archive.events(name))
    shared = list(_shared_strings(archive)) if "xl/sharedStrings.xml" in archive.names else []
    for name in archive.names:
        if _SHEETS.fullmatch(name):
            yield from as_table(_rows(archive.events(name), shared))


def _paragraphs(events: Iterator[Event]) -> Iterator[str]:
    flow = Flow(_ROLES)
    is_text = False
    for what, _, name, _, text in events:
        if name == "t":
            is_text = what == "start"
        if what == "text" and is_text:
            flow.word(text)
        elif what == "start":
            flow.begins(name)
            flow.word("\t" if name in {"tab", "br"} else "")
        elif what == "end":
            yield from flow.ends(name)


def _shared_strings(archive: Archive) -> Iterator[str]:
    pieces: list[str] = []
    is_text = False
    for what, _, name, _, text in archive.events("xl/sharedStrings.xml"):
        if what == "text":
            pieces += [text] if is_text else []
        elif name == "t":
            is_text = what == "start"
        elif name == "si" and what == "end":
            yield "".join(pieces)
            pieces = []


def _rows(events: Iterator[Event], shared: list[str]) -> Iterator[list[str]]:
    cells: dict[int, str] = {}
    column, kind, value, is_value = 0, "", "", False
    for what, _, name, attributes, text in events:
        if what == "text":
            value += text if is_value else ""
        elif name in {"v", "t"}:
            is_value = what == "start"
        elif name == "c" and what == "start":
            column, kind, value = column_number(attributes.get("r", "")) or column + 1, attributes.get("t", ""), ""
        elif name == "c" and column <= MOST_COLUMNS:
            cells[column] = _shared(value, shared) if kind == "s" else value
        elif name == "row" and what == "end" and cells:
            yield [cells.get(number, "") for number in range(1, max(cells) + 1)]
            cells, column = {}, 0


def _shared(value: str, shared: list[str]) -> str:
    return shared[int(value)] if value.isdecimal() and int(value) < len(shared) else ""
