"""The calendar as pages: month by month what opens for comment, what closes, what is held."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from plugins.domain.asking import question, shared
from plugins.domain.cards import Content
from plugins.kit.build import Build
from plugins.kit.outputs import Output

FOLDER = "lich"
SECTION = "events"

Month = tuple[int, int]  # year, month


@dataclass(frozen=True)
class Entry:
    """Something on a day: `kind` and its `words`; `at` its moment, None for the whole day; `place`, "" for none."""

    on: date
    at: datetime | None
    kind: str
    words: str
    content: Content
    place: str = ""
    is_cancelled: bool = False


def outputs(build: Build) -> Iterator[Output]:
    """Yield the page of what is to come, and a page for every month that holds anything."""
    yield from build.in_all_languages(f"{FOLDER}/index.html", "calendar.html", partial(_coming, build), SECTION)
    for month in _entries(build):
        yield from build.in_all_languages(
            f"{FOLDER}/{_file(month)}", "calendar_month.html", partial(_month, build, month), SECTION
        )


def _coming(build: Build) -> Mapping[str, object]:
    coming = _months_to_come(build)
    return {
        "months": [(month, _days(build, *month)) for month in coming],
        "past": [(month, _file(month)) for month in _months(build) if month not in coming][::-1],
    }


def _month(build: Build, month: Month) -> Mapping[str, object]:
    months = _months(build)
    place = months.index(month)
    return {
        "month": month,
        "days": _days(build, *month),
        "earlier": _file(months[place - 1]) if place else None,
        "later": _file(months[place + 1]) if place + 1 < len(months) else None,
    }


@question
def _months(build: Build) -> list[Month]:
    """Return the months that hold anything, the earliest first."""
    return list(_entries(build))


@question
def _months_to_come(build: Build) -> list[Month]:
    """Return those that are not over."""
    today = build.publication.now.date()
    return [month for month in _entries(build) if today <= _last_day(month)]


@question
def _days(build: Build, year: int, month: int) -> list[tuple[date, list[Entry]]]:
    """Return the days of a month with their entries. Raises LookupError for a month that holds nothing."""
    days: dict[date, list[Entry]] = {}
    for entry in _entries(build)[year, month]:
        days.setdefault(entry.on, []).append(entry)
    return list(days.items())


@shared
def _entries(build: Build) -> dict[Month, list[Entry]]:
    months: dict[Month, list[Entry]] = {}
    for entry in sorted(_all(build), key=_in_order):
        months.setdefault((entry.on.year, entry.on.month), []).append(entry)
    return months


def _in_order(entry: Entry) -> tuple[object, ...]:
    """Return a key to sort by: the whole day before its hours."""
    return entry.on, entry.at.isoformat() if entry.at else "", entry.content.id, entry.kind


def _all(build: Build) -> Iterator[Entry]:
    for consultation in build.publication.consultations:
        draft, cancelled = consultation.draft, consultation.draft.cancellation is not None
        yield Entry(draft.opens_on, None, "open", "Mở lấy ý kiến", draft, is_cancelled=cancelled)
        yield Entry(draft.closes_on, None, "late", "Ngày cuối góp ý", draft, is_cancelled=cancelled)
    for event in build.publication.events:
        yield Entry(
            event.starts_at.date(),
            event.starts_at,
            "planned",
            event.event_type.name,
            event,
            event.place,
            event.cancellation is not None,
        )


def _last_day(month: Month) -> date:
    year, number = month
    return date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)


def _file(month: Month) -> str:
    return f"{month[0]}-{month[1]:02d}.html"
