"""The rows of the index: one for each part a citizen would want to land on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plugins.domain.cards import Content
from plugins.domain.contents import CommunityDecision, Document, Draft, Event, Notice, Page, Translation
from plugins.domain.legal_text import LegalText
from plugins.domain.openers import Level
from plugins.domain.provisions import Provision
from plugins.domain.publication import Publication
from plugins.search.facets import fact
from plugins.search.reading import FIELD, KIND, OFFICE, TYPE
from plugins.search.symbols import keys_of_symbol

# Characters of an article that is found clause by clause.
_LONG = 1500


# The day of what has none: standing pages.
NO_DAY = "0001-01-01"


@dataclass(frozen=True)
class Row:
    """One row of the index: a provision, an answer, a notice, a page, or the head of a document.

    `document` is the id of what it is a part of; `where` says which part (“Điều 2”), empty for the whole. The head,
    which comes first, has the day since when it is public (ISO) and the facts by which it is filtered (`facets.fact`).
    `parts` are the numbered provisions below it, by id with how they are cited; `begins` says with which words of its
    text, counted from 0, the words of one begin, by its id.
    """

    document: str
    kind: str
    title: str
    url: str
    where: str
    text: str
    day: str = NO_DAY
    facts: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    begins: tuple[tuple[int, str], ...] = ()


def rows(publication: Publication, id_: str) -> Iterator[Row]:
    """Yield the rows of one content, its head first; answers stand with their draft."""
    for content in publication.group("card", id_):
        if isinstance(content, Document):
            head = f"{content.symbol} {content.summary}"
            yield from _legal_rows(content, "document", f"{content.symbol} – {content.title}", head, content.text)
        elif isinstance(content, Draft):
            yield from _legal_rows(
                content, "draft", content.title, f"{content.summary} {content.question}", content.text
            )
            yield from _answers(publication, content)
        elif isinstance(content, Notice):
            yield _head(content, "notice", content.title, f"{content.summary} {content.text}")
        elif isinstance(content, Event):
            words = (content.event_type.name, content.place, content.summary, content.text, content.result_text)
            yield _head(content, "event", content.title, " ".join(words))
        elif isinstance(content, CommunityDecision):
            yield _head(content, "decision", content.title, f"{content.matter.name} {content.summary} {content.text}")
        elif isinstance(content, Page | Translation):
            kind = "page" if isinstance(content, Page) else "translation"
            yield _head(content, kind, content.title, content.text)


def _head(content: Content, kind: str, title: str, text: str) -> Row:
    return Row(
        content.id, kind, title, content.url, "", text, content.published_on.isoformat(), tuple(_facts(content, kind))
    )


def _facts(content: Content, kind: str) -> Iterator[str]:
    yield fact(KIND, kind)
    if content.office:
        yield fact(OFFICE, content.office)
    for field in content.fields:
        yield fact(FIELD, field)
    if isinstance(content, Document | Draft):
        yield fact(TYPE, content.doc_type.id)
    if isinstance(content, Document):
        for key in keys_of_symbol(content.symbol, content.issued_on.year):
            yield fact("so", key)
    elif isinstance(content, Draft) and content.cancellation is None:
        yield fact("mo", content.opens_on.isoformat())
        yield fact("dong", content.closes_on.isoformat())


# The kinds that have rows of their own.
INDEXED: tuple[type[Content], ...] = (Document, Draft, Notice, Event, CommunityDecision, Page, Translation)


def _answers(publication: Publication, draft: Draft) -> Iterator[Row]:
    consultation = publication.consultation(draft.id)
    if consultation is None:
        return
    for answer in consultation.answers:
        label = f"Trả lời ý kiến, {draft.label_of(answer.provision)}"
        said = f"{answer.point} {answer.text} {answer.symbol}".rstrip()
        yield Row(draft.id, "draft", draft.title, answer.url, label, said)
    if consultation.closing is not None:
        closing = consultation.closing
        yield Row(draft.id, "draft", draft.title, closing.url, "Tổng hợp ý kiến", closing.text)


def _legal_rows(content: Content, kind: str, title: str, head: str, text: LegalText) -> Iterator[Row]:
    outside = " ".join(p.plain for p in (*text.preamble, *text.closing))
    yield _head(content, kind, title, f"{head} {outside}")
    for provision, words, begins in _units((*text.provisions, *text.annexes)):
        parts = tuple((part.eid, part.label) for part in provision.walk() if part.is_numbered and part is not provision)
        yield Row(
            content.id,
            kind,
            title,
            f"{content.url}#{provision.eid}",
            provision.label,
            words,
            parts=parts,
            begins=tuple(begins),
        )


def _units(provisions: Iterable[Provision]) -> Iterator[tuple[Provision, str, Iterable[tuple[int, str]]]]:
    """Yield what one lands on: each điều whole, a long one by its khoản; in plans each part's own words, each task.

    Beside its words stands where those of its parts begin. The items of a list are words of what they stand in.
    """
    for provision in provisions:
        numbered = [child for child in provision.children if child.is_numbered]
        is_whole = provision.level in {Level.CLAUSE, Level.POINT} or (
            provision.level is Level.ARTICLE and len(provision.text) < _LONG
        )
        if is_whole or not numbered:
            yield provision, provision.text, _begins(provision)
        else:
            items = (child.text for child in provision.children if not child.is_numbered)
            yield provision, " ".join([_own(provision), *items]), ()
            yield from _units(numbered)


def _own(provision: Provision) -> str:
    """Return the words of a provision without those below it."""
    return " ".join([provision.printed, *(p.plain for p in provision.paragraphs)])


def _begins(provision: Provision, first: int = 0) -> Iterator[tuple[int, str]]:
    """Yield with which words of a text, in which a provision begins with the `first`, each numbered one in it begins.

    An item of a list lies in the number before it.
    """
    first += len(_own(provision).split())
    for child in provision.children:
        if child.is_numbered:
            yield first, child.eid
        yield from _begins(child, first)
        first += len(child.text.split())
