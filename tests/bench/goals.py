"""What a build of the site shall cost beside the peers, and what was measured of it."""

import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bench.programs import Hugo, Ours, OursAsPeers, Pelican
from bench.site import FULL, SENTENCE, SERVED, THEME

# The size the goals are meant for; at others they are only a hint.
SIZE = 10_000


class Figures:
    """The medians of what was measured, by size, program and what was done."""

    def __init__(self, sizes: Mapping[str, Mapping[str, Any]]) -> None:
        """Take the results by size, as they stand in JSON."""
        self.sizes = {int(size): result for size, result in sizes.items()}

    def median(self, size: int, program: str, what: str, of: str) -> float | None:
        """Return a median: `of` is cpu, wall (seconds) or peak (MB); None when it was not measured."""
        runs = self.sizes.get(size, {}).get("runs", [])
        values = [run[of] for run in runs if (run["program"], run["what"]) == (program, what)]
        return statistics.median(values) if values else None

    def times(self, program: str, what: str) -> list[tuple[int, float, float, float]]:
        """Return size, CPU, wall clock and peak for each size at which something was measured."""
        found = []
        for size in sorted(self.sizes):
            values = [self.median(size, program, what, of) for of in ("cpu", "wall", "peak")]
            if None not in values:
                found.append((size, *(v for v in values if v is not None)))
        return found  # type: ignore[return-value]  # three of them

    def different(self, size: int) -> int | None:
        """Return in how many files a site after changes differs from a clean build; None when not measured."""
        found = self.sizes.get(size, {}).get("different")
        return None if found is None else len(found)


def ratio(one: float | None, other: float | None) -> float | None:
    """Return how many times the other the one is; None when either was not measured."""
    return None if one is None or not other else one / other


@dataclass(frozen=True)
class Goal:
    """A limit, in words and as a number, and how to find at a size what it limits."""

    words: str
    limit: float
    found: Callable[[Figures, int], float | None]

    def verdict(self, figures: Figures, size: int) -> str:
        """Return in one word whether it is met."""
        value = self.found(figures, size)
        return "not measured" if value is None else "met" if value <= self.limit else "not met"


def _against(of: str, ours: tuple[str, str], theirs: tuple[str, str]) -> Callable[[Figures, int], float | None]:
    return lambda f, size: ratio(f.median(size, *ours, of), f.median(size, *theirs, of))


def _growth(program: str, what: str, by: int = 1) -> Callable[[Figures, int], float | None]:
    """CPU beside that at a tenth of the texts, divided by so much."""

    def found(figures: Figures, size: int) -> float | None:
        return ratio(figures.median(size, program, what, "cpu"), figures.median(size // 10, program, what, "cpu"))

    return lambda figures, size: ratio(found(figures, size), by)


GOALS = (
    Goal(
        "1. One changed document: CPU, against Hugo",
        0.05,
        _against("cpu", (Ours.name, SENTENCE), (Hugo.name, SENTENCE)),
    ),
    Goal("1. … wall clock, against Hugo", 0.05, _against("wall", (Ours.name, SENTENCE), (Hugo.name, SENTENCE))),
    Goal(
        "1. … CPU, against Pelican's warm cache",
        1 / 30,
        _against("cpu", (Ours.name, SENTENCE), (Pelican.name, SENTENCE)),
    ),
    Goal(
        "1. … wall clock, against Hugo's resident server",
        0.5,
        _against("wall", (Ours.name, SENTENCE), (Hugo.name, SERVED)),
    ),
    Goal("1. … CPU, against that at a tenth of the texts", 4, _growth(Ours.name, SENTENCE)),
    Goal("2. Clean build as peers: CPU, against Hugo", 1, _against("cpu", (OursAsPeers.name, FULL), (Hugo.name, FULL))),
    Goal("2. … memory, against Hugo", 0.25, _against("peak", (OursAsPeers.name, FULL), (Hugo.name, FULL))),
    Goal("2. … CPU per text, against that at a tenth of the texts", 1.1, _growth(OursAsPeers.name, FULL, 10)),
    Goal("2. Whole clean build: CPU per text, against that at a tenth", 1.1, _growth(Ours.name, FULL, 10)),
    Goal(
        "2. Whole clean build: memory (MB), at 100,000 texts",
        2000,
        lambda f, n: f.median(n, Ours.name, FULL, "peak") if n >= 100_000 else None,
    ),
    Goal("3. Changed template: CPU, against Hugo", 0.5, _against("cpu", (Ours.name, THEME), (Hugo.name, FULL))),
    Goal("4. Files that differ from a clean build after changes", 0, lambda f, n: f.different(n)),
)
