"""Where the bodies of contents lie between the reading of a file and the making of a page.

Bodies lie as they were read. Links to other files and to documents cited by number are put in when a body is fetched,
so that whoever fetches it depends on what those lead to.
"""

import os
import pickle
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO
from weakref import finalize

from plugins.documents.linking import linked
from plugins.domain.asking import Trace, recording, take
from plugins.domain.cards import Content
from plugins.domain.publication import Publication

# Neighbours are made one after the other: the page of a document, then its forms. A few bodies at hand are enough.
_AT_HAND = 8


class Shelf:
    """Bodies by their stamp, in memory."""

    # Whether what one process puts on it another one finds; whether later builds do.
    is_shared = False
    is_kept = False

    def __init__(self) -> None:
        self.publication: Publication | None = None
        self.stamps: Mapping[str, str] = {}  # of the bodies, by id of the content
        # Puts a body back that somebody has taken away or damaged.
        self.read_again: Callable[[Content], object] = lambda _content: None
        self._memory: dict[str, bytes] = {}
        self._at_hand: OrderedDict[str, tuple[Mapping[str, Any], Trace]] = OrderedDict()

    def put(self, body: Mapping[str, Any]) -> str:
        """Put a body on the shelf; return its stamp."""
        return self._put(pickle.dumps(dict(body), protocol=pickle.HIGHEST_PROTOCOL))

    def fetch(self, content: Content) -> Mapping[str, Any]:
        """Return the fields of a content's body, its links put in."""
        stamp = self.stamps[content.id]
        found = self._at_hand.get(stamp)
        if found is None:
            with recording(is_flat=True) as trace:
                body = pickle.loads(self._data(stamp, content))  # noqa: S301  # written by `put`
                if self.publication is not None:
                    body = linked(body, self.publication, content)
            found = self._at_hand[stamp] = (body, trace)
            if len(self._at_hand) > _AT_HAND:
                self._at_hand.popitem(last=False)
        take(found[1])
        return found[0]

    def keep_only(self, stamps: set[str]) -> None:
        """Throw away all bodies but these, where any would stay."""

    def _put(self, data: bytes) -> str:
        stamp = _stamp(data)
        self._memory[stamp] = data
        return stamp

    def _data(self, stamp: str, _content: Content) -> bytes:
        return self._memory[stamp]


class KeptShelf(Shelf):
    """Bodies in a folder, a file each: they stay for the builds to come."""

    is_shared = True
    is_kept = True

    def __init__(self, folder: Path) -> None:
        super().__init__()
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder

    def keep_only(self, stamps: set[str]) -> None:
        """Throw away all bodies but these."""
        for path in self.folder.iterdir():
            if path.name not in stamps:
                path.unlink()

    def _put(self, data: bytes) -> str:
        stamp = _stamp(data)
        # One that was broken off while it was written is there, too: `fetch` tells it by its digest.
        with suppress(FileExistsError), (self.folder / stamp).open("xb") as file:
            file.write(data)
        return stamp

    def _data(self, stamp: str, content: Content) -> bytes:
        path = f"{self.folder}/{stamp}"
        data = _whole(path, stamp)
        if data is None:
            Path(path).unlink(missing_ok=True)
            self.read_again(content)
            data = _held(path)
        return data


class PassingShelf(Shelf):
    """Bodies in a folder, all that a process puts there in one file: for one build. A stamp is a place."""

    is_shared = True

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self._writer = 0
        self._file: BinaryIO | None = None

    def _put(self, data: bytes) -> str:
        process = os.getpid()
        if self._file is None or self._writer != process:  # one that began as a copy has a file of its own
            self._writer, self._file = process, self._own_file(process)
        place = f"{process} {self._file.tell()} {len(data)}"
        self._file.write(data)
        self._file.flush()  # others read it
        return place

    def _own_file(self, process: int) -> BinaryIO:
        file = open(f"{self.folder}/{process}", "ab")  # noqa: SIM115  # closed when the shelf is gone
        finalize(self, file.close)
        return file

    def _data(self, stamp: str, _content: Content) -> bytes:
        process, start, size = stamp.split(" ")
        with open(f"{self.folder}/{process}", "rb", buffering=0) as file:
            return os.pread(file.fileno(), int(size), int(start))


def _stamp(data: bytes) -> str:
    return blake2b(data, digest_size=12).hexdigest()


def _whole(path: str, stamp: str) -> bytes | None:
    """Return what a file holds, None where that is not what its stamp says."""
    try:
        data = _held(path)
    except OSError:
        return None
    return data if _stamp(data) == stamp else None


def _held(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:  # every page asks for one
        return file.read()
