"""A citizen's submission: kinds, states, dispositions, channels, in the words everybody uses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from plugins.domain.text import control_characters, nfc

# What HTML takes for an e-mail address, with a dot in the host.
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def is_address(text: str) -> bool:
    """Tell whether a text is an e-mail address."""
    return _ADDRESS.fullmatch(text) is not None


LONGEST_BODY = 20_000
LONGEST_FIELD = 200
LONGEST_POINT = 4_000


class Kind(Enum):
    """What a submission is: its id in the registers, its words, the letters of its reference, its answering rule."""

    COMMENT = ("gop-y", "Góp ý dự thảo", "GY", "comment.answer")
    PETITION = ("kien-nghi", "Kiến nghị, phản ánh", "KN", "petition.answer")

    def __init__(self, id_: str, words: str, prefix: str, limit: str) -> None:
        self.id = id_
        self.words = words
        self.prefix = prefix
        self.limit = limit

    @classmethod
    def by_id(cls, id_: str) -> "Kind":
        """Return the kind of that id."""
        return next(kind for kind in cls if kind.id == id_)


class Status(Enum):
    """Where a submission stands, as the citizen reads it. “Thụ lý” is never said of a comment."""

    RECEIVED = ("received", "đã tiếp nhận")
    ROUTED = ("routed", "đã chuyển đến")
    ANSWERED = ("answered", "đã trả lời")
    PUBLISHED = ("published", "đã công bố")

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


Problem = Empty | TooLong | ControlCharacters | NotAnAddress | NotChosen


def text_problems(field: str, text: str, limit: int, *, required: bool) -> Iterator[Problem]:
    """Yield what is wrong with the text of one field."""
    if required and not nfc(text).strip():
        yield Empty(field)
    if len(text) > limit:
        yield TooLong(field, len(text), limit)
    if unwanted := control_characters(text):
        yield ControlCharacters(field, sum(text.count(c) for c in unwanted))


@dataclass(frozen=True)
class Words:
    """What a citizen typed: the text, and, if they like, a name and an e-mail address for the answer."""

    body: str
    name: str = ""
    email: str = ""

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with it, field by field."""
        yield from text_problems("body", self.body, LONGEST_BODY, required=True)
        yield from text_problems("name", self.name, LONGEST_FIELD, required=False)
        yield from text_problems("email", self.email, LONGEST_FIELD, required=False)
        address = self.email.strip()
        if address and not is_address(address):
            yield NotAnAddress("email")


@dataclass(frozen=True)
class Reply:
    """What an officer typed: the point made (for the public, without personal data), what became of it, the answer."""

    point: str
    disposition: str
    text: str

    def problems(self, kind: Kind) -> Iterator[Problem]:
        """Yield what is wrong with it; a petition's answer is not published and needs no point or disposition."""
        is_public = kind is Kind.COMMENT
        yield from text_problems("point", self.point, LONGEST_POINT, required=is_public)
        if is_public and self.disposition not in {d.id for d in Disposition}:
            yield NotChosen("disposition")
        yield from text_problems("text", self.text, LONGEST_BODY, required=True)
