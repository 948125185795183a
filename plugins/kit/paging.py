"""Long lists in pages."""

from collections.abc import Callable, Iterator, Sequence
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
    for number in range(1, count_of_pages(len(getattr(build.publication, kind))) + 1):
        yield number, _name(number)


@question
def listing(build: Build, kind: str, folder: str, number: int) -> Listing:
    """Return a page of a list of the publication, in its folder. Raises LookupError when it has no such page."""
    return page_of(getattr(build.publication, kind), number, lambda n: f"{folder}/{_name(n)}")


def page_of(items: Sequence[Any], number: int, path_of: Callable[[int], str], per_page: int = PER_PAGE) -> Listing:
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


def count_of_pages(items: int, per_page: int = PER_PAGE) -> int:
    """Return how many pages so many items take, at least one."""
    return max(1, -(-items // per_page))


@question
def newest(build: Build, kind: str, count: int) -> list[Any]:
    """Return the first few of a list of the publication."""
    return list(getattr(build.publication, kind)[:count])


def _file_of(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def _name(number: int) -> str:
    return "index.html" if number == 1 else f"trang-{number}.html"
