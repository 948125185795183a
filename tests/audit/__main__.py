"""`make audit`: runs what takes too long for every change, and writes what was found into `results.md` here."""

import os
import platform
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

from audit import accessibility

ROOT = Path(__file__).resolve().parents[2]
RESULTS = Path(__file__).with_name("results.md")
_FOUND = ROOT / "var" / "audit.xml"


@dataclass(frozen=True)
class Matrix:
    """A test that can be asked for more than every change needs: what it shows, which it is, how it is asked."""

    shows: str
    test: str
    environment: Mapping[str, str]


MATRICES = (
    Matrix(
        "After random edits a build upon the last one is, byte for byte, a clean build of the same content",
        "tests/plugins/test_only_what_changed.py::test_after_any_edits_the_site_is_what_a_clean_build_gives",
        {"EDIT_SEQUENCES": "60", "EDIT_STEPS": "10"},
    ),
    Matrix(
        "A kind of dependency that nobody notes makes that comparison fail",
        "tests/plugins/test_only_what_changed.py::test_a_dependency_that_nobody_notes_is_found_out",
        {"ALL_NOTED": "yes"},
    ),
    Matrix(
        "Whatever happens to the state of the last build, the next one is a clean build of the same content",
        "tests/plugins/test_disposable_state.py",
        {"ALL_HARMS": "yes"},
    ),
    Matrix(
        "120 comments by three channels become a published table, a closed round and an issued text, in a browser",
        "tests/journeys/test_consultation.py",
        {"COMMENTS": "120"},
    ),
)


@dataclass(frozen=True)
class Found:
    """What a matrix gave: how many cases, how many of them failed, seconds in all, and what was done in them."""

    cases: int
    failed: int
    seconds: float
    done: Counter[str]


def main() -> None:
    """Run every matrix, look at every kind of page; fails when anything was found."""
    found = [_run(matrix) for matrix in MATRICES]
    RESULTS.write_text(page(found), encoding="utf-8")
    print(RESULTS.read_text(encoding="utf-8"))
    pages = accessibility.main()
    print(accessibility.RESULTS.read_text(encoding="utf-8"))
    sys.exit(any(one.failed for one in found) or any(one.faults for one in pages.values()))


def _run(matrix: Matrix) -> Found:
    environment = {**os.environ, **{name: os.environ.get(name, value) for name, value in matrix.environment.items()}}
    command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", f"--junitxml={_FOUND}", matrix.test]
    _FOUND.parent.mkdir(exist_ok=True)
    subprocess.run(command, cwd=ROOT, env=environment, check=False)
    return read(_FOUND)


def read(path: Path) -> Found:
    """Return what pytest wrote about a run."""
    cases = ET.parse(path).getroot().findall(".//testcase")  # noqa: S314  # our own file
    bad = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    done = Counter(p.get("value", "") for case in cases for p in case.iterfind("properties/property[@name='done']"))
    return Found(len(cases), len(bad), sum(float(case.get("time", "0")) for case in cases), done)


def page(found: Sequence[Found]) -> str:
    """Return the page of results, in Markdown."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    lines = [
        f"# What `make audit` found on {date.today()}",  # noqa: DTZ011  # the day here
        "",
        f"Commit {commit}, Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors.",
        "",
        "| what holds | cases | failed | minutes of work |",
        "|---|---:|---:|---:|",
    ]
    for matrix, one in zip(MATRICES, found, strict=True):
        lines.append(f"| {matrix.shows} | {one.cases} | {one.failed} | {one.seconds / 60:.0f} |")
    for matrix, one in zip(MATRICES, found, strict=True):
        if one.done:
            lines += ["", f"## {matrix.shows}", "", "| what was done | times |", "|---|---:|"]
            lines += [f"| {what} | {count} |" for what, count in sorted(one.done.items())]
            lines.append(f"| **all** | **{one.done.total()}** |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
