"""`trang/`: standing pages."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from plugins.documents.kinds.base import File, FrontMatter, Line
from plugins.domain.contents import Page


class PageMatter(FrontMatter):
    """A standing page (about, privacy, …)."""

    folder: ClassVar[str] = "trang"
    called: ClassVar[str] = "trang giới thiệu, hướng dẫn"

    title: Line = Field(alias="tieu-de", description="tiêu đề")

    def content(self, file: File) -> Page:
        """Return the typed page."""
        return Page(**self.shared(file, self.title, date.min), **file.prose)
