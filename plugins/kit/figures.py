"""Where the parts of a drawn figure stand: bars under their labels, a map of cells.

Across, places are percents of the figure's width; down, they are multiples of its type size. So a figure is as wide as
the screen and its words are as large as those around it: nothing is scaled, nothing is cut.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

# So many letters of a label, and of a column's head, fit into a line on the narrowest phone (320 pixels).
_IN_A_LINE, _IN_A_HEAD = 36, 9
# The longest bar, in percent, leaves room for the words behind it.
_LONGEST_BAR = 60
# Heights: a line of words, a bar, a cell, the gap below them.
_LINE, _BAR, _CELL, _GAP = 1.5, 1.25, 2.0, 0.75
_DARKEST = 3


@dataclass(frozen=True)
class Line:
    """A line of words and its base line."""

    words: str
    base: float


@dataclass(frozen=True)
class Part:
    """A part of a bar: what it shows, where it starts, how long it is."""

    kind: str
    start: float
    length: float


@dataclass(frozen=True)
class Bar:
    """A bar below its label: its top and bottom, its end, the words behind it and their base line."""

    label: tuple[Line, ...]
    top: float
    bottom: float
    parts: tuple[Part, ...]
    end: float
    words: Line


@dataclass(frozen=True)
class Bars:
    """Bars, the kinds that have a part in any, how thick each bar is, and the height of all."""

    bars: tuple[Bar, ...]
    kinds: frozenset[str]
    thickness: float
    height: float


@dataclass(frozen=True)
class Cell:
    """A cell of a map: its text, its left edge and its middle, how dark it is (0 to 3)."""

    text: str
    left: float
    middle: float
    shade: int


@dataclass(frozen=True)
class Row:
    """A row of a map below its label: its top, the base line of its texts, its cells."""

    label: tuple[Line, ...]
    top: float
    base: float
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class HeatMap:
    """A map: middle and words of each column's head, the rows; width and thickness of a cell, the height of all."""

    heads: tuple[tuple[float, tuple[Line, ...]], ...]
    rows: tuple[Row, ...]
    width: float
    thickness: float
    height: float


def bars(rows: Sequence[tuple[str, str, Sequence[tuple[str, int]]]]) -> Bars:
    """Return where bars stand for rows of a label, the words behind the bar, and pairs of a kind and its count.

    All bars have one scale: the row with the largest sum gives the longest. What counts nothing is not drawn.
    """
    largest = max((_sum(counts) for _, _, counts in rows), default=0) or 1
    found: list[Bar] = []
    down = 0.0
    for label, words, counts in rows:
        lines = _lines(label, down)
        top = down + len(lines) * _LINE
        end = _rounded(_sum(counts) * _LONGEST_BAR / largest)
        behind = Line(words, _rounded(top + _BAR * 0.75))
        found.append(Bar(lines, _rounded(top), _rounded(top + _BAR), tuple(_parts(counts, largest)), end, behind))
        down = top + _BAR + _GAP
    kinds = frozenset(part.kind for bar in found for part in bar.parts)
    return Bars(tuple(found), kinds, _BAR, _rounded(down))


def heat_map(rows: Sequence[Sequence[str | int]], heads: Sequence[str]) -> HeatMap:
    """Return where the cells of a map stand for rows of a label and a count for each head.

    A cell is the darker the larger its share of the row.
    """
    width = 100 / len(heads)
    middles = [_rounded((n + 0.5) * width) for n in range(len(heads))]
    placed = [_lines(head, 0.0, _IN_A_HEAD) for head in heads]
    found: list[Row] = []
    down = max(map(len, placed)) * _LINE + _GAP / 2
    for label, *counts in rows:
        lines = _lines(str(label), down)
        top = down + len(lines) * _LINE
        numbers = [int(count) for count in counts]
        cells = (
            Cell(str(number), _rounded(n * width), middles[n], _shade(number, sum(numbers)))
            for n, number in enumerate(numbers)
        )
        found.append(Row(lines, _rounded(top), _rounded(top + _CELL * 0.66), tuple(cells)))
        down = top + _CELL + _GAP
    return HeatMap(tuple(zip(middles, placed, strict=True)), tuple(found), _rounded(width), _CELL, _rounded(down))


def _sum(counts: Sequence[tuple[str, int]]) -> int:
    return sum(count for _, count in counts)


def _parts(counts: Sequence[tuple[str, int]], largest: int) -> Iterator[Part]:
    start = 0.0
    for kind, count in counts:
        length = count * _LONGEST_BAR / largest
        if count:
            yield Part(kind, _rounded(start), _rounded(length))
        start += length


def _shade(number: int, of_all: int) -> int:
    return -(-number * _DARKEST // of_all) if number else 0


def _lines(words: str, down: float, letters: int = _IN_A_LINE) -> tuple[Line, ...]:
    """Return words in lines, the first of them below `down`."""
    lines = wrap(words, letters, break_long_words=False)
    return tuple(Line(line, _rounded(down + (n + 0.75) * _LINE)) for n, line in enumerate(lines))


def _rounded(place: float) -> float:
    return round(place, 2)
