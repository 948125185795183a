"""What an administrator does with accounts: invite, reset, change, sign out, close; and what sessions survive."""

import re
import unicodedata
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from inbox_kit.accounts import add_officer
from inbox_kit.browsing import Browser, Page
from inbox_kit.phones import set_up
from sqlalchemy import Table
from support import OFFICE, PASSWORD, Clock

from inbox.access.permissions import Role
from inbox.services import Services
from inbox.stores.comments import Row
from inbox.stores.tables import account_events, officers, sessions

Rows = Callable[[Table], list[Row]]
ACCOUNTS = "/ban-lam-viec/quan-tri/tai-khoan"
NEW_PASSWORD = "một mật khẩu của riêng tôi"
ASKED = {"ten": "nguyen.van.a", "ho_ten": "Nguyễn Văn A", "co_quan": OFFICE, "vai_tro": "can-bo"}


@pytest.fixture
def administrator(app: Flask, parts: Services) -> Browser:
    """The browser of an administrator who signed in."""
    add_officer(parts, "quan-tri", OFFICE, Role.ADMINISTRATOR)
    browser = Browser(app)
    assert browser.sign_in("quan-tri").heading == "Tài khoản của bàn làm việc"
    return browser


def invite(administrator: Browser, **changes: str) -> Page:
    form = administrator.open(f"{ACCOUNTS}/moi").form(f"{ACCOUNTS}/moi")
    return administrator.send(form.typed(**{**ASKED, **changes}))


def link_on(page: Page) -> str:
    """The way of an invitation, without the site's address."""
    assert page.status == 201
    return page.by_id("loi-moi").removeprefix("http://localhost")


def accept(browser: Browser, link: str, password: str = NEW_PASSWORD, again: str | None = None) -> Page:
    form = browser.open(link).form("/loi-moi/")
    return browser.send(form.typed(mat_khau_moi=password, mat_khau_lai=password if again is None else again))


def page_of(administrator: Browser, login: str, rows: Rows) -> Page:
    number = next(row["id"] for row in rows(officers) if row["login"] == login)
    return administrator.open(f"{ACCOUNTS}/{number}")


def is_inside(page: Page) -> bool:
    return page.heading.startswith("Ý kiến gửi")


def is_outside(page: Page) -> bool:
    return page.heading == "Đăng nhập bàn làm việc"


def test_who_is_invited_sets_a_password_signs_in_and_works(app: Flask, administrator: Browser) -> None:
    link = link_on(invite(administrator))
    newcomer = Browser(app)
    assert "Chào Nguyễn Văn A. Tên đăng nhập của bạn là nguyen.van.a" in newcomer.open(link).text
    page = accept(newcomer, link)
    assert "Hãy đăng nhập bằng mật khẩu vừa đặt." in page.text
    assert is_inside(newcomer.sign_in("nguyen.van.a", NEW_PASSWORD))


def test_an_invitation_that_was_used_or_never_made_says_so(app: Flask, administrator: Browser) -> None:
    link = link_on(invite(administrator))
    late = Browser(app)
    form = late.open(link).form("/loi-moi/").typed(mat_khau_moi="mật khẩu của kẻ đến sau", mat_khau_lai="")
    accept(Browser(app), link)
    pages = [late.send(form), late.open(link), late.open(link[:-1]), late.open("/ban-lam-viec/loi-moi/khong-co")]
    assert {(page.status, page.heading) for page in pages} == {(404, "Lời mời không còn dùng được")}
    assert is_inside(Browser(app).sign_in("nguyen.van.a", NEW_PASSWORD))


@pytest.mark.parametrize(("days", "good"), [(6.9, True), (7, False)])
def test_an_invitation_lasts_a_week(
    app: Flask, administrator: Browser, clock: Clock, days: float, *, good: bool
) -> None:
    link = link_on(invite(administrator))
    clock.pass_(timedelta(days=days))
    assert (Browser(app).open(link).status == 200) is good


def test_before_the_invitation_is_accepted_nobody_signs_in(app: Flask, administrator: Browser) -> None:
    invite(administrator)
    for password in ("", PASSWORD, "x"):
        assert Browser(app).sign_in("nguyen.van.a", password).status == 403


def test_the_link_is_shown_once_and_kept_as_a_hash_alone(administrator: Browser, rows: Rows) -> None:
    token = link_on(invite(administrator)).rpartition("/")[2]
    for page in (administrator.open(f"{ACCOUNTS}/"), page_of(administrator, "nguyen.van.a", rows)):
        assert token not in page.html
    assert token not in f"{rows(officers)} {rows(account_events)}"


WRONG_ACCOUNTS = {
    "chữ hoa": ({"ten": "Nguyen"}, "Tên đăng nhập: cần 3 đến 60 ký tự"),
    "có dấu": ({"ten": "nguyễn"}, "Tên đăng nhập: cần 3 đến 60 ký tự"),
    "hai chữ": ({"ten": "ab"}, "Tên đăng nhập: cần 3 đến 60 ký tự"),
    "61 chữ": ({"ten": "a" * 61}, "Tên đăng nhập: cần 3 đến 60 ký tự"),
    "đoạn mã": ({"ten": "<script>"}, "Tên đăng nhập: cần 3 đến 60 ký tự"),
    "đã có người dùng": ({"ten": OFFICE}, "Tên đăng nhập: đã có người dùng"),
    "không có tên": ({"ho_ten": " "}, "Họ tên: chưa có"),
    "tên dài": ({"ho_ten": "Đ" * 201}, "Họ tên: chưa có, hoặc dài quá 200 ký tự"),
    "chưa chọn cơ quan": ({"co_quan": ""}, "Cơ quan: chưa chọn"),
    "cơ quan lạ": ({"co_quan": "khong-co"}, "Cơ quan: chưa chọn, hoặc không có trong danh bạ"),
    "vai trò lạ": ({"vai_tro": "root"}, "Vai trò: chưa chọn"),
}


@pytest.mark.parametrize(("changes", "words"), WRONG_ACCOUNTS.values(), ids=WRONG_ACCOUNTS)
def test_an_account_that_cannot_be_made_is_shown_again_with_what_is_wrong(
    administrator: Browser, rows: Rows, changes: dict[str, str], words: str
) -> None:
    before = rows(officers)
    page = invite(administrator, **changes)
    assert page.status == 422
    assert words in page.text
    assert page.scripts == []
    kept = {**ASKED, **changes}
    assert page.form("/moi").fields["ho-ten"] == kept["ho_ten"].strip()
    assert rows(officers) == before


WRONG_PASSWORDS = {
    "11 ký tự": ("mật khẩu mớ", None, "Mật khẩu mới: cần ít nhất 12 ký tự"),
    "201 ký tự": ("dễ nhớ nhé" * 20 + "x", None, "Mật khẩu mới: tối đa 200 ký tự"),
    "trăm nghìn ký tự": ("x" * 100_000, None, "Mật khẩu mới: tối đa 200 ký tự"),
    "một chữ lặp lại": ("aaaaaaaaaaaa", None, "Mật khẩu mới: dễ đoán quá"),
    "tên đăng nhập": ("Nguyen.Van.A2026", None, "Mật khẩu mới: dễ đoán quá"),
    "gõ lại khác": (NEW_PASSWORD, "khác", "Gõ lại mật khẩu mới: chưa giống lần gõ đầu"),
    "để trống": ("", "", "Mật khẩu mới: cần ít nhất 12 ký tự"),
}


@pytest.mark.parametrize(("password", "again", "words"), WRONG_PASSWORDS.values(), ids=WRONG_PASSWORDS)
def test_a_password_that_will_not_do_is_asked_for_again_and_not_shown(
    app: Flask, administrator: Browser, password: str, again: str | None, words: str
) -> None:
    link = link_on(invite(administrator))
    page = accept(Browser(app), link, password, again)
    assert page.status == 422
    assert words in page.text
    assert page.form("/loi-moi/").fields["mat-khau-moi"] == ""
    assert Browser(app).open(link).status == 200, "the invitation is still good"


def test_the_same_password_in_another_spelling_of_unicode_is_the_same(app: Flask, administrator: Browser) -> None:
    link = link_on(invite(administrator))
    accept(Browser(app), link, unicodedata.normalize("NFD", NEW_PASSWORD))
    assert is_inside(Browser(app).sign_in("nguyen.van.a", NEW_PASSWORD))


# What an administrator does to an account: the form; whether the password still signs in afterwards.
WAYS = {"đặt lại": ("/dat-lai", False), "kết thúc phiên": ("/ket-thuc-phien", True), "khóa": ("/khoa", False)}


@pytest.mark.parametrize(("way", "signs_in"), WAYS.values(), ids=WAYS)
def test_what_the_administrator_does_ends_every_session_at_once(
    app: Flask, administrator: Browser, rows: Rows, way: str, *, signs_in: bool
) -> None:
    here, there = Browser(app), Browser(app)
    assert is_inside(here.sign_in())
    assert is_inside(there.sign_in())
    administrator.send(page_of(administrator, OFFICE, rows).form(way))
    assert is_outside(here.open("/ban-lam-viec/"))
    assert is_outside(there.open("/ban-lam-viec/"))
    assert is_inside(Browser(app).sign_in()) is signs_in
    assert administrator.open(f"{ACCOUNTS}/").status == 200, "the administrator stays signed in"


def test_another_role_or_office_ends_the_sessions_and_holds_from_then_on(
    app: Flask, administrator: Browser, rows: Rows
) -> None:
    clerk = Browser(app)
    clerk.sign_in()
    form = page_of(administrator, OFFICE, rows).form("/vai-tro")
    page = administrator.send(form.typed(vai_tro="giam-sat", co_quan="van-phong"))
    assert "Người giám sát" in page.text
    assert is_outside(clerk.open("/ban-lam-viec/"))
    assert clerk.sign_in().heading == "Ý kiến quá hạn trả lời"


def test_a_reset_account_is_as_new_and_comes_back_by_its_invitation(
    app: Flask, administrator: Browser, rows: Rows, clock: Clock
) -> None:
    desk = Browser(app)
    desk.sign_in()
    phone, codes = set_up(desk, clock)
    clock.pass_(timedelta(minutes=1))
    link = link_on(administrator.send(page_of(administrator, OFFICE, rows).form("/dat-lai")))
    for code in (phone.code, codes[0], ""):
        assert Browser(app).sign_in(code=code).status == 403
    accept(Browser(app), link)
    assert is_inside(Browser(app).sign_in(password=NEW_PASSWORD)), "without the lost phone"


def test_a_second_reset_makes_the_first_link_worthless(app: Flask, administrator: Browser, rows: Rows) -> None:
    first, second = (
        link_on(administrator.send(page_of(administrator, OFFICE, rows).form("/dat-lai"))) for _ in range(2)
    )
    assert Browser(app).open(first).status == 404
    assert Browser(app).open(second).status == 200


def test_a_closed_account_is_opened_again_by_an_invitation_alone(
    app: Flask, administrator: Browser, rows: Rows
) -> None:
    closed = administrator.send(page_of(administrator, OFFICE, rows).form("/khoa"))
    assert "đã khóa" in closed.text
    accept(Browser(app), link_on(administrator.send(closed.form("/dat-lai"))))
    assert is_inside(Browser(app).sign_in(password=NEW_PASSWORD))


def test_closing_an_invited_account_takes_the_invitation_back(app: Flask, administrator: Browser, rows: Rows) -> None:
    link = link_on(invite(administrator))
    administrator.send(page_of(administrator, "nguyen.van.a", rows).form("/khoa"))
    assert Browser(app).open(link).status == 404


def test_an_officer_changes_their_password_and_is_out_everywhere_else(app: Flask) -> None:
    here, there = Browser(app), Browser(app)
    here.sign_in()
    there.sign_in()
    form = here.open("/ban-lam-viec/tai-khoan/").form("/mat-khau")
    page = here.send(form.typed(mat_khau="sai", mat_khau_moi=NEW_PASSWORD, mat_khau_lai=NEW_PASSWORD))
    assert page.status == 422
    assert "Mật khẩu hiện tại: không đúng" in page.text
    assert is_inside(there.open("/ban-lam-viec/"))
    page = here.send(form.typed(mat_khau=PASSWORD, mat_khau_moi=NEW_PASSWORD, mat_khau_lai=NEW_PASSWORD))
    assert "Đã đổi mật khẩu" in page.text
    assert is_inside(here.open("/ban-lam-viec/"))
    assert is_outside(there.open("/ban-lam-viec/"))
    assert Browser(app).sign_in().status == 403
    assert is_inside(Browser(app).sign_in(password=NEW_PASSWORD))


def test_the_history_of_an_account_tells_who_did_what(app: Flask, administrator: Browser, rows: Rows) -> None:
    link = link_on(invite(administrator))
    accept(Browser(app), link)
    Browser(app).sign_in("nguyen.van.a", NEW_PASSWORD)
    administrator.send(page_of(administrator, "nguyen.van.a", rows).form("/ket-thuc-phien"))
    text = page_of(administrator, "nguyen.van.a", rows).text
    found = re.findall(r"10:00 ngày 21/11/2026: ([^(]+) \(([^)]+)\)", text)
    assert found == [
        ("Kết thúc mọi phiên", "quan-tri"),
        ("Đăng nhập", "nguyen.van.a"),
        ("Đặt mật khẩu theo lời mời", "nguyen.van.a"),
        ("Mời", "quan-tri"),
    ]


def test_no_page_of_the_administrator_shows_what_signs_somebody_in(
    app: Flask, administrator: Browser, rows: Rows, clock: Clock
) -> None:
    desk = Browser(app)
    desk.sign_in()
    phone, _ = set_up(desk, clock)
    (row,) = (row for row in rows(officers) if row["login"] == OFFICE)
    secrets_ = [row["password_hash"], row["totp_salt"], phone.secret.hex(), *(s["token_hash"] for s in rows(sessions))]
    for page in (administrator.open(f"{ACCOUNTS}/"), page_of(administrator, OFFICE, rows)):
        assert [secret for secret in secrets_ if secret in page.html] == []


def test_any_cookie_whatever_leads_to_the_sign_in(app: Flask) -> None:
    cookies = ["", "x", "." * 4000, "eyJ0b2tlbiI6MX0.x.y", "\x00", "a.b.c", '"', "%00", "é", "{}", "null"]
    for cookie in cookies:
        browser = Browser(app)
        for name in ("ban-lam-viec", "ban-lam-viec-may"):
            browser.client.set_cookie(name, cookie, path="/ban-lam-viec")
        page = browser.open("/ban-lam-viec/")
        assert (page.status, page.heading) == (200, "Đăng nhập bàn làm việc"), cookie
        assert browser.sign_in().status == 200, cookie


def test_the_first_administrator_is_made_by_command(app: Flask) -> None:
    arguments = ["officer-add", "quan-tri", OFFICE, "--role", "quan-tri", "--password", NEW_PASSWORD]
    done = app.test_cli_runner().invoke(args=arguments)
    assert done.exit_code == 0, done.output
    assert Browser(app).sign_in("quan-tri", NEW_PASSWORD).heading == "Tài khoản của bàn làm việc"
