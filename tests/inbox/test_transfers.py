"""An office gives a submission to another: the clock goes on, the sender reads to whom and why, its words stay here."""

from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from flask import Flask
from inbox_kit.accounts import add_officer
from inbox_kit.browsing import Browser, Page, officer
from support import OFFICE, Clock

from inbox.access.permissions import Role
from inbox.services import EXTENSION, Services
from inbox.stores.comments import Row
from inbox.stores.tables import answers, comments, events, holds, outbox

Rows = Callable[..., list[Row]]
WORDS, MAIL, WHY = "Đèn đường thôn Hai tắt đã một tuần.", "dan@vidu.example", "Việc của Văn phòng"


@pytest.fixture
def sent(furnished: Flask) -> Callable[..., Page]:
    """The receipt of something sent by a form; three hours pass."""

    def _sent(address: str = f"/kien-nghi/{OFFICE}", **fields: str) -> Page:
        citizen = Browser(furnished)
        form = citizen.open(address).form(address).typed(noi_dung=WORDS, thu_dien_tu=MAIL, **fields)
        receipt = citizen.send(form)
        assert receipt.status == 201
        return receipt

    return _sent


def transfer(app: Flask, receipt: Page, to: str, why: str = WHY, login: str = OFFICE) -> Page:
    """An officer chooses an office on the page of a submission, or sends the form as if."""
    desk = officer(app, login)
    address = f"/ban-lam-viec/y-kien/{receipt.by_id('so')}"
    token = desk.open(address).form("/dang-xuat").fields["csrf_token"]
    return desk.post(f"{address}/chuyen-co-quan", csrf_token=token, co_quan=to, ly_do=why)


def test_the_other_office_gets_it_with_the_same_day_and_the_sender_reads_to_whom_and_why(
    furnished: Flask, sent: Callable[..., Page], rows: Rows, clock: Clock
) -> None:
    receipt = sent()
    address = f"/ban-lam-viec/y-kien/{receipt.by_id('so')}"
    citizen = Browser(furnished)
    assert "Đang xử lý tại Phòng Văn hóa – Xã hội xã Thử từ 10:00" in citizen.send(receipt.form("/tra-cuu")).text
    (before,) = rows(comments, furnished)
    clock.pass_(timedelta(hours=3))
    assert transfer(furnished, receipt, "van-phong").heading.startswith("Ý kiến gửi")

    (after,) = rows(comments, furnished)
    changed = {name for name, value in after.items() if before[name] != value}
    assert (changed, after["office"]) == ({"office", "rule"}, "van-phong")
    assert officer(furnished).open(address).status == 404
    shown = officer(furnished, "van-phong").open(address)
    assert (WORDS in shown.text, WHY in shown.text) == (True, True)
    status = citizen.send(receipt.form("/tra-cuu")).text
    for words in ("Đã chuyển tiếp đến Văn phòng", WHY, "Đang xử lý tại Văn phòng", "từ 13:00", "07/12/2026"):
        assert words in status, words

    parts: Services = furnished.extensions[EXTENSION]
    assert furnished.test_cli_runner().invoke(args=["worker", "--once"]).exit_code == 0
    files = [message_from_bytes(f.read_bytes(), policy=policy.default) for f in parts.settings.mailbox.glob("*.eml")]
    (mail,) = [m for m in files if m["To"] == "vanphong@thu.example"]
    text = mail["Subject"] + "".join(str(part.get_content()) for part in mail.walk() if not part.is_multipart())
    assert f"http://localhost{address}" in text
    assert [told for told in (WORDS, MAIL, WHY) if told in text] == []


REFUSED = [
    # what is sent; who tries; to whom; the words of the refusal
    ({}, OFFICE, "khong-co", "không có trong danh bạ"),
    ({}, OFFICE, "", "Chưa chọn cơ quan"),
    ({}, OFFICE, "ubnd-cu", "Ủy ban nhân dân xã Cũ không còn hoạt động"),
    ({}, OFFICE, OFFICE, "đang ở Phòng Văn hóa – Xã hội xã Thử rồi"),
    ({}, OFFICE, "ubnd-tinh", "Ủy ban nhân dân tỉnh Thử thuộc cấp khác"),
    ({"address": "/vi-pham-dan-chu/", "co_quan": OFFICE}, "ubnd", OFFICE, "nói về Phòng Văn hóa – Xã hội xã Thử"),
    ({}, OFFICE, "van-phong", "Lý do: chưa có chữ nào"),
]


def test_what_cannot_be_is_refused_by_its_name_and_changes_nothing(
    furnished: Flask, sent: Callable[..., Page], rows: Rows
) -> None:
    add_officer(furnished.extensions[EXTENSION], "ubnd", "ubnd")
    for fields, login, to, refusal in REFUSED:
        receipt = sent(**fields)
        before = rows(comments, furnished), len(rows(events, furnished)), len(rows(outbox, furnished))
        page = transfer(furnished, receipt, to, "" if to == "van-phong" else WHY, login)
        assert refusal in page.text, refusal
        assert page.status == (422 if to == "van-phong" else 409), refusal
        offered = {o.get("value") for o in page.root.iter("option")}
        assert to in {"", "van-phong"} or to not in offered, refusal
        assert (rows(comments, furnished), len(rows(events, furnished)), len(rows(outbox, furnished))) == before


def test_only_what_waits_for_an_answer_and_is_not_held_is_given_on_by_the_coordinator_too(
    furnished: Flask, sent: Callable[..., Page], rows: Rows
) -> None:
    add_officer(furnished.extensions[EXTENSION], "dieu-phoi", "van-phong", Role.COORDINATOR)
    receipt = sent()
    assert transfer(furnished, receipt, "van-phong", login="dieu-phoi").status == 200
    assert transfer(furnished, receipt, OFFICE, login="dieu-phoi").status == 200
    assert [c["office"] for c in rows(comments, furnished)] == [OFFICE]
    desk = officer(furnished)
    desk.send(desk.open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}").form("/tra-loi").typed(tra_loi="Đã thay."))
    assert "đang chờ trả lời" in transfer(furnished, receipt, "van-phong").text
    held = sent(trang_rieng="x")
    assert "Ý kiến đang tạm giữ" in transfer(furnished, held, "van-phong").text
    assert len(rows(holds, furnished)) == 1


def opened(app: Flask, login: str, receipt: Page) -> tuple[Browser, Page]:
    desk = officer(app, login)
    return desk, desk.open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}")


def test_of_two_who_give_it_on_at_once_the_second_is_told_who_was_first_and_keeps_the_words(
    furnished: Flask, sent: Callable[..., Page], rows: Rows, clock: Clock
) -> None:
    parts: Services = furnished.extensions[EXTENSION]
    for login in ("dieu-phoi", "dieu-phoi-hai"):
        add_officer(parts, login, "van-phong", Role.COORDINATOR)
    add_officer(parts, "dong-nghiep", OFFICE)
    receipt = sent()
    desks = {login: opened(furnished, login, receipt) for login in ("dieu-phoi", "dieu-phoi-hai", "dong-nghiep")}
    clock.pass_(timedelta(minutes=5))
    assert transfer(furnished, receipt, "van-phong").status == 200
    first = f"{OFFICE} đã chuyển ý kiến này đến Văn phòng"
    for login, to in (("dieu-phoi", "ubnd"), ("dieu-phoi-hai", "van-phong"), ("dong-nghiep", "ubnd")):
        desk, page = desks[login]
        told = desk.send(page.form("/chuyen-co-quan").typed(co_quan=to, ly_do=f"Lý do của {login}"))
        expected = 404 if login == "dong-nghiep" else 409
        assert (told.status, first in told.text, "lúc 10:05" in told.text) == (expected, True, True), login
        assert f"Lý do của {login}" in told.html
    assert [c["office"] for c in rows(comments, furnished)] == ["van-phong"]
    # Who has read that may go on: the page that tells knows of it.
    desk, page = desks["dieu-phoi"]
    told = desk.send(page.form("/chuyen-co-quan").typed(co_quan="ubnd", ly_do=WHY))
    assert desk.send(told.form("/chuyen-co-quan").typed(co_quan="ubnd")).status == 200
    assert [c["office"] for c in rows(comments, furnished)] == ["ubnd"]


def test_of_two_who_answer_at_once_the_second_reads_the_answer_there_is_and_keeps_the_own(
    furnished: Flask, sent: Callable[..., Page], rows: Rows
) -> None:
    add_officer(furnished.extensions[EXTENSION], "dong-nghiep", OFFICE)
    receipt = sent()
    (desk, page), (other, same) = opened(furnished, OFFICE, receipt), opened(furnished, "dong-nghiep", receipt)
    assert desk.send(page.form("/tra-loi").typed(tra_loi="Sẽ thay bóng đèn.")).status == 200
    told = other.send(same.form("/tra-loi").typed(tra_loi="Đã báo điện lực."))
    assert (told.status, f"{OFFICE} đã trả lời lúc 10:00" in told.text) == (409, True)
    assert ("Sẽ thay bóng đèn." in told.text, "Đã báo điện lực." in told.kept) == (True, True)
    assert [a["text"] for a in rows(answers, furnished)] == ["Sẽ thay bóng đèn."]
    assert other.send(told.form("/tra-loi")).status == 200
    assert [a["text"] for a in rows(answers, furnished)] == ["Đã báo điện lực."]
