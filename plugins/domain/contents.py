"""The typed objects every page, feed entry, index row and register row comes from: one class per kind of content."""

from dataclasses import dataclass, field
from datetime import date, datetime

from plugins.domain.comments import Disposition
from plugins.domain.communities import Matter
from plugins.domain.disclosure_items import Posting
from plugins.domain.periods import Period
from plugins.domain.structure import LegalText


@dataclass(frozen=True)
class DocumentType:
    """A row of `loai-van-ban.toml`: nghị quyết, quyết định, … with its abbreviation."""

    id: str
    name: str
    abbreviation: str
    source: str
    verified: bool


@dataclass(frozen=True)
class WorkField:
    """A row of `linh-vuc.toml`: a field of management (lĩnh vực)."""

    id: str
    name: str
    english_name: str


@dataclass(frozen=True)
class Site:
    """The row of `trang-web.toml`: whose site it is, where it lives, whether it is only an illustration."""

    id: str
    name: str
    office: str
    address: str
    is_illustration: bool
    introduction: str


@dataclass(frozen=True)
class Link:
    """A title and its URL, relative to the root of the site."""

    title: str
    url: str


@dataclass(frozen=True)
class Attachment:
    """A file offered for download: its name in `content/tep/`, size in bytes, SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Correction:
    """A dated correction (đính chính) of what was published: what was changed and why."""

    on: date
    what: str
    reason: str


@dataclass(frozen=True)
class Content:
    """What all kinds share.

    `id` is the opaque `ma`, given once; `url` is relative to the root of the site; `source` the file relative
    to the content folder; `published_on` and `updated_on` are the days feeds and lists show.
    """

    id: str
    title: str
    url: str
    source: str
    office: str
    fields: tuple[str, ...]
    summary: str
    published_on: date
    updated_on: date
    attachments: tuple[Attachment, ...]
    corrections: tuple[Correction, ...] = field(default=(), kw_only=True)


@dataclass(frozen=True)
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
    text: LegalText


@dataclass(frozen=True)
class Extension:
    """That a consultation goes on longer than first said: when it was decided, the new last day, why."""

    on: date
    closes_on: date
    reason: str


@dataclass(frozen=True)
class Cancellation:
    """That what was announced does not take place: when it was decided and why."""

    on: date
    reason: str


@dataclass(frozen=True)
class Draft(Content):
    """A draft (dự thảo) in one round of consultation; `opens_on` and `closes_on` are both days when it is open.

    `closes_on` is the last day as it stands now, extensions included; `plan` is the symbol of the plan of the
    consultation (Law 10/2022, Điều 28 khoản 1).
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
    text: LegalText
    extensions: tuple[Extension, ...] = field(default=(), kw_only=True)
    cancellation: Cancellation | None = field(default=None, kw_only=True)
    plan: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class Notice(Content):
    """A disclosure notice (thông báo công khai).

    `item` is the id of what it makes public in the catalogue ("" when it is none of those), `period` for which one;
    `forms` are ids of the forms used, `figures` those of an annual report by id.
    """

    decided_on: date
    expires_on: date | None
    html: str
    text: str
    item: str = field(default="", kw_only=True)
    period: Period | None = field(default=None, kw_only=True)
    forms: tuple[str, ...] = field(default=(), kw_only=True)
    postings: tuple[Posting, ...] = field(default=(), kw_only=True)
    figures: tuple[tuple[str, int], ...] = field(default=(), kw_only=True)


@dataclass(frozen=True)
class EventType:
    """A row of `loai-su-kien.toml`: citizen reception, dialogue, …, and the time limits that hold for it.

    `notice` and `result` are ids of time limits: announce so long before, publish the result so long after.
    """

    id: str
    name: str
    notice: str | None
    result: str | None
    source: str
    verified: bool


@dataclass(frozen=True)
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
    result: str
    result_text: str
    cancellation: Cancellation | None
    html: str
    text: str


@dataclass(frozen=True)
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
    html: str
    text: str


@dataclass(frozen=True)
class Page(Content):
    """A standing page (about, privacy, …)."""

    html: str
    text: str


@dataclass(frozen=True)
class Answer(Content):
    """A published answer to a point made about a provision of a draft, with its disposition and counts by channel.

    `authors` are reference codes, or names of those who agreed to be named; `people` is how many they are, if known.
    """

    draft: str
    round: int
    provision: str
    point: str
    disposition: Disposition
    counts: tuple[tuple[str, int], ...]
    html: str
    text: str
    authors: tuple[str, ...] = field(default=(), kw_only=True)
    people: int | None = field(default=None, kw_only=True)

    @property
    def anchor(self) -> str:
        """The id of the answer in its draft's page."""
        return f"tra-loi-{self.id}"


@dataclass(frozen=True)
class RoundClosing(Content):
    """What was heard in a round as a whole: opinions received and disposed of, which must be equal before issuing."""

    draft: str
    round: int
    received: int
    disposed: int
    html: str
    text: str
