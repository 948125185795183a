"""`python -m bench.limit …`: what no program that publishes these texts can go much below.

`full CONTENT LIKE OUT` reads the texts and writes the files that LIKE, a finished site, has. `theme LIKE OUT` writes
the pages of its documents with their compressed twins. Nothing is worked out in between; that it reads what it writes
costs a little.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from plugins.kit.compressing import twins

# As the template of documents gives them.
_DOCUMENTS = "van-ban/*.html"


def main() -> None:
    """Do what the command line says."""
    what, *folders, out = sys.argv[1:]
    if what == "full":
        content, like = map(Path, folders)
        for path in content.rglob("*.md"):
            path.read_bytes()
        _write(like, (path for path in like.rglob("*") if path.is_file()), Path(out), ())
    else:
        (like,) = map(Path, folders)
        _write(like, like.glob(_DOCUMENTS), Path(out), ("gzip",))


def _write(like: Path, paths: Iterable[Path], out: Path, encodings: Iterable[str]) -> None:
    """Write files of a finished site anew, each with its compressed twins."""
    folders = set()
    for path in paths:
        content, name = path.read_bytes(), str(path.relative_to(like))
        target = out / name
        if target.parent not in folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            folders.add(target.parent)
        for ending, data in [("", content), *twins(name, content, encodings)]:
            with open(f"{target}{ending}", "xb", buffering=0) as file:  # noqa: PTH123  # a path object costs as much
                file.write(data)


if __name__ == "__main__":
    main()
