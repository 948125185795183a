"""Who answers a comment: the most specific rule of the routing table, then the office alive today."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from plugins.domain.offices import Office, Offices


class Asked(NamedTuple):
    """What a route is asked for: a kind; a draft, the provision of it ("" for the whole), its fields; a place."""

    kind: str
    document: str | None = None
    provision: str = ""
    fields: tuple[str, ...] = ()
    place: str = ""


class RoutingRule(NamedTuple):
    """One row of `dinh-tuyen.toml`; an empty condition matches everything.

    A provision holds for all that stands below it, and only in its document.
    """

    id: str
    office: str
    kind: str | None = None
    document: str | None = None
    field: str | None = None
    provision: str | None = None
    place: str | None = None

    def matches(self, asked: Asked) -> bool:
        """Tell whether the rule speaks of such a submission."""
        return (
            self.kind in {None, asked.kind}
            and self.document in {None, asked.document}
            and self.field in {None, *asked.fields}
            and self.place in {None, asked.place}
            and (self.provision is None or f"{asked.provision}__".startswith(f"{self.provision}__"))
        )

    @property
    def fits_all(self) -> bool:
        """Tell whether it has no condition: the coordinator's, for what no other rule knows."""
        return (self.kind, self.document, self.field, self.provision, self.place) == (None,) * 5

    def telling(self, asked: Asked) -> tuple[int, bool, int, bool, bool]:
        """Return how much the rule's conditions tell: provision, document, field, place, kind, in this order."""
        depth = self.provision.count("__") + 1 if self.provision else 0
        nearness = len(asked.fields) - asked.fields.index(self.field) if self.field else 0
        return depth, self.document is not None, nearness, self.place is not None, self.kind is not None


class Route(NamedTuple):
    """Where a submission goes and the rule that said so."""

    office: Office
    rule: str


class NoRouteError(Exception):
    """No rule matches; cannot happen with a checked table, which has a fallback."""


def route(rules: Iterable[RoutingRule], offices: Offices, asked: Asked, on: date) -> Route:
    """Return the route of a submission on a day.

    Of the rules that match, the one with the most telling condition wins: provision (the nearest), then document, then
    field (the one the document names first), then place, then kind, then the rule without condition, which is the
    coordinator's. A dissolved office is replaced by its successor.
    Raises NoRouteError or NoLivingOfficeError; the check of the table at build excludes both.
    """
    matching = [rule for rule in rules if rule.matches(asked)]
    if not matching:
        raise NoRouteError(asked)
    best = max(matching, key=lambda rule: rule.telling(asked))
    return Route(offices.living(best.office, on, asked.fields), best.id)
