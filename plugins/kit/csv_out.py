"""Tables as CSV that spreadsheets open as they are: UTF-8 with BOM, RFC 4180, and no cell that is run as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

# What a spreadsheet takes for the beginning of a formula, full-width forms among it.
_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"-?\d+([.,]\d+)?")


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a table as CSV; a cell that a spreadsheet would run is set behind an apostrophe."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _safe(cell: object) -> str:
    words = "" if cell is None else str(cell)
    return f"'{words}" if _FORMULA.match(words) and not _NUMBER.fullmatch(words) else words
