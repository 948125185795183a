"""How long what citizens sent is kept: rules of `luu-giu.toml`, each with its time limit in `thoi-han.toml`."""

from enum import Enum
from typing import NamedTuple


class KeepingAct(Enum):
    """What a rule does to a submission whose time is over: an id, and what was done, in words."""

    ANONYMISE = ("an-danh", "đã xóa tên và liên lạc của người gửi")
    DELETE = ("xoa", "đã xóa nội dung, tên và liên lạc của người gửi")

    def __init__(self, id_: str, words: str) -> None:
        self.id = id_
        self.words = words


class KeepingRule(NamedTuple):
    """A rule: its act, the id of the time limit that is counted from a submission's last event, for one kind or all."""

    id: str
    act: KeepingAct
    limit: str
    kind: str | None = None
