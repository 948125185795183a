"""The registers as typed rows: which columns each has, what a site's catalogue is, how one is made of plain tables.

The inbox makes its catalogue from the tables in the published register, the publisher from files (`catalogue`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from plugins.domain.comments import Kind
from plugins.domain.contents import DocumentType, Site, WorkField
from plugins.domain.deadlines import UNIT_WORDS, TimeLimit
from plugins.domain.offices import Office, Offices, Succession
from plugins.domain.routing import RoutingRule

Row = Mapping[str, Any]
Tables = Mapping[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Column:
    """One column of a register: its type, whether it must be there, the values it may have."""

    type: type
    required: bool = True
    choices: tuple[str, ...] = ()

    def expected(self) -> str:
        """Say in Vietnamese what belongs here."""
        if self.choices:
            return "một trong: " + ", ".join(self.choices)
        return {
            str: "một chuỗi chữ",
            int: "một số nguyên",
            bool: "true hoặc false",
            date: "một ngày, ví dụ 2026-11-21",
        }.get(self.type, "một danh sách")

    def accepts(self, value: object) -> bool:
        """Tell whether a value may stand here."""
        if type(value) is not self.type:
            return False
        if self.type is str and self.required and not str(value).strip():
            return False
        return not self.choices or value in self.choices


TEXT, OPTIONAL_TEXT = Column(str), Column(str, required=False)
DAY, OPTIONAL_DAY = Column(date), Column(date, required=False)
OPTIONAL_LIST = Column(list, required=False)

# Every register: file name (without .toml) → name of its rows and their columns. This is the dictionary of the format.
REGISTERS: Mapping[str, tuple[str, Mapping[str, Column]]] = {
    "trang-web": (
        "",
        {
            "ma": TEXT,
            "ten": TEXT,
            "co-quan": TEXT,
            "dia-chi": TEXT,
            "minh-hoa": Column(bool),
            "gioi-thieu": TEXT,
        },
    ),
    "linh-vuc": ("linh-vuc", {"ma": TEXT, "ten": TEXT, "ten-tieng-anh": TEXT}),
    "loai-van-ban": (
        "loai",
        {"ma": TEXT, "ten": TEXT, "viet-tat": Column(str, required=False), "nguon": TEXT, "kiem-chung": Column(bool)},
    ),
    "co-quan": (
        "co-quan",
        {
            "ma": TEXT,
            "ten": TEXT,
            "ten-tieng-anh": TEXT,
            "cap": Column(str, choices=("tinh", "huyen", "xa")),
            "loai": Column(
                str,
                choices=("hdnd", "ubnd", "so", "phong", "van-phong", "trung-tam", "thanh-tra", "mat-tran"),
            ),
            "truc-thuoc": OPTIONAL_TEXT,
            "tu-ngay": DAY,
            "den-ngay": OPTIONAL_DAY,
            "ke-thua": OPTIONAL_LIST,
            "linh-vuc": OPTIONAL_LIST,
            "dia-chi": OPTIONAL_TEXT,
            "dien-thoai": OPTIONAL_TEXT,
            "thu-dien-tu": OPTIONAL_TEXT,
            "ten-khac": OPTIONAL_LIST,
        },
    ),
    "dinh-tuyen": (
        "quy-tac",
        {
            "ma": TEXT,
            "loai": Column(str, required=False, choices=tuple(kind.id for kind in Kind)),
            "linh-vuc": OPTIONAL_TEXT,
            "van-ban": OPTIONAL_TEXT,
            "co-quan": TEXT,
        },
    ),
    "thoi-han": (
        "thoi-han",
        {
            "ma": TEXT,
            "noi-dung": TEXT,
            "gia-tri": Column(int),
            "don-vi": Column(str, choices=tuple(UNIT_WORDS)),
            "tinh-tu": Column(str, choices=("ngay-ke-tiep", "cung-ngay")),
            "nguon": TEXT,
            "kiem-chung": Column(bool),
            "hieu-luc-tu": DAY,
            "hieu-luc-den": OPTIONAL_DAY,
        },
    ),
    "ngay-nghi": ("ngay", {"ngay": DAY, "lam-viec": Column(bool), "ly-do": TEXT, "nguon": TEXT}),
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
