"""`cong-khai/`: disclosure notices."""

from typing import ClassVar

from pydantic import Field

from plugins.documents.kinds.base import Day, File, Line, OfOffice
from plugins.domain.contents import Notice


class NoticeMatter(OfOffice):
    """A disclosure notice (Law 10/2022, Điều 11–13)."""

    folder: ClassVar[str] = "cong-khai"

    title: Line = Field(alias="tieu-de", description="tiêu đề")
    decided_on: Day = Field(alias="ngay-quyet-dinh", description="ngày có quyết định, văn bản phải công khai")
    published_on: Day = Field(alias="ngay-cong-khai", description="ngày công khai")
    expires_on: Day | None = Field(None, alias="het-han", description="ngày cuối của thời hạn công khai")

    def content(self, file: File) -> Notice:
        """Return the typed notice."""
        return Notice(
            **self.shared(file, self.title, self.published_on),
            decided_on=self.decided_on,
            expires_on=self.expires_on,
            **file.prose,
        )
