"""The account of what must be public: matrix, gaps, catalogue, annual reports; each as pages, two also as CSV."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from plugins.domain.asking import question
from plugins.domain.contents import Notice
from plugins.domain.deadlines import vietnamese_date
from plugins.domain.disclosure import (
    CATALOGUE,
    FOLDER,
    GAPS,
    MATRIX,
    REPORTS,
    Cell,
    CellState,
    Score,
    office_url,
    offices_in_account,
    score,
)
from plugins.domain.disclosure_items import STARTS, DisclosureItem
from plugins.domain.offices import Office
from plugins.domain.periods import Period
from plugins.kit.account import all_gaps, cells
from plugins.kit.build import Build
from plugins.kit.csv_out import csv_bytes
from plugins.kit.outputs import Output

NEWEST_PERIODS = 3
SECTION = "notices"


@dataclass(frozen=True)
class OfficeAccount:
    """What one office owes: its cells item by item, and its scores — by group of the catalogue, then in all.

    `expected` is the score of what rests on rules that nobody has checked.
    """

    office: Office
    items: list[tuple[DisclosureItem, list[Cell]]]
    groups: list[Score]
    total: Score
    expected: Score

    @property
    def standing(self) -> list[int]:
        """How many of its cells stand as each of the columns of the map says."""
        states = [cell.state for _, cells in self.items for cell in cells]
        return [sum(state in of_column for state in states) for _, _, of_column in COLUMNS]


# The columns of the map of all offices: words, tone, states they count. What rests on unchecked rules is never late.
COLUMNS = [
    ("Đã công khai", "success", {CellState.PUBLISHED}),
    ("Công khai muộn", "warning", {CellState.PUBLISHED_LATE}),
    ("Quá hạn, trống", "error", {CellState.LATE, CellState.EMPTY}),
    ("Chưa thấy", "info", {CellState.UNSEEN}),
    ("Chưa đến hạn", "info", {CellState.DUE, CellState.EXPECTED}),
]


@dataclass(frozen=True)
class Report:
    """A row of the compiled table: an office's report for a year, None while there is none, and its figures."""

    office: Office
    cell: Cell
    notice: Notice | None
    figures: list[int | None]


@dataclass(frozen=True)
class Year:
    """The compiled table of a report for one year; a sum is None where nobody gave the figure."""

    item: DisclosureItem
    period: Period
    reports: list[Report]
    sums: list[int | None]

    @property
    def missing(self) -> list[Report]:
        """The offices that have not reported and must."""
        return [r for r in self.reports if r.notice is None and r.cell.state.id != "not-applicable"]


def outputs(build: Build) -> Iterator[Output]:
    """Yield the pages of the account."""
    publication = build.publication
    yield build.page(f"{FOLDER}/{MATRIX}.html", "disclosure_matrix.html", partial(_matrix, build), SECTION)
    for office in offices_in_account(publication):
        arguments = partial(_of_office, build, office.id)
        yield build.page(office_url(office.id), "disclosure_office.html", arguments, SECTION)
    yield Output(f"{FOLDER}/{MATRIX}.csv", partial(_matrix_csv, build))
    yield build.page(f"{FOLDER}/{GAPS}.html", "disclosure_gaps.html", partial(_gaps, build), SECTION)
    yield build.page(f"{FOLDER}/{CATALOGUE}.html", "disclosure_catalogue.html", partial(_catalogue, build), SECTION)
    yield build.page(f"{FOLDER}/{REPORTS}.html", "annual_reports.html", partial(_reports, build), SECTION)
    yield Output(f"{FOLDER}/{REPORTS}.csv", partial(_reports_csv, build))


def _matrix(build: Build) -> Mapping[str, object]:
    groups = _groups(build)
    return {
        "accounts": [_account(office, own, groups) for office, own in _by_office(build)],
        "groups": groups,
        "columns": [(words, tone) for words, tone, _ in COLUMNS],
        "newest": NEWEST_PERIODS,
        "office_url": office_url,
    }


@question
def _account_of(build: Build, office: str) -> OfficeAccount:
    return next(_account(o, own, _groups(build)) for o, own in _by_office(build) if o.id == office)


def _of_office(build: Build, office: str) -> Mapping[str, object]:
    return {"account": _account_of(build, office)}


def _groups(build: Build) -> list[str]:
    return list(dict.fromkeys(item.group for item in build.publication.catalogue.items.values()))


def _by_office(build: Build) -> list[tuple[Office, list[Cell]]]:
    """Return the offices that have cells, in the order of the directory, each with its own."""
    own: dict[str, list[Cell]] = {}
    for cell in cells(build):
        own.setdefault(cell.office, []).append(cell)
    return [(office, own[office.id]) for office in build.publication.catalogue.offices if office.id in own]


def _account(office: Office, own: Sequence[Cell], groups: Sequence[str]) -> OfficeAccount:
    by_item: dict[str, list[Cell]] = {}
    for cell in own:
        by_item.setdefault(cell.item.id, []).append(cell)
    return OfficeAccount(
        office,
        [(found[0].item, found) for found in by_item.values()],
        [score([c for c in own if c.item.group == group]) for group in groups],
        score(own),
        score(own, firm=False),
    )


def _gaps(build: Build) -> Mapping[str, object]:
    return {"gaps": all_gaps(build), "office": build.publication.office}


def _catalogue(build: Build) -> Mapping[str, object]:
    catalogue = build.publication.catalogue
    items = catalogue.items.values()
    return {
        "groups": [(group, [i for i in items if i.group == group]) for group in _groups(build)],
        "catalogue": catalogue,
        "today": build.publication.now.date(),
        "starts": STARTS,
        "forms": {i.id: [catalogue.forms[form] for form in i.forms] for i in items},
        "owing": {i.id: [o for o in catalogue.offices if i.binds(o)] for i in items},
    }


def _reports(build: Build) -> Mapping[str, object]:
    return {"years": list(_years(build)), "figures": build.publication.catalogue.figures}


def _matrix_csv(build: Build) -> bytes:
    header = ["Mã cơ quan", "Cơ quan", "Mã nội dung", "Nội dung", "Nguồn", "Kỳ", "Tình trạng", "Hạn", "Hạn đã xác minh"]
    header += ["Ngày công khai", "Giải thích", "Cách tính hạn", "Địa chỉ"]
    return csv_bytes(header, (_row(build, cell) for cell in cells(build)))


def _row(build: Build, cell: Cell) -> list[object]:
    return [
        cell.office,
        build.publication.office(cell.office).name,
        cell.item.id,
        cell.item.title,
        cell.item.source,
        cell.period.id if cell.period else "",
        cell.state.words,
        cell.due.on if cell.due else "",
        "có" if cell.firm else "chưa",
        cell.notice.published_on if cell.notice else "",
        cell.words,
        " ".join(cell.due.steps) if cell.due else "",
        build.absolute(cell.notice.url if cell.notice else office_url(cell.office, cell.item.id)),
    ]


def _years(build: Build) -> Iterator[Year]:
    """Yield the table of every report and year, the newest year first."""
    asked = list(build.publication.catalogue.figures)
    tables: dict[tuple[str, Period], list[Cell]] = {}
    for cell in cells(build):
        if cell.item.is_report and cell.period:
            tables.setdefault((cell.item.id, cell.period), []).append(cell)
    for (_, period), found in sorted(tables.items(), key=lambda t: (-t[0][1].year, t[0][0])):
        reports = [Report(build.publication.office(c.office), c, c.notice, _figures(c.notice, asked)) for c in found]
        columns = [[report.figures[n] for report in reports] for n in range(len(asked))]
        sums = [sum(given) if (given := [v for v in column if v is not None]) else None for column in columns]
        yield Year(found[0].item, period, reports, sums)


def _figures(notice: Notice | None, asked: Sequence[str]) -> list[int | None]:
    given = dict(notice.figures) if notice else {}
    return [given.get(id_) for id_ in asked]


def _reports_csv(build: Build) -> bytes:
    figures = build.publication.catalogue.figures.values()
    header = ["Năm", "Mã cơ quan", "Cơ quan", "Tình trạng", "Hạn", "Ngày báo cáo"]
    header += [f"{figure.name} ({figure.unit})" for figure in figures]
    rows = (
        [
            year.period.year,
            report.office.id,
            report.office.name,
            report.cell.state.words,
            vietnamese_date(report.cell.due.on) if report.cell.due else "",
            vietnamese_date(report.notice.published_on) if report.notice else "",
            *("" if value is None else value for value in report.figures),
        ]
        for year in _years(build)
        for report in year.reports
    )
    return csv_bytes(header, rows)
