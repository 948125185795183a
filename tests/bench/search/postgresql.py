"""PostgreSQL's text search, measured beside the others where PostgreSQL is installed."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import postgresql_server
from bench.search.engines import SHOWN, Entry, Hits

from plugins.domain.text import fold

_FOUND = "FROM t, plainto_tsquery('simple', %s) q WHERE words @@ q"
_BEST = f"ORDER BY ts_rank(words, q) DESC LIMIT {SHOWN}"


def _plain(text: str) -> str:
    """Return a text folded, without signs: PostgreSQL would take 46/NQ-HĐND for the name of a file."""
    return "".join(char if char.isalnum() else " " for char in fold(text))


class Postgresql:
    """PostgreSQL with a GIN index, the text folded by us; all words must occur.

    It works in processes of its own: what it takes is to be seen on the wall clock.
    """

    name = "PostgreSQL, folded"

    def __init__(self, _folder: Path, _content: Path) -> None:
        import psycopg  # only whoever measures has it

        programs = postgresql_server.programs()
        assert programs is not None  # else it is left out
        self._running = ExitStack()
        socket = self._running.enter_context(postgresql_server.serving(programs, "shared_buffers=512MB"))
        self._connection: Any = psycopg.connect(f"postgresql://postgres@/postgres?host={socket}", autocommit=True)

    def build(self, entries: Sequence[Entry]) -> None:
        """Write the index."""
        self._connection.execute(
            "CREATE TABLE t (id text PRIMARY KEY, kind text, year text, body text, words tsvector)"
        )
        with self._connection.transaction():
            for entry in entries:
                self._put(entry)
        self._connection.execute("CREATE INDEX ON t USING gin (words)")
        self._connection.execute("VACUUM ANALYZE t")

    def _put(self, entry: Entry) -> None:
        title, body = _plain(entry.title), _plain(entry.text)
        words = "setweight(to_tsvector('simple', %s), 'A') || to_tsvector('simple', %s)"
        row = (entry.id, entry.kind, entry.year, body, title, body)
        self._connection.execute(f"INSERT INTO t VALUES (%s, %s, %s, %s, {words})", row)  # noqa: S608  # all ours

    def megabytes(self) -> float:
        """Return what the table takes with its indexes; the text is in it."""
        return self._connection.execute("SELECT pg_total_relation_size('t')").fetchone()[0] / 1e6  # type: ignore[no-any-return]

    def add(self, entry: Entry) -> None:
        """Put one content into the index, in the place of what it was."""
        with self._connection.transaction():
            self._connection.execute("DELETE FROM t WHERE id = %s", (entry.id,))
            self._put(entry)

    def open(self) -> None:
        """Get ready to be asked."""

    def close(self) -> None:
        """Stop the server; all is gone."""
        self._connection.close()
        self._running.close()

    def search(self, typed: str) -> Hits:
        """Return the best contents, each with a snippet."""
        query = f"SELECT id, ts_headline('simple', body, q) FROM (SELECT id, body, q {_FOUND} {_BEST}) AS best"  # noqa: S608
        return [(id_, "") for id_, _ in self._ask(query, typed)]

    def bare(self, typed: str) -> Hits:
        """Return the best contents alone."""
        return [(id_, "") for (id_,) in self._ask(f"SELECT id {_FOUND} {_BEST}", typed)]

    def facets(self, typed: str) -> object:
        """Return counts for a query narrowed to documents, and the best of them."""
        of_kind = f"{_FOUND} AND kind = 'document'"
        counts = f"SELECT year, count(*) {of_kind} GROUP BY year"
        return [self._ask(query, typed) for query in (counts, f"SELECT id {of_kind} {_BEST}")]

    def _ask(self, query: str, typed: str) -> Any:
        return self._connection.execute(query, (_plain(typed),)).fetchall()
