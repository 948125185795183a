"""Looking up a comment: whoever knows reference and code sees it, nobody learns which of the two was wrong."""

from collections.abc import Callable

import pytest
from inbox_kit.browsing import Browser, Page

WRONG_CODE, WRONG_REFERENCE = "0000-0000-0000-0000-0000", "GY-2026-000777-K"


@pytest.fixture
def receipt(citizen: Browser) -> Page:
    return citizen.comment("Đề nghị báo trước bảy ngày.")


def look_up(citizen: Browser, reference: str, code: str) -> Page:
    return citizen.send(citizen.open("/tra-cuu").form("/tra-cuu").typed(so=reference, ma=code))


def test_wrong_code_wrong_reference_and_both_get_the_same_page(citizen: Browser, receipt: Page) -> None:
    reference, code = receipt.by_id("so"), receipt.by_id("ma")
    wrong_pairs = [(reference, WRONG_CODE), (WRONG_REFERENCE, code), (WRONG_REFERENCE, WRONG_CODE), ("", "")]
    pages = []
    for typed_reference, typed_code in wrong_pairs:
        page = look_up(citizen, typed_reference, typed_code)
        assert page.status == 404
        assert "Không tìm thấy ý kiến. Số ý kiến hoặc mã bí mật không đúng." in page.text
        assert {typed_reference, typed_code} - {""} <= page.kept
        pages.append(
            page.html.replace(f'value="{typed_reference}"', 'value=""').replace(f'value="{typed_code}"', 'value=""')
        )
    assert len(set(pages)) == 1


FORGIVING: dict[str, Callable[[str], str]] = {
    "như trên giấy hẹn": lambda text: text,
    "chữ thường": lambda text: text.lower(),
    "không gạch nối": lambda text: text.replace("-", ""),
    "có khoảng trắng": lambda text: f"  {text.replace('-', ' - ')} ",
    "O thay cho 0 trong mã, l thay cho 1": lambda text: (
        text.replace("0", "O").replace("1", "l") if text.count("-") == 4 else text
    ),
}


def test_a_reference_and_a_code_are_read_as_people_type_them(citizen: Browser, receipt: Page) -> None:
    for way, typed in FORGIVING.items():
        page = look_up(citizen, typed(receipt.by_id("so")), typed(receipt.by_id("ma")))
        assert page.status == 200, way
        assert page.heading == f"Ý kiến {receipt.by_id('so')}", way


ODD = {
    "thẻ HTML": "</textarea><script>alert(1)</script>",
    "dấu nháy": '"><script>alert(1)</script>',
    "ký tự rỗng": "\x00",
    "chữ số Ả Rập": "٠" * 20,
    "5.000 chữ số": "9" * 5000,
    "biểu tượng": "🙂",
}


def test_odd_input_is_not_found_and_harmless(citizen: Browser) -> None:
    for name, odd in ODD.items():
        page = look_up(citizen, odd, odd)
        assert page.status == 404, name
        assert page.scripts == [], name
        assert "\x00" not in page.html, name


def test_the_code_of_one_comment_does_not_open_another(citizen: Browser, receipt: Page) -> None:
    other = citizen.comment("Một ý kiến khác.")
    assert look_up(citizen, other.by_id("so"), receipt.by_id("ma")).status == 404


def test_reference_and_code_are_never_asked_for_in_an_address(citizen: Browser, receipt: Page) -> None:
    page = citizen.open(f"/tra-cuu?so={receipt.by_id('so')}&ma={receipt.by_id('ma')}")
    assert page.heading == "Tra cứu ý kiến đã gửi"
    assert "Đề nghị báo trước" not in page.text
