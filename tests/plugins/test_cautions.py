"""Cautions (lưu ý): what would be wrong if its rule were confirmed is told with file and key, and stops nothing."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from running import run_module
from support import PUBLIC, ROOT, TODAY, pelican

from plugins.documents.check import check
from plugins.documents.reading import read_content
from plugins.domain.catalogue import load
from plugins.domain.clock import moment

DRAFT = "du-thao/quy-che-dan-chu.md"
NOTICE = "cong-khai/ho-ngheo.md"
MATTERS = """\
[[viec]]
ma = "d25.k9"
ten = "Nội dung khác"
thoi-han = "consult.commune.min"
nguon = "Luật thử, Điều 25 khoản 9"
kiem-chung = false
"""
LIMITS = """
[[thoi-han]]
ma = "posting.long"
noi-dung = "Niêm yết tối thiểu"
gia-tri = 30
don-vi = "ngay"
tinh-tu = "ngay-ke-tiep"
nguon = "Luật thử, Điều 13 khoản 1"
kiem-chung = true
hieu-luc-tu = 2018-07-01

[[thoi-han]]
ma = "broadcast.min"
noi-dung = "Phát thanh tối thiểu"
gia-tri = 3
don-vi = "ngay"
tinh-tu = "cung-ngay"
nguon = "Luật thử, Điều 13 khoản 3"
kiem-chung = true
hieu-luc-tu = 2023-07-01
"""
ITEMS = """\
[[noi-dung]]
ma = "d11.k7"
ten = "Kết quả rà soát hộ nghèo"
nhom = "Điều 11"
nguon = "Luật thử, Điều 11 khoản 7"
kiem-chung = false
chu-ky = "su-kien"
thoi-han = "consult.commune.min"
moc = "quyet-dinh"
niem-yet = "posting.long"
truyen-thanh = "broadcast.min"
co-quan = ["ubnd"]
tu = 2026-01-01
"""
TOLD = """\
ma: ckngheo001
tieu-de: Kết quả rà soát
co-quan: ubnd
ngay-quyet-dinh: 2026-10-05
ngay-cong-khai: 2026-10-06
noi-dung: d11.k7
niem-yet:
  - noi: Trụ sở
    tu: 2026-10-06
    den: 2026-11-05
truyen-thanh:
  - noi: Cụm loa thôn Một
    tu: 2026-10-06
    den: 2026-10-08
"""
FAULT = (
    f"{DRAFT}:8: ngay-dong: thấy 2026-11-21; cần ngày 2026-11-22 trở đi: ít nhất 20 ngày"
    " (quy tắc consult.commune.min, Luật 10/2022/QH15, Điều 28)"
)
NOT_CONFIRMED = (
    "Quy định này chưa được cán bộ pháp chế xác nhận: hãy sửa như trên, hoặc đối chiếu văn bản gốc rồi sửa dòng"
)
SHORT = f"{FAULT}. {NOT_CONFIRMED} consult.commune.min trong danh-muc/thoi-han.toml (Luật 10/2022/QH15, Điều 28)."

Change = Callable[[str, str, str], Path]


def cautions(content: Path) -> list[str]:
    """Return the cautions of a content folder that has no faults."""
    now = moment(TODAY)
    assert check(content, TODAY) == []
    return [str(caution) for caution in read_content(content, load(content, now.date()), now).cautions]


@pytest.fixture
def doubt(change: Change) -> None:
    """Nobody has confirmed the twenty days, and the draft closes a day early."""
    change("danh-muc/thoi-han.toml", "kiem-chung = true", "kiem-chung = false")
    change(DRAFT, "ngay-dong: 2026-12-04", "ngay-dong: 2026-11-21")


@pytest.fixture
def told(content: Path, write: Callable[..., Path]) -> Path:
    """A notice of an unconfirmed item, posted and broadcast just long enough."""
    limits = content / "danh-muc/thoi-han.toml"
    limits.write_text(limits.read_text(encoding="utf-8") + LIMITS, encoding="utf-8")
    (content / "danh-muc/noi-dung-cong-khai.toml").write_text(ITEMS, encoding="utf-8")
    return write(NOTICE, TOLD)


@pytest.mark.usefixtures("doubt")
def test_a_window_too_short_by_an_unconfirmed_rule_is_told_with_the_rule_and_what_to_do(content: Path) -> None:
    assert cautions(content) == [SHORT]


@pytest.mark.usefixtures("doubt")
def test_a_window_that_is_long_enough_gives_no_caution(content: Path, change: Change) -> None:
    change(DRAFT, "ngay-dong: 2026-11-21", "ngay-dong: 2026-11-22")
    assert cautions(content) == []


def test_a_confirmed_rule_gives_a_fault_instead(content: Path, change: Change) -> None:
    change(DRAFT, "ngay-dong: 2026-12-04", "ngay-dong: 2026-11-21")
    assert check(content, TODAY) == [FAULT]


def test_a_confirmed_rule_that_holds_for_an_unconfirmed_matter_gives_a_caution_that_names_the_matter(
    content: Path, change: Change
) -> None:
    (content / "danh-muc/viec-dan-tham-gia-y-kien.toml").write_text(MATTERS, encoding="utf-8")
    change(DRAFT, "ngay-dong: 2026-12-04\nthoi-han: consult.commune.min", "ngay-dong: 2026-11-21\nviec: d25.k9")
    (caution,) = cautions(content)
    matter = "d25.k9 trong danh-muc/viec-dan-tham-gia-y-kien.toml (Luật thử, Điều 25 khoản 9)"
    assert caution == f"{FAULT}. {NOT_CONFIRMED} {matter}."


# what a clerk wrote instead → line, key, and what is said (empty: no caution)
POSTINGS = {
    "all long enough": ("", "", ""),
    "a board taken down a day early": (
        "den: 2026-11-05",
        "den: 2026-11-04",
        "11: niem-yet: thấy 2026-11-04; cần ngày 2026-11-05 trở đi: ít nhất 30 ngày (quy tắc posting.long",
    ),
    "a broadcast a day too short": (
        "den: 2026-10-08",
        "den: 2026-10-07",
        "15: truyen-thanh: thấy 2026-10-07; cần ngày 2026-10-08 trở đi: ít nhất 3 ngày (quy tắc broadcast.min",
    ),
    "a broadcast that goes on": ("    den: 2026-10-08\n", "", ""),
}


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(("old", "new", "said"), POSTINGS.values(), ids=POSTINGS)
def test_a_posting_too_short_by_an_unconfirmed_rule_is_told(
    content: Path, change: Change, old: str, new: str, said: str
) -> None:
    change(NOTICE, old, new)
    found = cautions(content)
    assert [line.startswith(f"{NOTICE}:{said}") for line in found] == ([True] if said else [])
    assert all("sửa dòng d11.k7 trong danh-muc/noi-dung-cong-khai.toml" in line for line in found)


@pytest.mark.usefixtures("told")
def test_a_posting_too_short_by_a_confirmed_rule_is_no_caution_its_page_says_so(
    content: Path, change: Change, build_site: Callable[[Path], Path]
) -> None:
    change("danh-muc/noi-dung-cong-khai.toml", "kiem-chung = false", "kiem-chung = true")
    change(NOTICE, "den: 2026-10-08", "den: 2026-10-07")
    assert cautions(content) == []
    assert "Phát chưa đủ ngày" in (build_site(content) / NOTICE.replace(".md", ".html")).read_text(encoding="utf-8")


@pytest.mark.usefixtures("doubt")
def test_a_file_with_a_fault_is_told_its_fault_alone(content: Path, change: Change) -> None:
    change(DRAFT, "loai: quy-che", "loai: quy-ché")
    now = moment(TODAY)
    reading = read_content(content, load(content, now.date()), now)
    assert [fault.key for fault in reading.faults] == ["loai"]
    assert reading.cautions == []


@pytest.mark.usefixtures("doubt")
def test_the_check_tells_cautions_in_a_section_of_their_own_and_succeeds(content: Path) -> None:
    environment = {**os.environ, "CONG_KHAI_NOW": TODAY}
    done = run_module("plugins.documents.check", str(content), environment=environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"1 lưu ý, không dừng việc công bố:\n  {SHORT}\nNội dung không có lỗi.\n"


# the file whose text is changed between two builds → the line of the caution afterwards
TOUCHED = {
    "nothing": ("", 8),
    "the text of another file": ("cong-khai/thu-chi-quy.md", 8),
    "the file itself": (DRAFT, 9),
}


@pytest.mark.usefixtures("doubt")
@pytest.mark.parametrize(("touched", "line"), TOUCHED.values(), ids=TOUCHED)
def test_every_public_build_tells_them_whatever_it_reads_anew_publishes_the_page_and_succeeds(
    content: Path, tmp_path: Path, change: Change, touched: str, line: int
) -> None:
    built = pelican(content, conf=PUBLIC, build=tmp_path / "build")
    if touched:
        change(touched, "---\n", "---\n# ghi chú của văn thư\n")
    places = {"CONG_KHAI_BUILD": f"{tmp_path}/build", "CONG_KHAI_PUBLIC_LINK": f"{tmp_path}/build/output"}
    environment = {**os.environ, **places, "CONG_KHAI_NOW": TODAY}
    again = run_module("plugins", str(content), "-s", str(ROOT / PUBLIC), environment=environment)

    told = f"1 lưu ý, không dừng việc công bố:\n  {SHORT}\n"
    assert told in built.stdout
    assert told.replace(f"{DRAFT}:8:", f"{DRAFT}:{line}:") in again.stdout
    for done in (built, again):
        assert done.returncode == 0, done.stdout + done.stderr
        assert "0 tệp lỗi" in done.stdout
    assert (tmp_path / "build/output" / DRAFT.replace(".md", ".html")).is_file()
