"""A build from beginning to end: where it goes, what the last one left, how it becomes public.

In the two generations under `var/build` a build costs only its change: the idle one first gets what it missed, then
what has changed is made, then one link is switched. Into any other folder everything is made.
"""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Collection, Mapping
from contextlib import ExitStack, closing
from datetime import datetime
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from plugins.domain.asking import fingerprint
from plugins.kit.build import Build
from plugins.kit.engine import Engine, Progress, Result, TooNarrowError
from plugins.kit.generations import (
    INDEX,
    MANIFEST,
    UNFINISHED,
    Generations,
    begin,
    bring_up,
    finish,
    is_finished,
    mirror,
    point,
)
from plugins.kit.state import About, State
from plugins.kit.state_file import fresh, load, renewed, save

# Beside the generations: the moment at which the clock alone will change the site.
NEXT = "next"
_SETTINGS = ("SITEURL", "INBOX_URL", "SHOW_FAULTS", "BOARD_PDF", "PRECOMPRESSED")


class Run:
    """One build. Holds the right to build until it is finished."""

    def __init__(self, settings: Mapping[str, Any], now: datetime) -> None:
        self.settings = settings
        self.now = now
        self._exit = ExitStack()
        output = Path(settings["OUTPUT_PATH"])
        self.generations: Generations | None = None
        if output == Path(settings["PUBLIC_LINK"]):
            self.generations = Generations(Path(settings["GENERATIONS_PATH"]))
            self._exit.enter_context(self.generations.building())
        self.link = output
        self.state = self._exit.enter_context(closing(self._state()))
        self.target = self.generations.idle() if self.generations else output
        self.current = self.generations.current() if self.generations else None
        self.compiled: Path | None = None
        if self.generations:
            self.bodies = self.generations.folder / "bodies"
            self.compiled = self.generations.folder / "templates"
            if not self.state.remembers:
                shutil.rmtree(self.bodies, ignore_errors=True)
        else:
            self.bodies = Path(self._exit.enter_context(tempfile.TemporaryDirectory(prefix="cong-khai-")))

    @property
    def builds_on(self) -> bool:
        """Whether there is an earlier build on which this one builds."""
        return not self.state.is_empty

    def give_up(self) -> None:
        """Let go of the right to build, with nothing built."""
        self._exit.close()

    @property
    def published(self) -> Path | None:
        """The last publication, None when there is none."""
        published = self.current if self.generations else self.target
        return published if published and published.is_dir() else None

    def finish(self, build: Build, tell: Progress, *, forgets: bool) -> Result:
        """Make what the plan asks for, and make it public.

        `forgets`: nothing of what was public and is no longer may stay: neither in the index nor in the generation that
        is idle afterwards. Raises TooNarrowError, with nothing written.
        """
        state, build.target = self.state, self.target
        is_known = self.builds_on
        earlier = self.current / INDEX if is_known and self.current and not forgets else None
        engine = Engine(build, state, current=self.current, encodings=self.settings["PRECOMPRESSED"])
        if build.is_narrow:
            engine.look()
            engine.plan(with_index=earlier is not None and earlier.is_dir())
        index = build.index
        if index is not None and (earlier is None or not index.can_continue(earlier)):
            if build.is_narrow:
                raise TooNarrowError
            earlier = None
            state.forget_parts()
        if not build.is_narrow:
            engine.look()
        self._begin(is_known=is_known, without=engine.dirty)
        if index is not None:
            index.begin(self.target / INDEX, earlier)
        result = engine.run(index.take if index else _nothing, tell)
        if index is not None:
            index.end([path for path in result.removed if path.startswith(index.prefix)])
        self._sweep(is_known=is_known)
        if not build.is_narrow:
            state.about.plan_until = build.until
        self._publish(forgets=forgets)
        self._exit.close()
        return result

    def _state(self) -> State:
        """Return the state to build upon: the last one where it still tells the truth, an empty one else."""
        folders = [str(Path(self.settings[name]).resolve()) for name in ("PATH", "THEME")]
        settings = fingerprint([*folders, *(str(self.settings[name]) for name in _SETTINGS)])
        about = About(code_stamp(), settings, self.now)
        if self.generations is None:
            return fresh(about, None)
        folder = self.generations.folder
        found = load(folder)
        if found is None:
            return fresh(about, folder)
        if found.about.code != about.code or not self._is_true(found.about, self.generations):
            found.close()
            return fresh(about, folder)
        about.number = found.about.number + 1
        if found.about.settings != settings or self.now < found.about.now:
            return renewed(found, about, folder)
        found.about.number, found.about.now = about.number, self.now
        return found

    @staticmethod
    def _is_true(about: About, generations: Generations) -> bool:
        """Tell whether the generation of a state is there and whole; make it public if its build could not any more."""
        generation = generations.folder / about.generation
        if not generation.is_dir() or not is_finished(generation, about.number):
            return False
        finish(generation)
        if generations.current() != generation:
            generations.switch_to(generation)
        return True

    def _begin(self, *, is_known: bool, without: Collection[str]) -> None:
        """Bring the target up to the current generation, as far as something can be built upon that.

        `without` are outputs that are made anew.
        """
        if not self.generations:
            return
        state, target, current = self.state, self.target, self.current
        was_whole = target.is_dir() and is_finished(target, -1)
        begin(target, state.about.number)
        if not is_known or current is None:
            return
        number = state.about.numbers.get(target.name)
        if was_whole and number is not None:
            bring_up(target, current, state.files(number, without), state.removed(number))
        else:
            mirror(target, current, state.files())

    def _sweep(self, *, is_known: bool) -> None:
        """Remove what an earlier build wrote here and this one did not.

        In a folder that is not ours only files that our own manifest lists are removed.
        """
        if self.generations is None:
            manifest = self.target / MANIFEST
            for path in set(_listed(manifest)) - set(self.state.files()):
                (self.target / path).unlink(missing_ok=True)
            manifest.parent.mkdir(parents=True, exist_ok=True)
            manifest.write_text(json.dumps(sorted(self.state.files()), indent=0))
        elif not is_known:
            wanted = set(self.state.files())
            for found in self.target.rglob("*"):
                file = str(found.relative_to(self.target))
                if found.is_file() and file not in wanted and not file.startswith((INDEX, UNFINISHED)):
                    found.unlink()

    def _publish(self, *, forgets: bool) -> None:
        if self.generations is None:
            return
        about = self.state.about
        if forgets:
            about.numbers.clear()
        about.generation = self.target.name
        about.numbers[self.target.name] = about.number
        other = self.generations.beside(self.target)
        files = None if forgets or other.exists() else self.state.files()
        if files is not None:
            begin(other, about.number)
            about.numbers[other.name] = about.number
        self.state.forget_removed(min(about.numbers.values()) if len(about.numbers) > 1 else 0)
        due = self.state.next_moment
        save(self.state, self.generations.folder, keeps_former=not forgets)
        told = self.generations.folder / NEXT
        if not told.is_file() or next_moment(self.generations.folder) != due:
            told.write_text(due.isoformat() if due else "")
        finish(self.target)
        self.generations.switch_to(self.target)
        point(self.link, self.generations.link)
        if forgets:
            shutil.rmtree(self.generations.idle(), ignore_errors=True)
        if files is not None:
            # The public has its site. The other generation follows, so that the first change costs no more than others.
            mirror(other, self.target, files)
            finish(other)


@cache
def code_stamp() -> str:
    """Return a stamp of the program: its own files, the libraries it is locked to, Python."""
    folder = Path(__file__).parents[1]  # the plugins
    lock = folder.parent / "requirements.txt"
    digest = blake2b(sys.version.encode(), digest_size=16)
    for inside, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            if name.endswith((".py", ".po")):
                with open(f"{inside}/{name}", "rb", buffering=0) as file:  # noqa: PTH123  # each build reads them all
                    digest.update(file.read())
    if lock.is_file():
        digest.update(lock.read_bytes())
    return digest.hexdigest()


def _listed(manifest: Path) -> list[str]:
    try:
        return list(json.loads(manifest.read_text()))
    except (OSError, ValueError):
        return []


def _nothing(_name: str, _part: bytes) -> None:
    """There is no index."""


def next_moment(folder: Path) -> datetime | None:
    """Return when the clock alone will change the site built in a folder of generations, None for never or no site."""
    try:
        text = (folder / NEXT).read_text()
    except FileNotFoundError:
        return None
    return datetime.fromisoformat(text) if text else None
