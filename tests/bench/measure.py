"""What a run of a program costs: processor, wall clock, memory, of its whole process tree."""

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

_TICKS = os.sysconf("SC_CLK_TCK")
_SAMPLE_EVERY = 0.2  # seconds
_PROC = Path("/proc")


@dataclass(frozen=True)
class Cost:
    """Seconds of processor (user + system, children of children included) and of wall clock, and peak memory in MB.

    Memory is the larger of two: the peak of the largest process as the kernel tells it; and, where several run at
    once, the largest sum seen of what each has, shared pages counted once (Linux only, looked at five times a second).
    """

    cpu: float
    wall: float
    peak: float


class ProgramFailedError(Exception):
    """A program that is measured failed."""


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    """Return the environment programs run in; compiled Python is kept, as on any machine that runs them twice."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **more}


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a program to its end in a folder and return what it cost. Raises ProgramFailedError with what it said."""
    log = folder / "bench.log"
    with log.open("wb") as output:
        began = time.monotonic()
        process = subprocess.Popen(
            command, cwd=folder, env=_environment(environment), stdout=output, stderr=subprocess.STDOUT
        )
        with _Watch(process.pid) as watch:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise ProgramFailedError(
            f"{' '.join(command)} ({process.returncode})\n{log.read_text(encoding='utf-8')[-3000:]}"
        )
    return Cost(usage.ru_utime + usage.ru_stime, wall, max(usage.ru_maxrss / 1024, watch.peak))


class Resident:
    """A program that stays until the end of the block, to be asked what it has cost so far."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._log = (folder / "bench.log").open("wb")
        self._process = subprocess.Popen(command, cwd=folder, stdout=self._log, stderr=subprocess.STDOUT)

    @property
    def cpu(self) -> float:
        """Seconds of processor used so far."""
        fields = (_PROC / str(self._process.pid) / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS  # utime and stime, see proc(5)

    @property
    def peak(self) -> float:
        """Peak memory so far, in MB."""
        status = (_PROC / str(self._process.pid) / "status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024

    def settle(self) -> None:
        """Wait until it has had nothing to do for a while."""
        before = -1.0
        while self.cpu > before:
            before = self.cpu
            time.sleep(1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()
        self._log.close()


class _Watch:
    """Looks now and then at how much memory a process tree has; `peak` is the most seen, in MB."""

    def __init__(self, pid: int) -> None:
        self.peak = 0.0
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_SAMPLE_EVERY):
            pids = list(_tree(self._pid))
            if len(pids) > 1:  # of one alone the kernel knows better
                self.peak = max(self.peak, sum(_memory(pid) for pid in pids) / 1024)


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = (_PROC / str(pid) / "task" / str(pid) / "children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _tree(int(child))


def _memory(pid: int) -> int:
    """Return the share of a process in the memory it uses, in KB; 0 when it is gone."""
    try:
        return int((_PROC / str(pid) / "smaps_rollup").read_text().split("\nPss:")[1].split()[0])
    except (OSError, IndexError):
        return 0
