"""What is published now: the register and the search index of the current generation, reopened when it moves."""

import json
import re
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from threading import Lock

from plugins.domain.register import (
    BadRegisterError,
    Register,
    RegisteredNotice,
    RegisteredProvision,
    from_plain,
    notice_from_plain,
    provisions_from_plain,
)
from plugins.kit.generations import DRAFTS, INDEX, NOTICES, PRIVATE, REGISTER, Generations
from plugins.search.index import Index

# An id comes with an address, and becomes the name of a file.
_ID = re.compile(r"[a-z0-9]{1,60}")


class NothingPublishedError(Exception):
    """There is no generation yet, or its register cannot be read."""


@dataclass(frozen=True)
class Generation:
    """One generation, opened: its folder, register and search index."""

    folder: Path
    identity: tuple[str, int]
    register: Register

    @cached_property
    def index(self) -> Index:
        """The search index. Raises MissingIndexError; only searching depends on it."""
        return Index(self.folder / INDEX, self.register.catalogue)


class Published:
    """The way to the current generation; safe for threads."""

    def __init__(self, build: Path) -> None:
        self._generations = Generations(build)
        self._lock = Lock()
        self._open: Generation | None = None

    def now(self) -> Generation:
        """Return the current generation. Raises NothingPublishedError.

        A look at the link, and at the time stamp of the folder that every build touches, tells whether it moved.
        """
        folder = self._generations.current()
        if folder is None:
            raise NothingPublishedError
        try:
            identity = (str(folder), (folder / PRIVATE).stat().st_mtime_ns)
            with self._lock:
                if self._open is None or self._open.identity != identity:
                    self._open = Generation(folder, identity, _register(folder))
                return self._open
        except (OSError, ValueError, BadRegisterError) as error:
            raise NothingPublishedError from error


def _register(folder: Path) -> Register:
    def provisions(draft: str) -> tuple[RegisteredProvision, ...]:
        try:
            return provisions_from_plain(json.loads((folder / DRAFTS / f"{draft}.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, BadRegisterError) as error:
            raise NothingPublishedError from error

    def notice(id_: str) -> RegisteredNotice | None:
        if not _ID.fullmatch(id_):
            return None
        try:
            return notice_from_plain(json.loads((folder / NOTICES / f"{id_}.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, BadRegisterError):
            return None  # what is asked about is a help; the words are taken without it

    return replace(from_plain(json.loads((folder / REGISTER).read_text(encoding="utf-8")), provisions), notice=notice)
