"""The files of a content folder: those that kinds claim, and strays."""

import os
from collections.abc import Iterable
from pathlib import Path

from plugins.documents.kinds import KINDS
from plugins.documents.one_file import Look

# Folders whose files are no pages: registers and attachments.
_NOT_PAGES = {"danh-muc", "tep"}


def files_of(folder: Path) -> tuple[dict[str, Look], list[str]]:
    """Return the files that kinds claim, in no order, with how they look; and the strays.

    Hidden files are nobody's business; a link to a folder is none.
    """
    claimed: dict[str, Look] = {}
    strays: list[str] = []
    folders = [""]  # grows while it is walked through
    for inside in folders:
        is_claimed = inside.partition("/")[0] in KINDS
        with os.scandir(folder / inside) as entries:
            for entry in entries:
                name = entry.name
                file = inside + name
                if name.startswith(".") or file in _NOT_PAGES:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{file}/")
                elif is_claimed and name.endswith(".md") and not entry.is_dir():
                    seen = entry.stat(follow_symlinks=False)
                    claimed[file] = (seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size, seen.st_ino)
                elif not entry.is_dir():
                    strays.append(file)
    return claimed, sorted(strays)


def in_order(files: Iterable[str]) -> list[str]:
    """Return files that kinds claim in the order of kinds and names."""
    kinds = list(KINDS)

    def place(file: str) -> tuple[int, list[str]]:
        parts = file.split("/")
        return kinds.index(parts[0]), parts

    return sorted(files, key=place)
