"""The index: what is in it, how it is written, how it is asked. The only file that knows it is Whoosh.

Vietnamese first: every text is indexed folded (without diacritics, đ as d), as single syllables and as pairs of
neighbours. Pairs take the place of word positions, which make Whoosh many times slower; they put “dân chủ” above
“dân … chủ”. An entry is a whole content; its places (an article, an answer) are kept with it and looked through when
it is shown: so one document is one hit, and what is counted are documents.

Whoosh keeps the terms and in which contents each stands. Those lists are read once each into sets of bits (`bits`),
with which a query is answered: which contents, how many of each kind, which are the best.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from time import monotonic
from typing import Any

from whoosh import index as whoosh_index
from whoosh.fields import ID, STORED, Schema

from plugins.domain.rows import Catalogue
from plugins.search.bits import Scores, bits_of, numbers_in
from plugins.search.facets import FACETS, OPEN, STATES, Facet, Value, fact
from plugins.search.places import Piece, Place, as_written, best_places, snippet, stands_in
from plugins.search.reading import FILTERS, LONGEST_QUERY, OFFICE, STATE, YEAR, Asked, Reader, Unit, Vocabulary
from plugins.search.rows import Row
from plugins.search.slips import corrections
from plugins.search.symbols import wider
from plugins.search.words import key_of, pairs_of, spelling_of, words_of

__all__ = ["FILTERS", "LONGEST_QUERY", "OPEN", "Found", "Hit", "Index", "MissingIndexError", "Question", "Writer"]

PER_PAGE = 10
LAST_PAGE = 50
MORE_PLACES = 20
# Seconds of wall clock; what is found by then is the answer.
TIME_LIMIT = 1.0
_PHRASES_CHECKED = 200
_TERMS_KEPT = 4096
_DAYS = "ngay"


@dataclass
class Hit:
    """A content that matches: its best place with a snippet, and further places in it.

    `snippet` is text in pieces, each with whether it is one of the words asked for. `on` is the day it is public since.
    """

    id: str
    kind: str
    title: str
    url: str
    where: str
    snippet: list[Piece]
    on: date
    more: list[Place] = field(default_factory=list)


@dataclass(frozen=True)
class Question:
    """What a reader asks: words as typed, values of filters by their names, the order, the page from 1.

    `as_typed`: no correction of what was typed.
    """

    typed: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    newest_first: bool = False
    page: int = 1
    as_typed: bool = False


@dataclass
class Found:
    """An answer: the hits of one page, how many there are in all, the facets.

    `suggestion` is what was perhaps meant, "" for nothing; `is_corrected` says that the hits are those of it.
    `is_partial`: time was up, there may be more.
    """

    hits: list[Hit] = field(default_factory=list)
    count: int = 0
    facets: list[Facet] = field(default_factory=list)
    filters: Mapping[str, str] = field(default_factory=dict)
    page: int = 1
    pages: int = 1
    suggestion: str = ""
    is_corrected: bool = False
    is_partial: bool = False


class MissingIndexError(Exception):
    """There is no index here, or it cannot be read."""


# Lists of terms are given as they are; that a term stands in a content is all that is kept.
_SCHEMA = Schema(
    document=ID(stored=True),
    words=ID(),
    pairs=ID(),
    spelt=ID(),
    title=ID(),
    facts=ID(),
    kind=STORED,
    shown_title=STORED,
    url=STORED,
    day=STORED,
    places=STORED,
)


class Writer:
    """Writes an index in a folder: a new one, or, when the folder holds one, with documents replaced and removed.

    Raises MissingIndexError when what the folder holds cannot be continued.
    """

    def __init__(self, folder: Path) -> None:
        self.is_new = not any(folder.glob("*.toc"))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            index = whoosh_index.create_in(folder, _SCHEMA) if self.is_new else whoosh_index.open_dir(folder)
            self._writer = index.writer(limitmb=256)
        except Exception as error:  # Whoosh raises whatever it stumbles over in a broken file
            raise MissingIndexError(str(folder)) from error

    def replace(self, document: str, rows: Iterable[Row]) -> None:
        """Put rows in the place of those of a document; the first is its head."""
        self.remove(document)
        given = list(rows)
        if not given:
            return
        head = given[0]
        words: set[str] = set()
        pairs: set[str] = set()
        spelt: set[str] = set()
        for text in (head.title, *(f"{row.where} {row.text}" for row in given)):
            own = words_of(text)
            keys = [key_of(word) for word in own]
            spellings = [spelling_of(word) for word in own]
            words.update(keys)
            pairs.update(pairs_of(keys))
            spelt.update(word for word, key in zip(spellings, keys, strict=True) if word != key)
            spelt.update(
                f"{a} {b}"
                for (a, b), keyed in zip(pairwise(spellings), pairs_of(keys), strict=True)
                if f"{a} {b}" != keyed
            )
        title = [key_of(word) for word in words_of(head.title)]
        self._writer.add_document(
            document=document,
            words=sorted(words),
            pairs=sorted(pairs),
            spelt=sorted(spelt),
            title=sorted({*title, *pairs_of(title)}),
            facts=[*head.facts, fact(_DAYS, head.day), fact(YEAR, head.day[:4])],
            kind=head.kind,
            shown_title=head.title,
            url=head.url,
            day=head.day,
            places=tuple((row.where, row.url, row.text, row.parts) for row in given),
        )

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
        self._catalogue = catalogue
        try:
            self._searcher = whoosh_index.open_dir(folder, readonly=True).searcher()
            self._reader = self._searcher.reader()
            self._leaves = list(self._reader.leaf_readers())
            self._size = self._reader.doc_count_all()
            self._all = bits_of((n for n in range(self._size) if not self._reader.is_deleted(n)), self._size)
        except Exception as error:  # Whoosh raises whatever it stumbles over in a broken file
            raise MissingIndexError(str(folder)) from error
        # A set of a term is small (1 KB at 8,000 contents) and asked for again and again.
        self._bits = lru_cache(_TERMS_KEPT)(self._read_bits)
        self._typed = Reader(Vocabulary.of(catalogue) if catalogue else Vocabulary(), self._is_word)

    def search(self, typed: str, limit: int = PER_PAGE) -> list[Hit]:
        """Return the best hits for some words, at most `limit`."""
        return self.find(Question(typed), date.max).hits[:limit]

    def find(self, question: Question, today: date) -> Found:
        """Return the answer to a question on a day. Raises MissingIndexError when the index turns out to be broken."""
        try:
            return self._find(question, today)
        except Exception as error:  # whatever Whoosh stumbles over
            raise MissingIndexError from error

    def _find(self, question: Question, today: date) -> Found:
        until = monotonic() + TIME_LIMIT
        asked = self._typed.read(question.typed)
        filters = {**asked.filters, **{name: value for name, value in question.filters.items() if value}}
        if asked.is_empty and not filters:
            return Found()
        # Each filter apart, so that its own facet counts what another value of it would give.
        limits = {name: self._filtered(name, value, today) for name, value in filters.items()}
        within = self._all
        for bits in limits.values():
            within &= bits
        matching = self._matching(asked, until)
        answer = Found(filters=filters, page=min(max(question.page, 1), LAST_PAGE))
        if not question.as_typed and not self._is_exact(asked, matching & within):
            asked, matching = self._corrected(asked, matching, within, answer, until)
        found = matching & within
        answer.count = found.bit_count()
        answer.pages = max(1, min(LAST_PAGE, -(-answer.count // PER_PAGE)))
        answer.page = min(answer.page, answer.pages)
        answer.facets = self._facets(matching, limits, filters, today)
        ids = self._ordered(asked, found, answer.page, newest_first=question.newest_first or asked.is_empty)
        for number in ids:
            if answer.hits and monotonic() > until:
                answer.is_partial = True
                break
            answer.hits.append(self._hit(number, asked))
        answer.is_partial = answer.is_partial or monotonic() > until
        if answer.suggestion:
            answer.suggestion = self._as_written(asked, answer)
        return answer

    def close(self) -> None:
        """Let go of the files."""
        self._searcher.close()

    # Which contents

    def _matching(self, asked: Asked, until: float) -> int:
        """Return the contents in which everything occurs that was asked for, and nothing that must not."""
        found = self._holding(asked.units)
        if asked.number:
            named = self._numbered(asked.number)
            cited = self._phrase(asked.number_words) or self._holding([Unit((word,)) for word in asked.number_words])
            both = found & (named | cited)
            found = both or named or found & cited
        for phrase in asked.phrases:
            found = self._with_phrase(found, phrase, until)
        for word in asked.title:
            found &= self._bits("title", word)
        for words in asked.without:
            found &= ~self._phrase(words.split())
        return found

    def _holding(self, units: Iterable[Unit]) -> int:
        found = self._all
        for unit in units:
            either = 0
            for way in unit.ways:
                either |= self._phrase(way.split())
            found &= either
        return found

    def _phrase(self, keys: Sequence[str]) -> int:
        """Return where every two neighbours of some words stand together; of one word, where it stands."""
        if len(keys) == 1:
            return self._bits("words", keys[0])
        found = self._all
        for pair in pairs_of(keys):
            found &= self._bits("pairs", pair)
        return found

    def _with_phrase(self, among: int, words: Sequence[str], until: float) -> int:
        """Return where the words stand in a row, in few contents looked at in the text itself."""
        spelt = [spelling_of(word) for word in words]
        keys = [key_of(word) for word in words]
        found = among & self._phrase(keys)
        if spelt != keys:
            for (a, b), pair in zip(pairwise(spelt), pairs_of(keys), strict=True):
                found &= self._bits("spelt", f"{a} {b}") if f"{a} {b}" != pair else self._all
        if found.bit_count() > _PHRASES_CHECKED:
            return found
        sure = 0
        for number in numbers_in(found):
            if monotonic() > until:
                break
            stored = self._reader.stored_fields(number)
            texts = (stored["shown_title"], *(place[2] for place in stored["places"]))
            if any(stands_in(text, words) for text in texts):
                sure |= 1 << number
        return sure

    def _numbered(self, key: str) -> int:
        """Return the documents of a number, by as much of it as gives any."""
        return next(filter(None, (self._bits("facts", fact("so", narrower)) for narrower in wider(key))), 0)

    def _filtered(self, name: str, value: str, today: date) -> int:
        if name == STATE:
            return self._in_state(value, today)
        if name == OFFICE:
            found = 0
            for office in self._and_before(value):
                found |= self._bits("facts", fact(OFFICE, office))
            return found
        return self._bits("facts", fact(name, value))

    def _and_before(self, office: str) -> Iterator[str]:
        """Yield an office and all whose work passed to it."""
        seen = [office]
        for one in seen:
            yield one
            if self._catalogue is not None:
                seen += [before.id for before in self._catalogue.offices.predecessors(one) if before.id not in seen]

    def _in_state(self, state: str, today: date) -> int:
        """Return the drafts that are open for comment on a day, or not yet, or no more."""
        opened = closed = drafts = 0
        for day, bits in self._days_of("mo"):
            drafts |= bits
            opened |= bits if day <= today else 0
        for day, bits in self._days_of("dong"):
            closed |= bits if day < today else 0
        return {OPEN: opened & ~closed, "sap-mo": drafts & ~opened, "da-dong": closed}.get(state, 0)

    def _days_of(self, name: str) -> list[tuple[date, int]]:
        beginning = fact(name, "")
        return [
            (date.fromisoformat(term.removeprefix(beginning)), self._bits("facts", term)) for term in self._facts[name]
        ]

    # The best of them

    def _ordered(self, asked: Asked, found: int, page: int, *, newest_first: bool) -> list[int]:
        """Return the contents of one page of what was found, in order."""
        first, last = (page - 1) * PER_PAGE, page * PER_PAGE
        if newest_first:
            return sorted(numbers_in(found), key=lambda n: self._ages[n])[first:last]
        scores = self._scores(asked)
        best = list(numbers_in(scores.best(found, last)))
        return sorted(best, key=lambda n: (-scores.of(n), self._ages[n]))[first:last]

    def _scores(self, asked: Asked) -> Scores:
        """Score all contents: rare words and pairs count more, in the title more still, spelt as typed, too."""
        scores = Scores()
        if asked.number:
            scores.add(self._numbered(asked.number), 400)
        for keys, times in ((asked.words, 1), *((tuple(map(key_of, phrase)), 1) for phrase in asked.phrases)):
            for key in dict.fromkeys(keys):
                self._add(scores, self._bits("title", key), 2 * times)
            for pair in dict.fromkeys(pairs_of(keys)):
                self._add(scores, self._bits("pairs", pair), 2 * times)
                self._add(scores, self._bits("title", pair), 3 * times)
        for key, spelt in zip(asked.words, asked.spelt, strict=True):
            if key != spelt:
                self._add(scores, self._bits("spelt", spelt), 1)
        for pair, keyed in zip(pairs_of(asked.spelt), pairs_of(asked.words), strict=True):
            if pair != keyed:
                self._add(scores, self._bits("spelt", pair), 2)
        for unit in asked.units:
            self._add(scores, self._phrase(unit.ways[0].split()), 1)
        return scores

    def _add(self, scores: Scores, bits: int, times: int) -> None:
        """Add what it weighs to be in a set: the fewer are in it, the more."""
        count = bits.bit_count()
        if count:
            scores.add(bits, times * (self._size // count).bit_length())

    @cached_property
    def _ages(self) -> Mapping[int, int]:
        """The place of each content among all, the newest first."""
        ages: dict[int, int] = {}
        for _, bits in sorted(self._days_of(_DAYS), reverse=True):
            for number in numbers_in(bits):
                ages[number] = len(ages)
        return ages

    # What was perhaps meant

    def _is_exact(self, asked: Asked, found: int) -> bool:
        """Tell whether something was found that holds the words as they were typed: together, if there are many."""
        if not found:
            return asked.is_empty
        if asked.number or asked.phrases or asked.title or len(asked.words) < 4:  # noqa: PLR2004
            return True
        together = found
        for pair in pairs_of(asked.words):
            together &= self._bits("pairs", pair)
        return bool(together) or any(len(unit.ways) > 1 for unit in asked.units)

    def _corrected(self, asked: Asked, matching: int, within: int, answer: Found, until: float) -> tuple[Asked, int]:
        """Return what was perhaps meant and where it stands, if it stands anywhere; else all as it was."""
        as_typed = dict(zip(asked.words, asked.spelt, strict=True))
        for words in corrections(asked.words, self._lexicon, self._together, until):
            spelt = tuple(as_typed.get(word, word) for word in words)
            meant = replace(asked, words=words, spelt=spelt, units=tuple(Unit((word,)) for word in words), number="")
            found = self._matching(meant, until)
            if found & within and (not matching & within or self._is_exact(meant, found & within)):
                answer.suggestion = " ".join(words)
                answer.is_corrected = True
                return meant, found
        return asked, matching

    def _as_written(self, asked: Asked, answer: Found) -> str:
        """Return a suggestion with the diacritics that the best hit has for it."""
        texts = ["".join(text for text, _ in hit.snippet) for hit in answer.hits[:3]]
        return as_written([*(hit.title for hit in answer.hits[:3]), *texts], asked.words) or " ".join(asked.spelt)

    def _together(self, first: str, second: str) -> int:
        return self._bits("pairs", f"{first} {second}")

    def _is_word(self, key: str) -> bool:
        return ("words", key) in self._reader

    @cached_property
    def _lexicon(self) -> frozenset[str]:
        """Every word of every text (keys)."""
        return frozenset(self._terms("words"))

    # What is shown

    def _hit(self, number: int, asked: Asked) -> Hit:
        stored = self._reader.stored_fields(number)
        places = [Place(where, url, text, dict(parts)) for where, url, text, parts in stored["places"]]
        best, *more = best_places(places, (*asked.words, *asked.said_otherwise), asked.provision)
        return Hit(
            stored["document"],
            stored["kind"],
            stored["shown_title"],
            best.url,
            best.where,
            snippet(best.text, (*asked.spelt, *asked.said_otherwise)),
            date.fromisoformat(stored["day"]),
            more[:MORE_PLACES],
        )

    def _facets(self, matching: int, limits: Mapping[str, int], filters: Mapping[str, str], today: date) -> list[Facet]:
        """Return how many contents each value of each filter would leave, the others as they are."""
        facets = []
        for name in FACETS:
            among = matching
            for other, bits in limits.items():
                among &= bits if other != name else self._all
            values = []
            for value in self._values(name, today):
                count = (among & self._filtered(name, value, today)).bit_count()
                if count or filters.get(name) == value:
                    values.append(Value(value, count, is_chosen=filters.get(name) == value))
            if name != YEAR:
                values.sort(key=lambda v: (-v.count, v.id))
            facets.append(Facet(name, values))
        return facets

    def _values(self, name: str, today: date) -> Sequence[str]:
        if name == STATE:
            return STATES
        values = [term.removeprefix(fact(name, "")) for term in self._facts[name]]
        if name == OFFICE and self._catalogue is not None:
            # Whoever is gone is counted with whoever took over.
            offices = self._catalogue.offices
            heirs = [o.id for o in offices if o.is_alive(today)]
            gone = [v for v in values if v not in heirs]
            covered = {before for heir in heirs for before in self._and_before(heir)}
            return [*heirs, *(v for v in gone if v not in covered)]
        return sorted(values, reverse=True)

    # Whoosh

    @cached_property
    def _facts(self) -> Mapping[str, list[str]]:
        """The facts by the name they begin with."""
        facts: dict[str, list[str]] = {name: [] for name in (*FACETS, _DAYS, "mo", "dong", "so")}
        for term in self._terms("facts"):
            facts.setdefault(term.split(":", 1)[0], []).append(term)
        return facts

    def _terms(self, name: str) -> Iterator[str]:
        return (term.decode() for term in self._reader.lexicon(name))

    def _read_bits(self, name: str, term: str) -> int:
        """Return in which contents a term of a field stands."""
        bits = 0
        for leaf, offset in self._leaves:
            if (name, term) in leaf:
                bits |= bits_of(_numbers(leaf.postings(name, term)), leaf.doc_count_all()) << offset
        return bits & self._all


def _numbers(matcher: Any) -> Iterator[int]:
    """Yield the numbers in a list of Whoosh; those of contents that were removed may be among them."""
    return iter(getattr(matcher, "child", matcher).all_ids())
