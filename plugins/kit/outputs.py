"""What a build makes: an output is a path and a function; what it depends on is noted while the function runs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(slots=True, eq=False)
class Output:
    """One file of the site: its path relative to the root, and how its content is made.

    `make` asks for everything it needs when it is called, nothing is worked out before: see `plugins.domain.asking`.
    `is_late`: it reads other outputs, and is made when those are.
    """

    path: str
    make: Callable[[], str | bytes]
    is_late: bool = False


@dataclass(slots=True, eq=False)
class Part(Output):
    """A part of the search index instead of a file; `path` names it, `make` gives its rows as bytes."""


class Index(Protocol):
    """What the parts go into."""

    prefix: str

    def can_continue(self, earlier: Path) -> bool:
        """Tell whether an earlier index can be continued."""

    def begin(self, folder: Path, earlier: Path | None) -> None:
        """Begin an index in a folder, from an earlier one that can be continued or from nothing."""

    def take(self, name: str, part: bytes) -> None:
        """Take a part in the place of any earlier one of that name."""

    def end(self, removed: Sequence[str]) -> None:
        """Leave the index whole, without the parts removed."""
