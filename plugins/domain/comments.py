"""A citizen's submission: kinds, states, dispositions, channels, in the words everybody uses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from plugins.domain.identity import identity_numbers
from plugins.domain.symbols import is_symbol
from plugins.domain.text import control_characters, nfc

# What HTML takes for an e-mail address, with a dot in the host.
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def is_address(text: str) -> bool:
    """Tell whether a text is an e-mail address."""
    return _ADDRESS.fullmatch(text) is not None


LONGEST_BODY = 20_000
LONGEST_FIELD = 200
LONGEST_POINT = 4_000
LONGEST_SENDING = 80_000
MOST_OPINIONS = 20


class Door(Enum):
    """The doors a citizen meets, in plain words; which kind it is in law the office says."""

    DRAFT = ("du-thao", "Góp ý dự thảo")
    PETITION = ("kien-nghi", "Kiến nghị, phản ánh")
    INFORMATION = ("thong-tin", "Xin thông tin")
    COMPLAINT = ("khieu-nai-to-cao", "Khiếu nại, tố cáo: nộp ở đâu, thế nào")

    def __init__(self, id_: str, words: str) -> None:
        self.id = id_
        self.words = words


class Kind(Enum):
    """What a submission is: its id in the registers, its words, the letters of its reference, its rule, its door.

    `limit` is the id of the time limit in `thoi-han.toml`. A restricted kind is read by screeners only, told to nobody
    by mail and never published.
    """

    COMMENT = ("gop-y", "Góp ý dự thảo", "GY", "comment.answer", Door.DRAFT)
    PETITION = ("kien-nghi", "Kiến nghị, phản ánh", "KN", "petition.answer", Door.PETITION)
    REGULATION = ("quy-dinh", "Kiến nghị về quy định hành chính", "QD", "petition.answer", Door.PETITION)
    FIELD_REPORT = ("hien-truong", "Phản ánh hiện trường", "HT", "report.answer", Door.PETITION)
    INITIATIVE = ("sang-kien", "Sáng kiến của cộng đồng", "SK", "petition.answer", Door.PETITION)
    LABOUR = ("dan-chu-doanh-nghiep", "Dân chủ tại doanh nghiệp", "DN", "petition.answer", Door.PETITION)
    DIALOGUE = ("doi-thoai", "Câu hỏi đối thoại", "DT", "dialogue.result", Door.PETITION)
    VIOLATION = ("vi-pham-dan-chu", "Phản ánh vi phạm dân chủ ở cơ sở", "VP", "violation.answer", Door.PETITION)
    INFORMATION = ("xin-thong-tin", "Đề nghị cung cấp thông tin", "TT", "info.electronic.simple", Door.INFORMATION)
    PERSONAL_DATA = ("du-lieu-ca-nhan", "Yêu cầu về dữ liệu cá nhân", "DL", "pdp.reply", Door.INFORMATION)
    COMPLAINT = ("khieu-nai", "Khiếu nại", "KH", "petition.classify", Door.COMPLAINT)
    DENUNCIATION = ("to-cao", "Tố cáo", "TC", "denounce.forward", Door.COMPLAINT)

    def __init__(self, id_: str, words: str, prefix: str, limit: str, door: Door) -> None:
        self.id = id_
        self.words = words
        self.prefix = prefix
        self.limit = limit
        self.door = door

    @property
    def is_restricted(self) -> bool:
        """Tell whether only screeners read it."""
        return self.door is Door.COMPLAINT

    @classmethod
    def by_id(cls, id_: str) -> "Kind":
        """Return the kind of that id."""
        return next(kind for kind in cls if kind.id == id_)


class Status(Enum):
    """What happened to a submission, as the citizen reads it, and, but for the last ones, where it stands after it.

    “Thụ lý” is never said of a comment.
    """

    RECEIVED = ("received", "đã tiếp nhận")
    CHECKING = ("checking", "đang kiểm tra")
    ROUTED = ("routed", "đã chuyển đến")
    TRANSFERRED = ("transferred", "đã chuyển tiếp đến")
    SEALED = ("sealed", "đã niêm phong, gửi đến")
    REDIRECTED = ("redirected", "đã hướng dẫn nơi nộp")
    ANSWERED = ("answered", "đã trả lời")
    PUBLISHED = ("published", "đã công bố")
    WITHDRAWN = ("withdrawn", "người gửi đã rút")
    REOPENED = ("reopened", "người gửi đề nghị xem lại")
    ADDED = ("added", "người gửi bổ sung")
    CORRECTED = ("corrected", "người gửi sửa lại")
    RATED = ("rated", "người gửi đánh giá câu trả lời")
    CLASSIFIED = ("classified", "đã phân loại lại")
    EXTENDED = ("extended", "đã gia hạn trả lời")
    PAUSED = ("paused", "đã tạm dừng tính hạn")
    ERASED = ("erased", "đã xóa dữ liệu cá nhân theo yêu cầu")
    ASKED = ("asked", "cơ quan hỏi lại")
    CALLED = ("called", "đã báo qua điện thoại")
    NOT_REACHED = ("not-reached", "đã gọi điện, chưa liên lạc được")
    RELEASED = ("released", "đã kiểm tra, không phải thư rác")
    SPAM = ("spam", "được xếp là thư rác, không trả lời")
    CHECKED = ("checked", "đã đối chiếu với bản gốc")
    CODE_RENEWED = ("code-renewed", "đã cấp lại mã bí mật")

    def __init__(self, id_: str, words: str) -> None:
        self.id = id_
        self.words = words

    @classmethod
    def by_id(cls, id_: str) -> "Status":
        """Return the status of that id."""
        return next(status for status in cls if status.id == id_)


# An office still owes an answer.
UNANSWERED = (Status.ROUTED.id, Status.REOPENED.id)
# Only screeners have to do with it.
UNSCREENED = Status.CHECKING.id


class Stance(Enum):
    """What a citizen says to a provision as a whole, if they like. It is counted, it is no vote."""

    AGREE = ("dong-y", "Đồng ý")
    DISAGREE = ("khong-dong-y", "Không đồng ý")
    OTHER = ("khac", "Ý kiến khác")

    def __init__(self, id_: str, words: str) -> None:
        self.id = id_
        self.words = words


class Role(Enum):
    """For whom somebody speaks."""

    PERSON = ("ca-nhan", "Cá nhân tôi")
    HOUSEHOLD = ("ho-gia-dinh", "Hộ gia đình")
    ORGANISATION = ("to-chuc", "Cơ quan, tổ chức, doanh nghiệp")

    def __init__(self, id_: str, words: str) -> None:
        self.id = id_
        self.words = words


class Disposition(Enum):
    """What became of a point: id in front matter, words on the page."""

    TAKEN_UP = ("tiep-thu", "Tiếp thu")
    PARTLY = ("tiep-thu-mot-phan", "Tiếp thu một phần")
    EXPLAINED = ("giai-trinh", "Giải trình (không tiếp thu)")
    OUT_OF_SCOPE = ("ngoai-pham-vi", "Ngoài phạm vi")

    def __init__(self, id_: str, words: str) -> None:
        self.id = id_
        self.words = words


class Channel(Enum):
    """How a submission came in; all channels count the same."""

    WEB = ("web", "trang web")
    PAPER = ("giay", "bản giấy")
    PHONE = ("dien-thoai", "điện thoại")
    IN_PERSON = ("truc-tiep", "trực tiếp")
    SOCIAL = ("mang-xa-hoi", "mạng xã hội")
    MEETING = ("hop", "cuộc họp")

    def __init__(self, id_: str, words: str) -> None:
        self.id = id_
        self.words = words


@dataclass(frozen=True)
class Empty:
    """A field that must be filled in is empty."""

    field: str


@dataclass(frozen=True)
class TooLong:
    """A field holds more characters than it may."""

    field: str
    length: int
    limit: int


@dataclass(frozen=True)
class TooMany:
    """A form holds more opinions than it may."""

    field: str
    count: int
    limit: int


@dataclass(frozen=True)
class ControlCharacters:
    """A field holds characters that no keyboard types."""

    field: str
    count: int


@dataclass(frozen=True)
class NotAnAddress:
    """A field for an e-mail address holds something else."""

    field: str


@dataclass(frozen=True)
class NotChosen:
    """One of several answers must be chosen and none was."""

    field: str


@dataclass(frozen=True)
class IdentityNumber:
    """A field holds the number of an identity card, which is never asked for and never taken."""

    field: str


@dataclass(frozen=True)
class Quoted:
    """What is meant for the public repeats the words of a citizen who did not agree to that."""

    field: str


@dataclass(frozen=True)
class NotASymbol:
    """A field for the symbol of an issued document holds something else, or one whose number is still blank."""

    field: str


@dataclass(frozen=True)
class AsksForIdentity:
    """A question to a citizen asks for the number or a picture of an identity card."""

    field: str


Problem = (
    Empty
    | TooLong
    | TooMany
    | ControlCharacters
    | NotAnAddress
    | NotChosen
    | IdentityNumber
    | Quoted
    | NotASymbol
    | AsksForIdentity
)


def text_problems(field: str, text: str, limit: int, *, required: bool) -> Iterator[Problem]:
    """Yield what is wrong with the text of one field."""
    if required and not nfc(text).strip():
        yield Empty(field)
    if len(text) > limit:
        yield TooLong(field, len(text), limit)
    if unwanted := control_characters(text):
        yield ControlCharacters(field, sum(text.count(c) for c in unwanted))


@dataclass(frozen=True)
class Opinion:
    """One opinion: the text, the id of the provision it is about ("" for the whole), agree / disagree / other or ""."""

    body: str
    provision: str = ""
    stance: str = ""

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with it; who agrees or disagrees needs to write nothing."""
        says_it_all = self.stance in {Stance.AGREE.id, Stance.DISAGREE.id}
        yield from text_problems("body", self.body, LONGEST_BODY, required=not says_it_all)
        if self.stance and self.stance not in {stance.id for stance in Stance}:
            yield NotChosen("stance")
        if identity_numbers(self.body):
            yield IdentityNumber("body")


@dataclass(frozen=True)
class Sender:
    """Who sends and how to reach them; all of it may be empty. `village` is an id of `thon.toml`, `role` of a Role."""

    name: str = ""
    email: str = ""
    phone: str = ""
    village: str = ""
    role: str = ""
    organisation: str = ""

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with it, field by field."""
        for field in ("name", "email", "phone", "organisation"):
            text = getattr(self, field)
            yield from text_problems(field, text, LONGEST_FIELD, required=False)
            if identity_numbers(text):
                yield IdentityNumber(field)
        address = self.email.strip()
        if address and not is_address(address):
            yield NotAnAddress("email")
        if self.role and self.role not in {role.id for role in Role}:
            yield NotChosen("role")
        if self.role == Role.ORGANISATION.id and not nfc(self.organisation).strip():
            yield Empty("organisation")


@dataclass(frozen=True)
class Sending:
    """Everything of one form: what is being written, opinions written before it on the same form, who sends.

    `may_quote` and `may_name`: the own words, the name may be published. `office` is whom a report is about, `place`
    the village where something is; `about` is the id of the notice or service point beside which the form was opened.
    """

    opinion: Opinion
    sender: Sender = Sender()
    earlier: tuple[Opinion, ...] = ()
    may_quote: bool = False
    may_name: bool = False
    office: str = ""
    place: str = ""
    about: str = ""

    @property
    def opinions(self) -> tuple[Opinion, ...]:
        """All opinions; an empty one after others was never written."""
        is_written = self.opinion.body.strip() or self.opinion.stance
        return (*self.earlier, self.opinion) if is_written or not self.earlier else self.earlier

    @property
    def text(self) -> str:
        """All that was written, one opinion after the other."""
        return "\n\n".join(opinion.body for opinion in self.opinions)

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with it, field by field."""
        told: set[Problem] = set()
        for opinion in self.opinions:
            for problem in opinion.problems():
                if problem not in told:
                    told.add(problem)
                    yield problem
        length = sum(len(opinion.body) for opinion in self.opinions)
        if len(self.opinions) > 1 and length > LONGEST_SENDING:
            yield TooLong("body", length, LONGEST_SENDING)
        if len(self.opinions) > MOST_OPINIONS:
            yield TooMany("body", len(self.opinions), MOST_OPINIONS)
        yield from self.sender.problems()


@dataclass(frozen=True)
class Reply:
    """What an officer typed: the point made (for the public, without personal data), what became of it, the answer.

    Where the answer is a document of the office besides: who signed it, that official's title, its symbol (số, ký hiệu)
    and the id of the file that holds it; all of it may be "".
    """

    point: str
    disposition: str
    text: str
    signer: str = ""
    signer_title: str = ""
    symbol: str = ""
    signed_file: str = ""

    def problems(self, kind: Kind) -> Iterator[Problem]:
        """Yield what is wrong with it; a petition's answer is not published and needs no point or disposition."""
        is_public = kind is Kind.COMMENT
        yield from text_problems("point", self.point, LONGEST_POINT, required=is_public)
        if is_public and self.disposition not in {d.id for d in Disposition}:
            yield NotChosen("disposition")
        yield from text_problems("text", self.text, LONGEST_BODY, required=True)
        yield from text_problems("signer", self.signer, LONGEST_FIELD, required=bool(self.signer_title.strip()))
        for field in ("signer_title", "symbol"):
            yield from text_problems(field, getattr(self, field), LONGEST_FIELD, required=False)
        if self.symbol.strip() and not is_symbol(self.symbol):
            yield NotASymbol("symbol")
