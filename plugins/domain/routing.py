"""Who answers a comment: the most specific rule of the routing table, then the office alive today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from plugins.domain.offices import Office, Offices


@dataclass(frozen=True)
class RoutingRule:
    """One row of `dinh-tuyen.toml`; an empty condition matches everything."""

    id: str
    office: str
    kind: str | None = None
    document: str | None = None
    field: str | None = None

    def matches(self, kind: str, document: str | None, fields: Sequence[str]) -> bool:
        """Tell whether the rule speaks of such a submission."""
        return (
            self.kind in {None, kind}
            and self.document in {None, document}
            and (self.field is None or self.field in fields)
        )


@dataclass(frozen=True)
class Route:
    """Where a submission goes and the rule that said so."""

    office: Office
    rule: str


class NoRouteError(Exception):
    """No rule matches; cannot happen with a checked table, which has a fallback."""


def route(
    rules: Iterable[RoutingRule],
    offices: Offices,
    *,
    kind: str,
    document: str | None,
    fields: Sequence[str],
    on: date,
) -> Route:
    """Return the route of a submission of a kind about a document (or none) in fields of work on a day.

    Of the rules that match, the one with the most telling condition wins: document, then field, then kind. Among
    fields, the one the document names first wins. A dissolved office is replaced by its successor.
    Raises NoRouteError or NoLivingOfficeError; the check of the table at build excludes both.
    """
    matching = [rule for rule in rules if rule.matches(kind, document, fields)]
    if not matching:
        raise NoRouteError(kind, document)

    def telling(rule: RoutingRule) -> tuple[bool, int, bool]:
        nearness = len(fields) - fields.index(rule.field) if rule.field else 0
        return (rule.document is not None, nearness, rule.kind is not None)

    best = max(matching, key=telling)
    return Route(offices.living(best.office, on, fields), best.id)
