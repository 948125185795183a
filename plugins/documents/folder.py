"""The files of a content folder: those that kinds claim, and strays."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from plugins.documents.kinds import KINDS
from plugins.documents.one_file import Look

# Folders whose files are no pages: registers and attachments.
_NOT_PAGES = {"danh-muc", "tep"}


def files_of(folder: Path) -> tuple[dict[str, Look], list[str]]:
    """Return the files that kinds claim, in no order, with how they look; and the strays."""
    claimed: dict[str, Look] = {}
    strays: list[str] = []
    kinds = set(KINDS)
    for file, entry in _walk(folder, ""):
        kind, inside, _ = file.partition("/")
        if kind in _NOT_PAGES:
            continue
        if inside and kind in kinds and file.endswith(".md"):
            seen = entry.stat(follow_symlinks=False)
            claimed[file] = (seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size, seen.st_ino)
        else:
            strays.append(file)
    return claimed, sorted(strays)


def in_order(files: Iterable[str]) -> list[str]:
    """Return files that kinds claim in the order of kinds and names."""
    kinds = list(KINDS)

    def place(file: str) -> tuple[int, list[str]]:
        parts = file.split("/")
        return kinds.index(parts[0]), parts

    return sorted(files, key=place)


def _walk(folder: Path, inside: str) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Yield every file below a folder, links among them; hidden ones are nobody's business."""
    with os.scandir(folder / inside) as entries:
        for entry in entries:
            path = f"{inside}{entry.name}"
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(folder, f"{path}/")
            elif not entry.is_dir():
                yield path, entry
