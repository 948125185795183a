"""The second factor: codes as RFC 6238 computes them, each good once, recovery codes for a lost phone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from inbox_kit.accounts import add_officer
from inbox_kit.browsing import Browser, Page
from inbox_kit.phones import SET_UP, Phone, set_up
from sqlalchemy import Table
from support import OFFICE, PASSWORD, Clock

from inbox.access import second_factor
from inbox.services import Services
from inbox.stores.comments import Row
from inbox.stores.tables import officers, recovery_codes
from plugins.domain.clock import moment

Rows = Callable[[Table], list[Row]]

# RFC 6238, appendix B, the last six of the eight digits: seconds since 1970, code of the secret "12345678901234567890".
FROM_THE_STANDARD = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
    (20000000000, "353130"),
]


@pytest.mark.parametrize(("seconds", "code"), FROM_THE_STANDARD)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    assert second_factor.code(b"12345678901234567890", seconds // 30) == code


CLOCKS = [
    # by how many seconds the phone is off; whether its code is taken at 10:00:00
    (0, True),
    (29, True),
    (-1, True),
    (-30, True),
    (59, True),
    (60, False),
    (-31, False),
]


@pytest.mark.parametrize(("seconds", "taken"), CLOCKS)
def test_a_phone_may_be_half_a_minute_off(seconds: int, *, taken: bool) -> None:
    now = moment("2026-11-21T10:00:00")
    code = second_factor.code(b"bi mat", second_factor.step_at(now + timedelta(seconds=seconds)))
    assert (second_factor.step_of(b"bi mat", code, now) is not None) is taken


def test_an_app_reads_the_secret_the_site_and_the_login() -> None:
    address = second_factor.app_address(b"12345678901234567890", "Công khai: xã Thử", "nguyen.van.a")
    assert address == (
        "otpauth://totp/C%C3%B4ng%20khai%20%20x%C3%A3%20Th%E1%BB%AD%3Anguyen.van.a"
        "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=C%C3%B4ng%20khai%20%20x%C3%A3%20Th%E1%BB%AD&digits=6&period=30"
    )


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """An installation as it is for the public: nobody works without a second factor."""
    return make_app(demands_second_factor=True)


@pytest.fixture
def enrolled(app: Flask, clock: Clock) -> tuple[Phone, list[str]]:
    """The phone and the recovery codes of the officer of the office of culture."""
    browser = Browser(app)
    browser.sign_in()
    found = set_up(browser, clock)
    clock.pass_(timedelta(minutes=1))
    return found


def is_inside(page: Page) -> bool:
    return page.heading.startswith("Ý kiến gửi")


def test_without_a_second_factor_an_officer_gets_to_setting_it_up_and_no_further(app: Flask, clock: Clock) -> None:
    desk = Browser(app)
    assert desk.sign_in().heading == "Cài xác thực hai bước"
    assert desk.open("/ban-lam-viec/").heading == "Cài xác thực hai bước"
    token = desk.open(SET_UP).form(SET_UP).fields["csrf_token"]
    refused = desk.post("/ban-lam-viec/y-kien/GY-2026-000001-P/tra-loi", csrf_token=token, tra_loi="Đã sửa.")
    assert (refused.status, refused.heading) == (403, "Cần cài xác thực hai bước trước")
    assert "Đã sửa." in refused.kept
    set_up(desk, clock)
    assert is_inside(desk.open("/ban-lam-viec/"))


def test_password_and_code_together_sign_in_neither_alone_does(app: Flask, enrolled: tuple[Phone, list[str]]) -> None:
    phone, _ = enrolled
    assert Browser(app).sign_in().status == 403
    assert Browser(app).sign_in(code="000000").status == 403
    assert Browser(app).sign_in(password="sai", code=phone.code).status == 403
    assert is_inside(Browser(app).sign_in(code=f"{phone.code[:3]} {phone.code[3:]}"))


def test_a_code_is_good_once(app: Flask, enrolled: tuple[Phone, list[str]], clock: Clock) -> None:
    phone, _ = enrolled
    code = phone.code
    assert is_inside(Browser(app).sign_in(code=code))
    assert Browser(app).sign_in(code=code).status == 403
    clock.pass_(timedelta(seconds=30))
    assert Browser(app).sign_in(code=code).status == 403, "still within the drift, but used"
    assert is_inside(Browser(app).sign_in(code=phone.code))


def test_a_code_older_than_the_last_one_used_is_worth_nothing(
    app: Flask, enrolled: tuple[Phone, list[str]], clock: Clock
) -> None:
    phone, _ = enrolled
    older = phone.code
    clock.pass_(timedelta(seconds=30))
    assert is_inside(Browser(app).sign_in(code=phone.code))
    assert Browser(app).sign_in(code=older).status == 403


def test_the_code_that_set_it_up_does_not_sign_in(app: Flask, clock: Clock) -> None:
    desk = Browser(app)
    desk.sign_in()
    phone, _ = set_up(desk, clock)
    assert Browser(app).sign_in(code=phone.code).status == 403


def test_eight_recovery_codes_sign_in_once_each_however_they_are_typed(
    app: Flask, enrolled: tuple[Phone, list[str]], rows: Rows
) -> None:
    _, codes = enrolled
    assert len(set(codes)) == 8
    assert is_inside(Browser(app).sign_in(code=codes[0]))
    assert Browser(app).sign_in(code=codes[0]).status == 403
    desk = Browser(app)
    assert is_inside(desk.sign_in(code=codes[1].lower().replace("-", " ")))
    assert "Còn 6 mã khôi phục chưa dùng" in desk.open("/ban-lam-viec/tai-khoan/").text
    assert not any(code in f"{rows(recovery_codes)}" for code in codes)


def test_recovery_codes_are_their_owners_alone(
    app: Flask, parts: Services, enrolled: tuple[Phone, list[str]], clock: Clock
) -> None:
    _, codes = enrolled
    add_officer(parts, "nguoi-khac", OFFICE)
    other = Browser(app)
    other.sign_in("nguoi-khac")
    set_up(other, clock)
    assert Browser(app).sign_in("nguoi-khac", code=codes[0]).status == 403


def test_another_phone_needs_the_password_and_ends_the_first_one_its_codes_and_other_sessions(
    app: Flask, enrolled: tuple[Phone, list[str]], clock: Clock
) -> None:
    phone, codes = enrolled
    elsewhere, desk = Browser(app), Browser(app)
    elsewhere.sign_in(code=codes[0])
    desk.sign_in(code=phone.code)
    page = desk.open(SET_UP)
    fresh = Phone.into_which(page, clock)
    wrong = desk.send(page.form(SET_UP).typed(ma_xac_thuc=fresh.code, mat_khau="sai"))
    assert wrong.status == 422
    assert "Mật khẩu hiện tại: không đúng" in wrong.text
    wrong = desk.send(page.form(SET_UP).typed(ma_xac_thuc=phone.code, mat_khau=PASSWORD))
    assert "Mã xác thực: không đúng" in wrong.text
    assert is_inside(elsewhere.open("/ban-lam-viec/"))
    assert Phone.into_which(wrong, clock).secret == fresh.secret, "a wrong code does not throw the scanned secret away"
    assert desk.send(wrong.form(SET_UP).typed(ma_xac_thuc=fresh.code, mat_khau=PASSWORD)).status == 200
    assert not is_inside(elsewhere.open("/ban-lam-viec/"))
    clock.pass_(timedelta(minutes=1))
    assert Browser(app).sign_in(code=phone.code).status == 403
    assert Browser(app).sign_in(code=codes[1]).status == 403
    assert is_inside(Browser(app).sign_in(code=fresh.code))


def test_the_secret_is_shown_at_set_up_and_stands_nowhere_else(
    app: Flask, enrolled: tuple[Phone, list[str]], rows: Rows
) -> None:
    phone, codes = enrolled
    desk = Browser(app)
    desk.sign_in(code=codes[0])
    typed = second_factor.typed_secret(phone.secret)
    for address in ("/ban-lam-viec/", "/ban-lam-viec/tai-khoan/", SET_UP):
        assert typed not in desk.open(address).text
    stored = f"{rows(officers)}"
    assert typed.replace(" ", "") not in stored
    assert phone.secret.hex() not in stored


@pytest.mark.parametrize("salt", ["", "0" * 31, "g" * 32, "0" * 33, "\x00", "../"])
def test_a_tampered_set_up_form_is_shown_anew(app: Flask, salt: str) -> None:
    desk = Browser(app)
    desk.sign_in()
    page = desk.send(desk.open(SET_UP).form(SET_UP).typed(muoi=salt, ma_xac_thuc="123456", mat_khau=PASSWORD))
    assert page.status == 422
    assert "Mã xác thực: không đúng" in page.text
    assert page.scripts == []


def test_the_qr_code_is_drawn_within_the_page(app: Flask) -> None:
    desk = Browser(app)
    desk.sign_in()
    svg = next(element for element in desk.open(SET_UP).root.iter() if element.tag.endswith("svg"))
    assert "Mã QR của khóa bí mật" in "".join(svg.itertext())
