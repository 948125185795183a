"""The gate: what must never be published stops its file; told with file, line and rule, never with the value.

`rules` is the table of what is looked for and why; `lines` reads a text as its reader sees it; `secrecy` and `personal`
find in lines; `attachments` opens what is offered for download; `exceptions` are what a file lets through.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from plugins.documents.gate.exceptions import exceptions_of
from plugins.documents.gate.lines import BODY, Line, Piece, lines_of, plain, rows_and_lines
from plugins.documents.gate.personal import canonical, may_be_personal, may_hold_personal, personal_data
from plugins.documents.gate.rules import SECRECY_KEY, Found, Value
from plugins.documents.gate.secrecy import KEY as SECRECY
from plugins.documents.gate.secrecy import is_secret, may_be_marked, secrecy_of_lines, secrecy_of_name
from plugins.documents.source import Source
from plugins.domain.faults import Fault
from plugins.domain.rows import Catalogue

if TYPE_CHECKING:
    from plugins.documents.gate.attachments import Inspected

__all__ = ["Gate", "Stopped"]
_NAME, _ATTACHMENTS = "tên tệp", "tep-dinh-kem"
_TOLD_OF_A_NAME = 2  # characters: enough to find the file, too few to tell whose number it is


@dataclass(frozen=True)
class Stopped:
    """Why a file was stopped: no fault when it was not.

    `file` is its name as it may be told; `is_secret`: no version of it may stay up.
    """

    file: str
    faults: list[Fault]
    is_secret: bool


class Gate:
    """Looks through the files of one content folder; `year` is the present one."""

    def __init__(self, folder: Path, catalogue: Catalogue, year: int) -> None:
        self.catalogue = catalogue
        self._folder = folder / "tep"
        self._year = year
        self._official = _official(catalogue)
        self._inspected: dict[str, Inspected] = {}

    def stopped(self, file: str, text: str, source: Source | None, attachments: Iterable[str] | None) -> Stopped:
        """Tell why a content file must not be published, if so.

        `source` is None for a text that cannot be taken apart. `attachments` are the names of those it offers; None
        when that is not known yet: then no exception counts as needless, as its value may stand in one of them.
        """
        lines = list(lines_of(text, _may_hold, _is_worth_a_look))
        in_name = list(self._in_name(file))
        found = [*in_name, *secrecy_of_lines(lines), *self._personal(lines)]
        if source is not None and not any(one.rule is SECRECY_KEY for one in found):
            found += _secrecy_of_values(source)
        for name in attachments or ():
            found += self._in_attachment(name, text)
        exceptions = exceptions_of(source)
        told = [*exceptions.not_covered(found), *exceptions.wrong]
        if attachments is not None:
            told += exceptions.not_needed(found)
        named = _cut(file) if in_name else file
        return Stopped(named, sorted({_fault(named, one) for one in told}), any(one.rule.is_secrecy for one in told))

    def _personal(self, lines: Iterable[Line]) -> Iterator[Found]:
        return (one for one in personal_data(lines, self._year) if one.value not in self._official)

    def _in_name(self, name: str, line: int = 1, key: str = _NAME) -> Iterator[Found]:
        yield from secrecy_of_name(name, line, key)
        written = plain(name).replace("_", " ")
        if may_hold_personal(written):
            yield from self._personal([Line(line, key, (Piece(written),))])

    def _in_attachment(self, name: str, text: str) -> Iterator[Found]:
        """Yield what an attachment holds, at the line of the content file that offers it."""
        line, key = _where(name, text)
        if name not in self._inspected:
            from plugins.documents.gate.attachments import inspected

            self._inspected[name] = inspected(self._folder / name)
        seen = self._inspected[name]
        lines = list(rows_and_lines(list(seen.text), 1, BODY, _is_worth_a_look))
        in_name = list(self._in_name(name, line, key))
        label = f"tệp đính kèm “{_cut(name) if in_name else name}”"
        yield from in_name
        yield from (Found(rule, line, key, Value(), label) for rule in seen.rules)
        for one in [*secrecy_of_lines(lines), *self._personal(lines)]:
            yield Found(one.rule, line, key, one.value, label)


def _cut(name: str) -> str:
    """Return the beginning of the name of a file that is stopped for its name."""
    path = PurePath(name)
    return str(path.with_stem(f"{path.stem[:_TOLD_OF_A_NAME]}•••"))


def _may_hold(text: str) -> bool:
    """Tell whether any line of a whole text is worth a closer look; in most none is."""
    return may_hold_personal(text) or may_be_marked(text)


def _is_worth_a_look(line: str) -> bool:
    return may_be_personal(line) or may_be_marked(line)


def _official(catalogue: Catalogue) -> frozenset[str]:
    """Return the numbers and addresses by which offices, bodies and service points want to be reached."""
    listed = [*catalogue.offices, *catalogue.bodies.values(), *catalogue.service_points.values()]
    return frozenset(canonical(value) for one in listed for value in (one.phone, one.email) if value)


def _secrecy_of_values(source: Source) -> Iterator[Found]:
    """Yield the key of secrecy where only a YAML reader sees its value (on the next line, in quotes with escapes)."""
    if is_secret(source.values.get(SECRECY, "")):
        yield Found(SECRECY_KEY, source.fault(SECRECY, "", "").line, SECRECY, Value())


def _where(name: str, text: str) -> tuple[int, str]:
    """Return line and key where a content file speaks of an attachment; its first line when it writes it otherwise."""
    lines = (line for line in lines_of(text) if any(plain(name) in piece.text for piece in line.pieces))
    return next(((line.number, line.key) for line in lines), (1, _ATTACHMENTS))


def _fault(file: str, one: Found) -> Fault:
    label = f"{one.inside}: " if one.inside else ""
    return Fault(file, one.line, one.key, f"{label}{one.rule.found} (quy tắc {one.rule.id})", one.rule.expected)
