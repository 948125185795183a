"""What all kinds of files share: the types of values, the keys every file has, what is checked in each of them."""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path, PurePath
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from plugins.documents.bodies import legal_text, prose
from plugins.documents.source import Source, address_key, nearest
from plugins.domain.cards import Attachment, Content, Correction
from plugins.domain.contents import Cancellation
from plugins.domain.deadlines import TimeLimit, WorkingDays
from plugins.domain.faults import Caution, Fault, shown
from plugins.domain.legal_text import LegalText
from plugins.domain.rows import Catalogue
from plugins.domain.text import slug
from plugins.kit.calendar import working_days

NO_ATTACHMENT = "tên một tệp có trong thư mục tep/"
FIRST_YEAR, LAST_YEAR = 1945, 2200


def _iso_day(value: object) -> object:
    """Only 2026-11-21 is a day: lenient readers would take 20261121 for seconds since 1970."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise PydanticCustomError("day", "not an ISO day")
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("real_day", "not a day of the calendar") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise PydanticCustomError("real_day", "not a day of our times")
    return day


Day = Annotated[date, BeforeValidator(_iso_day)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]{6,24}$")]
Line = Annotated[str, Field(min_length=1, max_length=600)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
FileName = Annotated[str, Field(pattern=r"^[\w][\w .()-]*$", max_length=120)]


REGISTER, CHOICES, ALWAYS_ASKED = "x-danh-muc", "x-chon", "x-hoi"


def offer(register: str = "", choices: Mapping[str, str] | None = None, *, always: bool = False) -> JsonDict:
    """Return what a key tells whoever helps to fill it in (editors by the JSON Schema, `plugins.documents.new`).

    `register` is where its ids come from, `choices` are fixed values with their words; `always` is for an optional key
    that is asked for like a required one.
    """
    return {
        **({REGISTER: register} if register else {}),
        **({CHOICES: dict(choices)} if choices else {}),
        **({ALWAYS_ASKED: True} if always else {}),
    }


@dataclass(frozen=True)
class File:
    """One file on its way to a typed object: its source, its content folder, the registers.

    `asked_for` gathers the names of attachments that were looked for, found or not.
    """

    source: Source
    folder: Path
    catalogue: Catalogue
    asked_for: set[str] = field(default_factory=set)

    def unknown(self, key: str, values: Iterable[str], known: Collection[str]) -> Iterator[Fault]:
        """Yield a fault for each value of a key that is no id of a register."""
        for value in values:
            if value not in known:
                yield self.source.fault(key, shown(value), f"một mã có trong danh mục{nearest(value, known)}")

    def too_early(self, last: date, earliest: date, limit: TimeLimit, key: str, *path: str) -> Fault:
        """Return the fault of a period that ends before the earliest day that a time limit allows."""
        expected = f"ngày {earliest} trở đi: ít nhất {limit.words} (quy tắc {limit.id}, {limit.source})"
        return self.source.fault(key, str(last), expected, *path)

    def is_working_day(self, day: date) -> bool:
        """Tell whether a day is a working day, by the site's registers."""
        return self._is_working_day(day)

    @cached_property
    def _is_working_day(self) -> WorkingDays:
        return working_days(self.catalogue.day_overrides)

    def has_attachment(self, name: str) -> bool:
        """Tell whether a real file of that name lies in the content folder's `tep/`."""
        self.asked_for.add(name)
        path = self.folder / "tep" / name
        return path.is_file() and not path.is_symlink() and not path.parent.is_symlink()

    @cached_property
    def legal_text(self) -> LegalText:
        """The body as a legal text with its HTML. Raises UnconvertibleError."""
        return legal_text(self.source.body)

    @cached_property
    def prose(self) -> dict[str, Any]:
        """The body as ordinary Markdown: its HTML and its words. Raises UnconvertibleError."""
        return prose(self.source.body)


def attachment(folder: Path, name: str) -> Attachment:
    """Return an attachment of a content folder, with its size and checksum."""
    data = (folder / "tep" / name).read_bytes()
    return Attachment(name, len(data), hashlib.sha256(data).hexdigest())


class Model(BaseModel):
    """How every group of keys is read: no key but those named, no change afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class CorrectionMatter(Model):
    """A dated correction (đính chính) of what was published."""

    on: Day = Field(alias="ngay", description="ngày đính chính")
    what: Line = Field(alias="noi-dung", description="chỗ nào đã sửa, từ gì thành gì")
    reason: Line = Field(alias="ly-do", description="vì sao sửa")


class ExceptionMatter(Model):
    """A value that the gate would stop and that may be published (the gate itself reads and checks it)."""

    value: str = Field("", alias="gia-tri", description="đúng một giá trị có trong tệp")
    reason: str = Field("", alias="ly-do", description="vì sao được phép công khai, ít nhất 10 chữ")


class CancellationMatter(Model):
    """That something announced will not take place."""

    on: Day = Field(alias="ngay", description="ngày quyết định hủy")
    reason: Line = Field(alias="ly-do", description="vì sao hủy")

    def typed(self) -> Cancellation:
        """Return the typed cancellation."""
        return Cancellation(self.on, self.reason)


class FrontMatter(Model):
    """What every kind has; a kind adds its keys, its own checks and how its typed object is made."""

    folder: ClassVar[str]
    called: ClassVar[str]  # what a clerk calls such a file

    id: Id = Field(alias="ma", description="mã ngẫu nhiên, đặt một lần và không bao giờ đổi")
    slug: Slug | None = Field(None, alias="duong-dan", description="tên trang trong địa chỉ, khi cần khác mặc định")
    summary: Line = Field("", alias="tom-tat", description="một hai câu cho danh sách, bản tin")
    attachments: tuple[FileName, ...] = Field((), alias="tep-dinh-kem", description="tên các tệp trong tep/")
    secrecy: str = Field("", alias="do-mat", description="khong; tệp có độ mật không được nằm trong kho nội dung")
    exceptions: tuple[ExceptionMatter, ...] = Field(
        (), alias="ngoai-le", description="giá trị được phép công khai và lý do"
    )
    corrections: tuple[CorrectionMatter, ...] = Field((), alias="dinh-chinh", description="các lần đính chính")

    def faults(self, file: File) -> Iterator[Fault]:
        """Yield what the registers and the file's own values have against it."""
        for name in self.attachments:
            if not file.has_attachment(name):
                yield file.source.fault("tep-dinh-kem", shown(name), NO_ATTACHMENT)
        name = self.page_name(file)
        if not name or name == "index" or re.fullmatch(r"trang-\d+", name):
            expected = "tên trang có chữ cái, khác “index” và “trang-2”"  # those belong to lists
            yield file.source.fault(address_key(file.source), shown(name), expected)

    def cautions(self, _file: File) -> Iterator[Caution]:
        """Yield what would be wrong, by the registers, if the rules were confirmed."""
        return iter(())

    def content(self, file: File) -> Content:
        """Return the typed object. Raises UnconvertibleError for Markdown beyond reading."""
        raise NotImplementedError

    def page_name(self, file: File) -> str:
        """Return the last part of the page's URL: as told, else from the file's name."""
        return self.slug or slug(PurePath(file.source.file).stem)

    def url(self, file: File) -> str:
        """Return the URL of the page, relative to the root of the site."""
        return f"{self.folder}/{self.page_name(file)}.html"

    def shared(self, file: File, title: str, day: date) -> dict[str, Any]:
        """Return the arguments that every kind of content takes; `day` is the day of publication."""
        return {
            "id": self.id,
            "title": title,
            "url": self.url(file),
            "source": file.source.file,
            "office": file.catalogue.site.office,
            "fields": (),
            "summary": self.summary,
            "published_on": day,
            "updated_on": max([day, *(c.on for c in self.corrections)]),
            "attachments": tuple(attachment(file.folder, name) for name in self.attachments),
            "corrections": tuple(Correction(c.on, c.what, c.reason) for c in self.corrections),
        }


class OfOffice(FrontMatter):
    """What an office answers for."""

    office: Line = Field(
        alias="co-quan", description="mã cơ quan trong danh-muc/co-quan.toml", json_schema_extra=offer("co-quan")
    )
    fields: tuple[Line, ...] = Field(
        (),
        alias="linh-vuc",
        description="mã các lĩnh vực trong danh-muc/linh-vuc.toml",
        json_schema_extra=offer("linh-vuc", always=True),
    )

    def faults(self, file: File) -> Iterator[Fault]:
        """Add offices and fields that are in no register."""
        yield from super().faults(file)
        yield from file.unknown("co-quan", [self.office], file.catalogue.offices.by_id)
        yield from file.unknown("linh-vuc", self.fields, file.catalogue.fields)

    def shared(self, file: File, title: str, day: date) -> dict[str, Any]:
        """Add the office and the fields."""
        return {**super().shared(file, title, day), "office": self.office, "fields": self.fields}
