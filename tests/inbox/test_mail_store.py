"""Digests, reminders and keeping in the store, with eight workers at once; on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from inbox_kit.submissions import NOW, THREADS, acceptance

from inbox.handling import happening
from inbox.mail.letters import MAIL_DIGEST, MAIL_OVERDUE, new_mail
from inbox.stores.comments import Row, Store
from inbox.stores.keeping import KeepingStore
from inbox.stores.mail import MailStore
from plugins.domain.comments import Status
from plugins.domain.keeping import KeepingAct

OFFICE = "phong-van-hoa"


@pytest.fixture
def mail(store: Store) -> MailStore:
    return MailStore(store.engine)


@pytest.fixture
def comments(store: Store) -> list[Row]:
    return [store.accept(acceptance(f"form-{n}")).comment for n in range(3)]


def at_once(work: Callable[[], int]) -> int:
    """What eight workers that do the same at the same moment did in all."""
    with ThreadPoolExecutor(THREADS) as pool:
        return sum(pool.map(lambda _: work(), range(THREADS)))


def gather(mail: MailStore) -> int:
    return mail.gather(NOW, lambda kind, recipient: new_mail(kind, recipient, NOW))


def test_eight_workers_make_one_digest_and_what_is_in_it_goes_out_with_it_alone(
    store: Store, mail: MailStore, comments: list[Row]
) -> None:
    mail.choose_daily(OFFICE, "canbo", NOW)
    assert at_once(lambda: gather(mail)) == 1
    taken = []
    while (claimed := store.claim_mail(NOW)) is not None:
        taken.append(claimed)
    assert [row["kind"] for row in taken] == [*["citizen-received"] * 3, MAIL_DIGEST]
    about = store.mail_subjects(taken[-1])
    assert [(row["reference"], row["mail_kind"]) for row in about] == [(c["reference"], "office-new") for c in comments]
    store.mail_sent(taken[-1]["id"], NOW)
    assert {row["kind"] for row in store.mails() if row["sent_at"]} == {"office-new", MAIL_DIGEST}


def test_eight_workers_remind_once_of_each_due_day(store: Store, mail: MailStore, comments: list[Row]) -> None:
    def remind() -> int:
        found = mail.unreminded(MAIL_OVERDUE, None, date(2027, 1, 1), ["routed"])
        return sum(mail.remind(c, new_mail(MAIL_OVERDUE, "co-quan@thu.example", NOW), NOW) for c in found)

    assert at_once(remind) == 3
    assert at_once(remind) == 0
    assert len([row for row in store.mails() if row["kind"] == MAIL_OVERDUE]) == 3
    # A day that was put off is a new one.
    later = {**comments[0], "due_on": date(2027, 2, 1)}
    assert mail.remind(later, new_mail(MAIL_OVERDUE, "co-quan@thu.example", NOW), NOW)


def test_nobody_is_told_of_what_is_held_and_it_holds_up_no_digest(store: Store, mail: MailStore) -> None:
    store.note_sending("spam", ["sign"], [], NOW)
    for stamp in ("spam", "honest"):
        store.accept(acceptance(stamp))
    mail.choose_daily(OFFICE, "canbo", NOW)
    assert gather(mail) == 1
    taken = []
    while (claimed := store.claim_mail(NOW)) is not None:
        taken.append((claimed["kind"], [row["stamp"] for row in store.mail_subjects(claimed)]))
    assert taken == [("citizen-received", ["honest"]), (MAIL_DIGEST, ["honest"])]
    found = mail.unreminded(MAIL_OVERDUE, None, date(2027, 1, 1), ["routed"])
    assert [comment["stamp"] for comment in found] == ["honest"]
    store.release("spam", "canbo", NOW)
    assert gather(mail) == 1


def test_what_was_let_pass_is_held_again_for_what_is_said_later_with_all_signs(
    store: Store, comments: list[Row]
) -> None:
    store.note_sending("form-9", ["bay"], [], NOW)
    comment = store.accept(acceptance("form-9")).comment
    store.release("form-9", "canbo", NOW)
    while store.claim_mail(NOW) is not None:
        pass
    for sign in ("nhanh", "lien-ket"):
        changed = new_mail("office-changed", "co-quan@thu.example", NOW)
        store.record(comment["id"], happening(NOW, Status.ADDED, "x", text="y"), {}, [changed], [sign])
    store.record(comments[0]["id"], happening(NOW, Status.ADDED, "x", text="y"), {}, [], [])
    hold = store.hold("form-9")
    assert hold is not None
    assert hold["signs"] == ["lien-ket", "nhanh"]
    assert store.claim_mail(NOW) is None
    assert store.held_stamps(None) == {"form-9"}
    store.release("form-9", "canbo", NOW)
    assert store.claim_mail(NOW) is not None


def test_a_comment_is_only_due_within_the_days_asked_for(mail: MailStore, comments: list[Row]) -> None:
    due = comments[0]["due_on"]
    day = timedelta(days=1)
    counts = {
        "on the day": len(mail.unreminded(MAIL_OVERDUE, due, due, ["routed"])),
        "before": len(mail.unreminded(MAIL_OVERDUE, None, due - day, ["routed"])),
        "after": len(mail.unreminded(MAIL_OVERDUE, due + day, due + day, ["routed"])),
        "answered": len(mail.unreminded(MAIL_OVERDUE, None, due, ["answered"])),
    }
    assert counts == {"on the day": 3, "before": 0, "after": 0, "answered": 0}


def test_eight_workers_take_out_of_a_comment_once_and_drop_mail_to_its_sender(
    store: Store, comments: list[Row]
) -> None:
    keeping = KeepingStore(store.engine)
    id_ = comments[0]["id"]
    happened = happening(NOW, Status.ERASED, "x")
    assert at_once(lambda: keeping.keep(id_, KeepingAct.DELETE, "l-xoa", "60 tháng", NOW, happened)) == 1
    assert [event["status"] for event in store.history(id_)].count("erased") == 1
    comment = store.comment(comments[0]["reference"])
    assert comment is not None
    assert comment["status"] == "withdrawn"
    assert (comment["body"], comment["name"], comment["email"], comment["code_hash"]) == ("", "", "", "")
    dropped = [row for row in store.mails() if row["comment_id"] == id_ and row["kind"] == "citizen-received"]
    assert [(row["recipient"], row["failure"]) for row in dropped] == [("", "không còn địa chỉ người gửi")]
    assert len([row for row in store.mails() if row["failure"]]) == 1
