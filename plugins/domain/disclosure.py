"""The account of what is public: office × item × period, how each stands, why; what is missing.

Law 10/2022, Điều 11–14. A rule nobody has checked is never the ground for calling anything late or missing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from plugins.domain.contents import Notice
from plugins.domain.deadlines import DueDate, TimeLimit, WorkingDays, due, vietnamese_date
from plugins.domain.disclosure_items import NEXT_PERIOD, PERIOD_END, DisclosureItem, Medium
from plugins.domain.offices import Office
from plugins.domain.periods import Cycle, Period, between
from plugins.domain.postings import PostingState, judged_postings
from plugins.domain.publication import Publication
from plugins.domain.rows import Catalogue

FOLDER = "cong-khai"
# Pages beside the notices, so that no notice takes their names.
MATRIX, GAPS, CATALOGUE, REPORTS = "ma-tran", "khoang-trong", "danh-muc", "bao-cao-nam"
PAGE_NAMES = frozenset({MATRIX, GAPS, CATALOGUE, REPORTS})
EXPIRING_DAYS = 7
_UNCHECKED = "Dự kiến: quy định về nội dung hoặc thời hạn này chưa được cán bộ pháp chế xác nhận."


class CellState(Enum):
    """How an item stands for an office in a period, with its words."""

    PUBLISHED = ("published", "Đã công khai")
    PUBLISHED_LATE = ("published-late", "Công khai muộn")
    DUE = ("due", "Chưa đến hạn")
    LATE = ("late", "Quá hạn")
    EMPTY = ("empty", "Trống")
    NOT_APPLICABLE = ("not-applicable", "Không áp dụng")
    EXPECTED = ("expected", "Dự kiến đến hạn")
    UNSEEN = ("unseen", "Chưa thấy công bố")
    NOTHING_YET = ("nothing-yet", "Chưa phát sinh")

    def __init__(self, id_: str, words: str) -> None:
        self.id = id_
        self.words = words


_DONE = {CellState.PUBLISHED, CellState.PUBLISHED_LATE}
_MISSING = {CellState.LATE, CellState.EMPTY}


@dataclass(frozen=True)
class Cell:
    """One cell of the matrix.

    `period` is None for what has no periods. `firm`: item and deadline rest on checked rules. `due` is None while it
    cannot be known (it counts from a decision nobody has told us of). `since` is the first day of a gap. `words` say
    how it stands in one sentence.
    """

    office: str
    item: DisclosureItem
    period: Period | None
    state: CellState
    firm: bool
    due: DueDate | None
    notice: Notice | None
    since: date | None
    words: str

    @property
    def id(self) -> str:
        """Office, item and period in one; what happens on event adds its notice."""
        which = self.period.id if self.period else (self.notice.id if self.notice else "")
        return ".".join(filter(None, [self.office, self.item.id, which]))

    @property
    def period_words(self) -> str:
        """The period in words; of an event, its day."""
        if self.period:
            return self.period.words
        if self.notice and self.item.cycle is Cycle.EVENT:
            return f"Việc ngày {vietnamese_date(self.notice.decided_on)}"
        return self.item.cycle.words.capitalize()

    @property
    def is_gap(self) -> bool:
        """Whether something that must be public is not."""
        return self.state in _MISSING


@dataclass(frozen=True)
class Score:
    """How much of what has fallen due is done: items, not periods; `percent` is rounded down."""

    done: int
    due: int

    @property
    def percent(self) -> int | None:
        """The share in percent, None when nothing has fallen due yet."""
        return self.done * 100 // self.due if self.due else None


@dataclass(frozen=True)
class Gap:
    """Something that must be public and is not: a stable id, title, URL relative to the root, office, since when."""

    id: str
    title: str
    url: str
    office: str
    since: date
    words: str


def matrix(publication: Publication, is_working_day: WorkingDays) -> list[Cell]:
    """Return every cell: by office and item in the order of the registers, the newest period first."""
    account = _Account(publication.catalogue, publication.now.date(), is_working_day)
    first_notices = _by_office_and_item(publication)
    cells: list[Cell] = []
    for office in publication.catalogue.offices:
        for item in publication.catalogue.items.values():
            if item.binds(office):
                cells += account.cells(office, item, first_notices.get((office.id, item.id), {}))
    return cells


def offices_in_account(publication: Publication) -> list[Office]:
    """Return the offices that have cells, without judging any."""
    account = _Account(publication.catalogue, publication.now.date(), lambda _: True)
    items = list(publication.catalogue.items.values())
    told = _by_office_and_item(publication)
    return [
        office
        for office in publication.catalogue.offices
        if any(
            account.concerns(office, item, told.get((office.id, item.id), {})) for item in items if item.binds(office)
        )
    ]


def _by_office_and_item(publication: Publication) -> dict[tuple[str, str], dict[str, list[Notice]]]:
    """Return the notices of each office and item by the id of their period; what was published first decides."""
    found: dict[tuple[str, str], dict[str, list[Notice]]] = {}
    for notice in reversed(publication.notices):
        if notice.item:
            periods = found.setdefault((notice.office, notice.item), {})
            periods.setdefault(notice.period.id if notice.period else "", []).append(notice)
    return found


def score(cells: Sequence[Cell], *, firm: bool = True) -> Score:
    """Return how many items are done of those of which something has fallen due.

    An item counts by the latest period that has fallen due: published once, but not in the cycle that lapsed since, it
    counts as not done. Items on unchecked rules are counted apart (`firm=False`).
    """
    latest: dict[tuple[str, str], Cell] = {}
    fallen_due = _DONE | _MISSING | {CellState.UNSEEN}
    for cell in cells:  # the newest period comes first
        if cell.firm is firm and cell.state in fallen_due:
            latest.setdefault((cell.office, cell.item.id), cell)
    return Score(sum(cell.state in _DONE for cell in latest.values()), len(latest))


def gaps(publication: Publication, is_working_day: WorkingDays, cells: Iterable[Cell] | None = None) -> list[Gap]:
    """Return what must be public and is not, and what was posted or broadcast too shortly; the newest gap first.

    `cells` is the matrix where it has been judged already.
    """
    judged = matrix(publication, is_working_day) if cells is None else cells
    found = [*_missing(publication, judged), *_too_short(publication, is_working_day)]
    return sorted(found, key=lambda gap: (gap.since, gap.id), reverse=True)


def _missing(publication: Publication, cells: Iterable[Cell]) -> Iterator[Gap]:
    for cell in cells:
        if cell.is_gap and cell.since:
            office = publication.office(cell.office)
            title = f"{cell.state.words}: {cell.item.title} – {cell.period_words} – {office.name}"
            yield Gap(cell.id, title, office_url(cell.office, cell.item.id), cell.office, cell.since, cell.words)


def _too_short(publication: Publication, is_working_day: WorkingDays) -> Iterator[Gap]:
    for notice in publication.notices:
        counted: Counter[Medium] = Counter()
        for judged in judged_postings(publication, notice, is_working_day):
            posting = judged.posting
            counted[posting.medium] += 1
            if judged.state is PostingState.TOO_SHORT and posting.last:
                yield Gap(
                    f"{notice.office}.{posting.medium.id}.{notice.id}.{counted[posting.medium]}",
                    f"{judged.state_words}: {notice.title} – {posting.place}",
                    notice.url,
                    notice.office,
                    posting.last + timedelta(days=1),
                    judged.words,
                )


def office_url(office: str, item: str = "") -> str:
    """Return the URL of an office's page of the matrix, at an item when one is given."""
    return f"{FOLDER}/{MATRIX}/{office}.html" + (f"#{item}" if item else "")


class _Account:
    """The rules by which a cell is judged on a day."""

    def __init__(self, catalogue: Catalogue, today: date, is_working_day: WorkingDays) -> None:
        self.catalogue = catalogue
        self.today = today
        self.is_working_day = is_working_day

    def cells(self, office: Office, item: DisclosureItem, notices: dict[str, list[Notice]]) -> Iterator[Cell]:
        """Yield the cells of an item for an office, the newest first; `notices` by the id of their period."""
        if item.cycle is Cycle.EVENT:
            yield from self._events(office, item, notices.get("", []))
        elif item.cycle is Cycle.ONCE:
            if office.is_alive(self.today):
                yield self._cell(office, item, None, next(iter(notices.get("", [])), None))
        else:
            kept = list(self._periods(office, item))
            for period in [*sorted(self._ahead(notices), key=lambda p: p.first, reverse=True), *reversed(kept)]:
                yield self._cell(office, item, period, next(iter(notices.get(period.id, [])), None))

    def concerns(self, office: Office, item: DisclosureItem, notices: dict[str, list[Notice]]) -> bool:
        """Tell whether an office has a cell of an item."""
        if item.cycle in {Cycle.EVENT, Cycle.ONCE}:
            return office.is_alive(self.today) or (item.cycle is Cycle.EVENT and bool(notices))
        return bool(self._ahead(notices)) or any(True for _ in self._periods(office, item))

    def _ahead(self, notices: dict[str, list[Notice]]) -> set[Period]:
        told = (n.period for ns in notices.values() for n in ns if n.period)
        return {period for period in told if period.first > self.today}

    def _periods(self, office: Office, item: DisclosureItem) -> Iterator[Period]:
        periods = between(item.cycle, item.since, self.today)
        return (p for p in periods if office.is_alive(min(p.last, self.today)))

    def _events(self, office: Office, item: DisclosureItem, notices: list[Notice]) -> Iterator[Cell]:
        for notice in reversed(notices):
            yield self._cell(office, item, None, notice)
        if not notices and office.is_alive(self.today):
            cell = self._cell(office, item, None, None)
            if cell.state is not CellState.NOT_APPLICABLE:
                words = "Chưa ghi nhận việc nào phải công khai."
                cell = replace(cell, state=CellState.NOTHING_YET, due=None, since=None, words=words)
            yield cell

    def _cell(self, office: Office, item: DisclosureItem, period: Period | None, notice: Notice | None) -> Cell:
        limit = self._limit(item, period, notice)
        firm = item.verified and (limit is not None and limit.verified if item.limit else True)
        due_date = self._due(item, period, notice, limit)
        exemption = item.exemption(office.id, period)
        since = None
        if notice is not None:
            state, words = self._published(notice, due_date, limit)
        elif exemption is not None:
            state, words = CellState.NOT_APPLICABLE, exemption.reason
        else:
            lapsed = _lapse(item, period, due_date)
            state, words = self._unpublished(due_date, lapsed, firm=firm)
            end = due_date.on if due_date else lapsed
            since = end + timedelta(days=1) if state in _MISSING and end else None
        return Cell(office.id, item, period, state, firm, due_date, notice, since, words)

    def _limit(self, item: DisclosureItem, period: Period | None, notice: Notice | None) -> TimeLimit | None:
        """Return the time limit in force on the day it counts from, as far as that day is known."""
        day = _start(item, period, notice) or (period.first if period else self.today)
        return self.catalogue.limit(item.limit, day) if item.limit else None

    def _due(
        self, item: DisclosureItem, period: Period | None, notice: Notice | None, limit: TimeLimit | None
    ) -> DueDate | None:
        if item.due_day and period:
            day = date(period.year, *item.due_day)
            steps = [f"Hạn hằng năm: ngày {item.due_day_words} ({item.source}).", f"Hạn: hết {_day(day)}."]
            return DueDate(day, item.verified, tuple(steps if item.verified else [*steps, _UNCHECKED]))
        start = _start(item, period, notice)
        if limit is None or start is None:
            return None
        counted = due(limit, start, self.is_working_day)
        if item.verified or not counted.firm:
            return counted
        return DueDate(counted.on, firm=False, steps=(*counted.steps, _UNCHECKED))

    def _published(self, notice: Notice, due_date: DueDate | None, limit: TimeLimit | None) -> tuple[CellState, str]:
        published = f"Công khai {_day(notice.published_on)}"
        if due_date is None:
            return CellState.PUBLISHED, f"{published}."
        if not due_date.firm:
            return CellState.PUBLISHED, f"{published}; hạn dự kiến: {_day(due_date.on)}."
        if notice.published_on <= due_date.on:
            return CellState.PUBLISHED, f"{published}, trong hạn ({_day(due_date.on)})."
        by = self._overrun(due_date.on, notice.published_on, limit)
        return CellState.PUBLISHED_LATE, f"Công khai muộn {by}: {_day(notice.published_on)}, hạn {_day(due_date.on)}."

    def _unpublished(self, due_date: DueDate | None, lapsed: date | None, *, firm: bool) -> tuple[CellState, str]:
        is_overdue = due_date is not None and due_date.on < self.today
        is_lapsed = lapsed is not None and lapsed < self.today
        day = _day(due_date.on) if due_date else "chưa xác định, tính từ ngày có quyết định, văn bản"
        if not is_overdue and not is_lapsed:
            if firm:
                return CellState.DUE, f"Hạn: {day}."
            return CellState.EXPECTED, f"Dự kiến đến hạn: {day}."
        if not firm:
            return CellState.UNSEEN, f"Chưa thấy công bố (hạn dự kiến: {day})."
        if is_lapsed:
            return CellState.EMPTY, f"Đã qua cả chu kỳ mà chưa công khai (hạn: {day})."
        return CellState.LATE, f"Chưa công khai; hạn là {day}."

    def _overrun(self, due_on: date, day: date, limit: TimeLimit | None) -> str:
        """Return by how much a day is late, in the unit of its time limit: “3 ngày làm việc”."""
        days = [due_on + timedelta(days=n) for n in range(1, (day - due_on).days + 1)]
        working = sum(map(self.is_working_day, days))
        if limit is not None and limit.unit == "ngay-lam-viec" and working:
            return f"{working} ngày làm việc"
        return f"{len(days)} ngày"


def _start(item: DisclosureItem, period: Period | None, notice: Notice | None) -> date | None:
    """Return the day from which the deadline counts, None while nobody knows it."""
    if item.start == PERIOD_END:
        return period.last if period else None
    if notice is not None:
        return notice.decided_on
    # What must be public once and for all must have been when account began to be kept.
    return item.since if item.cycle is Cycle.ONCE else None


def _lapse(item: DisclosureItem, period: Period | None, due_date: DueDate | None) -> date | None:
    """Return the last day of the cycle within which the item should have been published, None for what has none."""
    if period is None:
        return None
    last = period.shifted(1).last if item.lapses == NEXT_PERIOD else period.last
    return max(last, due_date.on) if due_date else last


def _day(day: date) -> str:
    return f"ngày {vietnamese_date(day)}"
