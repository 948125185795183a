"""Writes registers as TOML that an office goes on editing by hand."""

from collections.abc import Iterable, Mapping
from typing import Any

from plugins.domain.columns import as_toml
from plugins.domain.registers import REGISTERS


def register_text(name: str, rows: Iterable[Mapping[str, Any]], comment: str = "") -> str:
    """Return the text of a register: a comment of lines without `#`, then its rows with keys in the register's order.

    A register without rows shows one, commented out, with what belongs into each column.
    """
    table = REGISTERS[name]
    blocks = ["\n".join(f"# {line}".rstrip() for line in comment.splitlines())] if comment else []
    for row in rows:
        lines = [f"[[{table.row}]]"] if table.row else []
        lines += [f"{key} = {as_toml(row[key])}" for key in table.columns if key in row]
        blocks.append("\n".join(lines))
    if len(blocks) == bool(comment):
        pattern = [f"# [[{table.row}]]"]
        for key, column in table.columns.items():
            pattern.append(f"# {key} =  # {column.expected}{'' if column.required else ' (không bắt buộc)'}")
        blocks.append("\n".join(pattern))
    return "\n\n".join(blocks) + "\n"
