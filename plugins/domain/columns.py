"""What may stand in a column of a register."""

import binascii
import json
import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from plugins.domain.text import control_characters


def _anything(_value: Any) -> bool:
    return True


@dataclass(frozen=True)
class Column:
    """One column of a register: its type, what belongs here in words, whether it must be there, what it may hold.

    `holds` is asked of the value, in a list of every item.
    """

    type: type
    expected: str
    required: bool = True
    holds: Callable[[Any], bool] = _anything

    def wrong(self, value: object) -> list[object]:
        """Return what may not stand here: the value, or those items of a list; [] when all is well."""
        if type(value) is not self.type:
            return [value]
        items = value if isinstance(value, list) else [value]
        return [item for item in items if not self.holds(item)]

    def optional(self) -> "Column":
        """Return the same column for a value that may be left out."""
        return replace(self, required=False)


def as_toml(value: object) -> str:
    """Return a value as it is written in a register."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(as_toml, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {as_toml(item)}' for key, item in value.items())} }}"
    # JSON's strings are TOML's, but for DEL, which no register may hold.
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)


def one_of(*choices: str) -> Column:
    """Return a column for one of some words."""
    return Column(str, "một trong: " + ", ".join(choices), holds=lambda value: value in choices)


def _is_language(value: str) -> bool:
    """A tag names the first folder of URLs, where these stand already; Vietnamese is the language of originals."""
    return re.fullmatch(r"[a-z]{2,3}(-[a-z]{2,8})*", value) is not None and value not in {"vi", "tep", "tin"}


def _is_text(value: str) -> bool:
    return bool(value.strip()) and not control_characters(value)


def _is_id(value: str) -> bool:
    # Ids stand in URLs and file names; a list is called index.
    return re.fullmatch(r"[a-z0-9]+([._-][a-z0-9]+)*", value) is not None and value != "index"


def _is_name(value: object) -> bool:
    return isinstance(value, str) and _is_text(value)


def _is_succession(value: object) -> bool:
    if not isinstance(value, dict) or not value.keys() <= {"co-quan", "linh-vuc"}:
        return False
    fields = value.get("linh-vuc", [])
    return _is_name(value.get("co-quan")) and isinstance(fields, list) and all(map(_is_name, fields))


def _is_link(value: object) -> bool:
    if not isinstance(value, dict) or value.keys() != {"ten", "dia-chi"}:
        return False
    return _is_name(value["ten"]) and isinstance(value["dia-chi"], str) and _is_web_address(value["dia-chi"])


def _is_exemption(value: object) -> bool:
    if not isinstance(value, dict) or not {"co-quan", "ly-do"} <= value.keys() <= {"co-quan", "ly-do", "ky"}:
        return False
    return all(map(_is_name, value.values()))


def _is_day_of_year(value: str) -> bool:
    try:
        # In a year without 29 February, so that the day is there every year.
        date.fromisoformat(f"2001-{value}")
    except ValueError:
        return False
    return re.fullmatch(r"\d\d-\d\d", value) is not None


def _is_share(value: str) -> bool:
    found = re.fullmatch(r"([1-9]\d?)/([1-9]\d?)", value)
    return found is not None and int(found[1]) <= int(found[2])


def _is_place(value: str) -> bool:
    page = re.fullmatch(r"[a-z-]+/([a-z0-9]+(?:-[a-z0-9]+)*)\.html(#[\w-]+)?", value)
    if page is not None:
        return re.fullmatch(r"index|trang-\d+", page[1]) is None
    return re.fullmatch(r"tep/\w[\w .()-]*", value) is not None


def _is_web_address(value: str) -> bool:
    return re.match(r"https?://[^\s/]+", value) is not None


def _is_seal_key(value: str) -> bool:
    try:
        return len(b64decode(value, validate=True)) == _KEY_LENGTH
    except binascii.Error:
        return False


_KEY_LENGTH = 32  # bytes of a public key for sealed boxes (Curve25519)
_LONGEST_LIMIT = 10_000
_LARGEST_NUMBER = 1_000_000
ID = Column(str, "một mã: chữ thường không dấu, chữ số, gạch nối hoặc dấu chấm", holds=_is_id)
LANGUAGE = Column(str, "một mã ngôn ngữ BCP 47 khác vi, ví dụ en, km, tyz", holds=_is_language)
TEXT = Column(str, "một chuỗi chữ", holds=_is_text)
DAY = Column(date, "một ngày, ví dụ 2026-11-21")
YES_NO = Column(bool, "true hoặc false")
NAMES = Column(list, 'danh sách mã, ví dụ ["dat-dai"]', holds=_is_name)
SUCCESSIONS = Column(list, 'dạng { co-quan = "…", linh-vuc = ["…"] }', holds=_is_succession)
ADDRESS = Column(str, "địa chỉ trang, ví dụ https://congkhai.xa.example", holds=_is_web_address)
PLACE = Column(
    str, "một địa chỉ của trang, ví dụ van-ban/ten-trang.html, van-ban/ten-trang.html#art_3", holds=_is_place
)
NUMBER = Column(int, f"một số nguyên từ 0 đến {_LARGEST_NUMBER}", holds=lambda value: 0 <= value <= _LARGEST_NUMBER)
LENGTH = Column(int, f"một số nguyên từ 1 đến {_LONGEST_LIMIT}", holds=lambda value: 1 <= value <= _LONGEST_LIMIT)
TEXTS = Column(list, 'danh sách chữ, ví dụ ["đất đai", "hộ tịch"]', holds=_is_name)
LINKS = Column(list, 'dạng { ten = "…", dia-chi = "https://…" }', holds=_is_link)
SEAL_KEY = Column(str, "khóa công khai do lệnh python -m inbox.sealing new-key in ra", holds=_is_seal_key)
SHARE = Column(str, 'một phân số, ví dụ "2/3"', holds=_is_share)
EXEMPTIONS = Column(list, 'dạng { co-quan = "…", ky = "2026-Q3", ly-do = "…" }', holds=_is_exemption)
DAY_OF_YEAR = Column(str, 'tháng-ngày có trong mọi năm, ví dụ "11-20"', holds=_is_day_of_year)
