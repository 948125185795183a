"""What was published stays: URLs answer for ever, texts and days change only in the open, deadlines never shrink.

The ledger knows what was published; redirects, withdrawals and corrections are the open ways to change it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Protocol

from plugins.documents.ledger import FILE, Entry, Facts, Ledger, entry_of, read_ledger, stamp_of_ledger
from plugins.documents.source import Source, address_key, nearest
from plugins.domain.cards import Content
from plugins.domain.catalogue import line_finder
from plugins.domain.contents import Answer, Draft, RoundClosing
from plugins.domain.deadlines import vietnamese_date
from plugins.domain.faults import Fault, FaultyFile, shown
from plugins.domain.rows import Catalogue

_RECORDED = "một dòng trong danh-muc/chuyen-huong.toml (dẫn đến nơi mới) hoặc danh-muc/thu-hoi.toml"


class Good(Protocol):
    """A file without faults: its content, its source, and what the ledger keeps of it."""

    @property
    def content(self) -> Content:
        """The typed object."""

    @property
    def source(self) -> Source:
        """The file taken apart."""

    @property
    def facts(self) -> Facts | None:
        """What the ledger keeps of it; None where nothing asks for that."""


class Permanence:
    """The checks of one content folder against its ledger, its redirects and its withdrawals, as of a day."""

    def __init__(self, folder: Path, catalogue: Catalogue, today: date) -> None:
        self.folder = folder
        self.moves = catalogue.moves
        self.offices = catalogue.offices
        self.today = today
        # Differs when the ledger does.
        self.stamp = stamp_of_ledger(folder)
        # Whether anything of the text has to be remembered to be compared.
        self.wants_facts = bool(self.stamp or self.moves.redirects)
        self._line_of = line_finder(folder)

    @cached_property
    def ledger(self) -> Ledger:
        """What was published."""
        return read_ledger(self.folder)

    def sees_the_same(self, before: Facts | None, now: Facts | None) -> bool:
        """Tell whether what is kept of a text read anew can make no difference to any of these checks."""
        if before is None or now is None or self.stamp:
            return before == now
        return before.anchors == now.anchors

    def faults_of_withdrawn(self, good: Good) -> Iterator[Fault]:
        """Yield a fault when a content stands where something was withdrawn: that does not come back."""
        content = good.content
        for withdrawal in self.moves.withdrawals:
            found = f"đã thu hồi ngày {vietnamese_date(withdrawal.on)}"
            if withdrawal.id == content.id:
                yield good.source.fault(
                    "ma", f"{shown(content.id)}, {found}", "một mã mới; mã đã thu hồi không dùng lại"
                )
            elif content.url and withdrawal.url == content.url:
                expected = "một địa chỉ khác (khóa duong-dan); địa chỉ đã thu hồi không dùng lại"
                yield good.source.fault(address_key(good.source), f"{content.url}, {found}", expected)

    def faults_of(self, good: Good) -> Iterator[Fault]:
        """Yield what was published of a content and is gone or changed without a word."""
        content, facts = good.content, good.facts
        entry = self.ledger.of(content)
        if entry is None or facts is None:
            return
        yield from self._gone_urls(good, facts)
        is_corrected = _is_corrected(content, entry)
        if len(content.corrections) < entry.corrections:
            expected = f"{entry.corrections} mục đã công bố; đính chính không xóa đi"
            yield good.source.fault("dinh-chinh", f"{len(content.corrections)} mục", expected)
        if facts.words != entry.words:
            found = f"chữ khác với bản công bố ngày {vietnamese_date(entry.changed_on)}"
            if self._has_opened(content, entry):
                expected = "dự thảo đã mở lấy ý kiến giữ nguyên; sửa bằng một vòng mới (tệp mới có vong, vong-truoc)"
                yield Fault(good.source.file, good.source.body_line, "nội dung", found, expected)
            elif not is_corrected:
                yield Fault(good.source.file, good.source.body_line, "nội dung", found, _correction(entry))
        if isinstance(content, Draft) and entry.last_day and content.closes_on < entry.last_day:
            expected = f"ngày {entry.last_day} đã hứa, hoặc muộn hơn: thời hạn góp ý không được rút ngắn"
            yield good.source.fault("ngay-dong", str(content.closes_on), expected)
        elif not is_corrected:
            yield from _changed_dates(good, facts, entry)

    def faulty_files(self, good: Sequence[Good]) -> Iterator[FaultyFile]:
        """Yield what no file of the folder can be blamed for: pages and attachments gone, redirects to nowhere.

        `good` are the files without faults, complete with URLs and attachments.
        """
        contents = [one.content for one in good]
        if self.ledger.faults:
            yield FaultyFile(FILE, "loi.html", self.ledger.faults)
            return
        files = {f"tep/{a.name}": (a.sha256, content) for content in contents for a in content.attachments}
        ids = {content.id for content in contents}
        for entry in self.ledger.by_url.values():
            if entry.is_attachment:
                faults = list(self._faults_of_attachment(entry, files))
            else:
                # A file that is there and bad is told as such.
                is_known = entry.id in ids or (self.folder / entry.file).exists()
                faults = [] if is_known else list(self._faults_of_gone(entry))
            if faults:
                yield FaultyFile(
                    FILE, entry.url.partition("#")[0] if entry.url.endswith(".html") else "loi.html", faults
                )
        if redirects := sorted(self._faults_of_redirects(good, files)):
            yield FaultyFile(redirects[0].file, "loi.html", redirects)

    def _has_opened(self, content: Content, entry: Entry) -> bool:
        """Tell whether a draft was, as published, open for comment already."""
        return isinstance(content, Draft) and entry.dates.get("ngay-mo", "9") <= self.today.isoformat()

    def _gone_urls(self, good: Good, facts: Facts) -> Iterator[Fault]:
        """Yield the URLs and anchors that a content had, has no more, and that lead nowhere."""
        content = good.content
        if isinstance(content, Answer | RoundClosing):  # in the page of its draft, which is asked itself
            return
        own = set(entry_of(content, facts, self.today).urls)
        for entry in self.ledger.all_of(content):
            for url in entry.urls:
                target = self.moves.leads_to(url)
                if url in own or self.moves.withdrawn(url):
                    continue
                leads_astray = target.partition("#")[0] == content.url and target not in own
                if target != url and not leads_astray:
                    continue
                if url == entry.url:
                    yield good.source.fault(address_key(good.source), f"{content.url}, trước đây là {url}", _RECORDED)
                    break
                found = f"{url} đã công bố, nay không còn"
                yield Fault(
                    good.source.file,
                    good.source.body_line,
                    "nội dung",
                    found,
                    f"một dòng tu = {shown(url)} trong danh-muc/chuyen-huong.toml",
                )

    def _faults_of_gone(self, entry: Entry) -> Iterator[Fault]:
        if self.moves.leads_to(entry.url) == entry.url and not self.moves.withdrawn(entry.url):
            found = f"{entry.url} đã công bố ngày {vietnamese_date(entry.published_on)}, nay không còn tệp {entry.file}"
            yield Fault(FILE, self.ledger.lines[entry.url], "dia-chi", found, f"tệp đó, hoặc {_RECORDED}")

    def _faults_of_attachment(self, entry: Entry, files: dict[str, tuple[str, Content]]) -> Iterator[Fault]:
        if entry.url not in files:
            yield from self._faults_of_gone(entry)
            return
        sha256, content = files[entry.url]
        if not sha256.startswith(entry.words) and not _is_corrected(content, entry):
            found = f"{entry.url} khác với tệp công bố ngày {vietnamese_date(entry.changed_on)}"
            expected = f"tệp như đã công bố, hoặc {_correction(entry)} ở {content.source}"
            yield Fault(FILE, self.ledger.lines[entry.url], "dia-chi", found, expected)

    def _faults_of_redirects(self, good: Sequence[Good], files: Iterable[str]) -> Iterator[Fault]:
        """A redirect leads away from what is no page any more, to what is one."""
        if not self.moves.redirects:
            return
        pages = {one.content.url for one in good}
        anchors = {f"{one.content.url}#{anchor}" for one in good if one.facts for anchor in one.facts.anchors}
        live = {*pages, *anchors, *files, *(f"co-quan/{office.id}.html" for office in self.offices)}
        for index, redirect in enumerate(self.moves.redirects.values()):
            line = self._line_of("chuyen-huong", index)
            file = "danh-muc/chuyen-huong.toml"
            if redirect.source in live:
                expected = "một địa chỉ không còn trang nào"
                yield Fault(file, line, "tu", f"{shown(redirect.source)}, một trang đang có", expected)
            if redirect.target not in live and self.moves.leads_to(redirect.target) not in live:
                expected = f"một địa chỉ đang có{nearest(redirect.target, live)}"
                yield Fault(file, line, "den", shown(redirect.target), expected)


def _is_corrected(content: Content, entry: Entry) -> bool:
    """Tell whether a correction was added since the ledger was written."""
    return len(content.corrections) > entry.corrections and max(c.on for c in content.corrections) >= entry.changed_on


def _correction(entry: Entry) -> str:
    return f"một mục dinh-chinh mới (ngay từ {entry.changed_on}, noi-dung, ly-do)"


def _changed_dates(good: Good, facts: Facts, entry: Entry) -> Iterator[Fault]:
    """Yield the days that were published and are others now; a day that is added says something new."""
    for key, published in entry.dates.items():
        if facts.dates.get(key) != published:
            yield good.source.fault(
                key, shown(facts.dates.get(key, "")), f"{published} như đã công bố, hoặc {_correction(entry)}"
            )
