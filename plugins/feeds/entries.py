"""What the feeds announce: each content once, and each turn of a consultation, with an id that never changes."""

import mimetypes
from collections.abc import Iterator
from urllib.parse import quote

from plugins.domain.cards import Content
from plugins.domain.consultations import CANCELLED, CLOSED, CLOSING, EXPLAINED, EXTENDED, ISSUED
from plugins.domain.contents import Answer, Draft
from plugins.domain.deadlines import vietnamese_date
from plugins.domain.disclosure import Gap
from plugins.domain.moves import Withdrawal
from plugins.feeds.feed import Enclosure, Entry, permanent_id
from plugins.feeds.turns import Turn
from plugins.kit.build import Build

# Kinds by the folder of their pages: the term and the label of their category, which names their feed, too.
KINDS = {
    "van-ban": "Văn bản",
    "lay-y-kien": "Lấy ý kiến",
    "cong-khai": "Công khai",
    "tra-loi": "Trả lời ý kiến",
    "su-kien": "Sự kiện",
    "cong-dong": "Cộng đồng quyết định",
    "so-bien-nhan": "Sổ biên nhận",
}
# Turns of a consultation → the words before the title.
_TURNS = {
    EXTENDED: "Gia hạn góp ý",
    CANCELLED: "Đã hủy lấy ý kiến",
    CLOSING: "Sắp hết hạn góp ý",
    CLOSED: "Đã kết thúc góp ý",
    EXPLAINED: "Đã tiếp thu, giải trình",
    ISSUED: "Đã ban hành",
}


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
    )


def _entry_of_withdrawn(build: Build, withdrawal: Withdrawal, kind: str) -> Entry:
    site = build.publication.catalogue.site.id
    id_ = permanent_id(site, withdrawal.id)
    return Entry(
        id=id_,
        title=f"Thu hồi: {withdrawal.title}",
        url=build.absolute(withdrawal.url),
        summary=f"Thu hồi ngày {vietnamese_date(withdrawal.on)}. Lý do: {withdrawal.reason}",
        author=build.publication.office(withdrawal.office).name,
        category=(kind, KINDS.get(kind, "Trang")),
        published_on=withdrawal.on,
        updated_on=withdrawal.on,
        gone=(id_, *(permanent_id(site, withdrawal.id, name) for name in withdrawal.turns)),
    )


def entry(build: Build, turn: Turn) -> Entry:
    """Return the entry of something to announce."""
    content = turn.content
    if isinstance(content, Withdrawal):
        return _entry_of_withdrawn(build, content, turn.kind)
    if isinstance(content, Draft):
        return _entry_of_round(build, content, turn)
    summary = content.text if isinstance(content, Answer) else content.summary
    return _entry(build, turn, content, content.title, summary)


def _entry_of_round(build: Build, draft: Draft, turn: Turn) -> Entry:
    name = next((name for name in _TURNS if turn.name.startswith(name)), "")
    last = vietnamese_date(draft.closes_on)
    summary = draft.summary
    if name == EXTENDED:
        extension = next(e for e in draft.extensions if turn.name == f"{EXTENDED}-{e.closes_on}")
        summary = f"Nhận ý kiến đến hết {vietnamese_date(extension.closes_on)}. Lý do: {extension.reason}"
    elif name == CANCELLED and draft.cancellation:
        summary = f"Lý do: {draft.cancellation.reason}"
    elif name == CLOSING:
        summary = f"Nhận ý kiến đến hết 23:59 ngày {last}."
    elif name == CLOSED:
        summary = f"Đã nhận ý kiến đến hết {last}; cơ quan soạn thảo đang tổng hợp."
    elif name in {EXPLAINED, ISSUED}:
        consultation = build.publication.consultation(draft.id)
        if name == EXPLAINED and consultation and (closing := consultation.closing):
            summary = f"Đã nhận {closing.received} ý kiến, đã xử lý {closing.disposed}."
        elif consultation and (issued := consultation.issued):
            summary = f"{issued.symbol} – {issued.title}"
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
        enclosures=() if turn.name else tuple(_enclosures(build, content)),
    )


def _enclosures(build: Build, content: Content) -> Iterator[Enclosure]:
    for file in content.attachments:
        type_ = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        yield Enclosure(build.absolute(f"tep/{quote(file.name)}"), file.size, type_, file.name)
