"""Signed documents in which offices answer: looked at, and kept to the byte as they came.

A signature holds for these bytes alone. So, other than a citizen's file, this one is not made anew: it comes from an
officer who has signed in. That it can be opened is tried where citizens' files are made anew; what that gives is thrown
away. It is given out to whoever may read the answer, never to the public.
"""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime
from pathlib import Path, PurePosixPath

from inbox.handling.attachments import (
    LONGEST_NAME,
    MEGABYTE,
    UNSENT_LAST,
    FileProblem,
    Refused,
    TooLarge,
    shown_name,
    write_privately,
)
from inbox.stores.database import Row
from inbox.stores.signed_files import SignedFileStore
from plugins.kit.cleaning import Reason, RefusedError, cleaned

# Where its bytes lie, which a signature covers, stands in a file in clear (ISO 32000-1, 12.8.1).
_SIGNED = b"/ByteRange"


class SignedFiles:
    """The files of all offices; `folder` is where they lie."""

    def __init__(self, store: SignedFileStore, folder: Path) -> None:
        self._store = store
        self._folder = folder

    def take(self, office: str, name: str, data: bytes, largest: int, now: datetime) -> str | FileProblem:
        """Keep a PDF of at most so many megabytes that came from an office; return its id, or what is wrong with it."""
        if len(data) > largest * MEGABYTE:
            return TooLarge(shown_name(name), largest)
        try:
            if cleaned(data).extension != "pdf":
                return Refused(shown_name(name), Reason.UNKNOWN)
        except RefusedError as error:
            return Refused(shown_name(name), error.reason)
        id_ = secrets.token_hex(16)
        write_privately(self.path(id_), data)
        row = {
            "id": id_,
            "office": office,
            "sha256": hashlib.sha256(data).hexdigest(),
            "name": f"{PurePosixPath(shown_name(name)).stem[:LONGEST_NAME]}.pdf",
            "size": len(data),
            "has_signature": _SIGNED in data,
            "received_at": now,
        }
        self._store.add(row)
        return id_

    def of(self, id_: str | None) -> Row | None:
        """Return what is known of a file, None when there is none."""
        return self._store.of(id_) if id_ else None

    def path(self, id_: str) -> Path:
        """Return where the file of that id lies."""
        return self._folder / id_[:2] / id_

    def on(self, comment_ids: Collection[int]) -> set[str]:
        """Return the ids of the files to which the answers to some comments lead, given or proposed."""
        return self._store.on(comment_ids)

    def still_with(self, id_: str) -> int:
        """Return how many answers lead to a file."""
        return self._store.still_with(id_)

    def drop(self, ids: Collection[str]) -> None:
        """Remove those of some files to which no answer leads any more."""
        if ids:
            self._unlink(self._store.remove_unused(ids))

    def sweep(self, now: datetime) -> None:
        """Remove the files of answers that were never saved, or were changed since."""
        self._unlink(self._store.sweep(now - UNSENT_LAST))

    def _unlink(self, ids: Collection[str]) -> None:
        for id_ in ids:
            self.path(id_).unlink(missing_ok=True)
