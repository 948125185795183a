"""`python -m plugins.documents.rules FOLDER`: every rule of the registers with its source, for a jurist to sign off."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from plugins.domain.catalogue import read
from plugins.domain.registers import REGISTERS
from plugins.domain.rows import Row, Tables


def rules(tables: Tables) -> Iterator[str]:
    """Yield a line for each row that names its source: those that nobody has confirmed first."""
    for name, table in REGISTERS.items():
        if not {"nguon", "kiem-chung"} <= table.columns.keys():
            continue
        rows = sorted(tables.get(name, []), key=lambda row: row["kiem-chung"])
        if rows:
            unconfirmed = sum(not row["kiem-chung"] for row in rows)
            yield f"\ndanh-muc/{name}.toml: {len(rows)} dòng, {unconfirmed} chưa xác nhận"
        yield from map(_line, rows)


def _line(row: Row) -> str:
    mark = "[x]" if row["kiem-chung"] else "[ ]"
    values = [f"{key}: {_said(value)}" for key, value in row.items() if key not in {"ma", "nguon", "kiem-chung"}]
    return f"{mark} {row['ma']}\n      {'; '.join(values)}\n      Nguồn: {row['nguon']}"


def _said(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_said(item)}" for key, item in value.items())
    return ", ".join(map(_said, value)) if isinstance(value, list) else str(value)


def main() -> None:
    """Print the rules of the folder named on the command line; fails when its registers are broken."""
    tables, faults = read(Path(sys.argv[1]))
    if faults:
        sys.exit("\n".join(map(str, sorted(faults))))
    print("Đánh dấu [x] những dòng đã đối chiếu văn bản gốc, rồi đặt kiem-chung = true.", *rules(tables), sep="\n")  # noqa: T201  # its answer


if __name__ == "__main__":
    main()
