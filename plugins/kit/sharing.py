"""Work shared out among processes that begin as copies of this one, and so know all that it knows."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

# After so many jobs the processes are new ones: what they gathered meanwhile is gone, memory stays within bounds.
_ROUND = 200

# So many objects more than before the collector looks for rings among them; nearly all are let go of without it.
_SELDOM = 20_000

_work: list[Callable[[Any], Any]] = []


def by_all_cores(work: Callable[[Job], Result], jobs: Sequence[Job]) -> Iterator[Result]:
    """Yield what `work` makes of each job, in their order; jobs and results travel between processes, `work` does not.

    What it raises is raised here.
    """
    cores = len(os.sched_getaffinity(0))
    if cores == 1 or len(jobs) < 2:  # noqa: PLR2004
        yield from map(work, jobs)
        return
    import multiprocessing  # takes long to load

    _work.append(work)
    gc.set_threshold(_SELDOM)
    try:
        for start in range(0, len(jobs), _ROUND):
            # What there is the collector leaves alone: looking at it, it would write to it, and each copy would have
            # its own.
            gc.freeze()
            with multiprocessing.get_context("fork").Pool(cores) as pool:
                yield from pool.imap(_do, jobs[start : start + _ROUND])
    finally:
        _work.pop()
        gc.unfreeze()


def _do(job: Any) -> Any:
    return _work[-1](job)
