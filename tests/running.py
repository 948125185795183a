"""Runs the project's commands, each in a process of its own, without waiting for libraries to load each time.

A server with the libraries loaded (multiprocessing's) forks a process for each command; loading them is half of what
a build of the small commune takes.
"""

import os
import runpy
import subprocess
import sys
from collections.abc import Mapping
from multiprocessing import forkserver, get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

REPOSITORY = Path(__file__).resolve().parent.parent
# Loaded beforehand. None of ours that a command starts with, nor that reads the environment.
_LIBRARIES = [
    "pelican",
    "flask",
    "sqlalchemy.orm",
    "alembic.command",
    "flask_wtf",
    "argon2",
    "feedgen.feed",
    "icalendar",
    "holidays",
    "docx",
    "segno",
    "plugins.documents.building",
    "plugins.documents.plugin",
    "plugins.search.index",
    "plugins.register",
]
_SPAWNING = get_context("forkserver")
_SPAWNING.set_forkserver_preload(_LIBRARIES)
# What rich asks about the terminal when it is loaded.
_TERMINAL = {"COLUMNS": "200", "TERM": "dumb"}


def run_module(
    module: str, *arguments: str, environment: Mapping[str, str] = os.environ, typed: str = "", timeout: float = 120
) -> subprocess.CompletedProcess[str]:
    """Run `python -m module arguments` in the project's folder; return what it said, and how it ended.

    `typed` is what it reads; after `timeout` seconds it is killed, which raises TimeoutExpired.
    """
    with TemporaryDirectory() as folder:
        streams = [Path(folder, name) for name in ("in", "out", "err")]
        streams[0].write_text(typed, encoding="utf-8")
        with patch.dict(os.environ, _TERMINAL):
            forkserver.ensure_running()
        process = _SPAWNING.Process(target=_become, args=(module, arguments, dict(environment), streams))
        process.start()
        process.join(timeout)
        if process.is_alive():
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(module, timeout)
        out, err = (path.read_text(encoding="utf-8") for path in streams[1:])
        return subprocess.CompletedProcess([module, *arguments], process.exitcode or 0, out, err)


def _become(module: str, arguments: tuple[str, ...], environment: Mapping[str, str], streams: list[Path]) -> None:
    """What the forked process does."""
    os.chdir(REPOSITORY)
    os.environ.clear()
    os.environ.update(environment)
    for number, path in enumerate(streams):
        file = os.open(path, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT)
        os.dup2(file, number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  # multiprocessing gave it /dev/null
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
