"""Whatever is wrong with a form: a sentence in Vietnamese, the right status, the text still there, nothing stored."""

from collections.abc import Callable

import pytest
from inbox_kit.browsing import Browser, Form, Page
from sqlalchemy import Table
from support import DRAFT, Clock

from inbox.access.stamps import new_stamp
from inbox.services import Services
from inbox.stores.comments import Row
from inbox.stores.tables import comments, events, outbox
from plugins.domain.clock import moment
from plugins.domain.comments import Kind

BODY = 'Đề nghị báo trước bảy ngày.\nDòng hai: </textarea><script>alert("hại")</script> & “hết”'
NAME = 'Người thử "><script>alert(1)</script>'
EMAIL = "nguoi-thu@vidu.example"
Rows = Callable[[Table], list[Row]]


@pytest.fixture
def form(citizen: Browser) -> Form:
    """The form for a comment on the open draft, filled in."""
    empty = citizen.open(f"/gop-y/{DRAFT}").form("/gop-y/")
    return empty.typed(noi_dung=BODY, ho_ten=NAME, thu_dien_tu=EMAIL, dieu="art_2")


@pytest.fixture
def stamp_for(parts: Services) -> Callable[..., str]:
    """A genuine stamp of the server's: `stamp_for(kind, subject, hash of the text)`."""
    return lambda kind, subject, text_hash="": parts.stamps.write(new_stamp(kind, subject, text_hash))


def assert_refused(
    page: Page, status: int, words: str, rows: Rows, *, kept: tuple[str, ...] = (BODY, NAME, EMAIL)
) -> None:
    assert page.status == status
    assert words in page.text
    assert set(kept) <= page.kept
    assert page.scripts == []
    assert [rows(comments), rows(events), rows(outbox)] == [[], [], []]


WRONG_ADDRESSES = [
    # the address to which the form goes; the heading of the answer
    ("/gop-y/khongco001", "Không có dự thảo này"),
    ("/gop-y/vbthu00001", "Không có dự thảo này"),  # an issued document is no draft
    ("/kien-nghi/khong-co", "Không có cơ quan này"),
]


@pytest.mark.parametrize(("address", "words"), WRONG_ADDRESSES)
def test_an_unknown_draft_or_office_gives_the_text_back(
    citizen: Browser, form: Form, rows: Rows, address: str, words: str
) -> None:
    page = citizen.send(Form(address, form.fields))
    assert_refused(page, 404, words, rows)


def test_an_unknown_office_gives_a_form_that_reaches_the_office_in_charge(citizen: Browser, form: Form) -> None:
    page = citizen.send(Form("/kien-nghi/khong-co", form.fields))
    assert citizen.send(page.form("/kien-nghi/")).status == 201


@pytest.mark.parametrize("provision", ["art_99", "art_2__para_1__point_z", "<script>", "\x00"])
def test_an_unknown_provision_gives_the_form_back_to_choose_again(
    citizen: Browser, form: Form, rows: Rows, provision: str
) -> None:
    page = citizen.send(form.typed(dieu=provision))
    assert_refused(page, 404, "Dự thảo không có điều, khoản này", rows)
    assert citizen.send(page.form("/gop-y/").typed(dieu="art_3")).status == 201


@pytest.mark.parametrize(
    ("address", "words"),
    [
        *WRONG_ADDRESSES,
        (f"/gop-y/{DRAFT}?dieu=art_99", "Dự thảo không có điều, khoản này"),
    ],
)
def test_a_link_to_what_does_not_exist_says_so(citizen: Browser, address: str, words: str) -> None:
    page = citizen.open(address)
    assert page.status == 404
    assert words in page.text


def test_a_comment_before_the_opening_is_refused_with_the_moment_of_opening(
    citizen: Browser, form: Form, rows: Rows, clock: Clock
) -> None:
    clock.time = moment("2026-11-01T23:59:59.999")
    page = citizen.send(form)
    assert_refused(page, 409, "Dự thảo này nhận ý kiến từ 00:00 ngày 02/11/2026", rows)
    clock.time = moment("2026-11-02T00:00:00")
    assert citizen.send(page.form("/gop-y/")).status == 201


WRONG_WORDS = {
    # what is wrong: field, what is typed, what the page says
    "không viết gì": ("noi_dung", "", "Nội dung ý kiến: chưa có chữ nào"),
    "chỉ có khoảng trắng": ("noi_dung", " \r\n\t ", "Nội dung ý kiến: chưa có chữ nào"),
    "chỉ có ký tự vô hình": ("noi_dung", "\u200b\ufeff\u00a0", "Nội dung ý kiến: chưa có chữ nào"),
    "20.001 ký tự": ("noi_dung", "ế" * 20_001, "Nội dung ý kiến: dài 20.001 ký tự, tối đa 20.000"),
    "ký tự điều khiển": ("noi_dung", "chuông \x07 và \x00 rỗng", "Nội dung ý kiến: có 2 ký tự điều khiển"),
    "họ tên dài": ("ho_ten", "Đ" * 201, "Họ tên: dài 201 ký tự, tối đa 200"),
    "họ tên có ký tự điều khiển": ("ho_ten", "Tên\x1b[31m", "Họ tên: có 1 ký tự điều khiển"),
    "không có @": ("thu_dien_tu", "không phải địa chỉ", "Thư điện tử: không giống một địa chỉ"),
    "không có tên miền": ("thu_dien_tu", "dan@vidu", "Thư điện tử: không giống một địa chỉ"),
    "hai địa chỉ": ("thu_dien_tu", "dan@vidu.example, ban@vidu.example", "Thư điện tử: không giống một địa chỉ"),
    "chèn dòng": ("thu_dien_tu", "dan@vidu.example\r\nBcc: b@vidu.example", "Thư điện tử: không giống một địa chỉ"),
    "địa chỉ dài": ("thu_dien_tu", f"{'a' * 200}@vidu.example", "Thư điện tử: dài 213 ký tự, tối đa 200"),
}


@pytest.mark.parametrize(("field", "typed", "words"), WRONG_WORDS.values(), ids=WRONG_WORDS)
def test_words_that_cannot_be_taken_stay_in_the_form_until_they_are_put_right(
    citizen: Browser, form: Form, rows: Rows, field: str, typed: str, words: str
) -> None:
    others = {"noi_dung": (NAME, EMAIL), "ho_ten": (BODY, EMAIL), "thu_dien_tu": (BODY, NAME)}[field]
    page = citizen.send(form.typed(**{field: typed}))
    assert_refused(page, 422, words, rows, kept=others)
    again = page.form("/gop-y/")
    right = {"noi_dung": BODY, "ho_ten": NAME, "thu_dien_tu": EMAIL}[field]
    assert citizen.send(again.typed(**{field: right})).status == 201


def test_a_text_too_long_by_one_character_comes_back_whole(citizen: Browser, form: Form) -> None:
    text = "ế" * 20_001
    assert text in citizen.send(form.typed(noi_dung=text)).kept


def test_only_the_control_characters_are_missing_from_what_comes_back(citizen: Browser, form: Form, rows: Rows) -> None:
    page = citizen.send(form.typed(noi_dung="Trước\x07 sau\x00"))
    assert "Trước sau" in page.kept
    assert citizen.send(page.form("/gop-y/")).status == 201
    assert [comment["body"] for comment in rows(comments)] == ["Trước sau"]


LONGEST = {
    "20.000 chữ": "ế" * 20_000,
    "10.000 dòng một chữ: xuống dòng tính một ký tự": "a\r\n" * 10_000,
}


@pytest.mark.parametrize("text", LONGEST.values(), ids=LONGEST)
def test_twenty_thousand_characters_are_taken_whole(citizen: Browser, form: Form, rows: Rows, text: str) -> None:
    assert citizen.send(form.typed(noi_dung=text)).status == 201
    assert rows(comments)[0]["body"] == text.replace("\r\n", "\n").strip()


@pytest.mark.parametrize("stamp", ["none", "forged", "draft", "petition", "tampered"])
def test_a_form_that_the_site_did_not_make_comes_back_with_a_good_stamp(
    citizen: Browser, form: Form, rows: Rows, stamp_for: Callable[..., str], stamp: str
) -> None:
    stamps = {
        "none": "",
        "forged": "WyJnb3AteSIsImR0dGh1MDAwMDEiLCIiLCJ4Il0.giả",
        "draft": stamp_for(Kind.COMMENT, "khac000001"),
        "petition": stamp_for(Kind.PETITION, DRAFT),
        "tampered": "x" + form.fields["phieu"],
    }
    page = citizen.send(form.typed(phieu=stamps[stamp]))
    assert_refused(page, 400, "Phiếu gửi không hợp lệ", rows)
    assert citizen.send(page.form("/gop-y/")).status == 201


def test_a_draft_that_changed_under_the_citizen_is_shown_anew_before_the_comment_is_taken(
    citizen: Browser, form: Form, rows: Rows, stamp_for: Callable[..., str]
) -> None:
    page = citizen.send(form.typed(phieu=stamp_for(Kind.COMMENT, DRAFT, "của một văn bản khác")))
    assert_refused(page, 409, "Dự thảo vừa được sửa", rows)
    assert citizen.send(page.form("/gop-y/")).status == 201


def test_a_request_of_more_than_a_megabyte_is_refused_in_words(citizen: Browser, form: Form, rows: Rows) -> None:
    page = citizen.send(form.typed(noi_dung="a" * 1_000_001))
    assert_refused(page, 413, "Nội dung gửi quá lớn", rows, kept=())
