"""Marks of state secrets: the key of the front matter, stamps in a text, names of files.

A symbol such as `12-M/…` is not looked for: whether that way of writing is prescribed is not verified.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from plugins.documents.gate.lines import BODY, Line
from plugins.documents.gate.rules import SECRECY_KEY, SECRECY_NAME, SECRECY_STAMP, Found, Value
from plugins.domain.text import fold, nfc

KEY = "do-mat"
PUBLIC = "khong"
# A stamp stands beside the number or the place and date, even where a word processor broke every line in three.
HEADER_LINES = 40

_STAMPS = {"MẬT", "TỐIMẬT", "TUYỆTMẬT", "TOIMAT", "TUYETMAT"}
_STAMPS_IN_ANY_CASE = {"tốimật", "tuyệtmật"}
_NAMED_LEVEL = re.compile(r"\W*(?:dau (?:chi )?)?do mat\W*(?:toi |tuyet )?mat\W*")
_KEY_LINE = re.compile(r"""\s*[\{,]?\s*["']?do[-_ ]mat["']?\s*:\s*["']?([^\s"',}#]*)""")
_LONGEST_STAMP = 80  # spaced letters, brackets and asterisks counted
_MOST_LETTERS = len("dauchidomattuyetmat")
_NO_LETTERS = re.compile(r"[\W_]+")
_ITEM = re.compile(r"\s*(?:[-+*•–]\s|\d+[.)])")
_COLUMNS = re.compile(r"\t|\s{3,}")
_NAME_MARK = re.compile(
    r"(?<![^\W_])(?:MẬT|(?i:tối[\W_]*mật|tuyệt[\W_]*mật)|(?i:toi[-_. ]+mat|tuyet[-_. ]*mat))(?![^\W_])"
)
# The three letters of “mật” with whatever signs, anything but letters between them; they end a mark (no “mặt trận”).
_FIRST_OF_A_MARK = "MmḾḿṀṁṂṃ"
_REST_OF_A_MARK = (
    r"[\W_]*"
    "[AaÀÁÂÃÄÅàáâãäåĀāĂăĄąǍǎǞǟǠǡǺǻȀȁȂȃȦȧḀḁẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặ]"
    r"[\W_]*"
    "[TtŢţŤťȚțṪṫṬṭṮṯṰṱẗ]"
    r"(?! ?[^\W_])"
)
# A pattern that begins with one letter is looked for many times as fast as one that begins with any of some.
_MAYBE_MARK = {first: re.compile(first + _REST_OF_A_MARK) for first in _FIRST_OF_A_MARK}


def secrecy_of_lines(lines: Iterable[Line]) -> Iterator[Found]:
    """Yield the marks in the front matter and the text of a file, whether or not its YAML can be read."""
    for line in lines:
        is_key = line.key != BODY
        if is_key and (level := _KEY_LINE.match(fold(line.pieces[0].text))) and is_secret(level[1]):
            yield Found(SECRECY_KEY, line.number, KEY, Value())
        elif _is_stamped(line, is_header=line.place <= HEADER_LINES):
            yield Found(SECRECY_STAMP, line.number, line.key, Value())


def may_be_marked(text: str) -> bool:
    """Tell whether a text may hold a mark: each has the letters of “mật”, however written."""
    return any(first in text and mark.search(text) for first, mark in _MAYBE_MARK.items())


def is_secret(level: object) -> bool:
    """Tell whether a value of the key is anything but “khong”."""
    return fold(str(level)).strip() not in {"", "~", "null", PUBLIC}


def _is_stamped(line: Line, *, is_header: bool) -> bool:
    """Tell whether a line, a cell or a column of a line is a stamp and nothing else."""
    if line.is_row:
        return is_header and any(map(_is_stamp, chain(*(_COLUMNS.split(piece.text) for piece in line.pieces))))
    text = line.pieces[0].text
    if line.key != BODY:
        return _is_stamp(text.partition(":")[2] or text)
    if is_header:
        return any(map(_is_stamp, {text, *_COLUMNS.split(text)}))
    return not text.rstrip().endswith((";", ".", ",")) and _is_stamp(text) and not _ITEM.match(text)


def _is_stamp(text: str) -> bool:
    if len(text) > _LONGEST_STAMP:
        return False
    letters = _NO_LETTERS.sub("", text)
    if not 0 < len(letters) <= _MOST_LETTERS:
        return False
    if letters in _STAMPS or letters.lower() in _STAMPS_IN_ANY_CASE:
        return True
    return _NAMED_LEVEL.fullmatch(fold(text)) is not None


def secrecy_of_name(name: str, line: int, key: str) -> Iterator[Found]:
    """Yield the mark in the name of a file; “-mat” alone may be honey, a face or an eye, and is none."""
    if _NAME_MARK.search(nfc(name)):
        yield Found(SECRECY_NAME, line, key, Value())
