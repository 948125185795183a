"""Time passes without a commit: a command says when the site changes next, a service builds it then, and only then."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from configparser import RawConfigParser
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from running import run_module
from support import ROOT, TODAY

from plugins.__main__ import stay
from plugins.domain.clock import moment
from plugins.kit.run import NEXT

UNIT = ROOT / "inbox/deploy/cong-khai-site.service"
SECOND = timedelta(seconds=1)


class Site:
    """The small commune, built for one moment after another."""

    def __init__(self, content: Path, build: Path) -> None:
        self.content = content
        self.build_folder = build

    def run(self, now: datetime, *options: str) -> str:
        places = {
            "CONG_KHAI_BUILD": str(self.build_folder),
            "CONG_KHAI_PUBLIC_LINK": str(self.build_folder / "output"),
            "CONG_KHAI_NOW": now.isoformat(),
        }
        arguments = (str(self.content), "-s", str(ROOT / "pelicanconf.py"), *options)
        done = run_module("plugins", *arguments, environment={**os.environ, **places})
        assert done.returncode == 0, done.stderr
        return done.stdout

    def changed(self, now: datetime) -> int:
        """Build for a moment; return how many files are others."""
        found = re.search(r"\((\d+) thay đổi", self.run(now))
        assert found is not None
        return int(found[1])

    def next(self, now: datetime) -> datetime:
        return datetime.fromisoformat(self.run(now, "--next").strip())


@pytest.fixture
def site(content: Path, tmp_path: Path) -> Site:
    return Site(content, tmp_path / "build")


def test_the_site_changes_at_the_moments_told_and_at_no_other(site: Site) -> None:
    now = moment(TODAY)
    site.run(now)
    changes = []
    for _ in range(2):
        due = site.next(now)
        assert due > now
        assert site.changed(due - SECOND) == 0
        changes.append(site.changed(due))
        now = due
    assert sum(changes) > 0


def test_the_service_builds_at_once_then_at_each_moment_once_though_a_build_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Two builds: the first says when the next is due, the second fails before it could.
    due = moment("2026-11-22T00:00")
    script = (
        f"from pathlib import Path as P; P('built').open('a').write('x'); P({NEXT!r}).write_text('{due.isoformat()}')"
    )
    monkeypatch.chdir(tmp_path)
    clock: Iterator[datetime] = iter(due + timedelta(hours=h) for h in (-5, -5, -4, -3, 0, 1, 2, 3))

    class EndError(Exception):
        pass

    def now() -> datetime:
        try:
            return next(clock)
        except StopIteration:
            raise EndError from None

    monkeypatch.setattr("plugins.__main__.time.sleep", lambda _seconds: None)
    with pytest.raises(EndError):
        stay([sys.executable, "-c", script], tmp_path, now)
    assert (tmp_path / "built").read_text() == "xx"


def test_the_shipped_service_runs_a_command_that_there_is() -> None:
    unit = RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's keys have capitals
    unit.read(UNIT, encoding="utf-8")
    command = shlex.split(unit["Service"]["ExecStart"])
    folder = unit["Service"]["WorkingDirectory"]
    assert command[0] == f"{folder}/.venv/bin/python"
    help_text = subprocess.run(
        [sys.executable, *command[1:3], "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert command[1:] == ["-m", "plugins", "content", "-s", "publishconf.py", "--stay"]
    assert {option for option in command[3:] if option.startswith("--")} <= set(re.findall(r"--\w+", help_text))
