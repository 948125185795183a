"""What all tests share: a small commune's content folder, real builds of it, and the inbox on top of one."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from inbox_kit.accounts import furnish_database
from inbox_kit.furnishing import furnish
from jinja2 import FileSystemBytecodeCache
from support import COMMUNE, ROOT, TODAY, Clock, built_once, make_only, pelican
from werkzeug.routing import Rule

from inbox import Inbox, create_app, migrations
from inbox.services import EXTENSION, Services
from inbox.settings import Settings
from inbox.stores.accounts import AccountStore
from inbox.stores.comments import Store


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


@pytest.fixture
def build_site(tmp_path: Path) -> Callable[..., Path]:
    """Build a content folder with `pelican content -o DIR` and return DIR; fails with what Pelican printed.

    Where a test looks at some pages alone, `only` says which: a pattern of their paths.
    """

    def _build(content: Path, now: str = TODAY, *, only: str = "") -> Path:
        out = tmp_path / "out"
        if only:
            return make_only(content, out, only, now)
        done = pelican(content, "-o", str(out), now=now)
        assert done.returncode == 0, done.stdout + done.stderr
        return out

    return _build


@pytest.fixture(scope="session")
def commune_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small commune, built once into generations; for tests that only read it."""
    return built_once(tmp_path_factory, "commune", lambda folder: pelican(COMMUNE, build=folder))


@pytest.fixture(scope="session")
def furnished_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small commune with everything that some kind of submission needs, built once; for tests that only read it."""

    def build(folder: Path) -> subprocess.CompletedProcess[str]:
        content = Path(shutil.copytree(COMMUNE, tmp_path_factory.mktemp("furnished") / "content"))
        furnish(content)
        return pelican(content, build=folder)

    return built_once(tmp_path_factory, "furnished", build)


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample, built once; for tests that only read it."""
    return built_once(tmp_path_factory, "sample", lambda folder: pelican(ROOT / "content", "-o", str(folder)))


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
        demands_second_factor=False,
    )


@pytest.fixture(scope="session", autouse=True)
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Each test has an inbox of its own; compiling its templates would be most of what that costs."""
    folder = tmp_path_factory.mktemp("compiled")
    Inbox.jinja_options["bytecode_cache"] = FileSystemBytecodeCache(str(folder))


@pytest.fixture(scope="session", autouse=True)
def compiled_routes() -> Iterator[None]:
    """Each test has an inbox of its own; Werkzeug would compile the same 130 addresses for each of them."""
    make = Rule._compile_builder  # noqa: SLF001  # what it makes depends on the rule's words alone
    made: dict[object, object] = {}

    def made_once(rule: Rule, *options: bool) -> object:
        words = (tuple(rule._trace), repr(rule.defaults), options)  # noqa: SLF001
        if words not in made:
            made[words] = make(rule, *options)
        return made[words]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", made_once)
        yield


@pytest.fixture(scope="session")
def furnished_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of SQLite with its tables and an officer at each of two offices; to be copied."""
    path = tmp_path_factory.mktemp("database") / "inbox.sqlite"
    store = Store(f"sqlite:///{path}")
    migrations.upgrade(store.engine)
    furnish_database(AccountStore(store.engine), Clock()())
    store.engine.dispose()
    return path


@pytest.fixture
def make_app(settings: Settings, furnished_database: Path) -> Iterator[Callable[..., Flask]]:
    """Make the inbox with some settings changed, its database migrated, an officer at each of two offices."""
    apps: list[Flask] = []

    def _make(**changes: object) -> Flask:
        own = replace(settings, **changes)  # type: ignore[arg-type]  # names of fields
        database = Path(own.database.removeprefix("sqlite:///"))
        is_fresh = own.database.startswith("sqlite:") and not database.exists()
        if is_fresh:
            shutil.copy(furnished_database, database)
        app = create_app(own)
        app.testing = True
        parts: Services = app.extensions[EXTENSION]
        if not is_fresh:
            migrations.upgrade(parts.store.engine)
            furnish_database(parts.accounts.store, parts.now())
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
