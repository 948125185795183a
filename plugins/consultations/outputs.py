"""The pages of drafts: a list, a page for each, what was heard, what has changed, how soon answers came."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from plugins.consultations import changes, heard, receipts, timeliness
from plugins.domain.answering import answer_due
from plugins.domain.comments import Disposition
from plugins.domain.consultations import Consultation
from plugins.domain.deadlines import vietnamese_date
from plugins.kit.account import is_working_day
from plugins.kit.build import Build
from plugins.kit.filters import list_pages
from plugins.kit.outputs import Output


def outputs(build: Build) -> Iterator[Output]:
    """Yield every output of this plugin."""
    yield from list_pages(build, "consultations", "du-thao", "drafts")
    for consultation in build.publication.consultations:
        draft = consultation.draft
        yield build.content_page(draft, "draft.html", partial(_draft, build, draft.id), "drafts")
        yield from heard.outputs(build, consultation)
    yield from changes.outputs(build)
    yield from timeliness.outputs(build)
    yield from receipts.outputs(build)


def _draft(build: Build, id_: str) -> Mapping[str, object]:
    publication, catalogue = build.publication, build.publication.catalogue
    consultation = heard.consultation_on(build, id_)
    draft = consultation.draft
    previous = publication.consultation(draft.previous_round or "")
    has_heard = consultation.answers or consultation.closing
    return {
        "consultation": consultation,
        "draft": draft,
        "office": publication.office(draft.office),
        "fields": [catalogue.fields[f] for f in draft.fields],
        "limit": catalogue.limit(draft.minimum, draft.opens_on) if draft.minimum else None,
        "extensions": [(vietnamese_date(e.on), vietnamese_date(e.closes_on), e.reason) for e in draft.extensions],
        "answer_due": answer_due(catalogue, consultation, is_working_day(build)),
        "plan": publication.citations.find(draft.plan) if draft.plan else None,
        "heard": heard.url_of(consultation) if has_heard else "",
        "comparison": changes.url_of(draft) if previous else "",
        "answers": _answers(build, consultation),
        "previous": previous.draft if previous else None,
        "following": publication.following_round(draft.id),
        "former": catalogue.moves.former_anchors(draft.url),
    }


class _Shown(NamedTuple):
    """An answer as the component `answer` takes it."""

    id: str
    anchor: str
    point: str
    html: str
    disposition: Disposition
    office_name: str
    answered: str
    counts_words: str
    symbol: str
    signer: str


def _answers(build: Build, consultation: Consultation) -> dict[str, list[_Shown]]:
    """Return the answers by provision."""
    shown: dict[str, list[_Shown]] = {}
    for answer in consultation.answers:
        shown.setdefault(answer.provision, []).append(
            _Shown(
                answer.id,
                answer.anchor,
                answer.point,
                answer.html,
                answer.disposition,
                build.publication.office(answer.office).name,
                vietnamese_date(answer.published_on),
                heard.counts(answer),
                answer.symbol,
                answer.signer,
            )
        )
    return shown
