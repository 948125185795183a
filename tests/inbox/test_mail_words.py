"""What mail says, and what it never says."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage

import html5lib
import pytest
from flask import Flask
from inbox_kit.browsing import Browser, officer
from inbox_kit.mail_servers import MailServer, everything, text_of
from support import Clock

from plugins.domain.clock import moment

BODY = "Ông trưởng thôn quên niêm yết"
NAME = "Người Thử Tên Lạ"
EMAIL = "nguoi-thu@vidu.example"
ANSWER = "Đã nhắc trưởng thôn niêm yết"
OFFICE_EMAIL = "vanhoa@thu.example"
SENDER = "Công khai xã Thử <congkhai@thu.example>"


@dataclass(frozen=True)
class Correspondence:
    """What was sent by mail for one comment, and the secret code of its receipt."""

    server: MailServer
    reference: str
    code: str

    @property
    def to_office(self) -> EmailMessage:
        (mail,) = self.server.to(OFFICE_EMAIL)
        return mail

    @property
    def to_citizen(self) -> list[EmailMessage]:
        return self.server.to(EMAIL)


@pytest.fixture
def letters(make_app: Callable[..., Flask], mail_server: MailServer, clock: Clock) -> Correspondence:
    """A comment was sent and answered; the worker ran after each."""
    app = make_app(mail=mail_server.url, mail_from=SENDER, address="https://congkhai.thu.example")

    def worker() -> None:
        done = app.test_cli_runner().invoke(args=["worker", "--once"])
        assert done.exit_code == 0, done.output

    receipt = Browser(app).comment(BODY, ho_ten=NAME, thu_dien_tu=EMAIL, dieu="art_2")
    clock.time = moment("2026-11-22T08:00:00")
    worker()
    desk = officer(app)
    form = desk.open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}").form("/tra-loi")
    desk.send(form.typed(tom_tat="Niêm yết chậm", ket_qua="tiep-thu", tra_loi=ANSWER))
    worker()
    return Correspondence(mail_server, receipt.by_id("so"), receipt.by_id("ma"))


def test_the_office_learns_of_a_comment_but_reads_it_at_the_desk(letters: Correspondence) -> None:
    mail = letters.to_office
    assert mail["Subject"] == f"Ý kiến mới {letters.reference}, hạn trả lời 25/12/2026 (dự kiến)"
    text = text_of(mail)
    assert "Quy chế thực hiện dân chủ ở cơ sở của xã Thử, Điều 2\n" in text
    assert f"https://congkhai.thu.example/ban-lam-viec/y-kien/{letters.reference}" in text
    for secret in (BODY, NAME, EMAIL, letters.code, letters.code.replace("-", "")):
        assert secret not in everything(mail)


def test_the_citizen_hears_of_receipt_and_answer_without_text_or_code(letters: Correspondence) -> None:
    subjects = [mail["Subject"] for mail in letters.to_citizen]
    assert subjects == [
        f"Đã tiếp nhận ý kiến {letters.reference}",
        f"Đã có trả lời cho ý kiến {letters.reference}",
    ]
    for mail in letters.to_citizen:
        assert "https://congkhai.thu.example/tra-cuu" in text_of(mail)
        for secret in (BODY, ANSWER, NAME, letters.code, letters.code.replace("-", "")):
            assert secret not in everything(mail)


def test_every_mail_says_that_a_machine_sent_it_from_whom_and_when(letters: Correspondence) -> None:
    dates = []
    for mail in letters.server.messages:
        assert mail["Auto-Submitted"] == "auto-generated"
        assert mail["From"] == SENDER
        dates.append(mail["Date"].datetime.isoformat())
    # The moment at which it happened, not the one at which the worker got round to it.
    assert dates == ["2026-11-21T10:00:00+07:00"] * 2 + ["2026-11-22T08:00:00+07:00"]
    assert letters.server.senders == ["congkhai@thu.example"] * 3


def test_vietnamese_headers_travel_as_ascii_and_arrive_as_vietnamese(letters: Correspondence) -> None:
    for wire in letters.server.seen:
        head, _, _ = wire.replace(b"\r\n", b"\n").partition(b"\n\n")
        assert head.isascii()
        raw = message_from_bytes(wire)
        assert raw["Subject"].startswith("=?utf-8?")
    assert letters.to_office["Subject"].startswith("Ý kiến mới")


def test_a_mail_reads_the_same_as_text_and_as_html_that_fetches_nothing(letters: Correspondence) -> None:
    for mail in letters.server.messages:
        assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
        html = mail.get_body(("html",))
        assert html is not None
        root = html5lib.parse(html.get_content(), namespaceHTMLElements=False)
        body = root.find("body")
        assert body is not None
        shown = "".join(body.itertext())
        assert "".join(shown.split()) == "".join(text_of(mail).split())
        assert {element.tag for element in body.iter()} <= {"body", "p", "br", "a"}
        assert [a.get("href") for a in body.iter("a")] == re.findall(r"https://\S+", text_of(mail))


def test_every_mail_says_how_to_get_fewer_at_one_click(letters: Correspondence) -> None:
    for mail in letters.server.messages:
        name = mail["Message-ID"].strip("<>").partition("@")[0]
        assert mail["List-Unsubscribe"].strip() == f"<https://congkhai.thu.example/chon-thu/{name}>"
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_mails_have_names_of_their_own(letters: Correspondence) -> None:
    names = [mail["Message-ID"] for mail in letters.server.messages]
    assert len(set(names)) == 3
    assert not any(letters.reference in name for name in names)


def test_the_console_mailbox_shows_the_same_mail_in_the_browser(app: Flask, citizen: Browser) -> None:
    reference = citizen.comment(BODY, thu_dien_tu=EMAIL).by_id("so")
    app.test_cli_runner().invoke(args=["worker", "--once"])
    page = citizen.open("/hop-thu")
    assert f"Đã tiếp nhận ý kiến {reference}" in page.text
    assert BODY not in page.text


def test_a_real_installation_has_no_mailbox_in_the_browser(make_app: Callable[..., Flask]) -> None:
    assert Browser(make_app(mail="smtp://may-chu:25")).open("/hop-thu").status == 404
