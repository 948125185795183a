"""Signing in and out at the desk."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from inbox_kit.browsing import Browser, Page, officer
from markupsafe import escape
from sqlalchemy import Table
from support import OFFICE, PASSWORD, Clock

from inbox.stores.comments import Row
from inbox.stores.tables import officers, sessions

Rows = Callable[[Table], list[Row]]
DESK = "/ban-lam-viec/"
COOKIE = "ban-lam-viec"


def is_inside(page: Page) -> bool:
    return page.heading == "Ý kiến gửi Phòng Văn hóa – Xã hội xã Thử"


def is_outside(page: Page) -> bool:
    return page.heading == "Đăng nhập bàn làm việc"


def test_an_officer_signs_in_works_and_signs_out(app: Flask) -> None:
    desk = Browser(app)
    assert is_outside(desk.open(DESK))
    page = desk.sign_in()
    assert is_inside(page)
    assert is_inside(desk.open(DESK))
    assert is_outside(desk.send(page.form("/dang-xuat")))
    assert is_outside(desk.open(DESK))


def test_a_copied_cookie_is_worth_nothing_after_signing_out(app: Flask, rows: Rows) -> None:
    desk, thief = officer(app), Browser(app)
    cookie = desk.client.get_cookie(COOKIE, path="/ban-lam-viec")
    assert cookie is not None
    thief.client.set_cookie(COOKIE, cookie.value, path="/ban-lam-viec")
    assert is_inside(thief.open(DESK))
    desk.send(desk.open(DESK).form("/dang-xuat"))
    assert is_outside(thief.open(DESK))
    assert rows(sessions) == []


def test_signing_out_ends_one_session_not_those_on_other_machines(app: Flask) -> None:
    here, there = officer(app), officer(app)
    here.send(here.open(DESK).form("/dang-xuat"))
    assert is_inside(there.open(DESK))


SESSION = [
    ("09:59:59", True),
    ("10:00:00", False),
    ("34:00:00", False),
]


@pytest.mark.parametrize(("later", "inside"), SESSION)
def test_a_session_lasts_ten_hours(app: Flask, clock: Clock, *, later: str, inside: bool) -> None:
    desk = officer(app)
    hours, minutes, seconds = (int(n) for n in later.split(":"))
    clock.pass_(timedelta(hours=hours, minutes=minutes, seconds=seconds))
    assert is_inside(desk.open(DESK)) is inside


def test_old_sessions_are_swept_when_somebody_signs_in(app: Flask, clock: Clock, rows: Rows) -> None:
    officer(app)
    clock.pass_(timedelta(days=1))
    officer(app)
    assert len(rows(sessions)) == 1


def test_neither_password_nor_token_is_stored_as_it_is(app: Flask, rows: Rows) -> None:
    desk = officer(app)
    with desk.client.session_transaction(DESK) as session:
        token = session["token"]
    stored = f"{rows(officers)} {rows(sessions)}"
    assert PASSWORD not in stored
    assert token not in stored
    assert all(row["password_hash"].startswith("$argon2id$") for row in rows(officers))


WRONG = {
    "sai mật khẩu": (OFFICE, "sai"),
    "không có tên này": ("khong-co", PASSWORD),
    "mật khẩu của người khác, tên không có": ("khong-co", "sai"),
    "để trống mật khẩu": (OFFICE, ""),
    "để trống cả hai": ("", ""),
    "khác chữ hoa": (OFFICE, PASSWORD.upper()),
    "tên là một đoạn SQL": ("' OR 1=1 --", PASSWORD),
    "mật khẩu 900.000 ký tự": (OFFICE, PASSWORD + "x" * 900_000),
}


def test_whatever_is_wrong_the_answer_is_the_same_page(app: Flask, rows: Rows) -> None:
    pages = set()
    for login, password in WRONG.values():
        desk = Browser(app)
        page = desk.sign_in(login, password)
        assert page.status == 403
        assert "Tên, mật khẩu hoặc mã xác thực không đúng. Hãy gõ lại." in page.text
        assert page.form("/dang-nhap").fields["ten"] == login
        assert page.form("/dang-nhap").fields["mat-khau"] == ""
        token = page.form("/dang-nhap").fields["csrf_token"]
        pages.add(page.html.replace(token, "").replace(f'name="ten" type="text" value="{escape(login)}"', ""))
        assert is_outside(desk.open(DESK))
    assert len(pages) == 1
    assert rows(sessions) == []


def test_a_password_of_a_megabyte_is_refused_unread(app: Flask) -> None:
    page = Browser(app).sign_in(OFFICE, "x" * 1_000_000)
    assert page.status == 413
    assert "Nội dung gửi quá lớn" in page.text


@pytest.fixture
def add(app: Flask) -> Callable[..., str]:
    """`flask officer-add`: gives what it printed."""

    def _add(login: str, office: str, password: str) -> str:
        done = app.test_cli_runner().invoke(args=["officer-add", login, office, "--password", password])
        return f"{done.exit_code} {done.output}"

    return _add


def test_an_officer_added_by_command_can_sign_in(app: Flask, add: Callable[..., str]) -> None:
    assert add("can-bo-moi", OFFICE, "mật khẩu đầu") == f"0 can-bo-moi đăng nhập được cho {OFFICE}.\n"
    assert is_inside(Browser(app).sign_in("can-bo-moi", "mật khẩu đầu"))


def test_a_known_officer_gets_the_new_password(app: Flask, add: Callable[..., str], rows: Rows) -> None:
    add(OFFICE, OFFICE, "mật khẩu mới")
    assert is_inside(Browser(app).sign_in(OFFICE, "mật khẩu mới"))
    assert Browser(app).sign_in(OFFICE, PASSWORD).status == 403
    assert len(rows(officers)) == 2


def test_an_officer_of_no_known_office_is_refused(add: Callable[..., str], rows: Rows) -> None:
    assert "Cơ quan: chưa chọn, hoặc không có trong danh bạ." in add("can-bo-moi", "khong-co", "mật khẩu đầu")
    assert len(rows(officers)) == 2


@pytest.mark.parametrize("length", [200, 201, 1000])
def test_a_long_password_works_or_is_refused_when_it_is_given(app: Flask, add: Callable[..., str], length: int) -> None:
    password = "dài " * (length // 4) + "x" * (length % 4)
    taken = add("can-bo-moi", OFFICE, password).startswith("0 ")
    assert is_inside(Browser(app).sign_in("can-bo-moi", password)) is taken
