"""The index: what is in it, how it is written, how it is asked. The only file that knows it is Whoosh.

Vietnamese first: every text is indexed folded (without diacritics, đ as d), as single syllables and as pairs of
neighbours. Pairs take the place of word positions, which make Whoosh many times slower; they put “dân chủ” above
“dân … chủ”.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index
from whoosh.analysis import Token, Tokenizer
from whoosh.fields import ID, STORED, TEXT, Schema
from whoosh.query import And, AndMaybe, Or, Term

from plugins.domain.text import fold
from plugins.search.rows import Row
from plugins.search.words import folded_words_of, pairs_of, words_of

LONGEST_QUERY = 200
MOST_WORDS = 20
_ROWS_LOOKED_AT = 300
_SNIPPET_WORDS = 34
_WORDS_BEFORE_HIT = 8


@dataclass(frozen=True)
class Place:
    """A part of a document that matches: how it is cited and its URL."""

    where: str
    url: str


@dataclass
class Hit:
    """A document that matches: its best place with a snippet, and further places in it.

    `snippet` is text in pieces, each with whether it is one of the words asked for.
    """

    kind: str
    title: str
    url: str
    where: str
    snippet: list[tuple[str, bool]]
    more: list[Place] = field(default_factory=list)


class MissingIndexError(Exception):
    """There is no index here, or it cannot be read."""


class _Folded(Tokenizer):  # type: ignore[misc]  # Whoosh has no types
    """Folded syllables, or with `pairs` every two neighbours; with `exact`, diacritics kept."""

    def __init__(self, *, pairs: bool = False, exact: bool = False) -> None:
        self.pairs = pairs
        self.exact = exact

    def __call__(self, value: str, **_options: Any) -> Iterator[Token]:
        words = words_of(value) if self.exact else folded_words_of(value)
        texts = pairs_of(words) if self.pairs else words
        for text in texts:
            yield Token(text=text, boost=1.0, stopped=False, pos=0)


def _field(tokenizer: Tokenizer, boost: float = 1.0) -> TEXT:
    return TEXT(analyzer=tokenizer, phrase=False, field_boost=boost)


_SCHEMA = Schema(
    document=ID(stored=True),
    kind=ID(stored=True),
    shown_title=STORED,
    url=STORED,
    where=STORED,
    text=STORED,
    words=_field(_Folded()),
    pairs=_field(_Folded(pairs=True)),
    exact_pairs=_field(_Folded(pairs=True, exact=True)),
    title=_field(_Folded(), 2.0),
    title_pairs=_field(_Folded(pairs=True), 2.0),
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
        """Put rows in the place of those of a document."""
        self.remove(document)
        for row in rows:
            everything = f"{row.title} {row.where} {row.text}"
            self._writer.add_document(
                document=row.document,
                kind=row.kind,
                shown_title=row.title,
                url=row.url,
                where=row.where,
                text=row.text,
                words=everything,
                pairs=everything,
                exact_pairs=everything,
                title=f"{row.title} {row.where}",
                title_pairs=f"{row.title} {row.where}",
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

    def __init__(self, folder: Path) -> None:
        """Open the index in `folder`. Raises MissingIndexError when there is none that can be read."""
        try:
            self._searcher = whoosh_index.open_dir(folder, readonly=True).searcher()
        except Exception as error:  # Whoosh raises whatever it stumbles over in a broken file
            raise MissingIndexError(str(folder)) from error

    def search(self, typed: str, limit: int = 20) -> list[Hit]:
        """Return the documents that hold all words typed, best first, at most `limit`; [] for no words."""
        words = words_of(typed[:LONGEST_QUERY])[:MOST_WORDS]
        if not words:
            return []
        found = self._searcher.search(_query(words), limit=_ROWS_LOOKED_AT)
        hits: dict[str, Hit] = {}
        for row in found:
            hit = hits.get(row["document"])
            if hit is not None:
                hit.more.append(Place(row["where"], row["url"]))
            elif len(hits) < limit:
                snippet = _snippet(row["text"], words)
                hits[row["document"]] = Hit(row["kind"], row["shown_title"], row["url"], row["where"], snippet)
        return list(hits.values())

    def close(self) -> None:
        """Let go of the files."""
        self._searcher.close()


def _query(words: list[str]) -> AndMaybe:
    """All words must occur; neighbours, the title, and the spelling as typed decide the order."""
    folded = [fold(word) for word in words]
    wished = [Term("title", word) for word in folded]
    wished += [Term(name, pair, 3.0) for pair in pairs_of(folded) for name in ("pairs", "title_pairs")]
    if words != folded:
        wished += [Term("exact_pairs", pair, 3.0) for pair in pairs_of(words)]
    return AndMaybe(And([Term("words", word) for word in folded]), Or(wished))


def _snippet(text: str, typed: list[str]) -> list[tuple[str, bool]]:
    """Return the stretch of `text` around its densest group of words typed, in pieces (piece, is it one of them).

    Words are taken as typed; where none stands so in the text, without their diacritics.
    """
    words = text.split()
    parts = [words_of(word) for word in words]
    asked = [any(part in typed for part in own) for own in parts]
    if not any(asked):
        folded = {fold(word) for word in typed}
        asked = [any(fold(part) in folded for part in own) for own in parts]
    starts = [i for i, is_asked in enumerate(asked) if is_asked] or [0]
    best = max(starts, key=lambda i: sum(asked[i : i + _SNIPPET_WORDS // 2]))
    start = max(0, best - _WORDS_BEFORE_HIT)
    pieces: list[tuple[str, bool]] = [("… ", False)] if start else []
    for word, is_asked in list(zip(words, asked, strict=True))[start : start + _SNIPPET_WORDS]:
        bare = re.fullmatch(r"(\W*)(.*?)(\W*)", word)
        before, core, after = bare.groups() if bare else ("", word, "")
        pieces += [(before, False), (core, is_asked), (f"{after} ", False)]
    if start + _SNIPPET_WORDS < len(words):
        pieces.append(("…", False))
    return _merged(pieces)


def _merged(pieces: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Join neighbours of the same kind; a space between two asked words belongs to neither."""
    merged: list[tuple[str, bool]] = []
    for text, is_asked in pieces:
        if not text:
            continue
        if merged and merged[-1][1] == is_asked:
            merged[-1] = (merged[-1][0] + text, is_asked)
        else:
            merged.append((text, is_asked))
    return merged
