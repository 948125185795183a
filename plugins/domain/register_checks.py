"""What no single row of a register can tell: repeated ids, names that are nowhere, routes that end at nobody."""

from collections.abc import Callable, Iterator
from datetime import date
from difflib import get_close_matches
from typing import Any

from plugins.domain.comments import Kind
from plugins.domain.faults import Fault, shown
from plugins.domain.offices import NoLivingOfficeError
from plugins.domain.registers import Tables, build
from plugins.domain.routing import ambiguous

LineOf = Callable[[str, int], int]


def faults_between_rows(tables: Tables, line_of: LineOf, on: date) -> list[Fault]:
    """Return what is wrong between the rows of tables whose columns are right.

    `line_of` gives the line of a row by register and index; `on` is the day for which offices must be alive.
    """
    check = _Check(tables, line_of)
    found = [*check.repeated_ids(), *check.offices(), *check.routing_names()]
    return found or list(check.routes(on))


class _Check:
    """The checks of one set of tables."""

    def __init__(self, tables: Tables, line_of: LineOf) -> None:
        self.tables = tables
        self.line_of = line_of
        self.ids = {name: [str(row["ma"]) for row in rows if "ma" in row] for name, rows in tables.items()}

    def _fault(self, name: str, index: int, key: str, found: object, expected: str) -> Fault:
        return Fault(f"danh-muc/{name}.toml", self.line_of(name, index), key, shown(found), expected)

    def _refers(self, name: str, index: int, key: str, value: str | None, target: str) -> Iterator[Fault]:
        """Yield a fault unless `value` is the id of a row of the register `target`, or there is no value."""
        if value is None or value in self.ids[target]:
            return
        near = get_close_matches(value, self.ids[target], 1)
        hint = f"; gần nhất là “{near[0]}”" if near else ""
        yield self._fault(name, index, key, value, f"một mã có trong danh-muc/{target}.toml{hint}")

    def repeated_ids(self) -> Iterator[Fault]:
        """Two rows may share an id only when they are in force at different times."""
        for name, rows in self.tables.items():
            seen: set[tuple[Any, ...]] = set()
            for index, row in enumerate(rows):
                identity = (row.get("ma"), row.get("hieu-luc-tu"), row.get("ngay"))
                if identity in seen:
                    key = "ma" if "ma" in row else "ngay"
                    yield self._fault(name, index, key, row[key], "giá trị chưa dùng ở dòng nào khác")
                seen.add(identity)

    def offices(self) -> Iterator[Fault]:
        """Parents, fields and successors must be there; an office ends after it began."""
        yield from self._refers("trang-web", 0, "co-quan", self.tables["trang-web"][0]["co-quan"], "co-quan")
        for index, row in enumerate(self.tables["co-quan"]):
            yield from self._refers("co-quan", index, "truc-thuoc", row.get("truc-thuoc"), "co-quan")
            for work in row.get("linh-vuc", []):
                yield from self._refers("co-quan", index, "linh-vuc", work, "linh-vuc")
            for succession in row.get("ke-thua", []):
                yield from self._succession(index, succession)
            if row.get("den-ngay") and row["den-ngay"] < row["tu-ngay"]:
                yield self._fault("co-quan", index, "den-ngay", row["den-ngay"], "một ngày không trước tu-ngay")

    def _succession(self, index: int, succession: object) -> Iterator[Fault]:
        if not isinstance(succession, dict) or "co-quan" not in succession:
            expected = 'dạng { co-quan = "…", linh-vuc = ["…"] }'
            yield self._fault("co-quan", index, "ke-thua", succession, expected)
            return
        yield from self._refers("co-quan", index, "ke-thua", succession["co-quan"], "co-quan")
        for work in succession.get("linh-vuc", []):
            yield from self._refers("co-quan", index, "ke-thua", work, "linh-vuc")

    def routing_names(self) -> Iterator[Fault]:
        """The offices and fields that rules name must be there."""
        for index, row in enumerate(self.tables["dinh-tuyen"]):
            yield from self._refers("dinh-tuyen", index, "co-quan", row["co-quan"], "co-quan")
            yield from self._refers("dinh-tuyen", index, "linh-vuc", row.get("linh-vuc"), "linh-vuc")

    def routes(self, on: date) -> Iterator[Fault]:
        """Every rule ends at a living office, no two ask for the same, one without conditions catches the rest."""
        catalogue = build(self.tables)
        repeated = set(ambiguous(catalogue.routing))
        for index, rule in enumerate(catalogue.routing):
            if rule in repeated:
                yield self._fault("dinh-tuyen", index, "ma", rule.id, "điều kiện khác với mọi quy tắc khác")
            try:
                catalogue.offices.living(rule.office, on, _fields(rule.field))
            except NoLivingOfficeError:
                expected = "cơ quan đang hoạt động hoặc có nơi kế thừa"
                yield self._fault("dinh-tuyen", index, "co-quan", rule.office, expected)
        if not any(rule.conditions == (None, None, None) for rule in catalogue.routing):
            yield self._fault("dinh-tuyen", 0, "quy-tac", "", "một quy tắc không điều kiện để nhận mọi ý kiến còn lại")
        for kind in Kind:
            if catalogue.limit(kind.limit, on) is None:
                yield self._fault("thoi-han", 0, "ma", "", f"một dòng “{kind.limit}” đang có hiệu lực")


def _fields(field: str | None) -> tuple[str, ...]:
    return (field,) if field else ()
