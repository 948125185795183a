"""Several officers at the same comment at the same moment: one answer, and nobody's attempt ends in an error."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from inbox_kit.submissions import NOW, acceptance
from sqlalchemy import select

from inbox.store import Row, Store
from inbox.tables import answers

OFFICERS = 4
ROUNDS = 10


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
                "office": "phong-van-hoa",
                "point": "Báo trước",
                "disposition": "tiep-thu",
                "text": f"Câu trả lời của cán bộ {i}",
                "answered_at": NOW,
            }
            happened: Row = {"at": NOW, "status": "answered", "actor": f"cán bộ {i}", "detail": {}}
            store.record_answer(answer, happened, [])

        at_once(store, work)
        with store.engine.connect() as connection:
            (kept,) = connection.execute(select(answers).where(answers.c.comment_id == comment["id"])).mappings()
        history = store.history(comment["id"])
        assert [e["status"] for e in history] == ["received", "routed"] + ["answered"] * OFFICERS
        assert str(kept["text"]).removeprefix("Câu trả lời của ") in {e["actor"] for e in history}


def test_an_officer_added_at_once_from_several_places_is_one(store: Store) -> None:
    for login in (f"can-bo-{number}" for number in range(ROUNDS)):

        def work(i: int, login: str = login) -> None:
            store.add_officer(login, f"Tên {i}", "van-phong", "x")

        at_once(store, work)
        officer = store.officer(login)
        assert officer is not None
        assert officer["office"] == "van-phong"
