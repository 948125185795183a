"""Who may do what at the desk: nobody without signing in, nobody from another site, nobody for another office."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from inbox_kit.browsing import Browser, Form, Page, officer
from sqlalchemy import Table
from support import Clock

from inbox.stores.comments import Row
from inbox.stores.tables import answers, comments, events

Rows = Callable[[Table], list[Row]]
REPLY = {
    "tom_tat": "Báo trước </textarea><script>alert(1)</script>",
    "ket_qua": "tiep-thu",
    "tra_loi": "Đã sửa thành bảy ngày.\nCảm ơn ý kiến.",
}
NOBODYS_ACCOUNT = "7"


@pytest.fixture
def reference(citizen: Browser) -> str:
    """The reference of a comment that the office of culture answers."""
    return citizen.comment("Đề nghị báo trước bảy ngày.").by_id("so")


def desk_routes(app: Flask, method: str, reference: str) -> list[str]:
    """Every address of the desk that takes a method and needs an officer."""
    routes = [
        re.sub("<int[^/]*>", NOBODYS_ACCOUNT, rule.rule.replace("<reference>", reference))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/ban-lam-viec")
        and not rule.endpoint.startswith("sign_in.")
        and method in (rule.methods or set())
    ]
    assert routes
    return routes


def assert_nothing_happened(rows: Rows) -> None:
    assert rows(answers) == []
    assert [e["status"] for e in rows(events)] == ["received", "routed"]
    assert [c["status"] for c in rows(comments)] == ["routed"]


def test_every_page_of_the_desk_leads_strangers_to_the_sign_in(app: Flask, reference: str) -> None:
    for address in desk_routes(app, "GET", reference):
        response = Browser(app).client.get(address)
        assert (response.status_code, response.location) == (302, "/ban-lam-viec/dang-nhap"), address
        assert b"b\xc3\xa1o tr\xc6\xb0\xe1\xbb\x9bc" not in response.data


def test_every_form_of_the_desk_is_refused_from_strangers(app: Flask, reference: str, rows: Rows) -> None:
    for address in desk_routes(app, "POST", reference):
        stranger = Browser(app)
        token = stranger.open("/ban-lam-viec/dang-nhap").form("/dang-nhap").fields["csrf_token"]
        page = stranger.post(address, csrf_token=token, **REPLY)
        assert page.status == 401, address
        assert page.heading == "Đăng nhập bàn làm việc"
    assert_nothing_happened(rows)


def test_every_form_of_the_desk_is_refused_from_other_sites(app: Flask, reference: str, rows: Rows) -> None:
    desk = officer(app)
    for address in [*desk_routes(app, "POST", reference), "/ban-lam-viec/dang-xuat", "/ban-lam-viec/dang-nhap"]:
        for token in ("", "giả"):
            page = desk.post(address, csrf_token=token, **REPLY)
            assert page.status == 400, address
            assert page.heading == "Phiếu không còn dùng được"
            assert {REPLY["tom_tat"], REPLY["tra_loi"]} <= page.kept
            assert page.scripts == []
            assert desk.open("/ban-lam-viec/").heading.startswith("Ý kiến gửi"), "still signed in"
    assert_nothing_happened(rows)


@pytest.fixture
def filled_in(app: Flask, reference: str) -> tuple[Browser, Form]:
    """An officer with a form filled in, not sent yet."""
    desk = officer(app)
    return desk, desk.open(f"/ban-lam-viec/y-kien/{reference}").form("/tra-loi").typed(**REPLY)


def assert_text_is_there(page: Page, rows: Rows) -> None:
    assert page.status in {400, 401}
    assert {REPLY["tom_tat"], REPLY["tra_loi"]} <= page.kept
    assert page.scripts == []
    assert_nothing_happened(rows)


def test_an_answer_sent_after_the_session_ended_is_shown_to_be_copied(
    filled_in: tuple[Browser, Form], rows: Rows, clock: Clock
) -> None:
    desk, form = filled_in
    clock.pass_(timedelta(hours=10))
    page = desk.send(form)
    assert page.status == 401
    assert "Phiên đã kết thúc. Bạn đã viết" in page.text
    assert_text_is_there(page, rows)


def test_an_answer_sent_after_signing_out_elsewhere_is_shown_to_be_copied(
    filled_in: tuple[Browser, Form], rows: Rows
) -> None:
    desk, form = filled_in
    desk.send(desk.open("/ban-lam-viec/").form("/dang-xuat"))
    assert_text_is_there(desk.send(form), rows)


def test_an_answer_sent_after_the_cookie_is_gone_is_shown_to_be_copied(
    filled_in: tuple[Browser, Form], rows: Rows
) -> None:
    desk, form = filled_in
    desk.client.delete_cookie("ban-lam-viec", path="/ban-lam-viec")
    assert_text_is_there(desk.send(form), rows)


def test_after_signing_in_again_the_same_answer_can_be_sent(
    filled_in: tuple[Browser, Form], reference: str, clock: Clock
) -> None:
    desk, form = filled_in
    clock.pass_(timedelta(hours=10))
    desk.send(form)
    assert desk.sign_in().status == 200
    fresh = desk.open(f"/ban-lam-viec/y-kien/{reference}").form("/tra-loi").typed(**REPLY)
    assert desk.send(fresh).status == 200


@pytest.mark.parametrize("way", ["", "/tra-loi", "/cong-bo"], ids=["view", "answer", "publish"])
@pytest.mark.parametrize("whose", ["another office's", "nobody's"])
def test_a_comment_that_is_not_the_offices_is_not_there(
    app: Flask, reference: str, rows: Rows, way: str, whose: str
) -> None:
    desk = officer(app, "van-phong")
    asked_for = {"another office's": reference, "nobody's": "GY-2026-000777-K"}[whose]
    address = f"/ban-lam-viec/y-kien/{asked_for}{way}"
    token = desk.open("/ban-lam-viec/").form("/dang-xuat").fields["csrf_token"]
    page = desk.post(address, csrf_token=token, **REPLY) if way else desk.open(address)
    assert page.status == 404
    assert page.heading == "Không có ý kiến này ở cơ quan của bạn"
    assert not way or {REPLY["tom_tat"], REPLY["tra_loi"]} <= page.kept
    assert "Đề nghị báo trước" not in page.text
    assert_nothing_happened(rows)


def test_the_queue_shows_the_offices_own_comments_only(app: Flask, reference: str) -> None:
    assert reference in officer(app).open("/ban-lam-viec/").text
    assert reference not in officer(app, "van-phong").open("/ban-lam-viec/").text
