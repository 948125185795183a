"""Files citizens attach: taken with the comment, made anew, kept out of reach, given out at the desk alone."""

import io
import stat
from collections.abc import Callable
from datetime import timedelta

import pikepdf
import pytest
from flask import Flask
from inbox_kit import files
from inbox_kit.browsing import Browser, Form, Page, officer
from inbox_kit.files import PLAIN_CANARY, photo
from PIL import Image
from sqlalchemy import Table
from support import DRAFT, Clock

from inbox.services import Services
from inbox.stores.comments import Row
from inbox.stores.tables import attachments, comments

Rows = Callable[[Table], list[Row]]
WORDS = "Đường thôn hỏng ở đoạn qua cầu."


@pytest.fixture
def form(citizen: Browser) -> Form:
    """A form filled in, no file chosen yet."""
    return citizen.open(f"/gop-y/{DRAFT}").form("/gop-y/").typed(noi_dung=WORDS)


def offered(page: Page) -> dict[str, str]:
    """The files that a page of the desk offers, by name."""
    links = [a for a in page.root.iter("a") if "/tep/" in a.get("href", "")]
    return {"".join(a.itertext()): a.get("href", "") for a in links}


def test_receipt_status_and_text_list_the_files_that_were_taken_of_a_denunciation_only_how_many(
    citizen: Browser,
) -> None:
    named = "Đường hỏng.jpg"
    for words, is_named in ((WORDS, True), ("Tôi tố cáo ông trưởng thôn biển thủ quỹ.", False)):
        fresh = citizen.open(f"/gop-y/{DRAFT}").form("/gop-y/")
        receipt = citizen.send(fresh.typed(noi_dung=words), [("Đường hỏng.JPEG", photo())])
        keepsake = {"so": receipt.by_id("so"), "ma": receipt.by_id("ma"), "dang": "txt"}
        text = citizen.client.post("/giay-hen", data=keepsake).get_data(as_text=True)
        for shown in (receipt.text, citizen.send(receipt.form("/tra-cuu")).text, text):
            assert "Tệp đã nhận: 1" in shown
            assert (named in shown) is is_named


def test_a_photograph_reaches_the_office_without_its_position_and_nobody_else(
    app: Flask, citizen: Browser, form: Form, parts: Services, rows: Rows
) -> None:
    receipt = citizen.send(form, [("Ảnh/Đường hỏng.JPEG", photo())])
    assert receipt.status == 201
    reference = receipt.by_id("so")
    ((name, address),) = offered(officer(app).open(f"/ban-lam-viec/y-kien/{reference}")).items()
    assert name == "Đường hỏng.jpg"

    given = officer(app).client.get(address)
    assert given.headers["Content-Disposition"].startswith("attachment; ")
    assert given.headers["Content-Type"] == "application/octet-stream"
    assert given.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert (given.headers["X-Content-Type-Options"], given.headers["Cache-Control"]) == ("nosniff", "no-store")
    assert PLAIN_CANARY.encode() not in given.data
    with Image.open(io.BytesIO(given.data)) as seen:
        assert (seen.size, dict(seen.getexif())) == ((480, 640), {})
    given.close()

    for stranger in (citizen, officer(app, "van-phong")):
        refused = stranger.client.get(address)
        assert (refused.status_code in {302, 404}, PLAIN_CANARY in refused.text, len(refused.data) < 10_000) == (
            True, False, True,
        )  # fmt: skip
    (row,) = rows(attachments)
    place = parts.attachments.path(row["id"])
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert "hỏng" not in str(place)
    assert parts.settings.build not in place.parents
    for guess in (f"/tep/{row['id']}", f"/tep/{row['id'][:2]}/{row['id']}", "/tep/Đường hỏng.jpg"):
        assert citizen.open(guess).status == 404


def test_a_pdf_and_a_word_file_come_along(app: Flask, citizen: Browser, form: Form) -> None:
    receipt = citizen.send(form, [("Đơn.pdf", files.telling_pdf()), ("don.docx", files.telling_docx())])
    page = officer(app).open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}")
    assert set(offered(page)) == {"Đơn.pdf", "don.docx"}
    with officer(app).client.get(offered(page)["Đơn.pdf"]) as given, pikepdf.open(io.BytesIO(given.data)) as pdf:
        assert len(pdf.pages) == 1


REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "chương trình giả làm ảnh": ("anh.jpg", lambda: b"MZ" + bytes(99), "Tệp “anh.jpg”: không phải ảnh JPEG"),
    "trang HTML giả làm PDF": ("don.pdf", lambda: b"<html>", "Tệp “don.pdf”: không phải ảnh"),
    "PDF có mật khẩu": ("khoa.pdf", files.locked_pdf, "Tệp “khoa.pdf”: có mật khẩu"),
    "ảnh một tỷ điểm": ("to.png", files.huge_picture, "Tệp “to.png”: bung ra quá lớn"),
    "ảnh bị cắt": ("dut.jpg", lambda: photo()[:900], "Tệp “dut.jpg”: bị hỏng"),
    "ảnh 11 MB": ("nang.jpg", lambda: photo() + bytes(11_000_000), "Tệp “nang.jpg” lớn quá 10 MB"),
}


@pytest.mark.parametrize(("name", "make", "words"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_taken_is_named_and_nothing_typed_is_lost(
    citizen: Browser, form: Form, rows: Rows, name: str, make: Callable[[], bytes], words: str
) -> None:
    page = citizen.send(form.typed(ho_ten="Người thử", dieu="art_2"), [(name, make())])
    assert page.status == 422
    assert words in page.text
    assert {WORDS, "Người thử"} <= page.kept
    assert (rows(comments), rows(attachments)) == ([], [])
    assert citizen.send(page.form("/gop-y/")).status == 201


def test_good_files_stay_when_something_else_was_wrong_and_can_be_taken_back(
    app: Flask, citizen: Browser, form: Form, rows: Rows
) -> None:
    page = citizen.send(form.typed(thu_dien_tu="sai"), [("mot.png", photo("PNG")), ("hai.jpg", photo())])
    assert page.status == 422
    assert "Đã nhận mot.png" in page.text
    assert "Đã nhận hai.jpg" in page.text
    unwanted = next(row["id"] for row in rows(attachments) if row["name"] == "hai.jpg")
    receipt = citizen.send(page.form("/gop-y/").typed(thu_dien_tu="", bo_tep=unwanted))
    assert receipt.status == 201
    assert set(offered(officer(app).open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}"))) == {"mot.png"}


@pytest.mark.parametrize("way", [f"/gop-y/{DRAFT}", f"/ban-lam-viec/nhap/gop-y/{DRAFT}"])
def test_the_files_of_a_form_that_is_refused_come_back_with_it(
    app: Flask, citizen: Browser, rows: Rows, way: str
) -> None:
    browser = citizen if way.startswith("/gop-y/") else officer(app)
    filled = browser.open(way).form(way).typed(noi_dung=WORDS, dieu="art_999", kenh="giay", ngay_nhan="2026-11-20")

    page = browser.send(filled, [("mot.png", photo("PNG"))])
    assert page.status >= 400
    assert "Đã nhận mot.png" in page.text
    receipt = browser.send(page.form(way).typed(dieu="art_2"))

    assert receipt.status == 201
    assert [row["stamp"] for row in rows(attachments)] == [row["stamp"] for row in rows(comments)]


def test_the_files_of_what_was_sent_stay_with_it_when_the_form_is_sent_with_other_words(
    citizen: Browser, form: Form, rows: Rows
) -> None:
    assert citizen.send(form, [("mot.png", photo("PNG"))]).status == 201
    page = citizen.send(form.typed(noi_dung="Điều khác hẳn."))
    assert page.status >= 400
    assert "Đã nhận mot.png" not in page.text
    assert [row["stamp"] for row in rows(attachments)] == [row["stamp"] for row in rows(comments)]


def test_the_same_form_sent_twice_has_each_file_once(citizen: Browser, form: Form, rows: Rows) -> None:
    first, again = (citizen.send(form, [("a.png", photo("PNG", (9, 9)))]) for _ in range(2))
    assert (first.status, again.status, len(rows(attachments))) == (201, 200, 1)


def test_more_files_than_may_be_are_told(citizen: Browser, form: Form, rows: Rows) -> None:
    many = [(f"{n}.png", photo("PNG", (9, 10 + n))) for n in range(6)]
    page = citizen.send(form, many)
    assert page.status == 422
    assert "tối đa 5 tệp" in page.text
    assert len(rows(attachments)) == 5


def test_files_of_forms_that_were_never_sent_are_swept_and_those_of_comments_stay(
    app: Flask, citizen: Browser, form: Form, rows: Rows, clock: Clock, parts: Services
) -> None:
    citizen.send(form, [("gui.png", photo("PNG", (9, 9)))])
    abandoned = citizen.open(f"/gop-y/{DRAFT}").form("/gop-y/")
    assert citizen.send(abandoned, [("bo.png", photo("PNG", (9, 12)))]).status == 422
    places = {row["name"]: parts.attachments.path(row["id"]) for row in rows(attachments)}
    clock.pass_(timedelta(days=4))
    assert app.test_cli_runner().invoke(args=["worker", "--once"]).exit_code == 0
    assert [row["name"] for row in rows(attachments)] == ["gui.png"]
    assert {name: place.exists() for name, place in places.items()} == {"gui.png": True, "bo.png": False}


def test_nobody_takes_back_the_files_of_another_form(citizen: Browser, form: Form, rows: Rows) -> None:
    citizen.send(form, [("cua-toi.png", photo("PNG", (9, 9)))])
    other = citizen.open(f"/gop-y/{DRAFT}").form("/gop-y/").typed(noi_dung="Khác.", bo_tep=rows(attachments)[0]["id"])
    assert citizen.send(other).status == 201
    assert len(rows(attachments)) == 1
