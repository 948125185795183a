"""How a line of law begins: the numbers of phần, chương, mục, điều, khoản, điểm, and what only looks like one."""

import re
from dataclasses import dataclass
from enum import Enum

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

    def __init__(self, rank: int, prefix: str, word: str) -> None:
        self.rank = rank
        self.prefix = prefix
        self.word = word


# A number opens a provision only at the start of a line. Ð (U+00D0) and ð stand for Đ and đ in old files.
_PATTERNS: tuple[tuple[Level, str], ...] = (
    (Level.PART, r"(?P<printed>(?:Phần|PHẦN)\s+(?P<number>[IVXLC]+|thứ \w+|THỨ \w+)[.:]?)(?:\s+|$)"),
    (Level.CHAPTER, r"(?P<printed>(?:Chương|CHƯƠNG)\s+(?P<number>[IVXLC]+|\d+)[.:]?)(?:\s+|$)"),
    (Level.SECTION, r"(?P<printed>(?:Mục|MỤC)\s+(?P<number>\d+)[.:]?)(?:\s+|$)"),
    (Level.SUBSECTION, r"(?P<printed>(?:Tiểu mục|TIỂU MỤC)\s+(?P<number>\d+)[.:]?)(?:\s+|$)"),
    (Level.ARTICLE, r"(?P<printed>[ĐÐ](?:iều|IỀU)\s+(?P<number>\d+[a-zđð]?)\s*[.:]?)(?:\s+|$|(?<=[.:])(?=[^\W\d_]))"),
    (Level.SECTION, r"(?P<printed>(?P<number>[IVXLC]+)[.])\s+"),
    (Level.CLAUSE, r"(?P<printed>(?P<number>\d{1,3}[a-zđð]?)[.])(?:\s+|(?=[^\W\d_]))"),
    (Level.POINT, r"(?P<printed>(?P<number>[a-zđð]\d?)\s*[)）])\s*"),
)
_OPENERS = tuple((level, re.compile(pattern)) for level, pattern in _PATTERNS)

# An annex begins with a line of its own; the regulation that a decision issues has its type in capitals instead.
_ANNEX = re.compile(r"(?:PHỤ LỤC|Phụ lục)(?:\s+(?:số\s+|SỐ\s+)?(?P<number>[IVXLC]+|\d{1,2}))?\b\s*[.:]?(?P<title>.*)")
_ISSUED = re.compile(
    r"(?P<type>QUY CHẾ|QUY ĐỊNH|NỘI QUY|ĐIỀU LỆ|KẾ HOẠCH|PHƯƠNG ÁN|ĐỀ ÁN|CHƯƠNG TRÌNH|DANH MỤC|HƯƠNG ƯỚC|QUY ƯỚC)\b.*"
)

# A wrapped reference: “… theo quy định tại khoản / 2. Điều này”, “… tại điểm a, điểm / b) khoản này”.
_NUMBERS = r"(?:\s+\d+[a-zđ]?,?)*(?:\s+\d+[a-zđ]?\s+(?:và|hoặc))?"
_LETTERS = r"(?:\s+[a-zđ]\d?,?)*(?:\s+[a-zđ]\d?\s+(?:và|hoặc))?"
_BEFORE_CLAUSE = re.compile(rf"[Kk]hoản{_NUMBERS}$")
_BEFORE_POINT = re.compile(rf"[Đđ]iểm{_LETTERS}$")
_BEFORE_NAME = re.compile(r"(?:khoản \d+[a-zđ]?|điểm [a-zđ]\d?|tại|theo|của|các|và|hoặc|từ|đến|trong|về|ở|thuộc|,)$")


@dataclass(frozen=True)
class Opening:
    """The number with which a line begins: as printed, bare, if Roman without a word; and where the text begins."""

    level: Level
    printed: str
    number: str
    is_bare_roman: bool
    text_from: int


def bare(text: str) -> str:
    """Return a line without what may stand before its number: bookmarks, heading or bold marks of Markdown."""
    text = BOOKMARK.sub("", text)
    text = re.sub(r"^#{1,6}\s+", "", text)
    if text.startswith("**"):
        text = text[2:].replace("**", "", 1)
    return text.strip()


def openings(line: str) -> list[Opening]:
    """Return the ways in which a bare line may open a provision, the likeliest first; [] for ordinary text."""
    found = ((level, pattern.match(line)) for level, pattern in _OPENERS)
    return [
        Opening(
            level,
            match["printed"],
            match["number"].replace("ð", "đ"),
            level is Level.SECTION and match["printed"][0] in "IVXLC",
            match.end(),
        )
        for level, match in found
        if match is not None
    ]


def is_false_start(before: str, line: str) -> bool:
    """Tell whether the number at the start of a wrapped line belongs to a reference begun on the line before."""
    opening = openings(line)[0]
    if opening.level is Level.CLAUSE:
        return _BEFORE_CLAUSE.search(before) is not None
    if opening.level is Level.POINT:
        return _BEFORE_POINT.search(before) is not None
    if opening.printed.endswith((".", ":")) or opening.text_from == len(line):
        return False
    return _BEFORE_NAME.search(before) is not None


@dataclass(frozen=True)
class AnnexHeading:
    """The line with which an annex begins: as printed, its number ("" when it has none), how one cites it."""

    printed: str
    number: str
    label: str


def annex_heading(line: str, *, after_end: bool) -> AnnexHeading | None:
    """Return the annex that a bare line begins; the regulation a decision issues can only stand after its end."""
    found = _ANNEX.fullmatch(line)
    if found is not None and found["title"] == found["title"].upper():
        number = found["number"] or ""
        return AnnexHeading(line, number, f"Phụ lục {number}".strip())
    found = _ISSUED.fullmatch(line) if after_end and line == line.upper() else None
    return AnnexHeading(line, "", f"{found['type'].capitalize()} kèm theo") if found else None
