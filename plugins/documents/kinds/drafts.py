"""`du-thao/`: drafts, one file per round of consultation."""

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from plugins.documents.kinds.base import CancellationMatter, Day, File, Id, Line, Model, OfOffice, offer
from plugins.documents.kinds.documents import titled
from plugins.documents.source import nearest
from plugins.domain.contents import Draft, Extension
from plugins.domain.deadlines import TimeLimit, shortest_end
from plugins.domain.faults import Caution, Fault, shown, unconfirmed
from plugins.domain.vocabulary import OpinionMatter


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
    matter: Line | None = Field(
        None,
        alias="viec",
        description="mã việc Nhân dân tham gia ý kiến trong danh-muc/viec-dan-tham-gia-y-kien.toml",
        json_schema_extra=offer("viec-dan-tham-gia-y-kien", always=True),
    )
    for_people: Line | None = Field(
        None,
        alias="viec-dan-quyet-dinh",
        description="mã việc Nhân dân bàn và quyết định mà dự thảo nói về (danh-muc/viec-dan-quyet-dinh.toml)",
        json_schema_extra=offer("viec-dan-quyet-dinh", always=True),
    )
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
        description="mã thời hạn tối thiểu (danh-muc/thoi-han.toml); không ghi thì theo viec",
        json_schema_extra=offer("thoi-han", always=True),
    )
    closes_on: Day = Field(alias="ngay-dong", description="ngày cuối nhận ý kiến, đến hết 23:59")
    forms: tuple[Line, ...] = Field(
        (),
        alias="hinh-thuc",
        description="mã các hình thức lấy ý kiến ngoài trang này và hòm thư (danh-muc/hinh-thuc-lay-y-kien.toml)",
        json_schema_extra=offer("hinh-thuc-lay-y-kien", always=True),
    )
    question: Line = Field(alias="noi-dung-xin-y-kien", description="hỏi người dân điều gì")
    decider: Line = Field(alias="nguoi-quyet-dinh", description="ai quyết định")
    expected: str = Field("", alias="du-kien-ban-hanh", description="dự kiến ban hành khi nào")

    plan: str = Field("", alias="ke-hoach", description="số, ký hiệu kế hoạch lấy ý kiến (Luật 10/2022, Điều 28)")
    extensions: tuple[ExtensionMatter, ...] = Field(
        (), alias="gia-han", description="các lần gia hạn: ngày, đến, lý do"
    )
    cancelled: CancellationMatter | None = Field(None, alias="huy", description="khi hủy đợt lấy ý kiến: ngày và lý do")

    def faults(self, file: File) -> Iterator[Fault]:
        """Add types that are nowhere and a window that is too short or upside down."""
        yield from super().faults(file)
        yield from file.unknown("loai", [self.doc_type], file.catalogue.types)
        yield from file.unknown("viec", [self.matter] if self.matter else [], file.catalogue.opinion_matters)
        yield from file.unknown(
            "viec-dan-quyet-dinh", [self.for_people] if self.for_people else [], file.catalogue.matters
        )
        yield from file.unknown("hinh-thuc", self.forms, file.catalogue.consulting_forms)
        if self.closes_on < self.opens_on:
            yield file.source.fault("ngay-dong", str(self.closes_on), "một ngày không trước ngay-mo")
        too_short = self._too_short(file)
        if isinstance(too_short, Fault):
            yield too_short
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

    def cautions(self, file: File) -> Iterator[Caution]:
        """Yield a window that is too short by a rule that nobody has confirmed."""
        found = self._too_short(file)
        if isinstance(found, Caution):
            yield found

    def _minimum(self, file: File) -> tuple[TimeLimit | None, OpinionMatter | None]:
        """Return how long the window lasts at least: as the draft says, else as its matter does, with the matter."""
        if self.minimum is not None:
            return file.catalogue.limit(self.minimum, self.opens_on), None
        matter = file.catalogue.opinion_matters.get(self.matter or "")
        return file.catalogue.limit(matter.limit, self.opens_on) if matter and matter.limit else None, matter

    def _too_short(self, file: File) -> Fault | Caution | None:
        limit, matter = self._minimum(file)
        if limit is None:
            if self.minimum is None:
                return None
            near = nearest(self.minimum, {t.id for t in file.catalogue.limits})
            return file.source.fault("thoi-han", shown(self.minimum), f"mã một thời hạn đang có hiệu lực{near}")
        earliest = shortest_end(limit, self.opens_on)
        if self.closes_on >= earliest:
            return None
        fault = file.too_early(self.closes_on, earliest, limit, "ngay-dong")
        rules = unconfirmed({"thoi-han": limit, "viec-dan-tham-gia-y-kien": matter})
        return Caution(fault, rules) if rules else fault

    def content(self, file: File) -> Draft:
        """Return the typed draft."""
        doc_type = file.catalogue.types[self.doc_type]
        limit, _ = self._minimum(file)
        has_box = bool(file.catalogue.offices[self.office].box)
        further = f" (vòng {self.round})" if self.round > 1 else ""
        return Draft(
            **self.shared(file, f"Dự thảo {titled(doc_type, self.abstract)}{further}", self.opens_on),
            doc_type=doc_type,
            abstract=self.abstract,
            round=self.round,
            previous_round=self.previous_round,
            opens_on=self.opens_on,
            closes_on=max([self.closes_on, *(e.closes_on for e in self.extensions)]),
            minimum=limit.id if limit else None,
            question=self.question,
            decider=self.decider,
            expected=self.expected,
            text=file.legal_text,
            extensions=tuple(Extension(e.on, e.closes_on, e.reason) for e in self.extensions),
            cancellation=self.cancelled.typed() if self.cancelled else None,
            plan=self.plan,
            matter=file.catalogue.opinion_matters[self.matter] if self.matter else None,
            for_people=file.catalogue.matters[self.for_people] if self.for_people else None,
            forms=tuple(f for f in file.catalogue.consulting_forms.values() if f.is_used(self.forms, has_box=has_box)),
            labels={p.eid: p.label for p in file.legal_text.walk() if p.is_numbered},
        )
