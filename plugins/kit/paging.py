"""Long lists: in parts that stay as they are when something is added, or page by page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from plugins.domain.asking import question
from plugins.kit.build import Build

# So many make a part; the newest holds at least as many where there are others, and not twice as many.
PART = 30


class Part(NamedTuple):
    """A part of a list; parts are counted from the oldest, 0 is the newest, which one sees first.

    `items` are the newest first; `older` and `newer` are the files of its neighbours, None where there is none.
    """

    number: int
    items: Sequence[Any]
    older: str | None
    newer: str | None


def parts(build: Build, kind: str) -> Iterator[tuple[int, str]]:
    """Yield number and file name of each part of a list of the publication (`documents`, …)."""
    for number in range(count_of_parts(getattr(build.publication, kind)) + 1):
        yield number, _name(number)


@question
def part(build: Build, kind: str, number: int) -> Part:
    """Return a part of a list of the publication. Raises LookupError when it has no such part."""
    return part_of(getattr(build.publication, kind), number, _name)


def part_of(items: Sequence[Any], number: int, file_of: Callable[[int], str]) -> Part:
    """Return a part of a list, the newest of which come first. Raises LookupError when it has no such part."""
    count = count_of_parts(items)
    if number > count:
        raise LookupError(number)
    newer = None if number == 0 else file_of(0 if number == count else number + 1)
    older = count if number == 0 else number - 1
    first = len(items) - number * PART if number else 0
    last = len(items) - older * PART
    return Part(number, items[first:last], file_of(older) if older else None, newer)


def count_of_parts(items: Sequence[Any]) -> int:
    """Return how many parts there are besides the newest."""
    return max(0, len(items) // PART - 1)


@dataclass(frozen=True)
class Listing:
    """One page of a list: its file, its number of all, its items, and the files of its neighbours."""

    path: str
    number: int
    count: int
    items: Sequence[Any]
    previous: str | None
    next: str | None


def page_of(items: Sequence[Any], number: int, path_of: Callable[[int], str], per_page: int) -> Listing:
    """Return a page of a list whose pages lie in one folder. Raises LookupError when it has no such page."""
    count = count_of_pages(len(items), per_page)
    if number > count:
        raise LookupError(number)
    return Listing(
        path_of(number),
        number,
        count,
        items[(number - 1) * per_page : number * per_page],
        _file_of(path_of(number - 1)) if number > 1 else None,
        _file_of(path_of(number + 1)) if number < count else None,
    )


def count_of_pages(items: int, per_page: int) -> int:
    """Return how many pages so many items take, at least one."""
    return max(1, -(-items // per_page))


@question
def newest(build: Build, kind: str, count: int) -> list[Any]:
    """Return the first few of a list of the publication."""
    return list(getattr(build.publication, kind)[:count])


def _file_of(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def _name(number: int) -> str:
    return f"trang-{number}.html" if number else "index.html"
