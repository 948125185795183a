"""A comment is bound to the hash of a provision's text: it changes when words change, and only then."""

import textwrap
import unicodedata
from collections.abc import Callable

import pytest
from domain.legal_samples import DRAFT, WRAPPED, Node, covering, documents, sample, steady
from hypothesis import given
from hypothesis import strategies as st

from plugins.domain.legal_text import LegalText
from plugins.domain.structure import parse


def hashes(parsed: LegalText) -> dict[str, str]:
    return {p.eid: p.text_hash for p in parsed.walk()}


def _blank_lines(text: str) -> str:
    return text.replace("\n", "\n\n")


def _bookmarks(text: str) -> str:
    return text.replace("\nĐiều", "\n[bookmark: moi]Điều").replace("\na)", "\n[bookmark: moi_2]\na)")


SAME_WORDS: list[tuple[str, Callable[[str], str]]] = [
    ("decomposed Unicode", lambda text: unicodedata.normalize("NFD", text)),
    ("no-break spaces", lambda text: text.replace(" của ", "\u00a0của\u00a0")),
    ("spaces at the ends", lambda text: text.replace("\n", "  \n  ")),
    ("double spaces", lambda text: text.replace(" của ", "  của ")),
    ("soft hyphens", lambda text: text.replace("của", "c\u00adủa")),
    ("line ends of Windows", lambda text: text.replace("\n", "\r\n")),
    ("bookmarks", _bookmarks),
    ("headings of Markdown", lambda text: text.replace("\nĐiều", "\n## Điều")),
    ("bold numbers", lambda text: text.replace("\n1. ", "\n**1.** ")),
]


@pytest.mark.parametrize("name", [WRAPPED, DRAFT])
@pytest.mark.parametrize("change", [c for _, c in SAME_WORDS], ids=[name for name, _ in SAME_WORDS])
def test_the_same_words_written_otherwise_have_the_same_hash(name: str, change: Callable[[str], str]) -> None:
    changed = change(sample(name))
    assert changed != sample(name)
    assert hashes(parse(changed)) == hashes(parse(sample(name)))


def test_blank_lines_between_paragraphs_do_not_change_a_hash() -> None:
    assert hashes(parse(_blank_lines(sample(DRAFT)))) == hashes(parse(sample(DRAFT)))


@steady
@given(document=documents(), width=st.integers(60, 110))
def test_wrapping_a_text_does_not_change_a_hash(document: tuple[Node, ...], width: int) -> None:
    lines = [line for node in document for line in node.source()]
    wrapped = [part for line in lines for part in textwrap.wrap(line, width, break_on_hyphens=False)]
    assert hashes(parse("\n".join(wrapped))) == hashes(parse("\n\n".join(lines)))


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("Giấy mời họp thôn", "Giấy mời họp xóm", {"art_2", "art_2__para_2", "art_2__para_2__point_b"}),
        ("Giờ phát \na)", "Giờ phát loa\na)", {"art_2", "art_2__para_1"}),
        ("Phạm vi áp dụng", "Phạm vi", {"art_1"}),
        ("2. Người áp dụng", "2a. Người áp dụng", {"art_1"}),
        ("100%", "90%", {"art_2", "art_2__para_2", "art_2__para_2__point_a"}),
        ("Kết quả biểu quyết", "kết quả biểu quyết", {"art_2", "art_2__para_2", "art_2__para_2__point_d"}),
        ("\nHỘI ĐỒNG", "\nTHƯỜNG TRỰC HỘI ĐỒNG", set()),
        ("thông qua ngày", "biểu quyết thông qua ngày", set()),
    ],
)
def test_a_changed_word_changes_its_provision_and_those_around_it_and_no_other(
    old: str, new: str, changed: set[str]
) -> None:
    assert old in sample(DRAFT)
    before, after = hashes(parse(sample(DRAFT))), hashes(parse(sample(DRAFT).replace(old, new, 1)))
    assert {eid for eid in before if eid in after and before[eid] != after[eid]} == changed


@steady
@given(document=documents(), data=st.data())
def test_a_word_added_anywhere_changes_the_provisions_around_it_and_no_other(
    document: tuple[Node, ...], data: st.DataObject
) -> None:
    lines = [line for node in document for line in node.source()]
    at = data.draw(st.integers(0, len(lines) - 1))
    longer = [*lines[:at], f"{lines[at]} thêm;", *lines[at + 1 :]]
    before, after = hashes(parse("\n\n".join(lines))), hashes(parse("\n\n".join(longer)))
    assert before.keys() == after.keys()
    assert {eid for eid in before if before[eid] != after[eid]} == covering(document, at)


def test_a_text_shows_its_numbers_and_a_hash_is_32_hexadecimal_digits() -> None:
    (article,) = parse("Điều 1. Họp thôn\n1. Ngày họp:\na) Thứ bảy;\nđ) Chủ nhật.\n").provisions
    assert article.text == "Điều 1. Họp thôn 1. Ngày họp: a) Thứ bảy; đ) Chủ nhật."
    assert len(article.text_hash) == 32
    assert set(article.text_hash) <= set("0123456789abcdef")


def test_rendering_changes_neither_ids_nor_hashes() -> None:
    parsed = parse(sample(DRAFT))
    shown = parse(sample(DRAFT), lambda source: f"<p>{source}</p>")
    assert hashes(shown) == hashes(parsed)
    every = [p for provision in shown.walk() for p in provision.paragraphs]
    assert all(p.html == f"<p>{p.source}</p>" for p in (*shown.preamble, *every, *shown.closing))


@pytest.mark.parametrize(
    ("html", "inline"),
    [("<p>Một câu.</p>", "Một câu."), ("<ul><li>x</li></ul>", None), ("<p>Một.</p><p>Hai.</p>", None)],
)
def test_only_a_single_paragraph_stands_behind_a_printed_number(html: str, inline: str | None) -> None:
    (article,) = parse("Điều 1. Họp\n", lambda _source: html).provisions
    assert article.paragraphs[0].inline == inline
