"""A published mistake is taken back by one command, from everywhere a build can reach; what it cannot reach is said."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from running import run_module
from support import ROOT, TODAY, pelican

from plugins.documents.check import check
from plugins.documents.record import record
from plugins.domain.clock import moment
from plugins.kit.generations import INDEX
from plugins.search.index import Index

Write = Callable[..., Path]
Change = Callable[[str, str, str], Path]
NOTICE = "cong-khai/ho-nhan-ho-tro.md"
SECRET = "Bùi Thị Quỵnh"
MATTER = """\
ma: ckthu00002
tieu-de: Hộ nhận hỗ trợ sửa nhà
co-quan: ubnd
linh-vuc: [ngan-sach]
ngay-quyet-dinh: 2026-10-05
ngay-cong-khai: 2026-10-12
tep-dinh-kem: [rieng.csv, chung.csv]
"""
ANSWER = """\
ma: tlthu00001
loai: tra-loi
du-thao: dtthu00001
vong: 1
dieu-khoan: art_2
co-quan: phong-van-hoa
ngay-tra-loi: 2026-11-20
y-kien: Họp ban đêm được không?
ket-qua: tiep-thu
so-luot: {web: 1}
"""
REASON = "Có tên người nhận."
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


def take_back(content: Path, name: str, *more: str, reason: str = REASON) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CONG_KHAI_NOW": TODAY}
    arguments = (str(content), name, "--reason", reason, *more)
    return run_module("plugins.documents.take_back", *arguments, environment=environment)


@pytest.fixture
def mistake(content: Path, write: Write, change: Change) -> Path:
    """A notice with a name it should not hold, an attachment of its own and one that another notice offers, too."""
    write(NOTICE, MATTER, f"Người nhận: {SECRET}.\n")
    (content / "tep").mkdir()
    (content / "tep" / "rieng.csv").write_text(f"{SECRET};1\n", encoding="utf-8")
    (content / "tep" / "chung.csv").write_text("Thôn;Hộ\n", encoding="utf-8")
    change("cong-khai/thu-chi-quy.md", "tom-tat:", "tep-dinh-kem: [chung.csv]\ntom-tat:")
    return content


def holding(build: Path) -> list[str]:
    """Return the files under a folder in which the secret stands, however it is written."""
    forms = [SECRET.encode(), SECRET.encode("ascii", "backslashreplace"), "quỵnh".encode()]
    files = [path for path in build.rglob("*") if path.is_file() and not path.is_symlink()]
    return sorted(str(p.relative_to(build)) for p in files if any(form in p.read_bytes() for form in forms))


def test_what_is_taken_back_lies_in_no_generation_after_the_next_build(mistake: Path, tmp_path: Path) -> None:
    build = tmp_path / "build"
    for _ in range(2):  # both generations have had their turn
        assert pelican(mistake, build=build, conf="publishconf.py").returncode == 0
    assert record(mistake, moment(TODAY)) == []
    assert {path.split("/")[0] for path in holding(build)} == {"a", "b", "bodies"}

    done = take_back(mistake, "ckthu00002")
    assert done.returncode == 0, done.stderr
    assert check(mistake, TODAY) == []
    built = pelican(mistake, build=build, conf="publishconf.py")
    assert built.returncode == 0, built.stdout + built.stderr

    assert holding(build) == []
    site = build / "output"
    assert REASON in (site / "cong-khai/ho-nhan-ho-tro.html").read_text(encoding="utf-8")
    assert "Thu hồi: Hộ nhận hỗ trợ sửa nhà" in (site / "tin/cong-khai.atom.xml").read_text(encoding="utf-8")
    assert not (site / "cong-khai/ho-nhan-ho-tro.loa.txt").exists()
    assert not (site / "tep/rieng.csv").exists()
    assert (site / "tep/chung.csv").exists()
    assert "ckthu00002" not in (site / "du-lieu/cong-khai.csv").read_text(encoding="utf-8")
    index = Index(site / INDEX)
    assert "cong-khai/ho-nhan-ho-tro.html" not in [hit.url for hit in index.search("ho nhan ho tro sua nha")]
    index.close()
    # The next ones find everything as it was.
    assert pelican(mistake, build=build, conf="publishconf.py").returncode == 0
    assert record(mistake, moment(TODAY)) == []


def test_the_row_says_what_when_why_and_who(mistake: Path) -> None:
    assert take_back(mistake, "ckthu00002", reason='Có "tên" người nhận.').returncode == 0
    assert not (mistake / NOTICE).exists()
    assert (mistake / "danh-muc/thu-hoi.toml").read_text(encoding="utf-8").splitlines()[1:] == [
        "",
        "[[thu-hoi]]",
        'ma = "ckthu00002"',
        'dia-chi = "cong-khai/ho-nhan-ho-tro.html"',
        'tieu-de = "Hộ nhận hỗ trợ sửa nhà"',
        "ngay = 2026-11-21",
        'ly-do = "Có \\"tên\\" người nhận."',
        'co-quan = "ubnd"',
        'linh-vuc = ["ngan-sach"]',
        'tep = ["rieng.csv"]',
    ]


def test_the_clerk_is_told_what_comes_next_and_what_stays(mistake: Path, change: Change) -> None:
    change("cong-khai/thu-chi-quy.md", "| Hai | 12 | 9 |", f"| Hai | 12 | 9 |\n\n[Danh sách]({NOTICE})")
    said = take_back(mistake, "ckthu00002").stdout
    for words in (
        "Sửa các tệp còn nhắc đến nội dung này, nếu không chúng cũng không được công bố:\n  cong-khai/thu-chi-quy.md",
        "make publish",
        f"git filter-repo --invert-paths --path content/{NOTICE} --path content/tep/rieng.csv",
        "máy tìm kiếm",
        "trình đọc tin",
        "var/build",
    ):
        assert words in said


def test_a_consultation_is_taken_back_with_its_answers(content: Path, write: Write) -> None:
    write("tra-loi/hop-dem.md", ANSWER, "Được.\n")
    assert record(content, moment(TODAY)) == []
    assert take_back(content, "dtthu00001").returncode == 0

    assert not (content / "tra-loi/hop-dem.md").exists()
    rows = (content / "danh-muc/thu-hoi.toml").read_text(encoding="utf-8")
    assert 'dia-chi = "du-thao/quy-che-dan-chu.html"' in rows
    assert 'dia-chi = "du-thao/quy-che-dan-chu.html#tra-loi-tlthu00001"' in rows
    assert "Họp ban đêm" not in rows
    assert check(content, TODAY) == []


CLOSING = """\
ma: tlthu00002
loai: tong-hop
du-thao: dtthu00001
vong: 1
co-quan: phong-van-hoa
ngay-tra-loi: 2026-11-20
da-nhan: 1
da-xu-ly: 1
"""
EXTENDED = """\
ngay-dong: 2026-11-05
gia-han: [{ngay: 2026-11-03, den: 2026-11-15, ly-do: Bão lụt}]
"""
TOLD = {
    "Dự thảo Quy chế thực hiện dân chủ ở cơ sở của xã Thử",
    "Gia hạn góp ý",
    "Sắp hết hạn góp ý",
    "Đã kết thúc góp ý",
    "Đã tiếp thu, giải trình",
}
FEEDS = ["tat-ca", "lay-y-kien", "linh-vuc/dan-chu", "co-quan/phong-van-hoa"]


def test_readers_drop_every_turn_of_a_consultation_that_is_taken_back(
    content: Path, tmp_path: Path, write: Write, change: Change
) -> None:
    change("du-thao/quy-che-dan-chu.md", "ngay-mo: 2026-11-02", "ngay-mo: 2026-10-10")
    change("du-thao/quy-che-dan-chu.md", "ngay-dong: 2026-12-04\n", EXTENDED)
    write("tra-loi/tong-hop.md", CLOSING, "Nhận một ý kiến.\n")
    assert check(content, TODAY) == []
    assert pelican(content, "-o", str(tmp_path / "before")).returncode == 0
    assert take_back(content, "dtthu00001").returncode == 0
    assert check(content, TODAY) == []
    assert pelican(content, "-o", str(tmp_path / "after")).returncode == 0

    for feed in FEEDS:
        before, after = (tmp_path / site / f"tin/{feed}.atom.xml" for site in ("before", "after"))
        told = {e.id: e.title for e in entries_about(before, "du-thao/quy-che-dan-chu.html")}
        assert {title.split(":")[0] for title in told.values()} == TOLD
        deleted = {e.get("ref") for e in ET.parse(after).getroot().findall(TOMBSTONE)}  # noqa: S314  # our own file
        assert told.keys() <= deleted
        left = entries_about(after, "du-thao/quy-che-dan-chu.html")
        assert {e.title.split(":")[0] for e in left} == {"Thu hồi"}


def entries_about(feed: Path, url: str) -> list[Any]:
    """Return the entries of a feed that lead to a page or a place in it."""
    parsed = feedparser.parse(feed.read_bytes())
    return [e for e in parsed.entries if e.link.split("#")[0] == f"https://thu.example/{url}"]


def test_what_nobody_was_told_of_needs_no_word_to_readers(content: Path) -> None:
    assert take_back(content, "dtthu00001").returncode == 0
    assert "luot-da-bao" not in (content / "danh-muc/thu-hoi.toml").read_text(encoding="utf-8")


def test_one_answer_is_taken_back_alone(content: Path, write: Write) -> None:
    write("tra-loi/hop-dem.md", ANSWER, "Được.\n")
    assert record(content, moment(TODAY)) == []
    assert take_back(content, "tlthu00001").returncode == 0
    assert (content / "du-thao/quy-che-dan-chu.md").exists()
    assert "#tra-loi-tlthu00001" in (content / "danh-muc/thu-hoi.toml").read_text(encoding="utf-8")
    assert check(content, TODAY) == []


@pytest.mark.parametrize("name", ["ckthu00002", NOTICE], ids=["by id", "by file"])
@pytest.mark.parametrize(
    "text", [f"---\nma: ckthu00002\ntieu-de: [\n---\n{SECRET}\n", f"---\nma: ckthu00002\nmau: đỏ\n---\n{SECRET}\n"]
)
def test_a_file_that_has_turned_bad_can_be_taken_back_too(mistake: Path, name: str, text: str) -> None:
    assert record(mistake, moment(TODAY)) == []
    (mistake / NOTICE).write_text(text, encoding="utf-8")
    assert take_back(mistake, name).returncode == 0
    rows = (mistake / "danh-muc/thu-hoi.toml").read_text(encoding="utf-8")
    assert 'dia-chi = "cong-khai/ho-nhan-ho-tro.html"' in rows
    assert SECRET not in rows


def test_a_file_whose_attachment_is_missing_can_be_taken_back_too(mistake: Path) -> None:
    (mistake / "tep/rieng.csv").unlink()
    assert take_back(mistake, "ckthu00002").returncode == 0
    assert 'tieu-de = "Hộ nhận hỗ trợ sửa nhà"' in (mistake / "danh-muc/thu-hoi.toml").read_text(encoding="utf-8")


def test_a_title_that_may_not_be_shown_is_replaced(mistake: Path) -> None:
    assert take_back(mistake, "ckthu00002", "--title", "Một thông báo").returncode == 0
    assert 'tieu-de = "Một thông báo"' in (mistake / "danh-muc/thu-hoi.toml").read_text(encoding="utf-8")


def test_a_second_withdrawal_keeps_the_first(mistake: Path) -> None:
    assert take_back(mistake, "ckthu00002").returncode == 0
    assert take_back(mistake, "ckthu00001").returncode == 0
    assert (mistake / "danh-muc/thu-hoi.toml").read_text(encoding="utf-8").count("[[thu-hoi]]") == 2
    assert check(mistake, TODAY) == []


WRONG = {
    "a wrong id": ("ckthu0002", REASON, "gần nhất là “ckthu00002”"),
    "no reason": ("ckthu00002", " ", "cần một lý do"),
    "a path out of the folder": ("../content/cong-khai/ho-nhan-ho-tro.md", REASON, "Không có nội dung nào"),
}


@pytest.mark.parametrize(("name", "reason", "said"), WRONG.values(), ids=WRONG)
def test_nothing_is_taken_back_by_mistake(mistake: Path, name: str, reason: str, said: str) -> None:
    before = sorted(mistake.rglob("*"))
    done = take_back(mistake, name, reason=reason)
    assert done.returncode != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(mistake.rglob("*")) == before


def test_what_was_taken_back_already_is_said_so(mistake: Path) -> None:
    take_back(mistake, "ckthu00002")
    assert "ckthu00002 đã được thu hồi ngày 21/11/2026." in take_back(mistake, "ckthu00002").stderr


def test_broken_registers_are_told_and_nothing_is_taken(mistake: Path) -> None:
    (mistake / "danh-muc/linh-vuc.toml").write_text("[", encoding="utf-8")
    assert "danh-muc/linh-vuc.toml:1" in take_back(mistake, "ckthu00002").stderr
    assert (mistake / NOTICE).exists()


def test_an_id_that_two_files_have_is_asked_about(mistake: Path, write: Write) -> None:
    write("cong-khai/ban-sao.md", MATTER)
    assert f"Nhiều tệp cùng mã ckthu00002: cong-khai/ban-sao.md, {NOTICE}" in take_back(mistake, "ckthu00002").stderr


def test_the_make_target_hands_over_id_and_reason() -> None:
    command = ["make", "-n", "take-back", "MA=ckthu00002", "LY_DO=Có tên."]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert 'plugins.documents.take_back content "$MA" --reason "$LY_DO"' in shown
