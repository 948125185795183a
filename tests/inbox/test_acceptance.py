"""The store takes a submission whole or not at all, once, with a number of its own; on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from inbox_kit.submissions import THREADS, acceptance
from sqlalchemy import Table, func, select, text
from sqlalchemy.exc import DBAPIError

from inbox.stores.comments import Accepted, Row, Store
from inbox.stores.tables import comments, counters, events, outbox
from plugins.domain.clock import VIETNAM


def size(store: Store, table: Table) -> int:
    with store.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def at_once(work: Callable[[int], Accepted]) -> list[Accepted]:
    """Do something in eight threads at the same time."""
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(work, range(THREADS)))


@pytest.mark.parametrize("broken", ["outbox", "events", "comments"])
def test_a_submission_is_stored_whole_or_not_at_all(store: Store, broken: str) -> None:
    with store.engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {broken} RENAME TO gone"))
    with pytest.raises(DBAPIError):
        store.accept(acceptance("a"))
    with store.engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE gone RENAME TO {broken}"))
    assert [size(store, table) for table in (counters, comments, events, outbox)] == [0, 0, 0, 0]

    assert store.accept(acceptance("a")).comment["reference"].startswith("GY-2026-000001-")
    assert [size(store, table) for table in (counters, comments, events, outbox)] == [1, 1, 2, 2]


def test_a_second_mail_that_cannot_be_stored_leaves_nothing_of_the_first(store: Store) -> None:
    submission = acceptance("a")
    clash = [{**mail, "message_id": "<same@thu.example>"} for mail in submission.mails]
    with pytest.raises(DBAPIError):
        store.accept(replace(submission, mails=clash))
    assert [size(store, table) for table in (counters, comments, events, outbox)] == [0, 0, 0, 0]


def test_eight_submissions_at_once_get_eight_numbers_without_a_gap(store: Store) -> None:
    accepted = at_once(lambda i: store.accept(acceptance(f"form-{i}")))
    assert sorted(a.comment["reference"][:14] for a in accepted) == [f"GY-2026-00000{n}" for n in range(1, 9)]
    assert not any(a.is_repeat for a in accepted)


def test_a_failure_in_between_leaves_no_gap(store: Store) -> None:
    def work(i: int) -> Accepted | None:
        if i % 2:
            with pytest.raises(DBAPIError):
                store.accept(acceptance(f"form-{i}", subject=None))
            return None
        return store.accept(acceptance(f"form-{i}"))

    with ThreadPoolExecutor(THREADS) as pool:
        done = [a for a in pool.map(work, range(THREADS)) if a]
    assert sorted(a.comment["reference"][:14] for a in done) == [f"GY-2026-00000{n}" for n in range(1, 5)]


def test_the_same_form_from_eight_threads_is_one_comment_with_one_reference(store: Store) -> None:
    accepted = at_once(lambda _: store.accept(acceptance("the same form")))
    assert len({a.comment["reference"] for a in accepted}) == 1
    assert [a.is_repeat for a in accepted].count(False) == 1
    assert [size(store, table) for table in (comments, events, outbox)] == [1, 2, 2]
    assert store.accept(acceptance("another form")).comment["reference"].startswith("GY-2026-000002-")


def test_each_series_and_year_counts_for_itself(store: Store) -> None:
    def number(prefix: str, year: int) -> str:
        submission = acceptance(f"{prefix}{year}{size(store, comments)}")
        taken = store.accept(replace(submission, prefix=prefix, year=year))
        return str(taken.comment["reference"])[:14]

    series = [("GY", 2026), ("KN", 2026), ("GY", 2027), ("GY", 2026)]
    assert [number(*s) for s in series] == ["GY-2026-000001", "KN-2026-000001", "GY-2027-000001", "GY-2026-000002"]


def test_what_is_accepted_comes_back_as_it_was_given(store: Store) -> None:
    given = acceptance("a").comment
    accepted = store.accept(acceptance("a")).comment
    stored = store.comment(accepted["reference"])
    assert stored == accepted
    assert {key: accepted[key] for key in given} == given
    repeated = store.accept(acceptance("a")).comment
    assert repeated == accepted


def test_moments_come_back_in_vietnams_time(store: Store) -> None:
    def moments(row: Row | None) -> list[tuple[str, object]]:
        assert row is not None
        return [(row[key].isoformat(), row[key].tzinfo) for key in ("received_at", "at", "due_at") if key in row]

    reference = store.accept(acceptance("a")).comment["reference"]
    comment = store.comment(reference)
    assert comment is not None
    expected = [("2026-11-21T23:30:00+07:00", VIETNAM)]
    for row in (comment, store.history(comment["id"])[0], store.queue("phong-van-hoa")[0], store.mails()[0]):
        assert moments(row) == expected


def test_the_queue_shows_an_offices_comments_unanswered_first_by_due_day(store: Store) -> None:
    rows = [
        ("late", date(2026, 12, 25), "routed"),
        ("done", date(2026, 12, 1), "answered"),
        ("soon", date(2026, 12, 7), "routed"),
    ]
    for stamp, due_on, status in rows:
        store.accept(acceptance(stamp, due_on=due_on, status=status))
    store.accept(acceptance("elsewhere", office="van-phong"))
    assert [c["stamp"] for c in store.queue("phong-van-hoa")] == ["soon", "late", "done"]


def test_the_longest_values_that_the_forms_take_fit_into_both_databases(store: Store) -> None:
    longest = acceptance("a", body="🙂" * 20_000, name="Đ" * 200, email="d" * 187 + "@vidu.example")
    stored = store.accept(longest).comment
    assert stored["body"] == "🙂" * 20_000
