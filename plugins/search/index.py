"""The index: how it is written, opened and asked. The only file that knows it is Whoosh.

Vietnamese first: every text is indexed folded (without diacritics, đ as d), as single syllables, as pairs of neighbours
and as runs of four (`words`, `terms`). They take the place of word positions, which make Whoosh many times slower;
they put “dân chủ” above “dân … chủ”. An entry is a whole content; its places (an article, an answer) are kept with it
and looked through when it is shown: so one document is one hit, and what is counted are documents.

Whoosh keeps the terms and in which contents each stands. Those lists are read once each into sets of bits (`bits`),
with which a question is answered (`finding`).
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3LeafMatcher, W3PostingsWriter
from whoosh.fields import ID, STORED, Schema
from whoosh.matching import ListMatcher

from plugins.domain.rows import Catalogue
from plugins.search.answers import PER_PAGE, Found, Hit, Question
from plugins.search.bits import bits_of, numbers_in
from plugins.search.facets import OPEN
from plugins.search.finding import Finder
from plugins.search.reading import FILTERS, LONGEST_QUERY
from plugins.search.rows import Row
from plugins.search.terms import FIELDS, shown_of, terms_of

__all__ = ["FILTERS", "LONGEST_QUERY", "OPEN", "Found", "Hit", "Index", "MissingIndexError", "Question", "Writer"]

# Sets of terms kept ready: 1 KB each at 8,000 contents.
_TERMS_KEPT = 4096
# So many contents are kept beside their term.
_SHORT = 24
# Lists of terms are given as they are; that a term stands in a content is all that is kept.
_SCHEMA = Schema(
    document=ID(stored=True),
    **{name: ID() for name in FIELDS},
    **dict.fromkeys(("kind", "shown_title", "day", "places"), STORED),
)


class MissingIndexError(Exception):
    """There is no index here, or it cannot be read."""


class _Lists:
    """In which contents each term stands, while that is gathered.

    In the place of Whoosh's pool, which keeps and sorts a row for each term of each content and takes four times as
    long.
    """

    def __init__(self) -> None:
        self.lists: defaultdict[tuple[str, bytes], array[int]] = defaultdict(lambda: array("I"))

    def put(self, name: str, term: str, number: int) -> None:
        self.lists[name, term.encode()].append(number)

    def add(self, row: tuple[str, bytes, int, float, bytes]) -> None:
        """Take a row from Whoosh: of a field we leave to it, or of earlier contents it joins to these."""
        self.lists[row[0], row[1]].append(row[2])

    def iter_postings(self) -> "_Lists":
        return self

    def cleanup(self) -> None:
        self.lists.clear()


class _Codec(W3Codec):  # type: ignore[misc]  # Whoosh has no types
    """How Whoosh writes files: a list of contents in one piece, a short one beside its term."""

    def field_writer(self, storage: Any, segment: Any) -> Any:
        return _FieldWriter(self, storage, segment)

    def postings_writer(self, dbfile: Any, byteids: Any = False) -> Any:  # noqa: FBT002  # as Whoosh calls it
        return _PostingsWriter(dbfile, self._blocklimit, byteids)

    def postings_reader(self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None) -> Any:
        if not terminfo.is_inlined():
            return _Matcher(dbfile, *terminfo.extent(), format_, term=term, scorer=scorer)
        (ids,) = terminfo.inlined_postings()
        return ListMatcher(ids, format=format_, term=term, terminfo=terminfo, scorer=scorer, all_weights=1.0)


class _FieldWriter(W3FieldWriter):  # type: ignore[misc]
    def add_postings(self, schema: Any, _lengths: Any, gathered: _Lists) -> None:
        """Write the lists, field by field, in the order of their terms."""
        for name, of_field in groupby(sorted(gathered.lists.items()), key=lambda item: item[0][0]):
            self.start_field(name, schema[name])
            for (_, term), numbers in of_field:
                self.start_term(term)
                self._postwriter.take(numbers)
                self.finish_term()
            self.finish_field()


class _PostingsWriter(W3PostingsWriter):  # type: ignore[misc]
    def take(self, numbers: "array[int]") -> None:
        """Take a whole list."""
        self._ids = numbers
        self._weights = array("f", [1.0]) * len(numbers)
        self._maxweight = 1.0

    def finish_postings(self) -> Any:
        """Put a short list beside its term. Whoosh means to, but stumbles, and would keep weights."""
        if len(self) > _SHORT:
            return super().finish_postings()
        terminfo: Any = self._terminfo
        self._terminfo: Any = None
        terminfo.add_block(self)
        terminfo._inlined = (tuple(self._ids),)  # noqa: SLF001
        return terminfo


class _Matcher(W3LeafMatcher):  # type: ignore[misc]
    def all_ids(self) -> Iterator[int]:
        """Yield the whole list at once; it is in one piece."""
        self._read_ids()
        return iter(self._ids)


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
            self._writer.pool = self._gathered = _Lists()
        except Exception as error:  # Whoosh raises whatever it stumbles over in a broken file
            raise MissingIndexError(str(folder)) from error

    def replace(self, document: str, rows: Iterable[Row]) -> None:
        """Put rows in the place of those of a document; the first is its head."""
        self.remove(document)
        given = list(rows)
        if not given:
            return
        for name, terms in terms_of(given).items():
            for term in terms:
                self._gathered.put(name, term, self._writer.docnum)
        self._writer.add_document(document=document, **shown_of(given))

    def remove(self, document: str) -> None:
        """Remove the rows of a document."""
        if not self.is_new:
            self._writer.delete_by_term("document", document)

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
            self._entries = _Entries(folder)
            self._finder = Finder(self._entries, catalogue)
        except Exception as error:  # Whoosh raises whatever it stumbles over in a broken file
            raise MissingIndexError(str(folder)) from error

    def search(self, typed: str, limit: int = PER_PAGE) -> list[Hit]:
        """Return the best hits for some words, at most `limit`."""
        return self.find(Question(typed), date.max).hits[:limit]

    def find(self, question: Question, today: date) -> Found:
        """Return the answer to a question on a day. Raises MissingIndexError when the index turns out to be broken."""
        try:
            found = self._finder.find(question, today)
        except Exception as error:  # whatever Whoosh stumbles over
            self.is_whole = False
            raise MissingIndexError from error
        self.is_whole = True
        return found

    def best(self, typed: str) -> list[int]:
        """Return the numbers of the best entries alone: what finding costs without showing."""
        return self._finder.best(typed)

    def contents(self) -> list[Mapping[str, Any]]:
        """Return all that is held of each content, in the order of their ids: its terms, what is shown of it."""
        return sorted(self._entries.contents(), key=lambda held: str(held["document"]))

    def close(self) -> None:
        """Let go of the files."""
        self._entries.close()


class _Entries:
    """What Whoosh keeps, as `bits.Entries`."""

    def __init__(self, folder: Path) -> None:
        self._searcher = whoosh_index.open_dir(folder, readonly=True).searcher()
        self._reader = self._searcher.reader()
        self._leaves = list(self._reader.leaf_readers())
        self.size: int = self._reader.doc_count_all()
        self.all = bits_of((n for n in range(self.size) if not self._reader.is_deleted(n)), self.size)
        # A set of a term is small and asked for again and again.
        self._kept = lru_cache(_TERMS_KEPT)(self._read)

    def bits(self, name: str, term: str) -> int:
        return self._kept(name, term)

    def terms(self, name: str) -> Iterator[str]:
        return (term.decode() for term in self._reader.lexicon(name))

    def shown(self, number: int) -> Mapping[str, Any]:
        stored: Mapping[str, Any] = self._reader.stored_fields(number)
        return stored

    def contents(self) -> Iterator[Mapping[str, Any]]:
        """Yield what is stored of each content, with all its terms: to compare one index with another."""
        terms: list[list[tuple[str, str]]] = [[] for _ in range(self.size)]
        for name in FIELDS:
            for term in self.terms(name):
                for leaf, offset in self._leaves:
                    if (name, term) in leaf:
                        for number in _numbers(leaf.postings(name, term)):
                            terms[offset + number].append((name, term))
        return ({**self.shown(number), "terms": terms[number]} for number in numbers_in(self.all))

    def close(self) -> None:
        self._searcher.close()

    def _read(self, name: str, term: str) -> int:
        """Return in which contents a term of a list stands."""
        bits = 0
        for leaf, offset in self._leaves:
            if (name, term) in leaf:
                bits |= bits_of(_numbers(leaf.postings(name, term)), leaf.doc_count_all()) << offset
        return bits & self.all


def _numbers(matcher: Any) -> Iterator[int]:
    """Yield the numbers in a list of Whoosh; those of contents that were removed may be among them."""
    return iter(getattr(matcher, "child", matcher).all_ids())
