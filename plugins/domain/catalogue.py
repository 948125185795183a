"""The registers in `content/danh-muc/*.toml`: read, checked whole, turned into typed rows.

The only module of the domain that opens files. `read` gives the raw tables and the faults of reading them; `build`
makes the typed catalogue from tables, wherever they come from: the inbox takes them from the published register.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from plugins.domain.comments import Kind
from plugins.domain.contents import DocumentType, Site, WorkField
from plugins.domain.deadlines import UNIT_WORDS, TimeLimit
from plugins.domain.faults import Fault, shown
from plugins.domain.offices import NoLivingOfficeError, Office, Offices, Succession
from plugins.domain.routing import RoutingRule, ambiguous

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


class BrokenRegistersError(Exception):
    """The registers have faults; nothing can be built on them."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def load(folder: Path, on: date) -> Catalogue:
    """Read and check all registers of a content folder; `on` is the day for which offices must be alive.

    Raises BrokenRegistersError with every fault of every file.
    """
    tables, faults = read(folder)
    if not faults:
        faults = sorted(_check_rows(tables, _line_finder(folder), on))
    if faults:
        raise BrokenRegistersError(faults)
    return build(tables)


def read(folder: Path) -> tuple[Tables, list[Fault]]:
    """Return the raw rows of every register under `folder`/danh-muc and the faults of their columns."""
    tables: dict[str, list[dict[str, Any]]] = {}
    faults: list[Fault] = []
    for name, (row_name, columns) in REGISTERS.items():
        file = f"danh-muc/{name}.toml"
        try:
            data = tomllib.loads((folder / file).read_text(encoding="utf-8"))
        except FileNotFoundError:
            faults.append(Fault(file, 1, name, "không có tệp này", "một tệp danh mục"))
            continue
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            faults.append(
                Fault(file, getattr(error, "lineno", 1), name, f"tệp không đọc được ({error})", "TOML, mã UTF-8")
            )
            continue
        rows = data.get(row_name, []) if row_name else [data]
        if row_name:
            faults += [Fault(file, 1, key, "khóa này", f"chỉ [[{row_name}]]") for key in data if key != row_name]
        lines = _row_lines(folder / file, row_name)
        for row, line in zip(rows, lines, strict=False):
            faults += _column_faults(file, line, row, columns)
        tables[name] = rows
    return tables, faults


def _column_faults(file: str, line: int, row: Row, columns: Mapping[str, Column]) -> list[Fault]:
    faults = [
        Fault(file, line, key, "không có khóa này", column.expected())
        for key, column in columns.items()
        if column.required and key not in row
    ]
    for key, value in row.items():
        if key not in columns:
            near = get_close_matches(key, columns, 1)
            faults.append(Fault(file, line, key, "khóa lạ", f"“{near[0]}”?" if near else "một khóa trong danh sách"))
        elif not columns[key].accepts(value):
            faults.append(Fault(file, line, key, shown(value), columns[key].expected()))
    return faults


def _row_lines(path: Path, row_name: str) -> list[int]:
    """Return the line on which each row begins; TOML readers do not tell."""
    if not row_name:
        return [1]
    lines = path.read_text(encoding="utf-8").splitlines()
    return [n for n, line in enumerate(lines, 1) if line.replace(" ", "").startswith(f"[[{row_name}]]")]


LineOf = Callable[[str, int], int]


def _line_finder(folder: Path) -> LineOf:
    lines = {name: _row_lines(folder / f"danh-muc/{name}.toml", row) for name, (row, _) in REGISTERS.items()}
    return lambda name, index: lines[name][index] if index < len(lines[name]) else 1


def _check_rows(tables: Tables, line_of: LineOf, on: date) -> list[Fault]:
    """Return what is wrong between rows: repeated ids, names of rows that are not there, routes to nowhere."""
    faults: list[Fault] = []
    ids = {name: [row.get("ma") for row in rows] for name, rows in tables.items()}

    def fault(name: str, index: int, key: str, found: object, expected: str) -> None:
        faults.append(Fault(f"danh-muc/{name}.toml", line_of(name, index), key, shown(found), expected))

    def refers(name: str, index: int, key: str, value: str | None, target: str) -> None:
        if value is not None and value not in ids[target]:
            near = get_close_matches(value, [i for i in ids[target] if i], 1)
            hint = f"; gần nhất là “{near[0]}”" if near else ""
            fault(name, index, key, value, f"một mã có trong danh-muc/{target}.toml{hint}")

    for name, rows in tables.items():
        seen: set[tuple[Any, ...]] = set()
        for index, row in enumerate(rows):
            identity = (row.get("ma"), row.get("hieu-luc-tu"), row.get("ngay"))
            if identity in seen:
                fault(name, index, "ma", row.get("ma") or row.get("ngay"), "một mã chưa dùng ở dòng nào khác")
            seen.add(identity)
    refers("trang-web", 0, "co-quan", tables["trang-web"][0]["co-quan"], "co-quan")
    for index, row in enumerate(tables["co-quan"]):
        refers("co-quan", index, "truc-thuoc", row.get("truc-thuoc"), "co-quan")
        for work in row.get("linh-vuc", []):
            refers("co-quan", index, "linh-vuc", work, "linh-vuc")
        for succession in row.get("ke-thua", []):
            if not isinstance(succession, dict) or "co-quan" not in succession:
                fault("co-quan", index, "ke-thua", succession, 'dạng { co-quan = "…", linh-vuc = ["…"] }')
                continue
            refers("co-quan", index, "ke-thua", succession["co-quan"], "co-quan")
        if row.get("den-ngay") and row["den-ngay"] < row["tu-ngay"]:
            fault("co-quan", index, "den-ngay", row["den-ngay"], "một ngày không trước tu-ngay")
    for index, row in enumerate(tables["dinh-tuyen"]):
        refers("dinh-tuyen", index, "co-quan", row["co-quan"], "co-quan")
        refers("dinh-tuyen", index, "linh-vuc", row.get("linh-vuc"), "linh-vuc")
    if not faults:
        _check_routing(build(tables), on, fault)
    return faults


def _check_routing(catalogue: Catalogue, on: date, fault: Callable[[str, int, str, object, str], None]) -> None:
    """Every rule must end at a living office, no two ask for the same, one without conditions catches the rest."""
    rules = catalogue.routing
    repeated = set(ambiguous(rules))
    for index, rule in enumerate(rules):
        if rule in repeated:
            fault("dinh-tuyen", index, "ma", rule.id, "điều kiện khác với mọi quy tắc khác")
        try:
            catalogue.offices.living(rule.office, on, (rule.field,) if rule.field else ())
        except NoLivingOfficeError:
            fault("dinh-tuyen", index, "co-quan", rule.office, "cơ quan đang hoạt động hoặc có nơi kế thừa")
    if not any(rule.conditions == (None, None, None) for rule in rules):
        fault("dinh-tuyen", 0, "quy-tac", "", "một quy tắc không điều kiện để nhận mọi ý kiến còn lại")
    for kind in Kind:
        if catalogue.limit(kind.limit, on) is None:
            fault("thoi-han", 0, "ma", "", f"một dòng “{kind.limit}” đang có hiệu lực")


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
