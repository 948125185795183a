"""Communities and what they decide themselves: villages, bodies of supervision, thresholds, results of votes."""

from datetime import date
from enum import Enum
from typing import NamedTuple


class Village(NamedTuple):
    """A row of `thon.toml`: a thôn or tổ dân phố with its number of households on a day."""

    id: str
    name: str
    kind: str
    households: int
    counted_on: date
    meeting_place: str


class Body(NamedTuple):
    """A row of `to-chuc.toml`: a body by which people supervise (Law 10/2022, Điều 31), or a steering committee."""

    id: str
    name: str
    kind: str
    office: str
    task: str
    members: str
    valid_from: date
    valid_to: date | None
    decision: str
    address: str
    phone: str
    email: str


BODY_KINDS = {
    "thanh-tra-nhan-dan": "Ban Thanh tra nhân dân",
    "giam-sat-dau-tu": "Ban Giám sát đầu tư của cộng đồng",
    "ban-chi-dao": "Ban Chỉ đạo",
    "to-cong-tac": "Tổ công tác",
}
VILLAGE_KINDS = {"thon": "thôn", "to-dan-pho": "tổ dân phố"}
# How a community writes its decision down (Law 10/2022, Điều 20), and how it votes.
DECISION_FORMS = {
    "nghi-quyet": "Nghị quyết của cộng đồng dân cư",
    "bien-ban": "Biên bản cuộc họp",
    "ban-ghi-nho": "Bản ghi nhớ",
    "ban-thoa-thuan": "Bản thỏa thuận",
}
VOTING_METHODS = {
    "gio-tay": "giơ tay tại cuộc họp",
    "phieu-kin": "bỏ phiếu kín tại cuộc họp",
    "phieu-ho": "phát phiếu đến hộ gia đình",
    "truc-tuyen": "biểu quyết trực tuyến",
}


class ServicePoint(NamedTuple):
    """A row of `diem-phuc-vu.toml`: a one-stop desk: where, when, what for, and where else to go on line."""

    id: str
    name: str
    office: str
    address: str
    hours: str
    phone: str
    email: str
    services: tuple[str, ...]
    links: tuple[tuple[str, str], ...]  # title and absolute URL


class Matter(NamedTuple):
    """A row of `viec-dan-quyet-dinh.toml`: a matter the people decide (Law 10/2022, Điều 15) and its threshold.

    The share of all households, not of those present, is `share` (numerator, denominator); `more_than` tells whether
    exactly the share fails. `recognised`: it takes effect only when the commune recognises it.
    """

    id: str
    name: str
    share: tuple[int, int]
    more_than: bool
    recognised: bool
    source: str
    verified: bool

    def needed(self, total: int) -> int:
        """Return how many of `total` households must agree."""
        numerator, denominator = self.share
        return total * numerator // denominator + 1 if self.more_than else -(-total * numerator // denominator)

    @property
    def words(self) -> str:
        """The threshold in words: “từ 2/3 tổng số hộ trở lên”."""
        share = f"{self.share[0]}/{self.share[1]} tổng số hộ"
        return f"trên {share}" if self.more_than else f"từ {share} trở lên"


class Result(Enum):
    """What came of a vote, with its words."""

    UNKNOWN = ("unknown", "Chưa xác định (chưa rõ tổng số hộ)")
    REJECTED = ("rejected", "Không thông qua")
    WAITING = ("waiting", "Đã thông qua, chờ công nhận")
    ADOPTED = ("adopted", "Đã thông qua")
    RECOGNISED = ("recognised", "Đã thông qua và được công nhận")

    def __init__(self, id_: str, words: str) -> None:
        self.id = id_
        self.words = words


def result(matter: Matter, total: int | None, agree: int, *, recognised: bool) -> Result:
    """Return what came of a vote of households; an unknown total is no “no”."""
    if total is None:
        return Result.UNKNOWN
    if agree < matter.needed(total):
        return Result.REJECTED
    if not matter.recognised:
        return Result.ADOPTED
    return Result.RECOGNISED if recognised else Result.WAITING
