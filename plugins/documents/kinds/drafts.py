"""`du-thao/`: drafts, one file per round of consultation."""

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from plugins.documents.kinds.base import CancellationMatter, Day, File, Id, Line, Model, OfOffice, offer
from plugins.documents.kinds.documents import titled
from plugins.documents.source import nearest
from plugins.domain.contents import Draft, Extension
from plugins.domain.deadlines import shortest_end
from plugins.domain.faults import Fault, shown


class ExtensionMatter(Model):
    """That a consultation goes on longer than first said; a deadline is never shortened."""

    on: Day = Field(alias="ngay", description="ngày quyết định gia hạn")
    closes_on: Day = Field(alias="den", description="ngày cuối mới, đến hết 23:59")
    reason: Line = Field(alias="ly-do", description="vì sao gia hạn")


class DraftMatter(OfOffice):
    """A draft in one round of consultation (Law 10/2022, Điều 25–28)."""

    folder: ClassVar[str] = "du-thao"
    called: ClassVar[str] = "dự thảo lấy ý kiến"

    doc_type: Line = Field(
        alias="loai",
        description="mã tên loại trong danh-muc/loai-van-ban.toml",
        json_schema_extra=offer("loai-van-ban"),
    )
    abstract: Line = Field(alias="trich-yeu", description="trích yếu nội dung")
    previous_round: Id | None = Field(
        None,
        alias="vong-truoc",
        description="mã dự thảo của vòng trước",
        json_schema_extra=offer("du-thao", always=True),
    )
    round: int = Field(1, alias="vong", ge=1, description="vòng lấy ý kiến, từ 1", json_schema_extra=offer(always=True))
    opens_on: Day = Field(alias="ngay-mo", description="ngày đầu nhận ý kiến")
    minimum: Line | None = Field(
        None,
        alias="thoi-han",
        description="mã thời hạn tối thiểu (danh-muc/thoi-han.toml)",
        json_schema_extra=offer("thoi-han", always=True),
    )
    closes_on: Day = Field(alias="ngay-dong", description="ngày cuối nhận ý kiến, đến hết 23:59")
    question: Line = Field(alias="noi-dung-xin-y-kien", description="hỏi người dân điều gì")
    decider: Line = Field(alias="nguoi-quyet-dinh", description="ai quyết định")
    expected: str = Field("", alias="du-kien-ban-hanh", description="dự kiến ban hành khi nào")

    plan: str = Field("", alias="ke-hoach", description="số, ký hiệu kế hoạch lấy ý kiến (Luật 10/2022, Điều 28)")
    extensions: list[ExtensionMatter] = Field([], alias="gia-han", description="các lần gia hạn: ngày, đến, lý do")
    cancelled: CancellationMatter | None = Field(None, alias="huy", description="khi hủy đợt lấy ý kiến: ngày và lý do")

    def faults(self, file: File) -> Iterator[Fault]:
        """Add types that are nowhere and a window that is too short or upside down."""
        yield from super().faults(file)
        yield from file.unknown("loai", [self.doc_type], file.catalogue.types)
        if self.closes_on < self.opens_on:
            yield file.source.fault("ngay-dong", str(self.closes_on), "một ngày không trước ngay-mo")
        if self.minimum is not None:
            yield from self._too_short(file, self.minimum)
        yield from self._odd_extensions(file)

    def _odd_extensions(self, file: File) -> Iterator[Fault]:
        """An extension is decided while the consultation still runs, and makes it longer."""
        closes_on = self.closes_on
        for number, extension in enumerate(self.extensions):
            if extension.closes_on <= closes_on:
                expected = f"một ngày sau {closes_on}: thời hạn góp ý không được rút ngắn"
                yield file.source.fault("gia-han", str(extension.closes_on), expected, str(number), "den")
            if extension.on > closes_on:
                expected = f"một ngày không sau {closes_on}: gia hạn khi đợt lấy ý kiến còn mở"
                yield file.source.fault("gia-han", str(extension.on), expected, str(number), "ngay")
            closes_on = max(closes_on, extension.closes_on)

    def _too_short(self, file: File, minimum: str) -> Iterator[Fault]:
        limit = file.catalogue.limit(minimum, self.opens_on)
        if limit is None:
            expected = f"mã một thời hạn đang có hiệu lực{nearest(minimum, {t.id for t in file.catalogue.limits})}"
            yield file.source.fault("thoi-han", shown(minimum), expected)
            return
        earliest = shortest_end(limit, self.opens_on)
        # A rule that no jurist has confirmed warns elsewhere; it never stops a page.
        if limit.verified and self.closes_on < earliest:
            expected = f"ngày {earliest} trở đi: ít nhất {limit.words} (quy tắc {limit.id}, {limit.source})"
            yield file.source.fault("ngay-dong", str(self.closes_on), expected)

    def content(self, file: File) -> Draft:
        """Return the typed draft."""
        doc_type = file.catalogue.types[self.doc_type]
        further = f" (vòng {self.round})" if self.round > 1 else ""
        return Draft(
            **self.shared(file, f"Dự thảo {titled(doc_type, self.abstract)}{further}", self.opens_on),
            doc_type=doc_type,
            abstract=self.abstract,
            round=self.round,
            previous_round=self.previous_round,
            opens_on=self.opens_on,
            closes_on=max([self.closes_on, *(e.closes_on for e in self.extensions)]),
            minimum=self.minimum,
            question=self.question,
            decider=self.decider,
            expected=self.expected,
            text=file.legal_text,
            extensions=tuple(Extension(e.on, e.closes_on, e.reason) for e in self.extensions),
            cancellation=self.cancelled.typed() if self.cancelled else None,
            plan=self.plan,
            labels={p.eid: p.label for p in file.legal_text.walk() if p.is_numbered},
        )
