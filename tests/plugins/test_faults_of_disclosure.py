"""What a clerk may get wrong about items, periods and postings, in notices and in the catalogue."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support import TODAY

from plugins.documents.check import check
from plugins.domain.catalogue import BrokenRegistersError, load
from plugins.domain.clock import moment

FILE = "cong-khai/quy.md"
ITEMS = """\
[[noi-dung]]
ma = "quy-thon"
ten = "Thu, chi quỹ thôn"
nhom = "Điều 11"
nguon = "Luật thử"
kiem-chung = true
chu-ky = "quy"
thoi-han = "consult.commune.min"
moc = "cuoi-ky"
co-quan = ["ubnd"]
tu = 2026-01-01

[[noi-dung]]
ma = "viec-rieng"
ten = "Việc khi phát sinh"
nhom = "Điều 11"
nguon = "Luật thử"
kiem-chung = true
chu-ky = "su-kien"
thoi-han = "consult.commune.min"
moc = "quyet-dinh"
co-quan = ["ubnd"]
tu = 2026-01-01
"""
GOOD = """\
ma: ckquy00001
tieu-de: Quỹ thôn
co-quan: ubnd
ngay-quyet-dinh: 2026-10-05
ngay-cong-khai: 2026-10-12
noi-dung: quy-thon
ky: 2026-Q3
niem-yet:
  - noi: Trụ sở
    tu: 2026-10-12
    den: 2026-11-12
    minh-chung: Biên bản
truyen-thanh:
  - noi: Cụm loa thôn Một
    tu: 2026-10-12
    den: 2026-10-14
"""


@pytest.fixture
def items(content: Path) -> Path:
    path = content / "danh-muc/noi-dung-cong-khai.toml"
    path.write_text(ITEMS, encoding="utf-8")
    return path


@pytest.mark.usefixtures("items")
def test_a_good_notice_has_no_faults(content: Path, write: Callable[..., Path]) -> None:
    write(FILE, GOOD)
    assert check(content, TODAY) == []


@pytest.mark.usefixtures("items")
@pytest.mark.parametrize(
    ("old", "new", "where", "said"),
    [
        ("noi-dung: quy-thon", "noi-dung: quy-thn", (7, "noi-dung"), "gần nhất là “quy-thon”"),
        ("ky: 2026-Q3", "ky: 2026", (8, "ky"), "thấy “2026”; cần một kỳ như “2026-Q3”"),
        ("ky: 2026-Q3\n", "", (2, "ky"), "thấy trống; cần một kỳ như “2026-Q3”"),
        ("noi-dung: quy-thon", "noi-dung: viec-rieng", (8, "ky"), "không có ky"),
        ("noi-dung: quy-thon\n", "", (7, "ky"), "chỉ dùng cùng noi-dung"),
        ("co-quan: ubnd", "co-quan: van-phong", (4, "co-quan"), "cơ quan phải công khai quy-thon: ubnd"),
        ("den: 2026-11-12", "den: 2026-10-11", (12, "niem-yet"), "den không trước tu"),
        ("den: 2026-10-14", "den: 2026-10-11", (17, "truyen-thanh"), "den không trước tu"),
        ("    den: 2026-10-14\n", "    ngay: 2\n", (17, "truyen-thanh"), "khóa con lạ “ngay”"),
        ("minh-chung: Biên bản", "minh-chung: tep/khong-co.pdf", (13, "niem-yet"), "tên một tệp có trong thư mục tep/"),
        ("minh-chung: Biên bản", "minh-chung: tep/../x.pdf", (13, "niem-yet"), "tên một tệp có trong thư mục tep/"),
        ("ky: 2026-Q3", "ky: 2026-Q3\nhinh-thuc: [loa]", (9, "hinh-thuc"), "một mã có trong danh mục"),
        ("ky: 2026-Q3", "ky: 2026-Q3\nso-lieu: {y-kien: 3}", (9, "so-lieu"), "chỉ dùng cho báo cáo"),
    ],
)
def test_a_mistake_in_a_notice_is_told_with_its_line(
    content: Path, write: Callable[..., Path], old: str, new: str, where: tuple[int, str], said: str
) -> None:
    assert old in GOOD
    write(FILE, GOOD.replace(old, new, 1))
    line, key = where
    found = check(content, TODAY)
    assert any(fault.startswith(f"{FILE}:{line}: {key}: ") and said in fault for fault in found), found


@pytest.mark.usefixtures("items")
@pytest.mark.parametrize("name", ["ma-tran", "khoang-trong", "danh-muc", "bao-cao-nam"])
def test_a_notice_does_not_take_the_place_of_the_account(content: Path, write: Callable[..., Path], name: str) -> None:
    write(f"cong-khai/{name}.md", GOOD)
    (fault,) = check(content, TODAY)
    assert "tên trang khác với" in fault


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ('thoi-han = "consult.commune.min"', 'thoi-han = "consult.comune.min"', "thoi-han", "gần nhất là"),
        ('thoi-han = "consult.commune.min"\n', "", "thoi-han", "đúng một trong hai"),
        ('moc = "cuoi-ky"\n', "", "moc", "thời hạn tính từ đâu"),
        (
            'moc = "cuoi-ky"',
            'moc = "cuoi-ky"\nhan-trong-nam = "11-20"',
            "han-trong-nam",
            "chỉ dùng khi chu-ky là “nam”",
        ),
        ('moc = "quyet-dinh"', 'moc = "cuoi-ky"', "moc", "chu kỳ này không có kỳ"),
        ('co-quan = ["ubnd"]\n', "", "co-quan", "ai phải công khai"),
        ('co-quan = ["ubnd"]', 'co-quan = ["ubdn"]', "co-quan", "gần nhất là “ubnd”"),
        ('chu-ky = "quy"', 'chu-ky = "tuan"', "chu-ky", "một trong: su-kien"),
        ("tu = 2026-01-01", 'tu = 2026-01-01\nhinh-thuc = ["loa"]', "hinh-thuc", "hinh-thuc-cong-khai.toml"),
        ("tu = 2026-01-01", 'tu = 2026-01-01\nloai-co-quan = ["xom"]', "loai-co-quan", "một trong: hdnd"),
        (
            "tu = 2026-01-01",
            'tu = 2026-01-01\nkhong-ap-dung = [{ co-quan = "ubnd", ky = "2026", ly-do = "x" }]',
            "khong-ap-dung",
            "một kỳ, ví dụ “2026-Q3”",
        ),
        (
            "tu = 2026-01-01",
            'tu = 2026-01-01\nkhong-ap-dung = [{ co-quan = "ubnd" }]',
            "khong-ap-dung",
            "dạng { co-quan",
        ),
    ],
)
def test_a_mistake_in_the_catalogue_is_told(
    content: Path, items: Path, old: str, new: str, key: str, said: str
) -> None:
    assert old in ITEMS
    items.write_text(ITEMS.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BrokenRegistersError) as broken:
        load(content, moment(TODAY).date())
    assert any(f.key == key and said in str(f) for f in broken.value.faults), broken.value.faults


@pytest.mark.parametrize("day", ["20/11", "11-31", "02-29", "1-1"])
def test_a_due_day_is_a_day_of_every_year(content: Path, items: Path, day: str) -> None:
    yearly = ITEMS.replace('chu-ky = "quy"', 'chu-ky = "nam"')
    due = yearly.replace('thoi-han = "consult.commune.min"\nmoc = "cuoi-ky"', f'han-trong-nam = "{day}"', 1)
    items.write_text(due, encoding="utf-8")
    with pytest.raises(BrokenRegistersError) as broken:
        load(content, moment(TODAY).date())
    assert [f.key for f in broken.value.faults] == ["han-trong-nam"]
