"""The log of receipts: what it is for, and the days of each year with their roots."""

from collections.abc import Iterator, Mapping
from functools import partial

from plugins.domain.asking import question
from plugins.domain.contents import ReceiptDay
from plugins.kit.build import Build
from plugins.kit.outputs import Output

_FOLDER = "so-bien-nhan"


def outputs(build: Build) -> Iterator[Output]:
    """Yield the page that explains the log, with the days of the latest year, and a page of each year."""
    yield from build.in_all_languages(f"{_FOLDER}/index.html", "receipt_log.html", partial(_page, build, None))
    for year in _years(build):
        path = f"{_FOLDER}/{year}.html"
        yield from build.in_all_languages(path, "receipt_log.html", partial(_page, build, year))


@question
def _years(build: Build) -> list[int]:
    """Return the years that have days, the latest first."""
    return sorted({day.published_on.year for day in build.publication.receipt_days}, reverse=True)


@question
def _days(build: Build, year: int) -> list[ReceiptDay]:
    """Return the days of a year, the latest first."""
    return [day for day in build.publication.receipt_days if day.published_on.year == year]


def _page(build: Build, year: int | None) -> Mapping[str, object]:
    years = _years(build)
    shown = year or next(iter(years), None)
    return {"year": year, "years": years, "days": _days(build, shown) if shown else []}
