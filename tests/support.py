"""What tests share beside fixtures: the small commune, the real Pelican, a clock, programs that may be missing."""

import fcntl
import os
import re
import runpy
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import NoReturn

import pytest
from running import REPOSITORY, run_module

from plugins.__main__ import rooms_of
from plugins.documents.building import Building
from plugins.domain.clock import moment
from plugins.kit.build import Build
from plugins.kit.outputs import Output
from plugins.search.index import Writer
from plugins.search.rows import Row

ROOT = REPOSITORY
COMMUNE = ROOT / "tests" / "fixtures" / "commune"
PUBLIC = "tests/publicconf.py"  # what `pelican` takes for a public build
TODAY = "2026-11-21T10:00:00+07:00"
DRAFT = "dtthu00001"  # open from 2026-11-02 to 2026-12-04
OFFICE = "phong-van-hoa"  # answers comments on the draft
PASSWORD = "mật khẩu để thử"


def missing(program: str, package: str) -> NoReturn:
    """Skip a test whose program is not on this machine, saying how to get it; on CI that is a failure."""
    reason = f"thiếu {program}: apt-get install {package}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def pelican(
    content: Path, *arguments: str, now: str = TODAY, conf: str = "pelicanconf.py", build: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the real Pelican over a content folder; without `-o` into generations under `build`."""
    environment = {**os.environ, "CONG_KHAI_NOW": now, "COLUMNS": "200"}
    if build is not None:
        environment |= {"CONG_KHAI_BUILD": str(build), "CONG_KHAI_PUBLIC_LINK": str(build / "output")}
        arguments = (*arguments, "-o", str(build / "output"))
    return run_module("pelican", str(content), "-s", str(ROOT / conf), *arguments, environment=environment)


def make_only(content: Path, out: Path, pattern: str, now: str = TODAY, **settings: object) -> Path:
    """Read a content folder as every build does, but make only the outputs whose path matches; return `out`.

    For tests that build the sample at many moments and look at a few files: a whole build takes six times as long.
    """
    conf = {name: value for name, value in runpy.run_path(str(ROOT / "pelicanconf.py")).items() if name.isupper()}
    building = Building({**conf, "PATH": str(content), "OUTPUT_PATH": str(out), "NOW": now, **settings})

    def outputs(build: Build) -> Iterator[Output]:
        for room in rooms_of(conf["PLUGINS"]):
            yield from (output for output in room(build) if re.match(pattern, output.path))
        build.index = None

    building.finish([outputs])
    return out


def built_once(
    factory: pytest.TempPathFactory, name: str, build: Callable[[Path], subprocess.CompletedProcess[str]]
) -> Path:
    """Return a folder that the first of all test processes to ask for it has built."""
    is_shared = "PYTEST_XDIST_WORKER" in os.environ
    folder = (factory.getbasetemp().parent if is_shared else factory.getbasetemp()) / f"built-{name}"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            done = build(folder)
            if done.returncode:
                shutil.rmtree(folder, ignore_errors=True)
                pytest.fail(done.stdout + done.stderr)
    return folder


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.time = moment(TODAY)

    def __call__(self) -> datetime:
        return self.time

    def pass_(self, by: timedelta) -> None:
        """Let time pass."""
        self.time += by


def write_index(folder: Path, rows: Iterable[Row]) -> None:
    """Write an index of these rows."""
    writer = Writer(folder)
    for document, of_it in groupby(rows, lambda row: row.document):
        writer.replace(document, of_it)
    writer.close()
