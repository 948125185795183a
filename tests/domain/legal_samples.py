"""What the tests of the legal grammar share: the words of a text, the texts full of oddities, made-up documents."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st

from plugins.domain.legal_text import LegalText
from plugins.domain.provisions import Provision

ODDITIES = Path(__file__).resolve().parent.parent / "fixtures" / "oddities"
WRAPPED = "nghi-quyet-ngat-dong.txt"  # hard-wrapped, with the bars of a lost table
PLAN = "ke-hoach-nhieu-kieu-gach.txt"  # dashes and pluses of all kinds, annexes, a skipped part, a stray f)
AMENDING = "quyet-dinh-sua-doi.txt"  # quoted articles, one quotation never closed, two issued regulations, an annex
DRAFT = "du-thao-co-bookmark.txt"  # bookmarks, blanks, no-break spaces, one sentence in decomposed Unicode

# The same examples on every machine and in every run.
steady = settings(derandomize=True, database=None, deadline=None, max_examples=100)

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_BOOKMARK = re.compile(r"\[bookmark: ?\w+\]")


def sample(name: str) -> str:
    """Return one of the texts full of oddities."""
    return (ODDITIES / name).read_text(encoding="utf-8")


def words(text: str) -> list[str]:
    """Return the words of a text in NFC without bookmarks; a row of underscores is a rule, not a word."""
    visible = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return re.findall(r"[^\W_]+", _BOOKMARK.sub("", visible))


def words_kept(parsed: LegalText) -> list[str]:
    """Return the words of a parsed text in reading order."""
    before = [p.source for p in parsed.preamble]
    after = [p.source for p in parsed.closing]
    return words(" ".join([*before, *(p.text for p in parsed.provisions), *after, *(p.text for p in parsed.annexes)]))


def eids(parsed: LegalText) -> list[str]:
    """Return the ids of all provisions in reading order."""
    return [p.eid for p in parsed.walk()]


def odd(parsed: LegalText) -> list[tuple[int, str]]:
    """Return line and number of each number that was not the one to follow."""
    return [(o.line, o.found) for o in parsed.oddities if o.kind == "unexpected_number"]


def covering(document: "tuple[Node, ...]", line: int) -> set[str]:
    """Return the ids of the provisions of a made-up document that a line (from 0) belongs to."""
    for node in document:
        if line < len(node.source()):
            below = covering(node.children, line - len(node.lines)) if line >= len(node.lines) else set()
            return {node.eid} | below
        line -= len(node.source())
    return set()


@dataclass(frozen=True)
class Node:
    """A provision as it was made up: what must come out of the parser again."""

    eid: str
    label: str
    printed: str
    lines: tuple[str, ...]
    children: "tuple[Node, ...]" = ()

    def source(self) -> list[str]:
        """Return its lines as a clerk would write them."""
        first, *others = self.lines
        return [f"{self.printed} {first}", *others, *(line for child in self.children for line in child.source())]


def as_node(provision: Provision) -> Node:
    """Return a parsed provision in the shape of a made-up one; paragraphs joined, for their borders may be lost."""
    text = (" ".join(p.plain for p in provision.paragraphs),)
    return Node(
        provision.eid, provision.label, provision.printed, text, tuple(as_node(child) for child in provision.children)
    )


def joined(node: Node) -> Node:
    """Return a made-up provision with its lines joined."""
    return Node(node.eid, node.label, node.printed, (" ".join(node.lines),), tuple(map(joined, node.children)))


_POINTS = "abcdđeghiklmnopqrstuvxy"
_WORDS = re.findall(
    r"\S+",
    "thôn xã hộ họp dân bàn biết làm kiểm tra giám sát niêm yết đường kênh mương quỹ đất nghĩa trang khuyến nghị"
    " Đảng Ủy ban Mặt trận Tổ quốc ở trên dưới đồng ruộng khoảng điều khoản điểm mục và hoặc 2026 60% 07/NQ-HĐND",
)


def _line(start: int, step: int, length: int) -> str:
    """Return a line that begins with a word that is no number, and ends as a provision ends."""
    return f"Việc {' '.join(_WORDS[(start + n * step) % len(_WORDS)] for n in range(length))};"


_LINES = st.builds(_line, st.integers(0, len(_WORDS) - 1), st.integers(1, len(_WORDS) - 1), st.integers(1, 30))


_TABLE = "| Thôn | Số hộ |\n|---|---|\n| Thượng | 120 |"
_ORDINALS = ("nhất", "hai", "ba")


@st.composite
def _items(draw: st.DrawFn, eid: str, label: str, marks: str = "-+") -> tuple[Node, ...]:
    """Make up a list of dashes, with pluses below them."""
    nodes = []
    word = {"-": "gạch đầu dòng", "+": "dấu cộng"}[marks[0]]
    for n in range(1, draw(st.sampled_from([0, 0, 0, 1, 3])) + 1):
        own, cited = f"{eid}__indent_{n}", f"{word} thứ {_ORDINALS[n - 1]} {label}"
        below = draw(_items(own, cited, marks[1:])) if marks[1:] else ()
        nodes.append(Node(own, cited, marks[0], (draw(_LINES),), below))
    return tuple(nodes)


@st.composite
def _points(draw: st.DrawFn, eid: str, label: str) -> tuple[Node, ...]:
    nodes = []
    for x in _POINTS[: draw(st.sampled_from([0, 0, 1, 3, 6, len(_POINTS)]))]:
        own, cited = f"{eid}__point_{'dd' if x == 'đ' else x}", f"điểm {x} {label}"
        nodes.append(Node(own, cited, f"{x})", (draw(_LINES),), draw(_items(own, cited)) if x in "ađ" else ()))
    return tuple(nodes)


@st.composite
def _clauses(draw: st.DrawFn, eid: str, label: str, extra: tuple[str, ...] = ()) -> tuple[Node, ...]:
    nodes = []
    for n in range(1, draw(st.integers(0, 4)) + 1):
        own, cited = f"{eid}__para_{n}", f"khoản {n} {label}"
        lines = (*draw(st.lists(_LINES, min_size=1, max_size=2)), *draw(st.sampled_from([(), extra])))
        nodes.append(Node(own, cited, f"{n}.", lines, (*draw(_items(own, cited)), *draw(_points(own, cited)))))
    return tuple(nodes)


@st.composite
def _articles(
    draw: st.DrawFn, inside: str = "", inside_label: str = "", extra: tuple[str, ...] = ()
) -> tuple[Node, ...]:
    nodes = []
    for n in range(1, draw(st.integers(1, 6)) + 1):
        lines = tuple(draw(st.lists(_LINES, min_size=1, max_size=3)))
        eid, label = f"{inside}art_{n}", f"Điều {n} {inside_label}".strip()
        nodes.append(Node(eid, label, f"Điều {n}.", lines, draw(_clauses(eid, label, extra))))
    return tuple(nodes)


# Levels above điều, outermost first: word, id prefix, number.
_ABOVE = (("Phần", "part", "I"), ("Chương", "chp", "I"), ("Mục", "sec", "1"), ("Tiểu mục", "subsec", "1"))


@st.composite
def documents(draw: st.DrawFn) -> tuple[Node, ...]:
    """Make up a document: articles, in two chapters, below any of the outer levels, or alone."""
    articles = draw(_articles())
    match draw(st.sampled_from(["alone", "chapters", "levels"])):
        case "chapters":
            cut = draw(st.integers(0, len(articles)))
            halves = [("I", articles[:cut]), ("II", articles[cut:])]
            return tuple(Node(f"chp_{n}", f"Chương {n}", f"Chương {n}", (draw(_LINES),), own) for n, own in halves)
        case "levels":
            levels = [level for level in _ABOVE if draw(st.booleans())]
            for depth in range(len(levels), 0, -1):
                eid = "__".join(f"{prefix}_{number}" for _, prefix, number in levels[:depth])
                name = f"{levels[depth - 1][0]} {levels[depth - 1][2]}"
                articles = (Node(eid, name, name, (draw(_LINES),), articles),)
    return articles


@st.composite
def whole_texts(draw: st.DrawFn) -> tuple[list[str], tuple[Node, ...], tuple[Node, ...]]:
    """Make up a text with preamble, tables, recipients and annexes; return its lines, its document, its annexes."""
    document = draw(_articles(extra=(_TABLE,)))
    lines = ["Căn cứ Luật;", "QUYẾT ĐỊNH:", *(line for node in document for line in node.source())]
    lines += ["Nơi nhận:", "- Như trên;"]
    annexes = []
    for number in ("I", "II", "III")[: draw(st.integers(0, 3))]:
        eid, label = f"att_{number}", f"Phụ lục {number}"
        below = draw(_articles(f"{eid}__", label, (_TABLE,)))
        annex = Node(eid, label, f"PHỤ LỤC {number}", (draw(_LINES),), below)
        annexes.append(annex)
        lines += [annex.printed, *annex.lines, *(line for node in below for line in node.source())]
    return lines, document, tuple(annexes)
