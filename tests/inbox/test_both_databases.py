"""The whole way of a comment, and odd input on it, on SQLite and on PostgreSQL alike."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from inbox_kit.browsing import Browser, officer
from inbox_kit.files import signed_pdf
from inbox_kit.submissions import NOW

from inbox.services import Services
from inbox.stores.attachments import AttachmentStore
from inbox.stores.comments import Store

LONG_HOST = f"d@{'a' * 60}.{'b' * 60}.{'c' * 60}.{'e' * 7}.example"


@pytest.fixture
def app(make_app: Callable[..., Flask], database: str) -> Flask:
    return make_app(database=database)


def test_a_comment_is_taken_answered_published_and_mailed(app: Flask, content: Path) -> None:
    citizen, desk = Browser(app), officer(app)
    receipt = citizen.comment("Đề nghị báo trước bảy ngày. 🙂", thu_dien_tu="dan@vidu.example", dieu="art_2")
    assert receipt.status == 201
    page = desk.open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}")
    page = desk.send(page.form("/tra-loi").typed(tom_tat="Báo trước", ket_qua="tiep-thu", tra_loi="Đã sửa."))
    page = desk.send(page.form("/tra-loi").typed(tra_loi="Đã sửa thành bảy ngày."))
    assert desk.send(page.form("/cong-bo")).status == 200
    assert len(list((content / "tra-loi").iterdir())) == 1
    status = citizen.send(receipt.form("/tra-cuu"))
    for words in ("🙂", "Đã tiếp nhận 10:00 ngày 21/11/2026", "Đã công bố 10:00", "Đã sửa thành bảy ngày."):
        assert words in status.text
    for sent in (4, 0):
        done = app.test_cli_runner().invoke(args=["worker", "--once"])
        assert done.exit_code == 0, done.output
        mailbox = list(app.extensions["cong-khai"].settings.mailbox.glob("*.eml"))
        assert len(mailbox) == 4, sent
    assert desk.send(desk.open("/ban-lam-viec/").form("/dang-xuat")).status == 200


def test_a_question_a_call_and_a_signed_answer_are_kept_and_the_file_goes_with_the_last_answer(
    app: Flask, parts: Services
) -> None:
    citizen, desk = Browser(app), officer(app)
    receipt = citizen.comment("Đề nghị báo trước bảy ngày.", dien_thoai="0900 000 777")
    address = f"/ban-lam-viec/y-kien/{receipt.by_id('so')}"
    desk.send(desk.open(address).form("/hoi-lai").typed(cau_hoi="Ở thôn nào?"))
    assert "Chờ người gửi (1)" in desk.open("/ban-lam-viec/").text
    page = desk.open("/ban-lam-viec/goi-bao")
    assert "Ở thôn nào?" in page.text
    assert "Không có ai" in desk.send(page.form("/goi-bao").typed(ket_qua="da-bao", ghi_chu="Đã gặp.")).text
    form = desk.open(address).form("/tra-loi").typed(tom_tat="Báo trước", ket_qua="tiep-thu", tra_loi="Đã sửa.")
    page = desk.send(form.typed(nguoi_ky="Trần Thị Mẫu"), [("a.pdf", signed_pdf())], into="tep-da-ky")
    assert "Trần Thị Mẫu" in {option.get("value") for option in page.root.iter("option")}
    (file,) = parts.signed_files.on([1])
    assert parts.signed_files.path(file).exists()
    assert app.test_cli_runner().invoke(args=["erase", receipt.by_id("so"), "--yes"]).exit_code == 0
    assert not parts.signed_files.path(file).exists()


@pytest.mark.parametrize("email", [LONG_HOST, f"{'d' * 187}@vidu.example"], ids=["long host", "long name"])
def test_the_longest_address_that_the_form_takes_is_stored(app: Flask, email: str) -> None:
    assert len(email) == 200
    assert Browser(app).comment("Một ý kiến.", thu_dien_tu=email).status == 201


def test_a_character_that_no_database_stores_is_answered_in_words(app: Flask) -> None:
    citizen, desk = Browser(app), officer(app)
    assert citizen.comment("Một\x00 ý kiến.").status == 422
    assert citizen.comment("Một ý kiến.", ho_ten="Tên\x00").status == 422
    assert citizen.comment("Một ý kiến.", thu_dien_tu="a\x00@vidu.example").status == 422
    assert citizen.post("/tra-cuu", so="GY-2026-000001-P\x00", ma="\x00").status == 404
    assert desk.open("/ban-lam-viec/y-kien/GY%00").status == 404
    assert Browser(app).sign_in("ten\x00", "mật khẩu").status == 403


def test_a_file_is_new_once_and_a_double_after_that(store: Store) -> None:
    files = AttachmentStore(store.engine)
    file = {"stamp": "form", "sha256": "0" * 64, "name": "anh.jpg", "extension": "jpg", "size": 1, "received_at": NOW}
    assert [files.add({**file, "id": id_}) for id_ in ("a" * 32, "b" * 32)] == [True, False]
