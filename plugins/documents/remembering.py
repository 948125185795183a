"""What is kept of a reading for the next: a file that has not been touched since is not read again."""

import pickle
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from zlib import crc32

from plugins.documents.one_file import Read

_DRAWER = "reads"
# Files share drawers, so that one that has changed costs a small part of all to be written.
_DRAWERS = 64


class Drawers(Protocol):
    """Where things lie between builds."""

    def drawer(self, name: str) -> bytes | None:
        """Return what lies in a drawer, None for nothing."""

    def put(self, name: str, data: bytes) -> None:
        """Put something into a drawer."""


@dataclass
class Remembered:
    """What was read, and what came of it.

    `rules` stamps what every file is checked against; `files` are those of the folder, `last_good` those it fell back
    on; `withdrawn` the URLs that were withdrawn by then.
    `sound_for` is a stamp of the ledger for which no file had a fault, nor will have one because of another until
    `sound_until` (None: for ever); None when there were faults.
    `changed` are the names of files that are not as they were when it was loaded.
    """

    rules: str = ""
    files: dict[str, Read] = field(default_factory=dict)
    last_good: dict[str, Read] = field(default_factory=dict)
    withdrawn: frozenset[str] = frozenset()
    sound_for: str | None = None
    sound_until: datetime | None = None
    changed: Collection[str] = ()

    def bodies(self) -> set[str]:
        """Return the stamps of all bodies that are in use."""
        return {read.body for read in (*self.files.values(), *self.last_good.values()) if read.body}

    def save(self, drawers: Drawers) -> None:
        """Write what is not as it was."""
        rest = (self.rules, self.last_good, self.withdrawn, self.sound_for, self.sound_until)
        drawers.put(_DRAWER, pickle.dumps(rest, protocol=pickle.HIGHEST_PROTOCOL))
        touched = {_number(file) for file in self.changed}
        shares: dict[int, dict[str, Read]] = {number: {} for number in touched}
        for file, read in self.files.items():
            if (number := _number(file)) in touched:
                shares[number][file] = read
        for number, share in shares.items():
            drawers.put(f"{_DRAWER}/{number}", pickle.dumps(share, protocol=pickle.HIGHEST_PROTOCOL))


def recall(drawers: Drawers) -> Remembered:
    """Return what was kept."""
    rest = drawers.drawer(_DRAWER)
    if rest is None:
        return Remembered()
    rules, last_good, withdrawn, sound_for, sound_until = pickle.loads(rest)  # noqa: S301  # our own, whole
    files: dict[str, Read] = {}
    for number in range(_DRAWERS):
        if share := drawers.drawer(f"{_DRAWER}/{number}"):
            files |= pickle.loads(share)  # noqa: S301  # the same
    return Remembered(rules, files, last_good, withdrawn, sound_for, sound_until)


def _number(file: str) -> int:
    return crc32(file.encode()) % _DRAWERS
