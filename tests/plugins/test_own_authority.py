"""`python -m plugins.documents.init`: the sample becomes an authority's own site, whole or not at all."""

import os
import pty
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from running import run_module
from support import ROOT, TODAY

from plugins.documents.check import check
from plugins.documents.reading import read_content
from plugins.domain.catalogue import load
from plugins.domain.clock import moment
from plugins.domain.comments import Kind
from plugins.domain.routing import Asked, route

USUAL = ["", "", "", "", ""]  # name, English name, fields, phone, mail of an office as proposed
WARD = [
    "huyện",  # there are none any more
    "phường",
    "Phường Tân Lập",
    "tỉnh Thái Nguyên",
    "Số 1, phố Mới",
    "tanlap",  # no address
    "https://tanlap.xa.example",
    "",
    "0208 000 000",
    "ubnd",  # no mail address
    "ubnd@tanlap.xa.example",
    "01/07/2025",  # not a day as we write them
    "",
    *USUAL,  # committee
    *["c", *USUAL],  # council
    *["c", *USUAL],  # office
    *["c", "Phòng Kinh tế, hạ tầng và đô thị phường Tân Lập", "", "", "", ""],
    *["c", *USUAL],  # culture
    "k",  # no service centre
    *["c", *USUAL],  # front
    *["Đội Trật tự đô thị", "phòng", "", "", "4", "", ""],
    "",  # no further office
    "2",  # construction: the new one answers
    "c",
]
PROVINCE = ["4", "Cao Sơn", "", "https://caoson.example", "", "", "", "1997-01-01", *USUAL, *(["", *USUAL] * 7), "", ""]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the repository's content, alone in a folder."""
    return Path(shutil.copytree(ROOT / "content", tmp_path / "copy" / "content"))


@pytest.fixture
def init(folder: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command and type lines."""

    def _init(lines: list[str], *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "CONG_KHAI_NOW": TODAY}
        typed = "".join(f"{line}\n" for line in lines)
        return run_module("plugins.documents.init", str(folder), *arguments, environment=environment, typed=typed)

    return _init


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def words_of_the_sample() -> set[str]:
    """Return what only the sample says: its names, numbers, addresses, its documents' titles and ids."""
    catalogue = load(ROOT / "content", moment(TODAY).date())
    contents = read_content(ROOT / "content", catalogue, moment(TODAY)).publication.contents
    own = [content for content in contents if not content.source.startswith("trang/")]
    return {
        *("Suối Hoa", "Minh Họa", "Ngàn Mây", "Bến Sương", "suoi-hoa", "congkhai.example", "(0000)", catalogue.site.id),
        # English titles are ordinary words: “Contact”.
        *(content.title for content in own if not content.source.startswith("ban-dich/")),
        *(content.id for content in own),
        *(village.name.removeprefix("Thôn ") for village in catalogue.villages.values()),
        *(body.name for body in catalogue.bodies.values()),
        *(point.address for point in catalogue.service_points.values()),
    }


def test_a_ward_gets_a_site_of_its_own_without_a_word_of_the_sample(
    folder: Path, init: Callable[..., subprocess.CompletedProcess[str]], build_site: Callable[..., Path]
) -> None:
    before = tree(folder)

    done = init(WARD)

    assert done.returncode == 0, done.stdout + done.stderr
    assert check(folder, TODAY) == []
    assert tree(folder.parent / "var" / "mau") == before
    assert {path.name for path in folder.parent.iterdir()} == {"content", "var"}
    site = tree(build_site(folder))
    assert "Ủy ban nhân dân phường Tân Lập" in site["trang/lien-he.html"].decode()
    assert "Công khai phường Tân Lập" in site["index.html"].decode()
    for files in (tree(folder), site):
        texts = {name: data.decode("utf-8", errors="ignore") for name, data in files.items()}
        found = {(name, word) for word in words_of_the_sample() for name, text in texts.items() if word in text}
        assert found == set()


def test_the_offices_are_those_told_and_every_field_and_kind_ends_at_one_of_them(
    folder: Path, init: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    init(WARD)

    catalogue = load(folder, moment(TODAY).date())
    assert "trung-tam-hcc" not in catalogue.offices
    assert catalogue.offices["phong-kinh-te"].name == "Phòng Kinh tế, hạ tầng và đô thị phường Tân Lập"
    assert catalogue.offices["doi-trat-tu-do-thi"].english_name == "Doi Trat tu do thi"
    assert catalogue.offices["ubnd-xa"].english_name == "People's Committee of Tan Lap Ward"
    answering = {
        (kind.id, field): route(
            catalogue.routing,
            catalogue.offices,
            Asked(kind.id, fields=(field,) if field else ()),
            moment(TODAY).date(),
        ).office.id
        for kind in Kind
        for field in ["", *catalogue.fields]
    }
    assert answering["gop-y", "xay-dung"] == "doi-trat-tu-do-thi"
    assert answering["gop-y", "dat-dai"] == "phong-kinh-te"
    assert answering["gop-y", "thu-tuc-hanh-chinh"] == answering["kien-nghi", ""] == "van-phong"
    # What the missing centre owed, the committee owes; the sample's exemptions are gone.
    assert catalogue.items["d11.k12"].offices == ("ubnd-xa",)
    assert not any(item.exemptions for item in catalogue.items.values())
    assert [*catalogue.villages, *catalogue.bodies, *catalogue.service_points] == []


def test_registers_that_are_law_stay_as_they_are(
    folder: Path, init: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    before = tree(folder)

    init(WARD)

    law = ("loai-van-ban", "thoi-han", "ngay-nghi", "linh-vuc", "hinh-thuc-cong-khai", "viec-dan-quyet-dinh")
    for name in law:
        file = f"danh-muc/{name}.toml"
        assert tree(folder)[file] == before[file]
    items = [tomllib.loads(t["danh-muc/noi-dung-cong-khai.toml"].decode()) for t in (before, tree(folder))]
    changed = {"co-quan", "tu", "khong-ap-dung"}
    old, new = ([{k: v for k, v in r.items() if k not in changed} for r in i["noi-dung"]] for i in items)
    assert new == old


def test_a_province_gets_a_site_that_builds_and_owes_nothing_that_communes_owe(
    folder: Path, init: Callable[..., subprocess.CompletedProcess[str]], build_site: Callable[..., Path]
) -> None:
    done = init(PROVINCE)

    assert done.returncode == 0, done.stdout + done.stderr
    assert check(folder, TODAY) == []
    assert "Công khai tỉnh Cao Sơn" in (build_site(folder) / "index.html").read_text(encoding="utf-8")
    catalogue = load(folder, moment(TODAY).date())
    assert not [(i.id, o.id) for i in catalogue.items.values() for o in catalogue.offices if i.binds(o)]


def test_wrong_answers_are_told_and_asked_again(init: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    done = init(WARD)

    for words in (
        "cấp huyện không còn hoạt động",
        "Thấy “huyện”; cần",
        "Thấy “tanlap”; cần địa chỉ trang, ví dụ https://",
        "Thấy “ubnd”; cần một địa chỉ thư",
        "Thấy “01/07/2025”; cần một ngày, ví dụ 2026-11-21",
    ):
        assert words in done.stdout


@pytest.mark.parametrize("answers", [0, 3, 12, len(WARD) - 1])
def test_stopped_anywhere_it_leaves_everything_as_it_was(
    answers: int, folder: Path, init: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    before = tree(folder.parent)

    done = init(WARD[:answers])

    assert done.returncode == 1
    assert "Đã dừng; chưa thay đổi gì." in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(folder.parent) == before


def test_what_cannot_be_put_away_stays(folder: Path, init: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    (folder.parent / "var").write_text("a file, no folder", encoding="utf-8")
    before = tree(folder.parent)

    done = init(WARD)

    assert done.returncode == 1
    assert "nội dung vẫn như cũ" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(folder.parent) == before


def test_content_of_an_authority_is_only_replaced_by_name(
    folder: Path, init: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    init(WARD)
    (folder / "van-ban").mkdir()
    before = tree(folder.parent)

    refused = [init(PROVINCE), init(PROVINCE, "--lam-lai", "Công khai xã khác")]

    assert {done.returncode for done in refused} == {1}
    assert "nội dung riêng của “Công khai phường Tân Lập” (minh-hoa = false)" in refused[0].stderr
    assert tree(folder.parent) == before
    assert init(PROVINCE, "--lam-lai", "Công khai phường Tân Lập").returncode == 0
    assert load(folder, moment(TODAY).date()).site.name == "Công khai tỉnh Cao Sơn"
    assert (folder.parent / "var" / "noi-dung-cu" / "danh-muc").is_dir()


def test_ctrl_c_at_a_real_terminal_changes_nothing(folder: Path) -> None:
    before = tree(folder.parent)
    leader, follower = pty.openpty()

    def take_terminal() -> None:
        os.close(os.open(os.ttyname(follower), os.O_RDWR))
        signal.signal(signal.SIGINT, signal.default_int_handler)  # who runs the tests in the background ignores it

    process = subprocess.Popen(
        [sys.executable, "-m", "plugins.documents.init", str(folder)],
        cwd=ROOT,
        env={**os.environ, "CONG_KHAI_NOW": TODAY, "PYTHONUTF8": "1", "TERM": "dumb"},
        stdin=follower,
        stdout=follower,
        stderr=follower,
        start_new_session=True,
        preexec_fn=take_terminal,  # noqa: PLW1509  # nothing here has threads
    )
    os.close(follower)
    os.write(leader, "phường\nTân Lập\n".encode())
    said = b""
    while "Thuộc tỉnh".encode() not in said:
        said += os.read(leader, 4096)
    time.sleep(0.1)
    os.write(leader, b"\x03")
    assert process.wait(timeout=60) == 1
    os.close(leader)

    assert tree(folder.parent) == before
