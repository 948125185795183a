"""The kinds of files an office writes: one module each, with its keys, its checks and its typed object.

To add a kind: a module here, its class in `plugins/domain/contents.py`, a row in KINDS.
"""

from collections.abc import Mapping
from typing import Any

from plugins.documents.kinds.answers import CLOSING, AnswerMatter, ClosingMatter
from plugins.documents.kinds.base import FrontMatter
from plugins.documents.kinds.decisions import DecisionMatter
from plugins.documents.kinds.documents import DocumentMatter
from plugins.documents.kinds.drafts import DraftMatter
from plugins.documents.kinds.events import EventMatter
from plugins.documents.kinds.notices import NoticeMatter
from plugins.documents.kinds.pages import PageMatter

# Folder of the content folder → its kind; the folder is the first part of the URLs, too.
KINDS: Mapping[str, type[FrontMatter]] = {
    kind.folder: kind
    for kind in (
        DocumentMatter,
        DraftMatter,
        NoticeMatter,
        EventMatter,
        DecisionMatter,
        AnswerMatter,
        PageMatter,
    )
}


def kind_of(folder: str, values: Mapping[str, Any]) -> type[FrontMatter]:
    """Return the kind of a file in a folder with these raw values: `tra-loi/` holds answers and closings."""
    is_closing = folder == AnswerMatter.folder and values.get("loai") == CLOSING
    return ClosingMatter if is_closing else KINDS[folder]
