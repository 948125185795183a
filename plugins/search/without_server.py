"""Search for a site without a server: a page, and small files of which the browser loads a few for each query.

`tim-kiem/chu-….js` says in which contents a word or a pair of neighbours stands, for all words that begin alike;
`tim-kiem/muc-….js` says how the contents of some days are listed. `theme/static/tim-kiem.js` puts them together. They
are scripts and not data, so that they load from a USB stick, too.

What is searched are titles, symbols, summaries and fields, what the cards of contents hold: a changed text costs
nothing here, and a changed title the files of its words. The texts themselves are in the index of the server.
"""

import json
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import pairwise

from plugins.domain.asking import question, shared
from plugins.domain.cards import Content
from plugins.domain.contents import CommunityDecision, Document, Draft, Event
from plugins.kit.build import Build
from plugins.kit.outputs import Output
from plugins.search.entries import by_title, findable
from plugins.search.look_up import links
from plugins.search.words import folded_words_of, pairs_of

FOLDER = "tim-kiem"
# Each content has a number, later ones higher ones; each day has room, so that a new content leaves others theirs.
_NUMBERS_OF_A_DAY = 100
# How many numbers share a file of entries: those of 16 days.
NUMBERS_OF_A_FILE = 16 * _NUMBERS_OF_A_DAY
# How much of a word names its file; the script does the same.
_BEGINNING = 3
_OTHERS = "khac"


def outputs(build: Build) -> Iterator[Output]:
    """Yield the page and all files that it may load."""
    yield from build.in_all_languages(f"{FOLDER}/index.html", "search_without_server.html", partial(_page, build))
    for beginning in _beginnings(build):
        yield Output(f"{FOLDER}/chu-{beginning}.js", partial(_words_file, build, beginning))
    for number in _files_of_entries(build):
        yield Output(f"{FOLDER}/muc-{number}.js", partial(_entries_file, build, number))


def _page(build: Build) -> Mapping[str, object]:
    return {"beginnings": _beginnings(build), "numbers_of_a_file": NUMBERS_OF_A_FILE, "links": links(build)}


def _words_file(build: Build, beginning: str) -> str:
    return _script(f"chu-{beginning}", _words(build, beginning))


def _entries_file(build: Build, number: int) -> str:
    return _script(f"muc-{number}", _entries(build, number))


def _script(name: str, content: object) -> str:
    """Return a file for the page: it calls what waits for it there."""
    return f'part("{name}",{json.dumps(content, ensure_ascii=False, separators=(",", ":"))})\n'


@question
def _beginnings(build: Build) -> list[str]:
    """Return with what the words begin that stand in some content, sorted."""
    return sorted(_index(build))


@question
def _words(build: Build, beginning: str) -> dict[str, str]:
    """Return the words and pairs that begin so, each with the contents in which it stands. Raises LookupError."""
    return {term: _written(numbers) for term, numbers in sorted(_index(build)[beginning].items())}


@question
def _files_of_entries(build: Build) -> list[int]:
    """Return the numbers of the files of entries."""
    return sorted({number // NUMBERS_OF_A_FILE for number in _numbered(build)})


@question
def _entries(build: Build, file: int) -> dict[int, tuple[str, str, str]]:
    """Return the words, URL and facts of the contents of one file, by number. Raises LookupError for an empty one."""
    first = file * NUMBERS_OF_A_FILE
    numbered = _numbered(build)
    found = {}
    for number in range(first, first + NUMBERS_OF_A_FILE):
        if number in numbered:
            entry = by_title(numbered[number])
            found[number] = (entry.words, entry.url, " · ".join(entry.facts))
    if not found:
        raise LookupError(file)
    return found


@shared
def _numbered(build: Build) -> dict[int, Content]:
    """Return all contents by number."""
    numbered: dict[int, Content] = {}
    number = 0
    for content in sorted(findable(build.publication), key=lambda c: (c.published_on, c.id)):
        number = max(number + 1, content.published_on.toordinal() * _NUMBERS_OF_A_DAY)
        numbered[number] = content
    return numbered


@shared
def _index(build: Build) -> dict[str, dict[str, list[int]]]:
    """Return for each beginning the words and pairs that begin so, with the numbers of the contents they stand in."""
    fields = build.publication.catalogue.fields
    holders: dict[str, list[int]] = {}
    for number, content in _numbered(build).items():
        words = folded_words_of(" ".join([*_text(content), *(fields[field].name for field in content.fields)]))
        for term in {*words, *pairs_of(words)}:
            holders.setdefault(term, []).append(number)
    index: dict[str, dict[str, list[int]]] = {}
    for term, numbers in holders.items():
        index.setdefault(_beginning(term), {})[term] = numbers
    return index


def _text(content: Content) -> Iterator[str]:
    """Yield the words of a card by which it is found."""
    if isinstance(content, Document):
        yield content.symbol
    yield content.title
    yield content.summary
    if isinstance(content, Draft):
        yield content.question
    elif isinstance(content, Event):
        yield f"{content.event_type.name} {content.place}"
    elif isinstance(content, CommunityDecision):
        yield content.matter.name


def _beginning(term: str) -> str:
    """Return in which file a word or pair stands."""
    beginning = term.split(" ", 1)[0][:_BEGINNING]
    return beginning if beginning.isascii() and beginning.isalnum() else _OTHERS


def _written(numbers: list[int]) -> str:
    """Return ascending numbers as text, each as how much more it is than the one before: that compresses well."""
    return " ".join([str(number - before) for before, number in pairwise([0, *numbers])])
