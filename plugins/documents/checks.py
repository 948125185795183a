"""What only the whole content folder can tell: repeated ids and URLs, answers without drafts, issuing too early."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Protocol

from plugins.documents.linking import fault_of_page, page_of
from plugins.documents.source import Source, address_key, nearest
from plugins.domain.cards import Content
from plugins.domain.consultations import Consultation, State
from plugins.domain.contents import Answer, Document, Draft, RoundClosing, Translation
from plugins.domain.deadlines import vietnamese_date
from plugins.domain.faults import Fault, shown

# What stands in the page of another content, or is a translation itself.
_NOT_TRANSLATED = (Answer, RoundClosing, Translation)


class Entry(Protocol):
    """A good file: its content, the pages it links, its source (taken apart again when a fault has to be told)."""

    @property
    def content(self) -> Content:
        """The typed object."""

    @property
    def links(self) -> Sequence[str]:
        """The targets of its links to pages of other files."""

    @property
    def source(self) -> Source:
        """The file taken apart."""


class Whole:
    """The good files as a whole, looked up by what they may share or name."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.by_id: dict[str, list[Content]] = {}
        self.by_url: dict[str, list[Content]] = {}
        self.drafts: dict[str, Draft] = {}
        self.closings: dict[str, list[RoundClosing]] = {}
        self.answered: dict[str, int] = {}
        self.translations: dict[tuple[str, str], list[Translation]] = {}
        self._since: dict[str, date] = {}
        for content in (entry.content for entry in entries):
            self.by_id.setdefault(content.id, []).append(content)
            if content.url:
                self._since[content.source] = _public_since(content)
                self.by_url.setdefault(content.url, []).append(content)
            if isinstance(content, Translation):
                self.translations.setdefault((content.original, content.language), []).append(content)
            if isinstance(content, Draft):
                self.drafts[content.id] = content
            if isinstance(content, Answer):
                opinions = sum(count for _, count in content.counts)
                self.answered[content.draft] = self.answered.get(content.draft, 0) + opinions
            if isinstance(content, RoundClosing):
                self.closings.setdefault(content.draft, []).append(content)

    def faults_of(self, entry: Entry, now: datetime) -> Iterator[Fault]:
        """Yield what other files have against one, as of a moment."""
        content = entry.content
        yield from self._shared_with_others(entry)
        by = _later(now.date(), content.published_on)
        for target in entry.links:
            file = page_of(target)
            if file not in self._since or self._since[file] > by:
                known = [other for other, since in self._since.items() if since <= by]
                yield fault_of_page(entry.source, target, known)
        if isinstance(content, Translation):
            yield from self._faults_of_translation(entry, content)
        if isinstance(content, Answer | RoundClosing):
            yield from _faults_of_answer(entry, content, self.drafts)
        if isinstance(content, Draft) and content.previous_round and content.previous_round not in self.drafts:
            yield entry.source.fault(
                "vong-truoc", shown(content.previous_round), "mã của một dự thảo có trong du-thao/"
            )
        if isinstance(content, Document) and content.draft:
            draft = self.drafts.get(content.draft)
            closing = next(iter(self.closings.get(content.draft, [])), None)
            yield from _faults_of_issued(entry, content.draft, draft, closing, now)
            answered = self.answered.get(content.draft, 0)
            if closing is not None and closing.received == closing.disposed != answered:
                found = f"{closing.source}: xử lý {closing.disposed}, các tệp trả lời cộng lại {answered}"
                yield entry.source.fault("du-thao", found, "mỗi ý kiến đã nhận có kết quả trong một tệp trả lời")

    def _faults_of_translation(self, entry: Entry, content: Translation) -> Iterator[Fault]:
        """A translation has an original, which is public before it, and is the only one into its language."""
        originals = [o for o in self.by_id.get(content.original, []) if not isinstance(o, _NOT_TRANSLATED)]
        if not originals:
            ids = [id_ for id_, found in self.by_id.items() if not isinstance(found[0], _NOT_TRANSLATED)]
            expected = f"mã của nội dung được dịch{nearest(content.original, ids)}"
            yield entry.source.fault("ban-dich-cua", shown(content.original), expected)
            return
        if content.published_on < _public_since(originals[0]):
            expected = f"ngày {originals[0].published_on} trở đi: bản dịch không ra trước {originals[0].source}"
            yield entry.source.fault("ngay-dich", str(content.published_on), expected)
        for other in _others(self.translations[content.original, content.language], content):
            expected = f"một ngôn ngữ khác; {other.source} đã dịch sang ngôn ngữ này"
            yield entry.source.fault("ngon-ngu", shown(content.language), expected)

    def _shared_with_others(self, entry: Entry) -> Iterator[Fault]:
        """Ids and URLs belong to one file; a round is closed once."""
        content = entry.content
        for other in _others(self.by_id[content.id], content):
            expected = f"một mã chưa dùng; {other.source} đã dùng mã này"
            yield entry.source.fault("ma", shown(content.id), expected)
        for other in _others(self.by_url[content.url] if content.url else [], content):
            expected = f"địa chỉ trang khác với {other.source} (thêm khóa duong-dan)"
            yield entry.source.fault(address_key(entry.source), content.url, expected)
        if isinstance(content, RoundClosing):
            for other in _others(self.closings[content.draft], content):
                expected = f"một tệp tổng hợp; {other.source} cũng là một"
                yield entry.source.fault("du-thao", shown(content.draft), expected)


def _later(today: date, day: date) -> date:
    return max(today, day)


def _public_since(content: Content) -> date:
    """Return since when a page can be seen: a draft is announced before it opens."""
    return date.min if isinstance(content, Draft) else content.published_on


def _others(contents: Iterable[Content], one: Content) -> list[Content]:
    return [content for content in contents if content is not one]


def _faults_of_answer(entry: Entry, content: Answer | RoundClosing, drafts: dict[str, Draft]) -> Iterator[Fault]:
    draft = drafts.get(content.draft)
    if draft is None:
        yield entry.source.fault("du-thao", shown(content.draft), "mã của một dự thảo có trong du-thao/")
        return
    if draft.round != content.round:
        yield entry.source.fault("vong", shown(content.round), f"vòng {draft.round}, như trong {draft.source}")
    known = draft.labels
    if isinstance(content, Answer) and content.provision and content.provision not in known:
        yield entry.source.fault(
            "dieu-khoan",
            shown(content.provision),
            f"mã một điều, khoản, điểm của dự thảo{nearest(content.provision, known)}",
        )


def _faults_of_issued(
    entry: Entry, id_: str, draft: Draft | None, closing: RoundClosing | None, now: datetime
) -> Iterator[Fault]:
    """A draft is issued only after its consultation ended and every counted opinion was disposed of (design §5)."""
    if draft is None:
        yield entry.source.fault("du-thao", shown(id_), "mã của một dự thảo có trong du-thao/")
        return
    if Consultation(draft, now).state in {State.PLANNED, State.OPEN, State.EXTENDED}:
        found = f"dự thảo còn lấy ý kiến đến {vietnamese_date(draft.closes_on)}"
        yield entry.source.fault("du-thao", found, "một dự thảo đã kết thúc lấy ý kiến")
    if closing is None:
        yield entry.source.fault(
            "du-thao", "chưa có tệp tổng hợp ý kiến", "một tệp tra-loi/ có “loai: tong-hop” của dự thảo này"
        )
    elif closing.received != closing.disposed:
        found = f"{closing.source}: nhận {closing.received}, xử lý {closing.disposed}"
        yield entry.source.fault("du-thao", found, "mọi ý kiến đã nhận đều được xử lý (da-xu-ly bằng da-nhan)")
