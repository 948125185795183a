"""What is published, as the inbox needs it: drafts with their windows and provisions, the registers, the answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from functools import cached_property
from textwrap import shorten
from typing import Any

from plugins.domain.asking import note
from plugins.domain.cards import Link
from plugins.domain.contents import Draft, Event, Notice
from plugins.domain.provisions import Provision
from plugins.domain.publication import Publication
from plugins.domain.registers import REGISTERS
from plugins.domain.rows import Catalogue, Tables, build
from plugins.domain.vocabulary import VIETNAMESE

VERSION = 5
DIALOGUE = "doi-thoai"  # the row of `loai-su-kien.toml` for dialogues (Law 72/2025, Điều 43)


@dataclass(frozen=True)
class RegisteredProvision:
    """A provision one can comment on: its id, how it is cited, its heading, its text (a line a number), its hash."""

    eid: str
    label: str
    heading: str
    text: str
    text_hash: str


# The provisions of a draft by its id: they lie apart, so that a register is read in a breath however much is published.
Fetch = Callable[[str], tuple[RegisteredProvision, ...]]


@dataclass(frozen=True)
class RegisteredDraft:
    """A draft in one round; `url` is relative to the root of the site, moments carry Vietnam's offset."""

    id: str
    round: int
    title: str
    url: str
    office: str
    fields: tuple[str, ...]
    for_people: str  # what the people decide themselves (Law 10/2022, Điều 15) when the draft is about that, else ""
    opens_at: datetime
    closes_at: datetime
    fetch: Fetch = field(compare=False, repr=False)

    @cached_property
    def provisions(self) -> tuple[RegisteredProvision, ...]:
        """What one can comment on, in the order of the text; fetched when first asked for."""
        return self.fetch(self.id)

    @cached_property
    def by_eid(self) -> dict[str, RegisteredProvision]:
        """Provisions by id."""
        return {p.eid: p for p in self.provisions}


@dataclass(frozen=True)
class RegisteredEvent:
    """A dialogue with the people to which one can send a question; `last_on` is its last day."""

    id: str
    title: str
    url: str
    office: str
    fields: tuple[str, ...]
    last_on: date


@dataclass(frozen=True)
class RegisteredNotice:
    """A disclosure notice that one can ask about; `url` is relative to the root of the site."""

    id: str
    title: str
    url: str


@dataclass(frozen=True)
class Register:
    """All that the inbox knows of the site."""

    catalogue: Catalogue
    drafts: Mapping[str, RegisteredDraft]
    dialogues: Mapping[str, RegisteredEvent]
    pages: Mapping[str, tuple[Link, ...]]  # standing pages for the foot of every page, by language of the foot
    answers: Mapping[str, str]  # id of a published answer → its URL, relative to the root
    closings: Mapping[str, str]  # id of a draft whose round is closed → id of the closing
    # The notice of an id, None for any other text: notices lie apart, as provisions do.
    notice: Callable[[str], RegisteredNotice | None] = field(default=lambda _id: None, compare=False, repr=False)

    def standing_pages(self, language: str) -> Sequence[Link]:
        """Return the standing pages for a page in a language."""
        return self.pages.get(language) or self.pages[VIETNAMESE]


def registered(publication: Publication) -> Register:
    """Return the register of a publication."""
    drafts, closings = {}, {}
    for consultation in publication.consultations:
        draft = consultation.draft
        if consultation.closing is not None:
            closings[draft.id] = consultation.closing.id
        drafts[draft.id] = RegisteredDraft(
            draft.id,
            draft.round,
            draft.title,
            draft.url,
            draft.office,
            draft.fields,
            draft.for_people.name if draft.for_people else "",
            consultation.opens_at,
            consultation.closes_at,
            lambda id_: provisions_of(publication.one(Draft, id_)),
        )
    dialogues = {
        event.id: RegisteredEvent(
            event.id, event.title, event.url, event.office, event.fields, (event.ends_at or event.starts_at).date()
        )
        for event in publication.group("kind", Event.__name__)
        if isinstance(event, Event) and event.event_type.id == DIALOGUE and event.cancellation is None
    }
    answers = {answer.id: answer.url for answer in publication.answers}
    languages = [VIETNAMESE, *sorted({t.language for t in publication.translations})]
    pages = {language: tuple(publication.standing_pages(language)) for language in languages}
    note("register", "tables")
    return Register(publication.registers, drafts, dialogues, pages, answers, closings)


def provisions_of(draft: Draft) -> tuple[RegisteredProvision, ...]:
    """Return what one can comment on in a draft."""
    return tuple(_registered_provision(p) for p in draft.text.walk() if p.is_numbered)


def notice_to_plain(notice: Notice) -> dict[str, str]:
    """Return what one must know of a notice to ask about it, as plain values for JSON."""
    return asdict(RegisteredNotice(notice.id, notice.title, notice.url))


def notice_from_plain(plain: Any) -> RegisteredNotice:
    """Return the notice of plain values. Raises BadRegisterError for anything else."""
    try:
        return RegisteredNotice(**plain)
    except TypeError as error:
        raise BadRegisterError from error


def _registered_provision(provision: Provision) -> RegisteredProvision:
    first = provision.paragraphs[0].plain if provision.paragraphs else ""
    heading = shorten(first, 70, placeholder="…")
    return RegisteredProvision(provision.eid, provision.label, heading, provision.outline, provision.text_hash)


def to_plain(register: Register) -> dict[str, Any]:
    """Return a register as plain values for JSON: days and moments in ISO form."""
    drafts = []
    for draft in sorted(register.drafts.values(), key=lambda d: d.id):
        row = {f.name: getattr(draft, f.name) for f in fields(draft) if f.name != "fetch"}
        drafts.append({**row, "opens_at": draft.opens_at.isoformat(), "closes_at": draft.closes_at.isoformat()})
    dialogues = [
        {**asdict(event), "last_on": event.last_on.isoformat()}
        for event in sorted(register.dialogues.values(), key=lambda e: e.id)
    ]
    tables = {
        name: [{k: v.isoformat() if isinstance(v, date) else v for k, v in row.items()} for row in rows]
        for name, rows in register.catalogue.tables.items()
    }
    return {
        "version": VERSION,
        "tables": tables,
        "drafts": drafts,
        "dialogues": dialogues,
        "pages": {language: [page._asdict() for page in pages] for language, pages in register.pages.items()},
        "answers": dict(sorted(register.answers.items())),
        "closings": dict(sorted(register.closings.items())),
    }


class BadRegisterError(Exception):
    """What was read is no register."""


class UnknownRegisterVersionError(BadRegisterError):
    """The register was written by another version of the publisher."""


def from_plain(plain: Any, fetch: Fetch) -> Register:
    """Return the register of plain values that `to_plain` made; `fetch` gives the provisions of a draft.

    Raises BadRegisterError for anything else, UnknownRegisterVersionError for one of another version.
    """
    try:
        if plain["version"] != VERSION:
            raise UnknownRegisterVersionError(plain["version"])
        drafts = {row["id"]: _draft(row, fetch) for row in plain["drafts"]}
        dialogues = {row["id"]: _dialogue(row) for row in plain["dialogues"]}
        pages = {language: tuple(Link(**page) for page in pages) for language, pages in plain["pages"].items()}
        answers, closings = dict(plain["answers"]), dict(plain["closings"])
        return Register(build(_tables(plain["tables"])), drafts, dialogues, pages, answers, closings)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise BadRegisterError from error


def provisions_to_plain(provisions: Sequence[RegisteredProvision]) -> list[dict[str, str]]:
    """Return provisions as plain values for JSON."""
    return [asdict(provision) for provision in provisions]


def provisions_from_plain(plain: Any) -> tuple[RegisteredProvision, ...]:
    """Return the provisions of plain values. Raises BadRegisterError for anything else."""
    try:
        return tuple(RegisteredProvision(**row) for row in plain)
    except TypeError as error:
        raise BadRegisterError from error


def _draft(row: Mapping[str, Any], fetch: Fetch) -> RegisteredDraft:
    moments = {key: datetime.fromisoformat(row[key]) for key in ("opens_at", "closes_at")}
    return RegisteredDraft(**{**row, **moments, "fields": tuple(row["fields"]), "fetch": fetch})


def _dialogue(row: Mapping[str, Any]) -> RegisteredEvent:
    return RegisteredEvent(**{**row, "fields": tuple(row["fields"]), "last_on": date.fromisoformat(row["last_on"])})


def _tables(plain: Mapping[str, list[dict[str, Any]]]) -> Tables:
    """Give the days of the registers back their type; the columns say which they are."""
    return {
        name: [
            {key: date.fromisoformat(value) if table.columns[key].type is date else value for key, value in row.items()}
            for row in plain[name]
        ]
        for name, table in REGISTERS.items()
    }
