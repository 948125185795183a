"""A text is printed back with every word in order, and what is printed is read as the same text again."""

from dataclasses import dataclass

import pytest
from domain.legal_samples import AMENDING, DRAFT, PLAN, WRAPPED, Node, documents, sample, steady, whole_texts, words
from domain.test_structure_annexes import DECISION
from domain.test_structure_properties import ANY_LINES
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support import ROOT

from plugins.domain.legal_text import LegalText
from plugins.domain.provisions import Provision
from plugins.domain.structure import parse
from plugins.domain.text import squeeze

SITES = (ROOT / "content", ROOT / "tests/fixtures/commune")
SOURCES = {
    **{name: sample(name) for name in (WRAPPED, DRAFT, PLAN, AMENDING)},
    **{
        path.name: path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
        for site in SITES
        for folder in ("van-ban", "du-thao")
        for path in sorted((site / folder).glob("*.md"))
    },
    "decision with annexes": DECISION,
}


@dataclass(frozen=True)
class Shape:
    """What must be the same when a printed text is read again; a paragraph without words is none."""

    eid: str
    printed: str
    label: str
    paragraphs: tuple[str, ...]
    children: "tuple[Shape, ...]"


def shape(provision: Provision) -> Shape:
    own = tuple(text for p in provision.paragraphs if (text := squeeze(p.plain)))
    return Shape(provision.eid, provision.printed, provision.label, own, tuple(map(shape, provision.children)))


def shapes(text: LegalText) -> tuple[object, ...]:
    outside = tuple(tuple(plain for p in part if (plain := squeeze(p.plain))) for part in (text.preamble, text.closing))
    return (*outside, tuple(map(shape, text.provisions)), tuple(map(shape, text.annexes)))


def assert_round_trip(source: str) -> None:
    text = parse(source)
    assert words(text.printed) == words(source)
    assert shapes(parse(text.printed)) == shapes(text)


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_a_text_is_printed_with_every_word_and_read_as_the_same_again(source: str) -> None:
    assert_round_trip(source)


@steady
@given(document=documents(), gap=st.sampled_from(["\n", "\n\n"]))
def test_a_made_up_document_is_printed_and_read_as_the_same_again(document: tuple[Node, ...], gap: str) -> None:
    assert_round_trip(gap.join(line for node in document for line in node.source()))


@steady
@given(text=whole_texts(), gap=st.sampled_from(["\n", "\n\n"]))
def test_a_made_up_text_with_annexes_and_tables_goes_round(text: tuple[list[str], object, object], gap: str) -> None:
    assert_round_trip(gap.join(text[0]))


@settings(steady, max_examples=100)
@given(lines=st.lists(ANY_LINES, max_size=15), gap=st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_any_text_is_printed_and_read_as_the_same_again(lines: list[str], gap: str) -> None:
    assert_round_trip(gap.join(lines))


_PIECES = st.sampled_from(
    [
        *(piece for source in (PLAN, AMENDING) for piece in SOURCES[source].split("\n")),
        *DECISION.split("\n"),
        "Tiểu mục 1. Nhỏ hơn mục",
        "(Ban hành kèm theo Quyết định này)",
        "Quy chế họp thôn",
    ]
)


@settings(steady, max_examples=100)
@given(pieces=st.lists(_PIECES, max_size=16), gap=st.sampled_from(["\n", "\n\n"]))
@example(pieces=["Điều 1.", "| a | b |", "|---|---|", "| 1 | 2 |"], gap="\n")
@example(pieces=["Điều 1.", "“Điều 5. Mức", "1. Một.”"], gap="\n")
def test_lines_of_annexes_lists_tables_and_quotations_in_any_order_go_round(pieces: list[str], gap: str) -> None:
    assert_round_trip(gap.join(pieces))


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("Điều 1. Họp\u00a0thôn", "Điều 1. Họp thôn"),
        ("Điều 1\n\nHọp thôn", "Điều 1\n\nHọp thôn"),
        ("**Điều 1.** Họp [bookmark: x]thôn\n|\n-----", "Điều 1. Họp thôn"),
        ("Điều 1. Họp\n\n| a |\n|---|\n| b |", "Điều 1. Họp\n\n| a |\n|---|\n| b |"),
        ("Điều 1. Họp\n1. Lúc:\na ) sáng;\n- sớm;", "Điều 1. Họp\n\n1. Lúc:\n\na ) sáng;\n\n- sớm;"),
    ],
    ids=["no-break space", "number alone", "leftovers", "table", "points and items"],
)
def test_what_is_printed_is_normal(source: str, printed: str) -> None:
    assert parse(source).printed == printed
