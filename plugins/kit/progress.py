"""How far a build is, on a terminal; nothing anywhere else."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

# Fewer steps than this are over before a bar is drawn.
_WORTH_SHOWING = 200


class Progress:
    """A bar for each stage of a build, on the error output of a terminal."""

    def __init__(self) -> None:
        self._bars: Bars | None = None

    def step(self, name: str) -> Callable[[int, int], None]:
        """Return what a stage tells how many of how many things it has done."""
        tasks: list[TaskID] = []

        def tell(done: int, count: int) -> None:
            if count < _WORTH_SHOWING or not sys.stderr.isatty():
                return
            bars = self._open()
            if not tasks:
                tasks.append(bars.add_task(name, total=count))
            bars.update(tasks[0], completed=done, total=count)

        return tell

    def end(self) -> None:
        """Leave the terminal as it was."""
        if self._bars is not None:
            self._bars.stop()

    def _open(self) -> "Bars":
        if self._bars is None:
            from rich.console import Console  # loaded only where it is seen
            from rich.progress import Progress as Bars

            self._bars = Bars(console=Console(stderr=True), transient=True)
            self._bars.start()
        return self._bars
