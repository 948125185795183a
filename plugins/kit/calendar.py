"""The working-day calendar: overrides of the site ▷ the `holidays` library (swapped days it knows, week-ends)."""

from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256


def working_days(overrides: Mapping[date, bool]) -> Callable[[date], bool]:
    """Return a function that tells whether a day is a working day of the State's offices.

    `overrides` are the rows of `ngay-nghi.toml` (official notices on swapped days); they win over the library, which
    does not know all of them.
    """
    import holidays  # takes longer to load than most builds need in all

    public_holidays = holidays.country_holidays("VN")

    def is_working_day(day: date) -> bool:
        if day in overrides:
            return overrides[day]
        return public_holidays.is_working_day(day)

    return is_working_day


def calendar_version(overrides: Mapping[date, bool]) -> str:
    """Return which calendar this is: the library's version, a hash of the overrides; stored beside what it gave."""
    from importlib.metadata import version  # slow to load, and most builds ask for no working day

    rows = "".join(f"{day}:{works};" for day, works in sorted(overrides.items()))
    return f"holidays {version('holidays')} + {sha256(rows.encode()).hexdigest()[:12]}"
