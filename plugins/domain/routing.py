"""Who answers a comment: the most specific rule of the routing table, then the office alive today."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from plugins.domain.offices import NoLivingOfficeError, Office, Offices


@dataclass(frozen=True)
class RoutingRule:
    """One row of `dinh-tuyen.toml`; an empty condition matches everything."""

    id: str
    office: str
    kind: str | None = None
    document: str | None = None
    field: str | None = None

    @property
    def conditions(self) -> tuple[str | None, str | None, str | None]:
        """What the rule asks for, most telling first: document, field, kind."""
        return (self.document, self.field, self.kind)

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


def ambiguous(rules: Iterable[RoutingRule]) -> list[RoutingRule]:
    """Return the rules that ask for exactly the same as another one: nobody could say which wins."""
    rows = list(rules)
    count = Counter(rule.conditions for rule in rows)
    return [rule for rule in rows if count[rule.conditions] > 1]


def dead_ends(
    rules: Sequence[RoutingRule],
    offices: Offices,
    combinations: Iterable[tuple[str, str | None, Sequence[str]]],
    on: date,
) -> list[tuple[str, str | None, str]]:
    """Return the combinations (kind, document, reason) that end at no living office on a day."""
    ends: list[tuple[str, str | None, str]] = []
    for kind, document, fields in combinations:
        try:
            route(rules, offices, kind=kind, document=document, fields=fields, on=on)
        except NoRouteError:
            ends.append((kind, document, "không quy tắc nào khớp"))
        except NoLivingOfficeError as error:
            ends.append((kind, document, f"cơ quan {error.office} đã giải thể mà không có nơi kế thừa"))
    return ends
