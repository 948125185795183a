"""Two generations of the built site take turns; one symbolic link decides which is public.

A generation is a folder that Pelican wrote: the site, and in `.cong-khai/` the register and the search index of the
same build. `output` points at `current`, which points at one of them. A failed build never moves the link.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path

_NAMES = ("a", "b")
PRIVATE = ".cong-khai"
REGISTER = f"{PRIVATE}/register.json"
INDEX = f"{PRIVATE}/index"
MANIFEST = f"{PRIVATE}/manifest.json"
# The sources from which the generation was made, for files that turn bad later.
SOURCES = f"{PRIVATE}/sources"


class Generations:
    """The two generations under one folder (`var/build`)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.link = folder / "current"

    def current(self) -> Path | None:
        """Return the public generation, None before the first build."""
        try:
            return self.folder / self.link.readlink()
        except OSError:
            return None

    def idle(self) -> Path:
        """Return the generation that may be written to."""
        current = self.current()
        return self.folder / next(name for name in _NAMES if current is None or name != current.name)

    def switch_to(self, generation: Path) -> None:
        """Make a generation public in one step: readers see the old one or the new one, never a mixture."""
        fresh = self.folder / "current.new"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(generation.name)
        fresh.replace(self.link)

    def drop_idle(self) -> None:
        """Remove the generation that is not public, with all its files: pages, sources, register, index."""
        shutil.rmtree(self.idle(), ignore_errors=True)

    @contextmanager
    def building(self) -> Iterator[Path]:
        """Hold the right to build: give the idle generation, wait while another build runs."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "building.lock").open("w") as lock:
            flock(lock, LOCK_EX)
            yield self.idle()


def point(link: Path, target: Path) -> None:
    """Make `link` a relative symbolic link to `target`, leaving anything that is not a link alone."""
    relative = os.path.relpath(target, link.parent)
    if link.is_symlink() and os.readlink(link) == relative:  # noqa: PTH115  # Path.readlink normalises
        return
    if link.is_symlink():
        link.unlink()
    if not link.exists():
        link.symlink_to(relative)
