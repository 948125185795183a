"""What a new file may say unless its author says otherwise: today, the earliest closing day, the round of a draft."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from plugins.documents.authoring.questions import Question, Value
from plugins.documents.kinds.answers import ANSWER, CLOSING, AnswerMatter, ClosingMatter
from plugins.documents.kinds.base import FrontMatter
from plugins.documents.kinds.decisions import DecisionMatter
from plugins.documents.kinds.drafts import DraftMatter
from plugins.documents.kinds.events import EventMatter
from plugins.domain.contents import Answer, Draft
from plugins.domain.deadlines import due
from plugins.domain.faults import Fault
from plugins.domain.publication import Publication

# The time limits among which a draft chooses its minimum.
_OF_CONSULTATIONS = "consult."


@dataclass(frozen=True)
class Suggestion:
    """A value for a key, "" for none, and how it was arrived at."""

    value: str = ""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """What suggestions and choices rest on: what the folder publishes as of a moment, and the faults it has already."""

    publication: Publication
    now: datetime
    faults: tuple[Fault, ...] = ()

    @property
    def today(self) -> date:
        """The day of writing."""
        return self.now.date()

    def day(self, text: str) -> date:
        """Return the day a text names, today when it names none."""
        return _day(text) or self.today

    @property
    def drafts(self) -> dict[str, Draft]:
        """The drafts by id."""
        return {draft.id: draft for draft in self.publication.contents if isinstance(draft, Draft)}

    def choices(self, question: Question, values: Mapping[str, Value]) -> dict[str, str]:
        """Return the values a key may take (id → words), {} for a key that may say anything."""
        if question.choices:
            return dict(question.choices)
        catalogue, register = self.publication.catalogue, question.register
        if register == "co-quan":
            return {office.id: office.name for office in catalogue.offices if office.is_alive(self.today)}
        if register == "du-thao":
            return {id_: f"{d.title}, vòng {d.round}" for id_, d in self.drafts.items()}
        if register == "dieu-khoan":
            draft = self.drafts.get(str(values.get("du-thao")))
            numbered = [p for p in draft.text.walk() if p.is_numbered] if draft else []
            return {p.eid: draft.text.label_of(p.eid) for p in numbered} if draft else {}
        if register == "thoi-han":
            limits = [t for t in catalogue.limits if t.id.startswith(_OF_CONSULTATIONS)]
            return {t.id: f"{t.what}: ít nhất {t.words}" for t in limits if catalogue.limit(t.id, self.today) == t}
        return {str(row["ma"]): str(row["ten"]) for row in catalogue.tables.get(register, [])}

    def suggestion(self, kind: type[FrontMatter], key: str, values: Mapping[str, Value]) -> Suggestion:
        """Return what to propose for a key after the values so far."""
        make = _SUGGESTIONS.get((kind, key)) or _SUGGESTIONS.get((None, key))
        return make(self, values) if make else Suggestion()


def _today(known: Known, _values: Mapping[str, Value]) -> Suggestion:
    return Suggestion(known.today.isoformat())


def _closing_day(known: Known, values: Mapping[str, Value]) -> Suggestion:
    """The earliest closing day that the draft's minimum allows, with its arithmetic and source."""
    opens_on = _day(values.get("ngay-mo"))
    limit = known.publication.catalogue.limit(str(values.get("thoi-han")), opens_on) if opens_on else None
    if limit is None or opens_on is None:
        return Suggestion()
    # Consultations run in calendar time, as `shortest_end` counts them.
    earliest = due(limit, opens_on, lambda _day: True)
    return Suggestion(earliest.on.isoformat(), earliest.steps)


def _minimum(known: Known, values: Mapping[str, Value]) -> Suggestion:
    """The minimum of the draft's matter, else the first there is."""
    matter = known.publication.catalogue.opinion_matters.get(str(values.get("viec")))
    if matter and matter.limit:
        return Suggestion(matter.limit)
    limits = [t for t in known.publication.catalogue.limits if t.id.startswith(_OF_CONSULTATIONS)]
    return Suggestion(limits[0].id if limits else "")


def _next_round(known: Known, values: Mapping[str, Value]) -> Suggestion:
    before = known.drafts.get(str(values.get("vong-truoc")))
    return Suggestion(str(before.round + 1 if before else 1))


def _round_of_draft(known: Known, values: Mapping[str, Value]) -> Suggestion:
    draft = known.drafts.get(str(values.get("du-thao")))
    return Suggestion(str(draft.round) if draft else "")


def _opinions_answered(known: Known, values: Mapping[str, Value]) -> Suggestion:
    of_draft = [a for a in known.publication.contents if isinstance(a, Answer) and a.draft == values.get("du-thao")]
    total = sum(count for answer in of_draft for _, count in answer.counts)
    return Suggestion(str(total), (f"Các tệp trả lời của dự thảo này cộng lại: {total} ý kiến.",))


def _not_before_decision(known: Known, values: Mapping[str, Value]) -> Suggestion:
    decided = _day(values.get("ngay-quyet-dinh"))
    return Suggestion(max(known.today, decided or known.today).isoformat())


def _not_before_announcement(known: Known, values: Mapping[str, Value]) -> Suggestion:
    """The first day that leaves the notice its type of event asks for."""
    announced = _day(values.get("ngay-thong-bao")) or known.today
    event_type = known.publication.catalogue.event_types.get(str(values.get("loai")))
    limit = known.publication.catalogue.limit(event_type.notice or "", announced) if event_type else None
    if limit is None:
        return Suggestion(announced.isoformat())
    earliest = due(limit, announced, lambda _day: True)
    return Suggestion(earliest.on.isoformat(), earliest.steps)


def _day(value: Value | None) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


_Make = Callable[[Known, Mapping[str, Value]], Suggestion]
_SUGGESTIONS: Mapping[tuple[type[FrontMatter] | None, str], _Make] = {
    (None, "ngay-ban-hanh"): _today,
    (None, "ngay-mo"): _today,
    (None, "ngay-quyet-dinh"): _today,
    (None, "ngay-cong-khai"): _today,
    (None, "ngay-thong-bao"): _today,
    (None, "ngay-tra-loi"): _today,
    (DecisionMatter, "ngay-cong-khai"): _not_before_decision,
    (EventMatter, "ngay"): _not_before_announcement,
    (DraftMatter, "vong"): _next_round,
    (DraftMatter, "thoi-han"): _minimum,
    (DraftMatter, "ngay-dong"): _closing_day,
    (AnswerMatter, "vong"): _round_of_draft,
    (ClosingMatter, "vong"): _round_of_draft,
    (AnswerMatter, "loai"): lambda _known, _values: Suggestion(ANSWER),
    (ClosingMatter, "loai"): lambda _known, _values: Suggestion(CLOSING),
    (ClosingMatter, "da-nhan"): _opinions_answered,
    (ClosingMatter, "da-xu-ly"): _opinions_answered,
}
