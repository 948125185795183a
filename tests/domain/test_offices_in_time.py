"""Who answers for an office that is no more: its successor in the field of work, down the chain to one alive."""

from datetime import date

import pytest

from plugins.domain.offices import NoLivingOfficeError, Office, Offices, Succession

TWO_TIERS = date(2025, 7, 1)  # districts ceased, communes were merged
LAST_DAY = date(2025, 6, 30)
TODAY = date(2026, 11, 21)


def office(
    id_: str, *successors: Succession, valid_from: date = date(2000, 1, 1), valid_to: date | None = None
) -> Office:
    return Office(id_, id_.upper(), id_, "xa", "ubnd", valid_from, valid_to, successors=successors)


def directory(*offices: Office) -> Offices:
    return Offices({o.id: o for o in offices})


OFFICES = directory(
    office("xa-moi", valid_from=TWO_TIERS),
    office("phong-kinh-te", valid_from=TWO_TIERS),
    office("phong-van-hoa", valid_from=TWO_TIERS),
    office(
        "huyen-cu",
        Succession("phong-kinh-te", ("dat-dai", "ngan-sach")),
        Succession("phong-van-hoa", ("dan-chu",)),
        Succession("xa-moi"),
        valid_to=LAST_DAY,
    ),
    # A commune that was first merged into another, which then became part of the new one.
    office("xa-nho", Succession("xa-vua"), valid_to=date(2019, 12, 31)),
    office("xa-vua", Succession("huyen-cu"), valid_from=date(2020, 1, 1), valid_to=LAST_DAY),
    office("nong-truong", Succession("phong-kinh-te", ("dat-dai",)), valid_to=LAST_DAY),
)


@pytest.mark.parametrize(
    ("asked", "fields", "answers"),
    [
        ("xa-moi", [], "xa-moi"),
        ("huyen-cu", [], "xa-moi"),
        ("huyen-cu", ["dat-dai"], "phong-kinh-te"),
        ("huyen-cu", ["ngan-sach"], "phong-kinh-te"),
        ("huyen-cu", ["dan-chu"], "phong-van-hoa"),
        ("huyen-cu", ["y-te"], "xa-moi"),
        ("huyen-cu", ["y-te", "dan-chu"], "phong-van-hoa"),
        ("xa-vua", [], "xa-moi"),
        ("xa-nho", [], "xa-moi"),
        ("xa-nho", ["dat-dai"], "phong-kinh-te"),
        ("nong-truong", ["dat-dai"], "phong-kinh-te"),
    ],
)
def test_a_dissolved_office_is_answered_for_by_its_successor_in_the_field(
    asked: str, fields: list[str], answers: str
) -> None:
    assert OFFICES.living(asked, TODAY, fields).id == answers


@pytest.mark.parametrize(
    ("asked", "on", "answers"),
    [
        ("huyen-cu", LAST_DAY, "huyen-cu"),
        ("huyen-cu", TWO_TIERS, "xa-moi"),
        ("xa-nho", date(2019, 12, 31), "xa-nho"),
        ("xa-nho", date(2020, 1, 1), "xa-vua"),
        ("xa-nho", TWO_TIERS, "xa-moi"),
        ("xa-moi", TWO_TIERS, "xa-moi"),
    ],
)
def test_the_last_day_of_an_office_is_still_its_own(asked: str, on: date, answers: str) -> None:
    assert OFFICES.living(asked, on).id == answers


CIRCLE = directory(
    office("mot", Succession("hai"), valid_to=LAST_DAY),
    office("hai", Succession("ba"), valid_to=LAST_DAY),
    office("ba", Succession("mot"), valid_to=LAST_DAY),
    office("minh", Succession("minh"), valid_to=LAST_DAY),
    office("het", valid_to=LAST_DAY),
    office("toi-het", Succession("het"), valid_to=LAST_DAY),
    office("chua-lap", valid_from=date(2027, 1, 1)),
    office("cho", Succession("chua-lap"), valid_to=LAST_DAY),
    office("mot-phan", Succession("con", ("dat-dai",)), valid_to=LAST_DAY),
    office("con"),
)


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        ("mot", []),
        ("hai", ["dat-dai"]),
        ("minh", []),
        ("het", []),
        ("toi-het", []),
        ("chua-lap", []),
        ("cho", []),
        ("mot-phan", []),
        ("mot-phan", ["y-te"]),
    ],
    ids=[
        "circle of three",
        "circle with a field",
        "its own successor",
        "no successor",
        "chain to nobody",
        "not yet founded",
        "successor not yet founded",
        "successor only for a field",
        "successor for another field",
    ],
)
def test_a_chain_that_ends_at_nobody_says_so(asked: str, fields: list[str]) -> None:
    with pytest.raises(NoLivingOfficeError) as caught:
        CIRCLE.living(asked, TODAY, fields)
    assert caught.value.office == asked
    assert caught.value.field == (fields[0] if fields else None)


def test_an_office_knows_whose_work_it_took_over() -> None:
    assert [o.id for o in OFFICES.predecessors("phong-kinh-te")] == ["huyen-cu", "nong-truong"]
    assert OFFICES.predecessors("nong-truong") == []


def test_the_directory_lists_offices_and_finds_them_by_id() -> None:
    assert [o.id for o in OFFICES][:2] == ["xa-moi", "phong-kinh-te"]
    assert "huyen-cu" in OFFICES
    assert "tinh-cu" not in OFFICES
    assert OFFICES["huyen-cu"].name == "HUYEN-CU"


def test_the_heirs_of_an_office_are_all_that_took_over_some_of_its_work_directly_or_not() -> None:
    after_district = {"huyen-cu", "phong-kinh-te", "phong-van-hoa", "xa-moi"}
    assert OFFICES.heirs("xa-nho") == {"xa-nho", "xa-vua", *after_district}
    assert OFFICES.heirs("xa-moi") == {"xa-moi"}
    assert OFFICES.heirs("khong-co") == set()
