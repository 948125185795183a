"""Mail waiting in the store: one worker at a time, a lease for the one that dies; on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from inbox_kit.submissions import NOW, THREADS, acceptance
from sqlalchemy import select

from inbox.stores.comments import Store
from inbox.stores.tables import outbox
from plugins.domain.clock import VIETNAM

LEASE = timedelta(minutes=5)
ENOUGH = 20  # more than there are


def claimed(store: Store, now: datetime) -> list[int]:
    """The mails that eight workers take at the same moment."""

    def work(_: int) -> list[int]:
        taken: list[int] = []
        while len(taken) < ENOUGH and (mail := store.claim_mail(now)) is not None:
            taken.append(mail["id"])
        return taken

    with ThreadPoolExecutor(THREADS) as pool:
        return sorted(id_ for taken in pool.map(work, range(THREADS)) for id_ in taken)


@pytest.fixture
def waiting(store: Store) -> list[int]:
    """Ten mails that are due now."""
    for i in range(5):
        store.accept(acceptance(f"form-{i}"))
    return [mail["id"] for mail in store.mails()]


def test_each_mail_goes_to_one_of_eight_workers(store: Store, waiting: list[int]) -> None:
    assert claimed(store, NOW) == waiting


def test_a_mail_in_the_hands_of_a_dead_worker_is_free_again_after_the_lease(store: Store, waiting: list[int]) -> None:
    claimed(store, NOW)
    assert claimed(store, NOW + LEASE - timedelta(seconds=1)) == []
    assert claimed(store, NOW + LEASE) == waiting
    assert {mail["attempts"] for mail in store.mails()} == {2}


def test_a_mail_that_was_sent_is_never_given_out_again(store: Store, waiting: list[int]) -> None:
    first = store.claim_mail(NOW)
    assert first is not None
    store.mail_sent(first["id"], NOW)
    assert claimed(store, NOW + timedelta(days=400)) == waiting[1:]


def test_a_mail_that_failed_for_good_is_kept_with_its_reason(store: Store, waiting: list[int]) -> None:
    store.mail_failed(waiting[0], "máy chủ thư từ chối người nhận [550]")
    assert claimed(store, NOW + timedelta(days=400)) == waiting[1:]
    assert store.mails()[0]["failure"] == "máy chủ thư từ chối người nhận [550]"


def test_a_postponed_mail_is_due_again_at_its_moment(store: Store, waiting: list[int]) -> None:
    claimed(store, NOW)
    store.mail_postponed(waiting[3], NOW + timedelta(minutes=1))
    assert claimed(store, NOW + timedelta(seconds=59)) == []
    assert claimed(store, NOW + timedelta(minutes=1)) == [waiting[3]]


def test_the_mail_that_has_waited_longest_goes_first(store: Store, waiting: list[int]) -> None:
    store.mail_postponed(waiting[0], NOW + timedelta(minutes=2))
    later = NOW + timedelta(minutes=3)
    order = [mail["id"] for _ in waiting if (mail := store.claim_mail(later))]
    assert order == [*waiting[1:], waiting[0]]


def test_nothing_is_given_out_before_its_time(store: Store, waiting: list[int]) -> None:
    assert claimed(store, NOW - timedelta(seconds=1)) == []
    assert waiting


def test_the_times_of_a_mail_come_back_in_vietnams_time(store: Store, waiting: list[int]) -> None:
    store.mail_sent(waiting[0], NOW)
    sent_at = store.mails()[0]["sent_at"]
    assert (sent_at, sent_at.tzinfo) == (NOW, VIETNAM)
    with store.engine.connect() as connection:
        assert connection.execute(select(outbox.c.sent_at).where(outbox.c.id == waiting[0])).scalar_one() is not None
