"""`cong-khai/`: disclosure notices, with what they make public, for which period, in which forms, where posted."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import Field

from plugins.documents.kinds.base import NO_ATTACHMENT, Day, File, Line, Model, OfOffice, attachment, offer
from plugins.domain.contents import Notice
from plugins.domain.disclosure import FOLDER, PAGE_NAMES
from plugins.domain.disclosure_items import DisclosureItem, Medium, Posting
from plugins.domain.faults import Caution, Fault, shown
from plugins.domain.periods import parse_period
from plugins.domain.postings import minimum

_EVIDENCE_FILE = re.compile(r"tep/([\w][\w .()-]*)")


class PostingMatter(Model):
    """A posting on a board, or on the loudspeakers."""

    place: Line = Field(alias="noi", description="nơi niêm yết, cụm loa")
    first: Day = Field(alias="tu", description="ngày đầu")
    last: Day | None = Field(None, alias="den", description="ngày gỡ xuống, ngày phát cuối; để trống khi còn tiếp tục")
    evidence: Line = Field("", alias="minh-chung", description="tep/tên-tệp hoặc lời, ví dụ số biên bản")

    @property
    def evidence_file(self) -> str:
        """The name of the file that is the evidence, "" when the evidence is words."""
        found = _EVIDENCE_FILE.fullmatch(self.evidence)
        return found[1] if found else ""

    def typed(self, medium: Medium) -> Posting:
        """Return the typed posting."""
        words = "" if self.evidence_file else self.evidence
        return Posting(medium, self.place, self.first, self.last, self.evidence_file, words)


class NoticeMatter(OfOffice):
    """A disclosure notice (Law 10/2022, Điều 11–13)."""

    folder: ClassVar[str] = FOLDER
    called: ClassVar[str] = "thông báo công khai"

    title: Line = Field(alias="tieu-de", description="tiêu đề")
    decided_on: Day = Field(alias="ngay-quyet-dinh", description="ngày có quyết định, văn bản phải công khai")
    published_on: Day = Field(alias="ngay-cong-khai", description="ngày công khai")
    expires_on: Day | None = Field(None, alias="het-han", description="ngày cuối của thời hạn công khai")
    item: Line = Field(
        "",
        alias="noi-dung",
        description="mã nội dung trong danh-muc/noi-dung-cong-khai.toml",
        json_schema_extra=offer("noi-dung-cong-khai", always=True),
    )
    period: Line = Field("", alias="ky", description="kỳ: 2026, 2026-H1, 2026-Q3 hoặc 2026-10")
    forms: tuple[Line, ...] = Field(
        (),
        alias="hinh-thuc",
        description="mã trong danh-muc/hinh-thuc-cong-khai.toml",
        json_schema_extra=offer("hinh-thuc-cong-khai", always=True),
    )
    on_boards: tuple[PostingMatter, ...] = Field((), alias=Medium.BOARD.id, description="các lần niêm yết")
    on_air: tuple[PostingMatter, ...] = Field(
        (), alias=Medium.LOUDSPEAKER.id, description="các đợt phát trên loa truyền thanh, mỗi đợt những ngày liền nhau"
    )
    figures: dict[str, Annotated[int, Field(ge=0)]] = Field(
        {}, alias="so-lieu", description="báo cáo hằng năm: số liệu theo mã trong danh-muc/chi-tieu-bao-cao.toml"
    )

    def faults(self, file: File) -> Iterator[Fault]:
        """Add what the catalogue has against item, period and figures, and postings that cannot be."""
        yield from super().faults(file)
        if self.page_name(file) in PAGE_NAMES:
            expected = "tên trang khác với " + ", ".join(sorted(PAGE_NAMES))
            yield file.source.fault("duong-dan" if self.slug else "tên tệp", shown(self.page_name(file)), expected)
        yield from file.unknown("noi-dung", [self.item] if self.item else [], file.catalogue.items)
        yield from file.unknown("hinh-thuc", self.forms, file.catalogue.forms)
        yield from file.unknown("so-lieu", self.figures, file.catalogue.figures)
        item = file.catalogue.items.get(self.item)
        if item is not None:
            yield from self._against_item(file, item)
        elif self.period and not self.item:
            yield file.source.fault("ky", shown(self.period), "chỉ dùng cùng noi-dung")
        if self.figures and not (item and item.is_report):
            yield file.source.fault("so-lieu", "có số liệu", "chỉ dùng cho báo cáo (noi-dung có bao-cao = true)")
        for medium, postings in self._postings.items():
            for number, posting in enumerate(postings):
                yield from _faults_of_posting(file, posting, medium.id, str(number))

    def cautions(self, file: File) -> Iterator[Caution]:
        """Yield postings that are too short by a rule that nobody has confirmed; by any other, their page says so."""
        for medium, postings in self._postings.items():
            for number, posting in enumerate(postings):
                found = minimum(file.catalogue, self.item, posting.typed(medium), file.is_working_day)
                if posting.last and found and found.unconfirmed and found.is_missed_by(posting.typed(medium)):
                    fault = file.too_early(posting.last, found.until.on, found.limit, medium.id, str(number), "den")
                    yield Caution(fault, found.unconfirmed)

    @property
    def _postings(self) -> dict[Medium, tuple[PostingMatter, ...]]:
        return {Medium.BOARD: self.on_boards, Medium.LOUDSPEAKER: self.on_air}

    def _against_item(self, file: File, item: DisclosureItem) -> Iterator[Fault]:
        office = file.catalogue.offices.by_id.get(self.office)
        if office is not None and not item.binds(office):
            owing = ", ".join(o.id for o in file.catalogue.offices if item.binds(o))
            yield file.source.fault("co-quan", shown(self.office), f"cơ quan phải công khai {item.id}: {owing}")
        if not item.cycle.is_regular:
            if self.period:
                expected = f"không có ky: {item.id} công khai {item.cycle.words}"
                yield file.source.fault("ky", shown(self.period), expected)
        elif parse_period(item.cycle, self.period) is None:
            expected = f"một kỳ như “{item.cycle.example}”: {item.id} công khai {item.cycle.words}"
            yield file.source.fault("ky", shown(self.period), expected)

    def content(self, file: File) -> Notice:
        """Return the typed notice."""
        item = file.catalogue.items.get(self.item)
        return Notice(
            **self.shared(file, self.title, self.published_on),
            decided_on=self.decided_on,
            expires_on=self.expires_on,
            item=self.item,
            period=parse_period(item.cycle, self.period) if item else None,
            forms=self.forms,
            postings=tuple(p.typed(medium) for medium, postings in self._postings.items() for p in postings),
            figures=tuple(self.figures.items()),
            **file.prose,
        )

    def shared(self, file: File, title: str, day: date) -> dict[str, Any]:
        """Add the evidence of postings to the attachments."""
        shared = super().shared(file, title, day)
        names = dict.fromkeys(p.evidence_file for p in (*self.on_boards, *self.on_air) if p.evidence_file)
        more = tuple(attachment(file.folder, name) for name in names if name not in self.attachments)
        return {**shared, "attachments": (*shared["attachments"], *more)}


def _faults_of_posting(file: File, posting: PostingMatter, key: str, number: str) -> Iterator[Fault]:
    if posting.last is not None and posting.last < posting.first:
        yield file.source.fault(key, str(posting.last), "den không trước tu", number, "den")
    is_file = posting.evidence.startswith("tep/")
    if is_file and not (posting.evidence_file and file.has_attachment(posting.evidence_file)):
        yield file.source.fault(key, shown(posting.evidence), NO_ATTACHMENT, number, "minh-chung")
