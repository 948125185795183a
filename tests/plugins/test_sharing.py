"""Work shared out among processes gives what one process would."""

import os

import pytest

from plugins.kit import sharing
from plugins.kit.sharing import by_all_cores


def test_results_come_in_the_order_of_the_jobs_whoever_did_them() -> None:
    known = {number: number * number for number in range(50)}

    assert list(by_all_cores(known.__getitem__, range(50))) == list(known.values())


@pytest.mark.skipif(len(os.sched_getaffinity(0)) == 1, reason="chỉ có một bộ xử lý")
def test_the_work_is_done_by_other_processes() -> None:
    assert os.getpid() not in set(by_all_cores(lambda _: os.getpid(), range(8)))


@pytest.mark.skipif(len(os.sched_getaffinity(0)) == 1, reason="chỉ có một bộ xử lý")
def test_now_and_then_new_processes_take_over_so_that_what_the_old_ones_gathered_is_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sharing, "_ROUND", 5)

    did = list(by_all_cores(lambda job: (job, os.getpid()), range(12)))

    assert [job for job, _ in did] == list(range(12))
    rounds = [{pid for job, pid in did if job // 5 == number} for number in range(3)]
    assert not rounds[0] & rounds[1]
    assert not rounds[1] & rounds[2]


def test_what_fails_there_is_told_here() -> None:
    with pytest.raises(KeyError):
        list(by_all_cores({1: 2}.__getitem__, [1, 5]))
