"""Petitions: to an office by name, or to whoever the routing table says."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from inbox_kit.accounts import add_officer
from inbox_kit.browsing import Browser, Page, officer
from sqlalchemy import Table
from support import pelican

from inbox.access.permissions import Role
from inbox.services import Services
from inbox.stores.comments import Row
from inbox.stores.tables import comments

Rows = Callable[[Table], list[Row]]
WORDS = "Đèn đường thôn Hai tắt đã một tuần."
ROUTES = [
    # the office the citizen chose; the office that gets it; why
    ("", "van-phong", "r-con-lai"),
    ("van-phong", "van-phong", "người gửi chọn"),
    ("phong-van-hoa", "phong-van-hoa", "người gửi chọn"),
    ("ubnd-cu", "ubnd", "người gửi chọn"),  # dissolved: its successor answers
]


@pytest.mark.parametrize(("chosen", "office", "rule"), ROUTES)
def test_a_petition_reaches_a_living_office_and_gets_a_receipt(
    citizen: Browser, rows: Rows, chosen: str, office: str, rule: str
) -> None:
    form = citizen.open(f"/kien-nghi/{chosen}").form("/kien-nghi/")
    receipt = citizen.send(form.typed(noi_dung=WORDS))
    assert [(c["office"], c["rule"]) for c in rows(comments)] == [(office, rule)]
    assert receipt.status == 201
    assert receipt.by_id("so").startswith("KN-2026-000001-")
    assert "07/12/2026 (dự kiến)" in receipt.text  # ten working days after 21/11; 24/11 is a holiday
    assert citizen.send(receipt.form("/tra-cuu")).status == 200


def test_a_petition_sent_twice_is_one(citizen: Browser, rows: Rows) -> None:
    form = citizen.open("/kien-nghi/").form("/kien-nghi/").typed(noi_dung=WORDS)
    first, again = citizen.send(form), citizen.send(form)
    assert (first.status, again.status) == (201, 200)
    assert again.by_id("ma") == first.by_id("ma")
    assert len(rows(comments)) == 1


def test_a_petition_sent_again_with_other_words_is_kept_for_a_second_one(citizen: Browser, rows: Rows) -> None:
    form = citizen.open("/kien-nghi/").form("/kien-nghi/").typed(noi_dung=WORDS)
    citizen.send(form)
    page = citizen.send(form.typed(noi_dung="Đã có điện lại."))
    assert page.status == 409
    assert "Đã có điện lại." in page.kept
    assert citizen.send(page.form("/kien-nghi/")).status == 201
    assert [c["body"] for c in rows(comments)] == [WORDS, "Đã có điện lại."]


def test_a_petition_is_answered_without_point_or_result_and_is_not_published(app: Flask, citizen: Browser) -> None:
    form = citizen.open("/kien-nghi/van-phong").form("/kien-nghi/").typed(noi_dung=WORDS)
    citizen.send(form)
    receipt = citizen.send(form)
    desk = officer(app, "van-phong")
    address = f"/ban-lam-viec/y-kien/{receipt.by_id('so')}"
    page = desk.open(address)
    assert "Tóm tắt ý kiến để công bố" not in page.text
    page = desk.send(page.form("/tra-loi").typed(tra_loi="Đã thay bóng đèn."))
    assert page.status == 200
    assert "Công bố câu trả lời" not in page.text
    assert "Đã thay bóng đèn." in citizen.send(receipt.form("/tra-cuu")).text
    token = page.form("/tra-loi").fields["csrf_token"]
    refused = desk.post(f"{address}/cong-bo", csrf_token=token)
    assert refused.status == 409
    assert "Chưa công bố được" in refused.text


def test_what_was_scanned_beside_a_notice_is_known_all_the_way_and_what_is_unknown_is_no_hindrance(
    app: Flask, citizen: Browser, rows: Rows
) -> None:
    for scanned in ("ckthu00001", "khongco001", "../../.cong-khai/register"):
        form = citizen.open(f"/kien-nghi/phong-van-hoa?ve={scanned}").form("/kien-nghi/").typed(noi_dung=WORDS)
        preview = citizen.send(form.typed(buoc="xem-lai"))
        assert citizen.send(preview.form("/kien-nghi/")).status == 201
    about = "Kiến nghị, phản ánh gửi Phòng Văn hóa – Xã hội xã Thử"
    assert [c["subject"] for c in rows(comments)] == [f"{about}, về “Tình hình thu chi quỹ thôn”", about, about]
    assert [c["about"] for c in rows(comments)] == ["ckthu00001", "phong-van-hoa", "phong-van-hoa"]
    desk = officer(app)
    for comment, leads_to in zip(
        rows(comments), ("cong-khai/thu-chi-quy.html", "co-quan/phong-van-hoa.html"), strict=False
    ):
        page = desk.open(f"/ban-lam-viec/y-kien/{comment['reference']}")
        assert f"/{leads_to}" in {a.get("href", "") for a in page.root.iter("a")}
    exported = desk.client.get("/ban-lam-viec/xuat/y-kien.json").get_json()["y-kien"]
    assert [row["ve-ma"] for row in exported] == ["ckthu00001", "phong-van-hoa", "phong-van-hoa"]


OFFICES_OF_OTHER_TIMES = """
[[co-quan]]
ma = "phong-moi"
ten = "Phòng mới xã Thử"
ten-tieng-anh = "New Office of Thử Commune"
cap = "xa"
loai = "phong"
tu-ngay = 2027-01-01

[[co-quan]]
ma = "phong-cu"
ten = "Phòng cũ xã Thử"
ten-tieng-anh = "Former Office of Thử Commune"
cap = "xa"
loai = "phong"
tu-ngay = 2000-01-01
den-ngay = 2025-06-30
"""


def test_a_petition_to_an_office_that_nobody_stands_for_today_is_not_lost(
    make_app: Callable[..., Flask], content: Path, tmp_path: Path
) -> None:
    offices = content / "danh-muc" / "co-quan.toml"
    offices.write_text(offices.read_text(encoding="utf-8") + OFFICES_OF_OTHER_TIMES, encoding="utf-8")
    done = pelican(content, build=tmp_path / "build")
    assert done.returncode == 0, done.stdout + done.stderr
    app = make_app(build=tmp_path / "build")
    app.testing = False  # an error is answered as it would be in earnest
    citizen = Browser(app)
    for office in ("phong-moi", "phong-cu"):
        form = citizen.open(f"/kien-nghi/{office}").form("/kien-nghi/")
        page = citizen.send(form.typed(noi_dung=WORDS))
        assert page.status == 201 or (page.status < 500 and WORDS in page.kept), office


def test_petitions_that_say_the_same_are_answered_at_once_where_the_officer_ticks_them(
    app: Flask, rows: Rows, parts: Services
) -> None:
    def send(words: str) -> Page:
        citizen = Browser(app)
        return citizen.send(citizen.open("/kien-nghi/van-phong").form("/kien-nghi/").typed(noi_dung=words))

    same = [
        "Đèn đường thôn Hai tắt đã một tuần, tối không dám đi.",
        "đèn đường thôn hai tắt đã một tuần tối không dám đi",
    ]
    one, two, twin, other = (send(words) for words in (same[0], same[1], same[0], "Xin lịch thu gom rác ở thôn Ba."))
    desk = officer(app, "van-phong")
    page = desk.open(f"/ban-lam-viec/y-kien/{one.by_id('so')}")
    offered = [i.get("value") for i in page.root.iter("input") if i.get("name") == "cung-tra-loi"]
    assert offered == [two.by_id("so"), twin.by_id("so")]
    assert "cung-tra-loi" not in desk.open(f"/ban-lam-viec/y-kien/{other.by_id('so')}").html

    # Only what was ticked, and never what does not wait any more.
    forged = desk.send(page.form("/tra-loi").typed(tra_loi="Đã thay bóng.", cung_tra_loi=other.by_id("so")))
    assert (forged.status, "không còn chờ trả lời" in forged.text, "Đã thay bóng." in forged.kept) == (422, True, True)
    assert desk.send(forged.form("/tra-loi").typed(cung_tra_loi=two.by_id("so"))).status == 200
    assert [c["status"] for c in rows(comments)] == ["answered", "answered", "routed", "routed"]
    for receipt in (one, two):
        assert "Đã thay bóng." in Browser(app).send(receipt.form("/tra-cuu")).text
    assert "Đã thay bóng." not in Browser(app).send(twin.form("/tra-cuu")).text

    # What waits for the head is ticked for the head as it was for the clerk.
    more = send(same[0])
    add_officer(parts, "chanh-van-phong", "van-phong", Role.HEAD)
    head = officer(app, "chanh-van-phong")
    head.send(head.open("/ban-lam-viec/duyet").form("/duyet/cach").typed(cach="duyet"))
    address = f"/ban-lam-viec/y-kien/{twin.by_id('so')}"
    typed = desk.open(address).form("/tra-loi").typed(tra_loi="Đã lắp lại.", cung_tra_loi=more.by_id("so"))
    assert "chờ duyệt" in desk.send(typed).text
    waiting = head.open(address).form("/tra-loi")
    assert waiting.fields["cung-tra-loi"] == more.by_id("so")
    head.send(waiting)
    for receipt in (twin, more):
        assert "Đã lắp lại." in Browser(app).send(receipt.form("/tra-cuu")).text
