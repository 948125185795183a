"""Every task by keyboard alone, without JavaScript: what has the focus is seen, errors lead to their fields."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from journeys.actors import Installation
from playwright.sync_api import Page, expect
from support import OFFICE, PASSWORD

_FARTHEST = 150  # presses of Tab on one page
_FOCUS = """() => {
    const e = document.activeElement, style = getComputedStyle(e);
    const label = e.labels && e.labels.length ? e.labels[0].innerText : "";
    return {
        isPage: e === document.body,
        isSeen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        name: (label + " " + e.textContent).replace(/\\s+/g, " ").trim(),
        html: e.outerHTML.slice(0, 200),
    };
}"""


class Keyboard:
    """Somebody who has no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def goes_to(self, name: str) -> None:
        """Press Tab until the link, button or field of that name has the focus; on the way all focus is seen."""
        wanted = re.compile(name)
        for _ in range(_FARTHEST):
            self.page.keyboard.press("Tab")
            focus = self.page.evaluate(_FOCUS)
            if focus["isPage"]:  # past its end
                continue
            assert focus["isSeen"], focus["html"]
            if wanted.search(focus["name"]):
                return
        pytest.fail(f"{name} is not reached by Tab on {self.page.url}")

    def follows(self, name: str) -> None:
        self.goes_to(name)
        self.enters()

    def enters(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def types(self, field: str, text: str) -> None:
        self.goes_to(field)
        self.page.keyboard.insert_text(text)

    def sees(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)


@pytest.fixture
def keyboard(open_page: Callable[..., Page]) -> Keyboard:
    return Keyboard(open_page(1280))


def test_every_task_is_done_by_keyboard_alone(
    installation: Installation, commune_build: Path, keyboard: Keyboard
) -> None:
    shutil.copytree(commune_build, installation.build, symlinks=True)
    installation.flask("migrate")
    installation.flask("officer-add", OFFICE, OFFICE, "--password", PASSWORD)
    with installation.serving():
        skips_the_head_of_the_page(keyboard, f"{installation.address}/")
        searches(keyboard, f"{installation.address}/")
        reference, code = comments(keyboard)
        looks_up(keyboard, reference, code)
        petitions(keyboard, f"{installation.address}/")
        answers(keyboard, f"{installation.address}/ban-lam-viec/", reference)


def skips_the_head_of_the_page(keyboard: Keyboard, home: str) -> None:
    keyboard.page.goto(home)
    keyboard.follows("Đến nội dung chính")
    keyboard.goes_to("Dự thảo Quy chế")


def searches(keyboard: Keyboard, home: str) -> None:
    keyboard.page.goto(home)
    keyboard.types("Tìm trong trang", "hop thon")
    keyboard.enters()
    keyboard.follows("Dự thảo Quy chế thực hiện dân chủ")


def comments(keyboard: Keyboard) -> tuple[str, str]:
    """Send an empty form, whose faults have the focus and lead to their fields, then a comment; return its receipt."""
    page = keyboard.page
    keyboard.follows(r"(?i)góp ý điều này \(điều 2\)")
    keyboard.follows("Xem lại trước khi gửi")
    expect(page.locator(".error-summary")).to_be_focused()
    keyboard.follows("Nội dung ý kiến: chưa có chữ nào")
    expect(page.locator("#noi-dung")).to_be_focused()
    page.keyboard.insert_text("Đề nghị báo trước bảy ngày.")
    keyboard.follows("Xem lại trước khi gửi")
    keyboard.sees("Công chúng thấy")
    keyboard.follows("^Gửi$")
    keyboard.sees("Giấy hẹn")
    return page.locator("#so").inner_text(), page.locator("#ma").inner_text()


def looks_up(keyboard: Keyboard, reference: str, code: str) -> None:
    page = keyboard.page
    keyboard.follows("Tra cứu ý kiến đã gửi")
    keyboard.types("Số ý kiến", reference)
    keyboard.types("Mã bí mật", "sai")
    keyboard.enters()
    expect(page.locator(".error-summary")).to_be_focused()
    keyboard.follows("Không tìm thấy ý kiến")
    expect(page.locator("#so")).to_be_focused()
    keyboard.goes_to("Mã bí mật")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(code)
    keyboard.enters()
    keyboard.sees("Đã chuyển đến")


def petitions(keyboard: Keyboard, home: str) -> None:
    keyboard.page.goto(home)
    keyboard.follows("gửi kiến nghị, phản ánh")
    keyboard.types("Nội dung", "Đèn ở chợ hỏng.")
    keyboard.follows("Xem lại trước khi gửi")
    keyboard.follows("^Gửi$")
    keyboard.sees("Giấy hẹn")


def answers(keyboard: Keyboard, desk: str, reference: str) -> None:
    page = keyboard.page
    page.goto(desk)
    keyboard.types("Tên đăng nhập", OFFICE)
    keyboard.types("Mật khẩu", PASSWORD)
    keyboard.enters()
    keyboard.follows(reference)
    keyboard.follows("Lưu câu trả lời")
    expect(page.locator(".error-summary")).to_be_focused()
    keyboard.types("Tóm tắt ý kiến để công bố", "Báo trước bảy ngày")
    keyboard.goes_to("Tiếp thu")
    page.keyboard.press("Space")
    keyboard.types("Nội dung trả lời", "Đã sửa thành bảy ngày.")
    keyboard.follows("Lưu câu trả lời")
    keyboard.follows("Công bố câu trả lời")
    keyboard.sees("Công bố lại câu trả lời")
