"""`cong-dong/`: what communities decided themselves."""

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from plugins.documents.kinds.base import Day, File, Line, OfOffice, offer
from plugins.domain.communities import DECISION_FORMS, VOTING_METHODS
from plugins.domain.contents import CommunityDecision
from plugins.domain.faults import Fault


class DecisionMatter(OfOffice):
    """A decision of a community (Law 10/2022, Điều 15, 20, 21)."""

    folder: ClassVar[str] = "cong-dong"
    called: ClassVar[str] = "quyết định của cộng đồng dân cư (thôn, tổ dân phố)"

    form: str = Field(
        alias="loai",
        pattern=f"^({'|'.join(DECISION_FORMS)})$",
        description="hình thức văn bản",
        json_schema_extra=offer(choices=DECISION_FORMS),
    )
    title: Line = Field(alias="tieu-de", description="tiêu đề")
    matter: Line = Field(
        alias="viec",
        description="mã việc trong danh-muc/viec-dan-quyet-dinh.toml",
        json_schema_extra=offer("viec-dan-quyet-dinh"),
    )
    # No tuple: one with a wrong item would be told to be too short as well.
    villages: list[Line] = Field(
        alias="thon",
        min_length=1,
        description="mã các thôn trong danh-muc/thon.toml",
        json_schema_extra=offer("thon"),
    )
    method: str = Field(
        alias="cach",
        pattern=f"^({'|'.join(VOTING_METHODS)})$",
        description="cách biểu quyết",
        json_schema_extra=offer(choices=VOTING_METHODS),
    )
    decided_on: Day = Field(alias="ngay-quyet-dinh", description="ngày họp hoặc ngày hết hạn gửi phiếu")
    published_on: Day = Field(alias="ngay-cong-khai", description="ngày công khai")
    total: int | None = Field(None, alias="tong-so-ho", ge=1, description="tổng số hộ, chốt khi bắt đầu biểu quyết")
    attended: int | None = Field(None, alias="so-ho-du", ge=0, description="số hộ có đại diện tham gia")
    agree: int = Field(alias="tan-thanh", ge=0, description="số hộ tán thành")
    disagree: int = Field(alias="khong-tan-thanh", ge=0, description="số hộ không tán thành")
    other: int = Field(0, alias="y-kien-khac", ge=0, description="số hộ có ý kiến khác hoặc phiếu không hợp lệ")
    recognised_by: str = Field(
        "", alias="cong-nhan", description="số, ký hiệu quyết định công nhận, nếu việc cần công nhận"
    )

    def faults(self, file: File) -> Iterator[Fault]:
        """Add matters and villages that are nowhere, and counts that cannot be."""
        yield from super().faults(file)
        yield from file.unknown("viec", [self.matter], file.catalogue.matters)
        yield from file.unknown("thon", self.villages, file.catalogue.villages)
        if self.published_on < self.decided_on:
            yield file.source.fault("ngay-cong-khai", str(self.published_on), "một ngày không trước ngay-quyet-dinh")
        voted = self.agree + self.disagree + self.other
        if self.total is not None and voted > self.total:
            yield file.source.fault("tong-so-ho", str(self.total), f"một số không nhỏ hơn {voted} hộ đã biểu quyết")
        if self.attended is not None and self.total is not None and self.attended > self.total:
            yield file.source.fault("so-ho-du", str(self.attended), f"một số không lớn hơn tổng số hộ {self.total}")

    def content(self, file: File) -> CommunityDecision:
        """Return the typed decision."""
        return CommunityDecision(
            **self.shared(file, self.title, self.published_on),
            form=self.form,
            matter=file.catalogue.matters[self.matter],
            villages=tuple(self.villages),
            method=self.method,
            decided_on=self.decided_on,
            total=self.total,
            attended=self.attended,
            agree=self.agree,
            disagree=self.disagree,
            other=self.other,
            recognised_by=self.recognised_by,
            **file.prose,
        )
