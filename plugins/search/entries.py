"""How a content is listed where one looks it up: among what a search finds, in the alphabet, by its number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plugins.domain.cards import Content
from plugins.domain.contents import CommunityDecision, Document, Draft, Event, Page, Translation
from plugins.domain.publication import Publication
from plugins.domain.text import fold
from plugins.kit.templates import day
from plugins.search.rows import INDEXED

_ABOUT = re.compile(r"(về việc|v/v|về)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """A content in a list: its words and URL, and small facts to tell it from others (kind, symbol, day)."""

    words: str
    url: str
    facts: tuple[str, ...]


def findable(publication: Publication) -> Iterator[Content]:
    """Yield every content that can be found, kind by kind; translations are reached from their originals."""
    for kind in INDEXED:
        if kind is not Translation:
            yield from publication.group("kind", kind.__name__)


def by_title(content: Content) -> Entry:
    """Return the entry of a content with its title."""
    return Entry(content.title, content.url, tuple(filter(None, (_kind(content), _symbol(content), _day(content)))))


def by_subject(content: Content) -> Entry:
    """Return the entry of a content with what it is about: of documents and drafts the title without their type.

    By their titles all resolutions would stand under N.
    """
    entry = by_title(content)
    if not isinstance(content, Document | Draft):
        return entry
    further = (f"Vòng {content.round}",) if isinstance(content, Draft) and content.round > 1 else ()
    return Entry(_subject(content), entry.url, (*entry.facts, *further))


def by_symbol(document: Document) -> Entry:
    """Return the entry of a document with its symbol."""
    return Entry(document.symbol, document.url, (document.title, _day(document)))


def _subject(content: Document | Draft) -> str:
    type_, subject = content.doc_type.name, content.abstract
    if fold(subject).startswith(fold(type_)):
        subject = subject[len(type_) :].strip()
    subject = _ABOUT.sub("", subject, count=1) if _ABOUT.match(subject) else subject
    return f"{subject[:1].upper()}{subject[1:]}" or content.title


def _kind(content: Content) -> str:
    if isinstance(content, Document):
        return content.doc_type.name
    if isinstance(content, Draft):
        return f"Dự thảo {content.doc_type.name}"
    if isinstance(content, Event):
        return content.event_type.name
    if isinstance(content, CommunityDecision):
        return "Cộng đồng quyết định"
    return "Trang" if isinstance(content, Page) else "Công khai"


def _symbol(content: Content) -> str:
    return content.symbol if isinstance(content, Document) else ""


def _day(content: Content) -> str:
    if isinstance(content, Page):
        return ""
    return day(content.starts_at if isinstance(content, Event) else content.published_on)
