"""`python -m plugins.documents.check FOLDER`: every fault of a content folder, in one run; fails when there is one."""

import os
import sys
from pathlib import Path

from plugins.documents.reading import read_content
from plugins.domain.catalogue import BrokenRegistersError, load
from plugins.domain.clock import moment


def check(folder: Path, now: str = "") -> list[str]:
    """Return the faults of a content folder, one line each, as of a moment (ISO text; empty is now)."""
    at = moment(now)
    try:
        catalogue = load(folder, at.date())
    except BrokenRegistersError as error:
        return [str(fault) for fault in error.faults]
    return [str(fault) for fault in read_content(folder, catalogue, at).faults]


def main() -> None:
    """Print the faults of the folder named on the command line."""
    faults = check(Path(sys.argv[1]), os.environ.get("CONG_KHAI_NOW", ""))
    if faults:
        sys.exit("\n".join([*faults, f"{len(faults)} lỗi."]))
    print("Nội dung không có lỗi.")  # noqa: T201  # its answer


if __name__ == "__main__":
    main()
