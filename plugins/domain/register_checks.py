"""What no single row of a register can tell: repeated ids, names that are nowhere, routes that end at nobody."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from difflib import get_close_matches
from itertools import combinations

from plugins.domain.comments import Kind
from plugins.domain.disclosure_items import DECISION, PERIOD_END, STARTS
from plugins.domain.faults import Fault, shown
from plugins.domain.offices import NoLivingOfficeError
from plugins.domain.periods import CYCLES, Cycle, parse_period
from plugins.domain.rows import Row, Tables, build

LineOf = Callable[[str, int], int]


def faults_between_rows(tables: Tables, line_of: LineOf) -> list[Fault]:
    """Return what is wrong between the rows of tables, some of whose columns or files may be faulty themselves.

    `line_of` gives the line of a row by register and index.
    """
    check = _Check(tables, line_of)
    return [
        *check.repeated_ids(),
        *check.references(),
        *check.offices(),
        *check.routing(),
        *check.disclosure(),
        *check.moves(),
    ]


def faults_of_routes(tables: Tables, line_of: LineOf, on: date) -> list[Fault]:
    """Return what is wrong with where things end on a day: tables without any other fault."""
    return list(_Check(tables, line_of).dead_ends(on))


class _Check:
    """The checks of one set of tables."""

    def __init__(self, tables: Tables, line_of: LineOf) -> None:
        self.tables = tables
        self.line_of = line_of
        self.ids = {
            name: [row["ma"] for row in rows if isinstance(row.get("ma"), str)] for name, rows in tables.items()
        }

    def _rows(self, name: str) -> Iterator[tuple[int, Row]]:
        yield from enumerate(self.tables.get(name, []))

    def _fault(self, name: str, index: int, key: str, found: object, expected: str) -> Fault:
        return Fault(f"danh-muc/{name}.toml", self.line_of(name, index), key, shown(found), expected)

    def _refers(self, name: str, index: int, key: str, value: object, target: str) -> Iterator[Fault]:
        """Yield a fault unless `value` is the id of a row of the register `target`; what is no text has its own."""
        if not isinstance(value, str) or target not in self.ids or value in self.ids[target]:
            return
        near = get_close_matches(value, self.ids[target], 1)
        hint = f"; gần nhất là “{near[0]}”" if near else ""
        yield self._fault(name, index, key, value, f"một mã có trong danh-muc/{target}.toml{hint}")

    def repeated_ids(self) -> Iterator[Fault]:
        """Two rows may share an id only when they are in force at different times."""
        for name in self.tables:
            seen: dict[str, list[Row]] = {}
            for index, row in self._rows(name):
                key = next((key for key in ("ma", "tu", "ngay") if key in row), "")
                if not key:
                    continue
                namesakes = seen.setdefault(str(row[key]), [])
                if any(_overlap(row, other) for other in namesakes):
                    yield self._fault(name, index, key, row[key], "giá trị chưa dùng ở dòng nào khác")
                namesakes.append(row)

    def references(self) -> Iterator[Fault]:
        """What a column names in another register must be there."""
        for (name, key), target in _REFERENCES.items():
            for index, row in self._rows(name):
                for value in _items(row.get(key)) if isinstance(row.get(key), list) else [row.get(key)]:
                    yield from self._refers(name, index, key, value, target)

    def offices(self) -> Iterator[Fault]:
        """Successors must be there, and their fields; an office ends after it began."""
        for index, row in self._rows("co-quan"):
            for succession in _items(row.get("ke-thua")):
                if isinstance(succession, dict):
                    yield from self._refers("co-quan", index, "ke-thua", succession.get("co-quan"), "co-quan")
                    for work in _items(succession.get("linh-vuc")):
                        yield from self._refers("co-quan", index, "ke-thua", work, "linh-vuc")
            first, last = row.get("tu-ngay"), row.get("den-ngay")
            if isinstance(first, date) and isinstance(last, date) and last < first:
                yield self._fault("co-quan", index, "den-ngay", last, "một ngày không trước tu-ngay")

    def routing(self) -> Iterator[Fault]:
        """No two rules ask for the same, one without conditions catches the rest."""
        if "dinh-tuyen" not in self.tables:
            return
        asked = Counter(_conditions(row) for _, row in self._rows("dinh-tuyen"))
        for index, row in self._rows("dinh-tuyen"):
            if asked[_conditions(row)] > 1:
                yield self._fault("dinh-tuyen", index, "ma", row.get("ma"), "điều kiện khác với mọi quy tắc khác")
            if "dieu-khoan" in row and "van-ban" not in row:
                yield self._fault("dinh-tuyen", index, "van-ban", "", "mã dự thảo có điều khoản ấy")
        if not asked[_CATCHES_ALL]:
            yield self._fault("dinh-tuyen", 0, "quy-tac", "", "một quy tắc không điều kiện để nhận mọi ý kiến còn lại")

    def disclosure(self) -> Iterator[Fault]:
        """An item has one deadline that fits its cycle, somebody who owes it, and exemptions that mean something."""
        name = "noi-dung-cong-khai"
        for index, row in self._rows(name):
            cycle = CYCLES.get(str(row.get("chu-ky")))
            if cycle is None:
                continue
            for key, found, expected in _wrong_of_item(row, cycle):
                yield self._fault(name, index, key, found, expected)
            for exemption in _items(row.get("khong-ap-dung")):
                if isinstance(exemption, dict):
                    yield from self._refers(name, index, "khong-ap-dung", exemption.get("co-quan"), "co-quan")
                    period = exemption.get("ky")
                    if isinstance(period, str) and parse_period(cycle, period) is None:
                        yield self._fault(name, index, "khong-ap-dung", period, _period_expected(cycle))

    def moves(self) -> Iterator[Fault]:
        """Redirects lead somewhere in the end; what was withdrawn leads nowhere."""
        targets = {str(row.get("tu")): str(row.get("den")) for _, row in self._rows("chuyen-huong")}
        withdrawn = [str(row.get("dia-chi")) for _, row in self._rows("thu-hoi")]
        for index, row in self._rows("chuyen-huong"):
            at, passed = str(row.get("den")), {str(row.get("tu"))}
            while at not in passed and at in targets:
                passed.add(at)
                at = targets[at]
            if at in passed:
                yield self._fault("chuyen-huong", index, "den", row.get("den"), "một địa chỉ không dẫn vòng trở lại")
            for key in ("tu", "den"):
                if row.get(key) in withdrawn:
                    expected = "một địa chỉ chưa bị thu hồi (danh-muc/thu-hoi.toml)"
                    yield self._fault("chuyen-huong", index, key, row.get(key), expected)
        for index, url in enumerate(withdrawn):
            if url in withdrawn[:index]:
                yield self._fault("thu-hoi", index, "dia-chi", url, "một địa chỉ chưa có ở dòng nào khác")

    def dead_ends(self, on: date) -> Iterator[Fault]:
        """Every rule ends at a living office in every field it may be asked for; every kind has its time limit."""
        catalogue = build(self.tables)
        for index, rule in enumerate(catalogue.routing):
            # Two fields may lead another way than each alone: the successor listed first wins.
            few = [work for n in range(3) for work in combinations(catalogue.fields, n)]
            for work in [work for work in few if rule.field in {None, *work}]:
                try:
                    catalogue.offices.living(rule.office, on, work)
                except NoLivingOfficeError:
                    where = f" cho lĩnh vực {', '.join(work)}" if work else ""
                    expected = f"cơ quan đang hoạt động hoặc có nơi kế thừa{where}"
                    yield self._fault("dinh-tuyen", index, "co-quan", rule.office, expected)
                    break
        for limit in dict.fromkeys(kind.limit for kind in Kind):
            if catalogue.limit(limit, on) is None:
                yield self._fault("thoi-han", 0, "ma", "", f"một dòng “{limit}” đang có hiệu lực")


def _wrong_of_item(row: Row, cycle: Cycle) -> Iterator[tuple[str, object, str]]:
    """Yield key, what was found and what is expected for each thing in an item's row that does not fit the rest."""
    if ("thoi-han" in row) == ("han-trong-nam" in row):
        yield "thoi-han", row.get("thoi-han", ""), "đúng một trong hai: thoi-han, han-trong-nam"
    if "han-trong-nam" in row and cycle is not Cycle.YEAR:
        yield "han-trong-nam", row["han-trong-nam"], f"chỉ dùng khi chu-ky là “{Cycle.YEAR.id}”"
    if "thoi-han" in row and "moc" not in row:
        yield "moc", "", "thời hạn tính từ đâu: " + ", ".join(STARTS)
    if row.get("moc") == PERIOD_END and not cycle.is_regular:
        yield "moc", row["moc"], f"“{DECISION}”, vì chu kỳ này không có kỳ"
    if not row.get("co-quan") and not row.get("loai-co-quan"):
        yield "co-quan", "", "ai phải công khai: co-quan hoặc loai-co-quan"


def _period_expected(cycle: Cycle) -> str:
    return f"một kỳ, ví dụ “{cycle.example}”" if cycle.is_regular else "không có ky, vì chu kỳ này không có kỳ"


# (register, column) → the register whose ids stand in it.
_REFERENCES = {
    ("trang-web", "co-quan"): "co-quan",
    ("co-quan", "truc-thuoc"): "co-quan",
    ("co-quan", "linh-vuc"): "linh-vuc",
    ("dinh-tuyen", "co-quan"): "co-quan",
    ("dinh-tuyen", "linh-vuc"): "linh-vuc",
    ("dinh-tuyen", "thon"): "thon",
    ("loai-su-kien", "bao-truoc"): "thoi-han",
    ("loai-su-kien", "ket-qua"): "thoi-han",
    ("luu-giu", "thoi-han"): "thoi-han",
    ("viec-dan-tham-gia-y-kien", "thoi-han"): "thoi-han",
    ("to-chuc", "co-quan"): "co-quan",
    ("diem-phuc-vu", "co-quan"): "co-quan",
    ("thu-hoi", "co-quan"): "co-quan",
    ("thu-hoi", "linh-vuc"): "linh-vuc",
    ("noi-dung-cong-khai", "hinh-thuc"): "hinh-thuc-cong-khai",
    ("noi-dung-cong-khai", "thoi-han"): "thoi-han",
    ("noi-dung-cong-khai", "niem-yet"): "thoi-han",
    ("noi-dung-cong-khai", "truyen-thanh"): "thoi-han",
    ("noi-dung-cong-khai", "co-quan"): "co-quan",
}


def _overlap(one: Row, other: Row) -> bool:
    """Tell whether two rows are in force on some day both; rows without such days always are."""
    (begins, ends), (other_begins, other_ends) = _in_force(one), _in_force(other)
    return max(begins, other_begins) <= min(ends, other_ends)


def _in_force(row: Row) -> tuple[date, date]:
    first, last = row.get("hieu-luc-tu"), row.get("hieu-luc-den")
    return first if isinstance(first, date) else date.min, last if isinstance(last, date) else date.max


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


_CONDITIONS = ("van-ban", "dieu-khoan", "linh-vuc", "thon", "loai")
_CATCHES_ALL = ("None",) * len(_CONDITIONS)


def _conditions(row: Row) -> tuple[str, ...]:
    return tuple(str(row.get(key)) for key in _CONDITIONS)
