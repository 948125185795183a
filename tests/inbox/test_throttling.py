"""Guessing a password is slowed down; nobody is locked out by somebody else's guessing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from inbox_kit.browsing import Browser, Page
from inbox_kit.phones import set_up
from support import OFFICE, Clock

from inbox.services import Services

STRANGER, OFFICES_NETWORK = "203.0.113.7", "198.51.100.20"


def from_(app: Flask, address: str) -> Browser:
    """A browser in another network."""
    browser = Browser(app)
    browser.client.environ_base["REMOTE_ADDR"] = address
    return browser


def guess(browser: Browser, times: int, login: str = OFFICE) -> Page:
    """Try so many wrong passwords; give the last answer."""
    return [browser.sign_in(login, f"sai {number}") for number in range(times)][-1]


def is_inside(page: Page) -> bool:
    return page.heading.startswith("Ý kiến gửi")


def test_after_five_wrong_passwords_the_right_one_has_to_wait_a_quarter_of_an_hour(app: Flask, clock: Clock) -> None:
    stranger = from_(app, STRANGER)
    assert guess(stranger, 5).status == 403
    page = stranger.sign_in()
    assert page.status == 429
    assert "Hãy đợi đến 10:15 ngày 21/11/2026 rồi thử lại" in page.text
    clock.pass_(timedelta(minutes=14, seconds=59))
    assert stranger.sign_in().status == 429
    clock.pass_(timedelta(seconds=1))
    assert is_inside(stranger.sign_in())


def test_a_browser_without_its_cookies_is_not_a_new_one(app: Flask) -> None:
    for _ in range(5):
        guess(from_(app, STRANGER), 1)
    assert from_(app, STRANGER).sign_in().status == 429


NOT_LOCKED_OUT = {
    # who guesses; who must get in all the same
    "the same login from another network": (STRANGER, OFFICES_NETWORK, OFFICE),
    "another login from the same network": (OFFICES_NETWORK, OFFICES_NETWORK, "van-phong"),
    "a neighbour in IPv6": ("2001:db8:1:1::7", "2001:db8:1:2::7", OFFICE),
}


@pytest.mark.parametrize(("guesser", "other", "login"), NOT_LOCKED_OUT.values(), ids=NOT_LOCKED_OUT)
def test_a_guesser_locks_nobody_else_out(app: Flask, guesser: str, other: str, login: str) -> None:
    guess(from_(app, guesser), 6)
    assert is_inside(from_(app, other).sign_in(login))


def test_all_of_an_ipv6_network_is_one_guesser(app: Flask) -> None:
    for host in range(5):
        guess(from_(app, f"2001:db8:1:1::{host}"), 1)
    assert from_(app, "2001:db8:1:1::99").sign_in().status == 429


def test_an_officer_in_the_same_network_gets_in_by_the_browser_they_use(app: Flask) -> None:
    mine = from_(app, OFFICES_NETWORK)
    assert is_inside(mine.sign_in())
    guess(from_(app, OFFICES_NETWORK), 6)
    assert is_inside(mine.sign_in())


@pytest.mark.parametrize("mark", ["", "giả", "0" * 32, f"{'0' * 32}.{'0' * 64}", "\xff.\xff"])
def test_a_made_up_mark_gives_no_fresh_tries(app: Flask, mark: str) -> None:
    guess(from_(app, STRANGER), 5)
    browser = from_(app, STRANGER)
    browser.client.set_cookie("ban-lam-viec-may", mark, path="/ban-lam-viec")
    assert browser.sign_in().status == 429


def test_the_mark_of_one_officer_is_worth_nothing_for_another(app: Flask) -> None:
    browser = from_(app, STRANGER)
    browser.sign_in("van-phong")
    guess(from_(app, STRANGER), 5)
    assert browser.sign_in(OFFICE).status == 429


def test_a_stolen_mark_has_five_tries_too(app: Flask) -> None:
    browser = from_(app, STRANGER)
    browser.sign_in()
    guess(browser, 5)
    assert browser.sign_in().status == 429


def test_signing_in_forgets_the_tries_before(app: Flask) -> None:
    browser = from_(app, STRANGER)
    for _ in range(3):
        guess(browser, 4)
        assert is_inside(browser.sign_in())


def test_logins_that_do_not_exist_are_throttled_alike(app: Flask) -> None:
    assert guess(from_(app, STRANGER), 5, "khong-co").status == 403
    assert guess(from_(app, STRANGER), 1, "khong-co").status == 429


def test_capitals_and_spaces_make_no_other_login(app: Flask) -> None:
    for login in (OFFICE, OFFICE.upper(), f" {OFFICE} ", OFFICE.title(), OFFICE):
        guess(from_(app, STRANGER), 1, login)
    assert from_(app, STRANGER).sign_in().status == 429


def test_who_has_the_password_and_guesses_codes_from_many_networks_is_stopped_and_told_of(
    make_app: Callable[..., Flask], clock: Clock
) -> None:
    app = make_app(demands_second_factor=True)
    mine = from_(app, OFFICES_NETWORK)
    mine.sign_in()
    phone, _ = set_up(mine, clock)
    clock.pass_(timedelta(minutes=1))
    for number in range(10):
        assert from_(app, f"203.0.113.{number}").sign_in(code="000000").status == 403
    assert from_(app, "203.0.113.99").sign_in(code=phone.code).status == 429
    parts: Services = app.extensions["cong-khai"]
    officer = parts.accounts.store.officer(OFFICE)
    assert officer is not None
    assert "codes-guessed" in {event["act"] for event in parts.accounts.store.history(officer["id"])}
    assert is_inside(mine.sign_in(code=phone.code)), "the officer's own browser"


def test_neither_login_nor_address_is_kept_of_a_try(app: Flask, parts: Services) -> None:
    guess(from_(app, STRANGER), 2)
    with parts.store.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM sign_in_tries").all()
    assert len(kept) == 1
    assert OFFICE not in f"{kept}"
    assert STRANGER not in f"{kept}"
