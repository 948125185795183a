"""`ban-dich/`: what is published, in another language."""

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from plugins.documents.kinds.base import Day, File, FrontMatter, Id, Line, offer
from plugins.domain.contents import Translation
from plugins.domain.faults import Fault


class TranslationMatter(FrontMatter):
    """A translation of a document, draft, notice, event, decision or standing page, for information."""

    folder: ClassVar[str] = "ban-dich"
    called: ClassVar[str] = "bản dịch để tham khảo của một nội dung"

    original: Id = Field(alias="ban-dich-cua", description="mã (khóa ma) của bản tiếng Việt")
    language: Line = Field(
        alias="ngon-ngu",
        description="mã ngôn ngữ trong danh-muc/ngon-ngu.toml",
        json_schema_extra=offer("ngon-ngu"),
    )
    title: Line = Field(alias="tieu-de", description="tiêu đề, bằng ngôn ngữ của bản dịch")
    translated_on: Day = Field(alias="ngay-dich", description="ngày công bố bản dịch")
    translator: Line = Field("", alias="nguoi-dich", description="cơ quan, tổ chức dịch")

    def faults(self, file: File) -> Iterator[Fault]:
        """Add a language that is in no register."""
        yield from super().faults(file)
        yield from file.unknown("ngon-ngu", [self.language], file.catalogue.languages)

    def url(self, file: File) -> str:
        """Return the URL of the page, among those of its language."""
        return f"{self.language}/{self.page_name(file)}.html"

    def content(self, file: File) -> Translation:
        """Return the typed translation."""
        return Translation(
            **self.shared(file, self.title, self.translated_on),
            original=self.original,
            language=self.language,
            translator=self.translator,
            **file.prose,
        )
