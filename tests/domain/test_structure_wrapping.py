"""Lines that a word processor broke are put together again, and what only looks like a number opens nothing."""

import textwrap

import pytest
from domain.legal_samples import WRAPPED, eids, sample, words, words_kept

from plugins.domain.structure import parse

START = "Điều 1. Họp thôn\n1. Trưởng thôn mời các hộ trước khi họp năm ngày,\ntheo danh sách của Ủy ban nhân dân xã, "
NEXT = "\n2. Người ốm gửi ý kiến bằng giấy.\nĐiều 2. Hiệu lực\n"


@pytest.mark.parametrize(
    "wrapped",
    [
        "tại khoản\n2. Điều này và văn bản khác.",
        "tại điểm\na) khoản này và văn bản khác.",
        "tại điểm a, điểm\nb) khoản này và văn bản khác.",
        "tại các điểm a,\nb) và c) khoản này.",
        "tại khoản 1 và\n2. Điều này.",
        "tại khoản 1 hoặc\n2. Điều này.",
        "theo quy định tại khoản 2\nĐiều 16 Luật Thực hiện dân chủ ở cơ sở.",
        "theo quy định tại\nĐiều 16 của Luật và quy chế này.",
        "theo quy định tại\nChương II của Luật và quy chế này.",
    ],
    ids=[
        "clause",
        "point",
        "point and point",
        "points",
        "clause and clause",
        "clause or clause",
        "article",
        "article only",
        "chapter",
    ],
)
def test_a_reference_broken_over_two_lines_opens_nothing(wrapped: str) -> None:
    source = START + wrapped + NEXT
    parsed = parse(source)
    assert eids(parsed) == ["art_1", "art_1__para_1", "art_1__para_2", "art_2"]
    assert words_kept(parsed) == words(source)


@pytest.mark.parametrize(
    "end",
    [";", ".", ":", ",", "; và", "; hoặc", ", và", " và"],
    ids=["semicolon", "full stop", "colon", "comma", "semicolon and", "semicolon or", "comma and", "and"],
)
def test_the_next_point_opens_whatever_the_point_before_it_ends_with(end: str) -> None:
    source = f"Điều 1. Họp thôn\n1. Thôn họp khi có:\na) Ý kiến của một phần mười số hộ{end}\nb) Yêu cầu của xã.\n"
    assert eids(parse(source)) == ["art_1", "art_1__para_1", "art_1__para_1__point_a", "art_1__para_1__point_b"]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Nghị quyết này được niêm yết tại nhà văn hóa của thôn.",
        "Quyết định này được gửi đến từng hộ.",
        "Nơi nhận hồ sơ là Trung tâm Phục vụ hành chính công xã.",
    ],
    ids=["resolution posted", "decision sent", "where to send papers"],
)
def test_a_paragraph_that_begins_like_the_end_does_not_end_the_articles(paragraph: str) -> None:
    parsed = parse(f"Điều 1. Họp thôn\n{paragraph}\nĐiều 2. Hiệu lực\nCó hiệu lực từ ngày ký./.\n")
    assert eids(parsed) == ["art_1", "art_2"]
    assert parsed.closing == ()


@pytest.mark.parametrize(
    "closing",
    [
        "Nghị quyết này đã được Hội đồng nhân dân xã thông qua ngày 05 tháng 3 năm 2026.",
        "Nghị quyết này được Hội đồng nhân dân xã thông qua ngày 05 tháng 3 năm 2026.",
        "Nơi nhận:",
        "NƠI NHẬN:",
        "**Nơi nhận:**",
    ],
)
def test_nothing_opens_after_the_adoption_or_the_recipients(closing: str) -> None:
    parsed = parse(f"Điều 1. Họp thôn\n1. Ngày họp.\n\n{closing}\n\n1. Ủy ban nhân dân xã;\na) Lưu: VT.\n")
    assert eids(parsed) == ["art_1", "art_1__para_1"]
    assert len(parsed.closing) == 3


def test_nothing_opens_after_the_end_mark() -> None:
    parsed = parse("Điều 1. Hiệu lực\nCó hiệu lực từ ngày ký./.\n\nĐiều 2. Không phải điều của văn bản này\n")
    assert eids(parsed) == ["art_1"]
    assert parsed.closing[0].source == "Điều 2. Không phải điều của văn bản này"


@pytest.mark.parametrize("width", [40, 50, 60, 75, 100])
def test_a_wrapped_paragraph_is_one_paragraph_again(width: int) -> None:
    body = "Trưởng thôn ghi tên từng hộ có mặt, đọc to kết quả, " * 6 + "rồi ký vào biên bản."
    lines = textwrap.wrap(f"1. {body}", width, break_on_hyphens=False)
    (article,) = parse("\n".join(["Điều 1. Họp thôn", *lines, "2. Việc khác."])).provisions
    assert [p.source for p in article.children[0].paragraphs] == [body]


def test_a_short_heading_stands_apart_from_the_text_below_it() -> None:
    (article,) = [p for p in parse(sample(WRAPPED)).provisions if p.eid == "art_2"]
    assert [p.source[:22] for p in article.paragraphs] == ["Người chịu trách nhiệm", "Ủy ban nhân dân xã hướ"]


def test_in_a_text_of_long_lines_every_line_is_a_paragraph() -> None:
    long_line = "Thôn họp và ghi biên bản. " * 8
    (article,) = parse(f"Điều 1. Họp thôn\n{long_line}\nviết thường đầu dòng\n").provisions
    assert [p.source for p in article.paragraphs] == ["Họp thôn", long_line.strip(), "viết thường đầu dòng"]


@pytest.mark.parametrize("line", ["Câu ngắn.", "Câu dài hơn một trăm hai mươi ký tự. " * 5], ids=["short", "long"])
def test_a_table_stays_one_paragraph_with_its_rule(line: str) -> None:
    table = "| Thôn | Số hộ |\n|---|---|\n| Một | 120 |"
    (article,) = parse(f"Điều 1. Số hộ\n\n{line}\n\n{table}\n").provisions
    assert article.paragraphs[-1].source == table


def test_list_items_and_rules_are_not_joined_to_what_stands_before() -> None:
    (article,) = parse("Điều 1. Bảng tin\n- có mái che\n- có đèn\n-------\n+ đủ sáng\n").provisions
    assert article.lines == ("Điều 1. Bảng tin", "- có mái che", "- có đèn", "+ đủ sáng")
