"""The typed objects every page, feed entry, index row and register row comes from: one class per kind of content."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from plugins.domain.cards import Body, Content
from plugins.domain.comments import Disposition
from plugins.domain.communities import Matter
from plugins.domain.disclosure_items import Posting
from plugins.domain.legal_text import WHOLE_TEXT, LegalText
from plugins.domain.periods import Period
from plugins.domain.symbols import cited, normal_symbol
from plugins.domain.vocabulary import ConsultingForm, DocumentType, EventType, OpinionMatter


@dataclass(frozen=True, eq=False, repr=False)
class Document(Content):
    """An issued document (văn bản): resolution, decision, plan, report."""

    doc_type: DocumentType
    symbol: str
    abstract: str
    issued_on: date
    adopted_on: date | None = field(default=None, kw_only=True)
    effective_on: date | None
    expires_on: date | None
    place: str
    signer: str
    signer_title: str
    signing_authority: str = field(default="", kw_only=True)
    term: str = field(default="", kw_only=True)
    session: str = field(default="", kw_only=True)
    bases: tuple[str, ...]
    implements: tuple[str, ...]
    amends: tuple[str, ...] = field(default=(), kw_only=True)
    replaces: tuple[str, ...] = field(default=(), kw_only=True)
    recipients: tuple[str, ...] = field(default=(), kw_only=True)
    draft: str | None
    text: Body[LegalText] = Body()

    @cached_property
    def normal_symbol(self) -> str:
        """The symbol for comparison."""
        return normal_symbol(self.symbol)

    @cached_property
    def symbols_named(self) -> tuple[str, ...]:
        """The normal symbols of the documents it names as basis, or implements, amends, replaces; each once."""
        named = (next(cited(w), None) for w in (*self.bases, *self.implements, *self.amends, *self.replaces))
        return tuple(dict.fromkeys(normal_symbol(found.symbol) for found in named if found))

    def settle(self) -> None:
        """Work out what is kept with the card, so that later builds need not."""
        super().settle()
        self.normal_symbol, self.symbols_named  # noqa: B018  # they remember


class Extension(NamedTuple):
    """That a consultation goes on longer than first said: when it was decided, the new last day, why."""

    on: date
    closes_on: date
    reason: str


class Cancellation(NamedTuple):
    """That what was announced does not take place: when it was decided and why."""

    on: date
    reason: str


@dataclass(frozen=True, eq=False, repr=False)
class Draft(Content):
    """A draft (dự thảo) in one round of consultation; `opens_on` and `closes_on` are both days when it is open.

    `closes_on` is the last day as it stands now, extensions included; `plan` is the symbol of the plan of the
    consultation (Law 10/2022, Điều 28 khoản 1). `minimum` is the id of the time limit that says how long it lasts at
    least, `forms` are those it uses, in the order of the register. `labels` say how each numbered provision is cited,
    by its id.
    """

    doc_type: DocumentType
    abstract: str
    round: int
    previous_round: str | None
    opens_on: date
    closes_on: date
    minimum: str | None
    question: str
    decider: str
    expected: str
    text: Body[LegalText] = Body()
    extensions: tuple[Extension, ...] = field(default=(), kw_only=True)
    cancellation: Cancellation | None = field(default=None, kw_only=True)
    plan: str = field(default="", kw_only=True)
    matter: OpinionMatter | None = field(default=None, kw_only=True)
    for_people: Matter | None = field(default=None, kw_only=True)  # what the people decide themselves
    forms: tuple[ConsultingForm, ...] = field(default=(), kw_only=True)
    labels: Mapping[str, str] = field(default_factory=dict, kw_only=True)

    def label_of(self, eid: str) -> str:
        """Return how the provision of that id is cited; the text as a whole for no id."""
        return self.labels.get(eid, WHOLE_TEXT)


@dataclass(frozen=True, eq=False, repr=False)
class Notice(Content):
    """A disclosure notice (thông báo công khai).

    `item` is the id of what it makes public in the catalogue ("" when it is none of those), `period` for which one;
    `forms` are ids of the forms used, `figures` those of an annual report by id.
    """

    decided_on: date
    expires_on: date | None
    html: Body[str] = Body()
    text: Body[str] = Body()
    item: str = field(default="", kw_only=True)
    period: Period | None = field(default=None, kw_only=True)
    forms: tuple[str, ...] = field(default=(), kw_only=True)
    postings: tuple[Posting, ...] = field(default=(), kw_only=True)
    figures: tuple[tuple[str, int], ...] = field(default=(), kw_only=True)


@dataclass(frozen=True, eq=False, repr=False)
class Event(Content):
    """An event (tiếp công dân, đối thoại, …): when, where, who, result; `published_on` is the day of announcement.

    `starts_at` and `ends_at` are moments in Vietnam; `result` is the HTML of what came of it, `result_text` its words,
    "" until then.
    """

    event_type: EventType
    starts_at: datetime
    ends_at: datetime | None
    place: str
    host: str
    audience: str
    villages: tuple[str, ...]
    result_on: date | None
    cancellation: Cancellation | None
    html: Body[str] = Body()
    text: Body[str] = Body()
    result: Body[str] = Body()
    result_text: Body[str] = Body()


@dataclass(frozen=True, eq=False, repr=False)
class CommunityDecision(Content):
    """What a village or the commune's people decided themselves (nghị quyết, biên bản of a community).

    Counts are households: `total` frozen when the vote opened, None when unknown. `recognised_by` is the symbol of the
    decision by which the commune recognised it, "" while it waits.
    """

    form: str
    matter: Matter
    villages: tuple[str, ...]
    method: str
    decided_on: date
    total: int | None
    attended: int | None
    agree: int
    disagree: int
    other: int
    recognised_by: str
    html: Body[str] = Body()
    text: Body[str] = Body()


@dataclass(frozen=True, eq=False, repr=False)
class Page(Content):
    """A standing page (about, privacy, …)."""

    html: Body[str] = Body()
    text: Body[str] = Body()


@dataclass(frozen=True, eq=False, repr=False)
class Translation(Content):
    """A translation of another content, for information: the Vietnamese text prevails.

    `original` is the id of that content, `language` that of a row of `ngon-ngu.toml`; title and summary are in it.
    """

    original: str
    language: str
    translator: str
    html: Body[str] = Body()
    text: Body[str] = Body()


@dataclass(frozen=True, eq=False, repr=False)
class Answer(Content):
    """A published answer to a point made about a provision of a draft, with its disposition and counts by channel.

    `authors` are reference codes, or names of those who agreed to be named; `people` is how many they are, if known.
    `symbol` is that of the document the answer was also given in, `signer` the official who signed it, with the title.
    """

    draft: str
    round: int
    provision: str
    point: str
    disposition: Disposition
    counts: tuple[tuple[str, int], ...]
    html: Body[str] = Body()
    text: Body[str] = Body()
    authors: tuple[str, ...] = field(default=(), kw_only=True)
    people: int | None = field(default=None, kw_only=True)
    symbol: str = field(default="", kw_only=True)
    signer: str = field(default="", kw_only=True)

    @property
    def anchor(self) -> str:
        """The id of the answer in its draft's page."""
        return f"tra-loi-{self.id}"


@dataclass(frozen=True, eq=False, repr=False)
class RoundClosing(Content):
    """What was heard in a round as a whole: opinions received and disposed of, which must be equal before issuing."""

    draft: str
    round: int
    received: int
    disposed: int
    html: Body[str] = Body()
    text: Body[str] = Body()


@dataclass(frozen=True, eq=False, repr=False)
class ReceiptDay(Content):
    """A day of the log of receipts: the root (hex) over all of them; `count` is how many, None where these are few."""

    root: str
    count: int | None
