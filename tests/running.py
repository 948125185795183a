"""Runs the project's commands, each in a process of its own, without waiting for libraries to load each time.

A server with the libraries loaded (multiprocessing's) forks a process for each command; loading them is half of what
a build of the small commune takes.
"""

import os
import runpy
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import forkserver, get_context
from multiprocessing.process import BaseProcess
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
    "inbox",
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
        streams = _streams(Path(folder), typed)
        process = _start(module, arguments, environment, streams)
        process.join(timeout)
        if process.is_alive():
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(module, timeout)
        out, err = (path.read_text(encoding="utf-8") for path in streams[1:])
        return subprocess.CompletedProcess([module, *arguments], process.exitcode or 0, out, err)


@contextmanager
def serving(port: int, environment: Mapping[str, str]) -> Iterator[BaseProcess]:
    """Serve site and inbox on a port, as an installation does, as long as the block lasts."""
    arguments = (f"--listen=127.0.0.1:{port}", "--call", "inbox:create_app")
    with TemporaryDirectory() as folder:
        streams = _streams(Path(folder))
        process = _start("waitress", arguments, environment, streams)
        try:
            deadline = time.monotonic() + 60
            while not _answers(port):
                assert process.is_alive(), streams[2].read_text(encoding="utf-8")
                assert time.monotonic() < deadline, "the web server does not answer"
                time.sleep(0.02)
            yield process
        finally:
            process.terminate()
            process.join(10)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _streams(folder: Path, typed: str = "") -> list[Path]:
    """What a process reads, says and complains of."""
    streams = [folder / name for name in ("in", "out", "err")]
    streams[0].write_text(typed, encoding="utf-8")
    return streams


def _start(module: str, arguments: tuple[str, ...], environment: Mapping[str, str], streams: list[Path]) -> BaseProcess:
    with patch.dict(os.environ, _TERMINAL):
        forkserver.ensure_running()
    process = _SPAWNING.Process(target=_become, args=(module, arguments, dict(environment), streams))
    process.start()
    return process


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
