"""Long lists in pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
PER_PAGE = 30


@dataclass(frozen=True)
class Listing(Generic[T]):
    """One page of a list: its file, its number of all, its items, and the files of its neighbours."""

    path: str
    number: int
    count: int
    items: Sequence[T]
    previous: str | None
    next: str | None


def pages_of(folder: str, items: Sequence[T]) -> Iterator[Listing[T]]:
    """Yield the pages of a list, at least one: `folder`/index.html, then trang-2.html and so on."""
    count = max(1, -(-len(items) // PER_PAGE))
    names = ["index.html", *(f"trang-{n}.html" for n in range(2, count + 1))]
    for i, name in enumerate(names):
        yield Listing(
            f"{folder}/{name}",
            i + 1,
            count,
            items[i * PER_PAGE : (i + 1) * PER_PAGE],
            names[i - 1] if i else None,
            names[i + 1] if i + 1 < count else None,
        )
