"""Rounds compared, and what was heard: the page, the CSV and the .docx say the same."""

import csv
import io
from pathlib import Path

import pytest
from docx import Document
from support import ROOT, pelican

from plugins.kit.csv_out import csv_bytes

COLUMNS = ["Nhóm vấn đề hoặc điều, khoản", "Chủ thể góp ý", "Nội dung góp ý", "Nội dung tiếp thu, giải trình"]
ROUND_ONE = "du-thao/quy-che-dan-chu-co-so-vong-1"
ROUND_TWO = "du-thao/quy-che-dan-chu-co-so"


@pytest.fixture
def site(sample_site: Path) -> Path:
    """The sample, which has two rounds of one draft and an issued document that had been a draft."""
    return sample_site


def text(site: Path, path: str) -> str:
    return (site / path).read_text(encoding="utf-8")


def test_a_round_shows_what_is_new_since_the_one_before(site: Path) -> None:
    page = text(site, f"{ROUND_TWO}.so-sanh.html")

    assert "<ins>" in page
    assert "<del>" in page
    added = page.split("khoản 3 Điều 2")[1].split("</section>")[0]
    assert "Thêm mới" in added
    assert "có mã QR dẫn đến toàn văn" in added
    assert f"../{ROUND_TWO}.so-sanh.html" in text(site, f"{ROUND_TWO}.html")


def test_changes_can_be_read_without_colour_and_by_ear(site: Path) -> None:
    page = text(site, f"{ROUND_TWO}.so-sanh.html")

    for ins in page.split("<ins>")[1:]:
        assert "[+" in ins.split("</ins>")[0]
        assert "thêm:" in ins.split("</ins>")[0]
    for gone in page.split("<del>")[1:]:
        assert "bỏ:" in gone.split("</del>")[0]


def test_an_issued_document_is_compared_with_its_draft(site: Path) -> None:
    assert "So sánh hai bản" in text(site, "van-ban/12-2026-nq-hdnd.so-sanh.html")
    assert "12-2026-nq-hdnd.so-sanh.html" in text(site, "van-ban/12-2026-nq-hdnd.html")


def rows_of_csv(site: Path) -> list[list[str]]:
    raw = (site / f"{ROUND_ONE}.tong-hop.csv").read_bytes()
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_the_table_of_opinions_has_the_four_official_columns_and_a_row_for_each_point(site: Path) -> None:
    head, *rows = rows_of_csv(site)

    assert head == COLUMNS
    assert [row[0] for row in rows] == [
        "toàn bộ văn bản",
        "điểm đ khoản 1 Điều 2",
        "điểm a khoản 2 Điều 4",
        "khoản 1 Điều 6",
        "khoản 2 Điều 7",
    ]
    assert rows[1][1] == (
        "GY-2K7D-41-X, GY-2K9A-07-C, Ban công tác Mặt trận thôn Cây Gạo\n15 ý kiến (6 trang web, 9 cuộc họp); 15 người"
    )
    assert rows[4][1].startswith("Không nêu tên\n")
    assert rows[0][3].startswith("Ngoài phạm vi. ")


def test_the_docx_says_the_same_as_the_csv(site: Path) -> None:
    document = Document(str(site / f"{ROUND_ONE}.tong-hop.docx"))
    table = [[cell.text for cell in row.cells] for row in document.tables[0].rows]

    assert table == rows_of_csv(site)
    assert document.paragraphs[0].text == "Bảng tổng hợp, tiếp thu, giải trình ý kiến góp ý"
    section = document.sections[0]
    assert (section.page_width or 0) > (section.page_height or 0)


def test_the_page_leads_from_each_point_to_its_answer_in_the_draft(site: Path) -> None:
    page, draft = text(site, f"{ROUND_ONE}.tong-hop.html"), text(site, f"{ROUND_ONE}.html")

    anchors = [piece.split('"')[0] for piece in page.split(f'href="../{ROUND_ONE}.html#')[1:]]
    assert len(anchors) == 5
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in draft] == []
    assert "Ý kiến đã nhận" in page
    assert f"../{ROUND_ONE}.tong-hop.html" in draft


def test_the_same_content_gives_the_same_docx(site: Path, tmp_path: Path) -> None:
    pelican(ROOT / "content", "-o", str(tmp_path), now="2026-11-22T09:00:00+07:00")

    again = (tmp_path / f"{ROUND_ONE}.tong-hop.docx").read_bytes()
    assert again == (site / f"{ROUND_ONE}.tong-hop.docx").read_bytes()


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+84", "'+84"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("＝1", "'＝1"),
        ("-5", "-5"),
        ("-2,8", "-2,8"),
        ("Điều 1", "Điều 1"),
        (None, ""),
        (0, "0"),
    ],
)
def test_no_cell_is_run_as_a_formula(cell: object, written: str) -> None:
    raw = csv_bytes(["a"], [[cell]])

    assert raw.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))) == [["a"], [written]]


BOX = {
    ROUND_TWO: [
        "Đang lấy ý kiến",
        "Gửi ý kiến đến hết 23:59 ngày 04/12/2026",
        "Hòm thư góp ý:",
        "Gửi giấy:",
        "Gọi điện:",
    ],
    "du-thao/phan-luong-cho-phien": ["Đang lấy ý kiến, đã gia hạn", "Gia hạn ngày 11/11/2026, đến hết 30/11/2026"],
    "du-thao/dat-ten-thon": ["Đã hủy", "Đợt lấy ý kiến đã hủy ngày 20/08/2026"],
    "du-thao/danh-muc-sua-chua-duong-kenh-muong": ["Sắp lấy ý kiến", "Nhận ý kiến từ 00:00 ngày 07/12/2026"],
    "du-thao/phuong-an-quy-dat-cong-ich": ["đang tổng hợp", "dự kiến trước hết ngày", "Gửi ý kiến muộn"],
    ROUND_ONE: ["Đã tiếp thu, giải trình"],
    "du-thao/ve-sinh-moi-truong-khu-dan-cu": ["Đã ban hành"],
}


@pytest.mark.parametrize(("path", "words"), BOX.items(), ids=list(BOX))
def test_the_box_on_top_says_what_a_citizen_must_know(site: Path, path: str, words: list[str]) -> None:
    box = text(site, f"{path}.html").split('<section class="ask')[1].split("</section>")[0]

    assert [word for word in [*words, "Hỏi về điều gì", "Ai quyết định"] if word not in box] == []
    assert ("gop-y/" in box) == ("Đã hủy" not in box and "Sắp" not in box and "Đã ban hành" not in box)
