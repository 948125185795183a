"""What a build remembers can be lost, damaged or cut off at any moment: that costs time, and nothing else."""

import os
import re
import runpy
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from running import run_module
from support import COMMUNE, ROOT, TODAY, pelican

from plugins.documents.building import Building
from plugins.domain.clock import moment
from plugins.kit.generations import INDEX, MANIFEST
from plugins.kit.run import Run

NOTICE = "cong-khai/thu-chi-quy.md"
Change = Callable[[str, str, str], Path]


def environment(build: Path) -> dict[str, str]:
    places = {"CONG_KHAI_BUILD": str(build), "CONG_KHAI_PUBLIC_LINK": str(build / "output")}
    return {**os.environ, **places, "CONG_KHAI_NOW": TODAY}


def command(content: Path) -> list[str]:
    return [sys.executable, "-m", "plugins", str(content), "-s", str(ROOT / "pelicanconf.py")]


def bring_up(content: Path, build: Path) -> str:
    """Bring the site up to date; return what was said."""
    done = run_module(*command(content)[2:], environment=environment(build))
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def files(site: Path) -> dict[str, bytes]:
    paths = (p for p in site.rglob("*") if p.is_file() and not p.is_relative_to(site / INDEX))
    return {str(p.relative_to(site)): p.read_bytes() for p in paths if p != site / MANIFEST}


# Libraries that take longer to load than a small change takes, and that only some outputs need.
SLOW_TO_LOAD = {"feedgen", "lxml", "icalendar", "docx", "pydantic", "pydantic_core", "yaml"}


def test_a_change_that_makes_no_feed_calendar_or_table_loads_nothing_for_them(content: Path, tmp_path: Path) -> None:
    build = tmp_path / "build"
    bring_up(content, build)
    with (content / NOTICE).open("a", encoding="utf-8") as file:
        file.write("\nThêm một câu.\n")
    told = [sys.executable, "-X", "importtime", *command(content)[1:]]
    done = subprocess.run(told, cwd=ROOT, env=environment(build), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    loaded = {line.rsplit("|", 1)[1].strip().split(".")[0] for line in done.stderr.splitlines() if "|" in line}
    assert "plugins" in loaded
    assert loaded & SLOW_TO_LOAD == set()


def is_like_a_clean_build(content: Path, build: Path, tmp_path: Path) -> bool:
    clean = tmp_path / "clean"
    shutil.rmtree(clean, ignore_errors=True)
    done = pelican(content, "-o", str(clean))
    assert done.returncode == 0, done.stdout
    return files((build / "output").resolve()) == files(clean)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def scribble(path: Path) -> None:
    path.write_bytes(b"x" * path.stat().st_size)


def state(build: Path) -> Path:
    (found,) = build.glob("state-*")
    return found


def forget(build: Path) -> None:
    state(build).unlink()
    shutil.rmtree(build / "bodies")
    shutil.rmtree(build / "templates")


def scribble_over_bodies(build: Path) -> None:
    for path in (build / "bodies").iterdir():
        scribble(path)


HARMS: dict[str, Callable[[Path], None]] = {
    "everything but the site is gone": forget,
    "the state is cut off": lambda build: cut(state(build)),
    "the state is scribbled over": lambda build: scribble(state(build)),
    "the bodies are gone": lambda build: shutil.rmtree(build / "bodies"),
    "the bodies are scribbled over": scribble_over_bodies,
    "the other generation is gone": lambda build: shutil.rmtree(build / "a"),
    "the index is gone": lambda build: shutil.rmtree((build / "output").resolve() / INDEX),
}


@pytest.fixture(scope="module")
def built_twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A content folder and its two generations, to be copied: builds know the folder they have read by its path."""
    folder = tmp_path_factory.mktemp("harmed")
    content = Path(shutil.copytree(COMMUNE, folder / "content"))
    for _ in range(2):
        bring_up(content, folder / "build")
    return content, folder / "build"


IN_CI = ("the state is cut off", "the bodies are scribbled over", "the index is gone")
MEANT = HARMS if os.environ.get("ALL_HARMS") else {name: HARMS[name] for name in IN_CI}


@pytest.mark.parametrize("harm", MEANT.values(), ids=MEANT)
def test_the_next_build_is_as_if_nothing_had_happened(
    harm: Callable[[Path], None], built_twice: tuple[Path, Path], tmp_path: Path
) -> None:
    content, build = built_twice[0], Path(shutil.copytree(built_twice[1], tmp_path / "build", symlinks=True))
    harm(build)
    notice = content / NOTICE
    notice.write_text(re.sub("tom-tat: .*", f"tom-tat: {tmp_path.name}", notice.read_text("utf-8")), "utf-8")
    bring_up(content, build)
    assert is_like_a_clean_build(content, build, tmp_path)


def test_a_build_killed_at_any_moment_leaves_the_site_up_and_the_next_one_heals(
    content: Path, tmp_path: Path, change: Change
) -> None:
    build = tmp_path / "build"
    bring_up(content, build)
    summary = "tom-tat: Số thu"
    for number in range(8):
        change(NOTICE, summary, f"{summary} {number}")
        process = subprocess.Popen(
            command(content), cwd=ROOT, env=environment(build), stdout=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(0.12 * (number + 1))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert (build / "output/index.html").is_file()
    bring_up(content, build)
    assert is_like_a_clean_build(content, build, tmp_path)


def test_a_change_of_one_file_makes_only_what_shows_it(content: Path, tmp_path: Path, change: Change) -> None:
    build = tmp_path / "build"
    bring_up(content, build)
    before = {path: path.stat().st_mtime_ns for path in (build / "a").rglob("*.html")}
    change(NOTICE, "| Một | 10 | 7 |", "| Một | 11 | 7 |")
    assert "Đã đọc 4 tệp (1 mới)" in bring_up(content, build)
    site = (build / "output").resolve()
    names = {str(path.relative_to(build / "a")): stamp for path, stamp in before.items()}
    touched = {name for name, stamp in names.items() if (site / name).stat().st_mtime_ns != stamp}
    assert touched == {"cong-khai/thu-chi-quy.html", "cong-khai/thu-chi-quy.bang-tin.html"}


@pytest.mark.parametrize("link", ["out", "another"], ids=["for the next build", "for no other"])
def test_whatever_a_build_remembers_it_lets_go_of_when_it_is_done(content: Path, tmp_path: Path, link: str) -> None:
    places = {"PATH": content, "OUTPUT_PATH": tmp_path / "out", "PUBLIC_LINK": tmp_path / link}
    settings = {**runpy.run_path(str(ROOT / "pelicanconf.py")), **places, "GENERATIONS_PATH": tmp_path / "build"}
    run = Run(settings, moment(TODAY))
    Building(settings, run).finish([])
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        run.state.drawers()
