"""The index: how it is written, opened and asked. The only file that knows it is Whoosh.

Vietnamese first: every text is indexed folded (without diacritics, đ as d), as single syllables, as pairs of neighbours
and as runs of four (`words`, `terms`). They take the place of word positions, which make Whoosh many times slower;
they put “dân chủ” above “dân … chủ”. An entry is a whole content; its places (an article, an answer) are kept with it
and looked through when it is shown: so one document is one hit, and what is counted are documents.

Whoosh keeps the contents, in segments that are swapped as one; in which of them each term stands is a file of ours in
each segment (`lists`), read term by term as sets of bits (`bits`), with which a question is answered (`finding`).
"""

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property, lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index
from whoosh.codec.base import TermsReader
from whoosh.codec.whoosh3 import W3Codec
from whoosh.columns import VarBytesColumn
from whoosh.fields import COLUMN, ID, Schema

from plugins.domain.rows import Catalogue
from plugins.search.answers import PER_PAGE, Found, Hit, Question
from plugins.search.bits import numbers_in
from plugins.search.facets import OPEN
from plugins.search.finding import Finder
from plugins.search.lists import Lists, written
from plugins.search.prepared import Prepared, prepared
from plugins.search.reading import FILTERS, LONGEST_QUERY
from plugins.search.rows import Row
from plugins.search.terms import FIELDS

__all__ = ["FILTERS", "LONGEST_QUERY", "OPEN", "Found", "Hit", "Index", "MissingIndexError", "Question", "Writer"]

# Sets of terms kept ready: 1 KB each at 8,000 contents.
_TERMS_KEPT = 4096
_DOCUMENT = "document"
_SHOWN = "shown"
# Lists of terms are given as they are (`_Gathered`); Whoosh keeps what is shown, in one piece: one page of the file.
_SCHEMA = Schema(
    **{name: ID() for name in (_DOCUMENT, *FIELDS)},
    **{_SHOWN: COLUMN(VarBytesColumn(write_offsets_cutoff=0))},
)


class MissingIndexError(Exception):
    """There is no index here, or it cannot be read."""


class _Gathered:
    """In which contents each term stands, while that is gathered.

    In the place of Whoosh's pool, which keeps and sorts a row for each term of each content and takes four times as
    long.
    """

    def __init__(self) -> None:
        self.lists: defaultdict[str, defaultdict[bytes, array[int]]] = defaultdict(
            lambda: defaultdict(lambda: array("I"))
        )

    def add(self, name: str, terms: Iterable[bytes], number: int) -> None:
        """Note that terms of a list stand in a content."""
        of_term = self.lists[name]
        for term in terms:
            of_term[term].append(number)

    def join(self, reader: Any, first: int, numbers: Mapping[int, int] | None) -> None:
        """Take the lists of contents that Whoosh joins to these: numbered on from `first`, or as `numbers` says."""
        lists = _lists_of(reader)
        for name in lists.names():
            of_term = self.lists[name]
            for term, own in lists.items(name):
                joined = [first + n for n in own] if numbers is None else [numbers[n] for n in own if n in numbers]
                if joined:
                    of_term[term].extend(joined)

    def iter_postings(self) -> "_Gathered":
        return self

    def cleanup(self) -> None:
        self.lists.clear()


class _Codec(W3Codec):  # type: ignore[misc]  # Whoosh has no types
    """How Whoosh writes and reads its files: lists of terms are ours (`lists`)."""

    def field_writer(self, storage: Any, segment: Any) -> Any:
        return _ListsWriter(segment.create_file(storage, self.TERMS_EXT))

    def terms_reader(self, storage: Any, segment: Any) -> Any:
        name = segment.make_filename(self.TERMS_EXT)
        return _ListsReader(storage.open_file(name), storage.file_length(name))


class _ListsWriter:
    """What Whoosh calls when all is gathered."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self.is_closed = False

    def add_postings(self, _schema: Any, _lengths: Any, gathered: _Gathered) -> None:
        for octets in written(gathered.lists):
            self._file.write(octets)

    def close(self) -> None:
        self._file.close()
        self.is_closed = True


class _ListsReader(TermsReader):  # type: ignore[misc]
    """The lists of a segment, as Whoosh holds them; it is not asked for terms."""

    def __init__(self, file: Any, length: int) -> None:
        self._file = file
        self.lists = Lists(file, length)

    def indexed_field_names(self) -> Iterable[str]:
        return self.lists.names()

    def close(self) -> None:
        self._file.close()


def _lists_of(segment: Any) -> Lists:
    lists: Lists = segment._terms.lists  # noqa: SLF001  # made by our codec
    return lists


class Writer:
    """Writes an index in a folder: a new one, or, when the folder holds one, with documents replaced and removed.

    Raises MissingIndexError when what the folder holds cannot be continued.
    """

    def __init__(self, folder: Path) -> None:
        self.is_new = not any(folder.glob("*.toc"))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            index = whoosh_index.create_in(folder, _SCHEMA) if self.is_new else whoosh_index.open_dir(folder)
            self._writer = index.writer(codec=_Codec())
            self._writer.pool = self._gathered = _Gathered()
            self._writer.add_postings_to_pool = self._gathered.join
            self._earlier = _Entries(self._writer.reader())
        except Exception as error:  # Whoosh raises whatever it stumbles over in a broken file
            raise MissingIndexError(str(folder)) from error

    def replace(self, document: str, rows: Iterable[Row]) -> None:
        """Put rows in the place of those of a document; the first is its head."""
        self.take(document, prepared(rows))

    def take(self, document: str, content: Prepared | None) -> None:
        """Put a content, prepared, in the place of what the index has of that id; nothing for None."""
        self.remove(document)
        if content is None:
            return
        number = self._writer.docnum
        for name, terms in content.terms.items():
            self._gathered.add(name, filter(None, terms.split(b"\n")), number)
        self._gathered.add(_DOCUMENT, [document.encode()], number)
        self._writer.add_document(**{_SHOWN: content.kept})

    def remove(self, document: str) -> None:
        """Remove the rows of a document."""
        for number in numbers_in(self._earlier.bits(_DOCUMENT, document)):
            self._writer.delete_document(number)

    def close(self) -> None:
        """Leave the index whole."""
        self._writer.commit(optimize=self.is_new)


class Index:
    """An open index; cheap to ask many times, safe for threads."""

    def __init__(self, folder: Path, catalogue: Catalogue | None = None) -> None:
        """Open the index in `folder`; a catalogue gives it the words of a site.

        Raises MissingIndexError when there is none that can be read.
        """
        # Damage may show only when something is asked for: whether the last question could be answered.
        self.is_whole = True
        try:
            self._entries = _Entries(whoosh_index.open_dir(folder, readonly=True).reader())
            self._finder = Finder(self._entries, catalogue)
        except Exception as error:  # Whoosh raises whatever it stumbles over in a broken file
            raise MissingIndexError(str(folder)) from error

    def search(self, typed: str, limit: int = PER_PAGE) -> list[Hit]:
        """Return the best hits for some words, at most `limit`."""
        return self.find(Question(typed, with_counts=False), date.max).hits[:limit]

    def find(self, question: Question, today: date) -> Found:
        """Return the answer to a question on a day. Raises MissingIndexError when the index turns out to be broken."""
        try:
            found = self._finder.find(question, today)
        except Exception as error:  # whatever Whoosh stumbles over
            self.is_whole = False
            raise MissingIndexError from error
        self.is_whole = True
        return found

    def best(self, typed: str) -> list[str]:
        """Return the ids of the best contents alone: what finding costs without showing."""
        return self._finder.best(typed)

    def contents(self) -> list[Mapping[str, Any]]:
        """Return all that is held of each content, in one order: its terms, what is shown of it."""
        return sorted(self._entries.contents(), key=lambda held: str(held[_DOCUMENT]))

    def close(self) -> None:
        """Let go of the files."""
        self._entries.close()


class _Entries:
    """What Whoosh keeps, as `bits.Entries`."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self.size: int = reader.doc_count_all()
        # An empty index has no segment, but something in its place.
        self._segments: Sequence[tuple[Any, int]] = list(reader.leaf_readers()) if self.size else []
        self._lists = [(_lists_of(segment), first) for segment, first in self._segments]
        self.all: int = (1 << self.size) - 1
        for segment, first in self._segments:
            for removed in segment.segment().deleted_docs():
                self.all &= ~(1 << first + removed)
        self._column = cache(lambda at: self._segments[at][0].column_reader(_SHOWN, translate=False))
        # A set of a term is small and asked for again and again.
        self.bits = lru_cache(_TERMS_KEPT)(self._bits)

    def terms(self, name: str, beginning: str = "") -> Iterator[str]:
        terms = {term for lists, _ in self._lists for term in lists.terms(name, beginning.encode())}
        return (term.decode() for term in sorted(terms))

    def id(self, number: int) -> str:
        return self._ids[number]

    @cached_property
    def _ids(self) -> Sequence[str]:
        ids = [""] * self.size
        for lists, first in self._lists:
            for id_, numbers in lists.items(_DOCUMENT):
                for number in numbers:
                    ids[first + number] = id_.decode()
        return ids

    def shown(self, number: int) -> bytes:
        at = bisect_right(self._segments, number, key=itemgetter(1)) - 1
        kept: bytes = self._column(at)[number - self._segments[at][1]]
        return kept

    def contents(self) -> Iterator[Mapping[str, Any]]:
        """Yield what is kept of each content, with all its terms: to compare one index with another."""
        terms: list[list[tuple[str, str]]] = [[] for _ in range(self.size)]
        for name in FIELDS:
            for term in self.terms(name):
                for number in numbers_in(self.bits(name, term)):
                    terms[number].append((name, term))
        for number in numbers_in(self.all):
            yield {_DOCUMENT: self.id(number), _SHOWN: self.shown(number), "terms": terms[number]}

    def close(self) -> None:
        self._reader.close()

    def _bits(self, name: str, term: str) -> int:
        """Return in which contents a term of a list stands."""
        octets = term.encode()
        bits = 0
        for lists, first in self._lists:
            bits |= lists.bits(name, octets) << first
        return bits & self.all
