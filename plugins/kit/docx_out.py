"""Tables and texts as .docx, for offices that must file them; the same content gives the same bytes."""

import gc
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from xml.etree.ElementTree import Element, fromstring

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table

_FIRST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def table_docx(
    title: str,
    lines: Sequence[str],
    columns: Mapping[str, float],
    rows: Sequence[Sequence[str]],
    made: datetime,
) -> bytes:
    """Return a document with a title, lines under it and one table whose head repeats on every page.

    `columns` are the words of the head and their widths in centimetres; `made` stands in the file's properties.
    """
    packed = _saved(_with_table(title, lines, columns, rows, made))
    # What the library built points at itself, five megabytes of it: left to Python, it would lie about for long.
    gc.collect()
    return packed


def _with_table(
    title: str,
    lines: Sequence[str],
    columns: Mapping[str, float],
    rows: Sequence[Sequence[str]],
    made: datetime,
) -> DocumentObject:
    document = _fresh(title, made)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    document.add_heading(title, level=1)
    for line in lines:
        document.add_paragraph(line)
    _fill(document.add_table(rows=1 + len(rows), cols=len(columns)), columns, rows)
    return document


def _fill(table: Table, columns: Mapping[str, float], rows: Sequence[Sequence[str]]) -> None:
    table.style = "Table Grid"
    table.autofit = False
    for place, row in zip(table.rows, [tuple(columns), *rows], strict=True):
        for cell, words, width in zip(place.cells, row, columns.values(), strict=True):
            cell.width = Cm(width)
            cell.text = words
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001  # the library has no name for it


def _without_times(raw: bytes) -> bytes:
    """Return the same archive without the times at which its parts were packed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(zipfile.ZipInfo(info.filename, _FIRST_ZIP_DAY), old.read(info), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def text_docx(title: str, html: str, made: datetime) -> bytes:
    """Return a text as a document on upright A4: headings, paragraphs, lists and tables of well-formed HTML.

    What else the HTML holds is written as the words it has; `made` stands in the file's properties.
    """
    document = _fresh(title, made)
    document.sections[0].page_width, document.sections[0].page_height = Cm(21), Cm(29.7)
    document.add_heading(title, level=1)
    for element in fromstring(f"<body>{html}</body>"):  # noqa: S314  # of our own Markdown, sanitised
        match element.tag:
            case "h1" | "h2" | "h3":
                document.add_heading(_words(element), level=int(element.tag[1]))
            case "ul" | "ol":
                for item in element:
                    document.add_paragraph(_words(item), style="List Bullet" if element.tag == "ul" else "List Number")
            case _ if rows := list(element.iter("tr")):
                cells = [[_words(cell) for cell in row] for row in rows]
                width = 17 / len(cells[0])
                _fill(document.add_table(len(cells), len(cells[0])), dict.fromkeys(cells[0], width), cells[1:])
            case _:
                document.add_paragraph(_words(element))
    return _saved(document)


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _fresh(title: str, made: datetime) -> DocumentObject:
    """Return an empty document in the type of official papers."""
    document = Document()
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.language = "vi-VN"
    document.core_properties.created = document.core_properties.modified = made.replace(tzinfo=None, microsecond=0)
    section = document.sections[0]
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    font = document.styles["Normal"].font
    font.name, font.size = "Times New Roman", Pt(13)
    return document


def _saved(document: DocumentObject) -> bytes:
    raw = io.BytesIO()
    document.save(raw)
    return _without_times(raw.getvalue())
