"""When a time limit ends, worked out by hand beside what the program says."""

from calendar import monthrange
from datetime import date, timedelta

import pytest

from plugins.domain.deadlines import TimeLimit, due, shortest_end, vietnamese_date
from plugins.kit.calendar import working_days

# The notice 12729/VPCP-KGVX: Friday 2 January 2026 off, Saturday 10 January worked instead.
SWAPPED = {date(2026, 1, 2): False, date(2026, 1, 10): True}
WORKING = working_days(SWAPPED)


def limit(value: int, unit: str, *, starts_next_day: bool = True, verified: bool = True) -> TimeLimit:
    return TimeLimit(
        id="comment.answer",
        what="Trả lời ý kiến góp ý",
        value=value,
        unit=unit,
        starts_next_day=starts_next_day,
        source="Quy chế của xã Thử",
        verified=verified,
        valid_from=date(2025, 7, 1),
    )


def day(written: str) -> date:
    """Read a day as a Vietnamese clerk writes it."""
    number, month, year = map(int, written.split("/"))
    return date(year, month, number)


@pytest.mark.parametrize(
    ("count", "start", "end"),
    [
        (1, "20/11/2026", "23/11/2026"),  # Friday to Monday
        (1, "21/11/2026", "23/11/2026"),  # sent on a Saturday
        (1, "22/11/2026", "23/11/2026"),  # sent on a Sunday
        (15, "02/11/2026", "23/11/2026"),  # three whole weeks
        (5, "13/02/2026", "27/02/2026"),  # Tết Bính Ngọ: 14 to 22 February off
        (1, "13/02/2026", "23/02/2026"),
        (5, "17/02/2026", "27/02/2026"),  # sent on the first day of Tết
        (10, "09/02/2026", "02/03/2026"),  # four days before Tết, six after
        (1, "31/12/2025", "05/01/2026"),  # 1 January a holiday, 2 January swapped, then a week-end
        (5, "31/12/2025", "09/01/2026"),
        (6, "31/12/2025", "10/01/2026"),  # the Saturday worked for 2 January
        (7, "31/12/2025", "12/01/2026"),
        (3, "29/04/2026", "06/05/2026"),  # 30 April, 1 May, week-end
        (1, "24/04/2026", "28/04/2026"),  # Giỗ Tổ on Sunday 26 April, Monday off for it
        (20, "15/12/2026", "13/01/2027"),  # across the end of a year
    ],
)
def test_working_days_skip_week_ends_holidays_and_swapped_days(count: int, start: str, end: str) -> None:
    assert due(limit(count, "ngay-lam-viec"), day(start), WORKING).on == day(end)


@pytest.mark.parametrize(
    ("count", "start", "end"),
    [
        (20, "02/11/2026", "22/11/2026"),  # ends on a Sunday
        (20, "10/02/2026", "02/03/2026"),  # Tết lies within and counts
        (1, "13/02/2026", "14/02/2026"),
        (30, "15/12/2026", "14/01/2027"),
        (30, "30/01/2028", "29/02/2028"),  # a leap year
        (365, "21/11/2026", "21/11/2027"),
    ],
)
def test_calendar_days_count_week_ends_and_holidays(count: int, start: str, end: str) -> None:
    assert due(limit(count, "ngay"), day(start), WORKING).on == day(end)


@pytest.mark.parametrize(
    ("count", "start", "end"),
    [
        (1, "15/03/2026", "15/04/2026"),
        (1, "31/01/2026", "28/02/2026"),
        (1, "31/01/2028", "29/02/2028"),
        (1, "31/03/2026", "30/04/2026"),
        (1, "28/02/2026", "28/03/2026"),
        (1, "30/11/2026", "30/12/2026"),
        (1, "01/12/2026", "01/01/2027"),
        (1, "31/12/2026", "31/01/2027"),
        (2, "31/12/2026", "28/02/2027"),
        (3, "30/11/2026", "28/02/2027"),
        (12, "29/02/2028", "28/02/2029"),
        (24, "15/03/2026", "15/03/2028"),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_a_shorter_month(count: int, start: str, end: str) -> None:
    assert due(limit(count, "thang"), day(start), WORKING).on == day(end)


def test_months_from_every_day_of_a_leap_year_end_on_that_day_or_the_last() -> None:
    for start in (date(2028, 1, 1) + timedelta(days=n) for n in range(366)):
        for count in range(1, 15):
            year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
            expected = date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
            assert due(limit(count, "thang"), start, WORKING).on == expected


@pytest.mark.parametrize(
    ("count", "unit", "start", "end"),
    [
        (3, "ngay", "05/12/2026", "07/12/2026"),  # loudspeaker: three days running, the first one included
        (1, "ngay", "05/12/2026", "05/12/2026"),
        (1, "ngay-lam-viec", "13/02/2026", "13/02/2026"),
        (2, "ngay-lam-viec", "13/02/2026", "23/02/2026"),
        (1, "ngay-lam-viec", "14/02/2026", "23/02/2026"),
        (1, "thang", "15/03/2026", "14/04/2026"),
        (1, "thang", "01/03/2026", "31/03/2026"),
    ],
)
def test_a_limit_that_counts_the_day_itself_ends_one_day_earlier(count: int, unit: str, start: str, end: str) -> None:
    assert due(limit(count, unit, starts_next_day=False), day(start), WORKING).on == day(end)


def test_every_limit_of_working_days_holds_exactly_that_many_and_ends_on_one() -> None:
    for start in (date(2025, 12, 15) + timedelta(days=n) for n in range(90)):
        for count in (1, 5, 15):
            end = due(limit(count, "ngay-lam-viec"), start, WORKING).on
            counted = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
            assert WORKING(end)
            assert sum(map(WORKING, counted)) == count


def test_a_due_date_explains_itself_line_by_line() -> None:
    assert due(limit(5, "ngay-lam-viec"), day("13/02/2026"), WORKING).steps == (
        "Mốc tính: ngày 13/02/2026.",
        "Thời hạn: 5 ngày làm việc (Quy chế của xã Thử).",
        "Không tính 9 ngày nghỉ: 14/02–22/02.",
        "Hạn: hết ngày 27/02/2026.",
    )


def test_days_off_are_told_in_runs() -> None:
    steps = due(limit(6, "ngay-lam-viec"), day("30/12/2025"), WORKING).steps
    assert "Không tính 4 ngày nghỉ: 01/01–04/01." in steps
    steps = due(limit(2, "ngay-lam-viec"), day("31/08/2026"), working_days({date(2026, 9, 1): True})).steps
    assert "Không tính 1 ngày nghỉ: 02/09." in steps
    steps = due(limit(10, "ngay-lam-viec"), day("04/12/2026"), WORKING).steps
    assert "Không tính 4 ngày nghỉ: 05/12–06/12, 12/12–13/12." in steps


@pytest.mark.parametrize(("value", "unit", "words"), [(20, "ngay", "20 ngày"), (3, "thang", "3 tháng")])
def test_calendar_limits_skip_nothing_and_say_nothing_of_it(value: int, unit: str, words: str) -> None:
    found = due(limit(value, unit), day("10/02/2026"), WORKING)
    assert found.steps[1] == f"Thời hạn: {words} (Quy chế của xã Thử)."
    assert len(found.steps) == 3


@pytest.mark.parametrize("unit", ["ngay", "ngay-lam-viec", "thang"])
def test_an_unchecked_rule_gives_only_an_expected_date(unit: str) -> None:
    unchecked = due(limit(3, unit, verified=False), day("10/11/2026"), WORKING)
    checked = due(limit(3, unit), day("10/11/2026"), WORKING)
    assert unchecked.on == checked.on
    assert (unchecked.firm, checked.firm) == (False, True)
    assert unchecked.steps[-1].startswith("Dự kiến:")
    assert not any("Dự kiến" in step for step in checked.steps)


@pytest.mark.parametrize(("start", "end"), [("02/11/2026", "22/11/2026"), ("10/02/2026", "02/03/2026")])
def test_the_shortest_consultation_counts_holidays(start: str, end: str) -> None:
    assert shortest_end(limit(20, "ngay"), day(start)) == day(end)


def test_days_are_written_as_vietnamese_write_them() -> None:
    assert vietnamese_date(date(2026, 3, 5)) == "05/03/2026"
