"""Which rule of the routing table wins, and where a submission then goes."""

from collections.abc import Sequence
from datetime import date
from itertools import permutations

import pytest

from plugins.domain.offices import NoLivingOfficeError, Office, Offices, Succession
from plugins.domain.routing import Asked, NoRouteError, RoutingRule, route

TODAY = date(2026, 11, 21)


def _office(id_: str, valid_to: date | None = None, successors: tuple[Succession, ...] = ()) -> Office:
    return Office(id_, id_, id_, "xa", "phong", date(2000, 1, 1), valid_to, successors=successors)


OLD = date(2025, 6, 30)
OFFICES = Offices(
    {
        o.id: o
        for o in (
            _office("van-phong"),
            _office("kinh-te"),
            _office("van-hoa"),
            _office("mat-tran"),
            _office("huyen-cu", OLD, (Succession("kinh-te", ("dat-dai",)), Succession("van-hoa"))),
            _office("da-het", OLD),
        )
    }
)

RULES = (
    RoutingRule("con-lai", "van-phong"),
    RoutingRule("kien-nghi", "mat-tran", kind="kien-nghi"),
    RoutingRule("dat-dai", "kinh-te", field="dat-dai"),
    RoutingRule("dat-dai-kien-nghi", "huyen-cu", kind="kien-nghi", field="dat-dai"),
    RoutingRule("dan-chu", "van-hoa", field="dan-chu"),
    RoutingRule("quy-che", "mat-tran", document="dtquyche01"),
    RoutingRule("quy-che-gop-y", "van-hoa", kind="gop-y", document="dtquyche01"),
)


@pytest.mark.parametrize(
    ("kind", "document", "fields", "rule", "office"),
    [
        ("gop-y", None, [], "con-lai", "van-phong"),
        ("gop-y", None, ["y-te"], "con-lai", "van-phong"),
        ("gop-y", "dtkhac0001", ["y-te"], "con-lai", "van-phong"),
        ("kien-nghi", None, [], "kien-nghi", "mat-tran"),
        ("gop-y", None, ["dat-dai"], "dat-dai", "kinh-te"),
        # a field tells more than a kind; both together tell most
        ("kien-nghi", None, ["dan-chu"], "dan-chu", "van-hoa"),
        ("kien-nghi", None, ["dat-dai"], "dat-dai-kien-nghi", "kinh-te"),
        # of several fields the first that has a rule
        ("gop-y", None, ["dat-dai", "dan-chu"], "dat-dai", "kinh-te"),
        ("gop-y", None, ["dan-chu", "dat-dai"], "dan-chu", "van-hoa"),
        ("gop-y", None, ["y-te", "dan-chu"], "dan-chu", "van-hoa"),
        ("kien-nghi", None, ["dan-chu", "dat-dai"], "dan-chu", "van-hoa"),
        # a document tells more than its fields and the kind
        ("kien-nghi", "dtquyche01", ["dat-dai"], "quy-che", "mat-tran"),
        ("gop-y", "dtquyche01", ["dat-dai"], "quy-che-gop-y", "van-hoa"),
    ],
)
def test_the_most_telling_rule_wins_wherever_it_stands_in_the_table(
    kind: str, document: str | None, fields: Sequence[str], rule: str, office: str
) -> None:
    for rules in (RULES, RULES[::-1], RULES[3:] + RULES[:3]):
        found = route(rules, OFFICES, Asked(kind, document, fields=tuple(fields)), TODAY)
        assert (found.rule, found.office.id) == (rule, office)


def test_the_order_of_unlike_rules_never_matters() -> None:
    asked = [("gop-y", None, ["dat-dai"]), ("kien-nghi", "dtquyche01", ["dan-chu"]), ("kien-nghi", None, ["y-te"])]
    for kind, document, fields in asked:
        found = {
            route(rules, OFFICES, Asked(kind, document, fields=tuple(fields)), TODAY).rule
            for rules in permutations(RULES[:5])
        }
        assert len(found) == 1


@pytest.mark.parametrize(
    ("fields", "on", "office"),
    [(["dat-dai"], TODAY, "kinh-te"), ([], TODAY, "van-hoa"), (["dat-dai"], OLD, "huyen-cu")],
)
def test_a_dissolved_office_in_the_table_is_replaced_by_its_successor(fields: list[str], on: date, office: str) -> None:
    rules = [RoutingRule("con-lai", "huyen-cu")]
    assert route(rules, OFFICES, Asked("gop-y", fields=tuple(fields)), on).office.id == office


def test_no_rule_that_fits_is_an_error_of_its_own() -> None:
    with pytest.raises(NoRouteError):
        route(RULES[1:3], OFFICES, Asked("gop-y", fields=("y-te",)), TODAY)


def test_a_rule_whose_office_nobody_followed_is_an_error_of_its_own() -> None:
    with pytest.raises(NoLivingOfficeError):
        route([RoutingRule("x", "da-het")], OFFICES, Asked("gop-y"), TODAY)
