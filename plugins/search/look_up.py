"""Pages to look contents up without any search: all of them by the alphabet, documents by number and year."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from plugins.domain.asking import question, shared
from plugins.domain.cards import Link
from plugins.domain.symbols import symbol_parts
from plugins.domain.text import collation_key, first_letter
from plugins.kit.build import Build
from plugins.kit.outputs import Output
from plugins.kit.paging import Listing, count_of_pages, page_of
from plugins.search.entries import Entry, by_subject, by_symbol, findable

FOLDER = "muc-luc"
PER_PAGE = 100
# What begins with no letter stands before A.
_NO_LETTER = "0–9"
_SIGNS = re.compile(r"^\W+")
# Letters as the names of files have them.
_TYPED = {"ă": "aw", "â": "aa", "đ": "dd", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", _NO_LETTER: "khac"}


def outputs(build: Build) -> Iterator[Output]:
    """Yield every page by which contents are looked up."""
    yield from build.in_all_languages(f"{FOLDER}/index.html", "look_up.html", partial(_start, build))
    for letter, count in _letters(build).items():
        for number in range(1, count_of_pages(count, PER_PAGE) + 1):
            arguments = partial(_letter_page, build, letter, number)
            yield from build.in_all_languages(_path_of_letter(letter, number), "look_up_by_letter.html", arguments)
    for year, count in _years(build).items():
        for number in range(1, count_of_pages(count, PER_PAGE) + 1):
            arguments = partial(_year_page, build, year, number)
            yield from build.in_all_languages(_path_of_year(year, number), "look_up_by_number.html", arguments)


class Links(NamedTuple):
    """The first pages of all letters and of all years, for the component `look_up_links`."""

    letters: list[Link]
    years: list[Link]


def links(build: Build) -> Links:
    """Return where to look contents up."""
    return Links(
        [Link(letter.upper(), _path_of_letter(letter, 1)) for letter in _names_of_letters(build)],
        [Link(str(year), _path_of_year(year, 1)) for year in _names_of_years(build)],
    )


def _start(build: Build) -> Mapping[str, object]:
    return {"links": links(build), "count": sum(_letters(build).values()), "numbered": sum(_years(build).values())}


def _letter_page(build: Build, letter: str, number: int) -> Mapping[str, object]:
    return {
        "links": links(build),
        "current": _path_of_letter(letter, 1),
        "letter": letter.upper(),
        "listing": _page_of_letter(build, letter, number),
    }


def _year_page(build: Build, year: int, number: int) -> Mapping[str, object]:
    listing = _page_of_year(build, year, number)
    groups = [(name, [entry for _, entry in group]) for name, group in groupby(listing.items, key=itemgetter(0))]
    return {
        "links": links(build),
        "current": _path_of_year(year, 1),
        "year": year,
        "listing": listing,
        "groups": groups,
    }


def _path_of_letter(letter: str, number: int) -> str:
    return f"{FOLDER}/chu-{_TYPED.get(letter, letter)}{_further(number)}.html"


def _path_of_year(year: int, number: int) -> str:
    return f"{FOLDER}/so-{year}{_further(number)}.html"


def _further(number: int) -> str:
    return f"-{number}" if number > 1 else ""


@question
def _letters(build: Build) -> dict[str, int]:
    """Return how many contents stand under each letter, in the order of the alphabet."""
    return {letter: len(entries) for letter, entries in _alphabet(build).items()}


@question
def _years(build: Build) -> dict[int, int]:
    """Return how many documents were issued in each year, the last year first."""
    return {year: len(entries) for year, entries in _numbers(build).items()}


@question
def _names_of_letters(build: Build) -> list[str]:
    """Return the letters under which something stands."""
    return list(_alphabet(build))


@question
def _names_of_years(build: Build) -> list[int]:
    """Return the years in which documents were issued."""
    return list(_numbers(build))


@question
def _page_of_letter(build: Build, letter: str, number: int) -> Listing:
    """Return a page of what stands under a letter. Raises LookupError when there is none."""
    return page_of(_alphabet(build)[letter], number, partial(_path_of_letter, letter), PER_PAGE)


@question
def _page_of_year(build: Build, year: int, number: int) -> Listing:
    """Return a page of the documents of a year, each with what it is a number of. Raises LookupError."""
    return page_of(_numbers(build)[year], number, partial(_path_of_year, year), PER_PAGE)


@shared
def _alphabet(build: Build) -> dict[str, list[Entry]]:
    """Return the entries of all contents by letter, as a dictionary would have them."""
    letters: dict[str, list[Entry]] = {}
    for entry in map(by_subject, findable(build.publication)):
        letters.setdefault(first_letter(entry.words) or _NO_LETTER, []).append(entry)
    return {letter: sorted(letters[letter], key=_in_a_dictionary) for letter in sorted(letters, key=collation_key)}


def _in_a_dictionary(entry: Entry) -> tuple[object, str]:
    """Return a key to sort by: signs before the first letter do not count."""
    return collation_key(_SIGNS.sub("", entry.words)), entry.url


@shared
def _numbers(build: Build) -> dict[int, list[tuple[str, Entry]]]:
    """Return by year the entries of all documents, by what their numbers are numbers of (`NQ-HĐND`), then by number."""
    years: dict[int, list[tuple[str, int, Entry]]] = {}
    for document in build.publication.documents:
        number, of = symbol_parts(document.symbol)
        years.setdefault(document.issued_on.year, []).append((of, number, by_symbol(document)))
    return {
        year: [(of, entry) for of, _, entry in sorted(years[year], key=lambda n: (collation_key(n[0]), n[1], n[2].url))]
        for year in sorted(years, reverse=True)
    }
