"""`python -m bench [SIZE …]`: measures us and the peers in turn, and writes what was found to `results/`.

A size that this commit was measured at on the same day is not measured again.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import report
from bench.programs import ROOT, hugo
from bench.site import PROGRAMS, Measuring, minutes

RESULTS = Path(__file__).parent / "results"
_WORK = ROOT / "var" / "bench"
_SIZES = (1_000, 10_000)
_ROOM = 1.5  # MB a text
_PACKAGES = ("pelican", "markdown", "jinja2", "whoosh", "hugo")


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("sizes", nargs="*", type=int, default=_SIZES, help="how many texts (100000 on request)")
    parser.add_argument("--turns", type=int, default=3, help="how often each thing is measured")
    parser.add_argument("--only", nargs="*", default=list(PROGRAMS), choices=list(PROGRAMS), help="which programs")
    arguments = parser.parse_args()
    hugo()  # missing, it would be missed only in an hour
    RESULTS.mkdir(exist_ok=True)
    results = _results()
    path = RESULTS / f"{results['name']}.json"
    todo = [size for size in arguments.sizes if str(size) not in results["sizes"]]
    demand_room(sum(todo), shutil.disk_usage(ROOT).free / 1e6)
    needed = sum(minutes(size, arguments.turns, arguments.only) for size in todo)
    _tell(f"{', '.join(map(str, todo)) or 'no'} texts; roughly {needed:.0f} minutes on a quiet machine")
    _WORK.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=_WORK) as work:  # nothing is deleted before the end (see Program.put_away)
        for size in todo:
            before = os.getloadavg()[0]
            measuring = Measuring(Path(work, str(size)), size, arguments.turns, arguments.only, _tell)
            results["sizes"][str(size)] = {**measuring.result(), "load": [before, os.getloadavg()[0]]}
            path.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    text = report.page(results)
    path.with_suffix(".md").write_text(text, encoding="utf-8")
    report.plot(results, path.with_suffix(".svg"))
    print(text)
    _tell(f"written to {path.with_suffix('.md').relative_to(ROOT)}")


def demand_room(texts: int, free: float) -> None:
    """Give up before an hour is lost where so many MB of disk are too few for what all programs write."""
    if free < (needed := texts * _ROOM):
        raise SystemExit(f"{needed:,.0f} MB of disk are needed, {free:,.0f} are free: nothing is deleted meanwhile.")


def _results() -> dict[str, Any]:
    """Return what this commit has been measured at today on this machine, or the beginning of it."""
    commit, is_changed = (
        _git("rev-parse", "--short", "HEAD"),
        bool(_git("status", "--porcelain", "--", ":!tests/bench/results")),
    )
    today = date.today()  # noqa: DTZ011  # the day here
    machine = f"{platform.machine()}-{os.cpu_count()}"
    name = f"{today}-{machine}-{commit}{'-changed' if is_changed else ''}"
    path = RESULTS / f"{name}.json"
    if path.exists() and not is_changed:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return found
    packages = ", ".join(f"{package} {version(package)}" for package in _PACKAGES)
    about = [
        f"Commit {commit}{', with changes not committed' if is_changed else ''}.",
        f"{os.cpu_count()} × {_processor()}, {_memory():.0f} GB; {platform.system()}.",
        f"Python {platform.python_version()}, {packages}.",
        "Medians; CPU is user + system of the whole process tree; everything starts cold but the resident server.",
        "Trust ratios, not seconds: the machine may have had other things to do (see its load).",
        "Ours is a public build with all it writes, compressed files included; board sheets as PDF are left out.",
        "So is the search index, which is measured on its own.",
    ]
    return {"name": name, "date": str(today), "about": about, "sizes": {}}


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    return next((line.split(": ")[1] for line in lines if line.startswith("model name")), platform.processor())


def _memory() -> float:
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9


def _tell(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
