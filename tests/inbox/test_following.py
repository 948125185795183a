"""What a citizen does with what they sent: add, correct, withdraw, reopen once, rate, ask about their data."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from inbox_kit.browsing import Browser, Page, officer
from support import OFFICE, Clock

from inbox.stores.comments import Row
from inbox.stores.tables import comments, events, outbox
from plugins.domain.clock import moment

Rows = Callable[..., list[Row]]
WORDS = "Đề nghị báo trước bảy ngày."
OWED = ">cần trả lời<"  # in the queue
MORE = "Vì nhiều người đi làm xa."


@pytest.fixture
def receipt(citizen: Browser) -> Page:
    return citizen.comment(WORDS, dieu="art_2", thu_dien_tu="dan@vidu.example")


@pytest.fixture
def do(citizen: Browser, receipt: Page) -> Callable[..., Page]:
    """Press a button of the status page: `do("bo-sung", noi_dung_them="…")`."""

    form = citizen.send(receipt.form("/tra-cuu")).form("/tra-cuu/bo-sung")

    def _do(verb: str, **fields: str) -> Page:
        return citizen.post(f"/tra-cuu/{verb}", **{**form.fields, **fields})

    return _do


@pytest.fixture
def answer(app: Flask, receipt: Page) -> Callable[..., Page]:
    """The office answers."""

    def _answer(text: str = "Đã sửa thành bảy ngày.") -> Page:
        desk = officer(app)
        form = desk.open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}").form("/tra-loi")
        return desk.send(form.typed(tom_tat="Báo trước bảy ngày", ket_qua="tiep-thu", tra_loi=text))

    return _answer


def test_something_is_added_once_however_often_the_button_is_pressed(
    app: Flask, receipt: Page, do: Callable[..., Page], rows: Rows
) -> None:
    for _ in range(2):
        page = do("bo-sung", noi_dung_them=MORE)
        assert page.status == 200
        assert MORE in page.text
    assert [e["status"] for e in rows(events)] == ["received", "routed", "added"]
    assert MORE in officer(app).open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}").text
    assert [m["kind"] for m in rows(outbox)] == ["office-new", "citizen-received", "office-changed"]


def test_a_correction_takes_the_place_of_what_was_sent_and_history_keeps_both(
    app: Flask, receipt: Page, do: Callable[..., Page], rows: Rows
) -> None:
    assert "Báo trước mười ngày." in do("sua", noi_dung_them="Báo trước mười ngày.").text
    assert [c["body"] for c in rows(comments)] == ["Báo trước mười ngày."]
    seen = officer(app).open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}").text
    assert WORDS in seen
    assert "Báo trước mười ngày." in seen


def test_what_is_withdrawn_waits_for_no_answer(app: Flask, do: Callable[..., Page], rows: Rows) -> None:
    page = do("rut")
    assert "Người gửi đã rút" in page.text
    assert "Trả lời trước khi hết ngày" not in page.text
    assert OWED not in officer(app).open("/ban-lam-viec/").html
    refused = do("bo-sung", noi_dung_them=MORE)
    assert refused.status == 409
    assert MORE in refused.kept
    assert [c["status"] for c in rows(comments)] == ["withdrawn"]


def test_an_answer_is_looked_at_again_once_with_a_reason_and_a_clock_that_starts_anew(
    app: Flask, do: Callable[..., Page], answer: Callable[..., Page], clock: Clock, rows: Rows
) -> None:
    assert do("xem-lai", noi_dung_them=MORE).status == 409  # nothing to look at yet
    answer()
    clock.pass_(timedelta(hours=1))
    assert do("xem-lai", noi_dung_them=" ").status == 422
    page = do("xem-lai", noi_dung_them=MORE)
    assert "Người gửi đề nghị xem lại" in page.text
    assert do("xem-lai", noi_dung_them=MORE).status == 200  # a double click
    assert [(c["status"], c["due_on"]) for c in rows(comments)] == [("reopened", moment("2026-12-14").date())]
    assert OWED in officer(app).open("/ban-lam-viec/").html
    answer("Đã sửa thành mười ngày.")
    again = do("xem-lai", noi_dung_them="Vẫn chưa được.")
    assert again.status == 409
    assert "Mỗi ý kiến được đề nghị xem lại một lần" in again.text
    assert "Đã sửa thành mười ngày." in do("danh-gia", diem="4").text
    assert [e["status"] for e in rows(events)].count("reopened") == 1


def test_an_answered_comment_is_not_corrected_or_withdrawn_any_more(
    do: Callable[..., Page], answer: Callable[..., Page], rows: Rows
) -> None:
    answer()
    for verb in ("sua", "rut"):
        page = do(verb, noi_dung_them=MORE)
        assert page.status == 409
        assert "Ý kiến đã được trả lời" in page.text
        assert MORE in page.kept
    assert [(c["status"], c["body"]) for c in rows(comments)] == [("answered", WORDS)]


def test_an_answer_is_rated_from_one_to_five_and_the_last_rating_counts(
    do: Callable[..., Page], answer: Callable[..., Page], rows: Rows
) -> None:
    assert do("danh-gia", diem="5").status == 409
    answer()
    assert [do("danh-gia", diem=score).status for score in ("0", "6", "", "năm")] == [422] * 4
    for score in ("2", "5", "5"):
        assert do("danh-gia", diem=score).status == 200
    assert [e["detail"]["score"] for e in rows(events) if e["status"] == "rated"] == [2, 5]


@pytest.mark.parametrize("verb", ["bo-sung", "sua", "xem-lai"])
def test_a_denunciation_said_later_is_kept_from_the_office_too(
    app: Flask, receipt: Page, do: Callable[..., Page], answer: Callable[..., Page], rows: Rows, verb: str
) -> None:
    if verb == "xem-lai":
        answer()
    page = do(verb, noi_dung_them="Tôi tố cáo ông trưởng thôn biển thủ quỹ.")
    assert "biển thủ" not in page.text
    assert [(c["suspected"], c["status"]) for c in rows(comments)] == [("to-cao", "checking")]
    assert "office-changed" not in [m["kind"] for m in rows(outbox)]
    assert officer(app).open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}").status == 404


def test_a_request_about_ones_own_data_is_a_submission_with_a_clock_of_its_own(
    citizen: Browser, receipt: Page, rows: Rows
) -> None:
    status = citizen.send(receipt.form("/tra-cuu"))
    assert "dan@vidu.example" in status.text  # what is stored is shown at once
    form = status.form("/du-lieu-ca-nhan").typed(quyen="xoa", noi_dung_them="Xóa thư điện tử của tôi.")
    first, again = citizen.send(form), citizen.send(form)
    assert (first.status, again.status) == (201, 200)
    assert first.by_id("so").startswith("DL-2026-000001-")
    for step in (
        "hạn chế, phản đối xử lý dữ liệu: xong trước khi hết ngày 06/12/2026",
        "dự kiến xong trước khi hết ngày 01/12",
    ):
        assert step in first.text
    assert "25/11/2026" in first.text  # two working days after Saturday 21; Tuesday 24 is a holiday
    asked = rows(comments)[1]
    assert (asked["kind"], asked["relates_to"]) == ("du-lieu-ca-nhan", receipt.by_id("so"))
    assert asked["body"] == "Xóa dữ liệu của tôi.\nXóa thư điện tử của tôi."


def test_no_button_works_without_the_code(citizen: Browser, receipt: Page, rows: Rows) -> None:
    for address in ("/tra-cuu/bo-sung", "/tra-cuu/rut", "/giay-hen", "/du-lieu-ca-nhan", "/tra-cuu/la"):
        page = citizen.post(
            address, so=receipt.by_id("so"), ma="0000-0000-0000-0000-0000", noi_dung_them=MORE, dang="txt"
        )
        assert page.status == 404, address
        assert MORE in page.kept, address
        assert WORDS not in page.text
    assert [e["status"] for e in rows(events)] == ["received", "routed"]


# What is taken home


def keepsake(citizen: Browser, receipt: Page, form: str) -> tuple[str, str]:
    """Type and text of a file."""
    fields = {"so": receipt.by_id("so"), "ma": receipt.by_id("ma"), "dang": form}
    answer = citizen.client.post("/giay-hen", data=fields)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{receipt.by_id("so")}.{form}"'
    return answer.content_type, answer.get_data(as_text=True)


def test_the_receipt_can_be_kept_as_text(citizen: Browser, receipt: Page) -> None:
    type_, text = keepsake(citizen, receipt, "txt")
    assert type_ == "text/plain; charset=utf-8"
    for words in (
        receipt.by_id("so"),
        receipt.by_id("ma"),
        "Phòng Văn hóa – Xã hội xã Thử",
        "Hạn trả lời: 25/12/2026 (dự kiến)",
        "Mốc tính: ngày 04/12/2026.",
        "http://localhost/tra-cuu",
    ):
        assert words in text
    assert WORDS not in text


def test_the_due_day_goes_into_the_calendar_without_code_or_content(citizen: Browser, receipt: Page) -> None:
    type_, text = keepsake(citizen, receipt, "ics")
    assert type_ == "text/calendar; charset=utf-8"
    assert "DTSTART;VALUE=DATE:20261225" in text
    assert f"UID:{receipt.by_id('so')}-han-tra-loi" in text
    assert receipt.by_id("ma") not in text
    assert WORDS not in text


def test_the_arithmetic_can_be_had_as_json_with_the_version_of_rule_and_calendar(
    citizen: Browser, receipt: Page
) -> None:
    type_, text = keepsake(citizen, receipt, "json")
    assert type_ == "application/json"
    assert '"han": "2026-12-25"' in text
    assert "comment.answer (01/07/2025); lịch: holidays " in text


def test_the_receipt_has_a_code_that_leads_to_the_look_up_with_the_reference_filled_in(
    citizen: Browser, receipt: Page
) -> None:
    assert "<svg" in receipt.html
    page = citizen.open(f"/tra-cuu?so={receipt.by_id('so')}")
    assert page.form("/tra-cuu").fields["so"] == receipt.by_id("so")
    assert WORDS not in page.text


# At the desk


@pytest.fixture
def desk(app: Flask, receipt: Page) -> Callable[..., Page]:
    """Send a form of the comment's page at the desk: `desk("gia-han", so_ngay="5", …)`."""
    browser = officer(app, OFFICE)

    def _desk(form: str, **fields: str) -> Page:
        page = browser.open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}")
        return browser.send(page.form(f"/{form}").typed(**fields))

    return _desk


def test_an_extension_and_a_pause_put_off_the_day_and_their_ground_is_told(
    citizen: Browser, receipt: Page, desk: Callable[..., Page], rows: Rows
) -> None:
    assert desk("gia-han", so_ngay="5", ly_do="Phải hỏi ba thôn").status == 200
    assert desk("tam-dung", tu_ngay="2026-12-07", den_ngay="2026-12-08", ly_do="Chờ lũ rút").status == 200
    # 25/12 and five working days: 04/01/2027, for 1 January is a holiday; two days later for the pause
    assert [c["due_on"] for c in rows(comments)] == [moment("2027-01-06").date()]
    status = citizen.send(receipt.form("/tra-cuu"))
    for words in ("Đã gia hạn trả lời", "Phải hỏi ba thôn", "Chờ lũ rút", "06/01/2027"):
        assert words in status.text


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ("gia-han", {"so_ngay": "5", "ly_do": ""}),
        ("gia-han", {"so_ngay": "0", "ly_do": "x"}),
        ("gia-han", {"so_ngay": "٣", "ly_do": "x"}),
        ("gia-han", {"so_ngay": "9999999999", "ly_do": "x"}),
        ("tam-dung", {"tu_ngay": "2026-12-08", "den_ngay": "2026-12-07", "ly_do": "x"}),
        ("tam-dung", {"tu_ngay": "mai", "den_ngay": "", "ly_do": "x"}),
        ("phan-loai", {"loai": "la", "ly_do": "x"}),
        ("chuyen-co-quan", {"co_quan": "ubnd", "ly_do": ""}),
        ("hoi-lai", {"cau_hoi": "Xin cho số căn cước công dân."}),
        ("cap-lai-ma", {"dieu_biet": "bảy"}),
        ("cap-lai-ma", {"dieu_biet": "một câu không có trong đó"}),
    ],
)
def test_what_an_officer_types_wrong_changes_nothing_and_stays_in_its_field(
    desk: Callable[..., Page], rows: Rows, form: str, fields: dict[str, str]
) -> None:
    before = rows(comments)
    page = desk(form, **fields)
    assert page.status == 422
    assert rows(comments) == before
    again = page.form(f"/{form}").fields
    offered = {option.get("value") for option in page.root.iter("option")}
    for name, typed in fields.items():
        assert again[name.replace("_", "-")] == (typed if name != "loai" or typed in offered else "")
    summary = next(e for e in page.root.iter() if e.get("class") == "error-summary")
    wrong = [link.get("href", "").removeprefix("#") for link in summary.iter("a")]
    fields_of_form = {e.get("id") for f in page.root.iter("form") if form in f.get("action", "") for e in f.iter()}
    assert wrong
    assert set(wrong) <= fields_of_form


def test_whoever_lost_the_code_gets_a_new_one_for_something_they_wrote(
    citizen: Browser, receipt: Page, desk: Callable[..., Page]
) -> None:
    page = desk("cap-lai-ma", dieu_biet="bao truoc BẢY ngày")
    new = page.by_id("ma")
    assert citizen.send(receipt.form("/tra-cuu")).status == 404
    assert citizen.post("/tra-cuu", so=receipt.by_id("so"), ma=new).status == 200
