"""Files citizens attach: made anew before they are kept, kept outside any web root, given out at the desk alone."""

import hashlib
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from threading import BoundedSemaphore

from inbox.stores.attachments import AttachmentStore
from inbox.stores.database import Row
from plugins.domain.text import nfc, squeeze, without_control_characters
from plugins.kit.cleaning import Reason, RefusedError, cleaned

MEGABYTE = 1_000_000
LONGEST_NAME = 100
# A form left open over a weekend keeps its files; one that is never sent does not keep them for ever.
UNSENT_LAST = timedelta(days=3)
# Making files anew is work: more at once than there are hands would leave none for comments.
_hands = BoundedSemaphore(2)


@dataclass(frozen=True)
class Refused:
    """A file that was not taken, by the name it came with, and why."""

    name: str
    reason: Reason


@dataclass(frozen=True)
class TooLarge:
    """A file of more megabytes than may be."""

    name: str
    limit: int


@dataclass(frozen=True)
class TooMany:
    """More files than one sending may have."""

    limit: int


FileProblem = Refused | TooLarge | TooMany


class Attachments:
    """The files of all forms; `folder` is where they lie."""

    def __init__(self, store: AttachmentStore, folder: Path) -> None:
        self._store = store
        self._folder = folder

    def take(
        self, stamp: str, sent: Sequence[tuple[str, bytes]], most: int, largest: int, now: datetime
    ) -> list[FileProblem]:
        """Keep the files (name, bytes) that came with the form of a stamp; return what is wrong with those not kept.

        A form has at most `most` files of at most `largest` megabytes; the same file again is the same file. All are on
        disk when this returns.
        """
        problems: list[FileProblem] = []
        known = {row["sha256"] for row in self.of(stamp)}
        for name, data in sent:
            digest = hashlib.sha256(data).hexdigest()
            if digest in known:
                continue
            if len(known) >= most:
                return [*problems, TooMany(most)]
            if len(data) > largest * MEGABYTE:
                problems.append(TooLarge(shown_name(name), largest))
                continue
            try:
                self._keep(stamp, name, data, digest, now)
            except RefusedError as error:
                problems.append(Refused(shown_name(name), error.reason))
            else:
                known.add(digest)
        return problems

    def _keep(self, stamp: str, name: str, data: bytes, digest: str, now: datetime) -> None:
        with _hands:
            clean = cleaned(data)
        id_ = secrets.token_hex(16)
        write_privately(self.path(id_), clean.data)
        row = {
            "id": id_,
            "stamp": stamp,
            "sha256": digest,
            "name": f"{PurePosixPath(shown_name(name)).stem[:LONGEST_NAME]}.{clean.extension}",
            "extension": clean.extension,
            "size": len(clean.data),
            "received_at": now,
        }
        if not self._store.add(row):  # two sends of one form raced each other
            self.path(id_).unlink()

    def of(self, stamp: str) -> list[Row]:
        """Return what came with the form of a stamp."""
        return self._store.of(stamp)

    def pass_on(self, stamp: str, to: str) -> None:
        """Give the files of a form that was refused to the form that took its place; those of one sent stay with it."""
        self._store.pass_on(stamp, to)

    def path(self, id_: str) -> Path:
        """Return where the file of that id lies."""
        return self._folder / id_[:2] / id_

    def drop(self, stamp: str, ids: Sequence[str]) -> None:
        """Remove those of a form's files that its sender does not want after all; ids of other forms do nothing."""
        self._remove([row for row in self.of(stamp) if row["id"] in ids])

    def drop_all(self, stamp: str) -> None:
        """Remove all files that came with a form."""
        self._remove(self.of(stamp))

    def sweep(self, now: datetime) -> None:
        """Remove the files of forms that were never sent."""
        self._remove(self._store.unsent(now - UNSENT_LAST))

    def _remove(self, rows: Sequence[Row]) -> None:
        if rows:
            self._store.remove([row["id"] for row in rows])
        for row in rows:
            self.path(row["id"]).unlink(missing_ok=True)


def shown_name(name: str) -> str:
    """Return the name a file came with, as it can be shown: without folders, on one line, not endless."""
    bare = squeeze(nfc(without_control_characters(name))).replace("\\", "/").rpartition("/")[2]
    return bare.strip(". ")[-LONGEST_NAME:] or "tep"


def write_privately(path: Path, data: bytes) -> None:
    """Write a file for our eyes only; on disk, name and all, when this returns."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(descriptor)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
