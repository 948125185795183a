"""Everything a build writes goes through here: an output is a path, what it asked for, and a function of that."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from plugins.kit.generations import INDEX, MANIFEST, PRIVATE


@dataclass(frozen=True)
class Output:
    """One file of the site: its path relative to the root, and how its content is made from what it asked for.

    `asked_for` names the sources the content depends on (ids of contents, names of registers and templates).
    """

    path: str
    asked_for: frozenset[str]
    make: Callable[[], str | bytes]


class TwoOutputsOnePathError(Exception):
    """Two outputs want the same file; one would silently overwrite the other."""


class Outputs:
    """The writer of one build into one folder.

    `owned`: the folder is a generation of ours and holds nothing of anybody else's.
    """

    def __init__(self, root: Path, *, owned: bool) -> None:
        self.root = root
        self.owned = owned
        self.written: dict[str, frozenset[str]] = {}
        self.changed = 0

    def write(self, output: Output) -> None:
        """Make and write one output; a file that already has these bytes keeps its time stamp."""
        if output.path in self.written:
            raise TwoOutputsOnePathError(output.path)
        self.written[output.path] = output.asked_for
        made = output.make()
        content = made.encode() if isinstance(made, str) else made
        path = self.root / output.path
        if path.is_file() and path.read_bytes() == content:
            return
        self.changed += 1
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(path.name + ".new")
        fresh.write_bytes(content)
        fresh.replace(path)

    def finish(self) -> int:
        """Remove what an earlier build wrote here and this one did not; return how many files that were.

        In a folder that is not ours only files that our own manifest lists are removed.
        """
        stale = sorted(self._earlier() - self.written.keys())
        for path in stale:
            (self.root / path).unlink(missing_ok=True)
        (self.root / PRIVATE).mkdir(parents=True, exist_ok=True)
        (self.root / MANIFEST).write_text(json.dumps(sorted(self.written), indent=0))
        return len(stale)

    def _earlier(self) -> set[str]:
        if self.owned:
            files = (p.relative_to(self.root) for p in self.root.rglob("*") if p.is_file())
            return {str(file) for file in files if not str(file).startswith((INDEX, MANIFEST))}
        try:
            return set(json.loads((self.root / MANIFEST).read_text()))
        except (OSError, ValueError):
            return set()
