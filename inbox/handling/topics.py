"""What a sending is about, kind by kind: a draft, an office, a dialogue, somebody's data; each opinion apart."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from inbox.access.stamps import Stamp
from inbox.errors import NotOpenYetError, ProblemsError, TextChangedError
from inbox.handling import draft_hash, find_dialogue, find_draft, find_office, find_provision
from inbox.stores.comments import Row
from plugins.domain.comments import Kind
from plugins.domain.consultations import State, window_state
from plugins.domain.register import Register
from plugins.domain.routing import Asked
from plugins.domain.sendings import NotChosen, Opinion, Sending


@dataclass(frozen=True)
class Topic:
    """One opinion with what it is about: the columns that say so, what its route is asked for, when its clock starts.

    `chosen`: the office that the citizen named; `accused`: the office that a report is about.
    """

    opinion: Opinion
    columns: Row
    asked: Asked
    starts_on: date
    chosen: str = ""
    accused: str = ""


def topics_of(kind: Kind, register: Register, stamp: Stamp, sending: Sending, now: datetime) -> list[Topic]:
    """Return what each opinion of a sending is about.

    Raises UnknownDraftError, UnknownDialogueError, UnknownOfficeError, UnknownProvisionError, NotOpenYetError,
    TextChangedError, ProblemsError.
    """
    return _OF_KIND[kind](register, stamp, sending, now)


def _about_draft(register: Register, stamp: Stamp, sending: Sending, now: datetime) -> list[Topic]:
    draft = find_draft(register, stamp.subject)
    provisions = [find_provision(draft, opinion.provision) for opinion in sending.opinions]
    state = window_state(draft.opens_at, draft.closes_at, now)
    if state is State.PLANNED:
        raise NotOpenYetError(draft)
    if stamp.text_hash != draft_hash(draft):
        raise TextChangedError(draft.id)
    is_late = state is State.CLOSED
    topics = []
    for opinion, provision in zip(sending.opinions, provisions, strict=True):
        columns = {
            "draft": draft.id,
            "round": draft.round,
            "provision": provision.eid if provision else "",
            "provision_label": provision.label if provision else "",
            "provision_hash": provision.text_hash if provision else draft_hash(draft),
            "subject": draft.title,
            "is_late": is_late,
        }
        stance = "" if draft.for_people else opinion.stance  # the people decide that elsewhere, this is no vote
        asked = Asked(Kind.COMMENT.id, draft.id, opinion.provision, draft.fields)
        starts_on = now.date() if is_late else draft.closes_at.date()
        topics.append(Topic(Opinion(opinion.body, opinion.provision, stance), columns, asked, starts_on))
    return topics


def _to_office(register: Register, stamp: Stamp, sending: Sending, now: datetime) -> list[Topic]:
    kind = Kind.by_id(stamp.kind)
    subject = kind.words
    if stamp.subject:
        subject = f"{kind.words} gửi {find_office(register, stamp.subject).name}"
    if about := matter(register, sending.about):
        subject = f"{subject}, về “{about}”"
    columns = {"subject": subject, "about": sending.about if about else stamp.subject or None}
    asked = Asked(kind.id, place=sending.place if sending.place in register.catalogue.villages else "")
    return [Topic(sending.opinion, columns, asked, now.date(), chosen=stamp.subject)]


def page_of(register: Register, id_: str) -> tuple[str, str] | None:
    """Return name and URL of the page of the notice, service point or office of that id; None for none (any more)."""
    if point := register.catalogue.service_points.get(id_):
        return point.name, f"diem-phuc-vu/index.html#{point.id}"
    if notice := register.notice(id_):
        return notice.title, notice.url
    office = register.catalogue.offices.by_id.get(id_)
    return (office.name, f"co-quan/{office.id}.html") if office else None


def matter(register: Register, id_: str) -> str:
    """Return the title of the notice, or the name of the service point, of that id; "" for none (any more)."""
    if point := register.catalogue.service_points.get(id_):
        return point.name
    notice = register.notice(id_)
    return notice.title if notice else ""


def _about_office(register: Register, stamp: Stamp, sending: Sending, now: datetime) -> list[Topic]:
    kind = Kind.by_id(stamp.kind)
    if not sending.office:
        raise ProblemsError([NotChosen("office"), *sending.problems()])
    accused = find_office(register, sending.office)
    return [Topic(sending.opinion, {"subject": kind.words}, Asked(kind.id), now.date(), accused=accused.id)]


def _to_dialogue(register: Register, stamp: Stamp, sending: Sending, now: datetime) -> list[Topic]:
    event = find_dialogue(register, stamp.subject)
    asked = Asked(Kind.DIALOGUE.id, fields=event.fields)
    starts_on = max(now.date(), event.last_on)
    return [Topic(sending.opinion, {"subject": event.title}, asked, starts_on, chosen=event.office)]


def _about_data(_register: Register, stamp: Stamp, sending: Sending, now: datetime) -> list[Topic]:
    kind = Kind.PERSONAL_DATA
    columns: Row = {"subject": kind.words}
    if stamp.subject:  # the reference of what the status page showed
        columns = {"subject": f"{kind.words} ở {stamp.subject}", "relates_to": stamp.subject}
    return [Topic(sending.opinion, columns, Asked(kind.id), now.date())]


_OF_KIND: Mapping[Kind, Callable[[Register, Stamp, Sending, datetime], list[Topic]]] = {
    Kind.COMMENT: _about_draft,
    Kind.PETITION: _to_office,
    Kind.INFORMATION: _to_office,
    Kind.VIOLATION: _about_office,
    Kind.DIALOGUE: _to_dialogue,
    Kind.PERSONAL_DATA: _about_data,
}
