"""What a citizen gets for a comment: on time, late, or on the last second."""

import re
from collections.abc import Callable

import pytest
from inbox_kit.browsing import Browser
from sqlalchemy import Table
from support import DRAFT, Clock

from inbox.stores.comments import Row
from inbox.stores.tables import comments, events, outbox
from plugins.domain.clock import moment

Rows = Callable[[Table], list[Row]]
WORDS = "Đề nghị báo trước bảy ngày."


def test_a_comment_gets_a_reference_a_code_an_office_and_a_day(citizen: Browser) -> None:
    receipt = citizen.comment(WORDS, dieu="art_2__para_1__point_dd")
    assert receipt.status == 201
    assert re.fullmatch(r"GY-2026-000001-[A-Z]", receipt.by_id("so"))
    assert re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){4}", receipt.by_id("ma"))
    for words in (
        "Phòng Văn hóa – Xã hội xã Thử",
        "điểm đ khoản 1 Điều 2",
        "10:00 ngày 21/11/2026",
        "25/12/2026 (dự kiến)",
    ):
        assert words in receipt.text
    assert WORDS in receipt.text


def test_the_receipt_leads_to_the_status_page(citizen: Browser) -> None:
    receipt = citizen.comment(WORDS)
    status = citizen.send(receipt.form("/tra-cuu"))
    assert status.status == 200
    assert status.heading == f"Ý kiến {receipt.by_id('so')}"
    assert "Đã chuyển đến Phòng Văn hóa – Xã hội xã Thử" in status.text
    assert WORDS in status.text


CLOSING = [
    # the moment of sending; whether it is late; the last day for the answer
    ("2026-11-02T00:00:00", False, "25/12/2026"),
    ("2026-12-04T23:59:59.999", False, "25/12/2026"),
    ("2026-12-05T00:00:00", True, "25/12/2026"),
    ("2026-12-08T09:00:00", True, "29/12/2026"),
]


@pytest.mark.parametrize(("sent_at", "is_late", "due"), CLOSING)
def test_a_comment_after_closing_is_stored_as_late_and_the_receipt_says_so(
    citizen: Browser, rows: Rows, clock: Clock, *, sent_at: str, is_late: bool, due: str
) -> None:
    clock.time = moment(sent_at)
    receipt = citizen.comment(WORDS)
    assert receipt.status == 201
    assert ("Gửi muộn" in receipt.text) is is_late
    assert f"{due} (dự kiến)" in receipt.text
    assert [comment["is_late"] for comment in rows(comments)] == [is_late]
    assert ("gửi muộn" in citizen.send(receipt.form("/tra-cuu")).text) is is_late


def test_a_form_opened_in_time_and_sent_late_is_one_late_comment(citizen: Browser, rows: Rows, clock: Clock) -> None:
    form = citizen.open(f"/gop-y/{DRAFT}").form("/gop-y/").typed(noi_dung=WORDS, thu_dien_tu="dan@vidu.example")
    clock.time = moment("2026-12-05T00:00:01")
    assert "Gửi muộn" in citizen.send(form).text
    assert "Gửi muộn" in citizen.send(form).text
    assert [c["is_late"] for c in rows(comments)] == [True]
    assert [e["status"] for e in rows(events)] == ["received", "routed"]
    assert [m["recipient"] for m in rows(outbox)] == ["vanhoa@thu.example", "dan@vidu.example"]


def test_the_form_of_a_closed_draft_warns_before_one_writes(citizen: Browser, clock: Clock) -> None:
    clock.time = moment("2026-12-05T00:00:00")
    page = citizen.open(f"/gop-y/{DRAFT}")
    assert page.status == 200
    assert "Đã hết hạn lúc 23:59 ngày 04/12/2026" in page.text


def test_a_comment_without_an_address_sends_mail_to_the_office_only(citizen: Browser, rows: Rows) -> None:
    citizen.comment(WORDS)
    assert [m["recipient"] for m in rows(outbox)] == ["vanhoa@thu.example"]


def test_references_count_up_within_their_series_and_year(citizen: Browser, clock: Clock) -> None:
    def numbers(count: int) -> list[str]:
        return [citizen.comment(f"{WORDS} {i}").by_id("so")[:14] for i in range(count)]

    assert numbers(2) == ["GY-2026-000001", "GY-2026-000002"]
    clock.time = moment("2027-01-01T00:00:00")
    assert numbers(1) == ["GY-2027-000001"]
