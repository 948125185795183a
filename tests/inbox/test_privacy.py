"""What a citizen wrote stays in the database: not in logs, mail, content or build; no address of a machine anywhere."""

import logging
from collections.abc import Callable, Iterable
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from flask import Flask
from inbox_kit.browsing import Browser, Page, officer
from inbox_kit.files import PLAIN_CANARY, photo
from inbox_kit.mail_servers import everything
from sqlalchemy import select
from support import DRAFT

from inbox.services import EXTENSION, Services
from inbox.settings import Settings
from inbox.stores.tables import comments, metadata

BODY, NAME, EMAIL = "Chim hoàng yến hót canh ba", "Hoàng Yến Thử Nghiệm", "hoang-yen@canari.example"
ADDRESS, PROGRAM = "203.0.113.77", "Trinh-duyet-la/7.7"
WORDS = {"nội dung": BODY, "họ tên": NAME, "thư điện tử": EMAIL, "địa chỉ máy": ADDRESS, "trình duyệt": PROGRAM}


def walk(app: Flask) -> Page:
    """Send a comment all the way, with everything going wrong once that can; give its receipt."""
    citizen = Browser(app)
    citizen.client.environ_base |= {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": PROGRAM}
    form = citizen.open(f"/gop-y/{DRAFT}").form("/gop-y/").typed(noi_dung=BODY, ho_ten=NAME, thu_dien_tu=EMAIL)
    citizen.send(form.typed(noi_dung=BODY * 2000))
    citizen.send(form.typed(phieu="giả"))
    citizen.send(form.typed(dieu="art_99"))
    citizen.send(form, [(f"{NAME}.exe", BODY.encode())])
    receipt = citizen.send(form, [(f"{NAME}.jpg", photo())])
    citizen.send(form)
    citizen.send(form.typed(noi_dung=f"{BODY} nữa"))
    citizen.post("/tra-cuu", so=receipt.by_id("so"), ma="sai")
    citizen.send(receipt.form("/tra-cuu"))
    desk = officer(app)
    answer = desk.open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}").form("/tra-loi")
    page = desk.send(answer.typed(tom_tat="Ý kiến về giờ giấc", ket_qua="tiep-thu", tra_loi="Đã nhắc."))
    desk.send(page.form("/cong-bo"))
    done = app.test_cli_runner().invoke(args=["worker", "--once"])
    assert done.exit_code == 0, done.output
    return receipt


@pytest.fixture
def receipt(app: Flask) -> Page:
    return walk(app)


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO)
    return caplog


def secrets(receipt: Page) -> dict[str, str]:
    code = receipt.by_id("ma")
    return {**WORDS, "mã bí mật": code, "mã không gạch nối": code.replace("-", "")}


def found(words: dict[str, str], texts: Iterable[str]) -> set[str]:
    """The names of the words that stand in any of the texts."""
    return {name for stored in texts for name, word in words.items() if word.lower() in stored.lower()}


def files(folder: Path) -> list[str]:
    """The text of every file below a folder, and its name."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    assert paths
    return [f"{path} {path.read_bytes().decode('utf-8', 'replace')}" for path in paths]


def test_logs_hold_nothing_of_the_citizen(app: Flask, log: pytest.LogCaptureFixture) -> None:
    receipt = walk(app)
    assert found(secrets(receipt), [log.text]) == set()


def test_content_and_build_hold_nothing_of_the_citizen(receipt: Page, settings: Settings) -> None:
    assert (settings.content / "tra-loi").exists()
    assert found(secrets(receipt), files(settings.content)) == set()
    assert found(secrets(receipt), files(settings.build)) == set()


def test_files_kept_for_the_office_tell_neither_sender_nor_camera(receipt: Page, settings: Settings) -> None:
    hidden = {**secrets(receipt), "máy ảnh": PLAIN_CANARY}
    assert found(hidden, files(settings.attachments)) == set()


def test_mail_holds_nothing_of_the_citizen_but_the_address_on_their_own(receipt: Page, settings: Settings) -> None:
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in settings.mailbox.glob("*.eml")]
    assert sorted(mail["To"] for mail in mails) == [EMAIL, EMAIL, "vanhoa@thu.example"]
    for mail in mails:
        if mail["To"] == EMAIL:
            del mail["To"]
    assert found(secrets(receipt), [everything(mail) for mail in mails]) == set()


def test_the_database_holds_the_words_but_neither_code_nor_machine(receipt: Page, parts: Services) -> None:
    with parts.store.engine.connect() as connection:
        rows = [str(row) for table in metadata.tables.values() for row in connection.execute(select(table))]
        (code_hash,) = connection.execute(select(comments.c.code_hash)).scalars()
    assert found(secrets(receipt), rows) == {"nội dung", "họ tên", "thư điện tử"}
    assert len(code_hash) == 64


def test_the_code_cannot_be_computed_without_the_key(
    make_app: Callable[..., Flask], receipt: Page, settings: Settings
) -> None:
    other = Browser(make_app(secret_key="một khóa khác, cũng dài hơn 32 ký tự"))
    assert other.send(receipt.form("/tra-cuu")).status == 404
    assert Browser(make_app(secret_key=settings.secret_key)).send(receipt.form("/tra-cuu")).status == 200


@pytest.mark.parametrize("broken", ["comments", "events", "outbox"])
def test_when_the_database_breaks_the_log_tells_what_but_not_whose(
    app: Flask, log: pytest.LogCaptureFixture, broken: str
) -> None:
    app.testing = False
    citizen = Browser(app)
    citizen.client.environ_base |= {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": PROGRAM}
    form = citizen.open(f"/gop-y/{DRAFT}").form("/gop-y/").typed(noi_dung=BODY, ho_ten=NAME, thu_dien_tu=EMAIL)
    parts: Services = app.extensions[EXTENSION]
    with parts.store.engine.begin() as connection:
        when = "WHEN NEW.kind = 'citizen-received'" if broken == "outbox" else ""
        connection.exec_driver_sql(
            f"CREATE TRIGGER broken BEFORE INSERT ON {broken} {when} BEGIN SELECT RAISE(FAIL, 'disk is full'); END"
        )
    page = citizen.send(form)
    assert page.status == 500
    assert "Trang gặp lỗi" in page.text
    assert "disk is full" in log.text
    assert found(WORDS, [log.text]) == set()
