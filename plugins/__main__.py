"""`python -m plugins CONTENT -s CONF [--next | --stay]`: brings the public site up to date with a content folder.

Pelican makes a whole site. When one is up already and neither program nor settings have changed since, only what has
changed is made anew, by the same rooms with the same settings; loading Pelican would take longer than that does.
`--next` says when the clock alone will change the site next (a draft opens, a period is over); `--stay` waits for that
moment and builds again, until it is stopped.
"""

import gc

if __name__ == "__main__":
    gc.disable()  # a short life: nothing is worth being tidied up

import argparse
import importlib
import os
import runpy
import sys
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from plugins.documents.building import Building, Room, told
from plugins.domain.clock import moment
from plugins.kit.build import Build
from plugins.kit.engine import TooNarrowError
from plugins.kit.outputs import Output
from plugins.kit.run import Run, next_moment

_LOOK_EVERY = 20  # seconds


def main() -> None:
    """Build as the command line says; exits like Pelican would."""
    parser = argparse.ArgumentParser(prog="python -m plugins")
    parser.add_argument("content", type=Path)
    parser.add_argument("-s", "--settings", default=Path("pelicanconf.py"), type=Path)
    parser.add_argument("--next", action="store_true", dest="asks_next")
    parser.add_argument("--stay", action="store_true")
    arguments = parser.parse_args()
    settings = _settings(arguments.settings.resolve(), arguments.content.resolve())
    if arguments.stay:
        command = [sys.executable, "-m", "plugins", str(arguments.content), "-s", str(arguments.settings)]
        stay(command, Path(settings["GENERATIONS_PATH"]), lambda: moment(settings["NOW"]))
    if arguments.asks_next:
        found = next_moment(Path(settings["GENERATIONS_PATH"]))
        print(found.isoformat() if found else "")  # noqa: T201  # its answer
        return
    run = Run(settings, moment(settings["NOW"]))
    if not run.builds_on:
        run.give_up()
        command = [sys.executable, "-m", "pelican", str(arguments.content), "-s", str(arguments.settings)]
        os.execv(sys.executable, command)  # noqa: S606  # Pelican takes the place of this process
    bring_up(settings, run, rooms_of(settings["PLUGINS"]))


def bring_up(settings: Mapping[str, Any], run: Run, rooms: Collection[Room]) -> None:
    """Make anew what has changed: at first sight only the texts of some files, or what a look at everything shows."""
    try:
        _build(Building(settings, run, looks_at_all=False), rooms)
    except TooNarrowError:
        run.give_up()
        _build(Building(settings, Run(settings, run.now)), rooms)


def _build(building: Building, rooms: Collection[Room]) -> None:
    if words := told(building.reading):
        print(words, file=sys.stderr)  # noqa: T201  # talks to the person at the terminal
    building.finish(rooms)


def stay(build: list[str], folder: Path, now: Callable[[], datetime]) -> NoReturn:
    """Build now, and again at each moment at which the clock changes the site; a build of others moves that moment.

    `build` is a command; `folder` that of the generations.
    """
    import subprocess

    due: datetime | None = now()
    tried = None
    while True:
        # A build that fails is not tried again for the same moment: whoever mends it builds.
        if due is not None and due <= now() and due != tried:
            tried = due
            subprocess.run(build, check=False)  # noqa: S603  # this very program; its faults are told, the site stays up
        due = next_moment(folder)
        time.sleep(_LOOK_EVERY)


def _settings(conf: Path, content: Path) -> dict[str, Any]:
    """Return the settings of a Pelican configuration as Pelican would see them."""
    sys.path.insert(0, str(conf.parent))
    return {name: value for name, value in runpy.run_path(str(conf)).items() if name.isupper()} | {"PATH": str(content)}


def rooms_of(plugins: list[str]) -> list[Room]:
    """Return what each plugin adds to the plan."""
    return [partial(_outputs, name) for name in plugins]


def _outputs(plugin: str, build: Build) -> Iterable[Output]:
    """Return what a plugin adds to the plan; it is loaded when it is asked."""
    outputs: Room = importlib.import_module(f"{plugin}.outputs").outputs
    return outputs(build)


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)  # as above: taking everything down would be a tenth of it
