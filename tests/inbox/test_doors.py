"""Every route of the desk × every role × one's own object, another's and nobody's: who gets in is a table."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from inbox_kit.accounts import add_officer
from inbox_kit.browsing import Browser, officer
from inbox_kit.files import photo
from sqlalchemy import Table
from support import DRAFT, OFFICE, PASSWORD
from werkzeug.routing import Rule

from inbox.access.permissions import Role
from inbox.handling.attachments import write_privately
from inbox.services import Services
from inbox.stores.comments import Row
from inbox.stores.signed_files import SignedFileStore
from inbox.stores.tables import account_events, answers, attachments, comments, events, officers, sessions

Rows = Callable[[Table], list[Row]]
SECRET = "Đề nghị báo trước bảy ngày."
CLERK, HEAD, COORDINATOR, SUPERVISOR, ADMINISTRATOR = Role
OF_AN_OFFICE = {CLERK, HEAD, COORDINATOR}
ALL = set(Role)
NOBODY: set[Role] = set()

# What is asked for: who gets it of their own office (or where there is no object), who gets another office's.
COMMENTS = {
    "POST /y-kien/<reference>/phan-loai": (OF_AN_OFFICE, {COORDINATOR}),
    "POST /y-kien/<reference>/chuyen-xu-ly": (OF_AN_OFFICE, {COORDINATOR}),
    "POST /y-kien/<reference>/thu-rac": (OF_AN_OFFICE, {COORDINATOR}),
    "POST /y-kien/<reference>/chuyen-co-quan": (OF_AN_OFFICE, {COORDINATOR}),
    "GET /y-kien/<reference>/tep/<file_id>": (OF_AN_OFFICE, {COORDINATOR}),
    "POST /y-kien/<reference>/gia-han": (OF_AN_OFFICE, NOBODY),
    "POST /y-kien/<reference>/tam-dung": (OF_AN_OFFICE, NOBODY),
    "POST /y-kien/<reference>/cap-lai-ma": (OF_AN_OFFICE, NOBODY),
    "GET /y-kien/<reference>": (OF_AN_OFFICE, {COORDINATOR}),
    "GET /y-kien/<reference>/van-ban": (OF_AN_OFFICE, {COORDINATOR}),
    "POST /y-kien/<reference>/tra-loi": (OF_AN_OFFICE, NOBODY),
    "POST /y-kien/<reference>/hoi-lai": (OF_AN_OFFICE, NOBODY),
    "POST /y-kien/<reference>/goi-bao": (OF_AN_OFFICE, NOBODY),
    "POST /y-kien/<reference>/ghi-chu": (OF_AN_OFFICE, {COORDINATOR}),
    "POST /nhap/doi-chieu/<reference>": (OF_AN_OFFICE, NOBODY),
    "POST /y-kien/<reference>/cong-bo": (OF_AN_OFFICE, NOBODY),
}
# Who gets a draft on which their office answers, who one on which only others do.
DRAFTS = {
    "GET /lay-y-kien/<draft>": (OF_AN_OFFICE, {COORDINATOR}),
    "GET /lay-y-kien/<draft>/dieu": (OF_AN_OFFICE, {COORDINATOR}),
    "GET /lay-y-kien/<draft>/bang": (OF_AN_OFFICE, {COORDINATOR}),
    "GET /lay-y-kien/<draft>/bang.csv": (OF_AN_OFFICE, {COORDINATOR}),
    "GET /lay-y-kien/<draft>/bang.docx": (OF_AN_OFFICE, {COORDINATOR}),
    "POST /lay-y-kien/<draft>/tra-loi": (OF_AN_OFFICE, NOBODY),
    "POST /lay-y-kien/<draft>/cong-bo": (OF_AN_OFFICE, NOBODY),
    "POST /lay-y-kien/<draft>/tong-hop": (OF_AN_OFFICE, NOBODY),
}
# Who gets another's account, who gets their own.
ACCOUNTS = {
    "GET /quan-tri/tai-khoan/<number>": ({ADMINISTRATOR}, NOBODY),
    "POST /quan-tri/tai-khoan/<number>/vai-tro": ({ADMINISTRATOR}, NOBODY),
    "POST /quan-tri/tai-khoan/<number>/dat-lai": ({ADMINISTRATOR}, NOBODY),
    "POST /quan-tri/tai-khoan/<number>/ket-thuc-phien": ({ADMINISTRATOR}, NOBODY),
    "POST /quan-tri/tai-khoan/<number>/khoa": ({ADMINISTRATOR}, NOBODY),
}
PAGES = {
    "GET /": OF_AN_OFFICE,
    "POST /tim": OF_AN_OFFICE,
    "POST /nhieu/": OF_AN_OFFICE,
    "POST /nhieu/lam": OF_AN_OFFICE,
    "GET /mau/": OF_AN_OFFICE,
    "POST /mau/": OF_AN_OFFICE,
    "POST /mau/<number>/bo": OF_AN_OFFICE,
    "GET /goi-bao": OF_AN_OFFICE,
    "GET /duyet": {HEAD},
    "POST /duyet/cach": {HEAD},
    "GET /nhap/": OF_AN_OFFICE,
    "GET /nhap/kien-nghi": OF_AN_OFFICE,
    "POST /nhap/kien-nghi": OF_AN_OFFICE,
    "GET /nhap/gop-y/<draft>": OF_AN_OFFICE,
    "POST /nhap/gop-y/<draft>": OF_AN_OFFICE,
    "GET /nhap/hop/<draft>": OF_AN_OFFICE,
    "POST /nhap/hop/<draft>": OF_AN_OFFICE,
    "GET /lay-y-kien/": OF_AN_OFFICE,
    "GET /qua-han": {HEAD, COORDINATOR, SUPERVISOR},
    "GET /thu/": OF_AN_OFFICE,
    "POST /thu/cach-nhan": OF_AN_OFFICE,
    "POST /thu/gui-lai/<mail_id>": OF_AN_OFFICE,
    "POST /thu/da-biet/<mail_id>": OF_AN_OFFICE,
    "GET /xuat/": OF_AN_OFFICE,
    "GET /xuat/y-kien.csv": OF_AN_OFFICE,
    "GET /xuat/y-kien.json": OF_AN_OFFICE,
    "GET /xuat/tu-dien.csv": OF_AN_OFFICE,
    "GET /tai-khoan/": ALL,
    "POST /tai-khoan/mat-khau": ALL,
    "GET /tai-khoan/xac-thuc-hai-buoc": ALL,
    "POST /tai-khoan/xac-thuc-hai-buoc": ALL,
    "GET /quan-tri/tai-khoan/": {ADMINISTRATOR},
    "GET /quan-tri/tai-khoan/moi": {ADMINISTRATOR},
    "POST /quan-tri/tai-khoan/moi": {ADMINISTRATOR},
    "GET /quan-tri/tinh-trang": {ADMINISTRATOR},
}
# The way in and out; nothing of anybody's is shown there.
OPEN = {
    "GET /dang-nhap",
    "POST /dang-nhap",
    "POST /dang-xuat",
    "GET /loi-moi/<token>",
    "POST /loi-moi/<token>",
}


def ways(rule: Rule) -> Iterator[str]:
    address = re.sub("<int.*:", "<", rule.rule.removeprefix("/ban-lam-viec"))
    yield from (f"{method} {address}" for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))


def test_every_route_of_the_desk_stands_in_the_table(app: Flask) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/ban-lam-viec")]
    assert {way for rule in rules for way in ways(rule)} == {*COMMENTS, *DRAFTS, *ACCOUNTS, *PAGES, *OPEN}


def test_every_route_but_the_way_in_and_out_has_a_door(app: Flask) -> None:
    without = {
        way
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/ban-lam-viec") and not hasattr(app.view_functions[rule.endpoint], "door")
        for way in ways(rule)
    }
    assert without == OPEN


class Desk:
    """The desk as one officer meets it."""

    def __init__(self, app: Flask, login: str) -> None:
        self.browser = Browser(app)
        assert self.browser.sign_in(login).status in {200, 403}
        self.token = self.browser.open("/ban-lam-viec/tai-khoan/").form("/dang-xuat").fields["csrf_token"]

    def asks(self, way: str, **parts: str) -> tuple[bool, bytes]:
        """Ask for something; tell whether it was given, and what was shown."""
        method, address = way.split()
        for name, value in parts.items():
            address = address.replace(f"<{name}>", value)
        data = {"csrf_token": self.token} if method == "POST" else {}
        answer = self.browser.client.open(f"/ban-lam-viec{address}", method=method, data=data)
        assert answer.status_code in {200, 201, 302, 403, 404, 409, 422}, (way, answer.status_code)
        is_led_away = answer.status_code == 302 and method == "GET"
        shown = answer.get_data()
        answer.close()
        return answer.status_code not in {403, 404} and not is_led_away, shown


@pytest.fixture
def references(citizen: Browser) -> dict[str, str]:
    """A comment of the office of the officers below and one of another, with a file each; one that does not exist."""
    forms = {"own": f"/gop-y/{DRAFT}", "foreign": "/kien-nghi/van-phong"}
    sent = {
        whose: citizen.send(citizen.open(at).form(at).typed(noi_dung=SECRET), [("Ảnh.jpg", photo())]).by_id("so")
        for whose, at in forms.items()
    }
    return {**sent, "nobody's": "GY-2026-000777-K"}


def answer_with_documents(app: Flask, parts: Services, references: dict[str, str]) -> None:
    """Have both comments answered by their offices, each with a signed document that came before."""
    for office, reference in ((OFFICE, references["own"]), ("van-phong", references["foreign"])):
        file = {"id": office, "office": office, "sha256": "", "name": "a.pdf", "size": 4, "has_signature": False}
        SignedFileStore(parts.store.engine).add({**file, "received_at": parts.now()})
        write_privately(parts.signed_files.path(office), b"%PDF")
        desk = officer(app, office)
        form = desk.open(f"/ban-lam-viec/y-kien/{reference}").form("/tra-loi")
        said = form.typed(tom_tat="Báo trước", ket_qua="tiep-thu", tra_loi="Đã sửa.", tep_da_nhan=office)
        assert desk.send(said).status == 200


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.id)
def test_each_role_gets_what_the_table_says_and_nothing_else(
    app: Flask, parts: Services, references: dict[str, str], rows: Rows, role: Role
) -> None:
    answer_with_documents(app, parts, references)
    add_officer(parts, "nguoi-thu", OFFICE, role)
    add_officer(parts, "nguoi-khac", OFFICE)
    numbers = {row["login"]: str(row["id"]) for row in rows(officers)}
    desk = Desk(app, "nguoi-thu")
    got: dict[str, bool] = {}
    expected: dict[str, bool] = {}

    def ask(way: str, whose: str, *, may: bool, **object_: str) -> None:
        before = [rows(table) for table in (comments, events, answers, officers, sessions, account_events)]
        name = f"{way} ({whose})"
        got[name], shown = desk.asks(way, **object_)
        expected[name] = may
        if not got[name]:
            after = [rows(table) for table in (comments, events, answers, officers, sessions, account_events)]
            assert after == before, name
        if role not in OF_AN_OFFICE:
            assert SECRET.encode() not in shown, name

    file_of = {row["stamp"]: row["id"] for row in rows(attachments)}
    file_ids = {row["reference"]: file_of[row["stamp"]] for row in rows(comments)}
    for way, (own, foreign) in COMMENTS.items():
        for whose, may in (("own", role in own), ("foreign", role in foreign), ("nobody's", False)):
            reference = references[whose]
            ask(way, whose, may=may, reference=reference, file_id=file_ids.get(reference, "0"))
    add_officer(parts, "nguoi-ngoai", "van-phong", role)
    outside = Desk(app, "nguoi-ngoai")
    for way, (own, foreign) in DRAFTS.items():
        ask(way, "own", may=role in own, draft=DRAFT)
        ask(way, "nobody's", may=False, draft="khongcodau")
        got[f"{way} (foreign)"], _ = outside.asks(way, draft=DRAFT)
        expected[f"{way} (foreign)"] = role in foreign
    for way, others in PAGES.items():
        ask(way, "", may=role in others, mail_id="1", draft=DRAFT, number="1")
    for way, (others, own) in ACCOUNTS.items():
        ask(way, "another's", may=role in others, number=numbers["nguoi-khac"])
        ask(way, "own", may=role in own, number=numbers["nguoi-thu"])
        ask(way, "nobody's", may=False, number="2147483647")
    assert got == expected


def test_who_may_not_see_the_queue_begins_where_they_may(app: Flask, parts: Services) -> None:
    headings = {}
    for role in Role:
        add_officer(parts, role.id, OFFICE, role)
        headings[role.id] = Browser(app).sign_in(role.id).heading
    assert headings == {
        "can-bo": "Ý kiến gửi Phòng Văn hóa – Xã hội xã Thử",
        "lanh-dao": "Ý kiến gửi Phòng Văn hóa – Xã hội xã Thử",
        "dieu-phoi": "Ý kiến gửi mọi cơ quan",
        "giam-sat": "Ý kiến quá hạn trả lời",
        "quan-tri": "Tài khoản của bàn làm việc",
    }


def test_the_bar_leads_to_what_the_officer_may_open_and_to_nothing_else(app: Flask, parts: Services) -> None:
    for role in Role:
        add_officer(parts, role.id, OFFICE, role)
        desk = Browser(app)
        page = desk.sign_in(role.id)
        links = [a.get("href", "") for a in page.root.iter("a") if a.get("href", "").startswith("/ban-lam-viec")]
        assert {desk.client.get(link).status_code for link in links} == {200}, role


def test_a_coordinator_sees_every_offices_comments_but_answers_their_own_only(
    app: Flask, parts: Services, references: dict[str, str]
) -> None:
    add_officer(parts, "dieu-phoi", OFFICE, COORDINATOR)
    desk = Browser(app)
    queue = desk.sign_in("dieu-phoi", PASSWORD)
    assert references["own"] in queue.text
    assert references["foreign"] in queue.text
    page = desk.open(f"/ban-lam-viec/y-kien/{references['foreign']}")
    assert "Chỉ cơ quan này trả lời được." in page.text
    assert [f for f in page.root.iter("form") if "tra-loi" in f.get("action", "")] == []


def test_what_only_screeners_read_is_there_for_no_role_without_the_assignment(
    app: Flask, parts: Services, citizen: Browser
) -> None:
    receipt = citizen.comment("Tôi tố cáo ông Nguyễn Văn X nhận hối lộ năm triệu đồng.")
    reference = receipt.by_id("so")
    for is_screener in (False, True):
        for role in Role:
            login = f"{role.id}-{is_screener}".lower()
            add_officer(parts, login, "van-phong", role, is_screener=is_screener)
            desk = Browser(app)
            page = desk.sign_in(login)
            sees = is_screener and role in OF_AN_OFFICE
            assert (reference in page.text) is sees, login
            assert (desk.open(f"/ban-lam-viec/y-kien/{reference}").status == 200) is sees, login
