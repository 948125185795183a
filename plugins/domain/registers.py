"""The registers as typed rows: which columns each has, what a site's catalogue is, how one is made of plain tables.

The inbox makes its catalogue from the tables in the published register, the publisher from files (`catalogue`).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from plugins.domain.comments import Kind
from plugins.domain.contents import DocumentType, Site, WorkField
from plugins.domain.deadlines import UNIT_WORDS, TimeLimit
from plugins.domain.offices import Office, Offices, Succession
from plugins.domain.routing import RoutingRule
from plugins.domain.text import control_characters

Row = Mapping[str, Any]
Tables = Mapping[str, list[dict[str, Any]]]


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


def _one_of(*choices: str) -> Column:
    return Column(str, "một trong: " + ", ".join(choices), holds=lambda value: value in choices)


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


def _is_web_address(value: str) -> bool:
    return re.match(r"https?://[^\s/]+", value) is not None


_LONGEST_LIMIT = 10_000
ID = Column(str, "một mã: chữ thường không dấu, chữ số, gạch nối hoặc dấu chấm", holds=_is_id)
TEXT = Column(str, "một chuỗi chữ", holds=_is_text)
DAY = Column(date, "một ngày, ví dụ 2026-11-21")
YES_NO = Column(bool, "true hoặc false")
NAMES = Column(list, 'danh sách mã, ví dụ ["dat-dai"]', holds=_is_name)
SUCCESSIONS = Column(list, 'dạng { co-quan = "…", linh-vuc = ["…"] }', holds=_is_succession)
ADDRESS = Column(str, "địa chỉ trang, ví dụ https://congkhai.xa.example", holds=_is_web_address)
LENGTH = Column(int, f"một số nguyên từ 1 đến {_LONGEST_LIMIT}", holds=lambda value: 1 <= value <= _LONGEST_LIMIT)

# Every register: file name (without .toml) → name of its rows and their columns. This is the dictionary of the format.
REGISTERS: Mapping[str, tuple[str, Mapping[str, Column]]] = {
    "trang-web": (
        "",
        {"ma": ID, "ten": TEXT, "co-quan": ID, "dia-chi": ADDRESS, "minh-hoa": YES_NO, "gioi-thieu": TEXT},
    ),
    "linh-vuc": ("linh-vuc", {"ma": ID, "ten": TEXT, "ten-tieng-anh": TEXT}),
    "loai-van-ban": (
        "loai",
        {
            "ma": ID,
            "ten": TEXT,
            "viet-tat": Column(str, "chữ viết tắt, có thể để trống", required=False),
            "nguon": TEXT,
            "kiem-chung": YES_NO,
        },
    ),
    "co-quan": (
        "co-quan",
        {
            "ma": ID,
            "ten": TEXT,
            "ten-tieng-anh": TEXT,
            "cap": _one_of("tinh", "huyen", "xa"),
            "loai": _one_of("hdnd", "ubnd", "so", "phong", "van-phong", "trung-tam", "thanh-tra", "mat-tran"),
            "truc-thuoc": ID.optional(),
            "tu-ngay": DAY,
            "den-ngay": DAY.optional(),
            "ke-thua": SUCCESSIONS.optional(),
            "linh-vuc": NAMES.optional(),
            "dia-chi": TEXT.optional(),
            "dien-thoai": TEXT.optional(),
            "thu-dien-tu": TEXT.optional(),
            "ten-khac": NAMES.optional(),
        },
    ),
    "dinh-tuyen": (
        "quy-tac",
        {
            "ma": ID,
            "loai": _one_of(*(kind.id for kind in Kind)).optional(),
            "linh-vuc": ID.optional(),
            "van-ban": ID.optional(),
            "co-quan": ID,
        },
    ),
    "thoi-han": (
        "thoi-han",
        {
            "ma": ID,
            "noi-dung": TEXT,
            "gia-tri": LENGTH,
            "don-vi": _one_of(*UNIT_WORDS),
            "tinh-tu": _one_of("ngay-ke-tiep", "cung-ngay"),
            "nguon": TEXT,
            "kiem-chung": YES_NO,
            "hieu-luc-tu": DAY,
            "hieu-luc-den": DAY.optional(),
        },
    ),
    "ngay-nghi": ("ngay", {"ngay": DAY, "lam-viec": YES_NO, "ly-do": TEXT, "nguon": TEXT}),
}


@dataclass(frozen=True)
class Catalogue:
    """All registers of a site as typed rows; `tables` are the raw rows they were made of."""

    site: Site
    offices: Offices
    fields: Mapping[str, WorkField]
    types: Mapping[str, DocumentType]
    routing: tuple[RoutingRule, ...]
    limits: tuple[TimeLimit, ...]
    day_overrides: Mapping[date, bool]
    tables: Tables

    def limit(self, id_: str, on: date) -> TimeLimit | None:
        """Return the time limit of that id in force on a day, None when there is none."""
        in_force = (
            t for t in self.limits if t.id == id_ and t.valid_from <= on and (t.valid_to is None or on <= t.valid_to)
        )
        return next(in_force, None)


def build(tables: Tables) -> Catalogue:
    """Return the typed catalogue of tables that have no faults."""
    site = tables["trang-web"][0]
    return Catalogue(
        site=Site(
            site["ma"], site["ten"], site["co-quan"], site["dia-chi"].rstrip("/"), site["minh-hoa"], site["gioi-thieu"]
        ),
        offices=Offices({row["ma"]: _office(row) for row in tables["co-quan"]}),
        fields={row["ma"]: WorkField(row["ma"], row["ten"], row["ten-tieng-anh"]) for row in tables["linh-vuc"]},
        types={
            row["ma"]: DocumentType(row["ma"], row["ten"], row.get("viet-tat", ""), row["nguon"], row["kiem-chung"])
            for row in tables["loai-van-ban"]
        },
        routing=tuple(
            RoutingRule(row["ma"], row["co-quan"], row.get("loai"), row.get("van-ban"), row.get("linh-vuc"))
            for row in tables["dinh-tuyen"]
        ),
        limits=tuple(_limit(row) for row in tables["thoi-han"]),
        day_overrides={row["ngay"]: row["lam-viec"] for row in tables["ngay-nghi"]},
        tables=tables,
    )


def _office(row: Row) -> Office:
    return Office(
        id=row["ma"],
        name=row["ten"],
        english_name=row["ten-tieng-anh"],
        level=row["cap"],
        kind=row["loai"],
        valid_from=row["tu-ngay"],
        valid_to=row.get("den-ngay"),
        parent=row.get("truc-thuoc"),
        successors=tuple(Succession(s["co-quan"], tuple(s.get("linh-vuc", []))) for s in row.get("ke-thua", [])),
        fields=tuple(row.get("linh-vuc", [])),
        address=row.get("dia-chi", ""),
        phone=row.get("dien-thoai", ""),
        email=row.get("thu-dien-tu", ""),
        aliases=tuple(row.get("ten-khac", [])),
    )


def _limit(row: Row) -> TimeLimit:
    return TimeLimit(
        id=row["ma"],
        what=row["noi-dung"],
        value=row["gia-tri"],
        unit=row["don-vi"],
        starts_next_day=row["tinh-tu"] == "ngay-ke-tiep",
        source=row["nguon"],
        verified=row["kiem-chung"],
        valid_from=row["hieu-luc-tu"],
        valid_to=row.get("hieu-luc-den"),
    )
