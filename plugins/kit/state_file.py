"""The file of the state: its name holds a checksum of it; a build works on a copy, put in place when it is done."""

import pickle
import shutil
import sqlite3
from pathlib import Path
from zlib import crc32

from plugins.kit.state import ABOUT, TABLES, About, State

_NAME = "state-"  # and a checksum of what is in it
_UNDER_WAY = "state.new"
_NOWHERE = ""  # to SQLite: in memory as long as it is small, then in a file that nobody sees


def fresh(about: About, folder: Path | None) -> State:
    """Return an empty state, to be saved in a folder; None: never to be saved."""
    if folder is not None:
        (folder / _UNDER_WAY).unlink(missing_ok=True)
    database = _open(folder / _UNDER_WAY if folder else _NOWHERE)
    database.executescript(TABLES)
    return State(about, database)


def renewed(state: State, about: About, folder: Path) -> State:
    """Return an empty state that has what readers of content remember, but nothing that was made from it."""
    drawers = state.drawers()
    state.close()
    new = fresh(about, folder)
    for name, data in drawers:
        new.put(name, data)
    return new


def load(folder: Path) -> State | None:
    """Return the state in a folder, None when there is none that is whole."""
    found = sorted(folder.glob(f"{_NAME}*"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    whole = next((path for path in found if path.name == f"{_NAME}{_checksum(path)}"), None)
    if whole is None:
        return None
    shutil.copyfile(whole, folder / _UNDER_WAY)
    database = _open(folder / _UNDER_WAY)
    try:
        (data,) = database.execute("SELECT data FROM drawer WHERE name = ?", (ABOUT,)).fetchone()
        return State(pickle.loads(data), database)  # noqa: S301  # our own file, whole as its checksum tells
    except Exception:  # noqa: BLE001  # whatever a file of an older program makes the reader stumble over
        database.close()
        return None


def save(state: State, folder: Path) -> None:
    """Write a state, whole in one step; no more can be done with it."""
    state.finish()
    written = folder / _UNDER_WAY
    saved = written.replace(folder / f"{_NAME}{_checksum(written)}")
    for path in folder.glob(f"{_NAME}*"):
        if path != saved:
            path.unlink()


def _open(path: Path | str) -> sqlite3.Connection:
    """Open a file that is thrown away when it is not finished: nothing has to be safe before that."""
    database = sqlite3.connect(path)
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;")
    return database


def _checksum(path: Path) -> str:
    """Return a checksum: against accidents, and several times faster than a digest against malice."""
    checksum = 0
    with path.open("rb") as file:
        while chunk := file.read(1 << 18):
            checksum = crc32(chunk, checksum)
    return f"{path.stat().st_size}-{checksum:08x}"
