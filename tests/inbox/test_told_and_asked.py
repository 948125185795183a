"""Who left only a telephone number is called, once; what an office asks back is answered on the status page."""

from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from flask import Flask
from inbox_kit.browsing import Browser, Page, officer
from inbox_kit.mail_servers import everything
from support import OFFICE, Clock

from inbox.services import Services
from inbox.stores.comments import Row
from inbox.stores.tables import comments, events, outbox
from plugins.domain.identity import asks_for_identity_card

Rows = Callable[..., list[Row]]
PHONE, NOTE = "0900 000 777", "Gặp con gái bác, sẽ nói lại."
CALLS, QUEUE = "/ban-lam-viec/goi-bao", "/ban-lam-viec/"
QUESTION = "Cống hỏng ở đoạn nào, gần nhà văn hóa hay gần cầu?"


@pytest.fixture
def petition(citizen: Browser) -> Callable[..., Page]:
    """The receipt of a petition to the office, from somebody with a telephone."""

    def _petition(words: str = "Cống thôn Hai hỏng.", **fields: str) -> Page:
        address = f"/kien-nghi/{OFFICE}"
        form = citizen.open(address).form("/kien-nghi/")
        return citizen.send(form.typed(noi_dung=words, **{"dien_thoai": PHONE, **fields}))

    return _petition


def at_desk(receipt: Page) -> str:
    return f"/ban-lam-viec/y-kien/{receipt.by_id('so')}"


def do(desk: Browser, receipt: Page, form: str, **fields: str) -> Page:
    return desk.send(desk.open(at_desk(receipt)).form(f"/{form}").typed(**fields))


def press(desk: Browser, page: Page, receipt: Page, result: str, note: str = "") -> Page:
    return desk.send(page.form(f"{receipt.by_id('so')}/goi-bao").typed(ket_qua=result, ghi_chu=note))


def test_a_call_is_owed_for_what_would_be_mailed_until_somebody_was_reached(
    app: Flask, citizen: Browser, petition: Callable[..., Page], rows: Rows, clock: Clock
) -> None:
    receipt, other = petition(), petition("Đèn hỏng.", dien_thoai="+84 900000777")
    petition("Đường hỏng.", thu_dien_tu="dan@vidu.example")
    petition("Không để lại gì.", dien_thoai="")
    desk = officer(app)
    assert "Không có ai cần gọi báo." in desk.open(CALLS).text
    do(desk, receipt, "gia-han", so_ngay="5", ly_do="Phải hỏi ba thôn")
    do(desk, receipt, "tra-loi", tra_loi="Đã thay cống.")
    do(desk, other, "tra-loi", tra_loi="Đã thay đèn.")
    page = desk.open(CALLS)
    # One person is called once, whatever way the number was written.
    assert [h.get("id") for h in page.root.iter("h2") if "goi-" in h.get("id", "")] == [f"goi-{receipt.by_id('so')}"]
    for words in (PHONE, other.by_id("so"), "đã gia hạn trả lời", "Phải hỏi ba thôn", "đã trả lời"):
        assert words in page.text, words
    assert PHONE not in officer(app, "van-phong").open(CALLS).text
    queue = desk.open(f"{QUEUE}?xem=goi-bao")
    assert [r.by_id("so") in queue.text for r in (receipt, other)] == [True, True]
    assert "Gọi báo (2)" in queue.text

    clock.pass_(timedelta(hours=1))
    again = press(desk, page, receipt, "khong-duoc")
    assert "Đã gọi 1 lần chưa được." in again.text
    assert "Đã gọi điện, chưa liên lạc được 11:00" in citizen.send(receipt.form("/tra-cuu")).text
    for _ in range(2):  # a double click
        gone = press(desk, page, receipt, "da-bao", NOTE)
    assert "Không có ai cần gọi báo." in gone.text
    status = citizen.send(other.form("/tra-cuu"))
    assert "Đã báo qua điện thoại 11:00" in status.text
    assert (NOTE in status.html, NOTE in desk.open(at_desk(receipt)).text) == (False, True)
    called = [(e["status"], e["actor"]) for e in rows(events) if e["status"] in {"called", "not-reached"}]
    assert called == [("not-reached", OFFICE)] * 2 + [("called", OFFICE)] * 2


def test_a_transfer_is_told_by_the_office_that_has_it_now_and_nobody_is_called_who_is_gone(
    app: Flask, citizen: Browser, petition: Callable[..., Page], rows: Rows
) -> None:
    receipt, withdrawn, mailed = petition(), petition("Hai."), petition("Ba.", thu_dien_tu="dan@vidu.example")
    for one in (receipt, withdrawn, mailed):
        do(officer(app), one, "chuyen-co-quan", co_quan="van-phong", ly_do="Việc của Văn phòng")
    assert [m["kind"] for m in rows(outbox) if m["recipient"] == "dan@vidu.example"] == [
        "citizen-received",
        "citizen-progress",
    ]
    assert "Không có ai" in officer(app).open(CALLS).text
    citizen.send(citizen.send(withdrawn.form("/tra-cuu")).form("/tra-cuu/bo-sung"))
    status = citizen.send(withdrawn.form("/tra-cuu")).form("/tra-cuu/bo-sung")
    citizen.post("/tra-cuu/rut", **status.fields)
    page = officer(app, "van-phong").open(CALLS)
    assert [r.by_id("so") in page.text for r in (receipt, withdrawn, mailed)] == [True, False, False]
    assert app.test_cli_runner().invoke(args=["erase", receipt.by_id("so"), "--yes"]).exit_code == 0
    assert "Không có ai" in officer(app, "van-phong").open(CALLS).text


def test_a_question_is_answered_on_the_status_page_and_the_clock_goes_on(
    app: Flask, citizen: Browser, petition: Callable[..., Page], parts: Services, rows: Rows
) -> None:
    receipt = petition(thu_dien_tu="dan@vidu.example")
    by_phone = petition("Đèn hỏng.")
    desk = officer(app)
    due = [c["due_on"] for c in rows(comments)]
    for one in (receipt, receipt, by_phone):  # the first twice: a double click
        page = do(desk, one, "hoi-lai", cau_hoi=QUESTION)
    assert "Chờ người gửi trả lời câu hỏi" in page.text
    assert [c["due_on"] for c in rows(comments)] == due
    waiting = desk.open(f"{QUEUE}?xem=cho-nguoi-gui")
    assert [r.by_id("so") in waiting.text for r in (receipt, by_phone)] == [True, True]
    assert QUESTION in desk.open(CALLS).text
    app.test_cli_runner().invoke(args=["worker", "--once"])
    files = [message_from_bytes(f.read_bytes(), policy=policy.default) for f in parts.settings.mailbox.glob("*.eml")]
    (mail,) = [m for m in files if "hỏi thêm" in m["Subject"]]
    assert (mail["To"], "nhà văn hóa" in everything(mail)) == ("dan@vidu.example", False)

    status = citizen.send(receipt.form("/tra-cuu"))
    assert "Cơ quan hỏi bạn" in status.text
    assert QUESTION in status.text
    after = citizen.send(status.form("/tra-cuu/bo-sung").typed(noi_dung_them="Gần cầu."))
    assert "Cơ quan hỏi bạn" not in after.text
    citizen.send(citizen.send(by_phone.form("/tra-cuu")).form("/tra-cuu/bo-sung").typed(noi_dung_them="Ở chợ."))
    page = desk.open(at_desk(receipt))
    assert [w for w in ("Người gửi đã trả lời câu hỏi", "Gần cầu.", QUESTION) if w not in page.text] == []
    assert "Không có ai" in desk.open(CALLS).text
    assert receipt.by_id("so") in desk.open(f"{QUEUE}?xem=da-tra-loi-cau-hoi").text
    assert receipt.by_id("so") not in desk.open(f"{QUEUE}?xem=cho-nguoi-gui").text
    do(desk, receipt, "tra-loi", tra_loi="Đã sửa cống gần cầu.")
    assert receipt.by_id("so") not in desk.open(f"{QUEUE}?xem=da-tra-loi-cau-hoi").text


def test_what_must_not_be_asked_is_refused_and_stays_in_the_field(
    app: Flask, petition: Callable[..., Page], rows: Rows
) -> None:
    receipt, desk = petition(), officer(app)
    for question, words in (
        (" ", "Câu hỏi: chưa có chữ nào"),
        ("Đề nghị gửi ảnh CCCD hai mặt.", "Câu hỏi: hỏi số hoặc ảnh giấy tờ tùy thân"),
        ("Có phải số 001200012345 không?", "Câu hỏi: có một số giống số căn cước"),
    ):
        page = do(desk, receipt, "hoi-lai", cau_hoi=question)
        assert (page.status, words in page.text, question in page.kept) == (422, True, True), question
    do(desk, receipt, "tra-loi", tra_loi="Đã thay cống.")
    token = desk.open(at_desk(receipt)).form("/dang-xuat").fields["csrf_token"]
    late = desk.post(f"{at_desk(receipt)}/hoi-lai", csrf_token=token, cau_hoi=QUESTION)
    assert (late.status, "đang chờ trả lời" in late.text) == (409, True)
    assert "asked" not in {e["status"] for e in rows(events)}


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Xin ông bà cho biết số căn cước.", True),
        ("Đề nghị chụp chứng minh nhân dân gửi lại", True),
        ("Ông bà làm thẻ căn cước ngày nào?", False),
        ("Căn cứ văn bản số 15, ông bà ở thôn nào?", False),
        ("Số nhà bao nhiêu? Việc về căn cước thì hỏi công an.", False),
    ],
)
def test_a_demand_for_an_identity_card_is_told_from_a_question_about_one(text: str, *, asks: bool) -> None:
    assert asks_for_identity_card(text) is asks
