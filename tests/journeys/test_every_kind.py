"""Every kind of submission in a browser without JavaScript, from the four doors to the receipt."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from journeys.actors import Citizen, Installation
from playwright.sync_api import Page

TEXT = "Một việc ở thôn cần được xem."
# The link at the doors; what is chosen from lists; the letters of the reference; who answers.
KINDS = [
    ("Gửi kiến nghị, phản ánh", {"Việc ở thôn nào": "Thôn Hai"}, "KN", "Phòng Văn hóa"),
    ("Đề nghị cung cấp thông tin", {}, "TT", "Văn phòng xã Thử"),
    ("Yêu cầu về dữ liệu cá nhân", {}, "DL", "Văn phòng xã Thử"),
    ("Gửi câu hỏi trước cho", {}, "DT", "Ủy ban nhân dân xã Thử"),
    ("Phản ánh cơ quan vi phạm", {"Cơ quan được phản ánh": "Văn phòng xã Thử"}, "VP", "Ủy ban nhân dân xã Thử"),
    ("Phản ánh cơ quan vi phạm", {"Cơ quan được phản ánh": "Ủy ban nhân dân xã Thử"}, "VP", "Ủy ban nhân dân tỉnh Thử"),
]


@pytest.fixture
def at_the_doors(
    furnished_build: Path, installation: Installation, open_page: Callable[..., Page]
) -> Iterator[Callable[[], Citizen]]:
    """A citizen before the four doors of a furnished commune."""
    installation.environment["CONG_KHAI_BUILD"] = str(furnished_build)
    installation.flask("migrate")

    def _arrive() -> Citizen:
        citizen = Citizen(open_page(), installation.address)
        citizen.page.goto(f"{installation.address}/gui-y-kien/")
        return citizen

    with installation.serving():
        yield _arrive


def test_every_kind_gets_a_receipt_and_can_be_looked_up_even_without_style_sheets(
    at_the_doors: Callable[[], Citizen],
) -> None:
    for link, choices, letters, office in KINDS:
        citizen = at_the_doors()
        citizen.page.route("**/*.css", lambda route: route.abort())
        citizen.page.reload()
        citizen.opens(link)
        for label, choice in choices.items():
            citizen.page.get_by_label(label).select_option(label=choice)
        citizen.page.get_by_label("Nội dung").fill(TEXT)
        citizen.looks_it_over()
        citizen.sends()
        reference, code = citizen.receipt()
        assert reference.startswith(f"{letters}-2026-0000"), link
        assert office in citizen.page.locator("main").inner_text(), link
        assert "Đã tiếp nhận" in citizen.looks_up(reference, code), link


def test_a_basket_is_filled_changed_sent_and_followed(at_the_doors: Callable[[], Citizen]) -> None:
    citizen = at_the_doors()
    citizen.opens("Dự thảo Quy chế thực hiện dân chủ")
    citizen.page.get_by_label("Góp ý về").select_option(value="art_2")
    citizen.page.get_by_label("Không đồng ý").check()
    citizen.writes("Năm ngày là ngắn quá.")
    citizen.page.get_by_role("button", name="Góp ý thêm điều khác").click()
    citizen.page.get_by_label("Góp ý về").select_option(value="art_3")
    citizen.writes("Điều này nên bỏ.")
    citizen.page.get_by_role("button", name="Quay lại sửa").click()
    citizen.page.get_by_role("button", name="Sửa ý kiến 1").click()
    assert citizen.page.get_by_label("Ý kiến của bạn").input_value() == "Năm ngày là ngắn quá."
    citizen.writes("Năm ngày là quá ngắn, xin bảy ngày.")
    office = citizen.page.locator("section[aria-labelledby=co-quan-thay]").inner_text()
    assert "Điều này nên bỏ." in office
    assert "xin bảy ngày" in office
    citizen.page.get_by_label("Tôi đồng ý công bố nguyên văn").check()
    citizen.sends()
    reference, code = citizen.receipt()
    with citizen.page.expect_download() as download:
        citizen.page.get_by_role("button", name="Tải giấy hẹn").click()
    assert code in Path(download.value.path()).read_text(encoding="utf-8")
    citizen.looks_up(reference, code)
    citizen.page.get_by_text("Bổ sung, sửa hoặc rút").click()
    citizen.page.get_by_label("Nội dung").fill("Vì nhiều người đi làm xa.")
    citizen.page.get_by_role("button", name="Bổ sung", exact=True).click()
    assert "Người gửi bổ sung" in citizen.page.locator(".steps").inner_text()


def test_a_denunciation_is_told_where_to_go_before_it_is_sent(at_the_doors: Callable[[], Citizen]) -> None:
    citizen = at_the_doors()
    citizen.opens("Gửi kiến nghị, phản ánh")
    citizen.page.get_by_label("Nội dung").fill("Tôi tố cáo ông trưởng thôn biển thủ quỹ.")
    citizen.looks_it_over()
    assert "Tố cáo nộp bằng đơn" in citizen.page.locator("main").inner_text()
    citizen.opens("Xem thêm về khiếu nại, tố cáo")
    assert citizen.page.locator("h1").inner_text() == "Khiếu nại, tố cáo: nộp ở đâu, thế nào"
