"""`so-bien-nhan/`: the log of receipts, a file a day, written by the inbox."""

from typing import ClassVar

from pydantic import Field

from plugins.documents.kinds.base import Day, File, FrontMatter
from plugins.domain.contents import ReceiptDay
from plugins.domain.deadlines import vietnamese_date


class ReceiptDayMatter(FrontMatter):
    """The root over all receipts of a day."""

    folder: ClassVar[str] = "so-bien-nhan"
    called: ClassVar[str] = "một ngày của sổ biên nhận (phần mềm tự ghi)"

    day: Day = Field(alias="ngay", description="ngày nhận")
    root: str = Field(
        alias="goc", pattern="^[0-9a-f]{64}$", description="gốc Merkle của mọi biên nhận trong ngày, 64 chữ số hệ 16"
    )
    count: int | None = Field(None, alias="so-luong", ge=1, description="số biên nhận; không ghi khi còn ít")

    def url(self, _file: File) -> str:
        """Return the line of the day in the page of its year."""
        return f"{self.folder}/{self.day.year}.html#ngay-{self.day}"

    def content(self, file: File) -> ReceiptDay:
        """Return the typed day."""
        shared = self.shared(file, f"Sổ biên nhận ngày {vietnamese_date(self.day)}", self.day)
        return ReceiptDay(**{**shared, "summary": f"Gốc: {self.root}"}, root=self.root, count=self.count)
