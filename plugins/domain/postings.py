"""How long a notice hangs on the board or is read on the loudspeakers, and whether that is long enough.

Law 10/2022, Điều 13; Law 104/2016, Điều 21. A rule nobody has checked is never the ground for calling a posting short.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from plugins.domain.contents import Notice
from plugins.domain.deadlines import DueDate, TimeLimit, WorkingDays, due, vietnamese_date
from plugins.domain.disclosure_items import Medium, Posting
from plugins.domain.faults import Rule, unconfirmed
from plugins.domain.publication import Publication
from plugins.domain.rows import Catalogue

# The rule that holds for whatever is posted on a board, unless the item names another one.
_DEFAULT_MINIMUM = {Medium.BOARD: "posting.default.min"}


class PostingState(Enum):
    """How a posting stands, with its words on a board and on the loudspeakers."""

    PLANNED = ("planned", "Sẽ niêm yết", "Sẽ phát thanh")
    GOING_ON = ("hanging", "Đang niêm yết", "Đang phát thanh")
    DONE = ("done", "Đã niêm yết đủ thời hạn", "Đã phát thanh đủ thời hạn")
    TOO_SHORT = ("early_takedown", "Gỡ trước hạn", "Phát chưa đủ ngày")
    ENDED = ("ended", "Đã kết thúc niêm yết", "Đã kết thúc phát thanh")

    def __init__(self, id_: str, on_board: str, on_air: str) -> None:
        self.id = id_
        self._words = {Medium.BOARD: on_board, Medium.LOUDSPEAKER: on_air}

    def words(self, medium: Medium) -> str:
        """Return the words of the state on a medium."""
        return self._words[medium]


@dataclass(frozen=True)
class Minimum:
    """How long a posting lasts at least: the rule, its last day that follows from the first, what is not confirmed."""

    limit: TimeLimit
    until: DueDate
    unconfirmed: tuple[Rule, ...]

    def is_missed_by(self, posting: Posting) -> bool:
        """Tell whether a posting is (or will be) over too early."""
        return posting.last is not None and posting.last < self.until.on


@dataclass(frozen=True)
class JudgedPosting:
    """A posting and how it stands; `minimum` is None without a rule."""

    posting: Posting
    state: PostingState
    minimum: Minimum | None

    @property
    def state_words(self) -> str:
        """The words of its state."""
        return self.state.words(self.posting.medium)

    @property
    def words(self) -> str:
        """How it stands, in one sentence."""
        if self.state is not PostingState.TOO_SHORT or self.minimum is None or self.posting.last is None:
            return self.state_words
        days = (self.posting.last - self.posting.first).days + (0 if self.minimum.limit.starts_next_day else 1)
        until = vietnamese_date(self.minimum.until.on)
        return f"{self.posting.medium.words} {days} ngày, phải đến hết ngày {until}"


def minimum(catalogue: Catalogue, item: str, posting: Posting, is_working_day: WorkingDays) -> Minimum | None:
    """Return how long a posting of a notice of an item (its id, "" for none) lasts at least, None where no rule says.

    What holds because of the item alone is no surer than the item.
    """
    of_item = catalogue.items.get(item)
    default = _DEFAULT_MINIMUM.get(posting.medium, "")
    id_ = (of_item.minimum(posting.medium) if of_item else "") or default
    limit = catalogue.limit(id_, posting.first)
    if limit is None:
        return None
    rules = unconfirmed({"thoi-han": limit, "noi-dung-cong-khai": of_item if id_ != default else None})
    return Minimum(limit, due(limit, posting.first, is_working_day), rules)


def judged_postings(publication: Publication, notice: Notice, is_working_day: WorkingDays) -> list[JudgedPosting]:
    """Return the postings of a notice with how they stand."""
    today = publication.now.date()
    judged = []
    for posting in notice.postings:
        required = minimum(publication.catalogue, notice.item, posting, is_working_day)
        judged.append(JudgedPosting(posting, _posting_state(posting, required, today), required))
    return judged


def _posting_state(posting: Posting, required: Minimum | None, today: date) -> PostingState:
    if posting.first > today:
        return PostingState.PLANNED
    if posting.last is None or posting.last >= today:
        return PostingState.GOING_ON
    if required is None:
        return PostingState.ENDED
    if not required.is_missed_by(posting):
        return PostingState.DONE
    return PostingState.ENDED if required.unconfirmed else PostingState.TOO_SHORT
