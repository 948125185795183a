"""`su-kien/`: events — citizen reception, dialogues, meetings with voters, conferences, village meetings."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from plugins.documents.kinds.base import CancellationMatter, Day, File, Line, OfOffice, offer
from plugins.domain.clock import VIETNAM
from plugins.domain.contents import Event
from plugins.domain.faults import Fault
from plugins.domain.text import nfc
from plugins.kit.prose import to_html, to_text


def _hour(value: object) -> object:
    """Only 08:00 is an hour; 8h or 8 would be guessed at."""
    try:
        return time.fromisoformat(value) if isinstance(value, str) and len(value) == len("08:00") else _no_hour()
    except ValueError:
        return _no_hour()


def _no_hour() -> object:
    raise PydanticCustomError("hour", "not an hour")


Hour = Annotated[time, BeforeValidator(_hour)]


class EventMatter(OfOffice):
    """An event (Law 10/2022, Điều 12, 26; Law 72/2025, Điều 43)."""

    folder: ClassVar[str] = "su-kien"
    called: ClassVar[str] = "sự kiện: tiếp công dân, đối thoại, tiếp xúc cử tri, họp thôn"

    event_type: Line = Field(
        alias="loai",
        description="mã loại sự kiện trong danh-muc/loai-su-kien.toml",
        json_schema_extra=offer("loai-su-kien"),
    )
    title: Line = Field(alias="tieu-de", description="tiêu đề")
    announced_on: Day = Field(alias="ngay-thong-bao", description="ngày thông báo")
    day: Day = Field(alias="ngay", description="ngày diễn ra")
    begins: Hour = Field(alias="bat-dau", description="giờ bắt đầu, ví dụ 08:00")
    ends: Hour | None = Field(None, alias="ket-thuc", description="giờ kết thúc, ví dụ 11:30")
    place: Line = Field(alias="dia-diem", description="địa điểm, hoặc cách tham gia trực tuyến")
    host: Line = Field(alias="chu-tri", description="chức danh người chủ trì")
    audience: str = Field("", alias="thanh-phan", description="ai được mời, ai có thể đến")
    villages: tuple[Line, ...] = Field(
        (), alias="thon", description="mã các thôn trong danh-muc/thon.toml", json_schema_extra=offer("thon")
    )
    result_on: Day | None = Field(None, alias="ngay-ket-qua", description="ngày công khai kết quả")
    result: str = Field("", alias="ket-qua", max_length=20_000, description="kết quả, viết như nội dung")
    cancelled: CancellationMatter | None = Field(None, alias="huy", description="khi hủy: ngày và lý do")

    def faults(self, file: File) -> Iterator[Fault]:
        """Add types and villages that are nowhere, and days out of order."""
        yield from super().faults(file)
        yield from file.unknown("loai", [self.event_type], file.catalogue.event_types)
        yield from file.unknown("thon", self.villages, file.catalogue.villages)
        if self.announced_on > self.day:
            yield file.source.fault("ngay-thong-bao", str(self.announced_on), "một ngày không sau ngay")
        if self.ends is not None and self.ends <= self.begins:
            yield file.source.fault("ket-thuc", f"{self.ends:%H:%M}", "một giờ sau bat-dau")
        if bool(self.result) != (self.result_on is not None):
            key = "ket-qua" if self.result else "ngay-ket-qua"
            yield file.source.fault(key, "chỉ một trong hai khóa", "cả ket-qua và ngay-ket-qua, hoặc không khóa nào")
        if self.result_on is not None and self.result_on < self.day:
            yield file.source.fault("ngay-ket-qua", str(self.result_on), "một ngày không trước ngay")

    def content(self, file: File) -> Event:
        """Return the typed event."""
        result = to_html(nfc(self.result)) if self.result else ""
        return Event(
            **self.shared(file, self.title, self.announced_on),
            event_type=file.catalogue.event_types[self.event_type],
            starts_at=_moment(self.day, self.begins),
            ends_at=_moment(self.day, self.ends) if self.ends else None,
            place=self.place,
            host=self.host,
            audience=self.audience,
            villages=self.villages,
            result_on=self.result_on,
            result=result,
            result_text=to_text(result),
            cancellation=self.cancelled.typed() if self.cancelled else None,
            **file.prose,
        )


def _moment(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, VIETNAM)
