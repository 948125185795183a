"""Periods as clerks write them: which day they begin and end, what they are called, what is none."""

from datetime import date

import pytest

from plugins.domain.periods import CYCLES, Cycle, Period, any_period, between, containing, parse_period


@pytest.mark.parametrize(
    ("cycle", "text", "first", "last", "words"),
    [
        ("nam", "2026", date(2026, 1, 1), date(2026, 12, 31), "Năm 2026"),
        ("6-thang", "2026-H1", date(2026, 1, 1), date(2026, 6, 30), "06 tháng đầu năm 2026"),
        ("6-thang", "2026-H2", date(2026, 7, 1), date(2026, 12, 31), "06 tháng cuối năm 2026"),
        ("quy", "2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "Quý I năm 2026"),
        ("quy", "2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "Quý IV năm 2026"),
        ("thang", "2028-02", date(2028, 2, 1), date(2028, 2, 29), "Tháng 2 năm 2028"),
        ("thang", "2026-12", date(2026, 12, 1), date(2026, 12, 31), "Tháng 12 năm 2026"),
    ],
)
def test_a_period_has_its_days_and_its_words(cycle: str, text: str, first: date, last: date, words: str) -> None:
    period = parse_period(CYCLES[cycle], text)
    assert period is not None
    assert (period.first, period.last, period.words, period.id) == (first, last, words, text)
    assert any_period(text) == period
    assert containing(period.cycle, first) == containing(period.cycle, last) == period


@pytest.mark.parametrize(
    ("cycle", "text"),
    [
        ("nam", "2026-Q1"),
        ("nam", "26"),
        ("quy", "2026"),
        ("quy", "2026-Q5"),
        ("quy", "2026-q1"),
        ("6-thang", "2026-H3"),
        ("thang", "2026-13"),
        ("thang", "2026-1"),
        ("nam", "0000"),
        ("nam", "9999"),
        ("su-kien", "2026"),
        ("mot-lan", "2026"),
        ("quy", ""),
    ],
)
def test_what_is_no_period_of_a_cycle_is_none(cycle: str, text: str) -> None:
    assert parse_period(CYCLES[cycle], text) is None


def test_periods_follow_each_other_across_years() -> None:
    quarters = list(between(Cycle.QUARTER, date(2025, 11, 5), date(2026, 7, 1)))
    assert [q.id for q in quarters] == ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"]
    assert quarters[0].distance(quarters[3]) == 3
    assert quarters[3].shifted(-3) == quarters[0]
    assert Period(Cycle.MONTH, 2026, 1).shifted(-1).id == "2025-12"
