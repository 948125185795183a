"""A published file that turns bad stays as it was: page, feed, index; the rest goes out, and the command fails."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support import PUBLIC, pelican

from plugins.kit.generations import INDEX
from plugins.search.index import Index

NOTICE = "cong-khai/thu-chi-quy.md"
PAGE = "cong-khai/thu-chi-quy.html"
Change = Callable[[str, str, str], Path]


@pytest.fixture
def publish(content: Path, tmp_path: Path) -> Callable[[], tuple[int, str]]:
    """Build for the public; give exit code and what was said."""

    def _publish() -> tuple[int, str]:
        done = pelican(content, build=tmp_path / "build", conf=PUBLIC)
        return done.returncode, done.stdout + done.stderr

    return _publish


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "build" / "output"


def test_a_published_file_that_turns_bad_keeps_its_page_until_it_is_mended(
    change: Change, publish: Callable[[], tuple[int, str]], site: Path
) -> None:
    assert publish()[0] == 0
    published = (site / PAGE).read_text(encoding="utf-8")
    change(NOTICE, "ngay-cong-khai: 2026-10-12", "ngay-cong-khai: 12/10/2026")
    change(NOTICE, "| Một | 10 | 7 |", "| Một | 99 | 99 |")
    change("trang/gioi-thieu.md", "công khai việc của xã", "công khai mọi việc của xã")

    for _ in range(3):  # both generations have had their turn
        code, said = publish()
        assert code != 0
        assert f"{NOTICE}:7: ngay-cong-khai" in said
        assert "1 tệp có lỗi; 1 trang giữ bản tốt gần nhất" in " ".join(said.split())
        assert (site / PAGE).read_text(encoding="utf-8") == published
        assert "Tình hình thu chi quỹ thôn" in (site / "tin/cong-khai.atom.xml").read_text(encoding="utf-8")
        index = Index(site / INDEX)
        assert [hit.url for hit in index.search("thu chi quy thon")][:1] == [PAGE]
        index.close()
        assert "công khai mọi việc" in (site / "trang/gioi-thieu.html").read_text(encoding="utf-8")

    change(NOTICE, "ngay-cong-khai: 12/10/2026", "ngay-cong-khai: 2026-10-12")
    assert publish()[0] == 0
    assert ">99<" in (site / PAGE).read_text(encoding="utf-8")


def test_a_file_that_takes_anothers_id_costs_that_one_nothing(
    content: Path, publish: Callable[[], tuple[int, str]], site: Path
) -> None:
    publish()
    published = (site / PAGE).read_text(encoding="utf-8")
    copy = content / "cong-khai" / "ban-sao.md"
    copy.write_text((content / NOTICE).read_text(encoding="utf-8"), encoding="utf-8")

    assert publish()[0] != 0
    assert (site / PAGE).read_text(encoding="utf-8") == published
    assert not (site / "cong-khai/ban-sao.html").exists()


def test_a_new_file_that_is_bad_stays_unpublished(
    write: Callable[..., Path], publish: Callable[[], tuple[int, str]], site: Path
) -> None:
    publish()
    write("cong-khai/moi.md", "ma: ckthu00009\ntieu-de: Mới")

    code, said = publish()
    assert code != 0
    assert "0 trang giữ bản tốt gần nhất" in " ".join(said.split())
    assert not (site / "cong-khai/moi.html").exists()


def test_a_file_taken_away_does_not_come_back_when_a_bad_one_gets_its_name(
    content: Path, write: Callable[..., Path], publish: Callable[[], tuple[int, str]], site: Path
) -> None:
    publish()
    (content / NOTICE).unlink()
    for _ in range(2):
        assert publish()[0] == 0
    write(NOTICE, "ma: ckthu00001\ntieu-de: Tình hình thu chi quỹ thôn")

    assert publish()[0] != 0
    assert not (site / PAGE).exists()


def test_what_waits_for_its_day_lies_nowhere_in_the_site(
    change: Change, publish: Callable[[], tuple[int, str]], site: Path
) -> None:
    change(NOTICE, "ngay-cong-khai: 2026-10-12", "ngay-cong-khai: 2027-10-12")

    assert publish()[0] == 0
    holding = [path for path in site.rglob("*") if path.is_file() and "quỹ thôn".encode() in path.read_bytes()]
    assert holding == []


def test_a_development_build_shows_the_faults_instead(content: Path, change: Change, tmp_path: Path) -> None:
    pelican(content, build=tmp_path / "build")
    change(NOTICE, "ngay-cong-khai: 2026-10-12", "ngay-cong-khai: 12/10/2026")
    pelican(content, build=tmp_path / "build")

    shown = (tmp_path / "build" / "output" / PAGE).read_text(encoding="utf-8")
    assert "2026-10-12" in shown
    assert "Tệp có lỗi" in shown
