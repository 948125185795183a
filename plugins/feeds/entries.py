"""What the feeds announce: each content once, and each turn of a consultation, with an id that never changes."""

import mimetypes
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import quote

from plugins.domain.consultations import Consultation
from plugins.domain.contents import Answer, CommunityDecision, Content, Document, Event, Notice
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
_KIND_OF: dict[type[Content], str] = {
    Document: "van-ban",
    Notice: "cong-khai",
    Answer: "tra-loi",
    Event: "su-kien",
    CommunityDecision: "cong-dong",
}
# Folders of pages whose kind has another name.
_KIND_IN = {"du-thao": "lay-y-kien"}


def entries(build: Build) -> list[Entry]:
    """Return everything there is to announce at the moment of the build, newest first."""
    publication = build.publication
    found = [
        *(_of_content(build, c) for c in publication.contents if type(c) in _KIND_OF),
        *(entry for consultation in publication.consultations for entry in _turns(build, consultation)),
    ]
    found += [_withdrawn(build, withdrawal) for withdrawal in publication.catalogue.moves.withdrawals]
    found = [entry for entry in found if entry.published_on <= publication.now.date()]
    return sorted(found, key=lambda e: (e.published_on, e.id), reverse=True)


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


def _of_content(build: Build, content: Content) -> Entry:
    summary = content.text if isinstance(content, Answer) else content.summary
    return _entry(build, content, _KIND_OF[type(content)], content.title, summary, content.published_on)


def _withdrawn(build: Build, withdrawal: Withdrawal) -> Entry:
    """Return the entry of what was taken back: it takes the place of the one that readers have, by the same id."""
    folder = withdrawal.url.partition("/")[0]
    kind = "tra-loi" if "#" in withdrawal.url else _KIND_IN.get(folder, folder)
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


def _turns(build: Build, consultation: Consultation) -> Iterator[Entry]:
    """Yield an entry for each turn a consultation takes; those that are still to come are dated ahead."""
    draft = consultation.draft
    cancellation = draft.cancellation
    last = vietnamese_date(draft.closes_on)

    def turn(name: str, words: str, summary: str, on: date) -> Entry:
        title = f"{words}: {draft.title}" if words else draft.title
        return _entry(build, draft, "lay-y-kien", title, summary, on, *([name] if name else []))

    yield turn("", "", draft.summary, draft.opens_on)
    for extension in draft.extensions:
        to = extension.closes_on
        summary = f"Nhận ý kiến đến hết {vietnamese_date(to)}. Lý do: {extension.reason}"
        yield turn(f"gia-han-{to}", "Gia hạn góp ý", summary, extension.on)
    if cancellation is not None:
        yield turn("huy", "Đã hủy lấy ý kiến", f"Lý do: {cancellation.reason}", cancellation.on)
        return
    soon = max(draft.opens_on, draft.closes_on - timedelta(days=REMIND_BEFORE))
    yield turn(f"sap-dong-{draft.closes_on}", "Sắp hết hạn góp ý", f"Nhận ý kiến đến hết 23:59 ngày {last}.", soon)
    summary = f"Đã nhận ý kiến đến hết {last}; cơ quan soạn thảo đang tổng hợp."
    yield turn(f"da-dong-{draft.closes_on}", "Đã kết thúc góp ý", summary, draft.closes_on + timedelta(days=1))
    if (closing := consultation.closing) is not None:
        summary = f"Đã nhận {closing.received} ý kiến, đã xử lý {closing.disposed}."
        yield turn("da-giai-trinh", "Đã tiếp thu, giải trình", summary, closing.published_on)
    if (issued := consultation.issued) is not None:
        yield turn("ban-hanh", "Đã ban hành", f"{issued.symbol} – {issued.title}", issued.published_on)


def _entry(build: Build, content: Content, kind: str, title: str, summary: str, on: date, *turn: str) -> Entry:
    publication = build.publication
    corrected = [] if turn else content.corrections
    notes = [f"Đính chính ngày {vietnamese_date(c.on)}: {c.what} ({c.reason})." for c in reversed(corrected)]
    return Entry(
        id=permanent_id(publication.catalogue.site.id, content.id, *turn),
        title=title,
        url=build.absolute(content.url),
        summary=" ".join([*notes, summary]),
        author=publication.office(content.office).name,
        category=(kind, KINDS[kind]),
        published_on=on,
        updated_on=max([on, *(c.on for c in corrected)]),
        office=content.office,
        fields=content.fields,
        enclosures=() if turn else tuple(_enclosures(build, content)),
    )


def _enclosures(build: Build, content: Content) -> Iterator[Enclosure]:
    for file in content.attachments:
        type_ = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        yield Enclosure(build.absolute(f"tep/{quote(file.name)}"), file.size, type_, file.name)
