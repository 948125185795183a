"""How offices answer what people send them, in figures: by office and kind, for the public, the desk and reports.

Nothing that somebody wrote goes into them, and satisfaction is not shown while few have said theirs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from inbox.stores.database import Row
from inbox.stores.figures import FiguresStore
from plugins.domain.answering import Timeliness, timeliness
from plugins.domain.clock import VIETNAM
from plugins.domain.comments import Kind, Status
from plugins.domain.ratings import Score, Tally, shown

# What nobody owes an answer to any more, answered or not.
_CLOSED = {Status.WITHDRAWN.id, Status.REDIRECTED.id, Status.SPAM.id}


@dataclass(frozen=True)
class Figures:
    """What came to an office in a year, and what became of it; `kind` is None for all kinds together.

    `answered` counts by how the first answer stood to its due day. `overdue` is what waits beyond a due day whose rule
    was checked. `median_days` are calendar days from arrival to first answer, None before any. `satisfaction` is None
    while too few have rated.
    """

    office: str
    kind: Kind | None
    received: int
    answered: Mapping[Timeliness, int]
    waiting: int
    overdue: int
    median_days: float | None
    reopened: int
    satisfaction: Tally | None


def of_year(store: FiguresStore, year: int, today: date, fewest: int) -> list[Figures]:
    """Return the figures of what came in a year: for each office all kinds together, then each kind.

    Offices stand by their ids; `fewest` is how many ratings are shown.
    """
    span = (datetime(year, 1, 1, tzinfo=VIETNAM), datetime(year + 1, 1, 1, tzinfo=VIETNAM))
    scores = store.scores(*span)
    rows = [{**row, "score": scores.get(row["id"])} for row in store.handled(*span)]
    found = []
    for office in sorted({row["office"] for row in rows}):
        of_it = [row for row in rows if row["office"] == office]
        found.append(_counted(office, None, of_it, today, fewest))
        by_kind = {kind: [row for row in of_it if row["kind"] == kind.id] for kind in Kind}
        found += [_counted(office, kind, of_kind, today, fewest) for kind, of_kind in by_kind.items() if of_kind]
    return found


def _counted(office: str, kind: Kind | None, rows: Sequence[Row], today: date, fewest: int) -> Figures:
    answered = [row for row in rows if row["answered_at"] is not None]
    waiting = [row for row in rows if row["answered_at"] is None and row["status"] not in _CLOSED]
    days = [(row["answered_at"].date() - row["received_at"].date()).days for row in answered]
    return Figures(
        office,
        kind,
        len(rows),
        _by_timeliness(answered),
        len(waiting),
        sum(row["due_is_firm"] and row["due_on"] < today for row in waiting),
        median(days) if days else None,
        sum(row["reopened"] > 0 for row in rows),
        shown({score: sum(row["score"] == score.number for row in rows) for score in Score}, fewest),
    )


def _by_timeliness(answered: Iterable[Row]) -> dict[Timeliness, int]:
    counts = dict.fromkeys(Timeliness, 0)
    for row in answered:
        is_in_time = row["answered_at"].date() <= row["due_on"]
        counts[timeliness(is_firm=row["due_is_firm"], is_in_time=is_in_time)] += 1
    return counts
