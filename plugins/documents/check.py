"""`python -m plugins.documents.check FOLDER`: every fault of a content folder, in one run; fails when there is one.

Beside them cautions: what would be a fault if its rule were confirmed.
"""

import os
import sys
from pathlib import Path

from plugins.documents.reading import read_content
from plugins.domain.catalogue import BrokenRegistersError, load
from plugins.domain.clock import moment
from plugins.domain.faults import Caution, Fault, told_cautions


def check(folder: Path, now: str = "") -> list[str]:
    """Return the faults of a content folder, one line each, as of a moment (ISO text; empty is now)."""
    return [str(fault) for fault in _read(folder, now)[0]]


def _read(folder: Path, now: str) -> tuple[list[Fault], list[Caution]]:
    at = moment(now)
    try:
        catalogue = load(folder, at.date())
    except BrokenRegistersError as error:
        return error.faults, []
    reading = read_content(folder, catalogue, at)
    return reading.faults, reading.cautions


def main() -> None:
    """Print the faults and cautions of the folder named on the command line."""
    faults, cautions = _read(Path(sys.argv[1]), os.environ.get("CONG_KHAI_NOW", ""))
    if cautions:
        print(told_cautions(cautions))  # noqa: T201  # its answer
    if faults:
        sys.exit("\n".join([*map(str, faults), f"{len(faults)} lỗi."]))
    print("Nội dung không có lỗi.")  # noqa: T201  # its answer


if __name__ == "__main__":
    main()
