"""One act for many rows of the queue: shown before it is done, each row judged for itself, refusals are named."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from flask import Flask
from inbox_kit.accounts import add_officer
from inbox_kit.browsing import Browser, Form, Page, officer
from support import OFFICE

from inbox.access.permissions import Role
from inbox.services import EXTENSION
from inbox.stores.comments import Row
from inbox.stores.tables import comments, events, outbox

Rows = Callable[..., list[Row]]
QUEUE, WHY, MAIL = "/ban-lam-viec/", "Quảng cáo, không phải ý kiến", "dan@vidu.example"
FORGED = "GY-2026-000777-K"


@pytest.fixture
def sent(furnished: Flask) -> dict[str, Page]:
    """Receipts of petitions: two held ones, two that wait, one to another office, a report about an office."""

    def send(address: str, **fields: str) -> Page:
        citizen = Browser(furnished)
        form = citizen.open(address).form(address)
        return citizen.send(form.typed(noi_dung="Đèn đường hỏng.", thu_dien_tu=MAIL, **fields))

    ours = f"/kien-nghi/{OFFICE}"
    return {
        "spam": send(ours, trang_rieng="x"),
        "held": send(ours, trang_rieng="x"),
        "one": send(ours),
        "two": send(ours),
        "foreign": send("/kien-nghi/van-phong"),
    }


def tick(desk: Browser, page: Page, act: str, references: Sequence[str]) -> Page:
    """Tick rows of the queue, choose what to do, and ask to see it first."""
    form = page.form("/nhieu/")
    return send(desk, form, viec=act, so=references)


def send(desk: Browser, form: Form, **fields: Any) -> Page:
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    return Page.of(desk.client.post(form.action, data={**form.fields, **named}))


def all_of(page: Page) -> list[str]:
    """The references that a page would send."""
    return [i.get("value", "") for i in page.root.iter("input") if i.get("name") == "so"]


def results(page: Page) -> dict[str, str]:
    """What a page tells of each row."""
    rows = [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in page.root.iter("tr")]
    return {row[0]: row[2] for row in rows[1:]}


def test_held_rows_are_let_pass_or_called_spam_together_and_others_are_refused_by_name(
    furnished: Flask, sent: dict[str, Page], rows: Rows
) -> None:
    ref = {name: receipt.by_id("so") for name, receipt in sent.items()}
    desk, citizen = officer(furnished), Browser(furnished)
    wanted = [ref["spam"], ref["one"], ref["foreign"], FORGED]
    before = rows(comments, furnished), rows(events, furnished)
    page = tick(desk, desk.open(QUEUE), "thu-rac", wanted)
    told = results(page)
    assert told[ref["spam"]] == "Được"
    assert told[ref["one"]].startswith("Không: Ý kiến không tạm giữ")
    assert told[ref["foreign"]] == told[FORGED] == "Không: không có ý kiến này ở cơ quan của bạn"
    assert (rows(comments, furnished), rows(events, furnished)) == before  # only shown
    assert all_of(page) == [ref["spam"]]
    form = page.form("/nhieu/lam")
    refused = send(desk, form, ly_do="  ")
    assert (refused.status, "Lý do: chưa có chữ nào" in refused.text) == (422, True)
    # A row that was not offered is judged again, whatever a form says.
    done = results(send(desk, form, ly_do=WHY, so=wanted))
    assert [done[ref["spam"]], done[FORGED]] == ["Đã làm", "Không: không có ý kiến này ở cơ quan của bạn"]
    statuses = {c["reference"]: c["status"] for c in rows(comments, furnished)}
    assert [statuses[ref[name]] for name in ("spam", "held", "one", "foreign")] == ["spam"] + ["routed"] * 3
    assert "xếp là thư rác" in citizen.send(sent["spam"].form("/tra-cuu")).text
    assert WHY in citizen.send(sent["spam"].form("/tra-cuu")).text
    assert "Trả lời trước khi hết ngày" not in citizen.send(sent["spam"].form("/tra-cuu")).text
    assert ref["spam"] not in desk.open(f"{QUEUE}?xem=cua-toi").text
    assert ref["spam"] in desk.open(f"{QUEUE}?xem=thu-rac").text

    # It was none after all: both go their way, and their mails with them.
    page = tick(desk, desk.open(QUEUE), "khong-phai-thu-rac", [ref["spam"], ref["held"]])
    assert set(results(send(desk, page.form("/nhieu/lam"), so=all_of(page))).values()) == {"Đã làm"}
    again = results(send(desk, page.form("/nhieu/lam"), so=all_of(page)))  # the page loaded again
    assert all(words.startswith("Không: Ý kiến không tạm giữ") for words in again.values())
    assert {c["status"] for c in rows(comments, furnished)} == {"routed"}
    happened = [e["status"] for e in rows(events, furnished)]
    assert (happened.count("spam"), happened.count("released")) == (1, 2)
    assert furnished.test_cli_runner().invoke(args=["worker", "--once"]).exit_code == 0
    assert [m["sent_at"] for m in rows(outbox, furnished) if m["sent_at"] is None] == []


def test_many_go_to_one_office_with_one_reason_each_with_its_own_event(
    furnished: Flask, sent: dict[str, Page], rows: Rows
) -> None:
    ref = {name: receipt.by_id("so") for name, receipt in sent.items()}
    add_officer(furnished.extensions[EXTENSION], "dieu-phoi", "ubnd", Role.COORDINATOR)
    desk = officer(furnished, "dieu-phoi")
    everything = desk.open(f"{QUEUE}?chon=tat-ca")
    ticked = [
        i.get("value", "") for i in everything.root.iter("input") if i.get("name") == "so" and "checked" in i.attrib
    ]
    assert set(ticked) == set(ref.values())
    page = tick(desk, everything, "chuyen-co-quan", ticked)
    told = results(page)
    assert [told[ref[name]][:3] for name in ("held", "one", "two", "foreign")] == ["Khô", "Đượ", "Đượ", "Đượ"]
    nowhere = send(desk, page.form("/nhieu/lam"), ly_do=WHY, co_quan="")
    assert (nowhere.status, "Cơ quan nhận: chưa chọn" in nowhere.text, WHY in nowhere.kept) == (422, True, True)
    done = results(send(desk, page.form("/nhieu/lam"), ly_do=WHY, co_quan="van-phong", so=all_of(page)))
    assert done[ref["one"]] == done[ref["two"]] == "Đã làm"
    assert "đang ở Văn phòng" in done[ref["foreign"]]
    moved = [
        (e["detail"]["office"], e["detail"]["reason"]) for e in rows(events, furnished) if e["status"] == "transferred"
    ]
    assert moved == [("van-phong", WHY)] * 2
    assert WHY in Browser(furnished).send(sent["two"].form("/tra-cuu")).text


def test_a_kind_is_changed_for_many_only_where_nothing_changes_for_their_senders(
    furnished: Flask, sent: dict[str, Page], rows: Rows
) -> None:
    desk = officer(furnished)
    comment = Browser(furnished).comment("Báo trước bảy ngày.").by_id("so")
    one = sent["one"].by_id("so")
    due = {c["reference"]: c["due_on"] for c in rows(comments, furnished)}
    page = tick(desk, desk.open(QUEUE), "phan-loai", [one, comment])
    assert results(page)[comment].startswith("Không: Phải phân loại riêng")
    offered = {o.get("value") for o in page.root.iter("option")}
    assert offered == {"", "kien-nghi", "quy-dinh", "sang-kien", "dan-chu-doanh-nghiep"}
    assert send(desk, page.form("/nhieu/lam"), loai="to-cao", ly_do=WHY).status == 422
    assert results(send(desk, page.form("/nhieu/lam"), loai="sang-kien", ly_do=WHY)) == {one: "Đã làm"}
    after = {c["reference"]: (c["kind"], c["due_on"]) for c in rows(comments, furnished)}
    assert (after[one], after[comment]) == (("sang-kien", due[one]), ("gop-y", due[comment]))


def test_nothing_ticked_or_nothing_chosen_is_said_and_does_nothing(furnished: Flask, sent: dict[str, Page]) -> None:
    desk = officer(furnished)
    for act, references, words in (
        ("thu-rac", [], "hãy quay lại danh sách".capitalize()),
        ("", [sent["held"].by_id("so")], "Việc cần làm: chưa chọn"),
        ("xoa-het", [sent["held"].by_id("so")], "Việc cần làm: chưa chọn"),
    ):
        page = tick(desk, desk.open(QUEUE), act, references)
        assert (page.status, words in page.text) == (422, True), act
