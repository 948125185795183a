"""What all tests share: a small commune's content folder, real builds of it, and the inbox on top of one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from inbox import create_app, migrations
from inbox.desk import password_hash
from inbox.services import EXTENSION, Services
from inbox.settings import Settings
from plugins.domain.clock import moment

ROOT = Path(__file__).resolve().parent.parent
COMMUNE = ROOT / "tests" / "fixtures" / "commune"
TODAY = "2026-11-21T10:00:00+07:00"
DRAFT = "dtthu00001"  # open from 2026-11-02 to 2026-12-04
OFFICE = "phong-van-hoa"  # answers comments on the draft
PASSWORD = "mật khẩu để thử"


def missing(program: str, package: str) -> None:
    """Skip a test whose program is not on this machine, saying how to get it; on CI that is a failure."""
    reason = f"thiếu {program}: apt-get install {package}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder of one's own: registers, one resolution, one open draft, one notice, one page."""
    return Path(shutil.copytree(COMMUNE, tmp_path / "content"))


@pytest.fixture
def write(content: Path) -> Callable[..., Path]:
    """Write a file into the content folder: `write("du-thao/x.md", "ma: …", "body")`."""

    def _write(file: str, front_matter: str, body: str = "Nội dung.\n") -> Path:
        path = content / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{front_matter.strip()}\n---\n\n{body}", encoding="utf-8")
        return path

    return _write


def pelican(
    content: Path, *arguments: str, now: str = TODAY, conf: str = "pelicanconf.py", build: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the real Pelican over a content folder; without `-o` into generations under `build`."""
    environment = {**os.environ, "CONG_KHAI_NOW": now, "COLUMNS": "200"}
    if build is not None:
        environment |= {"CONG_KHAI_BUILD": str(build), "CONG_KHAI_PUBLIC_LINK": str(build / "output")}
        arguments = (*arguments, "-o", str(build / "output"))
    command = [sys.executable, "-m", "pelican", str(content), "-s", str(ROOT / conf), *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def build_site(tmp_path: Path) -> Callable[..., Path]:
    """Build a content folder with `pelican content -o DIR` and return DIR; fails with what Pelican printed."""

    def _build(content: Path, now: str = TODAY) -> Path:
        out = tmp_path / "out"
        done = pelican(content, "-o", str(out), now=now)
        assert done.returncode == 0, done.stdout + done.stderr
        return out

    return _build


@pytest.fixture(scope="session")
def commune_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small commune, built once into generations; for tests that only read it."""
    build = tmp_path_factory.mktemp("commune") / "build"
    done = pelican(COMMUNE, build=build)
    assert done.returncode == 0, done.stdout + done.stderr
    return build


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.time = moment(TODAY)

    def __call__(self) -> datetime:
        return self.time

    def pass_(self, by: timedelta) -> None:
        """Let time pass."""
        self.time += by


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path, commune_build: Path, content: Path, clock: Clock) -> Settings:
    """The inbox's settings on the small commune, with a database of one's own."""
    return Settings(
        secret_key="khóa bí mật chỉ để thử, dài hơn 32 ký tự",
        database=f"sqlite:///{tmp_path / 'inbox.sqlite'}",
        build=commune_build,
        content=content,
        data=tmp_path / "data",
        mail="console:",
        mail_from="congkhai@thu.example",
        address="http://localhost",
        proxies=0,
        clock=clock,
    )


@pytest.fixture
def make_app(settings: Settings) -> Iterator[Callable[..., Flask]]:
    """Make the inbox with some settings changed, its database migrated, an officer at each of two offices."""
    apps: list[Flask] = []

    def _make(**changes: object) -> Flask:
        app = create_app(replace(settings, **changes))  # type: ignore[arg-type]  # names of fields
        app.testing = True
        parts: Services = app.extensions[EXTENSION]
        migrations.upgrade(parts.store.engine)
        for office in (OFFICE, "van-phong"):
            parts.store.add_officer(office, f"Cán bộ {office}", office, password_hash(PASSWORD))
        apps.append(app)
        return app

    yield _make
    for app in apps:
        app.extensions[EXTENSION].store.engine.dispose()


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app()


@pytest.fixture
def parts(app: Flask) -> Services:
    """The services of the inbox under test: its store, its keys, what is published."""
    found: Services = app.extensions[EXTENSION]
    return found
