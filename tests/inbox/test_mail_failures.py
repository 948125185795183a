"""Mail that cannot be sent now is sent later, exactly once; mail that can never be sent says why."""

import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_bytes

import pytest
from flask import Flask
from inbox_kit.browsing import Browser
from inbox_kit.mail_servers import MailServer
from support import Clock

from inbox.services import EXTENSION, Services
from inbox.stores.comments import Row

Worker = Callable[[], None]
MINUTES = timedelta(minutes=1)


@pytest.fixture
def app(make_app: Callable[..., Flask], mail_server: MailServer) -> Flask:
    """The inbox with a real mail server."""
    return make_app(mail=mail_server.url)


def run_worker(app: Flask) -> None:
    """`flask worker --once`."""
    done = app.test_cli_runner().invoke(args=["worker", "--once"])
    assert done.exit_code == 0, done.output


def mails(app: Flask) -> list[Row]:
    parts: Services = app.extensions[EXTENSION]
    return parts.store.mails()


FOR_GOOD = [
    # the command, the server's reply, the reason that is kept
    ("RCPT", "550 no such mailbox", "máy chủ thư từ chối người nhận [550]"),
    ("MAIL", "553 sender refused", "máy chủ thư trả lời 553"),
    ("DATA", "554 refused", "máy chủ thư trả lời 554"),
]


@pytest.mark.parametrize(("command", "reply", "reason"), FOR_GOOD)
def test_a_refusal_for_good_is_kept_with_its_reason_and_not_tried_again(
    app: Flask, citizen: Browser, clock: Clock, mail_server: MailServer, command: str, reply: str, reason: str
) -> None:
    citizen.comment("Một ý kiến.")
    mail_server.replies[command] = reply
    run_worker(app)
    assert [(m["failure"], m["sent_at"]) for m in mails(app)] == [(reason, None)]
    mail_server.replies.clear()
    clock.pass_(timedelta(days=30))
    run_worker(app)
    assert mail_server.messages == []


FOR_NOW = [
    ("RCPT", "451 try again later"),
    ("RCPT", "421 shutting down"),
    ("MAIL", "421 shutting down"),
    ("MAIL", "drop"),
    ("DATA", "452 out of storage"),
    ("DATA", "drop"),
]


@pytest.mark.parametrize(("command", "reply"), FOR_NOW)
def test_a_failure_that_may_pass_is_tried_again_and_the_mail_arrives_once(
    app: Flask, citizen: Browser, clock: Clock, mail_server: MailServer, command: str, reply: str
) -> None:
    citizen.comment("Một ý kiến.")
    mail_server.replies[command] = reply
    run_worker(app)
    run_worker(app)
    (mail,) = mails(app)
    assert (mail["failure"], mail["sent_at"], mail["due_at"]) == (None, None, clock.time + MINUTES)
    assert mail_server.messages == []
    mail_server.replies.clear()
    clock.pass_(MINUTES)
    run_worker(app)
    clock.pass_(timedelta(days=30))
    run_worker(app)
    assert len(mail_server.messages) == 1


def test_a_mail_tried_again_keeps_its_name_so_that_a_double_is_recognised(
    app: Flask, citizen: Browser, clock: Clock, mail_server: MailServer
) -> None:
    citizen.comment("Một ý kiến.")
    mail_server.replies["DATA"] = "drop"  # the server may have taken it: nobody knows
    for _ in range(3):
        run_worker(app)
        clock.pass_(timedelta(hours=1))
    mail_server.replies.clear()
    run_worker(app)
    assert len(mail_server.seen) == 4
    assert len({message_from_bytes(wire)["Message-ID"] for wire in mail_server.seen}) == 1
    assert len(set(mail_server.seen)) == 1


# What the mail server does at first; how often it then has the mail in all; the reason kept when it is given up.
NINE_WAYS = [
    ("takes the mail", {}, 1, None),
    ("refuses the address for good", {"RCPT": "550 no such mailbox"}, 0, "máy chủ thư từ chối người nhận [550]"),
    ("refuses the address for now", {"RCPT": "451 greylisted"}, 1, None),
    ("shuts down over the text", {"DATA": "421 shutting down"}, 1, None),
    ("finds the text too large", {"DATA": "552 too large"}, 0, "máy chủ thư trả lời 552"),
    ("takes the mail, then breaks the line", {"DATA": "keep, drop"}, 2, None),
    ("takes the mail, then says nothing", {"DATA": "keep, stall"}, 2, None),
    ("is not there", "refusing", 1, None),
    ("never says a word", "silent", 1, None),
]


@pytest.mark.parametrize(("does", "replies", "times", "failure"), NINE_WAYS, ids=[way[0] for way in NINE_WAYS])
def test_in_nine_ways_a_mail_server_ails_no_mail_is_lost_and_a_double_is_the_same_to_the_byte(
    make_app: Callable[..., Flask],
    clock: Clock,
    mail_server: MailServer,
    refusing_port: int,
    monkeypatch: pytest.MonkeyPatch,
    does: str,
    replies: dict[str, str] | str,
    times: int,
    failure: str | None,
) -> None:
    monkeypatch.setattr("inbox.mail.notify._TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = {"refusing": refusing_port, "silent": silent.getsockname()[1]}.get(str(replies), mail_server.port)
        ill = make_app(mail=f"smtp://127.0.0.1:{port}")
        mail_server.replies.update(replies if isinstance(replies, dict) else {})
        Browser(ill).comment("Một ý kiến.")
        run_worker(ill)
    mail_server.replies.clear()
    monkeypatch.setattr("inbox.mail.notify._TIMEOUT", 20)
    well = make_app(mail=mail_server.url)
    for _ in range(3):
        clock.pass_(timedelta(hours=1))
        run_worker(well)
    assert (does, len(mail_server.messages)) == (does, times)
    assert len({bytes(message) for message in mail_server.messages}) <= 1
    (mail,) = mails(well)
    for message in mail_server.messages:
        read = (message["To"], message["Message-ID"], message["Auto-Submitted"], message["Subject"][:18])
        name = f"<{mail['message_id']}@thu.example>"
        assert read == ("vanhoa@thu.example", name, "auto-generated", "Ý kiến mới GY-2026")
    assert mail["failure"] == failure
    assert (mail["sent_at"] is None) == (failure is not None)


@pytest.fixture
def refusing_port() -> Iterator[int]:
    """A port that is taken and that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def test_waits_grow_until_the_mail_is_given_up(
    make_app: Callable[..., Flask], clock: Clock, refusing_port: int
) -> None:
    app = make_app(mail=f"smtp://127.0.0.1:{refusing_port}")
    Browser(app).comment("Một ý kiến.")
    waits = []
    while True:
        run_worker(app)
        (mail,) = mails(app)
        if mail["failure"]:
            break
        waits.append((mail["due_at"] - clock.time) / MINUTES)
        clock.time = mail["due_at"]
    assert waits == [1, 5, 30, 120, 360, 720, 720, 720, 720, 720]
    assert mail["failure"] == "ConnectionRefusedError"


def test_a_server_that_never_answers_does_not_hold_the_worker(
    make_app: Callable[..., Flask], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inbox.mail.notify._TIMEOUT", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        app = make_app(mail=f"smtp://127.0.0.1:{silent.getsockname()[1]}")
        Browser(app).comment("Một ý kiến.")
        run_worker(app)
    assert [m["due_at"] for m in mails(app)] == [clock.time + MINUTES]


@pytest.mark.parametrize("reply", ["421 too busy to say good-bye", "500 what?", "drop"])
def test_a_server_that_took_the_mail_and_stumbles_at_good_bye_gets_it_once(
    app: Flask, citizen: Browser, clock: Clock, mail_server: MailServer, reply: str
) -> None:
    citizen.comment("Một ý kiến.")
    mail_server.replies["QUIT"] = reply
    for _ in range(3):
        run_worker(app)
        clock.pass_(timedelta(days=1))
    assert len(mail_server.messages) == 1
    assert [m["failure"] for m in mails(app)] == [None]


def test_one_mail_refused_does_not_hold_up_the_next(app: Flask, citizen: Browser, mail_server: MailServer) -> None:
    citizen.comment("Một ý kiến.", thu_dien_tu="dan@vidu.example")
    mail_server.replies["RCPT vanhoa@thu.example"] = "451 later"
    run_worker(app)
    assert [m["To"] for m in mail_server.messages] == ["dan@vidu.example"]


ODD_ADDRESSES = ["(@vidu.example", "a@[vidu.example", '"@vidu.example', "dan@tiếng-việt.example", "a:b@vidu.example"]


@pytest.mark.parametrize("mail", ["SMTP", "console"])
@pytest.mark.parametrize("address", ODD_ADDRESSES)
def test_an_odd_address_keeps_nobody_elses_mail_from_going_out(
    make_app: Callable[..., Flask], mail_server: MailServer, address: str, mail: str
) -> None:
    app = make_app(mail=mail_server.url if mail == "SMTP" else "console:")
    Browser(app).comment("Một ý kiến.", thu_dien_tu=address)  # taken or refused: either is right
    Browser(app).comment("Một ý kiến nữa.", thu_dien_tu="dan@vidu.example")
    run_worker(app)
    assert [m["recipient"] for m in mails(app) if m["sent_at"] is None and m["recipient"] != address] == []


def test_after_a_week_without_a_worker_each_mail_is_sent_exactly_once(
    app: Flask, citizen: Browser, clock: Clock, mail_server: MailServer
) -> None:
    for day in range(7):
        citizen.comment(f"Ý kiến ngày thứ {day}.", thu_dien_tu="dan@vidu.example")
        clock.pass_(timedelta(days=1))
    for _ in range(3):
        run_worker(app)
        clock.pass_(timedelta(days=1))
    assert len(mail_server.messages) == 14
    assert len({m["Message-ID"] for m in mail_server.messages}) == 14
    assert len(mail_server.to("dan@vidu.example")) == 7
