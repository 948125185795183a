"""What is asked of the index and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from plugins.search.facets import Facet
from plugins.search.shown import Place
from plugins.search.snippets import Piece

PER_PAGE = 10
LAST_PAGE = 50


@dataclass
class Hit:
    """A content that matches: its best place with a snippet, and further places in it.

    `where` names the place, `url` leads to the lowest part of it that holds the words marked in the snippet. `snippet`
    is text in pieces, each with whether it is one of the words asked for. `on` is the day it is public since.
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

    `as_typed`: no correction of what was typed. `with_counts`: the facets are counted, too.
    """

    typed: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    newest_first: bool = False
    page: int = 1
    as_typed: bool = False
    with_counts: bool = True


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
