"""Where the annexes of a text begin: phụ lục, and the regulation that a decision issues."""

import re

from plugins.domain.openers import AnnexHeading, annex_heading, issued_heading
from plugins.domain.wrapping import END_MARK, RECIPIENTS, Line

# Below its title an issued regulation says by what it is issued.
_ISSUED_WITH = re.compile(r"\(?(?:Ban hành k|K)èm theo\b", re.IGNORECASE)
_LINES_OF_A_TITLE = 4


def annex_starts(lines: list[Line]) -> list[tuple[int, AnnexHeading]]:
    """Return index and heading of each paragraph that begins an annex; some provision stands before the first."""
    starts: list[tuple[int, AnnexHeading]] = []
    has_begun = after_end = False
    for index, line in enumerate(lines):
        text = line.bare
        if has_begun and line.opening is None:
            heading = annex_heading(text, after_end=after_end or bool(starts))
            if heading is None and not _is_title(lines, starts, index):
                heading = _issued(lines, index, is_first=after_end and not starts)
            if heading is not None:
                starts.append((index, heading))
        has_begun = has_begun or (line.opening is not None and line.opening.level.is_numbered)
        if has_begun and not after_end:
            after_end = text.endswith(END_MARK) or (line.opening is None and RECIPIENTS.match(text) is not None)
    return starts


def _issued(lines: list[Line], index: int, *, is_first: bool) -> AnnexHeading | None:
    """Return the regulation that a line begins; the first after the end of the text may be known by its capitals."""
    heading = issued_heading(lines[index].bare)
    if heading is None or (is_first and lines[index].bare.isupper()):
        return heading
    return heading if _is_issued(lines[index + 1 : index + 1 + _LINES_OF_A_TITLE]) else None


def _is_title(lines: list[Line], starts: list[tuple[int, AnnexHeading]], index: int) -> bool:
    """Tell whether a line is of the title of the phụ lục begun above: “PHỤ LỤC”, “PHƯƠNG ÁN …”, “(Kèm theo …)”."""
    if not starts or annex_heading(starts[-1][1].printed, after_end=True) is None:
        return False
    title = lines[starts[-1][0] + 1 : index + 1]
    return len(title) <= _LINES_OF_A_TITLE and all(line.bare.isupper() and line.opening is None for line in title)


def _is_issued(below: list[Line]) -> bool:
    """Tell whether the next lines, up to the first provision, say that what they head was issued with a decision."""
    for line in below:
        if _ISSUED_WITH.match(line.bare):
            return True
        if line.opening is not None:
            return False
    return False
