"""Sets of bits and scores over them give what plain sets and sums give."""

from hypothesis import given
from hypothesis import strategies as st

from plugins.search.bits import Scores, bits_of, numbers_in

SIZE = 200
SETS = st.sets(st.integers(0, SIZE - 1))


@given(SETS, SETS)
def test_sets_of_bits_are_sets(one: set[int], other: set[int]) -> None:
    assert set(numbers_in(bits_of(one, SIZE) & bits_of(other, SIZE))) == one & other


@given(st.lists(st.tuples(SETS, st.integers(1, 400)), max_size=12), SETS, st.integers(1, 30))
def test_the_best_are_those_with_the_highest_sums(
    added: list[tuple[set[int], int]], among: set[int], count: int
) -> None:
    scores = Scores()
    sums = dict.fromkeys(range(SIZE), 0)
    for numbers, weight in added:
        scores.add(bits_of(numbers, SIZE), weight)
        for number in numbers:
            sums[number] += weight

    best = set(numbers_in(scores.best(bits_of(among, SIZE), count)))
    assert scores.of(bits_of(among, SIZE)) == {number: sums[number] for number in among}
    assert len(best) >= min(count, len(among))
    assert best <= among
    assert all(sums[left] <= min(sums[n] for n in best) for left in among - best)
