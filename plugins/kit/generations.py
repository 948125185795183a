"""Two generations of the built site take turns; one symbolic link decides which is public.

A generation is a whole site with, in `.cong-khai/`, the register and the search index of the same build. `output`
points at `current`, which points at one of them. A failed build never moves the link.

A file that is the same in both is one file with two names: a build costs only its change, and what has not changed
keeps its time stamp. That is safe because no file is ever written in place.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path

_NAMES = ("a", "b")
PRIVATE = ".cong-khai"
REGISTER = f"{PRIVATE}/register.json"
# One file for each draft: its provisions.
DRAFTS = f"{PRIVATE}/du-thao"
# One file for each notice: what one must know to ask about it.
NOTICES = f"{PRIVATE}/cong-khai"
INDEX = f"{PRIVATE}/index"
MANIFEST = f"{PRIVATE}/manifest.json"
# The sources from which the generation was made, for files that turn bad later.
SOURCES = f"{PRIVATE}/sources"
# Stands in a generation while it is being written, with the number of the build.
UNFINISHED = f"{PRIVATE}/unfinished"


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
        return self.folder / _NAMES[0] if current is None else self.beside(current)

    def beside(self, generation: Path) -> Path:
        """Return the other generation."""
        return self.folder / next(name for name in _NAMES if name != generation.name)

    def switch_to(self, generation: Path) -> None:
        """Make a generation public in one step: readers see the old one or the new one, never a mixture."""
        fresh = self.folder / "current.new"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(generation.name)
        fresh.replace(self.link)

    @contextmanager
    def building(self) -> Iterator[None]:
        """Hold the right to build; wait while another build runs."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "building.lock").open("w") as lock:
            flock(lock, LOCK_EX)
            yield


def begin(generation: Path, number: int) -> None:
    """Mark a generation as being written by the build of a number."""
    (generation / PRIVATE).mkdir(parents=True, exist_ok=True)
    (generation / UNFINISHED).write_text(str(number))


def is_finished(generation: Path, number: int) -> bool:
    """Tell whether a generation was left whole by the build of a number, or by an earlier one."""
    try:
        return int((generation / UNFINISHED).read_text()) == number
    except FileNotFoundError:
        return True
    except (OSError, ValueError):
        return False


def finish(generation: Path) -> None:
    """Take the mark away."""
    (generation / UNFINISHED).unlink(missing_ok=True)


def put(path: str, content: bytes) -> bool:
    """Write a file, unless it has these bytes; tell whether they are new.

    One that is there is replaced in one step; a new one nobody looks for before the build is done.
    """
    try:
        _write_new(path, content)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        _write_new(path, content)
    except FileExistsError:
        if holds(path, content):
            return False
        fresh = f"{path}.new"
        Path(fresh).write_bytes(content)
        os.replace(fresh, path)
    return True


def put_unread(path: str, content: bytes) -> None:
    """Write a file of a generation that nobody reads yet.

    The one that is there is not renamed over: ext4 would bring the new one to the disk at once, and wait for it.
    """
    _clear(path)
    _write_new(path, content)


def holds(path: str, content: bytes) -> bool:
    """Tell whether a file has these bytes."""
    try:
        with open(path, "rb") as file:
            return os.fstat(file.fileno()).st_size == len(content) and file.read() == content
    except OSError:
        return False


def link(source: str, target: str) -> None:
    """Give a file a name in a generation that nobody reads yet; where the file system cannot, copy it with its time."""
    _clear(target)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _clear(path: str) -> None:
    """Make a name free for a new file: the old one may be one of the other generation, too, and stays so."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)


def _write_new(path: str, content: bytes) -> None:
    with open(path, "xb") as file:
        file.write(content)


def bring_up(idle: Path, current: Path, changed: Iterable[str], removed: Iterable[str]) -> None:
    """Give an idle generation what it missed: files that changed since it was public, and without those removed."""
    for file in changed:
        link(f"{current}/{file}", f"{idle}/{file}")
    for file in removed:
        (idle / file).unlink(missing_ok=True)


def mirror(idle: Path, current: Path, files: Iterable[str]) -> None:
    """Make an idle generation of unknown state hold these files of the current one and no others, but for its mark."""
    wanted = {*files, UNFINISHED}
    for folder, _, names in os.walk(idle):
        inside = folder[len(str(idle)) + 1 :]
        for name in names:
            if (f"{inside}/{name}" if inside else name) not in wanted:
                Path(folder, name).unlink()
    # Most often there is nothing yet.
    for file in sorted(wanted - {UNFINISHED}):
        ours, theirs = f"{idle}/{file}", f"{current}/{file}"
        try:
            os.link(theirs, ours)
        except OSError:
            if not is_same(ours, theirs):
                link(theirs, ours)


def is_same(one: str, other: str) -> bool:
    """Tell whether two names are names of one file."""
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False


def link_folder(source: Path | None, target: Path) -> None:
    """Make a folder hold the files of another (None: nothing) and no others, without copying them."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for path in source.iterdir() if source else ():
        if path.is_file():
            link(str(path), str(target / path.name))


def point(link: Path, target: Path) -> None:
    """Make `link` a relative symbolic link to `target`, leaving anything that is not a link alone."""
    relative = os.path.relpath(target, link.parent)
    if link.is_symlink() and os.readlink(link) == relative:  # Path.readlink normalises
        return
    if link.is_symlink():
        link.unlink()
    if not link.exists():
        link.symlink_to(relative)
