"""From the lines of a file to paragraphs: hard-wrapped lines are put together again, tables stay tables."""

import re
from typing import NamedTuple

from plugins.domain.openers import (
    BOOKMARK,
    Level,
    Opening,
    annex_heading,
    awaits_name,
    bare,
    is_false_start,
    opening_of,
)
from plugins.domain.text import is_printable, nfc, squeeze

RULE_OR_BAR = re.compile(r"[-=_*|\s]+$")
ADOPTED = re.compile(r"(?:Nghị quyết|Luật|Pháp lệnh|Quyết định) này (?:đã )?được .*thông qua")
RECIPIENTS = re.compile(r"\**(?:Nơi nhận|NƠI NHẬN)\**\s*(?::|$)")
END_MARK = "./."
BASIS = re.compile(r"(?:Căn cứ|Xét|Theo đề nghị)\b")
# With its colon; without one “QUYẾT ĐỊNH” is the name of the document.
ENACTING = re.compile(r"[A-ZĐÀ-Ỹ ]*QUYẾT (?:NGHỊ|ĐỊNH)\s*:")

_PREAMBLE_OPENER = re.compile(r"(Căn cứ|Xét|Theo đề nghị|[A-ZĐ ]*QUYẾT (?:NGHỊ|ĐỊNH))\b")
_MAY_BE_ADOPTED = re.compile(r"(?:Nghị quyết|Luật|Pháp lệnh|Quyết định) này (?:đã )?được\b")
# A text is taken as hard-wrapped when no line of it is longer than this many characters.
_LONGEST_WRAPPED_LINE = 120
# A line is full when it has at least this share of the usual width.
_FULL = 0.8


class Line(NamedTuple):
    """A paragraph: the number of its first line in the file (from 1), its text, whether a blank line stands before.

    `bare` is the text without what may stand before its number, `opening` how it may open a provision.
    """

    number: int
    text: str
    blank_before: bool
    bare: str
    opening: Opening | None


def _line(number: int, text: str, blank_before: bool) -> Line:  # noqa: FBT001  # as its fields follow each other
    """Return a line with what follows from its text."""
    own = bare(text) if text[0] in "#*" or "[" in text else text
    return Line(number, text, blank_before, own, opening_of(own))


def paragraphs(source: str) -> list[Line]:
    """Return the paragraphs of a text; where lines are not wrapped, every line is one."""
    lines = _lines(source)
    prose = [len(line.text) for line in lines if line.text[0] != "|"]
    is_wrapped = bool(prose) and max(prose) <= _LONGEST_WRAPPED_LINE
    if not is_wrapped and len(prose) == len(lines):
        return lines
    width = sorted(prose)[len(prose) * 3 // 4] if is_wrapped else 0
    groups: list[list[Line]] = []  # those of a wrapped paragraph or a table
    for line in lines:
        before = groups[-1][-1].text if groups else ""
        if line.text[0] == "|" and before.startswith("|"):
            is_more = _goes_on_table(before, line)
        else:
            is_more = is_wrapped and before != "" and _goes_on(before, line, width)
        if is_more:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [group[0] if len(group) == 1 else _joined(group) for group in groups]


def _joined(lines: list[Line]) -> Line:
    first = lines[0]
    text = ("\n" if first.text[0] == "|" else " ").join(line.text for line in lines)
    return _line(first.number, text, first.blank_before)


def _lines(source: str) -> list[Line]:
    """Return the non-empty lines in NFC; a bookmark on a line of its own is set before the next."""
    lines: list[Line] = []
    blank = True
    carried = ""
    whole = nfc(source)
    squeezed = str.strip if is_printable(whole) and "  " not in whole else squeeze
    for number, raw in enumerate(whole.splitlines(), 1):
        text = squeezed(raw)
        if not text:
            blank = True
        elif text[0] == "[" and BOOKMARK.fullmatch(text):
            carried += text
        else:
            is_row = text[0] == "|"
            lines.append(_line(number, raw.strip() if is_row else carried + text, blank))
            carried = carried if is_row else ""
            blank = False
    if carried:
        lines.append(_line(source.count("\n") + 1, carried, blank))
    return lines


def _goes_on_table(before: str, line: Line) -> bool:
    """A lone bar is what a lost table left behind, not a row."""
    return len(before) > 1 and len(line.text) > 1 and not line.blank_before


def _goes_on(before: str, line: Line, width: int) -> bool:
    """Tell whether `line` goes on with the wrapped paragraph whose last line is `before`."""
    if line.blank_before or before.endswith(END_MARK) or RULE_OR_BAR.match(line.text) or RULE_OR_BAR.match(before):
        return False
    if line.text.startswith(("* ", "> ", "#", "|")) or before.startswith(("|", "#")):
        return False
    text = line.bare
    if line.opening is not None:
        return is_false_start(before, text, line.opening) or _is_broken_name(before, text, line.opening, width)
    if annex_heading(text):
        return awaits_name(before)
    if _PREAMBLE_OPENER.match(text) or RECIPIENTS.match(text):
        return False
    if _MAY_BE_ADOPTED.match(text) and before.endswith((".", ";")):
        return False
    if text[:1].islower() or text[:1].isdigit():
        return True
    # A capital after a line that had room for more words opens a paragraph; after a full line it is wrapped.
    is_heading = _opens(before, Level.ARTICLE)
    had_room = len(before) + len(line.text.split()[0]) < width if is_heading else len(before) < 0.6 * width
    return not had_room and not before.endswith((";", ":")) and not before.isupper()


def _is_broken_name(before: str, text: str, opening: Opening, width: int) -> bool:
    """Tell whether a dash goes on with a name from a full line: “Phòng Văn hóa / – Xã hội”; items follow a mark."""
    if opening.level is not Level.DASH or _opens(before, Level.DASH) or not text[opening.text_from :][:1].isupper():
        return False
    return before[-1:].isalnum() and len(before) >= _FULL * width


def _opens(text: str, level: Level) -> bool:
    """Tell whether a line may open a provision of that level."""
    opening = opening_of(bare(text))
    return opening is not None and opening.level is level
