"""What comes by paper, telephone, a visit, a message or from a meeting counts the same; it has its code and answer."""

from collections.abc import Callable

import pytest
from flask import Flask
from inbox_kit.accounts import add_officer
from inbox_kit.browsing import Browser, Form, Page, officer
from inbox_kit.files import PLAIN_CANARY, noisy_photo, telling_pdf
from support import DRAFT, OFFICE

from inbox.services import EXTENSION
from inbox.stores.comments import Row
from inbox.stores.tables import comments, events, outbox

Rows = Callable[..., list[Row]]
PLACE = "art_2__para_1__point_dd"
PAPER = f"/ban-lam-viec/nhap/gop-y/{DRAFT}"
MEETING = f"/ban-lam-viec/nhap/hop/{DRAFT}"
MINUTES = {
    "thon": "thon-hai",
    "ngay-nhan": "2026-11-18",
    "so-nguoi-du": "40",
    "nguon": "Biên bản số 3",
    "dieu-1": PLACE,
    "noi-dung-1": "Đề nghị báo trước bảy ngày.",
    "so-nguoi-neu-1": "6",
    "dong-y-1": "10",
    "khong-dong-y-1": "25",
    "noi-dung-2": "Mọi người tán thành việc có quy chế.",
    "so-nguoi-neu-2": "31",
}


@pytest.fixture
def app(furnished: Flask) -> Flask:
    """The inbox on a commune with a village."""
    return furnished


def enter(desk: Browser, address: str, **fields: str) -> Page:
    form = desk.open(address).form("/nhap/")
    return desk.send(type(form)(form.action, {**form.fields, **{k.replace("_", "-"): v for k, v in fields.items()}}))


def test_what_was_keyed_in_has_its_slip_its_status_page_and_its_place_in_every_count(
    app: Flask, citizen: Browser, rows: Rows
) -> None:
    desk = officer(app)
    slip = enter(
        desk, PAPER, kenh="giay", ngay_nhan="2026-11-19", nguon="Công văn đến 12", dieu=PLACE, thai_do="khong-dong-y",
        noi_dung="Năm ngày là ngắn quá.", so_nguoi="25", ho_ten="Người Thử Tên Lạ",
    )  # fmt: skip
    assert (slip.status, slip.heading) == (201, "Giấy hẹn")
    paper, code = slip.by_id("so"), slip.by_id("ma")
    assert "Người Thử Tên Lạ" not in slip.html
    status = citizen.send(citizen.open("/tra-cuu").form("/tra-cuu").typed(so=paper, ma=code))
    assert "Năm ngày là ngắn quá." in status.text
    assert "Đã tiếp nhận 12:00 ngày 19/11/2026" in status.text

    assert rows(outbox) == []  # the office knows already
    minutes = enter(desk, MEETING, **MINUTES)
    assert minutes.status == 201
    citizen.comment("Nên dán giấy mời.", dieu=PLACE, thai_do="dong-y")

    kept = {c["reference"]: c for c in rows(comments)}
    assert (kept[paper]["channel"], kept[paper]["count"], kept[paper]["is_late"]) == ("giay", 25, False)
    by_hand = {"keyed_by": OFFICE, "office": OFFICE, "source": "Công văn đến 12"}
    assert kept[paper]["provenance"] == by_hand
    at_meeting = [c for c in kept.values() if c["channel"] == "hop"]
    assert [(c["provision"], c["count"], c["village"]) for c in at_meeting] == [
        (PLACE, 6, "thon-hai"),
        ("", 31, "thon-hai"),
    ]
    assert {c["provenance"]["attendance"] for c in at_meeting} == {40}

    page = desk.open(f"/ban-lam-viec/lay-y-kien/{DRAFT}")
    # Submissions, opinions, texts, reachable, unknown; meetings and who attended apart.
    counts = "Lượt gửi2 Ý kiến26 Nội dung khác nhau2 Người để lại liên hệ0 Không rõ2 Kết quả cuộc họp1 Người dự họp40"
    assert counts in page.text
    assert "Theo kênh: trang web 1, bản giấy 25, cuộc họp 37" in page.text
    assert "11 · 50 · 0" in page.text  # hands raised count as the people they are
    rows_of = [["".join(cell.itertext()) for cell in row] for row in desk.open("/ban-lam-viec/nhap/").root.iter("tr")]
    assert ["Bản giấy", "1", "25"] in rows_of
    assert ["Cuộc họp", "1", "37"] in rows_of

    # All say different things; what is published says how many people each channel brought.
    for place in (PLACE, ""):
        while "Cần trả lời" in (page := desk.open(f"/ban-lam-viec/lay-y-kien/{DRAFT}/dieu?dieu={place}")).text:
            form = page.form("/lay-y-kien/")
            desk.send(form.typed(tom_tat="Ý", ket_qua="tiep-thu", tra_loi="Có."))  # one is ticked
    table = desk.client.get(f"/ban-lam-viec/lay-y-kien/{DRAFT}/bang.csv").get_data(as_text=True)
    assert "25 ý kiến (25 bản giấy); 25 người" in table
    assert "6 ý kiến (6 cuộc họp); 6 người" in table


def test_a_second_person_compares_it_with_the_original(app: Flask, rows: Rows) -> None:
    slip = enter(officer(app), PAPER, kenh="dien-thoai", noi_dung="Gọi điện nói: nên báo trước bảy ngày.")
    address = f"/ban-lam-viec/y-kien/{slip.by_id('so')}"
    own = officer(app).open(address)
    assert "đối chiếu với bản gốc" not in own.text
    add_officer(app.extensions[EXTENSION], "nguoi-hai", OFFICE)
    other = officer(app, "nguoi-hai")
    form = other.open(address).form("/doi-chieu/")
    assert "Đối chiếu bởinguoi-hai" in other.send(form).text
    assert other.send(form).status == 409
    assert [e["status"] for e in rows(events)] == ["received", "routed", "checked"]


LETTER, BAD = ("la-thu.jpg", noisy_photo()), ("la-thu.exe", b"MZ")


def filled(desk: Browser, address: str, **fields: str) -> Form:
    form = desk.open(address).form("/nhap/")
    return Form(form.action, {**form.fields, **fields})


@pytest.mark.parametrize(
    ("address", "fields"),
    [(PAPER, {"kenh": "giay", "noi-dung": "Năm ngày là ngắn.", "nguon": "Công văn đến 12"}), (MEETING, MINUTES)],
)
def test_the_letter_is_scanned_with_it_and_a_file_that_is_refused_loses_no_word(
    app: Flask, rows: Rows, address: str, fields: dict[str, str]
) -> None:
    desk = officer(app)
    page = desk.send(filled(desk, address, **fields), [LETTER, ("Biên bản.pdf", telling_pdf()), BAD])
    assert (page.status, "Tệp “la-thu.exe”" in page.text) == (422, True)
    assert {text for name, text in fields.items() if "noi-dung" in name or name == "nguon"} <= page.kept
    assert "Đã nhận la-thu.jpg" in page.text
    assert rows(comments) == []
    slip = desk.send(page.form("/nhap/"))
    assert (slip.status, "Tệp đã nhận: 2" in slip.text) == (201, True)

    shown = desk.open(f"/ban-lam-viec/y-kien/{slip.by_id('so')}")
    links = [a.get("href", "") for a in shown.root.iter("a") if "/tep/" in a.get("href", "")]
    assert len(links) == 2
    for link in links:
        with desk.client.get(link) as scan:
            assert scan.headers["Content-Disposition"].startswith("attachment")
            assert PLAIN_CANARY not in scan.data.decode("latin-1")
    for stranger in (Browser(app), officer(app, "van-phong")):
        assert stranger.client.get(links[0]).status_code in {302, 404}


def test_a_session_that_ended_under_a_large_scan_loses_no_word(app: Flask, rows: Rows) -> None:
    desk = officer(app)
    form = filled(desk, MEETING, **MINUTES)
    desk.client.delete_cookie("ban-lam-viec", path="/ban-lam-viec")
    page = desk.send(form, [LETTER])
    assert page.status in {400, 401}
    assert all(MINUTES[name] in page.html for name in ("noi-dung-1", "noi-dung-2", "nguon"))
    assert rows(comments) == []


WRONG: list[tuple[str, dict[str, str], str]] = [
    (PAPER, {"noi-dung": "Một ý."}, "Nhận bằng"),
    (PAPER, {"kenh": "web", "noi-dung": "Một ý."}, "Nhận bằng"),
    (PAPER, {"kenh": "giay"}, "Nội dung ý kiến"),
    (PAPER, {"kenh": "giay", "noi-dung": "Một ý.", "ngay-nhan": "2026-11-22"}, "không sau hôm nay"),
    (PAPER, {"kenh": "giay", "noi-dung": "Một ý.", "ngay-nhan": "hôm qua"}, "không sau hôm nay"),
    (PAPER, {"kenh": "giay", "noi-dung": "Một ý.", "ngay-nhan": "2026-10-20"}, "Chưa đến"),  # before it opened
    (PAPER, {"kenh": "giay", "noi-dung": "Một ý.", "so-nguoi": "0"}, "Số người cùng ký"),
    (PAPER, {"kenh": "giay", "noi-dung": "Một ý.", "so-nguoi": "9" * 5000}, "Số người cùng ký"),
    (PAPER, {"kenh": "giay", "noi-dung": "Số căn cước 001099012345."}, "số căn cước"),
    (MEETING, {**MINUTES, "thon": "thon-la"}, "Thôn"),
    (MEETING, {**MINUTES, "so-nguoi-du": "rất đông"}, "Số người dự"),
    (MEETING, {**MINUTES, "so-nguoi-neu-1": "41"}, "lớn hơn số người dự"),
    (MEETING, {**MINUTES, "khac-1": "6"}, "lớn hơn số người dự"),
    (MEETING, {**MINUTES, "noi-dung-1": ""}, "Nội dung ý kiến"),
    (MEETING, {"thon": "thon-hai", "ngay-nhan": "2026-11-18", "so-nguoi-du": "40"}, "Nội dung ý kiến"),
]


def test_what_cannot_be_taken_comes_back_with_all_that_was_typed(app: Flask, rows: Rows) -> None:
    desk = officer(app)
    for address, fields, told in WRONG:
        page = enter(desk, address, **fields)
        assert page.status in {409, 422}, fields
        assert told in page.text, fields
        for typed in ("noi-dung", "noi-dung-2", "nguon"):
            assert not fields.get(typed) or fields[typed] in page.kept, (fields, typed)
    for address in (PAPER, MEETING):
        assert desk.open(address.replace(DRAFT, "khongcodau")).status == 404
    assert rows(comments) == []


def test_the_same_form_twice_is_one_and_a_denunciation_keyed_in_is_for_screeners_too(app: Flask, rows: Rows) -> None:
    desk = officer(app)
    form = desk.open("/ban-lam-viec/nhap/kien-nghi").form("/nhap/kien-nghi")
    typed = form.typed(kenh="truc-tiep", noi_dung="Tôi tố cáo ông Nguyễn Văn X nhận hối lộ năm triệu đồng.")
    first, second = desk.send(typed), desk.send(typed)
    assert (first.status, second.status) == (201, 200)
    assert first.by_id("ma") == second.by_id("ma")
    assert "không phải là giấy nhận đơn" in first.text
    (comment,) = rows(comments)
    assert (comment["suspected"], comment["status"], comment["channel"]) == ("to-cao", "checking", "truc-tiep")
