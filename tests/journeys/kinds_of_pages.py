"""Every kind of page: of the site one for each template and language, of the inbox all that a comment passes."""

import runpy
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from journeys.actors import Installation, Officer
from playwright.sync_api import Page
from support import ROOT, TODAY

from plugins.__main__ import rooms_of
from plugins.documents import moved
from plugins.documents.building import Building
from plugins.domain.clock import moment
from plugins.domain.vocabulary import VIETNAMESE
from plugins.kit.build import Build
from plugins.kit.outputs import Output
from plugins.kit.run import Run
from plugins.kit.templates import in_language, language_of

_TEMPLATES = ROOT / "theme" / "templates"
# Pages that only lead on, and the one that shows components out of their places.
_NOT_SHOWN = {path.name for path in _TEMPLATES.glob("*.html") if 'http-equiv="refresh"' in path.read_text("utf-8")}
_NOT_SHOWN |= {"gallery.html"}


def of_the_site(content: Path) -> dict[str, str]:
    """Return the path of a page of each kind (its template, and its language) of a development build, the shortest."""
    found: dict[str, str] = {}
    planned = Build.page

    def page(build: Build, path: str, template: str, *arguments: Any, **more: Any) -> Output:
        if template not in _NOT_SHOWN:
            kind = f"{template}, {language_of(path)}"
            found[kind] = min(found.get(kind, path), path, key=len)
        return planned(build, path, template, *arguments, **more)

    settings = {name: value for name, value in runpy.run_path(str(ROOT / "pelicanconf.py")).items() if name.isupper()}
    with TemporaryDirectory() as folder, patch.object(Build, "page", page):
        places = {"PATH": str(content), "OUTPUT_PATH": f"{folder}/out", "PUBLIC_LINK": f"{folder}/link", "NOW": TODAY}
        run = Run(settings | places, moment(TODAY))
        Building(settings | places, run).build.plan_with([*rooms_of(settings["PLUGINS"]), moved.outputs], None)
        run.give_up()
    return found


def of_the_citizens_side(page: Page, address: str, draft: str, language: str) -> Iterator[str]:
    """Go through the citizen's side of the inbox in a language; yield the name of each kind of page when it is shown.

    The last comment sent is at the page's `#so` and `#ma` when its receipt is yielded.
    """
    home = f"{address}/{in_language(language, '')}"
    plain = {
        "comment form": f"gop-y/{draft}?dieu=art_2",
        "no such draft": "gop-y/khong-co",
        "doors": "gui-y-kien/",
        "petition form": "kien-nghi/",
        "form for information": "xin-thong-tin/",
        "form for violations": "vi-pham-dan-chu/",
        "form for requests about data": "yeu-cau-du-lieu/",
        "complaints and denunciations": "khieu-nai-to-cao/",
        "look-up": "tra-cuu",
        "figures of all offices": "so-lieu/",
        "search with results": "tim-kiem/index.html?q=dan+chu",
        "search without results": "tim-kiem/index.html?q=xyzzy",
        "nothing there": "khong-co",
    }
    for name, path in plain.items():
        page.goto(home + path)
        yield f"{name}, {language}"
    page.goto(f"{home}gop-y/{draft}")
    _send(page, "#noi-dung", " ")
    yield f"comment form with an error, {language}"
    _send(page, "#noi-dung", "Đề nghị báo trước bảy ngày.")
    yield f"preview, {language}"
    page.locator("main form.form button[type=submit]").first.click()
    page.locator("#ma").wait_for()
    yield f"receipt, {language}"
    reference, code = page.locator("#so").inner_text(), page.locator("#ma").inner_text()
    page.goto(f"{home}tra-cuu")
    page.fill("#so", reference)
    _send(page, "#ma", "sai")
    yield f"look-up with an error, {language}"
    _send(page, "#ma", code)
    yield f"status, {language}"


def of_the_desk(page: Page, installation: Installation, login: str) -> Iterator[str]:
    """Go through the desk as an officer who answers and publishes; yield the name of each kind of page as above."""
    officer = Officer(page, installation.address)
    page.goto(f"{installation.address}/ban-lam-viec/")
    yield f"sign-in, {VIETNAMESE}"
    officer.signs_in(login)
    page.locator(".queue").wait_for()
    yield f"queue, {VIETNAMESE}"
    page.locator('.queue input[type="checkbox"]').first.check()
    page.get_by_label("Chuyển cơ quan khác").check()
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_text("Chưa có gì thay đổi").wait_for()
    yield f"many rows at once, {VIETNAMESE}"
    page.goto(f"{installation.address}/ban-lam-viec/goi-bao")
    yield f"calls, {VIETNAMESE}"
    page.goto(f"{installation.address}/ban-lam-viec/")
    page.locator(".queue a").first.click()
    page.get_by_role("heading", name="Người dân viết").wait_for()
    if (release := page.get_by_role("button", name="Chuyển xử lý")).count():
        yield f"held comment at the desk, {VIETNAMESE}"
        release.click()
        page.locator("#tra-loi").wait_for()
    yield f"comment at the desk, {VIETNAMESE}"
    _send(page, "#tom-tat", "")
    page.locator(".error-summary").wait_for()
    yield f"comment at the desk with errors, {VIETNAMESE}"
    officer.answers("Báo trước bảy ngày", "Tiếp thu", "Đã sửa.")
    officer.publishes()
    page.get_by_text("Công bố lại").wait_for()
    yield f"published at the desk, {VIETNAMESE}"
    yield from _of_consultations(page, f"{installation.address}/ban-lam-viec/")


def _of_consultations(page: Page, desk: str) -> Iterator[str]:
    """Go through what an officer sees of a consultation, and keys in for it; yield the name of each page."""
    page.goto(f"{desk}lay-y-kien/")
    yield f"consultations at the desk, {VIETNAMESE}"
    page.locator(".queue a").first.click()
    page.locator("#tien-do").wait_for()
    yield f"consultation at the desk, {VIETNAMESE}"
    here = page.url
    page.locator(".queue a").first.click()
    page.get_by_role("link", name="Sửa câu trả lời").click()
    page.locator("#tra-loi").wait_for()
    yield f"opinions on a provision at the desk, {VIETNAMESE}"
    page.goto(f"{here}/bang")
    yield f"draft of the table at the desk, {VIETNAMESE}"
    page.goto(f"{desk}nhap/")
    yield f"what can be keyed in, {VIETNAMESE}"
    page.get_by_role("link", name="kết quả họp").first.click()
    page.locator("#so-nguoi-du").wait_for()
    yield f"form for a meeting, {VIETNAMESE}"
    page.goto(f"{desk}nhap/kien-nghi")
    _send(page, "#noi-dung", "Đèn đường hỏng.")
    page.locator(".error-summary").wait_for()
    yield f"form for what came by other ways, with an error, {VIETNAMESE}"
    page.get_by_label("Bản giấy").check()
    _send(page, "#noi-dung", "Đèn đường hỏng.")
    page.locator("#ma").wait_for()
    yield f"slip, {VIETNAMESE}"


def of_the_administrators(page: Page, installation: Installation, login: str) -> Iterator[str]:
    """Go through the pages of an administrator, whose account is the second; yield the name of each as above."""
    officer = Officer(page, installation.address)
    officer.signs_out()
    officer.signs_in(login)
    page.get_by_text("Mời một người").wait_for()
    yield f"accounts, {VIETNAMESE}"
    for path in ("quan-tri/tinh-trang", "quan-tri/tai-khoan/1", "tai-khoan/", "tai-khoan/xac-thuc-hai-buoc"):
        page.goto(f"{installation.address}/ban-lam-viec/{path}")
        yield f"{path}, {VIETNAMESE}"
    page.goto(f"{installation.address}/ban-lam-viec/quan-tri/tai-khoan/moi")
    yield f"invite, {VIETNAMESE}"
    page.get_by_role("button", name="Tạo lời mời").click()
    page.locator(".error-summary").wait_for()
    yield f"invite with errors, {VIETNAMESE}"


def _send(page: Page, field: str, text: str) -> None:
    page.fill(field, text)
    page.locator(f"form:has({field}) button[type=submit]").click()
    page.wait_for_load_state()
