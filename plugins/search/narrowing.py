"""Filters: which contents one leaves, and how many each value of each would leave."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from plugins.domain.rows import Catalogue
from plugins.search.bits import Entries
from plugins.search.facets import FACETS, OPEN, STATES, Facet, Value, fact
from plugins.search.reading import OFFICE, STATE, YEAR


class Filters:
    """The filters of an index; offices have predecessors only with a catalogue."""

    def __init__(self, entries: Entries, catalogue: Catalogue | None) -> None:
        self._entries = entries
        self._catalogue = catalogue
        # What a value leaves changes only with the day.
        self.left_by = lru_cache(1024)(self._left_by)
        self._values = lru_cache(32)(self._values_on)

    def days(self, name: str) -> list[tuple[date, int]]:
        """Return the days that contents have under a name (of publication, of opening), each with those contents."""
        beginning = fact(name, "")
        return [
            (date.fromisoformat(term.removeprefix(beginning)), self._entries.bits("facts", term))
            for term in self._entries.terms("facts", beginning)
        ]

    def counted(self, matching: int, limits: Mapping[str, int], filters: Mapping[str, str], on: date) -> list[Facet]:
        """Return how many contents each value of each filter would leave, the others as they are.

        `limits` are the contents that each chosen filter leaves.
        """
        return [self._facet(name, matching, limits, filters, on) for name in FACETS]

    def _facet(
        self, name: str, matching: int, limits: Mapping[str, int], filters: Mapping[str, str], on: date
    ) -> Facet:
        for other, bits in limits.items():
            matching &= bits if other != name else self._entries.all
        chosen = filters.get(name)
        counts = [(value, (matching & bits).bit_count()) for value, bits in self._values(name, on)]
        values = [Value(value, count, value == chosen) for value, count in counts if count or value == chosen]
        if name != YEAR:
            values.sort(key=lambda v: (-v.count, v.id))
        return Facet(name, values)

    def _left_by(self, name: str, value: str, on: date) -> int:
        """Return the contents that a value of a filter leaves on a day."""
        if name == STATE:
            return self._in_state(value, on)
        if name == OFFICE:
            found = 0
            for office in self._and_before(value):
                found |= self._entries.bits("facts", fact(OFFICE, office))
            return found
        return self._entries.bits("facts", fact(name, value))

    def _in_state(self, state: str, on: date) -> int:
        """Return the drafts that are open for comment on a day, or not yet, or no more."""
        opened = closed = drafts = 0
        for day, bits in self.days("mo"):
            drafts |= bits
            opened |= bits if day <= on else 0
        for day, bits in self.days("dong"):
            closed |= bits if day < on else 0
        return {OPEN: opened & ~closed, "sap-mo": drafts & ~opened, "da-dong": closed}.get(state, 0)

    def _and_before(self, office: str) -> Iterator[str]:
        """Yield an office and all whose work passed to it."""
        seen = [office]
        for one in seen:
            yield one
            if self._catalogue is not None:
                seen += [before.id for before in self._catalogue.offices.predecessors(one) if before.id not in seen]

    def _values_on(self, name: str, on: date) -> Sequence[tuple[str, int]]:
        """Return the values of a filter, with the contents that each leaves on a day."""
        return [(value, self.left_by(name, value, on)) for value in self._ids_on(name, on)]

    def _ids_on(self, name: str, on: date) -> Sequence[str]:
        if name == STATE:
            return STATES
        beginning = fact(name, "")
        values = [term.removeprefix(beginning) for term in self._entries.terms("facts", beginning)]
        if name == OFFICE and self._catalogue is not None:
            # Whoever is gone is counted with whoever took over.
            offices = self._catalogue.offices
            heirs = [o.id for o in offices if o.is_alive(on)]
            covered = {before for heir in heirs for before in self._and_before(heir)}
            return [*heirs, *(v for v in values if v not in heirs and v not in covered)]
        return sorted(values, reverse=True)
