"""The account of what must be public, as citizens find it: notice, matrix, gaps, catalogue, reports, tables."""

import csv
import re
import shutil
from pathlib import Path

import html5lib
import pytest
from support import COMMUNE, pelican

LIMITS = """
[[thoi-han]]
ma = "disclose.default"
noi-dung = "Công khai sau khi có quyết định"
gia-tri = 10
don-vi = "ngay-lam-viec"
tinh-tu = "ngay-ke-tiep"
nguon = "Luật thử, Điều 12"
kiem-chung = true
hieu-luc-tu = 2023-07-01

[[thoi-han]]
ma = "posting.default.min"
noi-dung = "Niêm yết tối thiểu"
gia-tri = 30
don-vi = "ngay"
tinh-tu = "ngay-ke-tiep"
nguon = "Luật thử, Điều 21"
kiem-chung = true
hieu-luc-tu = 2018-07-01

[[thoi-han]]
ma = "broadcast.min"
noi-dung = "Phát thanh tối thiểu"
gia-tri = 3
don-vi = "ngay"
tinh-tu = "cung-ngay"
nguon = "Luật thử, Điều 13"
kiem-chung = true
hieu-luc-tu = 2023-07-01
"""
ITEMS = """
[[noi-dung]]
ma = "quy-thon"
ten = "Thu, chi quỹ thôn"
nhom = "Điều 11"
nguon = "Luật thử, Điều 11 khoản 6"
kiem-chung = true
hinh-thuc = ["niem-yet"]
chu-ky = "su-kien"
thoi-han = "disclose.default"
moc = "quyet-dinh"
truyen-thanh = "broadcast.min"
co-quan = ["ubnd"]
tu = 2026-01-01

[[noi-dung]]
ma = "ngan-sach.quy"
ten = "Thực hiện ngân sách quý"
nhom = "Điều 11"
nguon = "Luật thử, Điều 11 khoản 2"
kiem-chung = true
chu-ky = "quy"
thoi-han = "disclose.default"
moc = "cuoi-ky"
co-quan = ["ubnd"]
tu = 2026-04-01
khong-ap-dung = [{ co-quan = "ubnd", ky = "2026-Q2", ly-do = "Chưa có tài khoản <riêng>." }]

[[noi-dung]]
ma = "bao-cao.nam"
ten = "Báo cáo năm"
nhom = "Báo cáo"
nguon = "Kế hoạch thử"
kiem-chung = true
chu-ky = "nam"
han-trong-nam = "11-20"
loai-co-quan = ["ubnd", "phong", "van-phong"]
cap = "xa"
tu = 2026-01-01
bao-cao = true

[[noi-dung]]
ma = "chua-ro"
ten = "Việc chưa rõ luật"
nhom = "Luật khác"
nguon = "Nhớ lại"
kiem-chung = false
chu-ky = "thang"
thoi-han = "disclose.default"
moc = "cuoi-ky"
co-quan = ["van-phong"]
tu = 2026-09-01
"""
FORMS = '[[hinh-thuc]]\nma = "niem-yet"\nten = "Niêm yết tại trụ sở"\nnguon = "Điều 12"\nkiem-chung = true\n'
FIGURES = '[[chi-tieu]]\nma = "y-kien"\nten = "Ý kiến đã nhận"\ndon-vi = "ý kiến"\n'
LATE = """\
ma: ckmuon0001
tieu-de: Thu chi quỹ thôn Một
co-quan: ubnd
ngay-quyet-dinh: 2026-09-01
ngay-cong-khai: 2026-09-21
het-han: 2026-10-20
noi-dung: quy-thon
hinh-thuc: [niem-yet]
niem-yet:
  - noi: Bảng tin trụ sở
    tu: 2026-09-21
    den: 2026-10-03
    minh-chung: tep/bien ban.pdf
  - noi: Nhà văn hóa thôn Một
    tu: 2026-09-21
    den: 2026-10-21
    minh-chung: Biên bản số 3
truyen-thanh:
  - noi: Cụm loa thôn Một
    tu: 2026-09-21
    den: 2026-09-23
    minh-chung: Nhật ký phát thanh
  - noi: Cụm loa thôn Hai
    tu: 2026-09-21
    den: 2026-09-22
"""
REPORT = """\
ma: ckbaocao{0}
tieu-de: Báo cáo năm {0}
co-quan: {1}
ngay-quyet-dinh: 2026-11-10
ngay-cong-khai: 2026-11-10
noi-dung: bao-cao.nam
ky: 2026
so-lieu: {{y-kien: {2}}}
"""


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(COMMUNE, tmp_path_factory.mktemp("disclosure") / "content"))
    registers = folder / "danh-muc"
    limits = registers / "thoi-han.toml"
    limits.write_text(limits.read_text(encoding="utf-8") + LIMITS, encoding="utf-8")
    for name, text in (("noi-dung-cong-khai", ITEMS), ("hinh-thuc-cong-khai", FORMS), ("chi-tieu-bao-cao", FIGURES)):
        (registers / f"{name}.toml").write_text(text, encoding="utf-8")
    (folder / "tep").mkdir()
    (folder / "tep" / "bien ban.pdf").write_bytes(b"%PDF-1.4")
    notices = {"quy-muon": LATE, "bc-1": REPORT.format(1, "ubnd", 40), "bc-2": REPORT.format(2, "van-phong", 2)}
    for name, text in notices.items():
        (folder / "cong-khai" / f"{name}.md").write_text(f"---\n{text}---\n\nNội dung.\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def site(content: Path) -> Path:
    out = content.parent / "out"
    done = pelican(content, "-o", str(out))
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def text(site: Path, path: str) -> str:
    """Return the words of a page's main part."""
    html = html5lib.parse((site / path).read_text(encoding="utf-8"), namespaceHTMLElements=False)
    main = html.find(".//main")
    assert main is not None
    return " ".join("".join(main.itertext()).split())


def table(site: Path, path: str) -> list[dict[str, str]]:
    with (site / path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_late_notice_says_by_how_much_and_how_that_was_counted(site: Path) -> None:
    words = text(site, "cong-khai/quy-muon.html")
    # 1 September + 10 working days, 2 September a holiday (and the day beside it): 16 September
    assert "Công khai muộn 3 ngày làm việc: ngày 21/09/2026, hạn ngày 16/09/2026." in words
    assert "Mốc tính: ngày 01/09/2026." in words
    assert "Luật thử, Điều 12" in words
    assert "Thu, chi quỹ thôn" in words
    assert "Niêm yết tại trụ sở" in words


def test_an_expired_notice_keeps_its_url_and_offers_to_ask_for_the_information(site: Path) -> None:
    page = (site / "cong-khai/quy-muon.html").read_text(encoding="utf-8")
    assert "Hết thời hạn công khai" in page
    assert re.search(r'<a href="[./]*xin-thong-tin/ubnd">Yêu cầu cung cấp thông tin</a>', page)
    assert 'href="../cong-khai/quy-muon.html"' in (site / "cong-khai/index.html").read_text(encoding="utf-8")


def test_postings_show_place_days_evidence_and_what_was_taken_down_early(site: Path) -> None:
    page = (site / "cong-khai/quy-muon.html").read_text(encoding="utf-8")
    assert page.count("badge--early_takedown") == 2
    assert page.count("badge--done") == 2
    words = text(site, "cong-khai/quy-muon.html")
    assert "Niêm yết 12 ngày, phải đến hết ngày 21/10/2026." in words
    assert "Biên bản số 3" in words
    assert '<a href="../tep/bien%20ban.pdf">bien ban.pdf</a>' in page
    assert (site / "tep/bien ban.pdf").is_file()


def test_broadcasts_show_where_how_long_and_which_were_too_short(site: Path) -> None:
    words = text(site, "cong-khai/quy-muon.html").split(" Phát thanh ", 1)[1]
    assert "Cụm loa thôn Một 21/09/2026 23/09/2026 Đã phát thanh đủ thời hạn Nhật ký phát thanh" in words
    assert "22/09/2026 Phát chưa đủ ngày Phát thanh 2 ngày, phải đến hết ngày 23/09/2026." in words
    assert "Luật thử, Điều 13" in words


def test_the_table_of_the_matrix_holds_every_cell(site: Path) -> None:
    found = {
        (r["Mã cơ quan"], r["Mã nội dung"], r["Kỳ"]): r["Tình trạng"] for r in table(site, "cong-khai/ma-tran.csv")
    }
    assert found == {
        ("ubnd", "quy-thon", ""): "Công khai muộn",
        ("ubnd", "ngan-sach.quy", "2026-Q4"): "Chưa đến hạn",
        ("ubnd", "ngan-sach.quy", "2026-Q3"): "Quá hạn",
        ("ubnd", "ngan-sach.quy", "2026-Q2"): "Không áp dụng",
        ("ubnd", "bao-cao.nam", "2026"): "Đã công khai",
        ("van-phong", "bao-cao.nam", "2026"): "Đã công khai",
        ("van-phong", "chua-ro", "2026-11"): "Dự kiến đến hạn",
        ("van-phong", "chua-ro", "2026-10"): "Chưa thấy công bố",
        ("van-phong", "chua-ro", "2026-09"): "Chưa thấy công bố",
        ("phong-van-hoa", "bao-cao.nam", "2026"): "Quá hạn",
    }


def test_the_matrix_names_every_state_in_words_and_escapes_reasons(site: Path) -> None:
    words = text(site, "cong-khai/ma-tran.html")
    assert "Chưa có tài khoản <riêng>." in words
    assert "Chưa thấy công bố (hạn dự kiến: ngày 13/11/2026)." in words
    assert "66% (2/3)" in words  # ubnd: two of three items that have fallen due
    table_heads = re.findall(r"<caption", (site / "cong-khai/ma-tran.html").read_text(encoding="utf-8"))
    assert len(table_heads) == 5  # behind the map, percentages, and one for each office


def test_an_offices_page_has_every_period_with_its_arithmetic(site: Path) -> None:
    words = text(site, "cong-khai/ma-tran/ubnd.html")
    assert "Quý III năm 2026 Quá hạn" in words
    assert "Mốc tính: ngày 30/09/2026." in words
    assert not (site / "cong-khai/ma-tran/ubnd-cu.html").exists()
    assert 'href="../cong-khai/ma-tran/ubnd.html"' in (site / "co-quan/ubnd.html").read_text(encoding="utf-8")


def test_the_gaps_are_what_is_late_and_what_was_shown_too_shortly_and_nothing_unchecked(site: Path) -> None:
    html = html5lib.parse(
        (site / "cong-khai/khoang-trong.html").read_text(encoding="utf-8"), namespaceHTMLElements=False
    )
    assert ["".join(h.itertext()) for h in html.iter("h2") if h.get("class") == "entry__title"] == [
        "Quá hạn: Báo cáo năm – Năm 2026 – Phòng Văn hóa – Xã hội xã Thử",
        "Quá hạn: Thực hiện ngân sách quý – Quý III năm 2026 – Ủy ban nhân dân xã Thử",
        "Gỡ trước hạn: Thu chi quỹ thôn Một – Bảng tin trụ sở",
        "Phát chưa đủ ngày: Thu chi quỹ thôn Một – Cụm loa thôn Hai",
    ]


def test_the_catalogue_says_source_deadline_and_what_is_unchecked(site: Path) -> None:
    words = text(site, "cong-khai/danh-muc.html")
    assert "Thời hạn10 ngày làm việc (Luật thử, Điều 12), tính từ ngày cuối kỳ" in words
    assert "Thời hạnngày 20/11 hằng năm" in words
    assert "Nhớ lại (chưa xác minh)" in words


def test_the_compiled_report_lists_who_has_not_reported_and_adds_up(site: Path) -> None:
    words = text(site, "cong-khai/bao-cao-nam.html")
    assert "Đã báo cáo: 2/3 cơ quan." in words
    assert "Chưa báo cáo Phòng Văn hóa – Xã hội xã Thử: Chưa công khai; hạn là ngày 20/11/2026." in words
    assert "Cộngtheo số liệu đã có42" in words
    rows = table(site, "cong-khai/bao-cao-nam.csv")
    assert [(r["Mã cơ quan"], r["Tình trạng"], r["Ý kiến đã nhận (ý kiến)"]) for r in rows] == [
        ("ubnd", "Đã công khai", "40"),
        ("van-phong", "Đã công khai", "2"),
        ("phong-van-hoa", "Quá hạn", ""),
    ]


def test_on_the_due_day_itself_who_has_not_reported_is_listed_but_not_late(content: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert pelican(content, "-o", str(out), now="2026-11-20T08:00:00+07:00").returncode == 0
    assert "Chưa báo cáo Phòng Văn hóa – Xã hội xã Thử: Hạn: ngày 20/11/2026." in text(
        out, "cong-khai/bao-cao-nam.html"
    )
    first = (out / "cong-khai/bao-cao-nam.csv").read_bytes()
    assert pelican(content, "-o", str(tmp_path / "again"), now="2026-11-20T20:00:00+07:00").returncode == 0
    assert (tmp_path / "again/cong-khai/bao-cao-nam.csv").read_bytes() == first


def test_a_bad_file_that_asks_for_the_place_of_a_page_does_not_get_it(content: Path, tmp_path: Path) -> None:
    broken = Path(shutil.copytree(content, tmp_path / "content"))
    (broken / "cong-khai/ma-tran.md").write_text(f"---\n{LATE}---\n\nNội dung.\n", encoding="utf-8")
    out = tmp_path / "out"
    done = pelican(broken, "-o", str(out))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Bảng theo dõi công khai" in text(out, "cong-khai/ma-tran.html")
    assert "“ma-tran”; cần tên trang khác với" in done.stdout + done.stderr
