"""What the tests of the legal grammar share: the words of a text, the texts full of oddities, made-up documents."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st

from plugins.domain.structure import LegalText, Provision

ODDITIES = Path(__file__).resolve().parent.parent / "fixtures" / "oddities"
WRAPPED = "nghi-quyet-ngat-dong.txt"  # hard-wrapped, with the bars of a lost table
DRAFT = "du-thao-co-bookmark.txt"  # bookmarks, blanks, no-break spaces, one sentence in decomposed Unicode

# The same examples on every machine and in every run.
steady = settings(derandomize=True, database=None, deadline=None, max_examples=100)

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_BOOKMARK = re.compile(r"\[bookmark: ?\w+\]")


def sample(name: str) -> str:
    """Return one of the two texts full of oddities."""
    return (ODDITIES / name).read_text(encoding="utf-8")


def words(text: str) -> list[str]:
    """Return the words of a text in NFC without bookmarks; a row of underscores is a rule, not a word."""
    visible = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return re.findall(r"[^\W_]+", _BOOKMARK.sub("", visible))


def words_kept(parsed: LegalText) -> list[str]:
    """Return the words of a parsed text in reading order."""
    before = [p.source for p in parsed.preamble]
    after = [p.source for p in parsed.closing]
    return words(" ".join([*before, *(p.text for p in parsed.provisions), *after]))


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


@st.composite
def _points(draw: st.DrawFn, eid: str, label: str) -> tuple[Node, ...]:
    letters = _POINTS[: draw(st.sampled_from([0, 0, 1, 3, 6, len(_POINTS)]))]
    return tuple(
        Node(f"{eid}__point_{'dd' if x == 'đ' else x}", f"điểm {x} {label}", f"{x})", (draw(_LINES),)) for x in letters
    )


@st.composite
def _clauses(draw: st.DrawFn, eid: str, label: str) -> tuple[Node, ...]:
    nodes = []
    for n in range(1, draw(st.integers(0, 4)) + 1):
        own, cited = f"{eid}__para_{n}", f"khoản {n} {label}"
        lines = tuple(draw(st.lists(_LINES, min_size=1, max_size=2)))
        nodes.append(Node(own, cited, f"{n}.", lines, draw(_points(own, cited))))
    return tuple(nodes)


@st.composite
def documents(draw: st.DrawFn) -> tuple[Node, ...]:
    """Make up a document: articles, in chapters or not, with clauses and points."""
    articles = []
    for n in range(1, draw(st.integers(1, 6)) + 1):
        lines = tuple(draw(st.lists(_LINES, min_size=1, max_size=3)))
        articles.append(Node(f"art_{n}", f"Điều {n}", f"Điều {n}.", lines, draw(_clauses(f"art_{n}", f"Điều {n}"))))
    if draw(st.booleans()):
        return tuple(articles)
    cut = draw(st.integers(0, len(articles)))
    halves = [("I", articles[:cut]), ("II", articles[cut:])]
    return tuple(Node(f"chp_{n}", f"Chương {n}", f"Chương {n}", (draw(_LINES),), tuple(own)) for n, own in halves)
