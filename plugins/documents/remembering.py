"""What is kept of a reading for the next: a file that has not been touched since is not read again."""

import pickle
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from zlib import crc32

from plugins.documents.one_file import Look, Read
from plugins.domain.faults import Caution

# How files looked, and for those that offer or name attachments how these did.
Looks = tuple[dict[str, Look], dict[str, tuple[tuple[str, Look], ...]]]

_DRAWER, _LOOKS = "reads", "looks"
# Files share drawers, so that one that has changed costs a small part of all to be written.
_DRAWERS = 256


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
    `changed` are the names of files that are not as they were when it was loaded; `looks` tells how each file looked,
    and the attachments it offers or names; `cautions` are those of all files.
    """

    rules: str = ""
    files: dict[str, Read] = field(default_factory=dict)
    last_good: dict[str, Read] = field(default_factory=dict)
    withdrawn: frozenset[str] = frozenset()
    sound_for: str | None = None
    sound_until: datetime | None = None
    changed: Collection[str] = ()
    looks: Looks | None = None
    cautions: list[Caution] = field(default_factory=list)

    def bodies(self) -> set[str]:
        """Return the stamps of all bodies that are in use."""
        return {read.body for read in (*self.files.values(), *self.last_good.values()) if read.body}

    def save(self, drawers: Drawers) -> None:
        """Write what is not as it was."""
        rest = (self.rules, self.last_good, self.withdrawn, self.sound_for, self.sound_until, self.cautions)
        drawers.put(_DRAWER, pickle.dumps(rest, protocol=pickle.HIGHEST_PROTOCOL))
        if self.changed:
            drawers.put(_LOOKS, pickle.dumps(self.looks or looks_of(self.files), protocol=pickle.HIGHEST_PROTOCOL))
        touched = {_number(file) for file in self.changed}
        shares: dict[int, dict[str, Read]] = {number: {} for number in touched}
        for file, read in self.files.items():
            if (number := _number(file)) in touched:
                shares[number][file] = read
        for number, share in shares.items():
            drawers.put(f"{_DRAWER}/{number}", pickle.dumps(share, protocol=pickle.HIGHEST_PROTOCOL))


def looks_of(files: Mapping[str, Read]) -> Looks:
    """Return how files looked when they were read."""
    attachments = {file: read.attachments for file, read in files.items() if read.attachments}
    return {file: read.look for file, read in files.items()}, attachments


def recall(drawers: Drawers) -> Remembered:
    """Return what was kept."""
    remembered = recall_about(drawers)
    for number in range(_DRAWERS):
        remembered.files |= _share(drawers, number)
    return remembered


def recall_about(drawers: Drawers) -> Remembered:
    """Return what was kept, but the files."""
    about = drawers.drawer(_DRAWER)
    if about is None:
        return Remembered()
    rules, last_good, withdrawn, sound_for, sound_until, cautions = pickle.loads(about)  # noqa: S301  # our own, whole
    return Remembered(rules, {}, last_good, withdrawn, sound_for, sound_until, cautions=cautions)


def recall_looks(drawers: Drawers) -> Looks:
    """Return how all files looked."""
    looks = drawers.drawer(_LOOKS)
    return pickle.loads(looks) if looks else ({}, {})  # noqa: S301  # the same


def recall_files(drawers: Drawers, files: Iterable[str]) -> dict[str, Read]:
    """Return what was kept of files, and of those in the same drawers."""
    found: dict[str, Read] = {}
    for number in {_number(file) for file in files}:
        found |= _share(drawers, number)
    return found


def _share(drawers: Drawers, number: int) -> dict[str, Read]:
    share = drawers.drawer(f"{_DRAWER}/{number}")
    return pickle.loads(share) if share else {}  # noqa: S301  # the same


def _number(file: str) -> int:
    return crc32(file.encode()) % _DRAWERS
