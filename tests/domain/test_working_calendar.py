"""Which days the State's offices work: official notices, then the holidays of the law, then week-ends."""

from datetime import date, timedelta

import pytest

from plugins.kit.calendar import working_days

# First day of the lunar year in Vietnam's time zone. In 2030 China's begins one day later.
NEW_YEARS = {
    2025: (1, 29),
    2026: (2, 17),
    2027: (2, 6),
    2028: (1, 26),
    2029: (2, 13),
    2030: (2, 2),
    2031: (1, 23),
    2032: (2, 11),
    2033: (1, 31),
    2034: (2, 19),
    2035: (2, 8),
    2036: (1, 28),
}


@pytest.mark.parametrize(("year", "first"), NEW_YEARS.items(), ids=map(str, NEW_YEARS))
def test_the_calendar_knows_the_next_tet(year: int, first: tuple[int, int]) -> None:
    new_year, is_working_day = date(year, *first), working_days({})
    around = [new_year + timedelta(days=n) for n in range(-4, 8)]
    off = {day for day in around if not is_working_day(day)}
    assert {new_year + timedelta(days=n) for n in range(3)} <= off, "three days of the new year"
    assert len([day for day in off if day.weekday() < 5]) >= 3, "days off on work-days, not only a week-end"
    assert max(_run_from(day, off) for day in off) >= 5, "five days in a row (Labour Code, Điều 112)"


def _run_from(first: date, off: set[date]) -> int:
    return next(n for n in range(len(off) + 1) if first + timedelta(days=n) not in off)


@pytest.mark.parametrize(
    ("day", "works", "why"),
    [
        (date(2026, 11, 20), True, "a Friday"),
        (date(2026, 11, 21), False, "a Saturday"),
        (date(2026, 11, 22), False, "a Sunday"),
        (date(2026, 1, 1), False, "New Year"),
        (date(2026, 2, 16), False, "eve of Tết"),
        (date(2026, 2, 20), False, "fourth day of Tết"),
        (date(2026, 2, 23), True, "the Monday after Tết"),
        (date(2026, 4, 27), False, "Monday off for Giỗ Tổ on Sunday 26 April"),
        (date(2026, 4, 30), False, "Reunification Day"),
        (date(2026, 5, 1), False, "Labour Day"),
        (date(2026, 9, 1), False, "day beside National Day"),
        (date(2026, 9, 2), False, "National Day"),
        (date(2026, 12, 25), True, "Christmas is a working day"),
    ],
)
def test_week_ends_and_the_holidays_of_the_law_are_days_off(day: date, works: bool, why: str) -> None:  # noqa: FBT001  # a column of the table
    assert working_days({})(day) is works, why


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 1, 2), False),  # swapped off
        (date(2026, 1, 10), True),  # Saturday worked instead
        (date(2026, 2, 17), True),  # even over a holiday
        (date(2026, 11, 18), False),  # even on a plain Wednesday
    ],
)
def test_a_notice_of_the_authority_wins_over_the_library(day: date, works: bool) -> None:  # noqa: FBT001  # a column of the table
    assert working_days({})(day) is not works
    assert working_days({day: works})(day) is works


def test_a_notice_speaks_only_of_its_own_day() -> None:
    noticed = working_days({date(2026, 1, 2): False})
    plain = working_days({})
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [d for d in year if noticed(d) is not plain(d)] == [date(2026, 1, 2)]


def test_a_saturday_that_the_holidays_library_knows_as_worked_is_a_working_day() -> None:
    is_working_day = working_days({})
    assert not is_working_day(date(2026, 8, 31)), "Monday before National Day, swapped off"
    assert is_working_day(date(2026, 8, 22)), "the Saturday worked for it"
