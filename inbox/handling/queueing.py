"""The queue narrowed down: ready-made views, a draft, a provision, words of one's own comments."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from inbox.stores.comments import Row
from plugins.domain.comments import UNANSWERED, Status
from plugins.domain.duplicates import clusters
from plugins.domain.text import fold, nfc, squeeze


class View(Enum):
    """A ready-made view of the queue: its id in addresses, its words on the page."""

    ALL = ("tat-ca", "Tất cả")
    MINE = ("cua-toi", "Chờ cơ quan tôi")
    SOON = ("sap-den-han", "Sắp đến hạn")
    OVERDUE = ("qua-han", "Quá hạn")
    UNROUTED = ("chua-ro-noi", "Chưa rõ nơi trả lời")
    HELD = ("tam-giu", "Tạm giữ")
    SPAM = ("thu-rac", "Thư rác")
    SUSPECTED = ("kiem-tra", "Giống khiếu nại, tố cáo")
    LATE = ("gui-muon", "Gửi muộn")
    ASKED = ("cho-nguoi-gui", "Chờ người gửi")
    REPLIED = ("da-tra-loi-cau-hoi", "Người gửi đã trả lời câu hỏi")
    CALLS = ("goi-bao", "Gọi báo")

    def __init__(self, id_: str, words: str) -> None:
        self.id = id_
        self.words = words

    @classmethod
    def by_id(cls, id_: str) -> "View":
        """Return the view of that id, all for an unknown one."""
        return next((view for view in cls if view.id == id_), cls.ALL)


@dataclass(frozen=True)
class Today:
    """What the views depend on besides a comment: the officer's office, days, held forms, rules that fit anything.

    `questions` are ids of comments about which something was asked, with whether the sender replied; `calls` of those
    whose sender is to be called.
    """

    office: str
    day: date
    soon: date
    held: set[str]
    catch_all: set[str]
    questions: Mapping[int, bool]
    calls: set[int]

    def shows(self, view: View, comment: Row) -> bool:
        """Tell whether a comment stands in a view. What is overdue is not said to be due soon any more."""
        is_open = comment["status"] in UNANSWERED
        is_spam = bool(comment["status"] == Status.SPAM.id)
        shown = {
            View.ALL: True,
            View.MINE: is_open and comment["office"] == self.office,
            View.SOON: is_open and self.day <= comment["due_on"] <= self.soon,
            View.OVERDUE: is_open and comment["due_on"] < self.day,
            View.UNROUTED: is_open and comment["rule"] in self.catch_all,
            View.HELD: comment["stamp"] in self.held and not is_spam,
            View.SPAM: is_spam,
            View.SUSPECTED: bool(comment["suspected"]),
            View.LATE: bool(comment["is_late"]),
            View.ASKED: self.questions.get(comment["id"]) is False,
            View.REPLIED: self.questions.get(comment["id"]) is True,
            View.CALLS: comment["id"] in self.calls,
        }
        return shown[view]


@dataclass(frozen=True)
class Narrowing:
    """What is looked for in the queue: a view, the id of a draft, of a provision in it, words; all may be empty."""

    view: View = View.ALL
    draft: str = ""
    provision: str = ""
    words: str = ""

    @property
    def address(self) -> dict[str, str]:
        """The fields of its address; words are not among them: names do not belong into addresses, which logs keep."""
        view = "" if self.view is View.ALL else self.view.id
        fields = {"xem": view, "du-thao": self.draft, "dieu": self.provision}
        return {name: value for name, value in fields.items() if value}

    def fits(self, comment: Row) -> bool:
        """Tell whether a comment is on the draft and provision and holds all the words, typed with or without marks."""
        if self.draft and comment["draft"] != self.draft:
            return False
        if self.provision and comment["provision"] != self.provision:
            return False
        wanted = _plain(self.words).split()
        return not wanted or all(word in _plain(_text(comment)) for word in wanted)


_SEARCHED = ("reference", "subject", "provision_label", "body", "name", "organisation", "email", "phone")


def narrowed(comments: Sequence[Row], wanted: Narrowing, today: Today) -> tuple[list[Row], list[tuple[View, int]]]:
    """Return the comments that are looked for, and how many of those that fit stand in each view that has any."""
    fitting = [comment for comment in comments if wanted.fits(comment)]
    counts = [(view, sum(today.shows(view, comment) for comment in fitting)) for view in View]
    shown = [comment for comment in fitting if today.shows(wanted.view, comment)]
    return shown, [(view, count) for view, count in counts if count or view in {View.ALL, wanted.view}]


def alike(comments: Iterable[Row], to: Row) -> list[Row]:
    """Return those among comments that wait for an answer and say nearly what this one says, of its kind.

    None for an opinion on a draft: these are put together provision by provision, with the consultation.
    """
    if to["draft"] or to["status"] not in UNANSWERED:
        return []
    waiting = [row for row in comments if row["status"] in UNANSWERED and row["kind"] == to["kind"]]
    texts = {row["reference"]: row["body"] for row in waiting}
    together = next((c for c in clusters({**texts, to["reference"]: to["body"]}) if to["reference"] in c), [])
    return [row for row in waiting if row["reference"] in together and row["reference"] != to["reference"]]


def _text(comment: Row) -> str:
    return " ".join(str(comment[column] or "") for column in _SEARCHED)


def _plain(text: str) -> str:
    return squeeze(fold(nfc(text)))
