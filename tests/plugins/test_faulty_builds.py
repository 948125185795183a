"""A bad file never takes the site down: shown to the clerk in a development build, withheld from a public one."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from support import pelican

BAD = "cong-khai/so-ho-thoat-ngheo.md"
PAGE = "cong-khai/so-ho-thoat-ngheo.html"
FRONT_MATTER = """\
ma: ckthu00002
tieu-de: Số hộ <script>alert(1)</script>
co-quan: ubnđ
ngay-quyet-dinh: 3/11/2026
ngay-cong-khai: 2026-10-12
"""
DAY = ("5", "ngay-quyet-dinh", "“3/11/2026”", "ngày dạng năm-tháng-ngày, ví dụ 2026-11-03")
GOOD_PAGES = [
    "index.html",
    "van-ban/5-2026-nq-hdnd.html",
    "du-thao/quy-che-dan-chu.html",
    "cong-khai/thu-chi-quy.html",
    "trang/gioi-thieu.html",
    "tin/tat-ca.atom.xml",
]


@pytest.fixture
def content_with_a_bad_file(content: Path, write: Callable[..., Path]) -> Path:
    write(BAD, FRONT_MATTER, "Bà con thôn Một <b>đã</b> thoát nghèo.\n")
    return content


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def printed(done: subprocess.CompletedProcess[str]) -> str:
    """Return what a build said; the log wraps its lines, which does not matter here."""
    return " ".join((done.stdout + done.stderr).split())


def test_a_development_build_shows_the_faults_where_the_page_would_stand(
    content_with_a_bad_file: Path, out: Path
) -> None:
    done = pelican(content_with_a_bad_file, "-o", str(out))
    assert done.returncode == 0, printed(done)
    page = (out / PAGE).read_text(encoding="utf-8")
    for words in (BAD, *DAY):
        assert words in page
    assert "Bà con thôn Một &lt;b&gt;đã&lt;/b&gt; thoát nghèo." in page
    assert "<script>" not in page


def test_a_development_build_lists_all_faults_and_links_the_list_from_every_page(
    content_with_a_bad_file: Path, out: Path, write: Callable[..., Path]
) -> None:
    write("trang/lien-he.md", "ma: trthu00002")
    pelican(content_with_a_bad_file, "-o", str(out))
    listed = (out / "loi.html").read_text(encoding="utf-8")
    for words in (BAD, *DAY, "trang/lien-he.md", "khóa này; tệp loại này phải có"):
        assert words in listed
    assert '<a href="../loi.html">2 tệp có lỗi' in (out / "van-ban/index.html").read_text(encoding="utf-8")
    assert '<a href="loi.html">2 tệp có lỗi' in (out / "index.html").read_text(encoding="utf-8")


def test_a_development_build_without_faults_has_no_list_of_them(content: Path, out: Path) -> None:
    pelican(content, "-o", str(out))
    assert not (out / "loi.html").exists()
    assert "loi.html" not in (out / "index.html").read_text(encoding="utf-8")


def test_a_repaired_file_takes_its_page_back(
    content_with_a_bad_file: Path, out: Path, write: Callable[..., Path]
) -> None:
    pelican(content_with_a_bad_file, "-o", str(out))
    write(BAD, FRONT_MATTER.replace("ubnđ", "ubnd").replace("3/11/2026", "2026-11-03"), "Bà con đã thoát nghèo.\n")
    pelican(content_with_a_bad_file, "-o", str(out))
    assert "<p>Bà con đã thoát nghèo.</p>" in (out / PAGE).read_text(encoding="utf-8")
    assert not (out / "loi.html").exists()


def test_a_public_build_withholds_the_file_builds_the_rest_and_fails(content_with_a_bad_file: Path, out: Path) -> None:
    done = pelican(content_with_a_bad_file, "-o", str(out), conf="publishconf.py")
    assert done.returncode != 0
    assert not (out / PAGE).exists()
    assert not (out / "loi.html").exists()
    for page in GOOD_PAGES:
        text = (out / page).read_text(encoding="utf-8")
        assert "lỗi" not in text, page
        assert "thoát nghèo" not in text, page


@pytest.mark.parametrize("conf", ["pelicanconf.py", "publishconf.py"])
def test_every_build_tells_every_fault_with_file_line_and_key(
    content_with_a_bad_file: Path, out: Path, conf: str
) -> None:
    said = printed(pelican(content_with_a_bad_file, "-o", str(out), conf=conf))
    assert "1 tệp có lỗi" in said
    assert f"{BAD}:5: ngay-quyet-dinh: thấy “3/11/2026”; cần ngày dạng năm-tháng-ngày, ví dụ 2026-11-03" in said
    # What the registers say is checked once the file itself is in order.
    assert "co-quan: thấy “ubnđ”" not in said


def test_a_public_build_without_faults_succeeds(content: Path, out: Path) -> None:
    done = pelican(content, "-o", str(out), conf="publishconf.py")
    assert done.returncode == 0, printed(done)


def test_a_public_build_into_generations_goes_public_although_it_fails(
    content_with_a_bad_file: Path, tmp_path: Path
) -> None:
    done = pelican(content_with_a_bad_file, conf="publishconf.py", build=tmp_path / "build")
    assert done.returncode != 0
    assert all((tmp_path / "build/output" / page).exists() for page in GOOD_PAGES)
