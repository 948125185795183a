"""Annexes, the regulation a decision issues, quoted articles, bases and recipients; every word is printed again."""

import pytest
from domain.legal_samples import AMENDING, sample, words
from hypothesis import given
from hypothesis import strategies as st

from plugins.domain.structure import parse

DECISION = """\
Căn cứ Luật Tiếp công dân;
Xét đề nghị của Văn phòng;

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Quy chế tiếp công dân.

Điều 2. Hiệu lực
1. Từ ngày ký.
2. Thay thế quy chế cũ, theo quy định tại Phụ lục I và Phụ lục II./.

Nơi nhận:
- Như Điều 2;
- Lưu: VT.

QUY CHẾ
TIẾP CÔNG DÂN
(Ban hành kèm theo Quyết định này)

Chương I
QUY ĐỊNH CHUNG

Điều 1. Nơi tiếp
1. Phòng tiếp công dân.
a) Tầng một;
đ) Tầng hai.

Điều 2. Lịch tiếp
Hằng tuần.

PHỤ LỤC I
DANH SÁCH ĐIỂM TIẾP

I. Trong xã
1. Nhà văn hóa.

| Điểm | Giờ |
|---|---|
| Bến Đá | 8 |

Phụ lục II
MẪU ĐƠN

Kính gửi: Ủy ban nhân dân xã.
"""


def test_each_annex_has_an_id_and_numbers_of_its_own() -> None:
    text = parse(DECISION)

    assert [p.eid for p in text.provisions] == ["art_1", "art_2"]
    assert [(a.eid, a.printed, a.label) for a in text.annexes] == [
        ("att_1", "QUY CHẾ", "Quy chế kèm theo"),
        ("att_I", "PHỤ LỤC I", "Phụ lục I"),
        ("att_II", "Phụ lục II", "Phụ lục II"),
    ]
    assert [p.eid for p in text.annexes[0].walk()] == [
        "att_1",
        "att_1__chp_I",
        "att_1__art_1",
        "att_1__art_1__para_1",
        "att_1__art_1__para_1__point_a",
        "att_1__art_1__para_1__point_dd",
        "att_1__art_2",
    ]
    assert [p.eid for p in text.annexes[1].walk()][1:] == ["att_I__sec_I", "att_I__sec_I__para_1"]


def test_what_stands_in_an_annex_is_cited_with_it() -> None:
    labels = [p.label for p in parse(DECISION).walk()]

    assert "điểm đ khoản 1 Điều 1 Quy chế kèm theo" in labels
    assert "khoản 1 Mục I Phụ lục I" in labels
    assert len(labels) == len(set(labels))


def test_an_annex_that_begins_its_articles_anew_is_not_odd() -> None:
    assert [o.kind for o in parse(DECISION).oddities if "number" in o.kind] == ["unexpected_number"]  # a), đ)


def test_the_closing_stands_before_the_annexes_and_names_the_recipients() -> None:
    text = parse(DECISION)

    assert text.recipients == ("Như Điều 2", "Lưu: VT")
    assert text.bases == ("Căn cứ Luật Tiếp công dân;", "Xét đề nghị của Văn phòng;")
    assert "QUY CHẾ" not in " ".join(p.plain for p in text.closing)


def test_the_title_of_an_annex_begins_no_other_though_it_says_what_it_was_issued_with() -> None:
    title = "PHỤ LỤC II\nBIỂU TỔNG HỢP\nPHƯƠNG ÁN BỒI THƯỜNG\n(Kèm theo Kế hoạch số 1/KH-UBND)\n"
    text = parse(f"Điều 1. A./.\n\n{title}1. B.\n\nQUY CHẾ\n(Ban hành kèm theo Quyết định này)\n\nĐiều 1. C.\n")

    assert [(a.eid, a.printed) for a in text.annexes] == [("att_II", "PHỤ LỤC II"), ("att_2", "QUY CHẾ")]
    assert [p.plain for p in text.annexes[0].paragraphs] == title.splitlines()[1:]


def test_a_reference_to_an_annex_in_running_text_opens_none() -> None:
    text = parse("Điều 1. Mức thu\nThực hiện theo\nPhụ lục I kèm theo Nghị quyết này.\n")

    assert text.annexes == ()


def test_every_word_is_printed_again_in_order() -> None:
    printed = parse(DECISION).printed.replace("|---|---|", "")
    assert printed.split() == DECISION.replace("|---|---|", "").split()


def test_quoted_articles_are_text_of_the_provision_that_quotes_them() -> None:
    amending = """\
Điều 1. Sửa đổi, bổ sung một số điều
1. Sửa đổi Điều 5 như sau:
“Điều 5. Mức thu
1. Hộ gia đình nộp 20.000 đồng.
a) Hộ nghèo được miễn.”
2. Bãi bỏ Điều 6.

Điều 2. Hiệu lực
Từ ngày ký.
"""
    text = parse(amending)
    assert [p.eid for p in text.walk()] == ["art_1", "art_1__para_1", "art_1__para_2", "art_2"]
    assert text.oddities == ()
    assert "Hộ nghèo được miễn.”" in text.provisions[0].children[0].text
    assert text.printed.split() == amending.split()


def test_a_quotation_that_never_ends_swallows_nothing() -> None:
    text = parse("Điều 1. Tên\n\n“Quên đóng ngoặc\n\nĐiều 2. Tên khác\n1. Khoản.\n")

    assert [p.eid for p in text.walk()] == ["art_1", "art_2", "art_2__para_1"]
    assert [o.kind for o in text.oddities] == ["open_quotation"]


def test_a_subsection_stands_between_section_and_article() -> None:
    text = parse("Chương I Một\nMục 1 Hai\nTiểu mục 1 Ba\nĐiều 1. Bốn\nĐiều 3a. Năm\n")

    assert [p.eid for p in text.walk()] == [
        "chp_I",
        "chp_I__sec_1",
        "chp_I__sec_1__subsec_1",
        "art_1",
        "art_3a",
    ]


_PIECES = st.sampled_from(
    [
        *DECISION.split("\n\n"),
        "“Điều 9. Trích",
        "hết trích.”",
        "PHỤ LỤC 01",
        "QUY ĐỊNH",
        "Điều 1. Lại",
        "Nơi nhận:",
        "- Ai đó;",
    ]
)


@given(pieces=st.lists(_PIECES, max_size=12), gap=st.sampled_from(["\n", "\n\n"]))
def test_pieces_in_any_order_are_read_with_every_word_and_no_id_twice(pieces: list[str], gap: str) -> None:
    source = gap.join(pieces)
    text = parse(source)

    assert words(text.printed) == words(source)
    eids = [p.eid for p in text.walk()]
    assert len(set(eids)) == len(eids)


@pytest.mark.parametrize("heading", ["PHỤ LỤC", "Phụ lục", "PHỤ LỤC SỐ 2", "Phụ lục 03.", "PHỤ LỤC IV DANH MỤC"])
def test_an_annex_is_known_by_its_heading(heading: str) -> None:
    (annex,) = parse(f"Điều 1. Một việc\n\n{heading}\n\n1. Nội dung.\n").annexes

    assert annex.printed == heading
    assert [p.eid for p in annex.children] == [f"{annex.eid}__para_1"]


def test_issued_regulations_and_quotations_of_an_odd_decision() -> None:
    text = parse(sample(AMENDING))

    assert [(p.eid, len(p.paragraphs)) for p in text.provisions[0].children] == [
        ("art_1__para_1", 6),
        ("art_1__para_2", 2),
        ("art_1__para_3", 1),
        ("art_1__para_4", 3),
    ]
    assert [p.eid for p in text.provisions] == ["art_1", "art_2", "art_3a"]
    assert [(a.eid, a.label) for a in text.annexes] == [
        ("att_1", "Nội quy kèm theo"),
        ("att_2", "Quy chế kèm theo"),
        ("att_3", "Phụ lục"),
    ]
    assert [(o.line, o.kind, o.found[:5]) for o in text.oddities] == [
        (18, "open_quotation", "3. Th"),
        (42, "unexpected_number", "đ)"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Phụ lục I: Mức thu;",
        "Phụ lục I. Danh sách.",
        "Phụ lục I kèm theo Quyết định này",
        "Quy chế này có hiệu lực từ ngày ký",
        "QUY CHẾ HỌP THÔN",
    ],
)
def test_a_line_of_a_provision_that_names_an_annex_begins_none(line: str) -> None:
    assert parse(f"Điều 1. Ban hành các văn bản\n\n{line}\n\nĐiều 2. Hiệu lực\n").annexes == ()


def test_an_annex_named_at_the_end_of_a_wrapped_line_begins_none() -> None:
    source = "Điều 1. Mức thu\n1. Hộ gia đình nộp theo mức ghi tại\nPhụ lục I\nkèm theo Nghị quyết này.\n2. Hộ nghèo.\n"
    assert parse(source).annexes == ()


@pytest.mark.parametrize("text", ['"Điều 5. Mức thu\n1. Hộ nộp một lần."', "“Điều 5. “Mức” thu\n1. Hộ nộp.”;"])
def test_a_quotation_ends_with_its_own_mark(text: str) -> None:
    parsed = parse(f"Điều 1. Sửa đổi\n1. Điều 5 như sau:\n{text}\n2. Bãi bỏ Điều 6.\n")
    assert [p.eid for p in parsed.walk()] == ["art_1", "art_1__para_1", "art_1__para_2"]
    assert parsed.oddities == ()
