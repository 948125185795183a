"""Offices are reminded of what is due, once each, however long no worker ran; one mail a day where they want it so."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from inbox_kit.browsing import Browser, officer
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


def test_after_a_week_without_a_worker_each_reminder_arrives_once(
    app: Flask, citizen: Browser, clock: Clock, subjects: Callable[[datetime], list[str]]
) -> None:
    references = [citizen.comment(f"Ý kiến {n}.").by_id("so") for n in range(3)]
    clock.time = at(8)
    petition = citizen.open(f"/kien-nghi/{OFFICE}").form("/kien-nghi/")
    citizen.send(petition.typed(noi_dung="Một kiến nghị."))  # due on 22/12, while the worker is dead
    subjects(at(18))
    answer(app, references[2])
    # The worker dies on the 18th; when it is back on the 25th one is overdue, two are due that day, one is answered.
    assert sorted(subjects(at(25))) == [
        "Quá hạn trả lời ý kiến số 1: 22/12/2026 (dự kiến)",
        "Sắp đến hạn trả lời ý kiến số 1: 25/12/2026 (dự kiến)",
        "Sắp đến hạn trả lời ý kiến số 2: 25/12/2026 (dự kiến)",
    ]
    assert [subjects(at(25, hour)) for hour in (11, 12, 23)] == [[], [], []]


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
    from inbox.reminders import _working_days_after
    from plugins.kit.calendar import working_days

    assert _working_days_after(today, 3, working_days({})) == date(2026, 2, 25)
