"""Every kind of page, in both programs: no violation that axe finds, nothing wider than a small phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from journeys.actors import Citizen, Installation, Officer
from playwright.sync_api import Browser, Page
from support import DRAFT, OFFICE, PASSWORD

_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
_NARROWEST = 320

PAGES = [
    "/",
    "/du-thao/index.html",
    "/du-thao/quy-che-dan-chu.html",
    "/van-ban/index.html",
    "/van-ban/5-2026-nq-hdnd.html",
    "/cong-khai/thu-chi-quy.html",
    "/co-quan/index.html",
    "/co-quan/ubnd.html",
    "/en/co-quan/index.html",
    "/tin/index.html",
    "/trang/gioi-thieu.html",
    "/khong-co",
    "/tim-kiem?q=dan+chu",
    "/tim-kiem?q=xyzzy",
    "/muc-luc/index.html",
    "/muc-luc/chu-t.html",
    "/muc-luc/so-2026.html",
    f"/gop-y/{DRAFT}?dieu=art_2",
    "/gop-y/khong-co",
    "/kien-nghi/",
    "/tra-cuu",
    "/ban-lam-viec/dang-nhap",
]


def faults_of(page: Page) -> list[str]:
    """Return what axe says against a page, and whether it is wider than the screen."""
    found = Axe().run(page, options=_RULES).response["violations"]
    faults = [f"{v['id']}: {node['html'][:120]}" for v in found for node in v["nodes"]]
    width = page.evaluate("document.documentElement.scrollWidth")
    return faults + ([f"{width} px wide"] if width > _NARROWEST else [])


@pytest.fixture
def narrow_page(browser: Browser) -> Page:
    """The narrowest screen; axe itself needs JavaScript, the pages hold none."""
    context = browser.new_context(viewport={"width": _NARROWEST, "height": 800}, bypass_csp=True)
    return context.new_page()


def test_no_kind_of_page_has_a_fault_at_the_narrowest_width(installation: Installation, narrow_page: Page) -> None:
    installation.build_site()
    installation.flask("migrate")
    installation.flask("officer-add", OFFICE, OFFICE, "--password", PASSWORD)
    found: dict[str, list[str]] = {}

    def look(name: str, arrived: str = "h1") -> None:
        narrow_page.locator(arrived).first.wait_for()
        if faults := faults_of(narrow_page):
            found[name] = faults

    with installation.serving():
        for path in PAGES:
            narrow_page.goto(installation.address + path)
            look(path)
        citizen, officer = Citizen(narrow_page, installation.address), Officer(narrow_page, installation.address)
        narrow_page.goto(f"{installation.address}/gop-y/{DRAFT}")
        citizen.writes(" ")
        look("form with an error", ".error-summary")
        citizen.writes_and_sends("Đề nghị báo trước bảy ngày.", "dan@vidu.example")
        look("receipt", "#ma")
        reference, code = citizen.receipt()
        citizen.looks_up(reference, "sai")
        look("look-up with an error", ".error-summary")
        officer.signs_in()
        look("queue", ".queue")
        officer.opens(reference)
        look("comment at the desk", "text=Lưu câu trả lời")
        officer.answers("Báo trước bảy ngày", "Tiếp thu", "Đã sửa.")
        officer.publishes()
        look("published at the desk", "text=Công bố lại")
        citizen.looks_up(reference, code)
        look("status", ".steps")
        installation.build_site()
        narrow_page.goto(f"{installation.address}/du-thao/quy-che-dan-chu.html")
        look("draft with an answer", ".answer")

    assert found == {}
