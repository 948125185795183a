"""Against abuse without punishing people: what is odd is held and seen by the office; nothing goes out, all is kept."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from flask import Flask
from inbox_kit.browsing import Browser, Form, Page, officer
from inbox_kit.files import photo
from sqlalchemy import Table
from support import DRAFT, OFFICE, Clock

from inbox.services import EXTENSION, Services
from inbox.stores.comments import Row
from inbox.stores.tables import budgets, comments, holds, salts
from plugins.domain.receipts import reference
from plugins.kit.generations import REGISTER

Rows = Callable[[Table], list[Row]]
WORDS = "Đề nghị báo trước bảy ngày."
MAIL = "dan@vidu.example"
LIMITS = {"tuoi-phieu": 3, "gui-moi-gio": 3, "dong-moi-gio": 6, "gui-khi-dong": 1, "do-ma": 4, "tep-moi-gio": 2}


@pytest.fixture
def app(make_app: Callable[..., Flask], commune_build: Path, tmp_path: Path) -> Flask:
    """The inbox on the small commune, with thresholds so low that a test reaches them."""
    build = Path(shutil.copytree(commune_build, tmp_path / "strict", symlinks=True))
    for file in build.glob(f"*/{REGISTER}"):
        register = json.loads(file.read_text(encoding="utf-8"))
        register["tables"]["nguong"] = [{"ma": ma, "gia-tri": n, "ly-do": "thử"} for ma, n in LIMITS.items()]
        register["tables"]["cum-tu-quang-cao"] = [{"ma": "nhà cái", "ly-do": "thử"}]
        file.unlink()  # it may have another name in the other generation
        file.write_text(json.dumps(register), encoding="utf-8")
    return make_app(build=build)


@pytest.fixture
def send(app: Flask, clock: Clock) -> Callable[..., Page]:
    """Somebody opens a form, writes for a minute, sends."""

    def _send(address: str = "203.0.113.7", after: int = 60, **fields: str) -> Page:
        browser = Browser(app)
        browser.client.environ_base |= {"REMOTE_ADDR": address}
        form = browser.open(f"/gop-y/{DRAFT}").form("/gop-y/")
        clock.pass_(timedelta(seconds=after))
        return browser.send(form.typed(**{"noi_dung": WORDS, "thu_dien_tu": MAIL, **fields}))

    return _send


def mailed(app: Flask) -> list[str]:
    """Send what is due; whom mail has gone to by then."""
    assert app.test_cli_runner().invoke(args=["worker", "--once"]).exit_code == 0
    parts: Services = app.extensions[EXTENSION]
    files = parts.settings.mailbox.glob("*.eml")
    return sorted(message_from_bytes(f.read_bytes(), policy=policy.default)["To"] for f in files)


ODD: dict[str, tuple[dict[str, str | int], str]] = {
    "ô dành cho máy": ({"trang_rieng": "https://x.example"}, "điền vào ô ẩn"),
    "gửi sau một giây": ({"after": 1}, "gửi ngay khi vừa mở phiếu"),
    "ba liên kết": ({"noi_dung": "https://a.example https://b.example www.c.example"}, "có nhiều liên kết"),
    "quảng cáo": ({"noi_dung": "Nhà cái uy tín, vào www.nc.example"}, "có cụm từ quảng cáo"),
    "quảng cáo ở ô họ tên": ({"ho_ten": "Nhà cái www.nc.example"}, "có cụm từ quảng cáo"),
}


@pytest.mark.parametrize(("how", "why"), ODD.values(), ids=ODD)
def test_what_is_odd_is_stored_held_and_told_to_nobody_until_an_officer_lets_it_pass(
    app: Flask, send: Callable[..., Page], how: dict[str, str], why: str
) -> None:
    receipt = send(**how)
    assert receipt.status == 201
    assert "25/12/2026" in receipt.text
    assert Browser(app).send(receipt.form("/tra-cuu")).status == 200
    assert mailed(app) == []

    desk = officer(app)
    assert "tạm giữ" in desk.open("/ban-lam-viec/").text
    page = desk.open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}")
    assert why in page.text
    assert "Lưu câu trả lời" not in page.text
    # Whoever had the page open when it was held has a form.
    early = replace(
        page.form("/chuyen-xu-ly"), action=f"{page.form('/chuyen-xu-ly').action.rpartition('/')[0]}/tra-loi"
    )
    refused = desk.send(early.typed(tom_tat="Tóm", ket_qua="tiep-thu", tra_loi="Đã đọc."))
    assert (refused.status, "Đã đọc." in refused.kept) == (409, True)
    assert mailed(app) == []

    passed = desk.send(page.form("/chuyen-xu-ly"))
    assert "Tạm giữ" not in passed.text
    assert mailed(app) == [MAIL, "vanhoa@thu.example"]
    assert officer(app, "van-phong").open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}").status == 404


LATER: list[tuple[str, dict[str, str | int], str]] = [
    ("bo-sung", {"noi_dung_them": "Nhà cái uy tín, vào www.nc.example"}, "có cụm từ quảng cáo"),
    ("sua", {"noi_dung_them": "https://a.example https://b.example www.c.example"}, "có nhiều liên kết"),
    ("bo-sung", {"trang_rieng": "https://x.example"}, "điền vào ô ẩn"),
    ("bo-sung", {"after": 1}, "gửi ngay khi vừa mở phiếu"),
    ("du-lieu-ca-nhan", {"trang_rieng": "https://x.example"}, "điền vào ô ẩn"),
]


def test_what_is_odd_among_what_is_said_later_is_held_too_even_after_the_comment_was_let_pass(
    app: Flask, send: Callable[..., Page], clock: Clock
) -> None:
    for verb, how, why in LATER:
        clock.pass_(timedelta(hours=1))
        receipt, desk, citizen = send(trang_rieng="x"), officer(app, "van-phong"), Browser(app)
        queue = "van-phong" if verb == "du-lieu-ca-nhan" else OFFICE
        address = f"/ban-lam-viec/y-kien/{receipt.by_id('so')}"
        officer(app).send(officer(app).open(address).form("/chuyen-xu-ly"))
        before = len(mailed(app))
        status = citizen.send(receipt.form("/tra-cuu"))
        form = status.form("/du-lieu-ca-nhan" if verb == "du-lieu-ca-nhan" else "/tra-cuu/bo-sung")
        fields = {"noi_dung_them": "Đèn đường.", **{name: str(value) for name, value in how.items() if name != "after"}}
        clock.pass_(timedelta(seconds=int(how.get("after", 60))))
        said = citizen.send(Form(f"/{verb}" if "du-lieu" in verb else f"/tra-cuu/{verb}", form.typed(**fields).fields))
        assert said.status in {200, 201}, verb
        assert len(mailed(app)) == before, (verb, why)
        desk = officer(app, queue)
        shown = desk.open(address.replace(receipt.by_id("so"), said.by_id("so")) if said.status == 201 else address)
        assert why in shown.text, (verb, why)
        desk.send(shown.form("/chuyen-xu-ly"))
        assert len(mailed(app)) > before, (verb, why)


def test_what_is_said_later_counts_for_the_budget_and_needs_the_stamp_of_its_page(
    app: Flask, send: Callable[..., Page], rows: Rows
) -> None:
    receipt, citizen = send(), Browser(app)
    form = citizen.send(receipt.form("/tra-cuu")).form("/tra-cuu/bo-sung")
    for n in range(4):
        assert citizen.send(form.typed(noi_dung_them=f"Thêm {n}.")).status == 200
    assert [row["signs"] for row in rows(holds)] == [["nhanh", "nhieu"]]
    without = citizen.send(form.typed(noi_dung_them=WORDS, phieu="x"))
    assert (without.status, WORDS in without.kept) == (400, True)


def test_an_ordinary_comment_goes_its_way(app: Flask, send: Callable[..., Page]) -> None:
    assert send(after=4).status == 201
    assert mailed(app) == [MAIL, "vanhoa@thu.example"]


def test_beyond_its_budget_a_network_is_held_not_refused_and_others_notice_nothing(
    send: Callable[..., Page], rows: Rows, clock: Clock
) -> None:
    assert [send(after=5).status for _ in range(5)] == [201] * 5
    assert send("198.51.100.1").status == 201
    assert len(rows(comments)) == 6
    assert [row["signs"] for row in rows(holds)] == [["nhieu"]] * 2
    clock.pass_(timedelta(hours=1))
    send()
    assert len(rows(holds)) == 2


def test_under_a_flood_each_network_has_less(send: Callable[..., Page], rows: Rows) -> None:
    for n in range(6):
        assert send(f"198.51.100.{n}", after=5).status == 201
    assert rows(holds) == []
    assert [send("203.0.113.9", after=5).status for _ in range(2)] == [201, 201]
    assert len(rows(holds)) == 1


def test_a_form_sent_again_is_not_held_for_it(app: Flask, clock: Clock, rows: Rows) -> None:
    browser = Browser(app)
    form = browser.open(f"/gop-y/{DRAFT}").form("/gop-y/").typed(noi_dung=WORDS)
    clock.pass_(timedelta(minutes=1))
    assert [browser.send(form).status for _ in range(6)] == [201, *[200] * 5]
    assert rows(holds) == []


SAME_NETWORK = [
    ("203.0.113.7", "203.0.113.7", True),
    ("203.0.113.7", "::ffff:203.0.113.7", True),
    ("203.0.113.7", "203.0.113.8", False),
    ("2001:db8:1:2::7", "2001:db8:1:2:ffff::1", True),
    ("2001:db8:1:2::7", "2001:db8:1:3::7", False),
    ("", "không phải địa chỉ", True),
]


@pytest.mark.parametrize(("one", "other", "same"), SAME_NETWORK)
def test_what_counts_as_one_network(parts: Services, clock: Clock, one: str, other: str, *, same: bool) -> None:
    first, second = (parts.budgets.network(address, clock()) for address in (one, other))
    assert (first == second) is same


def test_networks_are_forgotten_with_the_day(
    send: Callable[..., Page], parts: Services, rows: Rows, clock: Clock
) -> None:
    send()
    today = parts.budgets.network("203.0.113.7", clock())
    assert today in {row["network"] for row in rows(budgets)}
    (old,) = rows(salts)
    clock.pass_(timedelta(days=1))
    assert parts.budgets.network("203.0.113.7", clock()) != today
    assert rows(budgets) == []
    assert [row["salt"] == old["salt"] for row in rows(salts)] == [False]


def test_guessing_is_slowed_for_its_network_and_reference_alone(app: Flask, send: Callable[..., Page]) -> None:
    mine, neighbours = send(), send()
    guesser, owner = Browser(app), Browser(app)
    guesser.client.environ_base |= {"REMOTE_ADDR": "203.0.113.99"}
    answers = [guesser.post("/tra-cuu", so=mine.by_id("so"), ma="0" * 20) for _ in range(6)]
    assert [page.status for page in answers] == [404, 404, 404, 404, 429, 429]
    assert "thử lại sau một giờ" in answers[-1].text
    # Not even the right code is told apart now; from elsewhere, and for other references, all goes on.
    assert guesser.send(mine.form("/tra-cuu")).status == 429
    assert guesser.send(neighbours.form("/tra-cuu")).status == 200
    assert owner.send(mine.form("/tra-cuu")).status == 200


def test_references_that_do_not_exist_are_answered_like_those_that_do(app: Flask) -> None:
    guesser = Browser(app)
    unknown = reference("GY", 2026, 999)
    assert [guesser.post("/tra-cuu", so=unknown, ma="0" * 20).status for _ in range(5)] == [404] * 4 + [429]


def test_beyond_its_budget_of_files_a_network_can_still_send_words(app: Flask, clock: Clock) -> None:
    browser = Browser(app)
    form = browser.open(f"/gop-y/{DRAFT}").form("/gop-y/").typed(noi_dung=WORDS)
    clock.pass_(timedelta(minutes=1))
    page = browser.send(form, [(f"{n}.png", photo("PNG", (9, 9 + n))) for n in range(3)])
    assert (page.status, "đã gửi nhiều tệp" in page.text, WORDS in page.kept) == (422, True, True)
    assert browser.send(page.form("/gop-y/")).status == 201


# What a browser says of where a form came from → whether it is taken.
CAME_FROM: list[tuple[dict[str, str], bool]] = [
    ({}, True),
    ({"Origin": "http://localhost"}, True),
    ({"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}, True),
    ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
    ({"Sec-Fetch-Site": "none"}, True),
    ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, False),
    ({"Sec-Fetch-Site": "same-site", "Origin": "http://khac.localhost"}, False),
    ({"Origin": "https://ke-xau.example"}, False),
    ({"Origin": "http://localhost.ke-xau.example"}, False),
    ({"Origin": "http://localhost:8001"}, False),
    ({"Origin": "null"}, False),
]


@pytest.mark.parametrize(("headers", "is_taken"), CAME_FROM, ids=str)
def test_a_form_is_taken_from_our_own_pages_alone_and_its_words_are_given_back(
    citizen: Browser, rows: Rows, headers: dict[str, str], *, is_taken: bool
) -> None:
    form = citizen.open(f"/gop-y/{DRAFT}").form("/gop-y/").typed(noi_dung=WORDS)
    page = Page.of(citizen.client.post(form.action, data=dict(form.fields), headers=headers))
    assert page.status == (201 if is_taken else 403)
    assert len(rows(comments)) == int(is_taken)
    assert WORDS in page.text
    if not is_taken:
        assert "Phiếu không được gửi từ trang này" in page.text


def test_the_desk_and_the_look_up_refuse_foreign_pages_too(app: Flask, citizen: Browser) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site"}
    desk = officer(app)
    posts = [
        desk.client.post("/ban-lam-viec/dang-xuat", headers=foreign),
        citizen.client.post("/tra-cuu", data={"so": "GY", "ma": "x"}, headers=foreign),
    ]
    assert [answer.status_code for answer in posts] == [400, 403]  # the desk's own protection spoke first
    assert desk.open("/ban-lam-viec/").heading.startswith("Ý kiến gửi")
    with citizen.client.get("/", headers=foreign) as home:
        assert home.status_code == 200
