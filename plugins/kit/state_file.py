"""The file of the state: its name holds a checksum of it; a build works on a copy, put in place when it is done.

The copy is written over the file of the state before: that takes half as long as writing a new one.
"""

import pickle
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from deflate import crc32  # several times faster than zlib's

from plugins.kit.state import ABOUT, TABLES, About, State

_NAME = "state-"  # and a checksum of what is in it
_UNDER_WAY = "state.new"
_PIECE = 1 << 20  # bytes: little enough to stay at hand between being checked and being copied
_NOWHERE = ""  # to SQLite: in memory as long as it is small, then in a file that nobody sees


def fresh(about: About, folder: Path | None) -> State:
    """Return an empty state, to be saved in a folder; None: never to be saved."""
    if folder is not None:
        (folder / _UNDER_WAY).unlink(missing_ok=True)
    database = _open(folder / _UNDER_WAY if folder else _NOWHERE)
    database.executescript(TABLES)
    return State(about, database, is_kept=folder is not None)


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
    if not any(_copied(path, folder / _UNDER_WAY) for path in found):
        return None
    database = _open(folder / _UNDER_WAY)
    try:
        (data,) = database.execute("SELECT data FROM drawer WHERE name = ?", (ABOUT,)).fetchone()
        return State(pickle.loads(data), database)  # noqa: S301  # our own file, whole as its checksum tells
    except Exception:  # noqa: BLE001  # whatever a file of an older program makes the reader stumble over
        database.close()
        return None


def save(state: State, folder: Path, *, keeps_former: bool = True) -> None:
    """Write a state, whole in one step; no more can be done with it.

    `keeps_former`: the file of the state before may stay, for the next build to write over.
    """
    state.finish()
    written = folder / _UNDER_WAY
    saved = written.replace(folder / _name_of(written))
    former = [path for path in folder.glob(f"{_NAME}*") if path != saved]
    for path in former:
        path.replace(written)
    if not keeps_former:
        written.unlink(missing_ok=True)


def _open(path: Path | str) -> sqlite3.Connection:
    """Open a file that is thrown away when it is not finished: nothing has to be safe before that."""
    database = sqlite3.connect(path)
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;")
    return database


def _copied(path: Path, copy: Path) -> bool:
    """Copy the file of a state; tell whether it is whole."""
    checksum = 0
    copy.touch()
    with copy.open("r+b") as written:
        for piece in _pieces(path):
            checksum = crc32(piece, checksum)
            written.write(piece)
        written.truncate()
    return path.name == _named(path, checksum)


def _name_of(path: Path) -> str:
    """Return the name of the file of a state, which holds a checksum: against accidents, not against malice."""
    checksum = 0
    for piece in _pieces(path):
        checksum = crc32(piece, checksum)
    return _named(path, checksum)


def _named(path: Path, checksum: int) -> str:
    return f"{_NAME}{path.stat().st_size}-{checksum:08x}"


def _pieces(path: Path) -> Iterator[memoryview]:
    """Yield what is in a file, piece by piece, each only until the next is asked for."""
    space = memoryview(bytearray(_PIECE))
    with path.open("rb", buffering=0) as file:
        while length := file.readinto(space):
            yield space[:length]
