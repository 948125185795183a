"""Mail that never arrived is an alarm at the desk; and whoever has a mail chooses whether more come."""

from collections.abc import Callable

import pytest
from flask import Flask
from inbox_kit.browsing import Browser, officer
from inbox_kit.mail_servers import MailServer
from support import Clock

from inbox.services import Services
from inbox.stores.tables import comments, outbox

EMAIL = "dan@vidu.example"
OFFICES = "vanhoa@thu.example"


@pytest.fixture
def app(make_app: Callable[..., Flask], mail_server: MailServer) -> Flask:
    return make_app(mail=mail_server.url)


def run_worker(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["worker", "--once"])
    assert done.exit_code == 0, done.output


@pytest.fixture
def reference(app: Flask, citizen: Browser, mail_server: MailServer) -> str:
    """A comment of whose two mails neither could be delivered."""
    reference = citizen.comment("Một ý kiến.", thu_dien_tu=EMAIL).by_id("so")
    mail_server.replies["RCPT"] = "550 no such mailbox"
    run_worker(app)
    mail_server.replies.clear()
    return reference


def test_every_page_of_the_desk_says_so_and_one_names_the_address_to_mend(app: Flask, reference: str) -> None:
    desk = officer(app)
    for address in ("/ban-lam-viec/", f"/ban-lam-viec/y-kien/{reference}"):
        assert "2 thư không đến được" in desk.open(address).text
    page = desk.open("/ban-lam-viec/thu/")
    for words in (EMAIL, OFFICES, reference, "máy chủ thư từ chối người nhận [550]", "content/danh-muc/co-quan.toml"):
        assert words in page.text


def test_another_office_sees_no_such_alarm_and_cannot_touch_it(
    app: Flask, reference: str, rows: Callable[..., list[dict[str, object]]]
) -> None:
    other = officer(app, "van-phong")
    assert "không đến được: xem" not in other.open("/ban-lam-viec/thu/").text
    token = other.open("/ban-lam-viec/thu/").form("/cach-nhan").fields["csrf_token"]
    for verb in ("gui-lai", "da-biet"):
        for mail in rows(outbox):
            assert other.post(f"/ban-lam-viec/thu/{verb}/{mail['id']}", csrf_token=token).status == 200
    assert [(m["failure"] is None, m["dismissed"]) for m in rows(outbox)] == [(False, None)] * 2
    assert reference


def test_sent_again_it_arrives_and_the_alarm_is_gone(app: Flask, reference: str, mail_server: MailServer) -> None:
    desk = officer(app)
    for _ in range(2):
        desk.send(desk.open("/ban-lam-viec/thu/").form("/gui-lai/"))
    run_worker(app)
    assert sorted(m["To"] for m in mail_server.messages) == sorted([EMAIL, OFFICES])
    assert "không đến được: xem" not in desk.open("/ban-lam-viec/").text
    assert reference in mail_server.messages[0]["Subject"]


def test_who_sees_to_it_otherwise_takes_the_alarm_off(app: Flask, reference: str) -> None:
    desk = officer(app)
    desk.send(desk.open("/ban-lam-viec/thu/").form("/da-biet/"))
    assert "1 thư không đến được" in desk.open(f"/ban-lam-viec/y-kien/{reference}").text


def test_a_digest_that_could_not_be_delivered_is_an_alarm_for_each_comment_in_it(
    app: Flask, citizen: Browser, clock: Clock, mail_server: MailServer, parts: Services
) -> None:
    parts.mail.choose_daily("phong-van-hoa", "ai đó", clock.time)
    references = [citizen.comment(f"Ý kiến {n}.").by_id("so") for n in range(2)]
    clock.time = clock.time.replace(day=22)
    mail_server.replies["RCPT"] = "550 no such mailbox"
    run_worker(app)
    page = officer(app).open("/ban-lam-viec/thu/")
    assert "2 thư không đến được" in page.text
    assert all(reference in page.text for reference in references)


def links(mail_server: MailServer, address: str) -> list[str]:
    return [m["List-Unsubscribe"].strip(" <>").removeprefix("http://localhost") for m in mail_server.to(address)]


def test_a_citizen_ends_mail_about_a_comment_and_the_address_is_forgotten(
    app: Flask, citizen: Browser, mail_server: MailServer, rows: Callable[..., list[dict[str, object]]]
) -> None:
    receipt = citizen.comment("Một ý kiến.", thu_dien_tu=EMAIL)
    run_worker(app)
    (link,) = links(mail_server, EMAIL)
    page = Browser(app).open(link)  # a program that looks through mail opens it: nothing happens
    assert [c["email"] for c in rows(comments)] == [EMAIL]
    assert Browser(app).send(page.form("/chon-thu/")).status == 200
    assert [c["email"] for c in rows(comments)] == [""]
    assert EMAIL not in str(rows(outbox))
    desk = officer(app)
    form = desk.open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}").form("/tra-loi")
    desk.send(form.typed(tom_tat="Tóm tắt", ket_qua="tiep-thu", tra_loi="Đã sửa."))
    run_worker(app)
    assert len(mail_server.to(EMAIL)) == 1
    assert "Đã sửa." in citizen.send(receipt.form("/tra-cuu")).text


def test_one_click_in_a_mail_program_gives_an_office_one_mail_a_day_never_none(
    app: Flask, citizen: Browser, mail_server: MailServer, clock: Clock
) -> None:
    citizen.comment("Một ý kiến.")
    run_worker(app)
    (link,) = links(mail_server, OFFICES)
    for _ in range(2):
        assert Browser(app).post(link, **{"List-Unsubscribe": "One-Click"}).status == 200
    citizen.comment("Ý kiến nữa.")
    run_worker(app)
    assert len(mail_server.to(OFFICES)) == 1
    clock.time = clock.time.replace(day=22)
    run_worker(app)
    assert len(mail_server.to(OFFICES)) == 2
    Browser(app).post(links(mail_server, OFFICES)[1])  # the digest's own button: back to mail at once
    citizen.comment("Ý kiến thứ ba.")
    run_worker(app)
    assert len(mail_server.to(OFFICES)) == 3


@pytest.mark.parametrize("name", ["0" * 32, "x", "a" * 5000, "%00", "' OR 1=1"])
def test_a_name_that_no_mail_has_is_answered_in_words(app: Flask, name: str) -> None:
    browser = Browser(app)
    for page in (browser.open(f"/chon-thu/{name}"), browser.post(f"/chon-thu/{name}")):
        assert page.status == 404
        assert "Không có thư này" in page.text
