"""Under which terms a content is found."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from plugins.search.facets import fact
from plugins.search.reading import YEAR
from plugins.search.rows import NO_DAY, Row
from plugins.search.words import key_of, pairs_of, runs_of, spellings_in

DAYS = "ngay"
# The lists of terms an entry has: words, two and four neighbours, words as spelt, all these of the title, facts.
FIELDS = ("words", "pairs", "runs", "spelt", "title", "facts")


def terms_of(rows: Sequence[Row], keys: Sequence[str]) -> Mapping[str, Iterable[str]]:
    """Return the terms of a content, each once, by the list they belong to; the first row is its head.

    `keys` are the keys of its title and of each of its places.
    """
    head = rows[0]
    words: dict[str, None] = {}
    pairs: dict[str, None] = {}
    runs: dict[str, None] = {}
    spelt: dict[str, None] = {}
    for own in keys:
        split = own.split()
        words.update(dict.fromkeys(split))
        pairs.update(dict.fromkeys(pairs_of(split)))
        runs.update(dict.fromkeys(runs_of(split)))
    for text in (head.title, *(f"{row.where} {row.text}" for row in rows)):
        spelt.update(dict.fromkeys(spelt_terms([s for chunk in text.split() for s in spellings_in(chunk)])))
    title = keys[0].split()
    year = [] if head.day == NO_DAY else [fact(YEAR, head.day[:4])]
    return {
        "words": words,
        "pairs": pairs,
        "runs": runs,
        "spelt": spelt,
        "title": dict.fromkeys([*title, *pairs_of(title)]),
        "facts": dict.fromkeys([*head.facts, fact(DAYS, head.day), *year]),
    }


def spelt_terms(spellings: Iterable[str]) -> list[str]:
    """Return the spellings that say more than their keys: words, and two neighbours that both do."""
    told = [(spelling, spelling != key_of(spelling)) for spelling in spellings]
    both = [f"{a} {b}" for (a, is_a), (b, is_b) in pairwise(told) if is_a and is_b]
    return [*(spelling for spelling, is_told in told if is_told), *both]
