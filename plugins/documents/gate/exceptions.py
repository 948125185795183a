"""Exceptions from the gate: the front-matter key `ngoai-le`, each with one value and the reason it may be published."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from plugins.documents.gate.personal import canonical
from plugins.documents.gate.rules import NO_REASON, NOT_NEEDED, Found, Value
from plugins.documents.source import Source

KEY, VALUE, REASON = "ngoai-le", "gia-tri", "ly-do"
SHORTEST_REASON = 10


@dataclass(frozen=True)
class Exceptions:
    """The exceptions of one file: values (canonical) with their lines, and those that say no value or no reason."""

    lines: dict[Value, int]
    wrong: tuple[Found, ...] = ()

    def not_covered(self, found: Iterable[Found]) -> Iterator[Found]:
        """Yield what no exception covers."""
        return (one for one in found if one.value == "" or one.value not in self.lines)

    def not_needed(self, found: Collection[Found]) -> Iterator[Found]:
        """Yield the exceptions that cover nothing; standing in their own row, values do not count."""
        used = {one.value for one in found if one.key != KEY}
        for value, line in self.lines.items():
            if value not in used:
                yield Found(NOT_NEEDED, line, KEY, Value())


def exceptions_of(source: Source | None) -> Exceptions:
    """Read the exceptions of a file; a file that cannot be taken apart has none."""
    rows = source.values.get(KEY, "") if source is not None else ""
    lines: dict[Value, int] = {}
    wrong: list[Found] = []
    for index, row in enumerate(rows if isinstance(rows, list) else [rows] if rows else []):
        assert source is not None  # noqa: S101  # there are rows
        line = source.fault(KEY, "", "", str(index)).line
        value, reason = (row.get(VALUE), row.get(REASON)) if isinstance(row, dict) else (None, None)
        is_complete = isinstance(value, str) and isinstance(reason, str) and len(reason) >= SHORTEST_REASON
        if is_complete and canonical(str(value)):
            lines[Value(canonical(str(value)))] = line
        else:
            wrong.append(Found(NO_REASON, line, KEY, Value()))
    return Exceptions(lines, tuple(wrong))
