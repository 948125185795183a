"""`tra-loi/`: what is said about one round of a draft: answers to points made, and the closing of the round."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from plugins.documents.kinds.base import Day, File, Id, Line, OfOffice, offer
from plugins.domain.comments import Channel, Disposition
from plugins.domain.contents import Answer, RoundClosing
from plugins.domain.faults import Fault, shown
from plugins.domain.sendings import LONGEST_POINT
from plugins.domain.symbols import is_symbol

ANSWER, CLOSING = "tra-loi", "tong-hop"
_CHANNELS = tuple(channel.id for channel in Channel)


class OfRound(OfOffice):
    """What is said about one round of a draft."""

    folder: ClassVar[str] = "tra-loi"

    kind: str = Field(alias="loai", description=f"{ANSWER} hoặc {CLOSING}")
    draft: Id = Field(alias="du-thao", description="mã dự thảo", json_schema_extra=offer("du-thao"))
    round: int = Field(alias="vong", ge=1, description="vòng lấy ý kiến")
    answered_on: Day = Field(alias="ngay-tra-loi", description="ngày trả lời")

    def faults(self, file: File) -> Iterator[Fault]:
        """Add a file that is neither an answer nor a closing."""
        yield from super().faults(file)
        if self.kind not in {ANSWER, CLOSING}:
            yield file.source.fault("loai", shown(self.kind), f"“{ANSWER}” hoặc “{CLOSING}”")

    def url(self, _file: File) -> str:
        """Return nothing: an answer stands in the page of its draft, which only the whole folder can tell."""
        return ""


class AnswerMatter(OfRound):
    """`loai: tra-loi`: the answer to a point made about a provision."""

    called: ClassVar[str] = "trả lời một ý kiến về dự thảo"

    provision: str = Field(
        "",
        alias="dieu-khoan",
        max_length=200,
        description="mã điều, khoản, điểm; trống: toàn bộ",
        json_schema_extra=offer("dieu-khoan", always=True),
    )
    point: Annotated[str, Field(min_length=1, max_length=LONGEST_POINT)] = Field(
        alias="y-kien", description="ý kiến, viết lại không có dữ liệu cá nhân"
    )
    disposition: str = Field(
        alias="ket-qua",
        pattern=f"^({'|'.join(d.id for d in Disposition)})$",
        description="kết quả tiếp thu",
        json_schema_extra=offer(choices={d.id: d.words for d in Disposition}),
    )
    counts: dict[str, Annotated[int, Field(ge=0)]] = Field(
        alias="so-luot",
        description="số ý kiến theo kênh",
        json_schema_extra=offer(choices={channel.id: channel.words for channel in Channel}),
    )

    authors: tuple[Line, ...] = Field(
        (), alias="chu-the", description="mã biên nhận; tên cơ quan, tổ chức; tên người chỉ khi người đó đồng ý"
    )
    people: int | None = Field(None, alias="so-nguoi", ge=0, description="số người khác nhau đã nêu, nếu biết")
    symbol: str = Field("", alias="so-ky-hieu", description="số, ký hiệu văn bản trả lời, nếu có, ví dụ 15/UBND-VX")
    signer: str = Field("", alias="nguoi-ky", description="họ tên người ký văn bản trả lời")
    signer_title: str = Field("", alias="chuc-vu-ky", description="chức vụ người ký")

    def faults(self, file: File) -> Iterator[Fault]:
        """Add channels that are none, a symbol that is none."""
        yield from super().faults(file)
        if self.symbol and not is_symbol(self.symbol):
            yield file.source.fault("so-ky-hieu", shown(self.symbol), "số và ký hiệu đầy đủ, ví dụ 15/UBND-VX")
        for channel in self.counts.keys() - set(_CHANNELS):
            yield file.source.fault("so-luot", shown(channel), "một trong: " + ", ".join(_CHANNELS), channel)

    def content(self, file: File) -> Answer:
        """Return the typed answer."""
        return Answer(
            **self.shared(file, self.point, self.answered_on),
            draft=self.draft,
            round=self.round,
            provision=self.provision,
            point=self.point,
            disposition=next(d for d in Disposition if d.id == self.disposition),
            counts=tuple(self.counts.items()),
            authors=self.authors,
            people=self.people,
            symbol=self.symbol,
            signer=" ".join(filter(None, (self.signer_title, self.signer))),
            **file.prose,
        )


class ClosingMatter(OfRound):
    """`loai: tong-hop`: the closing of a round."""

    called: ClassVar[str] = "tổng hợp ý kiến, kết thúc một vòng lấy ý kiến"

    received: int = Field(alias="da-nhan", ge=0, description="số ý kiến đã nhận")
    disposed: int = Field(alias="da-xu-ly", ge=0, description="số ý kiến đã xử lý")

    def content(self, file: File) -> RoundClosing:
        """Return the typed closing."""
        return RoundClosing(
            **self.shared(file, "Tổng hợp ý kiến", self.answered_on),
            draft=self.draft,
            round=self.round,
            received=self.received,
            disposed=self.disposed,
            **file.prose,
        )
