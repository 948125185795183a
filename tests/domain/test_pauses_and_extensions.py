"""Days that do not count and days more: each with its ground, told line by line. Worked out by hand."""

from datetime import date

import pytest

from plugins.domain.deadlines import Extension, Pause, TimeLimit, due
from plugins.kit.calendar import calendar_version, working_days

WORKING = working_days({})


def limit(value: int, unit: str = "ngay-lam-viec") -> TimeLimit:
    start = date(2025, 7, 1)
    return TimeLimit(
        "x", "Trả lời", value, unit, starts_next_day=True, source="Quy chế", verified=True, valid_from=start
    )


def day(written: str) -> date:
    number, month, year = map(int, written.split("/"))
    return date(year, month, number)


def pause(first: str, last: str) -> Pause:
    return Pause(day(first), day(last), "chờ giám định")


SITUATIONS = [
    # value, unit, start; pauses; extensions; end
    (10, "ngay-lam-viec", "02/11/2026", [], [], "16/11/2026"),
    (10, "ngay-lam-viec", "02/11/2026", [pause("05/11/2026", "09/11/2026")], [], "19/11/2026"),  # three working days
    (10, "ngay-lam-viec", "02/11/2026", [pause("07/11/2026", "08/11/2026")], [], "16/11/2026"),  # a week-end anyway
    (10, "ngay-lam-viec", "02/11/2026", [pause("20/11/2026", "30/11/2026")], [], "16/11/2026"),  # after the end
    (10, "ngay-lam-viec", "02/11/2026", [], [5], "23/11/2026"),
    (10, "ngay-lam-viec", "02/11/2026", [], [5, 2], "26/11/2026"),  # 24 November is a holiday
    (3, "ngay-lam-viec", "12/02/2026", [], [2], "26/02/2026"),  # over Tết: 14 to 22 February
    (30, "ngay", "15/12/2026", [pause("01/01/2027", "10/01/2027")], [], "24/01/2027"),
    (15, "ngay", "20/12/2026", [], [15], "19/01/2027"),
    (1, "thang", "31/01/2026", [pause("10/02/2026", "12/02/2026")], [], "03/03/2026"),
    (10, "ngay-lam-viec", "02/11/2026", [pause("04/11/2026", "04/11/2026")], [1], "18/11/2026"),
]


@pytest.mark.parametrize(("value", "unit", "start", "pauses", "extensions", "end"), SITUATIONS)
def test_a_day_is_put_off(
    value: int, unit: str, start: str, pauses: list[Pause], extensions: list[int], end: str
) -> None:
    more = [Extension(n, "vụ việc phức tạp") for n in extensions]
    assert due(limit(value, unit), day(start), WORKING, more, pauses).on == day(end)


def test_each_step_is_told_with_its_ground() -> None:
    found = due(
        limit(10), day("02/11/2026"), WORKING, [Extension(5, "việc phức tạp")], [pause("05/11/2026", "06/11/2026")]
    )
    assert found.steps == (
        "Mốc tính: ngày 02/11/2026.",
        "Thời hạn: 10 ngày làm việc (Quy chế).",
        "Không tính 7 ngày nghỉ: 07/11–08/11, 14/11–15/11, 21/11–22/11, 24/11.",
        "Tạm dừng từ 05/11/2026 đến 06/11/2026: chờ giám định.",
        "Gia hạn thêm 5 ngày làm việc: việc phức tạp.",
        "Hạn: hết ngày 26/11/2026.",
    )


def test_another_calendar_has_another_version() -> None:
    plain, swapped = calendar_version({}), calendar_version({date(2026, 1, 2): False})
    assert plain != swapped
    assert calendar_version({date(2026, 1, 2): False}) == swapped
