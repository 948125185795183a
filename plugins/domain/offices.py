"""Offices: who they are, since when, until when, and who took over."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class Succession(NamedTuple):
    """A share of a dissolved office's work: the office that took it over; no fields means all the rest."""

    office: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Office:
    """An office (cơ quan) with its dates of validity; `valid_to` is its last day."""

    id: str
    name: str
    english_name: str
    level: str
    kind: str
    valid_from: date
    valid_to: date | None = None
    parent: str | None = None
    successors: tuple[Succession, ...] = ()
    fields: tuple[str, ...] = ()
    address: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""
    box: str = ""  # where its suggestion box hangs
    aliases: tuple[str, ...] = ()
    seal_key: str = ""  # public key to which reports about the offices below it are sealed, in Base64

    def is_alive(self, on: date) -> bool:
        """Tell whether the office exists on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class NoLivingOfficeError(Exception):
    """An office is dissolved (or not yet founded) and nobody alive took over its work in a field."""

    def __init__(self, office: str, field: str | None) -> None:
        super().__init__(office, field)
        self.office = office
        self.field = field


@dataclass(frozen=True)
class Offices:
    """The directory of offices by id."""

    by_id: Mapping[str, Office] = field(default_factory=dict)

    def __getitem__(self, office: str) -> Office:
        return self.by_id[office]

    def __contains__(self, office: object) -> bool:
        return office in self.by_id

    def __iter__(self) -> Iterator[Office]:
        return iter(self.by_id.values())

    def living(self, office: str, on: date, work: Iterable[str] = ()) -> Office:
        """Return the office itself, or who answers for it on that day for the given fields of work.

        Raises NoLivingOfficeError when the chain of successors ends with nobody.
        """
        fields = tuple(work)
        seen: set[str] = set()
        current = self.by_id[office]
        while not current.is_alive(on):
            seen.add(current.id)
            following = _successor(current, fields)
            if following is None or following in seen:
                raise NoLivingOfficeError(office, fields[0] if fields else None)
            current = self.by_id[following]
        return current

    def heirs(self, office: str) -> set[str]:
        """Return an office with all that took over its work, or part of it, and those after them."""
        found: set[str] = set()
        waiting = [office]
        while waiting:
            current = waiting.pop()
            if current in self.by_id and current not in found:
                found.add(current)
                waiting += [succession.office for succession in self.by_id[current].successors]
        return found

    def predecessors(self, office: str) -> list[Office]:
        """Return the offices whose work, or part of it, passed to this one."""
        return [o for o in self.by_id.values() if any(s.office == office for s in o.successors)]


def _successor(office: Office, fields: tuple[str, ...]) -> str | None:
    """The successor named for one of the fields wins over the one that took over the rest."""
    for succession in office.successors:
        if any(f in succession.fields for f in fields):
            return succession.office
    return next((s.office for s in office.successors if not s.fields), None)
