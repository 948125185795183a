"""What the registers of a site say once they are read."""

from datetime import date
from pathlib import Path

import pytest

from plugins.domain.catalogue import load
from plugins.domain.offices import Succession
from plugins.domain.rows import Catalogue

TODAY = date(2026, 11, 21)


@pytest.fixture
def catalogue(content: Path) -> Catalogue:
    return load(content, TODAY)


def test_the_site_names_its_office_and_its_address(content: Path) -> None:
    path = content / "danh-muc" / "trang-web.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("thu.example", "thu.example/"), encoding="utf-8")
    site = load(content, TODAY).site
    assert (site.id, site.office, site.address, site.is_illustration) == (
        "thu9x2k4mp",
        "ubnd",
        "https://thu.example",
        True,
    )


def test_an_office_carries_its_dates_contacts_and_successors(catalogue: Catalogue) -> None:
    old, culture = catalogue.offices["ubnd-cu"], catalogue.offices["phong-van-hoa"]
    assert (old.valid_from, old.valid_to) == (date(2000, 1, 1), date(2025, 6, 30))
    assert old.successors == (Succession("phong-van-hoa", ("dan-chu",)), Succession("ubnd"))
    assert (culture.parent, culture.fields, culture.valid_to) == ("ubnd", ("dan-chu",), None)
    assert (culture.phone, culture.email) == ("(0000) 111 003", "vanhoa@thu.example")


def test_fields_and_types_of_documents_are_found_by_id(catalogue: Catalogue) -> None:
    assert catalogue.fields["ngan-sach"].english_name == "Budget"
    assert (catalogue.types["nghi-quyet"].name, catalogue.types["nghi-quyet"].abbreviation) == ("Nghị quyết", "NQ")
    assert not catalogue.types["nghi-quyet"].verified


def test_rules_keep_the_order_of_the_file(catalogue: Catalogue) -> None:
    assert [(r.id, r.field, r.office) for r in catalogue.routing] == [
        ("r-dan-chu", "dan-chu", "phong-van-hoa"),
        ("r-con-lai", None, "van-phong"),
    ]


def test_official_notices_on_days_are_read(catalogue: Catalogue) -> None:
    assert catalogue.day_overrides == {date(2026, 1, 2): False, date(2026, 1, 10): True}


NEW_LIMIT = """
[[thoi-han]]
ma = "comment.answer"
noi-dung = "Trả lời ý kiến góp ý"
gia-tri = 7
don-vi = "ngay"
tinh-tu = "cung-ngay"
nguon = "Quy chế mới"
kiem-chung = true
hieu-luc-tu = 2027-01-01
"""


@pytest.mark.parametrize(
    ("on", "value"),
    [
        (date(2025, 6, 30), None),
        (date(2025, 7, 1), 15),
        (date(2026, 12, 31), 15),
        (date(2027, 1, 1), 7),
        (date(2030, 1, 1), 7),
    ],
)
def test_the_limit_in_force_on_the_day_applies(content: Path, on: date, value: int | None) -> None:
    path = content / "danh-muc" / "thoi-han.toml"
    old = path.read_text(encoding="utf-8")
    comment = old.index('ma = "comment.answer"')
    ended = old[:comment] + old[comment:].replace("\n\n", "\nhieu-luc-den = 2026-12-31\n\n", 1)
    path.write_text(ended + NEW_LIMIT, encoding="utf-8")
    limit = load(content, TODAY).limit("comment.answer", on)
    assert (limit.value if limit else None) == value


def test_a_limit_keeps_unit_start_source_and_whether_it_was_checked(catalogue: Catalogue) -> None:
    minimum = catalogue.limit("consult.commune.min", TODAY)
    assert minimum is not None
    assert (minimum.words, minimum.starts_next_day, minimum.verified) == ("20 ngày", True, True)
    assert minimum.source == "Luật 10/2022/QH15, Điều 28"
    assert catalogue.limit("khong-co", TODAY) is None
