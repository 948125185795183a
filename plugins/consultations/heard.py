"""What was heard in a round: the bảng tổng hợp, tiếp thu, giải trình, as a page, as CSV and as .docx."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from plugins.domain.comments import Channel, Disposition
from plugins.domain.consultations import Consultation
from plugins.domain.contents import Answer
from plugins.domain.deadlines import vietnamese_date
from plugins.kit.build import Build, asks
from plugins.kit.csv_out import csv_bytes
from plugins.kit.docx_out import table_docx
from plugins.kit.outputs import Output

# The official four columns, with their widths on paper in centimetres.
COLUMNS = {
    "Nhóm vấn đề hoặc điều, khoản": 5.0,
    "Chủ thể góp ý": 4.5,
    "Nội dung góp ý": 7.5,
    "Nội dung tiếp thu, giải trình": 8.7,
}


@dataclass(frozen=True)
class Heard:
    """One point and what became of it: where, who made it and how often, the point, disposition, answer."""

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


def url_of(consultation: Consultation, ending: str = "html") -> str:
    """Return the URL of what was heard in a round, in one of its forms."""
    return f"{consultation.draft.url.removesuffix('.html')}.tong-hop.{ending}"


def outputs(build: Build, consultation: Consultation) -> Iterator[Output]:
    """Yield the page and its two other forms once there is anything to say."""
    if not consultation.answers and consultation.closing is None:
        return
    rows = heard(build, consultation)
    parts = [consultation.draft, *consultation.answers, *([consultation.closing] if consultation.closing else [])]
    asked_for = asks("co-quan", *parts)
    yield build.page(
        url_of(consultation),
        "heard.html",
        asked_for,
        "drafts",
        consultation=consultation,
        draft=consultation.draft,
        rows=rows,
        header=list(COLUMNS),
        office=build.publication.office(consultation.draft.office),
        figures=figures(rows),
        csv=url_of(consultation, "csv"),
        docx=url_of(consultation, "docx"),
    )
    cells = [(row.where, f"{row.who}\n{row.counts}", row.point, f"{row.disposition.words}. {row.text}") for row in rows]
    yield Output(url_of(consultation, "csv"), asked_for, partial(csv_bytes, list(COLUMNS), cells))
    yield Output(url_of(consultation, "docx"), asked_for, partial(_docx, build, consultation, cells))


def _docx(build: Build, consultation: Consultation, cells: Sequence[Sequence[str]]) -> bytes:
    draft = consultation.draft
    lines = [
        draft.title,
        f"Vòng {draft.round}, từ {vietnamese_date(draft.opens_on)} đến hết {vietnamese_date(draft.closes_on)}.",
        build.publication.office(draft.office).name,
    ]
    title = "Bảng tổng hợp, tiếp thu, giải trình ý kiến góp ý"
    return table_docx(title, lines, COLUMNS, cells, consultation.closes_at)


def heard(build: Build, consultation: Consultation) -> list[Heard]:
    """Return every point made, in the order of the text; those about the text as a whole first."""
    text = consultation.draft.text
    order = {"": -1, **{p.eid: i for i, p in enumerate(text.walk())}}
    answers = sorted(consultation.answers, key=lambda a: order.get(a.provision, len(order)))
    return [
        Heard(
            where=text.label_of(answer.provision),
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
        )
        for answer in answers
    ]


def counts(answer: Answer) -> str:
    """Return how many opinions an answer speaks to, by which channels and of how many people: all count the same."""
    words = {channel.id: channel.words for channel in Channel}
    by_channel = ", ".join(f"{count} {words[id_]}" for id_, count in answer.counts if count)
    people = f"{answer.people} người" if answer.people is not None else "số người không rõ"
    return f"{sum(count for _, count in answer.counts)} ý kiến ({by_channel}); {people}"


def figures(rows: Sequence[Heard]) -> list[tuple[str, int, int]]:
    """Return for each disposition its words, how many points and how many opinions."""
    return [
        (d.words, len(of_it), sum(row.opinions for row in of_it))
        for d in Disposition
        if (of_it := [row for row in rows if row.disposition is d])
    ]
