"""Long lists in pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from plugins.domain.asking import question
from plugins.kit.build import Build

PER_PAGE = 30


@dataclass(frozen=True)
class Listing:
    """One page of a list: its file, its number of all, its items, and the files of its neighbours."""

    path: str
    number: int
    count: int
    items: Sequence[Any]
    previous: str | None
    next: str | None


def numbers_of_pages(build: Build, kind: str) -> Iterator[tuple[int, str]]:
    """Yield number and file name of each page of a list of the publication (`documents`, …), at least one."""
    for number in range(1, _count(build, kind) + 1):
        yield number, _name(number)


@question
def listing(build: Build, kind: str, folder: str, number: int) -> Listing:
    """Return a page of a list of the publication, in its folder. Raises LookupError when it has no such page."""
    count = _count(build, kind)
    if number > count:
        raise LookupError(number)
    return Listing(
        f"{folder}/{_name(number)}",
        number,
        count,
        getattr(build.publication, kind)[(number - 1) * PER_PAGE : number * PER_PAGE],
        _name(number - 1) if number > 1 else None,
        _name(number + 1) if number < count else None,
    )


@question
def newest(build: Build, kind: str, count: int) -> list[Any]:
    """Return the first few of a list of the publication."""
    return list(getattr(build.publication, kind)[:count])


def _count(build: Build, kind: str) -> int:
    return max(1, -(-len(getattr(build.publication, kind)) // PER_PAGE))


def _name(number: int) -> str:
    return "index.html" if number == 1 else f"trang-{number}.html"
