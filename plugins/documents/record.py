"""`python -m plugins.documents.record FOLDER`: writes into the ledger what a content folder publishes now."""

import os
import sys
from datetime import datetime
from pathlib import Path

from plugins.documents.ledger import FILE, read_ledger, recorded, write_ledger
from plugins.documents.reading import read_content
from plugins.domain.catalogue import BrokenRegistersError, load
from plugins.domain.clock import moment


def record(folder: Path, now: datetime) -> list[str]:
    """Bring the ledger of a content folder up to a moment; return the folder's faults, and write nothing, if any."""
    try:
        catalogue = load(folder, now.date())
    except BrokenRegistersError as error:
        return [str(fault) for fault in error.faults]
    reading = read_content(folder, catalogue, now)
    if reading.faults:
        return [str(fault) for fault in reading.faults]
    sources = {file: source.text() for file, source in reading.sources.items()}
    entries = recorded(read_ledger(folder), reading.publication.contents, sources, now.date())
    write_ledger(folder, entries)
    return []


def main() -> None:
    """Write the ledger of the folder named on the command line; fails when the folder has faults."""
    folder = Path(sys.argv[1])
    faults = record(folder, moment(os.environ.get("CONG_KHAI_NOW", "")))
    if faults:
        sys.exit("\n".join([*faults, f"{len(faults)} lỗi; sổ công bố giữ nguyên."]))
    print(f"Đã ghi {folder / FILE}. Hãy đưa tệp này vào git cùng nội dung.")  # noqa: T201  # its answer


if __name__ == "__main__":
    main()
