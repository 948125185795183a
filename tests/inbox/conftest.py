"""For the inbox: a citizen's browser, a PostgreSQL server for the session, databases of both kinds, a mail server."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

import postgresql_server
import pytest
from flask import Flask
from inbox_kit.browsing import Browser
from inbox_kit.mail_servers import MailServer, serving
from sqlalchemy import Table, create_engine, select, text
from support import missing

from inbox import migrations
from inbox.services import EXTENSION, Services
from inbox.stores.comments import Row, Store

_NUMBERS = count(1)


@pytest.fixture
def citizen(app: Flask) -> Browser:
    return Browser(app)


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A real SMTP server that keeps what it is given."""
    server = MailServer()
    with serving(server):
        yield server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[], str]]:
    """A PostgreSQL server on a socket of its own; gives the address of a fresh, empty database at each call."""
    found = postgresql_server.programs()
    if found is None:
        missing("PostgreSQL", "postgresql")
    with postgresql_server.serving(found) as socket:
        yield partial(_fresh_database, socket)


def _fresh_database(socket: Path) -> str:
    """A schema of its own does: it is empty, and made in no time."""
    name = f"thu_{next(_NUMBERS)}"
    address = f"postgres@/postgres?host={socket}"
    engine = create_engine(f"postgresql+psycopg://{address}")
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    engine.dispose()
    return f"postgresql://{address}&options=-csearch_path%3D{name}"


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, of each kind in turn."""
    if request.param == "SQLite":
        return f"sqlite:///{tmp_path / 'store.sqlite'}"
    fresh: Callable[[], str] = request.getfixturevalue("postgresql")
    return fresh()


@pytest.fixture
def empty_store(database: str) -> Iterator[Store]:
    """A store on an empty database, not migrated yet."""
    store = Store(database)
    yield store
    store.engine.dispose()


@pytest.fixture
def store(empty_store: Store) -> Store:
    """A store on a migrated database."""
    migrations.upgrade(empty_store.engine)
    return empty_store


@pytest.fixture
def rows(app: Flask) -> Callable[..., list[Row]]:
    """All rows of a table of the inbox under test: `rows(comments)`; with the inbox, when there is another."""

    def _rows(table: Table, of: Flask = app) -> list[Row]:
        parts: Services = of.extensions[EXTENSION]
        with parts.store.engine.connect() as connection:
            return [dict(row) for row in connection.execute(select(table)).mappings()]

    return _rows


@pytest.fixture
def furnished(make_app: Callable[..., Flask], furnished_build: Path) -> Flask:
    """The inbox on the furnished commune."""
    return make_app(build=furnished_build)
