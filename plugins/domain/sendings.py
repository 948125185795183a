"""What a citizen sends, and everything that is wrong with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plugins.domain.comments import Disposition, Kind, Role, Stance
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
