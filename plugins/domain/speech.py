"""A text as it is read aloud over a loudspeaker: numbers, dates, hours, symbols and abbreviations in words."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from plugins.domain.text import nfc

# An unhurried announcer reads about so many syllables a minute.
SYLLABLES_A_MINUTE = 180

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu", "tỷ")
_UNITS = {
    "%": "phần trăm",
    "ha": "héc ta",
    "m²": "mét vuông",
    "m2": "mét vuông",
    "m³": "mét khối",
    "m3": "mét khối",
    "km²": "ki lô mét vuông",
    "km": "ki lô mét",
    "m": "mét",
    "cm": "xăng ti mét",
    "kg": "ki lô gam",
    "đ": "đồng",
    "₫": "đồng",
    "°C": "độ xê",
    "lít": "lít",
}
_SIGNS = {"&": " và ", "+": " cộng ", "→": " đến ", "±": " cộng trừ ", "=": " bằng ", "≥": " từ ", "≤": " không quá "}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def number_in_words(value: int) -> str:
    """Return a whole number in Vietnamese words: 2026 → “hai nghìn không trăm hai mươi sáu”."""
    if value < 0:
        return f"âm {number_in_words(-value)}"
    if value == 0:
        return _DIGITS[0]
    words: list[str] = []
    billions, rest = divmod(value, 10**9)
    if billions:
        words += [number_in_words(billions), _SCALES[3]]
    groups = [rest // 10**6, rest // 1000 % 1000, rest % 1000]
    for group, scale in zip(groups, (_SCALES[2], _SCALES[1], _SCALES[0]), strict=True):
        if group:
            words += [_below_thousand(group, full=bool(words)), scale]
    return " ".join(filter(None, words))


def _below_thousand(value: int, *, full: bool) -> str:
    """Three digits in words; `full`: after other groups, so that the hundreds are said even when they are none."""
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens > 1:
        words += [_DIGITS[tens], "mươi"]
    elif tens == 1:
        words.append("mười")
    elif ones and words:
        words.append("linh")
    if ones == 1 and tens > 1:
        words.append("mốt")
    elif ones == 5 and tens:  # noqa: PLR2004  # five after tens has a word of its own
        words.append("lăm")
    elif ones == 4 and tens > 1:  # noqa: PLR2004  # so has four
        words.append("tư")
    elif ones:
        words.append(_DIGITS[ones])
    return " ".join(words)


def digits_in_words(text: str) -> str:
    """Return digits one by one, as telephone numbers and documents with a leading zero are read."""
    return " ".join(_DIGITS[int(c)] for c in text if c.isdigit())


def date_in_words(day: date) -> str:
    """Return a day in words: “ngày mười hai tháng bảy năm hai nghìn không trăm hai mươi sáu”."""
    return f"ngày {_day(day.day)} tháng {_month(day.month)} năm {number_in_words(day.year)}"


def _day(number: int) -> str:
    ten = 10
    return f"mùng {number_in_words(number)}" if number <= ten else number_in_words(number)


def _month(number: int) -> str:
    return {4: "tư"}.get(number, number_in_words(number))


def minutes_to_read(text: str) -> float:
    """Return how many minutes a text takes to read aloud; Vietnamese writes each syllable apart."""
    return len(text.split()) / SYLLABLES_A_MINUTE


def duration_in_words(minutes: float) -> str:
    """Return a duration for the announcer: “khoảng 2 phút 10 giây”."""
    seconds = max(10, round(minutes * 60 / 10) * 10)
    whole, rest = divmod(seconds, 60)
    return "khoảng " + " ".join(f"{n} {unit}" for n, unit in ((whole, "phút"), (rest, "giây")) if n)


class Speaker:
    """Says texts, with the abbreviations of a site."""

    def __init__(self, abbreviations: Mapping[str, str]) -> None:
        longest_first = sorted(abbreviations, key=lambda short: (-len(short), short))
        names = "|".join(map(re.escape, longest_first))
        self.abbreviations = abbreviations
        self._abbreviation = re.compile(rf"(?<!\w)(?:{names})(?!\w)") if names else None

    def say(self, text: str) -> str:
        """Return a text with nothing left in it that an announcer would have to decode."""
        said = nfc(text)
        for pattern, words in self._rules():
            said = pattern.sub(words, said)
        for sign, words_of_sign in _SIGNS.items():
            said = said.replace(sign, words_of_sign)
        return re.sub(r"\s+([,.;:])", r"\1", " ".join(said.split()))

    def _rules(self) -> Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]]:
        rules = [
            (_URL, lambda m: _address(m[0])),
            (_SYMBOL, lambda m: self._symbol(m["number"], m["year"], m["letters"])),
            (_PHONE, lambda m: digits_in_words(m[0])),
            (_DATE, lambda m: _date(m["d"], m["m"], m["y"])),
            (_LONG_DATE, lambda m: _date(m["d"], m["m"], m["y"])),
            (_MONTH, lambda m: f"tháng {_month(int(m['m']))}{_year(m['y'])}"),
            (_HOUR, lambda m: _hour(m["h"], m["min"])),
            (_ROMAN_NUMBER, lambda m: f"{m['word']} {_ordinal(_roman(m['roman']))}"),
            (_FRACTION, lambda m: f"{number_in_words(int(m['a']))} phần {number_in_words(int(m['b']))}"),
            (_RANGE, lambda m: f"{_number(m['a'])} đến {_number(m['b'])}{_unit(m['unit'])}"),
            (_NUMBER, lambda m: f"{'trừ ' if m['sign'] else ''}{_number(m['n'])}{_unit(m['unit'])}"),
        ]
        if self._abbreviation is not None:
            rules.append((self._abbreviation, lambda m: self.abbreviations[m[0]]))
        return rules

    def _symbol(self, number: str, year: str | None, letters: str) -> str:
        """Say 09/NQ-HĐND as “không chín, nghị quyết, hội đồng nhân dân”: the type and who issued it, not letters."""
        parts = [self.abbreviations.get(part, " ".join(part)) for part in letters.split("-")]
        said = digits_in_words(number) if number.startswith("0") else number_in_words(int(number))
        return ", ".join([f"{said}{_year(year)}", *parts])


_URL = re.compile(r"https?://[^\s,;]*[^\s.,;]")
_SYMBOL = re.compile(r"(?<![\w/])(?P<number>\d{1,5})/(?:(?P<year>\d{4})/)?(?P<letters>[A-ZĐ][\wĐ]*(?:-[A-ZĐ][\wĐ]*)*)")
_PHONE = re.compile(r"\(?\b0\d{1,4}\)?(?:[ .]\d{3}){2,3}\b|\(0000\) \d{3} \d{3}")
_DATE = re.compile(r"(?:ngày )?\b(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})\b")
_LONG_DATE = re.compile(r"ngày (?P<d>\d{1,2}) tháng (?P<m>\d{1,2})(?: năm (?P<y>\d{4}))?")
_MONTH = re.compile(r"tháng (?P<m>\d{1,2})(?:/(?P<y>\d{4}))?\b")
_HOUR = re.compile(r"\b(?P<h>\d{1,2})(?: giờ |h|:)(?P<min>\d{2})\b(?: phút)?")
_ROMAN_NUMBER = re.compile(
    r"(?P<word>[Pp]hần|[Cc]hương|[Mm]ục|[Kk]hóa|[Qq]uý|[Pp]hụ lục|[Kk]ỳ họp thứ) (?P<roman>[IVXLC]+)\b"
)
_FRACTION = re.compile(r"\b(?P<a>\d)/(?P<b>\d{1,2})\b")
_AMOUNT = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_RANGE = re.compile(rf"(?P<a>{_AMOUNT})\s?[–-]\s?(?P<b>{_AMOUNT})(?:\s?(?P<unit>{_UNIT})(?!\w))?")
_NUMBER = re.compile(rf"(?P<sign>(?<!\w)[−-])?(?P<n>{_AMOUNT})(?:\s?(?P<unit>{_UNIT})(?!\w))?")


def _number(text: str) -> str:
    whole, _, fraction = text.replace(".", "").partition(",")
    said = digits_in_words(whole) if whole.startswith("0") and len(whole) > 1 else number_in_words(int(whole))
    if not fraction:
        return said
    after = digits_in_words(fraction) if fraction.startswith("0") else number_in_words(int(fraction))
    return f"{said} phẩy {after}"


def _unit(unit: str | None) -> str:
    return f" {_UNITS[unit]}" if unit else ""


def _date(day: str, month: str, year: str | None) -> str:
    return f"ngày {_day(int(day))} tháng {_month(int(month))}{_year(year)}"


def _year(year: str | None) -> str:
    return f" năm {number_in_words(int(year))}" if year else ""


def _hour(hour: str, minute: str) -> str:
    said = f"{number_in_words(int(hour))} giờ"
    return said if int(minute) == 0 else f"{said} {number_in_words(int(minute))} phút"


def _roman(text: str) -> int:
    values = [_ROMAN[c] for c in text]
    return sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))


def _ordinal(number: int) -> str:
    return {1: "một", 4: "bốn"}.get(number, number_in_words(number))


def _address(url: str) -> str:
    """Return an address as one spells it to a listener."""
    bare = re.sub(r"^https?://(www\.)?", "", url).rstrip("/.,;")
    said = bare.replace(".", " chấm ").replace("/", " gạch chéo ").replace("-", " gạch ngang ")
    return re.sub(r"\d", lambda m: f" {_DIGITS[int(m[0])]} ", said)


def shortened(text: str, limit: int) -> str:
    """Return a text of at most `limit` characters, cut between words with “…”."""
    if len(text) <= limit:
        return text
    words = text[: limit - 1].rsplit(" ", 1)[0] if " " in text[: limit - 1] else text[: limit - 1]
    return f"{words.rstrip(' ,;:–-')}…"
