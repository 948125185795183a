"""The engines that are measured: ours, and others on the same texts as one would set them up."""

import os
import pickle
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from plugins.domain.catalogue import load
from plugins.domain.text import fold
from plugins.kit.sharing import by_all_cores
from plugins.search.index import Index, Question, Writer
from plugins.search.prepared import prepared
from plugins.search.rows import Row

TODAY = date(2026, 11, 21)
Hits = Sequence[tuple[str, str]]
SHOWN = 10
_CHUNK = 40  # as the engine of builds


@dataclass(frozen=True)
class Entry:
    """A content as every engine gets it: its rows (ours takes them one by one, the others as one text)."""

    id: str
    kind: str
    year: str
    rows: Sequence[Row]

    @property
    def title(self) -> str:
        """Its title."""
        return self.rows[0].title

    @property
    def text(self) -> str:
        """All its words."""
        return "\n".join(f"{row.where} {row.text}" for row in self.rows)


class Ours:
    """The index of this project."""

    name = "ours"

    def __init__(self, folder: Path, content: Path) -> None:
        self._folder = folder / "ours"
        self._catalogue = load(content, TODAY)
        self._index: Index | None = None

    def build(self, entries: Sequence[Entry]) -> None:
        """Write the index by one process."""
        cores = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {min(cores)})
        writer = Writer(self._folder)
        for entry in entries:
            writer.replace(entry.id, entry.rows)
        writer.close()
        os.sched_setaffinity(0, cores)

    def build_shared(self, entries: Sequence[Entry]) -> None:
        """Write the index as a build of the site does: contents are prepared by all cores, gathered by one process."""

        def chunk(first: int) -> list[tuple[str, bytes]]:
            return [(entry.id, pickle.dumps(prepared(entry.rows))) for entry in entries[first : first + _CHUNK]]

        writer = Writer(self._folder)
        for contents in by_all_cores(chunk, range(0, len(entries), _CHUNK)):
            for id_, content in contents:
                writer.take(id_, pickle.loads(content))  # noqa: S301  # made here
        writer.close()

    def add(self, entry: Entry) -> None:
        """Put one content into the index, in the place of what it was."""
        writer = Writer(self._folder)
        writer.replace(entry.id, entry.rows)
        writer.close()

    def open(self) -> None:
        """Get ready to be asked."""
        self.close()
        self._index = Index(self._folder, self._catalogue)

    def close(self) -> None:
        """Let go of the files."""
        if self._index is not None:
            self._index.close()

    def search(self, typed: str) -> Hits:
        """Return the best contents as a feed shows them: with snippets, the places of the words in them, no counts."""
        assert self._index is not None  # opened before
        return [(hit.id, hit.url) for hit in self._index.find(Question(typed, with_counts=False), TODAY).hits]

    def page(self, typed: str) -> object:
        """Return what a page of results shows: the same with the counts of all filters."""
        assert self._index is not None
        return self._index.find(Question(typed), TODAY)

    def bare(self, typed: str) -> Hits:
        """Return the best contents alone."""
        assert self._index is not None
        return [(id_, "") for id_ in self._index.best(typed)]

    def facets(self, typed: str) -> object:
        """Return counts for a query narrowed to documents."""
        assert self._index is not None
        return self._index.find(Question(typed, {"loai": "document"}), TODAY).facets


class _Sqlite:
    """SQLite's FTS5; all words must occur."""

    name = ""
    tokenizer = ""

    def __init__(self, folder: Path, _content: Path) -> None:
        self._file = folder / f"{self.name.replace(' ', '-')}.sqlite"
        self._connection = sqlite3.connect(self._file)

    def prepared(self, text: str) -> str:
        """Return a text as it is indexed and asked for."""
        return text

    def build(self, entries: Sequence[Entry]) -> None:
        """Write the index."""
        columns = "id UNINDEXED, kind UNINDEXED, year UNINDEXED, title, body"
        self._connection.execute(f"CREATE VIRTUAL TABLE t USING fts5({columns}, tokenize='{self.tokenizer}')")
        self._connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?)", map(self._row, entries))
        self._connection.execute("INSERT INTO t(t) VALUES ('optimize')")
        self._connection.commit()

    def _row(self, entry: Entry) -> tuple[str, ...]:
        return entry.id, entry.kind, entry.year, self.prepared(entry.title), self.prepared(entry.text)

    def add(self, entry: Entry) -> None:
        """Put one content into the index, in the place of what it was."""
        self._connection.execute("DELETE FROM t WHERE id = ?", (entry.id,))
        self._connection.execute("INSERT INTO t VALUES (?, ?, ?, ?, ?)", self._row(entry))
        self._connection.commit()

    def open(self) -> None:
        """Get ready to be asked."""
        self.close()
        self._connection = sqlite3.connect(self._file)

    def close(self) -> None:
        """Let go of the files."""
        self._connection.close()

    def _match(self, typed: str) -> str:
        words = "".join(char if char.isalnum() else " " for char in self.prepared(typed)).split()
        return " ".join(f'"{word}"' for word in words)

    def search(self, typed: str) -> Hits:
        """Return the best contents, each with a snippet."""
        query = (
            "SELECT id, snippet(t, 4, '<', '>', '…', 34) FROM t WHERE t MATCH ? ORDER BY bm25(t, 0, 0, 0, 4, 1) LIMIT ?"
        )
        return [(id_, "") for id_, _ in self._connection.execute(query, (self._match(typed), SHOWN))]

    def bare(self, typed: str) -> Hits:
        """Return the best contents alone."""
        query = "SELECT id FROM t WHERE t MATCH ? ORDER BY bm25(t, 0, 0, 0, 4, 1) LIMIT ?"
        return [(id_, "") for (id_,) in self._connection.execute(query, (self._match(typed), SHOWN))]

    def facets(self, typed: str) -> object:
        """Return counts for a query narrowed to documents, and the best of them."""
        match = self._match(typed)
        count = "SELECT year, count(*) FROM t WHERE t MATCH ? AND kind = 'document' GROUP BY year"
        best = "SELECT id FROM t WHERE t MATCH ? AND kind = 'document' ORDER BY bm25(t, 0, 0, 0, 4, 1) LIMIT 10"
        return [self._connection.execute(query, (match,)).fetchall() for query in (count, best)]


class SqliteFolded(_Sqlite):
    """FTS5 with the text folded by us."""

    name = "FTS5, folded"
    tokenizer = "unicode61"

    def prepared(self, text: str) -> str:
        """Return a text folded."""
        return fold(text)


class SqliteDefault(_Sqlite):
    """FTS5 as it removes diacritics itself."""

    name = "FTS5, its own"
    tokenizer = "unicode61 remove_diacritics 2"


class Whoosh:
    """Whoosh as its introduction sets it up."""

    name = "Whoosh, default"

    def __init__(self, folder: Path, _content: Path) -> None:
        self._folder = folder / "whoosh"
        self._searcher: Any = None

    def build(self, entries: Sequence[Entry]) -> None:
        """Write the index."""
        from whoosh import fields, index

        self._folder.mkdir()
        schema = fields.Schema(
            id=fields.ID(stored=True, unique=True),
            kind=fields.ID(stored=True),
            year=fields.ID(stored=True, sortable=True),
            title=fields.TEXT(stored=True),
            body=fields.TEXT(stored=True),
        )
        writer = index.create_in(self._folder, schema).writer(limitmb=256)
        for entry in entries:
            writer.add_document(**_plain(entry))
        writer.commit()

    def add(self, entry: Entry) -> None:
        """Put one content into the index, in the place of what it was."""
        from whoosh import index

        writer = index.open_dir(self._folder).writer()
        writer.update_document(**_plain(entry))
        writer.commit()

    def open(self) -> None:
        """Get ready to be asked."""
        from whoosh import index, qparser

        opened = index.open_dir(self._folder)
        self._searcher = opened.searcher()
        self._parser = qparser.MultifieldParser(["title", "body"], opened.schema)

    def close(self) -> None:
        """Let go of the files."""
        self._searcher.close()

    def search(self, typed: str) -> Hits:
        """Return the best contents, each with its highlights."""
        found = self._searcher.search(self._parser.parse(typed), limit=SHOWN)
        return [(hit["id"], hit.highlights("body") and "") for hit in found]

    def bare(self, typed: str) -> Hits:
        """Return the best contents alone."""
        return [(hit["id"], "") for hit in self._searcher.search(self._parser.parse(typed), limit=SHOWN)]

    def facets(self, typed: str) -> object:
        """Return counts for a query narrowed to documents."""
        from whoosh.query import Term

        found = self._searcher.search(
            self._parser.parse(typed), limit=SHOWN, filter=Term("kind", "document"), groupedby="year"
        )
        return {year: len(ids) for year, ids in found.groups("year").items()}


class Tantivy:
    """Tantivy, the text folded by us; all words must occur."""

    name = "tantivy, folded"

    def __init__(self, folder: Path, _content: Path) -> None:
        import tantivy  # type: ignore[import-not-found,unused-ignore]  # only whoever measures has it

        builder = tantivy.SchemaBuilder()
        for name in ("id", "kind", "year"):
            builder.add_text_field(name, stored=name == "id", tokenizer_name="raw", fast=name == "year")
        for name in ("title", "body"):
            builder.add_text_field(name, stored=True)
        path = folder / "tantivy"
        path.mkdir()
        self._tantivy: Any = tantivy
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=str(path))

    def build(self, entries: Sequence[Entry]) -> None:
        """Write the index."""
        writer = self._index.writer(256_000_000, 1)
        for entry in entries:
            writer.add_document(self._document(entry))
        writer.commit()
        writer.wait_merging_threads()

    def _document(self, entry: Entry) -> Any:
        plain = _plain(entry)
        return self._tantivy.Document(**{**plain, "title": fold(plain["title"]), "body": fold(plain["body"])})

    def add(self, entry: Entry) -> None:
        """Put one content into the index, in the place of what it was."""
        writer = self._index.writer(64_000_000, 1)
        writer.delete_documents("id", entry.id)
        writer.add_document(self._document(entry))
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        """Get ready to be asked."""
        self._index.reload()
        self._searcher = self._index.searcher()

    def close(self) -> None:
        """Let go of the files."""

    def _query(self, typed: str) -> Any:
        words = "".join(char if char.isalnum() else " " for char in fold(typed)).split()
        return self._index.parse_query(" AND ".join(f'"{w}"' for w in words) or '""', ["title", "body"])

    def search(self, typed: str) -> Hits:
        """Return the best contents, each with a snippet."""
        query = self._query(typed)
        snippets = self._tantivy.SnippetGenerator.create(self._searcher, query, self._schema, "body")
        found = []
        for _, address in self._searcher.search(query, SHOWN).hits:
            document = self._searcher.doc(address)
            snippets.snippet_from_doc(document)
            found.append((document["id"][0], ""))
        return found

    def bare(self, typed: str) -> Hits:
        """Return the best contents alone."""
        hits = self._searcher.search(self._query(typed), SHOWN).hits
        return [(self._searcher.doc(address)["id"][0], "") for _, address in hits]

    def facets(self, typed: str) -> object:
        """Return counts for a query narrowed to documents, and the best of them."""
        both = self._tantivy.Query.boolean_query(
            [
                (self._tantivy.Occur.Must, self._query(typed)),
                (self._tantivy.Occur.Must, self._tantivy.Query.term_query(self._schema, "kind", "document")),
            ]
        )
        counts = self._searcher.aggregate(both, {"years": {"terms": {"field": "year"}}})
        return counts, self._searcher.search(both, SHOWN)


def _plain(entry: Entry) -> dict[str, str]:
    return {"id": entry.id, "kind": entry.kind, "year": entry.year, "title": entry.title, "body": entry.text}


def sizes(folder: Path) -> Iterator[tuple[str, float]]:
    """Yield what lies in a folder, with its MB."""
    for path in sorted(folder.iterdir()):
        files = [p for p in path.rglob("*") if p.is_file()] if path.is_dir() else [path]
        yield path.name, sum(p.stat().st_size for p in files) / 1e6
