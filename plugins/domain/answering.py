"""How soon offices answered what people said about drafts, reckoned from published answers alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from plugins.domain.comments import Kind
from plugins.domain.consultations import Consultation, State
from plugins.domain.contents import Draft
from plugins.domain.deadlines import DueDate, WorkingDays, due
from plugins.domain.publication import Publication
from plugins.domain.rows import Catalogue


class Timeliness(Enum):
    """How answers stand to their due day, with words. By a rule nobody has checked, nothing is called late."""

    ON_TIME = ("on-time", "Đúng hạn")
    LATE = ("late", "Muộn")
    WITHIN = ("within", "Trong hạn dự kiến")
    BEYOND = ("beyond", "Chưa tính (hạn dự kiến)")
    NO_LIMIT = ("no-limit", "Không có hạn")

    def __init__(self, id_: str, words: str) -> None:
        self.id = id_
        self.words = words


@dataclass(frozen=True)
class Answered:
    """What an office answered in a round on one day, and when that was due; `on` is None for what it still owes.

    `answers` are points, `opinions` the opinions they speak to; both are 0 for what is owed.
    """

    office: str
    draft: Draft
    on: date | None
    due: DueDate | None
    timeliness: Timeliness | None
    answers: int = 0
    opinions: int = 0


def answer_due(catalogue: Catalogue, consultation: Consultation, is_working_day: WorkingDays) -> DueDate | None:
    """Return by when what was heard in a round must be answered, None where no rule says so."""
    last = consultation.closes_at.date()
    limit = catalogue.limit(Kind.COMMENT.limit, last)
    return due(limit, last, is_working_day) if limit else None


def answered(publication: Publication, is_working_day: WorkingDays) -> list[Answered]:
    """Return what offices answered or owe, the last due first.

    An office owes an answer once a round it leads is over and neither closed nor answered by anybody.
    """
    found: list[Answered] = []
    for consultation in publication.consultations:
        due_on = answer_due(publication.catalogue, consultation, is_working_day)
        found += _of_round(consultation, due_on, publication)
    return sorted(found, key=lambda a: (a.due.on if a.due else date.min, a.draft.id, a.office), reverse=True)


def _of_round(consultation: Consultation, due_on: DueDate | None, publication: Publication) -> Iterator[Answered]:
    days = sorted({(a.office, a.published_on) for a in consultation.answers})
    for office, on in days:
        of_it = [a for a in consultation.answers if (a.office, a.published_on) == (office, on)]
        opinions = sum(count for a in of_it for _, count in a.counts)
        of_rule = timeliness(is_firm=due_on.firm, is_in_time=on <= due_on.on) if due_on else Timeliness.NO_LIMIT
        yield Answered(office, consultation.draft, on, due_on, of_rule, len(of_it), opinions)
    if consultation.state is State.CLOSED and not days:
        is_overdue = due_on is not None and due_on.firm and publication.now.date() > due_on.on
        late = Timeliness.LATE if is_overdue else None
        yield Answered(consultation.draft.office, consultation.draft, None, due_on, late)


def timeliness(*, is_firm: bool, is_in_time: bool) -> Timeliness:
    """Return how an answer stands to a due day, which is firm when somebody has checked its rule."""
    if is_firm:
        return Timeliness.ON_TIME if is_in_time else Timeliness.LATE
    return Timeliness.WITHIN if is_in_time else Timeliness.BEYOND


def opinions_by_timeliness(rows: Iterable[Answered]) -> list[tuple[Timeliness, int]]:
    """Return how many opinions were answered in time and not, every kind in order."""
    sums = dict.fromkeys(Timeliness, 0)
    for row in rows:
        if row.timeliness is not None:
            sums[row.timeliness] += row.opinions
    return list(sums.items())
