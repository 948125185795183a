"""Backups: everything of citizens in one file, taken while the inbox runs, put back into an empty database of any kind.

A backup is a .tar.gz: JSON lines for each table, the files of the data folder, and at its end `manifest.json` (version
of the tables, moment, a hash of each other member). It does not depend on the database: what was taken from SQLite can
be put into PostgreSQL. The secret key is not in it.
"""

import hashlib
import io
import json
import shutil
import tarfile
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Date, DateTime, Engine, LargeBinary, MetaData, Table, func, insert, select, text
from sqlalchemy.engine import make_url

from inbox import migrations
from inbox.stores.database import writing

_FORMAT = 1
_MANIFEST, _TABLES, _FILES = "manifest.json", "tables", "files"
_VERSIONS = "alembic_version"
# Beside the database in the data folder, and not of citizens: secrets of a trial run, and its console mailbox.
_NOT_TAKEN = {"secret-key", "demo-password", "hop-thu"}


class BackupError(Exception):
    """A backup cannot be taken or put back; carries what to do, in Vietnamese."""


@dataclass(frozen=True)
class Content:
    """What a backup holds: the moment it was taken, how many rows each table has, how many files there are."""

    taken_at: datetime
    rows: dict[str, int]
    files: int


def take(engine: Engine, data: Path, target: Path, now: datetime) -> Content:
    """Write a backup that nobody but its owner may read. The inbox may go on working: one moment of it is taken.

    Raises BackupError when the tables are not up to date, or the target is there already.
    """
    if target.exists():
        raise BackupError(f"{target}: đã có tệp này. Hãy chọn tên khác; bản sao lưu cũ không bị ghi đè.")
    fresh = target.with_name(f"{target.name}.new")
    fresh.touch(mode=0o600)
    try:
        with fresh.open("wb") as file, tarfile.open(fileobj=file, mode="w:gz") as archive:
            content = _write(archive, engine, data, now)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    return content


def put_back(engine: Engine, data: Path, source: Path) -> Content:
    """Put a backup into an empty database and data folder, then bring the tables up to date.

    A backup that is broken in any place is refused before anything is changed. Raises BackupError.
    """
    manifest = _checked(source)
    files = [name for name in manifest["members"] if name.startswith(f"{_FILES}/")]
    _demand_empty(engine, [_place(data, name) for name in files])
    try:
        migrations.upgrade(engine, manifest["revision"])
    except CommandError as error:
        raise BackupError(
            f"Bản sao lưu có phiên bản {manifest['revision']}, phần mềm này không biết: hãy cập nhật phần mềm."
        ) from error
    rows = {}
    with tarfile.open(source, "r:gz") as archive, writing(engine).begin() as connection:
        metadata = MetaData()
        metadata.reflect(connection)
        for name, member in _members(archive):
            path = PurePosixPath(name)
            if path.parts[0] == _TABLES:
                rows[path.stem] = _fill(connection, metadata.tables[path.stem], member)
            elif path.parts[0] == _FILES:
                _place(data, name).parent.mkdir(parents=True, exist_ok=True)
                with _place(data, name).open("wb") as file:
                    shutil.copyfileobj(member, file)
    migrations.upgrade(engine)
    return Content(datetime.fromisoformat(manifest["taken_at"]), rows, len(files))


def _write(archive: tarfile.TarFile, engine: Engine, data: Path, now: datetime) -> Content:
    """Write tables, then files (a row speaks of no file that was not there before it), then what all that was."""
    hashes, rows = {}, {}
    one_moment = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with engine.connect().execution_options(**one_moment) as connection, connection.begin():
        revision = _revision(connection)
        metadata = MetaData()
        metadata.reflect(connection)
        for table in _tables(metadata):
            lines = list(_dumped(connection, table))
            name, rows[table.name] = f"{_TABLES}/{table.name}.jsonl", len(lines)
            hashes[name] = _add(archive, name, b"".join(lines))
    files = list(_files(data, engine))
    for path in files:
        name = f"{_FILES}/{path.relative_to(data).as_posix()}"
        hashes[name] = _add(archive, name, path.read_bytes())
    manifest = {"format": _FORMAT, "revision": revision, "taken_at": now.isoformat(), "members": hashes}
    _add(archive, _MANIFEST, json.dumps(manifest, indent=1).encode())
    return Content(now, rows, len(files))


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> str:
    """Add a member and return its hash."""
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    archive.addfile(entry, io.BytesIO(content))
    return hashlib.sha256(content).hexdigest()


def _checked(source: Path) -> dict[str, Any]:
    """Return the manifest of a backup all of whose members are as it says. Raises BackupError."""
    broken = f"{source}: không phải bản sao lưu, hoặc đã hỏng. Không có gì bị thay đổi; hãy dùng bản khác."
    hashes, manifest = {}, b""
    try:
        with tarfile.open(source, "r:gz") as archive:
            for name, member in _members(archive):
                if name == _MANIFEST:
                    manifest = member.read()
                else:
                    hashes[name] = hashlib.file_digest(member, "sha256").hexdigest()  # type: ignore[arg-type]  # reads
        found: dict[str, Any] = json.loads(manifest)
        is_whole = found["format"] == _FORMAT and found["members"] == hashes
    except FileNotFoundError as error:
        raise BackupError(f"{source}: không có tệp này.") from error
    except (OSError, EOFError, tarfile.TarError, ValueError, LookupError, TypeError) as error:
        raise BackupError(broken) from error
    if not is_whole or any(_leads_out(name) for name in hashes):
        raise BackupError(broken)
    return found


def _leads_out(name: str) -> bool:
    return name.startswith("/") or ".." in PurePosixPath(name).parts


def _members(archive: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield the members of a backup in their order; anything but a plain file breaks it."""
    for entry in archive:
        member = archive.extractfile(entry) if entry.isreg() else None
        if member is None:
            raise tarfile.TarError(entry.name)
        yield entry.name, member


def _demand_empty(engine: Engine, places: list[Path]) -> None:
    """Raise BackupError unless there is nothing that would be mixed or overwritten."""
    with engine.connect() as connection:
        metadata = MetaData()
        metadata.reflect(connection)
        for table in _tables(metadata):
            if connection.execute(select(func.count()).select_from(table)).scalar_one():
                raise BackupError(
                    f"Cơ sở dữ liệu đã có dữ liệu (bảng {table.name}). Chỉ phục hồi được vào nơi trống, để không"
                    " ghi đè gì: hãy đặt CONG_KHAI_DATABASE và CONG_KHAI_DATA sang nơi mới."
                )
    if there := [place for place in places if place.exists()]:
        raise BackupError(f"{there[0]}: đã có tệp này. Chỉ phục hồi được vào nơi trống: hãy đặt CONG_KHAI_DATA khác.")


def _revision(connection: Connection) -> str:
    """Return the version of the tables. Raises BackupError when a migration has not been run."""
    found = MigrationContext.configure(connection).get_current_revision()
    newest = ScriptDirectory.from_config(migrations.config(connection.engine)).get_current_head()
    if found is None or found != newest:
        raise BackupError("Cơ sở dữ liệu chưa ở phiên bản mới nhất. Hãy chạy: flask --app inbox migrate")
    return found


def _tables(metadata: MetaData) -> list[Table]:
    """Return all tables but the one of the version, those first to which others refer."""
    return [table for table in metadata.sorted_tables if table.name != _VERSIONS]


def _dumped(connection: Connection, table: Table) -> Iterator[bytes]:
    """Yield the rows of a table as JSON lines, in the order of their keys."""
    rows = connection.execute(select(table).order_by(*table.primary_key.columns)).mappings()
    for row in rows:
        plain = {name: _plain(value) for name, value in row.items()}
        yield json.dumps(plain, ensure_ascii=False).encode() + b"\n"


def _fill(connection: Connection, table: Table, lines: IO[bytes]) -> int:
    """Put JSON lines into a table; return how many."""
    rows = [
        {name: _typed(table.columns[name].type, value) for name, value in json.loads(line).items()} for line in lines
    ]
    if rows:
        connection.execute(insert(table), rows)
    if rows and connection.dialect.name == "postgresql" and isinstance(rows[0].get("id"), int):
        # New rows are numbered after those that were put back.
        sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
        connection.execute(text(f"SELECT setval({sequence}, (SELECT max(id) FROM {table.name}))"))  # noqa: S608  # a table's own name
    return len(rows)


def _plain(value: Any) -> Any:
    """Return a value of a row for JSON: moments as UTC."""
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return b64encode(value).decode() if isinstance(value, bytes) else value


def _typed(type_: Any, value: Any) -> Any:
    """Return a value from JSON for a column of a type."""
    if value is None:
        return None
    if isinstance(type_, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(type_, Date):
        return date.fromisoformat(value)
    return b64decode(value) if isinstance(type_, LargeBinary) else value


def _files(data: Path, engine: Engine) -> Iterator[Path]:
    """Yield the files of the data folder that are citizens'; the database is not among them, its tables are taken."""
    database = Path(make_url(str(engine.url)).database or "") if engine.dialect.name == "sqlite" else None
    own = {} if database is None else {database.with_name(f"{database.name}{end}") for end in ("", "-wal", "-shm")}
    for path in sorted(data.rglob("*")) if data.is_dir() else ():
        if path.is_file() and path not in own and path.relative_to(data).parts[0] not in _NOT_TAKEN:
            yield path


def _place(data: Path, member: str) -> Path:
    """Return where a file of a backup lies."""
    return data / PurePosixPath(member).relative_to(_FILES)
