"""The kinds of files an office writes: one module each, with its keys, its checks and its typed object.

To add a kind: a module here, its class in `plugins/domain/contents.py`, a row in KINDS.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plugins.documents.kinds.base import FrontMatter

_ANSWERS = "tra-loi"


class Kinds(Mapping[str, "type[FrontMatter]"]):
    """Folder of the content folder → its kind; the folder is the first part of the URLs, too, but for translations.

    A kind is loaded when it is asked for: making a class of keys takes longer than reading a file, and a build that
    reads one file needs one kind.
    """

    def __init__(self, places: Mapping[str, str]) -> None:
        self._places = places

    def __getitem__(self, folder: str) -> "type[FrontMatter]":
        module, name = self._places[folder].split(".")
        kind: type[FrontMatter] = getattr(import_module(f"{__name__}.{module}"), name)
        return kind

    def __contains__(self, folder: object) -> bool:
        return folder in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


# Each with its module and class.
KINDS = Kinds(
    {
        "van-ban": "documents.DocumentMatter",
        "du-thao": "drafts.DraftMatter",
        "cong-khai": "notices.NoticeMatter",
        "su-kien": "events.EventMatter",
        "cong-dong": "decisions.DecisionMatter",
        _ANSWERS: "answers.AnswerMatter",
        "so-bien-nhan": "receipt_days.ReceiptDayMatter",
        "trang": "pages.PageMatter",
        "ban-dich": "translations.TranslationMatter",
    }
)


def kind_of(folder: str, values: Mapping[str, Any]) -> "type[FrontMatter]":
    """Return the kind of a file in a folder with these raw values: `tra-loi/` holds answers and closings."""
    if folder == _ANSWERS:
        from plugins.documents.kinds.answers import CLOSING, ClosingMatter

        if values.get("loai") == CLOSING:
            return ClosingMatter
    return KINDS[folder]
