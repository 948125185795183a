"""Pelican's side of search: the rows of the index, one for each part a citizen would want to land on."""

from collections.abc import Iterable, Iterator

from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.domain.contents import Content
from plugins.domain.openers import Level
from plugins.domain.publication import Publication
from plugins.domain.structure import LegalText, Provision
from plugins.kit.build import KEY, Build
from plugins.kit.generations import INDEX
from plugins.search.index import Row, write


def connect() -> None:
    """Say which of Pelican's signals we answer to."""
    signals.get_generators.connect(_generators)


def _generators(_pelican: Pelican) -> type[Generator]:
    return SearchGenerator


class SearchGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Writes the index beside the site it belongs to."""

    def generate_output(self, _writer: object) -> None:
        """Index the whole publication."""
        build: Build = self.context[KEY]
        write(build.outputs.root / INDEX, rows(build.publication))


def rows(publication: Publication) -> Iterator[Row]:
    """Yield the rows of the index."""
    for document in publication.documents:
        head = f"{document.symbol} {document.summary}"
        yield from _legal_rows(document, "document", f"{document.symbol} – {document.title}", head, document.text)
    for consultation in publication.consultations:
        draft = consultation.draft
        yield from _legal_rows(draft, "draft", draft.title, f"{draft.summary} {draft.question}", draft.text)
        for answer in consultation.answers:
            label = draft.text.label_of(answer.provision)
            text = f"{answer.point} {answer.text}"
            yield Row(draft.id, "draft", draft.title, answer.url, f"Trả lời ý kiến, {label}", text)
        if consultation.closing is not None:
            closing = consultation.closing
            yield Row(draft.id, "draft", draft.title, closing.url, "Tổng hợp ý kiến", closing.text)
    for notice in publication.notices:
        yield Row(notice.id, "notice", notice.title, notice.url, "", f"{notice.summary} {notice.text}")
    for event in publication.events:
        text = f"{event.event_type.name} {event.place} {event.summary} {event.text} {event.result_text}"
        yield Row(event.id, "event", event.title, event.url, "", text)
    for decision in publication.decisions:
        text = f"{decision.matter.name} {decision.summary} {decision.text}"
        yield Row(decision.id, "decision", decision.title, decision.url, "", text)
    for page in publication.pages:
        yield Row(page.id, "page", page.title, page.url, "", page.text)


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
