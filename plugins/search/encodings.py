"""Text typed or pasted in another way of writing Vietnamese: keys of Telex left as they were, TCVN3, VNI."""

import re
import unicodedata
from collections.abc import Callable, Iterator

# TCVN3 (ABC) by its octets from 0x80 on, read as Latin-1 (TCVN 5712:1993, VN1). Capitals share them: fonts decide.
_TCVN3_HIGH = (
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ\xa0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂ"
    "ẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
_TCVN3 = {0x80 + at: char for at, char in enumerate(_TCVN3_HIGH)}

# VNI writes a vowel and after it a letter that stands for its marks; some letters stand alone.
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
_VNI_MARKS = {
    "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ù": _ACUTE, "ï": _DOT,
    "â": _CIRCUMFLEX, "à": _CIRCUMFLEX + _GRAVE, "å": _CIRCUMFLEX + _HOOK, "ã": _CIRCUMFLEX + _TILDE,
    "á": _CIRCUMFLEX + _ACUTE, "ä": _CIRCUMFLEX + _DOT,
    "ê": _BREVE, "è": _BREVE + _GRAVE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE, "é": _BREVE + _ACUTE,
    "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_ALONE = {"ñ": "đ", "ö": "ư", "ô": "ơ", "î": "ỵ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ì": "ì", "í": "í"}
_VNI = re.compile(f"([aeouyöô])([{''.join(_VNI_MARKS)}])|([{''.join(_VNI_ALONE)}])", re.IGNORECASE)
# Letters that Vietnamese does not have, or not in lower-case words: only then a text may be in an old encoding.
_FOREIGN = re.compile(r"[\x80-\x9f¡-¿ÄÅÆËÏÐÑÖ×ØÜÞßäåæçëîïñöøûüþÿÕ÷\xad]")

_TELEX_TONES = {"f": _GRAVE, "r": _HOOK, "x": _TILDE, "s": _ACUTE, "j": _DOT}
_TELEX_LETTERS = (
    ("uow", "ươ"),
    ("uwow", "ươ"),
    ("aw", "ă"),
    ("ow", "ơ"),
    ("uw", "ư"),
    ("aa", "â"),
    ("ee", "ê"),
    ("oo", "ô"),
)
_VOWEL = re.compile("[aeiouyăâêôơư]")


def looks_old(typed: str) -> bool:
    """Tell whether a text may be in an old encoding: it holds signs that no Vietnamese word has."""
    return _FOREIGN.search(typed) is not None


def from_old_encodings(typed: str) -> Iterator[str]:
    """Yield what a text says when it is read as TCVN3, as VNI."""
    ways: tuple[Callable[[str], str], ...] = (lambda text: text.translate(_TCVN3), _from_vni)
    for way in ways:
        yield unicodedata.normalize("NFC", way(typed))


def _from_vni(typed: str) -> str:
    def read(found: re.Match[str]) -> str:
        if found[3]:
            return _VNI_ALONE[found[3].lower()]
        vowel = _VNI_ALONE.get(found[1].lower(), found[1].lower())
        return vowel + _VNI_MARKS[found[2].lower()]

    return _VNI.sub(read, typed)


def from_telex(word: str) -> str | None:
    """Return the word that these keys give in Telex (dduwowcj: được), None when they are no leftovers of Telex."""
    letters, tone = word.lower(), ""
    if not letters.isascii() or not letters.isalpha():
        return None
    if letters.startswith("dd"):
        letters = f"đ{letters[2:]}"
    elif re.fullmatch("d.+d", letters):
        letters = f"đ{letters[1:-1]}"
    vowel = _VOWEL.search(letters)
    if vowel is None:
        return None
    before, after = letters[: vowel.start() + 1], letters[vowel.start() + 1 :]
    if found := re.search("[frxsj]", after):
        tone = _TELEX_TONES[found[0]]
        after = after[: found.start()] + after[found.end() :]
    letters = before + after
    for keys, letter in sorted(_TELEX_LETTERS, key=lambda pair: -len(pair[0])):
        letters = letters.replace(keys, letter)
    if letters == word.lower():
        return None
    at = max((m.start() for m in _VOWEL.finditer(letters)), default=0)
    return unicodedata.normalize("NFC", letters[: at + 1] + tone + letters[at + 1 :])
