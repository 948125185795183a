"""What the feeds announce: each content once, and each turn of a consultation, with an id that never changes."""

import mimetypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote

from plugins.domain.asking import shared
from plugins.domain.consultations import Consultation
from plugins.domain.contents import Answer, CommunityDecision, Content, Document, Draft, Event, Notice
from plugins.domain.deadlines import vietnamese_date
from plugins.domain.disclosure import Gap
from plugins.domain.moves import Withdrawal
from plugins.feeds.feed import Enclosure, Entry, permanent_id
from plugins.kit.build import Build

# Subscribers are reminded so many calendar days before the last day.
REMIND_BEFORE = 3

# Kinds by the folder of their pages: the term and the label of their category, which names their feed, too.
KINDS = {
    "van-ban": "Văn bản",
    "lay-y-kien": "Lấy ý kiến",
    "cong-khai": "Công khai",
    "tra-loi": "Trả lời ý kiến",
    "su-kien": "Sự kiện",
    "cong-dong": "Cộng đồng quyết định",
}
# Turns of a consultation: the beginning of their names in permanent ids → the words before the title.
_EXTENDED, _CANCELLED, _CLOSING, _CLOSED = "gia-han", "huy", "sap-dong", "da-dong"
_EXPLAINED, _ISSUED = "da-giai-trinh", "ban-hanh"
_TURNS = {
    _EXTENDED: "Gia hạn góp ý",
    _CANCELLED: "Đã hủy lấy ý kiến",
    _CLOSING: "Sắp hết hạn góp ý",
    _CLOSED: "Đã kết thúc góp ý",
    _EXPLAINED: "Đã tiếp thu, giải trình",
    _ISSUED: "Đã ban hành",
}
_KIND_OF: dict[type[Content], str] = {
    Document: "van-ban",
    Notice: "cong-khai",
    Answer: "tra-loi",
    Event: "su-kien",
    CommunityDecision: "cong-dong",
}
# Folders of pages whose kind has another name.
_KIND_IN = {"du-thao": "lay-y-kien"}


@dataclass(frozen=True)
class Turn:
    """Something to announce; its entry is made when it is wanted.

    It is about a content, a turn of a consultation, or something withdrawn; `name` is the turn's, "" for the others.
    """

    content: Content | Withdrawal
    kind: str
    published_on: date
    name: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of its permanent id, beside the site's."""
        return (self.content.id, self.name) if self.name else (self.content.id,)


@shared
def turns(build: Build) -> list[Turn]:
    """Return everything there is to announce at the moment of the build, newest first."""
    publication = build.publication
    today = publication.now.date()
    contents = [
        Turn(content, kind, content.published_on)
        for type_, kind in _KIND_OF.items()
        for content in publication.group("kind", type_.__name__)
    ]
    of_rounds = [turn for consultation in publication.consultations for turn in _turns(consultation)]
    withdrawn = [_withdrawn(w) for w in publication.catalogue.moves.withdrawals]
    found = [*contents, *(turn for turn in (*of_rounds, *withdrawn) if turn.published_on <= today)]
    return sorted(found, key=lambda t: t.published_on, reverse=True)


def newest(build: Build, wanted: Iterable[Turn], count: int) -> list[Entry]:
    """Return the entries of the first few of some turns, which are sorted by day; on one day ids decide."""
    chosen: list[Turn] = []
    for turn in wanted:
        if len(chosen) >= count and turn.published_on < chosen[count - 1].published_on:
            break
        chosen.append(turn)
    entries = sorted((_entry_of(build, t) for t in chosen), key=lambda e: (e.published_on, e.id), reverse=True)
    return entries[:count]


def gap_entry(build: Build, gap: Gap) -> Entry:
    """Return the entry of something that should be public and is not."""
    return Entry(
        id=permanent_id(build.publication.catalogue.site.id, "khoang-trong", gap.id),
        title=gap.title,
        url=build.absolute(gap.url),
        summary=gap.words,
        author=build.publication.office(gap.office).name,
        category=("khoang-trong", "Khoảng trống công khai"),
        published_on=gap.since,
        updated_on=gap.since,
        office=gap.office,
    )


def _turns(consultation: Consultation) -> Iterator[Turn]:
    """Yield the turns a consultation takes; those that are still to come are dated ahead."""
    draft = consultation.draft
    kind = "lay-y-kien"
    yield Turn(draft, kind, draft.opens_on)
    for extension in draft.extensions:
        yield Turn(draft, kind, extension.on, f"{_EXTENDED}-{extension.closes_on}")
    if draft.cancellation is not None:
        yield Turn(draft, kind, draft.cancellation.on, _CANCELLED)
        return
    soon = max(draft.opens_on, draft.closes_on - timedelta(days=REMIND_BEFORE))
    yield Turn(draft, kind, soon, f"{_CLOSING}-{draft.closes_on}")
    yield Turn(draft, kind, draft.closes_on + timedelta(days=1), f"{_CLOSED}-{draft.closes_on}")
    if consultation.closing is not None:
        yield Turn(draft, kind, consultation.closing.published_on, _EXPLAINED)
    if consultation.issued is not None:
        yield Turn(draft, kind, consultation.issued.published_on, _ISSUED)


def _withdrawn(withdrawal: Withdrawal) -> Turn:
    """Return the turn of what was taken back: it takes the place of the one that readers have, by the same id."""
    folder = withdrawal.url.partition("/")[0]
    kind = "tra-loi" if "#" in withdrawal.url else _KIND_IN.get(folder, folder)
    return Turn(withdrawal, kind, withdrawal.on)


def _entry_of_withdrawn(build: Build, withdrawal: Withdrawal, kind: str) -> Entry:
    return Entry(
        id=permanent_id(build.publication.catalogue.site.id, withdrawal.id),
        title=f"Thu hồi: {withdrawal.title}",
        url=build.absolute(withdrawal.url),
        summary=f"Thu hồi ngày {vietnamese_date(withdrawal.on)}. Lý do: {withdrawal.reason}",
        author=build.publication.office(withdrawal.office).name,
        category=(kind, KINDS.get(kind, "Trang")),
        published_on=withdrawal.on,
        updated_on=withdrawal.on,
        office=withdrawal.office,
        fields=withdrawal.fields,
        is_withdrawn=True,
    )


def _entry_of(build: Build, turn: Turn) -> Entry:
    content = turn.content
    if isinstance(content, Withdrawal):
        return _entry_of_withdrawn(build, content, turn.kind)
    if isinstance(content, Draft):
        return _entry_of_round(build, content, turn)
    summary = content.text if isinstance(content, Answer) else content.summary
    return _entry(build, turn, content, content.title, summary)


def _entry_of_round(build: Build, draft: Draft, turn: Turn) -> Entry:
    consultation = build.publication.consultation(draft.id)
    name = next((name for name in _TURNS if turn.name.startswith(name)), "")
    last = vietnamese_date(draft.closes_on)
    summary = draft.summary
    if name == _EXTENDED:
        extension = next(e for e in draft.extensions if turn.name == f"{_EXTENDED}-{e.closes_on}")
        summary = f"Nhận ý kiến đến hết {vietnamese_date(extension.closes_on)}. Lý do: {extension.reason}"
    elif name == _CANCELLED and draft.cancellation:
        summary = f"Lý do: {draft.cancellation.reason}"
    elif name == _CLOSING:
        summary = f"Nhận ý kiến đến hết 23:59 ngày {last}."
    elif name == _CLOSED:
        summary = f"Đã nhận ý kiến đến hết {last}; cơ quan soạn thảo đang tổng hợp."
    elif name == _EXPLAINED and consultation and consultation.closing:
        closing = consultation.closing
        summary = f"Đã nhận {closing.received} ý kiến, đã xử lý {closing.disposed}."
    elif name == _ISSUED and consultation and consultation.issued:
        summary = f"{consultation.issued.symbol} – {consultation.issued.title}"
    return _entry(build, turn, draft, f"{_TURNS[name]}: {draft.title}" if name else draft.title, summary)


def _entry(build: Build, turn: Turn, content: Content, title: str, summary: str) -> Entry:
    publication, on = build.publication, turn.published_on
    corrected = [] if turn.name else content.corrections
    notes = [f"Đính chính ngày {vietnamese_date(c.on)}: {c.what} ({c.reason})." for c in reversed(corrected)]
    return Entry(
        id=permanent_id(publication.catalogue.site.id, *turn.parts),
        title=title,
        url=build.absolute(content.url),
        summary=" ".join([*notes, summary]),
        author=publication.office(content.office).name,
        category=(turn.kind, KINDS[turn.kind]),
        published_on=on,
        updated_on=max([on, *(c.on for c in corrected)]),
        office=content.office,
        fields=content.fields,
        enclosures=() if turn.name else tuple(_enclosures(build, content)),
    )


def _enclosures(build: Build, content: Content) -> Iterator[Enclosure]:
    for file in content.attachments:
        type_ = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        yield Enclosure(build.absolute(f"tep/{quote(file.name)}"), file.size, type_, file.name)
