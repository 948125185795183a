"""Four eyes: where an office wants it, answers wait for its head; notes and the office's own words stay at the desk."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from inbox_kit.accounts import add_officer
from inbox_kit.browsing import Browser, Form, Page, officer
from sqlalchemy import Table
from support import DRAFT, OFFICE, Clock

from inbox.access.permissions import Role
from inbox.services import Services
from inbox.stores.comments import Row
from inbox.stores.tables import answers, events, notes, outbox, proposals

Rows = Callable[[Table], list[Row]]
SAME = "Năm ngày là ngắn quá, đề nghị báo trước bảy ngày để người đi làm xa về kịp họp thôn."
PLACE = f"/ban-lam-viec/lay-y-kien/{DRAFT}/dieu?dieu=art_3"


@pytest.fixture
def head(app: Flask, parts: Services) -> Browser:
    """The head of the office, who has chosen to approve its answers."""
    add_officer(parts, "truong-phong", OFFICE, Role.HEAD)
    browser = officer(app, "truong-phong")
    form = browser.open("/ban-lam-viec/duyet").form("/duyet/cach")
    assert browser.send(form.typed(cach="duyet")).heading == "Câu trả lời chờ duyệt"
    return browser


def say(desk: Browser, page: Page, text: str) -> Page:
    return desk.send(page.form("/tra-loi").typed(tom_tat="Báo trước bảy ngày", ket_qua="tiep-thu", tra_loi=text))


def test_an_answer_reaches_nobody_before_the_head_has_saved_it(
    app: Flask, citizen: Browser, head: Browser, rows: Rows
) -> None:
    receipt = citizen.comment(SAME, thu_dien_tu="dan@vidu.example")
    address = f"/ban-lam-viec/y-kien/{receipt.by_id('so')}"
    clerk = officer(app)
    page = say(clerk, clerk.open(address), "Câu trả lời thử.")
    assert "Câu trả lời chờ duyệt" in page.text
    assert (rows(answers), [e["status"] for e in rows(events)]) == ([], ["received", "routed"])
    assert "Câu trả lời thử." not in citizen.send(receipt.form("/tra-cuu")).html
    assert [m["kind"] for m in rows(outbox)] == ["office-new", "citizen-received"]

    waiting = head.open("/ban-lam-viec/duyet")
    assert "Câu trả lời thử. (phong-van-hoa)" in waiting.text
    page = head.open(address)
    assert "Câu trả lời thử." in page.kept
    say(head, page, "Câu trả lời đã duyệt.")
    assert "Câu trả lời đã duyệt." in citizen.send(receipt.form("/tra-cuu")).text
    assert rows(proposals) == []
    (answered,) = (e for e in rows(events) if e["status"] == "answered")
    assert (answered["actor"], answered["detail"]["proposed_by"]) == ("truong-phong", OFFICE)
    assert "Không có câu trả lời nào chờ duyệt." in head.open("/ban-lam-viec/duyet").text

    # The office may change its mind; no other role may.
    assert clerk.post("/ban-lam-viec/duyet/cach", cach="ngay").status in {400, 403}
    head.send(head.open("/ban-lam-viec/duyet").form("/duyet/cach").typed(cach="ngay"))
    say(clerk, clerk.open(address), "Cán bộ tự sửa.")
    assert "Cán bộ tự sửa." in citizen.send(receipt.form("/tra-cuu")).text


def test_what_another_officer_proposed_meanwhile_is_read_before_it_is_replaced(
    app: Flask, citizen: Browser, parts: Services, head: Browser, rows: Rows, clock: Clock
) -> None:
    receipt = citizen.comment(SAME)
    address = f"/ban-lam-viec/y-kien/{receipt.by_id('so')}"
    add_officer(parts, "dong-nghiep", OFFICE)
    clerk, colleague = officer(app), officer(app, "dong-nghiep")
    page, same, of_head = clerk.open(address), colleague.open(address), head.open(address)
    clock.pass_(timedelta(minutes=5))
    say(clerk, page, "Câu trả lời đầu.")
    for desk, opened, own in ((colleague, same, "Câu của đồng nghiệp."), (head, of_head, "Câu của trưởng phòng.")):
        told = say(desk, opened, own)
        assert told.status == 409
        assert f"{OFFICE} đã đề nghị một câu trả lời lúc 10:05" in told.text
        assert ("Câu trả lời đầu." in told.text, own in told.kept) == (True, True)
        assert [row["text"] for row in rows(proposals)] == ["Câu trả lời đầu."]
        assert rows(answers) == []
    # Who has read that may go on; what is one's own is replaced from any page.
    assert say(colleague, colleague.open(address), "Câu thứ hai.").status == 200
    assert say(clerk, clerk.open(address), "Câu thứ ba.").status == 200
    assert say(clerk, page, "Câu thứ tư.").status == 200
    assert [row["text"] for row in rows(proposals)] == ["Câu thứ tư."]


def test_what_was_proposed_together_is_approved_together(
    app: Flask, citizen: Browser, head: Browser, rows: Rows
) -> None:
    receipts = [citizen.comment(text, dieu="art_3") for text in (SAME, SAME.upper(), "Một ý khác hẳn.")]
    both = [receipt.by_id("so") for receipt in receipts[:2]]
    clerk = officer(app)
    form = clerk.open(PLACE).form("/tra-loi")
    said = {"so": both, "tom-tat": "Báo trước bảy ngày", "ket-qua": "tiep-thu", "tra-loi": "Trả lời chung."}
    clerk.client.post(form.action, data={**form.fields, **said})
    waiting = head.open("/ban-lam-viec/duyet")
    link = next(a.get("href", "") for a in waiting.root.iter("a") if "nhom=" in a.get("href", ""))
    page = head.open(link)
    boxes = [box for box in page.root.iter("input") if box.get("name") == "so"]
    assert [box.get("value") for box in boxes if "checked" in box.attrib] == both
    form = page.form("/lay-y-kien/")
    data = {**form.fields, "so": both}  # the head changes nothing
    assert head.client.post(form.action, data=data).status_code == 302
    files = [row["published_as"] for row in rows(answers)]
    assert (len(files), len(set(files))) == (2, 1)


def test_a_note_is_read_at_the_desk_and_nowhere_else(app: Flask, citizen: Browser, rows: Rows) -> None:
    receipt = citizen.comment(SAME)
    address = f"/ban-lam-viec/y-kien/{receipt.by_id('so')}"
    desk = officer(app)
    page = desk.send(desk.open(address).form("/ghi-chu").typed(ghi_chu="Đã hỏi anh Bảy ở thôn Hai."))
    assert "Đã hỏi anh Bảy ở thôn Hai." in page.text
    assert "anh Bảy" not in citizen.send(receipt.form("/tra-cuu")).html
    assert "anh Bảy" not in desk.client.get("/ban-lam-viec/xuat/y-kien.csv").get_data(as_text=True)
    long = "ế" * 4_001
    page = desk.send(desk.open(address).form("/ghi-chu").typed(ghi_chu=long))
    assert (page.status, long in page.html) == (422, True)
    assert len(rows(notes)) == 1


def test_an_answer_begins_with_the_offices_own_words(app: Flask, citizen: Browser) -> None:
    reference = citizen.comment(SAME, dieu="art_3").by_id("so")
    desk, words = officer(app), "Cảm ơn ông bà. Văn bản sẽ có hiệu lực từ [ngày]."
    form = desk.open("/ban-lam-viec/mau/").form("ban-lam-viec/mau/")
    page = desk.send(form.typed(ten_mau="", noi_dung=words))
    assert (page.status, words in page.kept) == (422, True)
    assert words in desk.send(form.typed(ten_mau="Cảm ơn", noi_dung=words)).text
    for address in (f"/ban-lam-viec/y-kien/{reference}", PLACE):
        page = desk.open(address)
        assert words not in page.kept
        link = next(a.get("href", "") for a in page.root.iter("a") if "".join(a.itertext()) == "Cảm ơn")
        chosen = desk.open(address.split("?")[0] + link)
        assert words in chosen.kept, address
    assert reference in {b.get("value") for b in chosen.root.iter("input") if "checked" in b.attrib}
    # Another office neither sees nor takes out these words.
    other = officer(app, "van-phong")
    page = other.open("/ban-lam-viec/mau/")
    assert words not in page.html
    other.send(Form("/ban-lam-viec/mau/1/bo", page.form("ban-lam-viec/mau/").fields))
    page = desk.open("/ban-lam-viec/mau/")
    assert words in page.text
    assert "Chưa có mẫu nào." in desk.send(page.form("/bo")).text
