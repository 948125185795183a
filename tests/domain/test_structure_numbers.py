"""Which number opens which provision, and how that provision is then called."""

import unicodedata

import pytest
from domain.legal_samples import eids, odd

from plugins.domain.openers import Level
from plugins.domain.structure import parse

ARTICLES = """Phần thứ nhất
NHỮNG QUY ĐỊNH CHUNG
Chương I
PHẠM VI
Mục 1
THÔN
Điều 1. Họp thôn
Thôn họp ở nhà văn hóa.
Điều 2. Nội dung họp
1. Trưởng thôn báo trước:
a) Ngày họp;
b) Giờ họp;
c) Nơi họp;
d) Việc sẽ bàn;
đ) Việc sẽ biểu quyết;
e) Số hộ được mời.
1a. Người ốm gửi ý kiến trước.
2. Biên bản ghi:
a) Số hộ có mặt;
a1) Số hộ vắng mặt.
Mục 2
XÃ
Điều 3 . Xã trả lời
Điều 3a. Xã niêm yết
Chương II
THI HÀNH
Điều 4: Hiệu lực
Điều 5
Trách nhiệm thi hành
"""

PLAN = """KẾ HOẠCH
Tu sửa đường thôn năm 2026
I. MỤC ĐÍCH
1. Đường đi được cả mùa mưa.
2. Sổ thu chi ai cũng đọc được:
a) Treo ở nhà văn hóa;
- cạnh cửa ra vào;
+ ngang tầm mắt;
đ) Đọc trên loa.
II. VIỆC PHẢI LÀM
1. Đo đường.
a) Thôn đo.
III. NGƯỜI LÀM
"""

# number as printed, id in the page, how one cites it
OF_ARTICLES = [
    ("Phần thứ nhất", "part_thu-nhat", "Phần thứ nhất"),
    ("Chương I", "part_thu-nhat__chp_I", "Chương I"),
    ("Mục 1", "part_thu-nhat__chp_I__sec_1", "Mục 1"),
    ("Điều 1.", "art_1", "Điều 1"),
    ("Điều 2.", "art_2", "Điều 2"),
    ("1.", "art_2__para_1", "khoản 1 Điều 2"),
    ("a)", "art_2__para_1__point_a", "điểm a khoản 1 Điều 2"),
    ("b)", "art_2__para_1__point_b", "điểm b khoản 1 Điều 2"),
    ("c)", "art_2__para_1__point_c", "điểm c khoản 1 Điều 2"),
    ("d)", "art_2__para_1__point_d", "điểm d khoản 1 Điều 2"),
    ("đ)", "art_2__para_1__point_dd", "điểm đ khoản 1 Điều 2"),
    ("e)", "art_2__para_1__point_e", "điểm e khoản 1 Điều 2"),
    ("1a.", "art_2__para_1a", "khoản 1a Điều 2"),
    ("2.", "art_2__para_2", "khoản 2 Điều 2"),
    ("a)", "art_2__para_2__point_a", "điểm a khoản 2 Điều 2"),
    ("a1)", "art_2__para_2__point_a1", "điểm a1 khoản 2 Điều 2"),
    ("Mục 2", "part_thu-nhat__chp_I__sec_2", "Mục 2"),
    ("Điều 3 .", "art_3", "Điều 3"),
    ("Điều 3a.", "art_3a", "Điều 3a"),
    ("Chương II", "part_thu-nhat__chp_II", "Chương II"),
    ("Điều 4:", "art_4", "Điều 4"),
    ("Điều 5", "art_5", "Điều 5"),
]

OF_A_PLAN = [
    ("I.", "sec_I", "Mục I"),
    ("1.", "sec_I__para_1", "khoản 1 Mục I"),
    ("2.", "sec_I__para_2", "khoản 2 Mục I"),
    ("a)", "sec_I__para_2__point_a", "điểm a khoản 2 Mục I"),
    ("-", "sec_I__para_2__point_a__indent_1", "gạch đầu dòng thứ nhất điểm a khoản 2 Mục I"),
    (
        "+",
        "sec_I__para_2__point_a__indent_1__indent_1",
        "dấu cộng thứ nhất gạch đầu dòng thứ nhất điểm a khoản 2 Mục I",
    ),
    ("đ)", "sec_I__para_2__point_dd", "điểm đ khoản 2 Mục I"),
    ("II.", "sec_II", "Mục II"),
    ("1.", "sec_II__para_1", "khoản 1 Mục II"),
    ("a)", "sec_II__para_1__point_a", "điểm a khoản 1 Mục II"),
    ("III.", "sec_III", "Mục III"),
]


@pytest.mark.parametrize(("source", "expected"), [(ARTICLES, OF_ARTICLES), (PLAN, OF_A_PLAN)], ids=["articles", "plan"])
def test_every_number_opens_one_provision_in_reading_order(source: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(p.printed, p.eid, p.label) for p in parse(source).walk()] == expected


def test_numbers_in_their_order_are_not_odd() -> None:
    assert odd(parse(ARTICLES)) == []


@pytest.mark.parametrize(
    ("line", "eid", "printed"),
    [
        ("Điều 7. Họp thôn", "art_7", "Điều 7."),
        ("ĐIỀU 7. HỌP THÔN", "art_7", "ĐIỀU 7."),
        ("Ðiều 7. Họp thôn (ETH của phông chữ cũ)", "art_7", "Ðiều 7."),
        ("Điều\u00a07. Họp thôn (dấu cách không ngắt)", "art_7", "Điều 7."),
        ("\u00a0 Điều 7.  Họp thôn", "art_7", "Điều 7."),
        (unicodedata.normalize("NFD", "Điều 7. Họp thôn"), "art_7", "Điều 7."),
        ("**Điều 7.** Họp thôn", "art_7", "Điều 7."),
        ("**Điều 7. Họp thôn**", "art_7", "Điều 7."),
        ("### Điều 7. Họp thôn", "art_7", "Điều 7."),
        ("[bookmark: dieu_7]Điều 7. Họp thôn", "art_7", "Điều 7."),
        ("Điều 7đ. Họp thôn", "art_7dd", "Điều 7đ."),
        ("Chương IV", "chp_IV", "Chương IV"),
        ("CHƯƠNG 4", "chp_4", "CHƯƠNG 4"),
        ("Phần II", "part_II", "Phần II"),
        ("MỤC 3. THÔN", "sec_3", "MỤC 3."),
    ],
)
def test_a_number_is_known_however_the_file_writes_it(line: str, eid: str, printed: str) -> None:
    first = parse(line).provisions[0]
    assert (first.eid, first.printed) == (eid, printed)


@pytest.mark.parametrize(
    "line",
    [
        "Theo Điều 5 của Luật",
        "Điều này có hiệu lực ngay",
        "Điều kiện họp thôn",
        "Mục đích của việc họp",
        "Phần mái nhà văn hóa",
        "2026 là năm tu sửa",
        "1,5 mét đường",
        "2.1 mét đường",
        "100% số hộ",
        "-- a) trong danh sách",
        "ông A) và bà B)",
    ],
)
def test_a_line_without_a_number_opens_nothing(line: str) -> None:
    parsed = parse(f"Điều 1. Họp thôn\n\n{line}\n")
    assert eids(parsed) == ["art_1"]


def test_points_may_stand_right_under_an_article() -> None:
    assert eids(parse("Điều 1. Bảng tin\na) Có mái.\nb) Có đèn.\n")) == ["art_1", "art_1__point_a", "art_1__point_b"]


def test_an_old_letter_eth_is_read_as_d_with_stroke_in_points_too() -> None:
    source = "Ðiều 1. Họp thôn\na) Ngày;\nb) Giờ;\nc) Nơi;\nd) Việc;\nð) Số hộ.\n"
    assert eids(parse(source))[-1] == "art_1__point_dd"


def test_numbers_before_the_first_article_belong_to_the_preamble() -> None:
    parsed = parse("1. Tờ trình\na) Bản giấy\nĐiều 1. Họp thôn\n1. Ngày họp\n")
    assert eids(parsed) == ["art_1", "art_1__para_1"]
    assert len(parsed.preamble) == 2


def test_roman_numbers_are_sections_of_plans_and_plain_text_in_articles() -> None:
    assert eids(parse("Điều 1. Họp\n\nI. Danh sách kèm theo\n")) == ["art_1"]


def test_levels_run_from_annex_to_plus() -> None:
    ranks = [level.rank for level in Level]
    assert ranks == sorted(ranks)
    words = [level.word for level in Level if level.is_numbered]
    assert words == ["Phụ lục", "Phần", "Chương", "Mục", "Tiểu mục", "Điều", "khoản", "điểm"]
    assert [level.word for level in Level if not level.is_numbered] == ["gạch đầu dòng", "dấu cộng"]


def test_the_text_as_a_whole_has_a_name_too() -> None:
    parsed = parse(ARTICLES)
    assert parsed.label_of("art_2__para_1__point_dd") == "điểm đ khoản 1 Điều 2"
    assert parsed.label_of("") == "toàn bộ văn bản"
