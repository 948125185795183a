"""Where the bodies of contents lie between the reading of a file and the making of a page: a file each, or in memory.

Bodies lie as they were read. Links to other files and to documents cited by number are put in when a body is fetched,
so that whoever fetches it depends on what those lead to.
"""

import pickle
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from plugins.documents.linking import linked
from plugins.domain.asking import Trace, recording, take
from plugins.domain.contents import Content
from plugins.domain.publication import Publication

# Neighbours are made one after the other: the page of a document, then its forms. A few bodies at hand are enough.
_AT_HAND = 8


class Shelf:
    """Bodies by their stamp, in a folder; without one, in memory."""

    def __init__(self, folder: Path | None = None) -> None:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.publication: Publication | None = None
        self.stamps: Mapping[str, str] = {}  # of the bodies, by id of the content
        # Puts a body back that somebody has taken from the folder or damaged.
        self.read_again: Callable[[Content], object] = lambda _content: None
        self._memory: dict[str, bytes] = {}
        self._at_hand: OrderedDict[str, tuple[Mapping[str, Any], Trace]] = OrderedDict()

    def put(self, body: Mapping[str, Any]) -> str:
        """Put a body on the shelf; return its stamp."""
        data = pickle.dumps(dict(body), protocol=pickle.HIGHEST_PROTOCOL)
        stamp = blake2b(data, digest_size=12).hexdigest()
        if self.folder is None:
            self._memory[stamp] = data
            return stamp
        # One that was broken off while it was written is there, too: `fetch` tells it by its digest.
        with suppress(FileExistsError), (self.folder / stamp).open("xb") as file:
            file.write(data)
        return stamp

    def fetch(self, content: Content) -> Mapping[str, Any]:
        """Return the fields of a content's body, its links put in."""
        stamp = self.stamps[content.id]
        found = self._at_hand.get(stamp)
        if found is None:
            with recording(is_flat=True) as trace:
                body = pickle.loads(self._data(stamp, content))  # noqa: S301  # written by `put`, named by its digest
                if self.publication is not None:
                    body = linked(body, self.publication, content)
            found = self._at_hand[stamp] = (body, trace)
            if len(self._at_hand) > _AT_HAND:
                self._at_hand.popitem(last=False)
        take(found[1])
        return found[0]

    def keep_only(self, stamps: set[str]) -> None:
        """Throw away all bodies but these."""
        if self.folder is not None:
            for path in self.folder.glob("*"):  # none where the folder was only lent
                if path.name not in stamps:
                    path.unlink()

    def _data(self, stamp: str, content: Content) -> bytes:
        if self.folder is None:
            return self._memory[stamp]
        path = self.folder / stamp
        data = _whole(path, stamp)
        if data is None:
            path.unlink(missing_ok=True)
            self.read_again(content)
            data = path.read_bytes()
        return data


def _whole(path: Path, stamp: str) -> bytes | None:
    """Return what a file holds, None where that is not what its stamp says."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return data if blake2b(data, digest_size=12).hexdigest() == stamp else None
