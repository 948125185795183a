"""Time limits and due dates: rules are data with a source, a due date can explain itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

WorkingDays = Callable[[date], bool]

UNIT_WORDS = {"ngay": "ngày", "ngay-lam-viec": "ngày làm việc", "thang": "tháng"}


@dataclass(frozen=True)
class TimeLimit:
    """One row of `thoi-han.toml`: a length with its unit, the law it comes from, whether that was checked.

    `unit` is `ngay` (calendar days), `ngay-lam-viec` (working days) or `thang` (months). `starts_next_day`: day one is
    the day after the event (Civil Code, Điều 147), else the day itself.
    """

    id: str
    what: str
    value: int
    unit: str
    starts_next_day: bool
    source: str
    verified: bool
    valid_from: date
    valid_to: date | None = None

    @property
    def words(self) -> str:
        """The length in words: “15 ngày làm việc”."""
        return f"{self.value} {UNIT_WORDS[self.unit]}"


class Pause(NamedTuple):
    """Days, both included, on which a limit does not run, and the legal ground for that."""

    first: date
    last: date
    ground: str


class Extension(NamedTuple):
    """So many days more, counted as the limit counts, and the legal ground for that."""

    value: int
    ground: str


class DueDate(NamedTuple):
    """A due day (its last second counts, Asia/Ho_Chi_Minh), whether it rests on a checked rule, and its arithmetic."""

    on: date
    firm: bool
    steps: tuple[str, ...]


def due(
    limit: TimeLimit,
    start: date,
    is_working_day: WorkingDays,
    extensions: Sequence[Extension] = (),
    pauses: Sequence[Pause] = (),
) -> DueDate:
    """Return when a limit that starts with an event on `start` ends, with the steps of the calculation.

    A paused day does not count. An extension goes on counting where the limit ended.
    """
    steps = [f"Mốc tính: ngày {vietnamese_date(start)}.", f"Thời hạn: {limit.words} ({limit.source})."]
    first = start + timedelta(days=1) if limit.starts_next_day else start
    counts_all = limit.unit != "ngay-lam-viec"

    def counts(day: date) -> bool:
        return (counts_all or is_working_day(day)) and not _paused(day, pauses)

    if limit.unit == "thang":
        last = _months_after(start, limit.value) - timedelta(days=0 if limit.starts_next_day else 1)
        day, skipped = _count(first, (last - first).days + 1, counts)
    else:
        day, skipped = _count(first, limit.value, counts)
    for extension in extensions:
        day, more = _count(day + timedelta(days=1), extension.value, counts)
        skipped += more
    off = [day_ for day_ in skipped if not _paused(day_, pauses)]
    if off:
        steps.append(f"Không tính {len(off)} ngày nghỉ: {_runs(off)}.")
    # A pause after the end delays nothing, and is not told.
    steps += [
        f"Tạm dừng từ {vietnamese_date(p.first)} đến {vietnamese_date(p.last)}: {p.ground}."
        for p in pauses
        if any(p.first <= day_ <= p.last for day_ in skipped)
    ]
    unit = UNIT_WORDS["ngay" if counts_all else limit.unit]
    steps += [f"Gia hạn thêm {extension.value} {unit}: {extension.ground}." for extension in extensions]
    steps.append(f"Hạn: hết ngày {vietnamese_date(day)}.")
    if not limit.verified:
        steps.append("Dự kiến: quy định về thời hạn này chưa được cán bộ pháp chế xác nhận.")
    return DueDate(day, limit.verified, tuple(steps))


def _paused(day: date, pauses: Sequence[Pause]) -> bool:
    return any(pause.first <= day <= pause.last for pause in pauses)


def shortest_end(limit: TimeLimit, start: date) -> date:
    """Return the earliest day a period of at least `limit` that is made public on `start` may end.

    Consultation minimums are calendar time: holidays and week-ends count (Decree 78/2025).
    """
    return due(limit, start, lambda _day: True).on


def _count(first: date, count: int, counts: WorkingDays) -> tuple[date, list[date]]:
    """Return the last of `count` days that count, from `first` on, and the days between that do not."""
    day, left = first, count
    skipped: list[date] = []
    while True:
        if counts(day):
            left -= 1
            if left == 0:
                return day, skipped
        else:
            skipped.append(day)
        day += timedelta(days=1)


def _months_after(start: date, months: int) -> date:
    """The same day of a later month; the last day of that month where it is shorter."""
    year, month = divmod(start.month - 1 + months, 12)
    first_of_next = date(start.year + year + (month == 11), (month + 1) % 12 + 1, 1)  # noqa: PLR2004  # December
    return min(date(start.year + year, month + 1, 1) + timedelta(days=start.day - 1), first_of_next - timedelta(days=1))


def _runs(days: list[date]) -> str:
    """Return days as runs: “05/12–06/12, 12/12–13/12”."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(f"{r[0]:%d/%m}–{r[-1]:%d/%m}" if len(r) > 1 else f"{r[0]:%d/%m}" for r in runs)


def vietnamese_date(day: date) -> str:
    """Return a day as Vietnamese write it: 21/11/2026."""
    return f"{day:%d/%m/%Y}"
