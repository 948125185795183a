"""The rows of the index: one for each part a citizen would want to land on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plugins.domain.contents import CommunityDecision, Content, Document, Draft, Event, Notice, Page, Translation
from plugins.domain.openers import Level
from plugins.domain.publication import Publication
from plugins.domain.structure import LegalText, Provision


@dataclass(frozen=True)
class Row:
    """One row of the index: a provision, an answer, a notice, a page, or the head of a document.

    `document` is the id of what the row is a part of; `where` says which part (“Điều 2”), empty for the whole.
    """

    document: str
    kind: str
    title: str
    url: str
    where: str
    text: str


def rows(publication: Publication, id_: str) -> Iterator[Row]:
    """Yield the rows of one content; answers stand with their draft."""
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
            yield Row(content.id, "notice", content.title, content.url, "", f"{content.summary} {content.text}")
        elif isinstance(content, Event):
            words = (content.event_type.name, content.place, content.summary, content.text, content.result_text)
            yield Row(content.id, "event", content.title, content.url, "", " ".join(words))
        elif isinstance(content, CommunityDecision):
            text = f"{content.matter.name} {content.summary} {content.text}"
            yield Row(content.id, "decision", content.title, content.url, "", text)
        elif isinstance(content, Page | Translation):
            kind = "page" if isinstance(content, Page) else "translation"
            yield Row(content.id, kind, content.title, content.url, "", content.text)


# The kinds that have rows of their own.
INDEXED: tuple[type[Content], ...] = (Document, Draft, Notice, Event, CommunityDecision, Page, Translation)


def _answers(publication: Publication, draft: Draft) -> Iterator[Row]:
    consultation = publication.consultation(draft.id)
    if consultation is None:
        return
    for answer in consultation.answers:
        label = f"Trả lời ý kiến, {draft.label_of(answer.provision)}"
        yield Row(draft.id, "draft", draft.title, answer.url, label, f"{answer.point} {answer.text}")
    if consultation.closing is not None:
        closing = consultation.closing
        yield Row(draft.id, "draft", draft.title, closing.url, "Tổng hợp ý kiến", closing.text)


def _legal_rows(content: Content, kind: str, title: str, head: str, text: LegalText) -> Iterator[Row]:
    outside = " ".join(p.plain for p in (*text.preamble, *text.closing))
    yield Row(content.id, kind, title, content.url, "", f"{head} {outside}")
    for provision, words in _units((*text.provisions, *text.annexes)):
        yield Row(content.id, kind, title, f"{content.url}#{provision.eid}", provision.label, words)


def _units(provisions: Iterable[Provision]) -> Iterator[tuple[Provision, str]]:
    """Yield what one lands on: each điều whole; in plans each part's own words and each numbered task.

    The items of a list are words of what they stand in.
    """
    for provision in provisions:
        numbered = [child for child in provision.children if child.is_numbered]
        if provision.level in {Level.ARTICLE, Level.CLAUSE, Level.POINT} or not numbered:
            yield provision, provision.text
        else:
            items = (child.text for child in provision.children if not child.is_numbered)
            yield provision, " ".join([provision.printed, *(p.plain for p in provision.paragraphs), *items])
            yield from _units(numbered)
