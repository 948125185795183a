"""Under which terms a content is found."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from plugins.search.facets import fact
from plugins.search.reading import YEAR
from plugins.search.rows import Row
from plugins.search.words import key_of, keys_of, pairs_of, runs_of, spellings_in

DAYS = "ngay"
# The lists of terms an entry has: words, two and four neighbours, words as spelt, all these of the title, facts.
FIELDS = ("words", "pairs", "runs", "spelt", "title", "facts")


def terms_of(rows: Sequence[Row]) -> Mapping[str, set[str]]:
    """Return the terms of a content by the list they belong to; the first row is its head."""
    head = rows[0]
    words: set[str] = set()
    pairs: set[str] = set()
    runs: set[str] = set()
    spelt: set[str] = set()
    for text in (head.title, *(f"{row.where} {row.text}" for row in rows)):
        keys = keys_of(text).split()
        words.update(keys)
        pairs.update(pairs_of(keys))
        runs.update(runs_of(keys))
        spelt.update(spelt_terms([s for chunk in text.split() for s in spellings_in(chunk)]))
    title = keys_of(head.title).split()
    return {
        "words": words,
        "pairs": pairs,
        "runs": runs,
        "spelt": spelt,
        "title": {*title, *pairs_of(title)},
        "facts": {*head.facts, fact(DAYS, head.day), fact(YEAR, head.day[:4])},
    }


def spelt_terms(spellings: Iterable[str]) -> list[str]:
    """Return the spellings that say more than their keys: words, and two neighbours that both do."""
    told = [(spelling, spelling != key_of(spelling)) for spelling in spellings]
    both = [f"{a} {b}" for (a, is_a), (b, is_b) in pairwise(told) if is_a and is_b]
    return [*(spelling for spelling, is_told in told if is_told), *both]
