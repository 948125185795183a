"""What a draft says of the law it is put to the people by: the matter (Điều 25), the forms of consulting (Điều 26)."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from support import TODAY

from plugins.documents.check import check

DRAFT = "du-thao/quy-che-dan-chu.md"
PAGE = "du-thao/quy-che-dan-chu.html"
MATTERS = """\
[[viec]]
ma = "d25.k7"
ten = "Dự thảo quy chế thực hiện dân chủ"
thoi-han = "consult.commune.min"
nguon = "Luật thử, Điều 25 khoản 7"
kiem-chung = true

[[viec]]
ma = "d25.k9"
ten = "Nội dung khác"
thoi-han = "consult.commune.min"
nguon = "Luật thử, Điều 25 khoản 9"
kiem-chung = false

[[viec]]
ma = "rieng"
ten = "Việc không có thời hạn tối thiểu"
nguon = "Quy chế thử"
kiem-chung = true
"""
FORMS = """\
[[hinh-thuc]]
ma = "hop-thon"
ten = "Cuộc họp của cộng đồng dân cư"
nguon = "Luật thử, Điều 26 khoản 1 điểm b"
kiem-chung = true

[[hinh-thuc]]
ma = "phieu-ho"
ten = "Phát phiếu <hộ>"
nguon = "Luật thử, Điều 26 khoản 1 điểm c"
kiem-chung = false

[[hinh-thuc]]
ma = "hom-thu"
ten = "Hòm thư góp ý"
co-san = "hom-thu"
nguon = "Luật thử, Điều 26 khoản 1 điểm d"
kiem-chung = true

[[hinh-thuc]]
ma = "trang"
ten = "Trang thông tin điện tử"
co-san = "trang-nay"
nguon = "Luật thử, Điều 26 khoản 1 điểm e"
kiem-chung = true
"""
MEETING = "Cuộc họp của cộng đồng dân cư (Luật thử, Điều 26 khoản 1 điểm b)"
BALLOT = "Phát phiếu <hộ> (Luật thử, Điều 26 khoản 1 điểm c; chưa xác minh)"
BOX = "Hòm thư góp ý (Luật thử, Điều 26 khoản 1 điểm d)"
SITE = "Trang thông tin điện tử (Luật thử, Điều 26 khoản 1 điểm e)"

Change = Callable[[str, str, str], Path]


@pytest.fixture(autouse=True)
def law(content: Path) -> None:
    """The registers of matters and forms."""
    (content / "danh-muc/viec-dan-tham-gia-y-kien.toml").write_text(MATTERS, encoding="utf-8")
    (content / "danh-muc/hinh-thuc-lay-y-kien.toml").write_text(FORMS, encoding="utf-8")


@pytest.fixture
def say(change: Change) -> Callable[[str], Path]:
    """Add lines to the draft's front matter."""
    return lambda lines: change(DRAFT, "vong: 1", f"vong: 1\n{lines}")


def box(site: Path) -> dict[str, list[str]]:
    """Return what the box on top of the draft says: name → its words, line by line of a list."""
    tree = html5lib.parse((site / PAGE).read_text(encoding="utf-8"), namespaceHTMLElements=False)
    rows = (div for dl in tree.iter("dl") if dl.get("class") == "ask__facts" for div in dl)
    return {words(row[0]): [words(item) for item in row[1].iter("li")] or [words(row[1])] for row in rows}


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_the_box_says_which_matter_it_is_by_which_clause(
    content: Path, say: Callable[[str], Path], build_site: Callable[..., Path]
) -> None:
    say("viec: d25.k7")
    matter = box(build_site(content, only=PAGE))["Việc Nhân dân tham gia ý kiến"]
    assert matter == ["Dự thảo quy chế thực hiện dân chủ (Luật thử, Điều 25 khoản 7)"]


def test_a_matter_nobody_has_checked_is_told_as_such(
    content: Path, say: Callable[[str], Path], build_site: Callable[..., Path]
) -> None:
    say("viec: d25.k9")
    matter = box(build_site(content, only=PAGE))["Việc Nhân dân tham gia ý kiến"]
    assert matter == ["Nội dung khác (Luật thử, Điều 25 khoản 9; chưa xác minh)"]


def test_a_draft_need_not_name_its_matter(content: Path, build_site: Callable[..., Path]) -> None:
    assert "Việc Nhân dân tham gia ý kiến" not in box(build_site(content, only=PAGE))


# what the draft says, whether its office has a suggestion box → the forms in the box
USED = {
    "this site is always there": ("", False, [SITE]),
    "a suggestion box where the office has one": ("", True, [BOX, SITE]),
    "what was chosen besides, in the order of the law": ("hinh-thuc: [phieu-ho, hop-thon]", True,
                                                         [MEETING, BALLOT, BOX, SITE]),
    "what is there anyway, named all the same": ("hinh-thuc: [trang, hop-thon]", False, [MEETING, SITE]),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "has_box", "forms"), USED.values(), ids=USED)
def test_the_box_lists_the_forms_of_consulting_with_their_clauses(
    content: Path,
    say: Callable[[str], Path],
    change: Change,
    build_site: Callable[..., Path],
    lines: str,
    has_box: bool,  # noqa: FBT001  # a table
    forms: list[str],
) -> None:
    say(lines)
    if has_box:
        change("danh-muc/co-quan.toml", 'dia-chi = "Thôn Hai"', 'dia-chi = "Thôn Hai"\nhom-thu = "Cổng trụ sở"')
    assert box(build_site(content, only=PAGE))["Hình thức lấy ý kiến"] == forms


def test_matter_and_forms_go_into_json_and_open_data(
    content: Path, say: Callable[[str], Path], build_site: Callable[..., Path]
) -> None:
    say("viec: d25.k9\nhinh-thuc: [hop-thon]")
    site = build_site(content, only="du-")

    made = json.loads((site / PAGE.replace(".html", ".json")).read_text(encoding="utf-8"))
    assert made["matter"] == {
        "id": "d25.k9",
        "name": "Nội dung khác",
        "source": "Luật thử, Điều 25 khoản 9",
        "verified": False,
    }
    assert [form["id"] for form in made["forms"]] == ["hop-thon", "trang"]
    with (site / "du-lieu/lay-y-kien.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["matter"], row["matter_source"]) == ("Nội dung khác", "Luật thử, Điều 25 khoản 9")
    assert row["forms"] == "Cuộc họp của cộng đồng dân cư; Trang thông tin điện tử"
    with (site / "du-lieu/tu-dien.csv").open(encoding="utf-8-sig", newline="") as file:
        explained = {r["column"] for r in csv.DictReader(file) if r["table"] == "lay-y-kien"}
    assert {"matter", "matter_source", "forms"} <= explained


# what the draft says → the fault
UNKNOWN = {
    "a matter": ("viec: d25.k77", "7: viec: thấy “d25.k77”; cần một mã có trong danh mục; gần nhất là “d25.k7”"),
    "a form": (
        "hinh-thuc: [hop-thn]",
        "7: hinh-thuc: thấy “hop-thn”; cần một mã có trong danh mục; gần nhất là “hop-thon”",
    ),
    "forms that are no list": ("hinh-thuc: hop-thon", "7: hinh-thuc: thấy “hop-thon”; cần một danh sách"),
}


@pytest.mark.parametrize(("lines", "fault"), UNKNOWN.values(), ids=UNKNOWN)
def test_an_unknown_matter_or_form_is_a_fault_with_the_nearest_one(
    content: Path, say: Callable[[str], Path], lines: str, fault: str
) -> None:
    say(lines)
    (found,) = check(content, TODAY)
    assert found.startswith(f"{DRAFT}:{fault}")


# the matter, whether the draft names a time limit itself → whether closing a day early is a fault
MINIMUM = {
    "the minimum of the matter holds where the draft names none": ("viec: d25.k7", False, True),
    "that of an unchecked matter stops nothing": ("viec: d25.k9", False, False),
    "a matter without a minimum asks for none": ("viec: rieng", False, False),
    "what the draft itself names comes first": ("viec: rieng", True, True),
}


@pytest.mark.parametrize(("matter", "names_limit", "is_fault"), MINIMUM.values(), ids=MINIMUM)
def test_a_window_is_as_long_as_the_law_wants_for_its_matter(
    content: Path,
    say: Callable[[str], Path],
    change: Change,
    matter: str,
    names_limit: bool,  # noqa: FBT001  # a table
    is_fault: bool,  # noqa: FBT001  # a table
) -> None:
    say(matter)
    change(DRAFT, "ngay-dong: 2026-12-04", "ngay-dong: 2026-11-21")
    if not names_limit:
        change(DRAFT, "thoi-han: consult.commune.min\n", "")
    faults = check(content, TODAY)
    assert ["ít nhất 20 ngày (quy tắc consult.commune.min" in fault for fault in faults] == [True] * is_fault


def test_a_matter_names_a_time_limit_that_is_there(content: Path, change: Change) -> None:
    change("danh-muc/viec-dan-tham-gia-y-kien.toml", '"consult.commune.min"', '"consult.comune.min"')
    (fault,) = check(content, TODAY)
    assert "thoi-han: thấy “consult.comune.min”" in fault
    assert "gần nhất là “consult.commune.min”" in fault


def test_a_form_is_there_by_itself_in_known_ways_only(content: Path, change: Change) -> None:
    change("danh-muc/hinh-thuc-lay-y-kien.toml", '"trang-nay"', '"zalo"')
    (fault,) = check(content, TODAY)
    assert "co-san: thấy “zalo”; cần một trong: trang-nay, hom-thu" in fault
