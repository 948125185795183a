"""Numbers and addresses of private persons: identity cards, passports, bank accounts, mobile phones, e-mail.

A bare number is stopped only where its form alone tells what it is; nine digits are a card beside the words for it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from plugins.documents.gate.lines import Line, Piece
from plugins.documents.gate.rules import ACCOUNT, EMAIL, IDENTITY, MOBILE, OLD_IDENTITY, PASSPORT, Found, Rule, Value
from plugins.domain.identity import CENTURIES, PROVINCES
from plugins.domain.text import fold

# Mobile prefixes without the leading 0; tax codes of offices begin with 01, 030, 031, … and stay outside.
_PREFIX = r"(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)"
# Where anybody can open a mailbox; the domain of an office or a firm is none of these.
PRIVATE_MAIL = {
    "gmail.com",
    "googlemail.com",
    "yahoo.com",
    "yahoo.com.vn",
    "ymail.com",
    "rocketmail.com",
    "hotmail.com",
    "hotmail.com.vn",
    "outlook.com",
    "outlook.com.vn",
    "live.com",
    "msn.com",
    "icloud.com",
    "me.com",
    "mac.com",
    "aol.com",
    "proton.me",
    "protonmail.com",
    "gmx.com",
    "gmx.net",
    "mail.com",
    "mail.ru",
    "yandex.com",
    "yandex.ru",
    "zoho.com",
    "zohomail.com",
    "qq.com",
    "163.com",
    "tutanota.com",
}

_GAPS = r" .\-–"
_GAP = f"[{_GAPS}]?"
_START = r"(?<![^\W_])(?<!\d[.,])"  # not within a word or a longer number
_END = r"(?![^\W_])(?!\.\d)(?!,\d{1,3}(?!\d))(?!/(?:\d{4}/)?[A-ZĐ]{2})"  # nor before the letters of a document's symbol


def _digits(count: str, first: str = r"\d") -> re.Pattern[str]:
    return re.compile(f"{_START}{first}(?:{_GAP}\\d){{{count}}}{_END}")


# What every number and address below holds; most texts hold neither. No number begins behind a letter, as _START says,
# but for that of a passport. (Looks back from the digit, as most characters are none, and first whether digits and
# gaps follow in any order, as most numbers are short.)
_BEGINS = r"(?:(?<![^\W_]\d)|(?<=[A-Z]\d))"
_MAYBE_NUMBER = re.compile(rf"\d(?=[\d{_GAPS}]{{5}})(?=(?:{_GAP}\d){{5}}){_BEGINS}")
_LONG_NUMBER = re.compile(rf"\d(?=(?:{_GAP}\d){{8}}){_BEGINS}")
_AT_WORD = r" ?(?:at|a còng) ?[)\]]"
_AT = rf"(?:@|[(\[]{_AT_WORD})"
_MAYBE_AT = {"(": re.compile(rf"\({_AT_WORD}", re.IGNORECASE), "[": re.compile(rf"\[{_AT_WORD}", re.IGNORECASE)}
_TWELVE, _NINE, _SIX_OR_MORE = _digits("11"), _digits("8"), _digits("5,18")
_PASSPORT = re.compile(rf"{_START}[A-Z]{{1,2}} ?\d(?:{_GAP}\d){{5,7}}{_END}")
_MOBILE = re.compile(rf"{_START}(?:0|\+ ?84{_GAP}0?|0084|84(?={_PREFIX}\d{{7}})){_GAP}\d(?:{_GAP}\d){{8}}{_END}")
_EMAIL = re.compile(rf"(?<![\w.+-])[\w.+-]+ ?{_AT} ?((?:[a-z0-9-]+\.)+[a-z]{{2,}})", re.IGNORECASE)

_IDENTITY_WORDS = r"cccd|can cuoc|dinh danh(?: ca nhan)?|ddcn"
_OLD_IDENTITY_WORDS = rf"cmnd|cmtnd|cmt|chung minh nhan dan|chung minh thu|giay chung minh|{_IDENTITY_WORDS}"
_PASSPORT_WORDS = r"ho chieu|passport"
_ACCOUNT_WORDS = (
    r"stk|so tk|tk so|tknh|tk ngan hang|tai khoan (?:so|ngan hang|tien gui|thanh toan|ca nhan|nhan tien|nhan)"
    r"|so tai khoan|tai khoan(?= ?:)|bank account|account number"
)
_MOBILE_WORDS = r"dien thoai|dt|sdt|di dong|dtdd|hotline|zalo|lien he|mobile|tel|phone"
# One of these stands, folded, near what is the number of a passport or an account; the words may be parted by a line
# or a cell. Numbers with fewer than nine digits are values of private persons only where they are named so.
_NAMES_SHORT_NUMBERS = re.compile(r"tk|tai[\s|]+khoan|account|ho[\s|]+chieu|passport")
# Between the words and the number these say that the number is something else.
_OTHER_NUMBER = re.compile(
    r"\b(?:so tien|kinh phi|tong so|tong cong|tong tien|so thu|so chi|du toan|so du|muc ho tro|dien thoai|sdt|dtdd"
    r"|mst|ma so thue|ma so doanh nghiep|ma thu tuc|ma ho so|ma hang|ma so du an|quyet dinh|van ban|thua dat)\b"
)
_TAX_CODE = re.compile(r"\b(?:mst|ma so (?:thue|doanh nghiep|ho kinh doanh)|ma (?:doanh nghiep|so thue))\b\W*$")
_UNIT = re.compile(
    r"\W{0,3}(?:dong|d|vnd|nghin|ngan|trieu|ty|ti|usd|m2|m3|m|km|ha|kg|tan|lit|kwh|nguoi|ho|nhan khau|luot|the|cong dan"
    r"|truong hop|ho so|ban)\b|\s*%"
)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:([. ])\d{3})(?:\1\d{3})+")
_DATE = re.compile(r"\d{1,2}[. -]\d{1,2}[. -]\d{4}")
_NEAR_BEFORE, _NEAR_AFTER = 45, 20


@dataclass(frozen=True)
class _Number:
    """A number in a piece of text, with what stands before and after it."""

    text: str
    piece: Piece
    start: int
    end: int

    @property
    def digits(self) -> str:
        return re.sub(r"\D", "", self.text)

    @property
    def groups(self) -> tuple[int, ...]:
        """How many digits stand together, from left to right."""
        return tuple(len(group) for group in re.findall(r"\d+", self.text))

    @property
    def before(self) -> str:
        """What stands before the number, as far as it matters."""
        return self.piece.text[max(0, self.start - 2 * _NEAR_BEFORE) : self.start]

    @property
    def _behind(self) -> str:
        return self.piece.text[self.end : self.end + _NEAR_AFTER]

    @property
    def after(self) -> str:
        """What stands behind it, as far as it matters."""
        return fold(self._behind)

    @property
    def is_amount(self) -> bool:
        """Tell whether the number counts something: `123.456.789 đồng`."""
        return bool(_UNIT.match(self.after)) and self.digits[0] != "0"

    def is_beside(self, words: str) -> bool:
        """Tell whether one of the words names this number: before it, after it, or at the head of its column."""
        if not re.search(words, self._around) or self.is_amount or _DATE.fullmatch(self.text):
            return False
        heading = fold(self.piece.heading)
        if re.search(rf"\b(?:{words})\b", heading):
            return not _OTHER_NUMBER.search(heading)
        if re.match(rf"\W{{0,3}}(?:{words})\b", self.after):
            return True
        return any(self._is_named_by(words, before) for before in self._befores())

    @cached_property
    def _around(self) -> str:
        """All text in which a number may be named."""
        befores = (f"{before} {self.before}" for before in self.piece.before)
        return fold("\n".join([self.piece.heading, self.before, *befores, self._behind]))

    def _befores(self) -> Iterator[str]:
        """Yield the text that leads to the number, as one piece with the line or the cell before it."""
        here = self.before
        yield fold(here)
        for before in self.piece.before:
            yield fold(f"{before} {here}")

    def _is_named_by(self, words: str, before: str) -> bool:
        names = list(re.finditer(rf"\b(?:{words})\b", before))
        if not names:
            return False
        between = before[names[-1].end() :]
        if len(between) > _NEAR_BEFORE or ";" in between or _OTHER_NUMBER.search(between):
            return False
        # Grouped by thousands it is an amount, unless the words lead straight to it.
        return not (_THOUSANDS.fullmatch(self.text) and re.search(r"[a-z]", between))


def canonical(value: str) -> str:
    """Return a value as it is compared: letters and digits only, a mobile number with its leading 0."""
    if "@" in value:
        return re.sub(r"\s", "", value).lower()
    bare = re.sub(r"[\W_]", "", value).upper()
    international = re.fullmatch(r"(?:00)?840?(\d{9})", bare)
    return f"0{international[1]}" if international else bare


def may_be_personal(text: str) -> bool:
    """Tell whether a line may hold a value of a private person."""
    return _MAYBE_NUMBER.search(text) is not None or _has_at(text)


def may_hold_personal(text: str) -> bool:
    """Tell whether any line of a whole text may hold a value of a private person."""
    if _has_at(text):
        return True
    numbers = [number.start() for number in _MAYBE_NUMBER.finditer(text)]
    if any(_LONG_NUMBER.match(text, start) for start in numbers):
        return True
    near = dict.fromkeys(_near(text, start) for start in numbers)
    return _NAMES_SHORT_NUMBERS.search(fold("\n".join(near))) is not None


def _near(text: str, start: int) -> str:
    """Return where a number may be named that begins somewhere: its line, and the last before it that is not empty."""
    begins, end = text.rfind("\n", 0, start) + 1, text.find("\n", start)
    line = text[begins : end if end >= 0 else None]
    if "|" in line:
        return text  # the head of its column is afar
    above = text[:begins].rstrip()
    return above[above.rfind("\n") + 1 :] + "\n" + line


def _has_at(text: str) -> bool:
    return "@" in text or any(begin in text and written.search(text) for begin, written in _MAYBE_AT.items())


def personal_data(lines: Iterable[Line], year: int) -> Iterator[Found]:
    """Yield every value of a private person in some lines; `year` is the present one (nobody is born after it)."""
    for line in lines:
        seen: set[str] = set()
        for piece in line.pieces:
            for rule, written in _in_piece(piece, year):
                value = canonical(written)
                if value not in seen:
                    seen.add(value)
                    yield Found(rule, line.number, line.key, Value(value))


def _in_piece(piece: Piece, year: int) -> Iterator[tuple[Rule, str]]:
    """The more telling rule comes first: a value is reported once."""
    for pattern, rule, is_meant in _FINDERS if _MAYBE_NUMBER.search(piece.text) else ():
        for match in pattern.finditer(piece.text):
            number = _Number(match[0], piece, match.start(), match.end())
            if is_meant(number, year):
                yield rule, match[0]
    for match in _EMAIL.finditer(piece.text) if _has_at(piece.text) else ():
        if match[1].lower() in PRIVATE_MAIL:
            yield EMAIL, re.sub(r" ?[(\[].*?[)\]] ?", "@", match[0])


def _is_identity(number: _Number, year: int) -> bool:
    return number.is_beside(_IDENTITY_WORDS) or (
        _is_plausible_identity(number.digits, year)
        and _is_identity_shape(number.groups)
        and not number.is_amount
        # 1 001 234 567 890: the tail of an amount
        and not (" " in number.text and re.search(r"(?<![\d.,])[1-9]\d{0,2} $", number.before))
    )


def _is_plausible_identity(digits: str, year: int) -> bool:
    century = CENTURIES.get(digits[3])
    return digits[:3] in PROVINCES and century is not None and century + int(digits[4:6]) <= year


def _is_identity_shape(groups: tuple[int, ...]) -> bool:
    """Groups of one or two digits are dates and hours, but for 001 0 90 123456, by the meaning of the parts."""
    return min(groups) >= 3 or groups == (3, 1, 2, 6)  # noqa: PLR2004  # as the comment says


def _is_mobile(number: _Number, _year: int) -> bool:
    bare = canonical(number.text)
    if not re.fullmatch(rf"0{_PREFIX}\d{{7}}", bare) or number.is_amount:
        return False
    if _TAX_CODE.search(fold(f"{number.piece.heading} {number.before}")):
        return False
    is_international = not number.text.startswith("0") or number.text.startswith("00")
    return is_international or number.groups in _MOBILE_SHAPES or number.is_beside(_MOBILE_WORDS)


_MOBILE_SHAPES = {
    (10,),
    (4, 3, 3),
    (3, 3, 4),
    (3, 4, 3),
    (4, 6),
    (3, 7),
    (5, 5),
    (7, 3),
    (4, 4, 2),
    (4, 2, 2, 2),
    (4, 2, 4),
}


def _beside(words: str) -> Callable[[_Number, int], bool]:
    return lambda number, _year: number.is_beside(words)


_FINDERS: tuple[tuple[re.Pattern[str], Rule, Callable[[_Number, int], bool]], ...] = (
    (_TWELVE, IDENTITY, _is_identity),
    (_NINE, OLD_IDENTITY, _beside(_OLD_IDENTITY_WORDS)),
    (_PASSPORT, PASSPORT, _beside(_PASSPORT_WORDS)),
    (_MOBILE, MOBILE, _is_mobile),
    (_SIX_OR_MORE, ACCOUNT, _beside(_ACCOUNT_WORDS)),
)
