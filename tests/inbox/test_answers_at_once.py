"""Several officers at the same moment: one answer, one account, a code used once; nobody's attempt ends in an error."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from inbox_kit.submissions import NOW, acceptance
from sqlalchemy import select

from inbox.handling.accounts import NewAccount
from inbox.stores.accounts import AccountStore, Event
from inbox.stores.answers import Answering, AnswerStore
from inbox.stores.comments import Row, Store
from inbox.stores.tables import answers

OFFICERS = 4
ROUNDS = 10
CLERK = NewAccount("can-bo", "Cán bộ", "van-phong", "can-bo")


def at_once(store: Store, work: Callable[[int], None]) -> None:
    """Do something in several threads from the same moment on, each with a connection at hand."""
    barrier = Barrier(OFFICERS)

    def start(i: int) -> None:
        with store.engine.connect():
            barrier.wait()
        work(i)

    with ThreadPoolExecutor(OFFICERS) as pool:
        list(pool.map(start, range(OFFICERS)))


def test_answers_saved_at_once_leave_one_answer_and_an_event_for_each(store: Store) -> None:
    for number in range(ROUNDS):
        comment = store.accept(acceptance(f"form-{number}")).comment

        def work(i: int, comment_id: int = comment["id"]) -> None:
            answer: Row = {
                "id": f"{comment_id:08x}{i:08x}",
                "comment_id": comment_id,
                "published_as": f"{comment_id:08x}{i:08x}",
                "office": "phong-van-hoa",
                "point": "Báo trước",
                "disposition": "tiep-thu",
                "text": f"Câu trả lời của cán bộ {i}",
                "answered_at": NOW,
            }
            happened: Row = {"at": NOW, "status": "answered", "actor": f"cán bộ {i}", "detail": {}}
            AnswerStore(store.engine).record([Answering(answer, happened, [])])

        at_once(store, work)
        with store.engine.connect() as connection:
            (kept,) = connection.execute(select(answers).where(answers.c.comment_id == comment["id"])).mappings()
        history = store.history(comment["id"])
        assert [e["status"] for e in history] == ["received", "routed"] + ["answered"] * OFFICERS
        assert str(kept["text"]).removeprefix("Câu trả lời của ") in {e["actor"] for e in history}


def test_of_officers_who_give_a_comment_on_at_once_one_is_first_and_the_others_hear_of_it(store: Store) -> None:
    for number in range(ROUNDS):
        comment, told = store.accept(acceptance(f"form-{number}")).comment, list[Row | None]()
        seen = store.last_event()

        def work(i: int, comment_id: int = comment["id"], seen: int = seen, told: list[Row | None] = told) -> None:
            happened: Row = {"at": NOW, "status": "transferred", "actor": f"cán bộ {i}", "detail": {"office": f"{i}"}}
            told.append(store.record(comment_id, happened, {"office": f"{i}"}, seen=seen))

        at_once(store, work)
        (first,) = [e for e in store.history(comment["id"]) if e["status"] == "transferred"]
        assert [event["id"] for event in told if event is not None] == [first["id"]] * (OFFICERS - 1)


def test_an_officer_added_at_once_from_several_places_is_one(store: Store) -> None:
    accounts, event = AccountStore(store.engine), Event("added", "thử", NOW, {})
    for login in (f"can-bo-{number}" for number in range(ROUNDS)):

        def work(i: int, login: str = login) -> None:
            accounts.add_officer(NewAccount(login, f"Tên {i}", "van-phong", "can-bo").row, "x", event)

        at_once(store, work)
        officer = accounts.officer(login)
        assert officer is not None
        assert officer["office"] == "van-phong"


@pytest.fixture
def officer(store: Store) -> Row:
    """An officer with one recovery code."""
    accounts, event = AccountStore(store.engine), Event("added", "thử", NOW, {})
    accounts.add_officer(CLERK.row, "x", event)
    added = accounts.officer("can-bo")
    assert added is not None
    accounts.set_second_factor(added["id"], "0" * 32, 1, ["mã"], "", event)
    return added


def test_tries_to_sign_in_at_once_are_all_counted(store: Store) -> None:
    accounts, counts = AccountStore(store.engine), list[int]()
    at_once(store, lambda _: counts.append(accounts.count_try("x", NOW, timedelta(minutes=15))[0]))
    assert sorted(counts) == [1, 2, 3, 4]


def test_a_code_typed_in_several_places_at_once_is_good_in_one(store: Store, officer: Row) -> None:
    accounts, good = AccountStore(store.engine), list[bool]()
    at_once(store, lambda _: good.append(accounts.use_step(officer["id"], 2)))
    assert sorted(good) == [False, False, False, True]


def test_a_recovery_code_typed_in_several_places_at_once_is_good_in_one(store: Store, officer: Row) -> None:
    accounts, good, event = AccountStore(store.engine), list[bool](), Event("used-recovery-code", "can-bo", NOW, {})
    at_once(store, lambda _: good.append(accounts.use_recovery_code(officer["id"], "mã", event)))
    assert sorted(good) == [False, False, False, True]


def test_of_invitations_with_one_login_at_once_one_is_made(store: Store) -> None:
    accounts, made, event = AccountStore(store.engine), list[bool](), Event("invited", "quan-tri", NOW, {})
    at_once(store, lambda i: made.append(accounts.invite(CLERK.row, f"mã {i}", NOW, event) is not None))
    assert sorted(made) == [False, False, False, True]


def test_a_session_does_not_open_on_what_was_reset_while_the_password_was_checked(store: Store, officer: Row) -> None:
    accounts, event = AccountStore(store.engine), Event("reset", "quan-tri", NOW, {})
    read = accounts.officer("can-bo")
    assert read is not None
    accounts.invite_anew(officer["id"], "mã", NOW, event)
    assert not accounts.open_session(read, "token", timedelta(hours=10), event)
    assert accounts.signed_in("token", NOW) is None
