"""What is wrong, or may be, in what an office wrote: named facts with values, each worded once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from plugins.domain.columns import as_toml


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in one place.

    `file` is relative to the content folder, `line` counts from 1, `key` is the front-matter key or register
    column, `found` what stands there and `expected` what should, both in Vietnamese for the clerk.
    """

    file: str
    line: int
    key: str
    found: str
    expected: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}"
        return f"{where}: {self.key}: thấy {self.found}; cần {self.expected}"


class UnreadableError(Exception):
    """A file cannot even be taken apart; carries its fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass(frozen=True, order=True)
class Rule:
    """A row of a register that says what is wanted: the register, the row's `ma`, the law it comes from."""

    register: str
    id: str
    source: str

    def __str__(self) -> str:
        return f"{self.id} trong danh-muc/{self.register}.toml ({self.source})"


@dataclass(frozen=True, order=True)
class Caution:
    """What would be a fault if all the rules it rests on were confirmed (lưu ý). It is told, and stops nothing."""

    fault: Fault
    unconfirmed: tuple[Rule, ...]

    def __str__(self) -> str:
        rules = ", ".join(map(str, self.unconfirmed))
        return (
            f"{self.fault}. Quy định này chưa được cán bộ pháp chế xác nhận: hãy sửa như trên,"
            f" hoặc đối chiếu văn bản gốc rồi sửa dòng {rules}."
        )


class Confirmable(Protocol):
    """A row of a register that a jurist confirms."""

    @property
    def id(self) -> str:
        """Its `ma`."""

    @property
    def source(self) -> str:
        """The law it comes from."""

    @property
    def verified(self) -> bool:
        """Whether it was checked against the original text."""


def unconfirmed(rows: Mapping[str, Confirmable | None]) -> tuple[Rule, ...]:
    """Return the rules that nobody has confirmed among those something rests on, by the name of their register."""
    return tuple(Rule(register, row.id, row.source) for register, row in rows.items() if row and not row.verified)


def told_cautions(cautions: Collection[Caution]) -> str:
    """Return cautions as the person at the terminal is told, a section of its own; "" when there is none."""
    if not cautions:
        return ""
    return "\n".join([f"{len(cautions)} lưu ý, không dừng việc công bố:", *(f"  {caution}" for caution in cautions)])


@dataclass(frozen=True)
class FaultyFile:
    """A content file that is not published: where its page would stand, its faults, its text for the clerk to see."""

    file: str
    url: str
    faults: list[Fault]
    text: str = ""


def shown(value: object, limit: int = 60) -> str:
    """Return a value as a message quotes it: in Vietnamese quotes, cut when long, «trống» when empty.

    What is no text stands there as it is written in a register: `["a", "b"]`, `true`.
    """
    text = " ".join((value if isinstance(value, str) else as_toml(value)).split())
    if not text:
        return "trống"
    return f"“{text[:limit]}…”" if len(text) > limit else f"“{text}”"
