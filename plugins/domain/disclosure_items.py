"""What must be made public, as rows of the registers: items, forms, figures of reports; where it is posted."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple

from plugins.domain.offices import Office
from plugins.domain.periods import Cycle, Period

# From what a deadline counts: the day of the decision (or event), or the last day of the period.
DECISION, PERIOD_END = "quyet-dinh", "cuoi-ky"
# By the end of which period something unpublished is no longer late but missing altogether.
THIS_PERIOD, NEXT_PERIOD = "ky-nay", "ky-sau"
STARTS = {DECISION: "ngày có quyết định, văn bản", PERIOD_END: "ngày cuối kỳ"}


class Medium(Enum):
    """What makes a notice known for a time: its id (a front-matter key, too), its words, words for “not over yet”."""

    BOARD = ("niem-yet", "Niêm yết", "chưa gỡ")
    LOUDSPEAKER = ("truyen-thanh", "Phát thanh", "chưa kết thúc")

    def __init__(self, id_: str, words: str, not_over: str) -> None:
        self.id = id_
        self.words = words
        self.not_over = not_over


class DisclosureForm(NamedTuple):
    """A row of `hinh-thuc-cong-khai.toml`: a form in which something is made public (Law 10/2022, Điều 12)."""

    id: str
    name: str
    source: str
    verified: bool


class Figure(NamedTuple):
    """A row of `chi-tieu-bao-cao.toml`: a figure that annual reports give, and its unit."""

    id: str
    name: str
    unit: str


class Exemption(NamedTuple):
    """That an item does not concern an office, in one period (`period` is its id) or, with "", in any; and why."""

    office: str
    period: str
    reason: str


@dataclass(frozen=True)
class DisclosureItem:
    """A row of `noi-dung-cong-khai.toml`: something that must be made public, by whom, how often, by when.

    The deadline is a time limit (`limit`, its id) counted from `start`, or the day `due_day` (month, day) of each year.
    `lapses` says by the end of which period nothing published means that a whole cycle is missing. `posting` and
    `broadcast` are ids of time limits: how long at least. Account is kept from the period that holds `since`.
    """

    id: str
    title: str
    group: str
    source: str
    verified: bool
    forms: tuple[str, ...]
    cycle: Cycle
    limit: str
    start: str
    due_day: tuple[int, int] | None
    lapses: str
    posting: str
    broadcast: str
    offices: tuple[str, ...]
    kinds: tuple[str, ...]
    level: str
    since: date
    exemptions: tuple[Exemption, ...]
    is_report: bool

    def binds(self, office: Office) -> bool:
        """Tell whether an office must publish this: it is named, or it is of a kind (and level) that is."""
        is_of_kind = office.kind in self.kinds and (not self.level or office.level == self.level)
        return office.id in self.offices or is_of_kind

    def minimum(self, medium: Medium) -> str:
        """Return the id of the time limit that says how long at least the item is on a medium, "" for none."""
        return self.posting if medium is Medium.BOARD else self.broadcast

    def exemption(self, office: str, period: Period | None) -> Exemption | None:
        """Return why the item does not concern an office in a period, None when it does."""
        asked = {"", period.id if period else ""}
        return next((e for e in self.exemptions if e.office == office and e.period in asked), None)

    @property
    def due_day_words(self) -> str:
        """The due day of each year: “20/11”; "" when there is none."""
        return f"{self.due_day[1]:02d}/{self.due_day[0]:02d}" if self.due_day else ""


class Posting(NamedTuple):
    """A posting of a notice on a board (niêm yết) or on the loudspeakers (truyền thanh): where, first and last day.

    `last` is None while it goes on. The evidence is the name of a file in `tep/`, or words, or neither.
    """

    medium: Medium
    place: str
    first: date
    last: date | None
    evidence_file: str
    evidence: str
