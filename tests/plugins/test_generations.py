"""Two generations take turns: a reader sees the old site or the new one, whole, whatever happens to a build."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from support import COMMUNE, pelican

from plugins.kit.generations import DRAFTS, INDEX, REGISTER, UNFINISHED, Generations
from plugins.search.index import Index

NOTICE = "cong-khai/thu-chi-quy.md"
PAGE = "cong-khai/thu-chi-quy.html"
LONG_AGO = 1_000_000_000


def build_into(build: Path, content: Path, *, fails: bool = False) -> Path:
    """Build into generations and return the public one."""
    done = pelican(content, build=build)
    assert (done.returncode != 0) is fails, done.stdout[-500:] + done.stderr[-500:]
    return (build / "output").resolve()


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of a site but its search index, which holds random names."""
    paths = (p for p in folder.rglob("*") if p.is_file() and not p.is_relative_to(folder / INDEX))
    return {str(p.relative_to(folder)): p.read_bytes() for p in paths}


@pytest.fixture
def build(tmp_path: Path) -> Path:
    return tmp_path / "build"


def test_generations_alternate_and_the_old_one_stays_whole_when_the_new_one_is_public(
    content: Path, build: Path, change: Callable[[str, str, str], Path]
) -> None:
    old = build_into(build, content)
    before = files(old)
    change(NOTICE, "| Một | 10 | 7 |", "| Một | 11 | 8 |")
    new = build_into(build, content)
    assert (old.name, new.name) == ("a", "b")
    assert (build / "output").is_symlink()
    assert files(old) == before
    assert b'<td class="number">11</td>' in (new / PAGE).read_bytes()


def test_site_register_and_index_are_of_one_generation(
    content: Path, build: Path, change: Callable[[str, str, str], Path]
) -> None:
    build_into(build, content)
    change("du-thao/quy-che-dan-chu.md", "Chốt số hộ", "Lập danh sách")
    public = build_into(build, content)
    index = Index(public / INDEX)
    assert [hit.title for hit in index.search("lập danh sách")] == [
        "Dự thảo Quy chế thực hiện dân chủ ở cơ sở của xã Thử"
    ]
    assert index.search("chốt") == []
    index.close()
    assert "Lập danh sách" in (public / DRAFTS / "dtthu00001.json").read_text(encoding="utf-8")
    assert "Lập danh sách" in (public / "du-thao/quy-che-dan-chu.html").read_text(encoding="utf-8")


def test_the_link_is_switched_without_a_moment_of_nothing(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(name)
    generations.switch_to(tmp_path / "a")
    seen: set[str] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                seen.add((tmp_path / "current/index.html").read_text())
            except OSError as error:
                seen.add(str(error))

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(1000):
        generations.switch_to(generations.idle())
    done.set()
    reader.join()
    assert seen <= {"a", "b"}


def test_a_build_that_breaks_half_way_leaves_the_public_site_alone_and_the_next_one_heals(
    content: Path, build: Path, change: Callable[[str, str, str], Path]
) -> None:
    public = build_into(build, content)
    before = files(public)
    change(NOTICE, "| Một | 10 | 7 |", "| Một | 11 | 8 |")
    obstacle = build / "b" / PAGE
    obstacle.unlink()
    obstacle.mkdir()
    assert build_into(build, content, fails=True) == public
    assert (build / "b" / UNFINISHED).is_file()  # it was half way
    assert files(public) == before
    obstacle.rmdir()
    healed = build_into(build, content)
    assert healed.name == "b"
    assert files(healed).keys() == before.keys()


def test_what_is_no_longer_published_is_gone_from_the_next_generation_and_the_rest_keeps_its_time_stamp(
    content: Path, build: Path, change: Callable[[str, str, str], Path]
) -> None:
    (content / "tep").mkdir()
    (content / "tep" / "so-lieu.csv").write_text("thôn,thu\n")
    change(NOTICE, "tom-tat:", "tep-dinh-kem: [so-lieu.csv]\ntom-tat:")
    first, second = (build_into(build, content) for _ in range(2))
    assert (first / "tep/so-lieu.csv").exists()
    assert (second / PAGE).exists()
    (content / NOTICE).unlink()
    os.utime(first / "trang/gioi-thieu.html", (LONG_AGO, LONG_AGO))
    third = build_into(build, content)
    assert third == first
    assert (third / "trang/gioi-thieu.html").stat().st_mtime == LONG_AGO
    assert not (third / PAGE).exists()
    assert not (third / "tep/so-lieu.csv").exists()
    assert not [name for name, text in files(third).items() if "Tình hình thu chi quỹ thôn".encode() in text]
    index = Index(third / INDEX)
    assert index.search("tình hình thu chi") == []
    index.close()


def test_the_same_content_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in "12":
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        done = pelican(COMMUNE, "-o", str(tmp_path / seed))
        assert done.returncode == 0, done.stdout[-500:]
    first, second = files(tmp_path / "1"), files(tmp_path / "2")
    assert first.keys() == second.keys()
    assert [name for name, text in first.items() if second[name] != text] == []
    assert {"tin/tat-ca.atom.xml", "tin/tat-ca.rss.xml", REGISTER} <= first.keys()


def test_only_what_changed_is_written_again(
    content: Path, tmp_path: Path, change: Callable[[str, str, str], Path]
) -> None:
    out = tmp_path / "out"
    pelican(content, "-o", str(out))
    for path in out.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    change(NOTICE, "| Một | 10 | 7 |", "| Một | 11 | 8 |")
    pelican(content, "-o", str(out))
    written = {name for name in files(out) if (out / name).stat().st_mtime != LONG_AGO}
    voices = {PAGE.replace(".html", ending) for ending in (".html", ".bang-tin.html", ".loa.txt")}
    assert written == {*voices, f".cong-khai/sources/{NOTICE}", ".cong-khai/manifest.json"}


def test_two_builds_at_once_wait_for_each_other(content: Path, build: Path) -> None:
    threads = [threading.Thread(target=build_into, args=(build, content)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert files(build / "a") == files(build / "b")
    assert (build / "output").resolve().name == "b"


def test_a_build_into_a_folder_of_somebody_else_deletes_only_what_it_wrote(content: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    strangers = [out / "ghi-chu.txt", out / "van-ban" / "cua-toi.html", out / ".cong-khai" / "cua-toi"]
    for path in strangers:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("của tôi")
    pelican(content, "-o", str(out))
    (content / NOTICE).unlink()
    pelican(content, "-o", str(out))
    assert [path.read_text() for path in strangers] == ["của tôi"] * 3
    assert not (out / PAGE).exists()
    assert (out / "index.html").exists()


def test_after_everything_was_made_the_other_generation_has_followed(
    content: Path, build: Path, change: Callable[[str, str, str], Path]
) -> None:
    public = build_into(build, content)
    other = build / "b"
    assert public.name == "a"
    assert files(other) == files(public)
    assert all((other / name).samefile(public / name) for name in files(public))
    # As if the build had been killed while the other one followed.
    (other / PAGE).unlink()
    (other / "index.html").unlink()
    (other / "index.html").write_text("half a page")
    (other / UNFINISHED).write_text("0")
    change(NOTICE, "| Một | 10 | 7 |", "| Một | 11 | 8 |")
    before = files(public)
    public = build_into(build, content)
    assert public == other
    now = files(public)
    assert now.keys() == before.keys()
    assert b'<td class="number">11</td>' in now[PAGE]
    assert now["index.html"] == before["index.html"]
