"""What one build leaves for the next, a database beside the generations. It can be thrown away: that costs only time.

It knows every output and what was asked while it was made, the other way round as well: what follows from a change is
looked up, so a build costs its change and not the size of the site.
"""

import json
import pickle
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from plugins.domain.asking import Key
from plugins.domain.clock import VIETNAM

ABOUT = "about"  # the drawer in which `About` lies
# A node is an output (named by its path), or an input or a question (named by its key in JSON).
TABLES = """
CREATE TABLE node (id INTEGER PRIMARY KEY, name TEXT UNIQUE, stamp TEXT, until REAL, since INTEGER, endings TEXT);
CREATE INDEX over ON node (until) WHERE until IS NOT NULL;
CREATE INDEX changed ON node (since) WHERE endings IS NOT NULL;
CREATE TABLE asked (what INTEGER, by INTEGER, PRIMARY KEY (what, by)) WITHOUT ROWID;
CREATE TABLE asks (id INTEGER PRIMARY KEY, what BLOB);
CREATE TABLE content (id TEXT PRIMARY KEY, card TEXT, text TEXT, keys TEXT, data BLOB);
CREATE TABLE found (name TEXT, id TEXT, PRIMARY KEY (name, id)) WITHOUT ROWID;
CREATE TABLE removed (file TEXT PRIMARY KEY, since INTEGER) WITHOUT ROWID;
CREATE TABLE drawer (name TEXT PRIMARY KEY, data BLOB);
CREATE VIEW output AS SELECT * FROM node WHERE name < '[' OR name >= '\\';
CREATE VIEW known AS SELECT * FROM node WHERE name >= '[' AND name < '\\';
"""

_AS_NAME = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Made(NamedTuple):
    """An output as it was made: a stamp of its bytes, and until when that holds.

    `since` is the number of the build in which its bytes last changed; `endings` are its files, by what is put behind
    its path: "", and those of its compressed twins.
    """

    stamp: str
    until: datetime | None
    since: int
    endings: tuple[str, ...]

    def files(self, path: str) -> list[str]:
        """Return the files of an output."""
        return [f"{path}{ending}" for ending in self.endings]


@dataclass
class About:
    """Which build it was: `code` and `settings` are stamps of the program and of its settings, `number` counts builds.

    `generation` is the name of the one that holds this build, `numbers` the build each generation holds.
    `plan_until`: when the clock alone changes which outputs there are; `counts`: of contents and of outputs.
    """

    code: str
    settings: str
    now: datetime
    number: int = 0
    generation: str = ""
    numbers: dict[str, int] = field(default_factory=dict)
    plan_until: datetime | None = None
    counts: tuple[int, int] = (0, 0)


class State:
    """The last complete build, turning into the one under way; `is_kept`: another build will follow upon that."""

    def __init__(self, about: About, database: sqlite3.Connection, *, is_kept: bool = True) -> None:
        self.about = about
        self.is_kept = is_kept
        self._database = database
        self._ids: dict[str, int] = {}

    # What readers keep between builds, by names of their own.

    def drawers(self) -> list[tuple[str, bytes]]:
        """Return everything that lies in drawers, by name."""
        return self._database.execute("SELECT name, data FROM drawer").fetchall()

    def drawer(self, name: str) -> bytes | None:
        """Return what lies in a drawer, None for nothing."""
        found = self._one("SELECT data FROM drawer WHERE name = ?", name)
        return found[0] if found else None

    def put(self, name: str, data: bytes) -> None:
        """Put something into a drawer."""
        self._database.execute("INSERT OR REPLACE INTO drawer VALUES (?, ?)", (name, data))

    @property
    def remembers(self) -> bool:
        """Whether readers have kept anything."""
        return self._one("SELECT 1 FROM drawer WHERE name != ?", ABOUT) is not None

    # The contents that were published, and the keys under which each can be asked for.

    def changed_contents(self, contents: Mapping[str, tuple[str, str]], *, are_all: bool) -> dict[str, bool]:
        """Return the ids of contents that are not as they were; the value tells whether only their text is another.

        `contents` gives by id a stamp of the card and a stamp of the text; `are_all`: any other is gone.
        """
        rows: Iterable[tuple[str, str, str]]
        if are_all:
            rows = self._database.execute("SELECT id, card, text FROM content")
        else:
            rows = [(id_, *stamps) for id_ in contents if (stamps := self.content_stamps(id_))]
        before = {id_: (card, text) for id_, card, text in rows}
        changed = {id_: id_ in before and before[id_][0] == new[0] for id_, new in contents.items()
                   if before.get(id_) != new}  # fmt: skip
        return changed | dict.fromkeys(before.keys() - contents.keys(), False)

    def content_stamps(self, id_: str) -> tuple[str, str] | None:
        """Return the stamps of a content's card and of its text, None for one that was not published."""
        found = self._one("SELECT card, text FROM content WHERE id = ?", id_)
        return (found[0], found[1]) if found else None

    def content(self, id_: str) -> bytes | None:
        """Return a content as it was put, None for one that was not published."""
        found = self._one("SELECT data FROM content WHERE id = ?", id_)
        return found[0] if found else None

    def contents(self) -> Iterator[tuple[str, str, bytes]]:
        """Yield every content: its id, a stamp of its text, and what was put."""
        return iter(self._database.execute("SELECT id, text, data FROM content"))

    def content_ids(self, key: Key) -> list[str]:
        """Return the ids of the contents that can be asked for under a key."""
        return [id_ for (id_,) in self._database.execute("SELECT id FROM found WHERE name = ?", (_name(key),))]

    def keys_of(self, id_: str) -> list[Key]:
        """Return the keys under which a content could be asked for."""
        found = self._one("SELECT keys FROM content WHERE id = ?", id_)
        return [tuple(key) for key in json.loads(found[0])] if found else []

    def put_content(self, id_: str, stamps: tuple[str, str], keys: Sequence[Key], data: bytes) -> None:
        """Note a content as it is now, with the keys of all inputs that it gives."""
        self.remove_content(id_)
        row = (id_, *stamps, json.dumps(keys, ensure_ascii=False), data)
        self._database.execute("INSERT INTO content VALUES (?, ?, ?, ?, ?)", row)
        self._database.executemany("INSERT OR IGNORE INTO found VALUES (?, ?)", [(_name(key), id_) for key in keys])

    def put_text(self, id_: str, stamp: str) -> None:
        """Note that the text of a content is another, and nothing else."""
        self._database.execute("UPDATE content SET text = ? WHERE id = ?", (stamp, id_))

    def remove_content(self, id_: str) -> None:
        """Forget a content."""
        names = [(_name(key), id_) for key in self.keys_of(id_)]
        self._database.executemany("DELETE FROM found WHERE name = ? AND id = ?", names)
        self._database.execute("DELETE FROM content WHERE id = ?", (id_,))

    # Inputs and questions.

    def inputs(self, kind: str) -> Iterator[tuple[Key, str]]:
        """Yield the inputs of a kind that were asked for, with their stamps."""
        between = (f'["{kind}",', f'["{kind}"-')  # the sign after a comma
        rows = self._database.execute("SELECT name, stamp FROM node WHERE name >= ? AND name < ?", between)
        yield from [(tuple(json.loads(name)), stamp) for name, stamp in rows]

    def stamp(self, key: Key) -> str | None:
        """Return the stamp of an input or the fingerprint of an answer; None for what was never asked."""
        return self._stamp(_name(key))

    def mark(self, key: Key, stamp: str) -> None:
        """Note the stamp of an input."""
        self._put(_name(key), stamp, None, 0, None)

    def mark_answer(self, key: Key, stamp: str, until: datetime | None, asked: Iterable[Key]) -> None:
        """Note the answer to a question: its fingerprint, until when it holds, which inputs it rests on."""
        self._asks(self._put(_name(key), stamp, until, 0, None), asked)

    def forget(self, key: Key) -> None:
        """Forget the answer to a question that nobody can answer any more; who asked it is still known."""
        self.mark_answer(key, "", None, ())

    def questions(self, changed: Iterable[Key], now: datetime) -> list[Key]:
        """Return the questions that rest on one of some inputs, and those whose time is over."""
        names = self._over(now) | self._asking(changed)
        return [tuple(json.loads(name)) for name in names if name.startswith("[")]

    # Outputs.

    def paths(self) -> set[str]:
        """Return the paths of all outputs."""
        return {path for (path,) in self._database.execute("SELECT name FROM output")}

    def outputs(self, changed: Iterable[Key], now: datetime) -> set[str]:
        """Return the paths of the outputs that asked for one of some keys, and of those whose time is over."""
        return {name for name in self._over(now) | self._asking(changed) if not name.startswith("[")}

    def made(self, path: str) -> Made | None:
        """Return how an output was made; None for one that was not."""
        found = self._one("SELECT stamp, until, since, endings FROM node WHERE name = ?", path)
        return _made(*found) if found else None

    def output_stamp(self, path: str) -> str:
        """Return the stamp of an output, "" for one that was not made."""
        return self._stamp(path) or ""

    def put_output(self, path: str, made: Made, asked: Iterable[Key]) -> None:
        """Note an output as it was made, and what was asked for meanwhile."""
        endings = "|".join(made.endings) if made.endings else None
        self._asks(self._put(path, made.stamp, made.until, made.since, endings), asked)

    def remove_output(self, path: str) -> None:
        """Forget an output."""
        self._forget(path)

    def written(self) -> list[str]:
        """Return the paths of all outputs that are files, sorted."""
        rows = self._database.execute("SELECT name FROM output WHERE endings IS NOT NULL")
        return sorted(name for (name,) in rows)

    def files(self, since: int = -1, without: Collection[str] = ()) -> list[str]:
        """Return the files of all outputs but some, or of those whose bytes changed after the build of a number."""
        rows = self._database.execute(
            "SELECT name, endings FROM output WHERE endings IS NOT NULL AND since > ?",
            (since,),
        )
        return [f"{name}{end}" for name, endings in rows if name not in without for end in endings.split("|")]

    def note_removed(self, file: str) -> None:
        """Note that a file is gone since this build."""
        self._database.execute("INSERT OR REPLACE INTO removed VALUES (?, ?)", (file, self.about.number))

    def removed(self, since: int) -> list[str]:
        """Return the files that are gone since after the build of a number."""
        return [file for (file,) in self._database.execute("SELECT file FROM removed WHERE since > ?", (since,))]

    def forget_removed(self, until: int) -> None:
        """Forget what was removed by the build of a number and before."""
        self._database.execute("DELETE FROM removed WHERE since <= ?", (until,))

    def forget_parts(self) -> None:
        """Forget the outputs that are no files."""
        rows = self._database.execute("SELECT name FROM output WHERE endings IS NULL")
        for (name,) in rows.fetchall():
            self._forget(name)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been made."""
        return self._one("SELECT 1 FROM output") is None

    @property
    def next_moment(self) -> datetime | None:
        """The next moment at which the clock alone changes something, None for never."""
        (until,) = self._database.execute("SELECT min(until) FROM node WHERE until IS NOT NULL").fetchone()
        moments = [_moment(until), self.about.plan_until]
        return min((moment for moment in moments if moment is not None), default=None)

    def tidy(self) -> None:
        """Forget what nobody asks for any more: questions first, then the inputs they rested on."""
        unasked = "SELECT name FROM known WHERE id NOT IN (SELECT what FROM asked)"
        while names := self._database.execute(unasked).fetchall():
            for (name,) in names:
                self._forget(name)

    def close(self) -> None:
        """Let go of it, with nothing saved."""
        self._database.close()

    def finish(self) -> None:
        """Write everything into the database and let go of it; no more can be done with it."""
        self.put(ABOUT, pickle.dumps(self.about))
        self._database.commit()
        self._database.close()

    def _put(self, name: str, stamp: str, until: datetime | None, since: int, endings: str | None) -> int:
        row = (stamp, until.timestamp() if until else None, since, endings)
        id_ = self._id(name)
        if id_ is not None:
            self._database.execute(
                "UPDATE node SET stamp = ?, until = ?, since = ?, endings = ? WHERE id = ?", (*row, id_)
            )
            return id_
        added = self._database.execute(
            "INSERT INTO node (name, stamp, until, since, endings) VALUES (?, ?, ?, ?, ?)", (name, *row)
        )
        self._ids[name] = id_ = int(added.lastrowid or 0)
        return id_

    def _asks(self, by: int, keys: Iterable[Key]) -> None:
        """Note what a node asks for; all of it is known."""
        now = sorted({id_ for key in keys if (id_ := self._id(_name(key))) is not None})
        written = json.dumps(now)
        (known,) = self._one("SELECT what FROM asks WHERE id = ?", by) or ("[]",)
        if known == written:
            return
        before = json.loads(known)
        gone, new = set(before).difference(now), set(now).difference(before)
        self._database.executemany("DELETE FROM asked WHERE what = ? AND by = ?", [(what, by) for what in gone])
        self._database.executemany("INSERT INTO asked VALUES (?, ?)", [(what, by) for what in new])
        self._database.execute("INSERT OR REPLACE INTO asks VALUES (?, ?)", (by, written))

    def _asked_by(self, by: int) -> list[int]:
        found = self._one("SELECT what FROM asks WHERE id = ?", by)
        return list(json.loads(found[0])) if found else []

    def _asking(self, keys: Iterable[Key]) -> set[str]:
        """Return the names of all that ask for one of some keys."""
        asking = "SELECT name FROM node JOIN asked ON node.id = asked.by WHERE asked.what = ?"
        ids = [id_ for key in keys if (id_ := self._id(_name(key))) is not None]
        return {name for id_ in ids for (name,) in self._database.execute(asking, (id_,))}

    def _over(self, now: datetime) -> set[str]:
        """Return the names of all whose time is over."""
        over = "SELECT name FROM node WHERE until <= ?"
        return {name for (name,) in self._database.execute(over, (now.timestamp(),))}

    def _forget(self, name: str) -> None:
        id_ = self._id(name)
        if id_ is None:
            return
        for what in self._asked_by(id_):
            self._database.execute("DELETE FROM asked WHERE what = ? AND by = ?", (what, id_))
        self._database.execute("DELETE FROM asks WHERE id = ?", (id_,))
        self._database.execute("DELETE FROM node WHERE id = ?", (id_,))
        del self._ids[name]

    def _id(self, name: str) -> int | None:
        found = self._ids.get(name)
        if found is None:
            row = self._one("SELECT id FROM node WHERE name = ?", name)
            if row is None:
                return None
            found = self._ids[name] = int(row[0])
        return found

    def _stamp(self, name: str) -> str | None:
        found = self._one("SELECT stamp FROM node WHERE name = ?", name)
        return found[0] if found else None

    def _one(self, sql: str, *arguments: object) -> tuple[Any, ...] | None:
        found: tuple[Any, ...] | None = self._database.execute(sql, arguments).fetchone()
        return found


@lru_cache(maxsize=4096)  # every page asks for the same registers and offices
def _name(key: Key) -> str:
    return _AS_NAME(key)


def _made(stamp: str, until: float | None, since: int, endings: str | None) -> Made:
    return Made(stamp, _moment(until), since, () if endings is None else tuple(endings.split("|")))


def _moment(until: float | None) -> datetime | None:
    return datetime.fromtimestamp(until, VIETNAM) if until is not None else None
