"""Offices are reminded of what is due, once each, however long no worker ran; one mail a day where they want it so."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from inbox_kit.browsing import Browser, Page, officer
from inbox_kit.mail_servers import MailServer, everything, text_of
from support import OFFICE, Clock

from plugins.domain.clock import moment

TO = "vanhoa@thu.example"
FIRST_DAY = moment("2026-11-21T10:00")  # comments on the draft are due on Friday, 25/12/2026


@pytest.fixture
def app(make_app: Callable[..., Flask], mail_server: MailServer) -> Flask:
    return make_app(mail=mail_server.url, address="https://congkhai.thu.example")


@pytest.fixture
def subjects(app: Flask, clock: Clock, mail_server: MailServer) -> Callable[[datetime], list[str]]:
    """Run the worker twice at a moment, and return the subjects of the mail that the office got by that."""

    def _subjects(now: datetime) -> list[str]:
        clock.time = now
        before = len(mail_server.to(TO))
        for _ in range(2):
            done = app.test_cli_runner().invoke(args=["worker", "--once"])
            assert done.exit_code == 0, done.output
        return [re.sub(r"[A-Z]{2}-2026-0*(\d+)-\w", r"số \1", mail["Subject"]) for mail in mail_server.to(TO)[before:]]

    return _subjects


def at(day: int, hour: int = 10, month: int = 12) -> datetime:
    return moment(f"2026-{month:02}-{day:02}T{hour:02}:00")


def answer(app: Flask, reference: str) -> None:
    desk = officer(app)
    form = desk.open(f"/ban-lam-viec/y-kien/{reference}").form("/tra-loi")
    desk.send(form.typed(tom_tat="Tóm tắt", ket_qua="tiep-thu", tra_loi="Đã sửa."))


def test_an_office_is_told_three_working_days_ahead_and_when_it_is_overdue(
    citizen: Browser, subjects: Callable[[datetime], list[str]]
) -> None:
    citizen.comment("Một ý kiến.")
    happened = {day: subjects(at(day)) for day in (1, 21, 22, 23, 25, 26, 31)}
    assert {day: mails for day, mails in happened.items() if mails} == {
        1: ["Ý kiến mới số 1, hạn trả lời 25/12/2026 (dự kiến)"],
        22: ["Sắp đến hạn trả lời ý kiến số 1: 25/12/2026 (dự kiến)"],
        26: ["Quá hạn trả lời ý kiến số 1: 25/12/2026 (dự kiến)"],
    }


def test_after_a_dead_week_of_reminders_digests_and_mails_all_arrive_once_and_in_order(
    app: Flask, clock: Clock, mail_server: MailServer, subjects: Callable[[datetime], list[str]]
) -> None:
    citizen = Browser(app)

    def petition(office: str, words: str, **fields: str) -> Page:
        form = citizen.open(f"/kien-nghi/{office}").form("/kien-nghi/")
        return citizen.send(form.typed(noi_dung=words, **fields))

    other = officer(app, "van-phong")
    other.send(other.open("/ban-lam-viec/thu/").form("/cach-nhan").typed(cach="hang-ngay"))
    clock.time = at(1)
    comments = [citizen.comment(f"Ý kiến {n}.", thu_dien_tu=f"dan-{n}@vidu.example") for n in range(4)]  # due 25/12
    clock.time = at(8)
    petitions = [petition(OFFICE, f"Kiến nghị {n}.") for n in range(2)]  # due 22/12
    petition("van-phong", "Việc của văn phòng.")
    subjects(at(18))  # the worker dies after this
    seen = {message["Message-ID"] for message in mail_server.messages}

    clock.time = at(20)
    answer(app, comments[0].by_id("so"))
    assert citizen.post("/tra-cuu/rut", so=comments[1].by_id("so"), ma=comments[1].by_id("ma")).status == 200
    desk = officer(app)
    extension = desk.open(f"/ban-lam-viec/y-kien/{petitions[0].by_id('so')}").form("/gia-han")
    assert desk.send(extension.typed(so_ngay="20", ly_do="Chờ số liệu của tỉnh.")).status == 200
    clock.time = at(21)
    petition(OFFICE, "Kiến nghị mới.", thu_dien_tu="moi@vidu.example")
    petition("van-phong", "Việc mới của văn phòng.")

    assert subjects(at(25, 8)) == [
        "Người gửi vừa thay đổi ý kiến số 2",
        "Ý kiến mới số 4, hạn trả lời 05/01/2027 (dự kiến)",
        "Quá hạn trả lời ý kiến số 2: 22/12/2026 (dự kiến)",
        "Sắp đến hạn trả lời ý kiến số 3: 25/12/2026 (dự kiến)",
        "Sắp đến hạn trả lời ý kiến số 4: 25/12/2026 (dự kiến)",
    ]
    new = [message for message in mail_server.messages if message["Message-ID"] not in seen]
    others = [(message["To"], re.sub(r"[A-Z]{2}-2026-0*(\d+)-\w", r"số \1", message["Subject"])) for message in new]
    assert sorted(mail for mail in others if mail[0] != TO) == [
        ("dan-0@vidu.example", "Đã có trả lời cho ý kiến số 1"),
        ("moi@vidu.example", "Đã tiếp nhận ý kiến số 4"),
        ("vanphong@thu.example", "Thư trong ngày: ý kiến mới: 1"),
    ]
    # What was noticed at eight has missed the digest of seven; it comes with the next, and then nothing comes.
    before = len(mail_server.messages)
    assert subjects(at(25, 23)) == []
    assert len(mail_server.messages) == before
    assert subjects(at(26, 7)) == [
        "Quá hạn trả lời ý kiến số 3: 25/12/2026 (dự kiến)",
        "Quá hạn trả lời ý kiến số 4: 25/12/2026 (dự kiến)",
    ]
    assert [message["Subject"] for message in mail_server.messages[before:] if message["To"] != TO] == [
        "Thư trong ngày: quá hạn trả lời: 1"
    ]
    assert len({message["Message-ID"] for message in mail_server.messages}) == len(mail_server.messages)


def test_a_reminder_that_waited_for_the_server_is_not_sent_once_it_is_answered(
    app: Flask, citizen: Browser, mail_server: MailServer, subjects: Callable[[datetime], list[str]]
) -> None:
    references = [citizen.comment(f"Ý kiến {n}.").by_id("so") for n in range(2)]
    subjects(at(1))
    mail_server.replies["RCPT"] = "451 later"
    assert subjects(at(22)) == []
    answer(app, references[0])
    mail_server.replies.clear()
    assert subjects(at(22, 12)) == ["Sắp đến hạn trả lời ý kiến số 2: 25/12/2026 (dự kiến)"]
    mail_server.replies["RCPT"] = "451 later"
    assert subjects(at(26)) == []
    answer(app, references[1])
    mail_server.replies.clear()
    assert subjects(at(26, 12)) == []
    assert "thư không đến được" not in officer(app).open("/ban-lam-viec/thu/").text


def test_an_answered_comment_is_nobodys_reminder(
    app: Flask, citizen: Browser, subjects: Callable[[datetime], list[str]]
) -> None:
    reference = citizen.comment("Một ý kiến.").by_id("so")
    subjects(at(1))
    answer(app, reference)
    assert [subjects(at(day)) for day in (22, 26)] == [[], []]


def test_an_office_that_chose_so_gets_one_mail_a_day_and_no_other(
    app: Flask, citizen: Browser, mail_server: MailServer, subjects: Callable[[datetime], list[str]]
) -> None:
    desk = officer(app)
    page = desk.open("/ban-lam-viec/thu/")
    desk.send(page.form("/cach-nhan").typed(cach="hang-ngay"))
    references = [citizen.comment(f"Bí mật {n}.", dieu="art_2").by_id("so") for n in range(3)]
    assert subjects(FIRST_DAY + timedelta(hours=9)) == []
    assert subjects(at(22, 6, month=11)) == []
    assert subjects(at(22, 7, month=11)) == ["Thư trong ngày: ý kiến mới: 3"]
    (mail,) = mail_server.to(TO)
    for reference in references:
        assert f"- {reference}, hạn 25/12/2026 (dự kiến): Dự thảo Quy chế thực hiện dân chủ" in text_of(mail)
        assert f"https://congkhai.thu.example/ban-lam-viec/y-kien/{reference}\n" in text_of(mail)
    assert "Bí mật" not in everything(mail)
    # A week without a worker: all of it in one mail.
    citizen.comment("Muộn hơn.")
    assert subjects(at(26)) == ["Thư trong ngày: ý kiến mới: 1"]  # what was noticed at ten waits for seven
    assert subjects(at(27)) == ["Thư trong ngày: quá hạn trả lời: 4"]


def test_who_goes_back_to_mail_at_once_gets_at_once_what_waited(
    app: Flask, citizen: Browser, subjects: Callable[[datetime], list[str]]
) -> None:
    desk = officer(app)
    desk.send(desk.open("/ban-lam-viec/thu/").form("/cach-nhan").typed(cach="hang-ngay"))
    citizen.comment("Một ý kiến.")
    assert subjects(FIRST_DAY) == []
    desk.send(desk.open("/ban-lam-viec/thu/").form("/cach-nhan").typed(cach="ngay"))
    assert subjects(FIRST_DAY) == ["Ý kiến mới số 1, hạn trả lời 25/12/2026 (dự kiến)"]


def test_a_digest_that_fails_comes_once_when_the_server_is_back(
    app: Flask, citizen: Browser, mail_server: MailServer, subjects: Callable[[datetime], list[str]]
) -> None:
    desk = officer(app)
    desk.send(desk.open("/ban-lam-viec/thu/").form("/cach-nhan").typed(cach="hang-ngay"))
    citizen.comment("Một ý kiến.")
    mail_server.replies["RCPT"] = "451 later"
    assert subjects(at(22, 8, month=11)) == []
    mail_server.replies.clear()
    assert subjects(at(22, 9, month=11)) == ["Thư trong ngày: ý kiến mới: 1"]
    assert subjects(at(23, 9, month=11)) == []


@pytest.mark.parametrize("today", [date(2026, 2, 13)], ids=["before Tết"])
def test_days_ahead_are_working_days(today: date) -> None:
    from inbox.mail.reminders import _working_days_after
    from plugins.kit.calendar import working_days

    assert _working_days_after(today, 3, working_days({})) == date(2026, 2, 25)
