"""What hides in OpenDocument files (Writer, Calc, Impress), and the text that is to be seen in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from plugins.documents.gate.rules import (
    COMMENTS,
    EMBEDDED,
    HIDDEN_CELLS,
    HIDDEN_SHEET,
    HIDDEN_SLIDE,
    HIDDEN_TEXT,
    MACROS,
    NOTES,
    TRACKED,
    Rule,
)
from plugins.documents.gate.tables import Flow
from plugins.kit.archives import Archive, Event

CONTENT = "content.xml"
_ROLES = {
    "table": "table",
    "table-row": "row",
    "table-cell": "cell",
    "covered-table-cell": "cell",
    "p": "paragraph",
    "h": "paragraph",
}
_BLANKS = {"tab": "\t", "s": " ", "line-break": " "}
_TELLING_ELEMENTS = {
    "changed-region": TRACKED,
    "annotation": COMMENTS,
    "hidden-text": HIDDEN_TEXT,
    "hidden-paragraph": HIDDEN_TEXT,
}


def hidden_in_opendocument(archive: Archive) -> Iterator[Rule]:
    """Yield what hides in an OpenDocument file, one rule as often as it is met."""
    for name in archive.names:
        if name.startswith("Basic/") and name.endswith(".xml") and "script-l" not in name:
            yield MACROS
        if name.startswith("Object ") and name.endswith("/content.xml"):
            yield EMBEDDED
    seen = _Seen()
    for event in archive.events(CONTENT):
        yield from seen.hidden(event)


@dataclass
class _Seen:
    """Where the reading of a content.xml is: which styles hide, in what hidden thing the next words stand."""

    style: str = ""
    hiding: dict[str, str] = field(default_factory=dict)
    column: int = 0
    hidden_columns: list[range] = field(default_factory=list)
    row_is_hidden: bool = False
    cell_is_hidden: bool = False
    notes: int = 0
    in_field: int = 0

    def hidden(self, event: Event) -> Iterator[Rule]:
        """Yield the rule against each thing that an event shows to be hidden."""
        if event.what == "start":
            yield from self._start(event.name, event.attributes)
        elif event.what == "end":
            self.notes -= event.name == "notes"
            self.in_field -= event.name == "page-number"
            self.cell_is_hidden &= not event.name.endswith("table-cell")
        elif event.text.strip():
            if self.cell_is_hidden:
                yield HIDDEN_CELLS
            if self.notes and not self.in_field:
                yield NOTES

    def _start(self, name: str, told: dict[str, str]) -> Iterator[Rule]:
        if name in _TELLING_ELEMENTS:
            yield _TELLING_ELEMENTS[name]
        if name == "style":
            self.style = told.get("name", "")
        if name.endswith("-properties") and (
            told.get("display") in {"none", "false"} or told.get("visibility") == "hidden"
        ):
            self.hiding[self.style] = name
        hides = self.hiding.get(told.get("style-name", ""))
        if name == "table":
            self.column, self.hidden_columns = 1, []
            if hides == "table-properties":
                yield HIDDEN_SHEET
        elif name == "page" and hides == "drawing-page-properties":
            yield HIDDEN_SLIDE
        elif name in {"span", "p", "h"} and hides == "text-properties":
            yield HIDDEN_TEXT
        elif name == "notes":
            self.notes += 1
        elif name == "page-number":
            self.in_field += 1
        else:
            self._in_table(name, told)

    def _in_table(self, name: str, told: dict[str, str]) -> None:
        is_hidden = told.get("visibility") in {"collapse", "filter"}
        width = _repeated(told, "number-columns-repeated")
        if name == "table-column":
            self.hidden_columns += [range(self.column, self.column + width)] if is_hidden else []
            self.column += width
        elif name == "table-row":
            self.row_is_hidden = is_hidden
            self.column = 1
        elif name in {"table-cell", "covered-table-cell"}:
            cells = range(self.column, self.column + width)
            self.cell_is_hidden = self.row_is_hidden or any(
                cells.start < hidden.stop and hidden.start < cells.stop for hidden in self.hidden_columns
            )
            self.column += width


def _repeated(attributes: dict[str, str], key: str) -> int:
    told = attributes.get(key, "1")
    return int(told) if told.isdecimal() and len(told) < len("1000000000") else 1


def text_of_opendocument(archive: Archive) -> Iterator[str]:
    """Yield the text of a file, a paragraph or a row of a table (cells between bars) each."""
    flow = Flow(_ROLES)
    for what, _, name, told, text in archive.events(CONTENT):
        if what == "text":
            flow.word(text)
        elif what == "start":
            flow.begins(name, _repeated(told, "number-columns-repeated"))
            flow.word(_BLANKS.get(name, ""))
        else:
            yield from flow.ends(name)
