"""How a line of law begins: the numbers of phần … điểm, the marks of list items, and what only looks like one."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

# What a word processor leaves of its bookmarks.
BOOKMARK = re.compile(r"\[bookmark: ?(\w+)\]")
# The alphabet of points (domain.md §8.2): no f, j, w, z, no vowel with a sign, but đ.
POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"


class Level(Enum):
    """A kind of provision: its rank (outermost first), id prefix and the word a citizen reads."""

    ANNEX = (0, "att", "Phụ lục")
    PART = (1, "part", "Phần")
    CHAPTER = (2, "chp", "Chương")
    SECTION = (3, "sec", "Mục")
    SUBSECTION = (4, "subsec", "Tiểu mục")
    ARTICLE = (5, "art", "Điều")
    CLAUSE = (6, "para", "khoản")
    POINT = (7, "point", "điểm")
    DASH = (8, "indent", "gạch đầu dòng")
    PLUS = (9, "indent", "dấu cộng")

    def __init__(self, rank: int, prefix: str, word: str) -> None:
        self.rank = rank
        self.prefix = prefix
        self.word = word
        # A provision of another level is a line of its parent, without a number of its own.
        self.is_numbered = prefix != "indent"
        # An article and what is above it; below are paragraphs.
        self.has_heading = prefix not in {"para", "point", "indent"}


_BARE_ROMAN = "[IVXLC]"
# A number opens a provision only at the start of a line. Ð (U+00D0) and ð stand for Đ and đ in old files. Each pattern
# stands behind the characters it may begin with, as most lines begin with none of any. No line fits two of them.
_PATTERNS: tuple[tuple[Level, str, str], ...] = (
    (Level.PART, "P", r"(?P<printed>(?:Phần|PHẦN)\s+(?P<number>[IVXLC]+|thứ \w+|THỨ \w+)[.:]?)(?:\s+|$)"),
    (Level.CHAPTER, "C", r"(?P<printed>(?:Chương|CHƯƠNG)\s+(?P<number>[IVXLC]+|\d+)[.:]?)(?:\s+|$)"),
    (Level.SECTION, "M", r"(?P<printed>(?:Mục|MỤC)\s+(?P<number>\d+)[.:]?)(?:\s+|$)"),
    (Level.SUBSECTION, "T", r"(?P<printed>(?:Tiểu mục|TIỂU MỤC)\s+(?P<number>\d+)[.:]?)(?:\s+|$)"),
    (
        Level.ARTICLE,
        "[ĐÐ]",
        r"(?P<printed>[ĐÐ](?:iều|IỀU)\s+(?P<number>\d+[a-zđð]?)\s*[.:]?)(?:\s+|$|(?<=[.:])(?=[^\W\d_]))",
    ),
    (Level.SECTION, _BARE_ROMAN, r"(?P<printed>(?P<number>[IVXLC]+)[.])\s+"),
    (Level.CLAUSE, r"\d", r"(?P<printed>(?P<number>\d{1,3}[a-zđð]?)[.])(?:\s+|(?=[^\W\d_]))"),
    (Level.POINT, "[a-zđð]", r"(?P<printed>(?P<number>[a-zđð]\d?)\s*[)）])\s*"),
    (Level.DASH, "[-–—•]", r"(?P<printed>(?P<number>[-–—•]))(?:\s+|(?=[^\W\d_]))"),
    (Level.PLUS, "[+]", r"(?P<printed>(?P<number>[+]))(?:\s+|(?=[^\W\d_]))"),
)

# An annex begins with a line of its own: its name, and perhaps its title.
_ANNEX = re.compile(
    r"(?:PHỤ LỤC|Phụ lục)(?:\s+(?:số\s+|SỐ\s+)?(?P<number>[IVXLC]+|[A-Z]|\d{1,2}[a-z]?))?\b\s*"
    r"(?P<mark>[.:–-]?)(?P<title>.*)"
)
# The regulation that a decision issues begins with its type instead.
_ISSUED = re.compile(
    r"(?P<type>QUY CHẾ|QUY ĐỊNH|NỘI QUY|ĐIỀU LỆ|KẾ HOẠCH|PHƯƠNG ÁN|ĐỀ ÁN|CHƯƠNG TRÌNH|DANH MỤC|HƯƠNG ƯỚC|QUY ƯỚC)\b.*"
)

# A wrapped reference: “… theo quy định tại khoản / 2. Điều này”, “… tại điểm a, điểm / b) khoản này”.
_NUMBERS = r"(?:\s+\d+[a-zđ]?,?)*(?:\s+\d+[a-zđ]?\s+(?:và|hoặc))?"
_LETTERS = r"(?:\s+[a-zđ]\d?,?)*(?:\s+[a-zđ]\d?\s+(?:và|hoặc))?"
_BEFORE_CLAUSE = re.compile(rf"[Kk]hoản{_NUMBERS}$")
_BEFORE_POINT = re.compile(rf"[Đđ]iểm{_LETTERS}$")
_BEFORE_NAME = re.compile(r"(?:khoản \d+[a-zđ]?|điểm [a-zđ]\d?|tại|theo|của|các|và|hoặc|từ|đến|trong|về|ở|thuộc|,)$")


class Opening(NamedTuple):
    """The number with which a line begins: as printed, bare, if Roman without a word; and where the text begins."""

    level: Level
    printed: str
    number: str
    is_bare_roman: bool
    text_from: int


def bare(text: str) -> str:
    """Return a line without what may stand before its number: bookmarks, heading or bold marks of Markdown."""
    text = without_bookmarks(text)
    if text.startswith("#"):
        text = re.sub(r"^#{1,6}\s+", "", text)
    if text.startswith("**"):
        text = text[2:].replace("**", "", 1)
    return text.strip()


def without_bookmarks(text: str) -> str:
    """Return a text without what a word processor left of its bookmarks."""
    return BOOKMARK.sub("", text) if "[" in text else text


def opening_of(line: str) -> Opening | None:
    """Return how a bare line may open a provision, None for ordinary text."""
    for level, is_bare_roman, match in _beginning_with(line[:1]):
        if begins := match(line):
            printed, number = begins.groups()
            return Opening(level, printed, number.replace("ð", "đ"), is_bare_roman, begins.end())
    return None


@lru_cache(maxsize=1024)
def _beginning_with(first: str) -> tuple[tuple[Level, bool, Callable[[str], re.Match[str] | None]], ...]:
    """Return the levels that a line of that first character may open, if by a bare Roman number, and how it matches."""
    found = (
        (level, begins == _BARE_ROMAN, re.compile(pattern))
        for level, begins, pattern in _PATTERNS
        if re.match(begins, first)
    )
    return tuple((level, is_bare_roman, pattern.match) for level, is_bare_roman, pattern in found)


def is_false_start(before: str, line: str, opening: Opening) -> bool:
    """Tell whether the number at the start of a wrapped line belongs to a reference begun on the line before."""
    if opening.level is Level.CLAUSE:
        return _BEFORE_CLAUSE.search(before) is not None
    if opening.level is Level.POINT:
        return _BEFORE_POINT.search(before) is not None
    if not opening.level.is_numbered:
        return False
    if opening.printed.endswith((".", ":")) or opening.text_from == len(line):
        return False
    return awaits_name(before)


def awaits_name(before: str) -> bool:
    """Tell whether a wrapped line stops where the name of a provision or an annex must follow."""
    return _BEFORE_NAME.search(before) is not None


@dataclass(frozen=True)
class AnnexHeading:
    """The line with which an annex begins: as printed, its number ("" when it has none), how one cites it."""

    printed: str
    number: str
    label: str


def annex_heading(line: str, *, after_end: bool = False) -> AnnexHeading | None:
    """Return the annex that a bare line begins, None for ordinary text.

    Its title may stand on the same line in capitals; in small letters only after the end of the text
    (`after_end`), for before it such a line lists or cites the annex.
    """
    found = _ANNEX.fullmatch(line)
    if found is None:
        return None
    title = found["title"]
    is_title = title == title.upper() or (after_end and found["mark"] and not title.endswith((".", ";", ",")))
    number = found["number"] or ""
    return AnnexHeading(line, number, f"Phụ lục {number}".strip()) if is_title else None


def issued_heading(line: str) -> AnnexHeading | None:
    """Return the regulation that a bare line begins with its type in any letters, None for ordinary text."""
    found = None if line.endswith((".", ";", ",", ":")) else _ISSUED.fullmatch(line.upper())
    if found is None:
        return None
    return AnnexHeading(line, "", f"{found['type'].capitalize()} kèm theo")
