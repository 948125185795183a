"""Pelican's side of consultations: a list of them and a page for each draft."""

from collections.abc import Iterator
from typing import Any

from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.consultations import changes, heard
from plugins.domain.comments import Kind
from plugins.domain.consultations import Consultation
from plugins.domain.deadlines import DueDate, due, vietnamese_date
from plugins.domain.rows import Catalogue
from plugins.kit.build import KEY, Build, asks
from plugins.kit.calendar import working_days
from plugins.kit.outputs import Output
from plugins.kit.paging import pages_of


def connect() -> None:
    """Say which of Pelican's signals we answer to."""
    signals.get_generators.connect(_generators)


def _generators(_pelican: Pelican) -> type[Generator]:
    return ConsultationsGenerator


class ConsultationsGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Writes the pages under `du-thao/`."""

    def generate_output(self, _writer: object) -> None:
        """Write the list and every draft's page."""
        build: Build = self.context[KEY]
        for output in outputs(build):
            build.outputs.write(output)


def outputs(build: Build) -> Iterator[Output]:
    """Yield every output of this plugin."""
    publication = build.publication
    for listing in pages_of("du-thao", publication.consultations):
        yield build.page(
            listing.path,
            "drafts.html",
            asks("now", *(c.draft for c in listing.items)),
            "drafts",
            listing=listing,
            office=publication.office,
        )
    for consultation in publication.consultations:
        yield _draft(build, consultation)
        yield from heard.outputs(build, consultation)
    yield from changes.outputs(build)


def _draft(build: Build, consultation: Consultation) -> Output:
    publication, draft = build.publication, consultation.draft
    following = next((c.draft for c in publication.consultations if c.draft.previous_round == draft.id), None)
    previous = publication.consultation_of.get(draft.previous_round or "")
    catalogue = publication.catalogue
    has_heard = consultation.answers or consultation.closing
    related = [c for c in (consultation.closing, consultation.issued, following) if c is not None]
    return build.page(
        draft.url,
        "draft.html",
        asks(draft, "co-quan", "now", *consultation.answers, *related),
        "drafts",
        consultation=consultation,
        draft=draft,
        office=publication.office(draft.office),
        fields=[publication.catalogue.fields[f] for f in draft.fields],
        limit=catalogue.limit(draft.minimum, draft.opens_on) if draft.minimum else None,
        extensions=[(vietnamese_date(e.on), vietnamese_date(e.closes_on), e.reason) for e in draft.extensions],
        answer_due=_answer_due(catalogue, consultation),
        plan=publication.citations.find(draft.plan) if draft.plan else None,
        heard=heard.url_of(consultation) if has_heard else "",
        comparison=changes.url_of(draft) if previous else "",
        answers=_answers(build, consultation),
        previous=previous.draft if previous else None,
        following=following,
        former=catalogue.moves.former_anchors(draft.url),
    )


def _answer_due(catalogue: Catalogue, consultation: Consultation) -> DueDate | None:
    """Return by when what was heard must be answered, None where no rule says so."""
    last = consultation.closes_at.date()
    limit = catalogue.limit(Kind.COMMENT.limit, last)
    return due(limit, last, working_days(catalogue.day_overrides)) if limit else None


def _answers(build: Build, consultation: Consultation) -> dict[str, list[dict[str, Any]]]:
    """Return the answers by provision, as the component `answer` shows them."""
    shown: dict[str, list[dict[str, Any]]] = {}
    for answer in consultation.answers:
        shown.setdefault(answer.provision, []).append(
            {
                "id": answer.id,
                "anchor": answer.anchor,
                "point": answer.point,
                "html": answer.html,
                "disposition": answer.disposition,
                "office_name": build.publication.office(answer.office).name,
                "answered": vietnamese_date(answer.published_on),
                "counts_words": heard.counts(answer),
            }
        )
    return shown
