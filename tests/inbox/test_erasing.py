"""Whoever asks for it has their data erased, by a command of an administrator: from tables, files and mail alike."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from inbox_kit.browsing import Browser, Page, officer
from inbox_kit.files import photo
from support import DRAFT

from inbox.services import Services
from inbox.stores.comments import Row
from inbox.stores.tables import comments, events

Rows = Callable[..., list[Row]]
NAME, MAIL, PHONE = "Hoang Yen Canary", "hoang-yen@canari.example", "0900 000 777"
WHO = (NAME, MAIL, PHONE)
BODY, MORE, FILE = "Loi rieng CANARY-1", "Loi rieng CANARY-2", "CANARY-3"


@pytest.fixture
def receipt(app: Flask) -> Page:
    """The receipt of two opinions in one form, with a photograph; something was added to the first."""
    citizen = Browser(app)
    form = citizen.open(f"/gop-y/{DRAFT}").form("/gop-y/")
    form = form.typed(noi_dung=BODY, ho_ten=NAME, thu_dien_tu=MAIL, dien_thoai=PHONE)
    second = citizen.send(form.typed(buoc="them")).form("/gop-y/").typed(noi_dung=f"{BODY} nua", dieu="art_2")
    receipt = citizen.send(second, [(f"{FILE}.jpg", photo())])
    status = citizen.send(receipt.form("/tra-cuu"))
    citizen.send(status.form("/tra-cuu/bo-sung").typed(noi_dung_them=MORE))
    return receipt


@pytest.fixture
def run(app: Flask) -> Callable[..., Result]:
    return lambda *arguments, typed="": app.test_cli_runner().invoke(args=["erase", *arguments], input=typed)


def left(parts: Services) -> set[str]:
    """The canaries in the bytes of the database and its log, and in the names and bytes of all files of citizens."""
    database = Path(str(parts.store.engine.url.database))
    kept = [*Path(parts.settings.data).rglob("*"), *database.parent.glob(f"{database.name}*")]
    files = [file for file in kept if file.is_file()]
    held = b"".join(str(file).encode() + file.read_bytes() for file in files)
    return {canary for canary in (*WHO, BODY, MORE, FILE) if canary.encode() in held}


def test_the_data_folder_holds_them_before(parts: Services, receipt: Page) -> None:
    assert receipt.status == 201
    assert left(parts) == {*WHO, BODY, MORE, FILE}


def test_who_it_was_is_erased_and_the_words_go_their_way(
    app: Flask, parts: Services, receipt: Page, run: Callable[..., Result], rows: Rows, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    reference, citizen = receipt.by_id("so"), Browser(app)
    status = citizen.send(receipt.form("/tra-cuu"))
    request = citizen.send(status.form("/du-lieu-ca-nhan").typed(quyen="xoa")).by_id("so")
    assert run(reference, typed="n\n").exit_code != 0
    assert rows(comments)[0]["name"] == NAME
    done = run(reference.lower(), "--request", request, typed="y\n")
    assert (done.exit_code, f"{reference}, " in done.output, "sao lưu" in done.output) == (0, True, True)
    assert f"{request} cũng có tên" in done.output
    run(request, "--yes")

    assert left(parts) == {BODY, MORE, FILE}
    assert [(c["status"], c["name"]) for c in rows(comments)] == [("routed", "")] * 3
    assert "Đã xóa dữ liệu cá nhân theo yêu cầu" in citizen.send(receipt.form("/tra-cuu")).text
    assert BODY in officer(app).open(f"/ban-lam-viec/y-kien/{reference}").text
    assert [(k["act"], k["rule"], request in k["limit"]) for k in parts.keeping.ledger()][:2] == [
        ("an-danh", "yeu-cau", True)
    ] * 2
    told = caplog.text + done.output + str(parts.keeping.ledger())
    assert [canary for canary in (*WHO, BODY, MORE) if canary in told] == []
    assert reference in caplog.text


def test_with_the_words_nothing_is_left_and_nobody_owes_an_answer(
    app: Flask, parts: Services, receipt: Page, run: Callable[..., Result], rows: Rows
) -> None:
    assert run(receipt.by_id("so"), "--words", "--yes").exit_code == 0
    assert left(parts) == set()
    assert [c["status"] for c in rows(comments)] == ["withdrawn"] * 2
    assert [e["status"] for e in rows(events) if e["status"] == "erased"] == ["erased"] * 2
    assert Browser(app).send(receipt.form("/tra-cuu")).status == 404
    again = run(receipt.by_id("so"), "--words", "--yes")
    assert (again.exit_code, "đã xóa từ trước" in again.output) == (0, True)
    assert len(parts.keeping.ledger()) == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["GY-2026-000999-X", "--yes"], "Không có ý kiến số"),
        (["<của mình>", "--request", "<của mình>", "--yes"], "không phải là yêu cầu về dữ liệu"),
        (["<của mình>", "--request", "DL-2026-000001-X", "--yes"], "không phải là yêu cầu về dữ liệu"),
    ],
)
def test_a_wrong_number_erases_nothing(
    receipt: Page, run: Callable[..., Result], rows: Rows, arguments: list[str], told: str
) -> None:
    before = rows(comments)
    refused = run(*(argument.replace("<của mình>", receipt.by_id("so")) for argument in arguments))
    assert (refused.exit_code, told in refused.output, rows(comments)) == (2, True, before)
