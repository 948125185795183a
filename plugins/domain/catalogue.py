"""The registers in `content/danh-muc/*.toml`, read and checked whole. No other module of the domain opens files."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from plugins.domain.columns import Column
from plugins.domain.faults import Fault, shown
from plugins.domain.register_checks import LineOf, faults_between_rows, faults_of_routes
from plugins.domain.registers import REGISTERS
from plugins.domain.rows import Catalogue, Row, Tables, build


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
    line_of = line_finder(folder)
    faults += faults_between_rows(tables, line_of)
    if not faults:
        faults = faults_of_routes(tables, line_of, on)
    if faults:
        raise BrokenRegistersError(sorted(faults))
    return build(tables)


def read(folder: Path) -> tuple[Tables, list[Fault]]:
    """Return the raw rows of every register under `folder`/danh-muc and the faults of their columns."""
    tables: dict[str, list[dict[str, Any]]] = {}
    faults: list[Fault] = []
    line_of = line_finder(folder)
    for name, table in REGISTERS.items():
        row_name, columns = table.row, table.columns
        file = f"danh-muc/{name}.toml"
        try:
            data = tomllib.loads((folder / file).read_text(encoding="utf-8-sig"))
        except FileNotFoundError:
            if not table.required:
                tables[name] = []
                continue
            faults.append(Fault(file, 1, name, "không có tệp này", "một tệp danh mục"))
            continue
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            faults.append(
                Fault(file, _line_of(error, folder / file), name, f"tệp không đọc được ({error})", "TOML, mã UTF-8")
            )
            continue
        rows = data.get(row_name, []) if row_name else [data]
        if row_name:
            faults += [Fault(file, 1, key, "khóa này", f"chỉ [[{row_name}]]") for key in data if key != row_name]
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            faults.append(Fault(file, 1, row_name, shown(rows), f"mỗi dòng danh mục bắt đầu bằng [[{row_name}]]"))
            continue
        faults += [
            Fault(file, line_of(name, index), *wrong)
            for index, row in enumerate(rows)
            for wrong in _wrong_columns(row, columns)
        ]
        tables[name] = rows
    return tables, faults


def _line_of(error: ValueError, path: Path) -> int:
    """Return the line that an error of the TOML reader names; "at end of document" is the last one."""
    if line := re.search(r"at line (\d+)", str(error)):
        return int(line[1])
    return len(path.read_bytes().splitlines()) if "end of document" in str(error) else 1


def _wrong_columns(row: Row, columns: Mapping[str, Column]) -> Iterator[tuple[str, str, str]]:
    """Yield key, what was found and what was expected of everything that is wrong with a row."""
    for key, column in columns.items():
        if column.required and key not in row:
            yield key, "không có khóa này", column.expected
    for key, value in row.items():
        if key not in columns:
            near = get_close_matches(key, columns, 1)
            yield key, "khóa lạ", f"“{near[0]}”?" if near else "một khóa trong danh sách"
        else:
            column = columns[key]
            for wrong in column.wrong(value):
                yield key, shown(wrong), column.expected


def _row_lines(path: Path, row_name: str) -> list[int]:
    """Return the line on which each row begins; TOML readers do not tell."""
    header = re.compile(rf"\s*\[\[\s*[\"']?{re.escape(row_name)}[\"']?\s*\]\]")
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return [number for number, line in enumerate(lines, 1) if row_name and header.match(line)]


def _at(lines: list[int], index: int) -> int:
    """Return the line of a row, 1 when it is not written under a header of its own."""
    return lines[index] if index < len(lines) else 1


def line_finder(folder: Path) -> LineOf:
    """Return what gives the line of a row of a content folder's registers, by register and index."""
    lines = cache(lambda name: _row_lines(folder / f"danh-muc/{name}.toml", REGISTERS[name].row))
    return lambda name, index: _at(lines(name), index)
