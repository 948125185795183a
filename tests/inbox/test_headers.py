"""Headers of every answer, and what the site's files do not give away."""

from collections.abc import Callable

import pytest
from flask import Flask
from inbox_kit.browsing import Browser, Page, officer
from support import DRAFT
from werkzeug.test import TestResponse

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
CITIZENS = {
    "phiếu góp ý": ("GET", f"/gop-y/{DRAFT}"),
    "góp ý bị trả lại": ("POST", f"/gop-y/{DRAFT}"),
    "dự thảo không có": ("GET", "/gop-y/khongco001"),
    "phiếu kiến nghị": ("GET", "/kien-nghi/"),
    "cơ quan không có": ("POST", "/kien-nghi/khong-co"),
    "tra cứu": ("GET", "/tra-cuu"),
    "tra cứu sai": ("POST", "/tra-cuu"),
    "tìm kiếm": ("GET", "/tim-kiem?q=thôn"),
    "tìm kiếm thay trang tĩnh": ("GET", "/tim-kiem/index.html?q=thôn"),
    "trang không có": ("GET", "/khong-co.html"),
    "gửi vào chỗ không nhận": ("POST", "/index.html"),
    "hộp thư thử": ("GET", "/hop-thu"),
}
OFFICERS = {
    "đăng nhập": ("GET", "/ban-lam-viec/dang-nhap"),
    "chưa đăng nhập": ("GET", "/ban-lam-viec/"),
    "đăng nhập sai": ("POST", "/ban-lam-viec/dang-nhap"),
}
FILES = {
    "trang chủ": ("GET", "/"),
    "trang danh sách": ("GET", "/du-thao/"),
    "kiểu trình bày": ("GET", "/theme/style.css"),
}


def ask(app: Flask, way: tuple[str, str], headers: dict[str, str] | None = None) -> TestResponse:
    method, address = way
    response = app.test_client().open(address, method=method, headers=headers, follow_redirects=True)
    response.get_data()
    response.close()
    return response


EVERY = {**CITIZENS, **OFFICERS, **FILES}


def test_every_answer_has_strict_headers(app: Flask) -> None:
    for name, way in EVERY.items():
        headers = ask(app, way).headers
        assert headers["Content-Security-Policy"] == POLICY, name
        assert headers["X-Content-Type-Options"] == "nosniff", name
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin", name


def test_no_page_of_the_inbox_is_kept_by_browser_or_proxy(app: Flask) -> None:
    for name, way in {**CITIZENS, **OFFICERS}.items():
        response = ask(app, way)
        assert response.headers["Cache-Control"] == "no-store", name
        assert "ETag" not in response.headers, name


def test_receipt_status_and_desk_are_not_kept_either(app: Flask, citizen: Browser) -> None:
    receipt = citizen.comment("Một ý kiến.")
    desk = officer(app)
    answers = [
        citizen.client.post("/tra-cuu", data={"so": receipt.by_id("so"), "ma": receipt.by_id("ma")}),
        desk.client.get("/ban-lam-viec/"),
        desk.client.get(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}"),
    ]
    assert [(a.status_code, a.headers["Cache-Control"]) for a in answers] == [(200, "no-store")] * 3
    form = citizen.open(f"/gop-y/{DRAFT}").form("/gop-y/").typed(noi_dung="Một ý kiến nữa.")
    sent = citizen.client.post(form.action, data=dict(form.fields))
    assert (sent.status_code, sent.headers["Cache-Control"]) == (201, "no-store")


def test_files_of_the_site_are_asked_for_again_but_not_sent_again(app: Flask) -> None:
    for name, way in FILES.items():
        first = ask(app, way)
        assert first.status_code == 200, name
        assert "no-store" not in first.headers["Cache-Control"], name
        again = ask(app, way, {"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b""), name
        assert again.headers["Content-Security-Policy"] == POLICY, name


def test_no_citizen_ever_gets_a_cookie(app: Flask, citizen: Browser) -> None:
    for way in [*CITIZENS.values(), *FILES.values()]:
        assert "Set-Cookie" not in ask(app, way).headers, way
    receipt = citizen.comment("Một ý kiến.")
    citizen.send(receipt.form("/tra-cuu"))
    assert citizen.client.get_cookie("ban-lam-viec", path="/ban-lam-viec") is None


@pytest.mark.parametrize(("address", "secure"), [("http://localhost", False), ("https://thu.example", True)])
def test_the_officers_cookie_is_for_the_desk_alone(
    make_app: Callable[..., Flask], address: str, *, secure: bool
) -> None:
    cookie = ask(make_app(address=address), OFFICERS["đăng nhập"]).headers["Set-Cookie"]
    assert cookie.startswith("ban-lam-viec=")
    parts = set(cookie.split("; ")[1:])
    assert parts == {"HttpOnly", "Path=/ban-lam-viec", "SameSite=Lax"} | ({"Secure"} if secure else set())


def test_pages_hold_nothing_that_the_policy_forbids(app: Flask) -> None:
    for name, way in EVERY.items():
        page = Page.of(ask(app, way))
        assert page.scripts == [], name
        assert list(page.root.iter("style")) == [], name
        attributes = {attribute for element in page.root.iter() for attribute in element.attrib}
        assert [a for a in attributes if a == "style" or a.startswith("on")] == [], name


HIDDEN = [
    "/.cong-khai/register.json",
    "/.cong-khai/manifest.json",
    "/.cong-khai/",
    "/%2econg-khai/register.json",
    "/.cong-khai%2fregister.json",
    "/du-thao/../.cong-khai/register.json",
    "/du-thao/%2e%2e/.cong-khai/register.json",
    "/../current/index.html",
    "/%2e%2e/current/index.html",
    "/..%2fcurrent/index.html",
    "/..%5ccurrent%5cindex.html",
    "/du-thao/../../current/index.html",
    "/../building.lock",
    "//etc/passwd",
    "/%00",
    "/index.html%00.css",
    "/" + "a" * 5_000,
    "/" + "a/" * 2_000,
]


def test_what_is_not_the_sites_is_not_found(app: Flask) -> None:
    answers = {address[:60]: ask(app, ("GET", address)) for address in HIDDEN}
    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(answers, 404)
    assert {Page.of(answer).heading for answer in answers.values()} == {"Không tìm thấy trang"}
    assert {answer.headers["Cache-Control"] for answer in answers.values()} == {"no-store"}


def test_feeds_are_called_feeds(app: Flask) -> None:
    types = {name: ask(app, ("GET", f"/tin/tat-ca.{name}.xml")).content_type for name in ("atom", "rss")}
    assert types == {
        "atom": "application/atom+xml; charset=utf-8",
        "rss": "application/rss+xml; charset=utf-8",
    }


def test_search_engines_are_led_to_a_form_once_and_to_no_other_page_of_the_inbox(app: Flask) -> None:
    for address in (f"/gop-y/{DRAFT}", f"/gop-y/{DRAFT}?dieu=art_2", "/kien-nghi/", "/en/kien-nghi/"):
        html = Browser(app).open(address).html
        assert f'<link rel="canonical" href="http://localhost{address.partition("?")[0]}">' in html
        assert "noindex" not in html
    for method, address in (*CITIZENS.values(), *OFFICERS.values()):
        if (method, address) not in {CITIZENS["phiếu góp ý"], CITIZENS["phiếu kiến nghị"], CITIZENS["hộp thư thử"]}:
            html = ask(app, (method, address)).get_data(as_text=True)
            assert '<meta name="robots" content="noindex">' in html or "<!DOCTYPE html>" not in html, address
