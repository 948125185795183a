"""The inbox's database, SQLite or PostgreSQL: how it is reached, and how rows go in and come out."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

from plugins.domain.clock import VIETNAM

Row = Mapping[str, Any]


class DanglingError(Exception):
    """Rows of some `tables` would refer to rows that are not there any more."""

    def __init__(self, tables: Iterable[str]) -> None:
        self.tables = sorted(set(tables))
        super().__init__(", ".join(self.tables))


def connect(url: str) -> Engine:
    """Return the engine of a database, `sqlite:///…` or `postgresql://…`."""
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    # Errors name the statement, never what citizens wrote.
    engine = create_engine(url, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    return engine


def writing(engine: Engine) -> Engine:
    """Return the engine for transactions that write: in SQLite they wait for each other instead of failing."""
    return engine.execution_options(cong_khai_writes=True)


@contextmanager
def altering(engine: Engine) -> Iterator[Connection]:
    """Give a connection for changes to the tables themselves, all of them in one transaction.

    SQLite alters a table by putting a copy in its place, which rows that refer to it would forbid: there references
    are checked at the end instead. Raises DanglingError, with nothing changed, when a row refers to nothing then that
    referred to something before.
    """
    with writing(engine).connect() as connection:
        if engine.dialect.name != "sqlite":
            with connection.begin():
                yield connection
            return
        pragma = connection.connection.cursor()  # beside the transaction, inside which SQLite would not listen
        pragma.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                before = _dangling(connection)
                yield connection
                if broken := _dangling(connection) - before:
                    raise DanglingError(table for table, *_ in broken)
        finally:
            pragma.execute("PRAGMA foreign_keys=ON")


def _dangling(connection: Connection) -> set[tuple[Any, ...]]:
    """Return the rows of an SQLite database that refer to nothing: table, number of the row, what it refers to."""
    return {tuple(row) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}


def utc(moment: datetime) -> datetime:
    """Return a moment as UTC, the only form in which SQLite can compare it."""
    return moment.astimezone(UTC)


def stored(row: Row) -> dict[str, Any]:
    """Return a row as it is stored: its moments as UTC."""
    return {key: utc(value) if isinstance(value, datetime) else value for key, value in row.items()}


def one(connection: Connection, query: Any) -> Row | None:
    """Return the first row of a query, None when there is none; its moments in Vietnam's time."""
    row = connection.execute(query).mappings().first()
    return None if row is None else _local(row)


def every(connection: Connection, query: Any) -> list[Row]:
    """Return all rows of a query, their moments in Vietnam's time."""
    return [_local(row) for row in connection.execute(query).mappings()]


def _local(row: Any) -> Row:
    """Return a row with its moments in Vietnam's time; SQLite gives them back as bare UTC."""
    return {key: _in_vietnam(value) if isinstance(value, datetime) else value for key, value in row.items()}


def _in_vietnam(moment: datetime) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(VIETNAM)


def _prepare_sqlite(engine: Engine) -> None:
    """Durable and patient: every commit is synced to disk, writers wait for each other instead of failing."""
    database = make_url(str(engine.url)).database
    if database:
        Path(database).parent.mkdir(parents=True, exist_ok=True)

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions begin where `_begin` says, not where sqlite3 guesses
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("PRAGMA secure_delete=ON")  # erased is overwritten; Debian builds it so, others do not

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("cong_khai_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
