"""Odd texts lose nothing: every provision once and in order, every word kept, what is odd reported with its line."""

import unicodedata

import pytest
from domain.legal_samples import DRAFT, WRAPPED, eids, odd, sample, words, words_kept

from plugins.domain.openers import BOOKMARK
from plugins.domain.provisions import Oddity
from plugins.domain.structure import parse

OF_WRAPPED = """
art_1
art_1__para_1
art_1__para_2
art_1__para_2__point_a
art_1__para_2__point_b
art_1__para_2__point_c
art_1__para_2__point_d
art_1__para_2__point_dd
art_1__para_3
art_1__para_3__point_a
art_1__para_3__point_b
art_2
art_3"""

OF_DRAFT = """
art_1
art_1__para_1
art_1__para_2
art_1__para_2__point_a
art_1__para_2__point_b
art_1__para_2__point_c
art_2
art_2__para_1
art_2__para_1__point_a
art_2__para_1__point_b
art_2__para_2
art_2__para_2__point_a
art_2__para_2__point_b
art_2__para_2__point_c
art_2__para_2__point_d
art_2__para_2__point_dd
art_3
art_3__point_a
art_3__point_b
art_4
art_4__para_1
art_4__para_2"""


@pytest.mark.parametrize(("name", "expected"), [(WRAPPED, OF_WRAPPED), (DRAFT, OF_DRAFT)], ids=["wrapped", "draft"])
def test_every_provision_of_an_odd_text_is_there_once_and_in_order(name: str, expected: str) -> None:
    assert eids(parse(sample(name))) == expected.split()


@pytest.mark.parametrize("name", [WRAPPED, DRAFT])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_word_of_an_odd_text_is_still_there(name: str, form: str, line_end: str) -> None:
    source = unicodedata.normalize(form, sample(name)).replace("\n", line_end)  # type: ignore[arg-type]  # NFC or NFD
    assert words_kept(parse(source)) == words(sample(name))


@pytest.mark.parametrize("name", [WRAPPED, DRAFT])
def test_the_adoption_and_the_recipients_belong_to_no_article(name: str) -> None:
    parsed = parse(sample(name))
    assert parsed.closing[0].source.startswith("Nghị quyết này đã được")
    assert not any("thông qua" in p.text for p in parsed.provisions)


def test_recipients_wrapped_over_two_lines_are_one_line_each() -> None:
    closing = [p.source for p in parse(sample(WRAPPED)).closing]
    assert closing[1:] == [
        "Nơi nhận:",
        "- Thường trực Đảng ủy xã;",
        "- Ủy ban nhân dân, Ủy ban Mặt trận Tổ quốc xã;",
        "- Sáu trưởng thôn; ban công tác mặt trận các thôn, tổ quản lý nhà văn hóa;",
        "- Trang thông tin điện tử xã;",
        "- Lưu: VT.",
        "CHỦ TỊCH",
        "Nguyễn Thị Mẫu",
    ]


def test_bars_of_a_lost_table_are_reported_and_not_shown() -> None:
    parsed = parse(sample(WRAPPED))
    bars = [number for number, line in enumerate(sample(WRAPPED).splitlines(), 1) if line == "|"]
    assert [o.line for o in parsed.oddities] == bars
    assert {o.kind for o in parsed.oddities} == {"table_bar"}
    shown = [p.source for p in (*parsed.preamble, *parsed.closing)]
    assert not any(line.strip("-| ") == "" for line in shown)


def test_bookmarks_are_reported_and_left_out_of_the_words() -> None:
    parsed = parse(sample(DRAFT))
    assert [(o.kind, o.found) for o in parsed.oddities] == [
        ("bookmark", "ten_van_ban"),
        ("bookmark", "dieu_mot"),
        ("bookmark", "bang_tin"),
        ("bookmark", "dieu_cuoi"),
    ]
    assert not any("bookmark" in p.text for p in parsed.walk())


def test_a_bookmark_on_a_line_of_its_own_goes_with_the_next_paragraph() -> None:
    first = parse(sample(DRAFT)).provisions[0].paragraphs[0]
    assert BOOKMARK.findall(first.source) == ["dieu_mot"]
    assert first.plain == "Phạm vi áp dụng"


def test_a_blank_for_a_number_stays_a_blank() -> None:
    preamble = " ".join(p.source for p in parse(sample(DRAFT)).preamble)
    assert "số …/TTr-UBND ngày … tháng … năm 2026" in preamble


def test_a_decomposed_sentence_reads_like_the_others() -> None:
    (point,) = [p for p in parse(sample(DRAFT)).walk() if p.eid == "art_2__para_2__point_dd"]
    assert "đường làng ngõ xóm" in point.text
    assert unicodedata.is_normalized("NFC", point.text)


def test_no_break_spaces_become_spaces() -> None:
    (point,) = [p for p in parse(sample(DRAFT)).walk() if p.eid == "art_1__para_2__point_b"]
    assert point.text == "b) Cán bộ văn hóa – thông tin của xã"


def test_a_stray_f_is_kept_and_reported() -> None:
    lines = ["Điều 1. Họp thôn", *(f"{letter}) việc thứ {letter};" for letter in "abcdđef")]
    parsed = parse("\n".join(lines))
    assert eids(parsed)[-2:] == ["art_1__point_e", "art_1__point_f"]
    assert parsed.oddities == (Oddity(8, "unexpected_number", "f)"),)


def test_the_g_after_a_stray_f_is_not_odd() -> None:
    lines = ["Điều 1. Họp thôn", *(f"{letter}) việc thứ {letter};" for letter in "abcdđefg")]
    assert odd(parse("\n".join(lines))) == [(8, "f)")]


@pytest.mark.parametrize(
    ("lines", "skipped"),
    [
        (["Điều 1. A", "1. B", "3. C"], (3, "3.")),
        (["Điều 1. A", "2. B"], (2, "2.")),
        (["Điều 1. A", "a) B", "c) C"], (3, "c)")),
        (["Điều 1. A", "a) B", "b) C", "c) D", "d) E", "e) G"], (6, "e)")),
        (["Điều 1. A", "b) B"], (2, "b)")),
        (["Kế hoạch", "I. A", "II. B", "IV. C"], (4, "IV.")),
        (["Chương I", "Điều 1. A", "Chương III", "Điều 2. B"], (3, "Chương III")),
        (["Điều 1. A", "Điều 3. B"], (2, "Điều 3.")),
        (["Chương I", "Điều 1. A", "Chương II", "Điều 3. B"], (4, "Điều 3.")),
        (["Chương I", "Mục 1", "Điều 1. A", "Mục 3", "Điều 2. B"], (4, "Mục 3")),
    ],
    ids=[
        "clause 2",
        "clause 1",
        "point b",
        "point đ",
        "point a",
        "section III",
        "chapter II",
        "article 2",
        "article 2 between chapters",
        "section 2",
    ],
)
def test_a_skipped_number_is_reported_and_what_follows_is_kept(lines: list[str], skipped: tuple[int, str]) -> None:
    parsed = parse("\n\n".join(lines))
    assert odd(parsed) == [(2 * skipped[0] - 1, skipped[1])]
    assert words_kept(parsed) == words(" ".join(lines))


def test_a_repeated_number_is_reported_and_gets_an_id_of_its_own() -> None:
    parsed = parse("Điều 1. A\n1. B\n1. C\n1. D\nĐiều 1. E\n")
    assert eids(parsed) == ["art_1", "art_1__para_1", "art_1__para_1-2", "art_1__para_1-3", "art_1-2"]
    assert [(o.line, o.found) for o in parsed.oddities if o.kind == "repeated_number"] == [
        (3, "1."),
        (4, "1."),
        (5, "Điều 1."),
    ]


def test_the_line_of_an_oddity_counts_blank_lines() -> None:
    assert odd(parse("\n\nĐiều 1. A\n\n\n\n5. B\n")) == [(7, "5.")]
