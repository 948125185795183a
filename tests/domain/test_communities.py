"""What communities decide: the share counts over all households, as a table a jurist can check."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.domain.communities import Matter, Result, result


def matter(share: str, *, recognised: bool = False) -> Matter:
    """Return a matter with a threshold as written: “≥ 2/3” or “> 1/2”."""
    sign, fraction = share.split()
    numerator, denominator = map(int, fraction.split("/"))
    return Matter("d15", "Một việc", (numerator, denominator), sign == ">", recognised, "Điều 21", verified=False)


@pytest.mark.parametrize(
    ("share", "households", "needed"),
    [
        ("≥ 2/3", 301, 201),
        ("≥ 2/3", 300, 200),
        ("≥ 2/3", 1, 1),
        ("> 1/2", 301, 151),
        ("> 1/2", 300, 151),
        ("> 1/2", 2, 2),
        ("> 1/2", 1, 1),
    ],
)
def test_so_many_households_must_agree(share: str, households: int, needed: int) -> None:
    assert matter(share).needed(households) == needed


@pytest.mark.parametrize(
    ("share", "total", "agree", "recognition", "outcome"),
    [
        ("≥ 2/3", 301, 200, "needs none", Result.REJECTED),
        ("≥ 2/3", 301, 201, "needs none", Result.ADOPTED),
        ("> 1/2", 300, 150, "needs none", Result.REJECTED),
        ("> 1/2", 300, 151, "waits", Result.WAITING),
        ("> 1/2", 300, 151, "given", Result.RECOGNISED),
        ("> 1/2", 300, 150, "given", Result.REJECTED),
        ("≥ 2/3", None, 500, "given", Result.UNKNOWN),
        ("≥ 2/3", None, 0, "needs none", Result.UNKNOWN),
    ],
)
def test_the_result_of_a_vote(share: str, total: int | None, agree: int, recognition: str, outcome: Result) -> None:
    it = matter(share, recognised=recognition != "needs none")
    assert result(it, total, agree, recognised=recognition == "given") is outcome


@given(st.integers(1, 20_000), st.sampled_from(["≥ 2/3", "> 1/2", "≥ 1/2", "≥ 1/1"]))
def test_the_needed_number_is_the_least_that_reaches_the_share(households: int, share: str) -> None:
    it = matter(share)
    numerator, denominator = it.share

    def reaches(yes: int) -> bool:
        return (
            yes * denominator > households * numerator if it.more_than else yes * denominator >= households * numerator
        )

    needed = it.needed(households)
    assert reaches(needed)
    assert not reaches(needed - 1)


def test_thresholds_are_said_in_words() -> None:
    assert matter("≥ 2/3").words == "từ 2/3 tổng số hộ trở lên"
    assert matter("> 1/2").words == "trên 1/2 tổng số hộ"
