"""What is found, class by class: success at 1 and at 10, mean reciprocal rank."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bench.search.judged import Judged

# Gives for what is typed the ids of the contents found, best first, each with the URL of its place.
Search = Callable[[str], Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class Score:
    """The scores of a class of queries: how many there are, success at 1 and at 10, mean reciprocal rank."""

    count: int
    at_1: float
    at_10: float
    mrr: float


def rank(query: Judged, search: Search) -> int:
    """Return the rank of the first right answer among ten, 0 when none is."""
    for number, (id_, url) in enumerate(search(query.typed)[:10], 1):
        anchor = url.partition("#")[2]
        is_place = not query.place or anchor == query.place or anchor.startswith(f"{query.place}__")
        if id_ in query.wanted and is_place:
            return number
    return 0


def scores(queries: Iterable[Judged], search: Search) -> dict[str, Score]:
    """Return the scores of each class, of all, and of those held out."""
    ranks: dict[str, list[int]] = {}
    for query in queries:
        found = rank(query, search)
        for name in (query.kind, "tất cả", *(["chỉ phần để riêng"] if query.is_held_out else [])):
            ranks.setdefault(name, []).append(found)
    return {name: _score(of_it) for name, of_it in ranks.items()}


def _score(ranks: Sequence[int]) -> Score:
    count = len(ranks)
    reciprocal = sum(1 / r for r in ranks if r)
    return Score(count, sum(r == 1 for r in ranks) / count, sum(r > 0 for r in ranks) / count, reciprocal / count)
