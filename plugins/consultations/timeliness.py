"""How soon offices answered what people said: a page of all offices."""

from collections.abc import Iterator, Mapping
from functools import partial

from plugins.domain.answering import Answered, Timeliness, opinions_by_timeliness
from plugins.domain.asking import question
from plugins.kit.answering import all_answered
from plugins.kit.build import Build
from plugins.kit.outputs import Output

PAGE = "du-thao/tra-loi-dung-han.html"


def outputs(build: Build) -> Iterator[Output]:
    """Yield the page."""
    yield build.page(PAGE, "timeliness.html", partial(_page, build), "drafts")


@question
def _rows(build: Build) -> list[Answered]:
    return all_answered(build)


def _page(build: Build) -> Mapping[str, object]:
    rows = _rows(build)
    catalogue = build.publication.catalogue
    by_office = [(office, [row for row in rows if row.office == office.id and row.on]) for office in catalogue.offices]
    answering = [(office, of_it) for office, of_it in by_office if of_it]
    return {
        "kinds": [(t.id, t.words) for t in Timeliness],
        "urls": [f"../co-quan/{office.id}.html" for office, _ in answering],
        "rows": [(office.name, *_counted(of_it)) for office, of_it in answering],
        "owed": [(row, build.publication.office(row.office)) for row in rows if row.on is None],
    }


def _counted(rows: list[Answered]) -> tuple[str, list[tuple[str, int]]]:
    counts = [(timeliness.id, opinions) for timeliness, opinions in opinions_by_timeliness(rows)]
    return f"{sum(opinions for _, opinions in counts)} ý kiến", counts
