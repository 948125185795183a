"""A content as the index takes it: worked out by whoever has the time, put into the index by one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plugins.search.rows import Row
from plugins.search.shown import kept_of
from plugins.search.terms import terms_of
from plugins.search.words import keys_of


@dataclass(frozen=True)
class Prepared:
    """The terms of a content by the lists they belong to, one a line, and what is kept to show it."""

    terms: Mapping[str, bytes]
    kept: bytes


def prepared(rows: Iterable[Row]) -> Prepared | None:
    """Return a content prepared, None when it has no rows; the first row is its head."""
    given = list(rows)
    if not given:
        return None
    keys = [keys_of(given[0].title), *(keys_of(f"{row.where} {row.text}") for row in given)]
    terms = {name: "\n".join(of_list).encode() for name, of_list in terms_of(given, keys).items()}
    return Prepared(terms, kept_of(given, keys))
