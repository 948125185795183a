"""A bad file never takes the site down: shown to the clerk in a development build, withheld from a public one."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from support import COMMUNE, PUBLIC, ROOT, pelican

BAD = "cong-khai/so-ho-thoat-ngheo.md"
PAGE = "cong-khai/so-ho-thoat-ngheo.html"
FRONT_MATTER = """\
ma: ckthu00002
tieu-de: Số hộ <script>alert(1)</script>
co-quan: ubnđ
ngay-quyet-dinh: 3/11/2026
ngay-cong-khai: 2026-10-12
"""
BODY = "Bà con thôn Một <b>đã</b> thoát nghèo.\n"
DAY = ("5", "ngay-quyet-dinh", "“3/11/2026”", "ngày dạng năm-tháng-ngày, ví dụ 2026-11-03")
GOOD_PAGES = [
    "index.html",
    "van-ban/5-2026-nq-hdnd.html",
    "du-thao/quy-che-dan-chu.html",
    "cong-khai/thu-chi-quy.html",
    "trang/gioi-thieu.html",
    "tin/tat-ca.atom.xml",
]


class Built(NamedTuple):
    """A build of the small commune with two bad files: how it ended, what it said, what it wrote."""

    status: int
    said: str
    out: Path


def said(done: subprocess.CompletedProcess[str]) -> str:
    """Return what a build said; the log wraps its lines, which does not matter here."""
    return " ".join((done.stdout + done.stderr).split())


def build_badly(folder: Path, conf: str) -> Built:
    content = Path(shutil.copytree(COMMUNE, folder / "content"))
    (content / BAD).write_text(f"---\n{FRONT_MATTER}---\n\n{BODY}", encoding="utf-8")
    (content / "trang" / "lien-he.md").write_text("---\nma: trthu00002\n---\n\nLiên hệ\n", encoding="utf-8")
    done = pelican(content, "-o", str(folder / "out"), conf=conf)
    return Built(done.returncode, said(done), folder / "out")


@pytest.fixture(scope="module")
def development(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_badly(tmp_path_factory.mktemp("development"), "pelicanconf.py")


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_badly(tmp_path_factory.mktemp("public"), PUBLIC)


def test_a_development_build_shows_the_faults_where_the_page_would_stand(development: Built) -> None:
    page = (development.out / PAGE).read_text(encoding="utf-8")
    for words in (BAD, *DAY):
        assert words in page
    assert "Bà con thôn Một &lt;b&gt;đã&lt;/b&gt; thoát nghèo." in page
    assert "<script>" not in page


def test_a_development_build_succeeds_with_all_good_pages(development: Built) -> None:
    assert development.status == 0, development.said
    assert all((development.out / page).exists() for page in GOOD_PAGES)


def test_a_development_build_lists_all_faults_and_links_the_list_from_the_home_page(development: Built) -> None:
    listed = (development.out / "loi.html").read_text(encoding="utf-8")
    for words in (BAD, *DAY, "trang/lien-he.md", "khóa này; tệp loại này phải có"):
        assert words in listed
    assert '<a href="loi.html">2 tệp có lỗi' in (development.out / "index.html").read_text(encoding="utf-8")


def test_a_public_build_withholds_the_file_builds_the_rest_and_fails(public: Built) -> None:
    assert public.status != 0
    assert not (public.out / PAGE).exists()
    assert not (public.out / "loi.html").exists()
    for page in GOOD_PAGES:
        text = (public.out / page).read_text(encoding="utf-8")
        assert "tệp có lỗi" not in text, page
        assert "thoát nghèo" not in text, page


@pytest.mark.parametrize("kind", ["development", "public"])
def test_every_build_tells_every_fault_with_file_line_and_key(kind: str, request: pytest.FixtureRequest) -> None:
    built: Built = request.getfixturevalue(kind)
    assert "2 tệp có lỗi" in built.said
    assert f"{BAD}:5: ngay-quyet-dinh: thấy “3/11/2026”; cần ngày dạng năm-tháng-ngày, ví dụ 2026-11-03" in built.said
    assert "trang/lien-he.md:2: tieu-de: thấy không có; cần khóa này" in built.said


def test_a_build_without_faults_succeeds_and_has_no_list_of_them(content: Path, tmp_path: Path) -> None:
    done = pelican(content, "-o", str(tmp_path / "out"), conf=PUBLIC)
    assert done.returncode == 0, said(done)
    assert not (tmp_path / "out/loi.html").exists()


def test_a_repaired_file_takes_its_page_back(content: Path, tmp_path: Path, write: Callable[..., Path]) -> None:
    write(BAD, FRONT_MATTER)
    pelican(content, "-o", str(tmp_path / "out"))
    assert (tmp_path / "out/loi.html").exists()
    write(BAD, FRONT_MATTER.replace("ubnđ", "ubnd").replace("3/11/2026", "2026-11-03"), "Bà con đã thoát nghèo.\n")
    pelican(content, "-o", str(tmp_path / "out"))
    assert "<p>Bà con đã thoát nghèo.</p>" in (tmp_path / "out" / PAGE).read_text(encoding="utf-8")
    assert not (tmp_path / "out/loi.html").exists()
    assert "tệp có lỗi" not in (tmp_path / "out/index.html").read_text(encoding="utf-8")


def test_a_public_build_into_generations_goes_public_although_it_fails(
    content: Path, tmp_path: Path, write: Callable[..., Path]
) -> None:
    write(BAD, FRONT_MATTER)
    done = pelican(content, conf=PUBLIC, build=tmp_path / "build")
    assert done.returncode != 0
    assert all((tmp_path / "build/output" / page).exists() for page in GOOD_PAGES)


def test_a_theme_that_asks_for_what_is_not_there_is_told_with_the_page_and_the_name(tmp_path: Path) -> None:
    theme = Path(shutil.copytree(ROOT / "theme", tmp_path / "theme"))
    template = theme / "templates" / "document.html"
    template.write_text(template.read_text(encoding="utf-8").replace("<article", "{{ khong_co }}<article"), "utf-8")

    done = pelican(COMMUNE, "-o", str(tmp_path / "out"), "-t", str(theme))

    assert done.returncode
    assert "Trang đang làm: van-ban/5-2026-nq-hdnd.html" in said(done)
    assert "'khong_co' is undefined" in said(done)
