"""What was heard in a round: the bảng tổng hợp, tiếp thu, giải trình, as a page, as CSV and as .docx."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from plugins.domain.comments import Disposition
from plugins.domain.consultations import Consultation
from plugins.domain.contents import Answer
from plugins.domain.deadlines import vietnamese_date
from plugins.kit import heard_out
from plugins.kit.build import Build
from plugins.kit.outputs import Output


@dataclass(frozen=True)
class Heard:
    """One point and what became of it: where, who made it and how often, the point, disposition, answer.

    `symbol` and `signer` are of the document the answer was also given in, "" where there is none.
    """

    where: str
    anchor: str
    who: str
    counts: str
    opinions: int
    point: str
    disposition: Disposition
    office: str
    answered: str
    html: str
    text: str
    symbol: str
    signer: str


def url_of(consultation: Consultation, ending: str = "html") -> str:
    """Return the URL of what was heard in a round, in one of its forms."""
    return f"{consultation.draft.url.removesuffix('.html')}.tong-hop.{ending}"


def outputs(build: Build, consultation: Consultation) -> Iterator[Output]:
    """Yield the page and its two other forms once there is anything to say."""
    if not consultation.answers and consultation.closing is None:
        return
    draft = consultation.draft.id
    yield build.page(url_of(consultation), "heard.html", partial(_page, build, draft), "drafts")
    yield Output(url_of(consultation, "csv"), partial(_csv, build, draft))
    yield Output(url_of(consultation, "docx"), partial(_docx, build, draft))


def consultation_on(build: Build, draft: str) -> Consultation:
    """Return the consultation on the draft of that id. Raises LookupError."""
    consultation = build.publication.consultation(draft)
    if consultation is None:
        raise LookupError(draft)
    return consultation


def _page(build: Build, draft: str) -> Mapping[str, object]:
    consultation = consultation_on(build, draft)
    rows = heard(build, consultation)
    return {
        "consultation": consultation,
        "draft": consultation.draft,
        "rows": rows,
        "header": list(heard_out.COLUMNS),
        "office": build.publication.office(consultation.draft.office),
        "figures": figures(rows),
        "provisions": by_provision(rows),
        "dispositions": [(d.id, d.words) for d in Disposition],
        "csv": url_of(consultation, "csv"),
        "docx": url_of(consultation, "docx"),
    }


def _points(build: Build, consultation: Consultation) -> list[heard_out.Point]:
    rows = heard(build, consultation)
    return [
        heard_out.Point(
            row.where,
            row.who,
            row.counts,
            row.point,
            heard_out.result_words(row.disposition.words, row.text, row.symbol, row.signer),
        )
        for row in rows
    ]


def _csv(build: Build, draft: str) -> bytes:
    return heard_out.as_csv(_points(build, consultation_on(build, draft)))


def _docx(build: Build, id_: str) -> bytes:
    consultation = consultation_on(build, id_)
    draft = consultation.draft
    office = build.publication.office(draft.office).name
    about = heard_out.Round(draft.title, draft.round, draft.opens_on, draft.closes_on, office)
    return heard_out.as_docx(about, _points(build, consultation), consultation.closes_at)


def heard(build: Build, consultation: Consultation) -> list[Heard]:
    """Return every point made, in the order of the text; those about the text as a whole first."""
    draft = consultation.draft
    order = {"": -1, **{eid: i for i, eid in enumerate(draft.labels)}}
    answers = sorted(consultation.answers, key=lambda a: order.get(a.provision, len(order)))
    return [
        Heard(
            where=draft.label_of(answer.provision),
            anchor=answer.anchor,
            who=", ".join(answer.authors) or "Không nêu tên",
            counts=counts(answer),
            opinions=sum(count for _, count in answer.counts),
            point=answer.point,
            disposition=answer.disposition,
            office=build.publication.office(answer.office).name,
            answered=vietnamese_date(answer.published_on),
            html=answer.html,
            text=answer.text,
            symbol=answer.symbol,
            signer=answer.signer,
        )
        for answer in answers
    ]


def counts(answer: Answer) -> str:
    """Return how many opinions an answer speaks to, by which channels and of how many people."""
    return heard_out.counts_words(answer.counts, answer.people)


def figures(rows: Sequence[Heard]) -> list[tuple[str, int, int]]:
    """Return for each disposition its words, how many points and how many opinions."""
    return [
        (d.words, len(of_it), sum(row.opinions for row in of_it))
        for d in Disposition
        if (of_it := [row for row in rows if row.disposition is d])
    ]


def by_provision(rows: Sequence[Heard]) -> list[tuple[str, str, list[tuple[str, int]]]]:
    """Return for each provision spoken to its words, how many opinions in words, and the number by each disposition."""
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        counts = found.setdefault(row.where, dict.fromkeys((d.id for d in Disposition), 0))
        counts[row.disposition.id] += row.opinions
    return [
        (f"{where[:1].upper()}{where[1:]}", f"{sum(counts.values())} ý kiến", list(counts.items()))
        for where, counts in found.items()
    ]
