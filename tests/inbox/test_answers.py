"""The office's answer: kept when something is missing, seen by the citizen, published without the citizen's words."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from inbox_kit.browsing import Browser, Form, Page, officer
from sqlalchemy import Table
from support import Clock

from inbox.stores.comments import Row
from inbox.stores.tables import answers, comments, events, outbox

Rows = Callable[[Table], list[Row]]
POINT, TEXT = "Báo trước bảy ngày </textarea><b>", "Đã sửa thành bảy ngày.\n\nCảm ơn <i>bà con</i>."
EMAIL = "dan@vidu.example"


@pytest.fixture
def receipt(citizen: Browser) -> Page:
    return citizen.comment("Năm ngày là ngắn quá.", thu_dien_tu=EMAIL, dieu="art_2__para_1__point_a")


@pytest.fixture
def desk(app: Flask) -> Browser:
    return officer(app)


@pytest.fixture
def form(desk: Browser, receipt: Page) -> Form:
    """The form for the answer, filled in."""
    page = desk.open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}")
    return page.form("/tra-loi").typed(tom_tat=POINT, ket_qua="tiep-thu-mot-phan", tra_loi=TEXT)


def status(citizen: Browser, receipt: Page) -> Page:
    return citizen.send(receipt.form("/tra-cuu"))


def test_the_officer_sees_comment_provision_and_day(desk: Browser, receipt: Page) -> None:
    page = desk.open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}")
    for words in ("Năm ngày là ngắn quá.", "Báo trước năm ngày", "25/12/2026 (dự kiến)", EMAIL, "không để lại tên"):
        assert words in page.text


PROBLEMS = {
    "không có tóm tắt": ({"tom_tat": "  "}, "Tóm tắt ý kiến: chưa có chữ nào"),
    "tóm tắt chỉ có ký tự vô hình": ({"tom_tat": "\u200b"}, "Tóm tắt ý kiến: chưa có chữ nào"),
    "tóm tắt dài": ({"tom_tat": "ế" * 4_001}, "Tóm tắt ý kiến: dài 4.001 ký tự, tối đa 4.000"),
    "không chọn kết quả": ({"ket_qua": ""}, "Kết quả: chưa chọn"),
    "kết quả không có": ({"ket_qua": "dong-y"}, "Kết quả: chưa chọn"),
    "không có trả lời": ({"tra_loi": ""}, "Nội dung trả lời: chưa có chữ nào"),
    "trả lời dài": ({"tra_loi": "ế" * 20_001}, "Nội dung trả lời: dài 20.001 ký tự, tối đa 20.000"),
    "ký tự điều khiển": ({"tra_loi": "Đã sửa\x07."}, "Nội dung trả lời: có 1 ký tự điều khiển"),
}


@pytest.mark.parametrize(("change", "words"), PROBLEMS.values(), ids=PROBLEMS)
def test_an_answer_with_problems_comes_back_whole(
    desk: Browser, form: Form, rows: Rows, change: dict[str, str], words: str
) -> None:
    page = desk.send(form.typed(**change))
    assert page.status == 422
    assert words in page.text
    others = {"tom_tat": POINT, "ket_qua": "tiep-thu-mot-phan", "tra_loi": TEXT}
    assert {text for field, text in others.items() if field not in change} <= page.kept
    assert rows(answers) == []
    right = {field: others[field] for field in change}
    assert desk.send(page.form("/tra-loi").typed(**right)).status == 200
    assert [(a["point"], a["disposition"], a["text"]) for a in rows(answers)] == [tuple(others.values())]


def test_all_problems_of_an_answer_are_told_at_once(desk: Browser, form: Form) -> None:
    page = desk.send(form.typed(tom_tat="", ket_qua="", tra_loi=""))
    assert page.text.count("chưa có chữ nào") == 4  # at the top and at the field, each
    assert "Kết quả: chưa chọn" in page.text


def test_the_citizen_reads_the_answer_at_once(
    desk: Browser, form: Form, citizen: Browser, receipt: Page, clock: Clock
) -> None:
    assert "Trả lời của cơ quan" not in status(citizen, receipt).text
    clock.pass_(timedelta(hours=2))
    assert desk.send(form).status == 200
    page = status(citizen, receipt)
    assert "Đã trả lời: Tiếp thu một phần 12:00 ngày 21/11/2026" in page.text
    assert " ".join(TEXT.split()) in page.text
    assert list(page.root.iter("i")) == []


def test_an_answer_is_told_by_mail_when_the_citizen_left_an_address(desk: Browser, form: Form, rows: Rows) -> None:
    desk.send(form)
    assert [(m["kind"], m["recipient"]) for m in rows(outbox)][2:] == [("citizen-answered", EMAIL)]


def test_a_corrected_answer_takes_the_place_of_the_first_and_history_keeps_both(
    desk: Browser, form: Form, citizen: Browser, receipt: Page, rows: Rows
) -> None:
    corrected = desk.send(form).form("/tra-loi").typed(tra_loi="Đã sửa thành mười ngày.")
    desk.send(corrected)
    assert [a["text"] for a in rows(answers)] == ["Đã sửa thành mười ngày."]
    assert [e["status"] for e in rows(events)] == ["received", "routed", "answered", "answered"]
    assert "Đã sửa thành mười ngày." in status(citizen, receipt).text


def test_the_queue_marks_what_is_late_overdue_or_answered(
    app: Flask, citizen: Browser, desk: Browser, form: Form, clock: Clock
) -> None:
    desk.send(form)
    clock.pass_(timedelta(days=20))
    late = citizen.comment("Gửi sau hạn.").by_id("so")
    clock.pass_(timedelta(days=60))
    rows = [" ".join("".join(row.itertext()).split()) for row in officer(app).open("/ban-lam-viec/").root.iter("tr")]
    assert late in rows[1]
    assert "gửi muộn" in rows[1]
    assert "quá hạn cần trả lời" in rows[1]
    assert rows[2].endswith("25/12/2026 đã trả lời")


def test_an_unanswered_comment_cannot_be_published(
    desk: Browser, form: Form, receipt: Page, content: Path, rows: Rows
) -> None:
    address = f"/ban-lam-viec/y-kien/{receipt.by_id('so')}/cong-bo"
    page = desk.post(address, csrf_token=form.fields["csrf_token"])
    assert page.status == 409
    assert "Chưa công bố được" in page.text
    assert not (content / "tra-loi").exists()
    assert [c["status"] for c in rows(comments)] == ["routed"]
