"""`van-ban/`: issued documents."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from plugins.documents.kinds.base import Day, File, Id, Line, OfOffice, offer
from plugins.domain.contents import Document
from plugins.domain.deadlines import vietnamese_date
from plugins.domain.faults import Fault, shown
from plugins.domain.symbols import has_number, symbol_slug
from plugins.domain.text import fold
from plugins.domain.vocabulary import DocumentType


class DocumentMatter(OfOffice):
    """An issued document (Decree 30/2020, Điều 8; Decree 42/2022, Điều 4)."""

    folder: ClassVar[str] = "van-ban"
    called: ClassVar[str] = "văn bản đã ban hành"

    doc_type: Line = Field(
        alias="loai",
        description="mã tên loại trong danh-muc/loai-van-ban.toml",
        json_schema_extra=offer("loai-van-ban"),
    )
    symbol: Line = Field(alias="so-ky-hieu", description="số, ký hiệu, ví dụ 09/NQ-HĐND")
    abstract: Line = Field(alias="trich-yeu", description="trích yếu nội dung")
    issued_on: Day = Field(alias="ngay-ban-hanh", description="ngày ban hành")
    adopted_on: Day | None = Field(None, alias="ngay-thong-qua", description="ngày thông qua, với nghị quyết")
    effective_on: Day | None = Field(None, alias="ngay-hieu-luc", description="ngày có hiệu lực")
    expires_on: Day | None = Field(None, alias="ngay-het-hieu-luc", description="ngày hết hiệu lực")
    place: str = Field("", alias="noi-ban-hanh", description="địa danh ghi trên văn bản")
    signer: str = Field("", alias="nguoi-ky", description="họ tên người ký")
    signer_title: str = Field("", alias="chuc-vu-ky", description="chức vụ người ký")
    signing_authority: Literal["", "TM.", "KT.", "TL.", "TUQ.", "Q."] = Field(
        "", alias="quyen-han-ky", description="TM., KT., TL., TUQ. hoặc Q."
    )
    term: str = Field("", alias="khoa", description="khóa của Hội đồng nhân dân")
    session: str = Field("", alias="ky-hop", description="kỳ họp")
    bases: tuple[Line, ...] = Field((), alias="can-cu", description="số, ký hiệu hoặc tên các văn bản làm căn cứ")
    implements: tuple[Line, ...] = Field(
        (), alias="thi-hanh", description="số, ký hiệu các văn bản mà văn bản này thi hành"
    )
    amends: tuple[Line, ...] = Field((), alias="sua-doi", description="số, ký hiệu các văn bản được sửa đổi, bổ sung")
    replaces: tuple[Line, ...] = Field((), alias="thay-the", description="số, ký hiệu các văn bản bị thay thế, bãi bỏ")
    recipients: tuple[Line, ...] = Field((), alias="noi-nhan", description="nơi nhận, khi không ghi trong nội dung")
    draft: Id | None = Field(None, alias="du-thao", description="mã dự thảo đã lấy ý kiến")

    def faults(self, file: File) -> Iterator[Fault]:
        """Add types that are nowhere, numbers still blank, issuers that did not exist."""
        yield from super().faults(file)
        yield from file.unknown("loai", [self.doc_type], file.catalogue.types)
        if not has_number(self.symbol):
            expected = "số và ký hiệu đầy đủ của văn bản đã ban hành"
            yield file.source.fault("so-ky-hieu", shown(self.symbol), expected)
        office = file.catalogue.offices.by_id.get(self.office)
        if office is not None and not office.is_alive(self.issued_on):
            found = f"{office.name} không tồn tại ngày {vietnamese_date(self.issued_on)}"
            yield file.source.fault("co-quan", found, "cơ quan đang hoạt động vào ngày ban hành")

    def page_name(self, _file: File) -> str:
        """Return the last part of the page's URL: as told, else from the document's number."""
        return self.slug or symbol_slug(self.symbol, self.issued_on)

    def content(self, file: File) -> Document:
        """Return the typed document."""
        doc_type = file.catalogue.types[self.doc_type]
        return Document(
            **self.shared(file, titled(doc_type, self.abstract), self.issued_on),
            doc_type=doc_type,
            symbol=self.symbol,
            abstract=self.abstract,
            issued_on=self.issued_on,
            adopted_on=self.adopted_on,
            effective_on=self.effective_on,
            expires_on=self.expires_on,
            place=self.place,
            signer=self.signer,
            signer_title=self.signer_title,
            signing_authority=self.signing_authority,
            term=self.term,
            session=self.session,
            bases=self.bases,
            implements=self.implements,
            amends=self.amends,
            replaces=self.replaces,
            recipients=self.recipients,
            draft=self.draft,
            text=file.legal_text,
        )


def titled(doc_type: DocumentType, abstract: str) -> str:
    """Return tên loại + trích yếu (Decree 30/2020), also where a clerk wrote the type into the abstract."""
    return abstract if fold(abstract).startswith(fold(doc_type.name)) else f"{doc_type.name} {abstract}"
