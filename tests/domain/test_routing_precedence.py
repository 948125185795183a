"""Which condition of a routing rule tells more: provision, document, field, place, kind, and then the coordinator."""

from datetime import date
from itertools import product
from pathlib import Path

import pytest
from support import ROOT

from plugins.domain.catalogue import load
from plugins.domain.comments import Kind
from plugins.domain.offices import Office, Offices
from plugins.domain.routing import Asked, RoutingRule, route

TODAY = date(2026, 11, 21)
IDS = ("dau-moi", "loai", "thon", "linh-vuc", "du-thao", "dieu-2", "khoan-1")
OFFICES = Offices({id_: Office(id_, id_, id_, "xa", "phong", date(2000, 1, 1)) for id_ in IDS})
RULES = (
    RoutingRule("r0", "dau-moi"),
    RoutingRule("r1", "loai", kind="gop-y"),
    RoutingRule("r2", "thon", place="na-thong"),
    RoutingRule("r3", "linh-vuc", field="dat-dai"),
    RoutingRule("r4", "du-thao", document="d"),
    RoutingRule("r5", "dieu-2", document="d", provision="art_2"),
    RoutingRule("r6", "khoan-1", document="d", provision="art_2__para_1"),
)

TABLE = [
    (Asked("kien-nghi"), "dau-moi"),
    (Asked("gop-y"), "loai"),
    (Asked("gop-y", place="na-thong"), "thon"),
    (Asked("gop-y", place="ben-da"), "loai"),
    (Asked("gop-y", place="na-thong", fields=("dat-dai",)), "linh-vuc"),
    (Asked("gop-y", "d", place="na-thong", fields=("dat-dai",)), "du-thao"),
    (Asked("gop-y", "d", "art_2", ("dat-dai",)), "dieu-2"),
    (Asked("gop-y", "d", "art_2__para_2__point_a"), "dieu-2"),  # what stands below belongs to it
    (Asked("gop-y", "d", "art_2__para_1__point_a"), "khoan-1"),  # the nearest wins
    (Asked("gop-y", "d", "art_20"), "du-thao"),  # Điều 20 is no part of Điều 2
    (Asked("gop-y", "e", "art_2"), "loai"),  # Điều 2 of another draft
]


@pytest.mark.parametrize(("asked", "office"), TABLE)
def test_the_most_telling_condition_wins_in_any_order(asked: Asked, office: str) -> None:
    for rules in (RULES, RULES[::-1]):
        assert route(rules, OFFICES, asked, TODAY).office.id == office


@pytest.mark.parametrize(
    "content", [ROOT / "content", ROOT / "tests" / "fixtures" / "commune"], ids=["sample", "commune"]
)
def test_every_combination_ends_at_one_living_office(content: Path) -> None:
    catalogue = load(content, TODAY)
    documents = [None, *{rule.document for rule in catalogue.routing}]
    fields = [(), *((field,) for field in catalogue.fields)]
    asked = [
        Asked(kind.id, document, fields=work, place=place)
        for kind, document, work, place in product(Kind, documents, fields, ["", *catalogue.villages])
    ]
    assert len(asked) > 50
    for each in asked:
        assert route(catalogue.routing, catalogue.offices, each, TODAY).office.is_alive(TODAY), each
