"""The site on a plain web host, or on a USB stick: the search box works there, too, and there is a way without it."""

import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page

RULE = "Dự thảo Quy chế thực hiện dân chủ ở cơ sở của xã Thử"
RESOLUTION = "Nghị quyết về công khai thu chi của thôn"
FUND = "Tình hình thu chi quỹ thôn"
ABOUT = "Giới thiệu"

DOCUMENT = """\
ma: {id}
loai: nghi-quyet
so-ky-hieu: {symbol}
trich-yeu: {about}
co-quan: ubnd
ngay-ban-hanh: {day}
tom-tat: {summary}
"""


class StrictHandler(SimpleHTTPRequestHandler):
    """A host of files with the policy of the inbox, and scripts of the site's own."""

    def end_headers(self) -> None:
        policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'"
        self.send_header("Content-Security-Policy", policy)
        super().end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


SEARCH = r"index\.html$|tim-kiem/|theme/"  # the pages of which a search makes use


@pytest.fixture
def site(commune_build: Path) -> Path:
    return (commune_build / "output").resolve()


@pytest.fixture
def host() -> Iterator[Callable[[Path], str]]:
    """Put a folder on a host of files; return its address."""
    servers: list[ThreadingHTTPServer] = []

    def _host(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(StrictHandler, directory=str(folder)))
        Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield _host
    for server in servers:
        server.shutdown()
        server.server_close()


def ask(page: Page, address: str, typed: str) -> None:
    """Type into the search box at the head of the home page."""
    page.goto(f"{address}/index.html")
    page.fill("#tim-o-dau-trang", typed)
    page.press("#tim-o-dau-trang", "Enter")


def search(page: Page, address: str, typed: str) -> list[str]:
    """Return the titles found for what is typed."""
    ask(page, address, typed)
    page.locator("[data-say]:not([hidden]):not([data-say=looking]):not([data-say=no-script])").wait_for()
    return page.locator(".result__title").all_inner_texts()


def said(page: Page) -> str:
    return page.get_by_role("status").inner_text()


# What is typed → what is found.
TYPED = {
    "dân chủ ở cơ sở": [RULE],
    "dan chu o co so": [RULE],
    unicodedata.normalize("NFD", "dân chủ ở cơ sở"): [RULE],
    "DÂN CHỦ": [RULE],
    "thôn họp": [RULE],  # words of the summary
    "thu chi thôn": [FUND, RESOLUTION],
    "ngân sách": [FUND, RESOLUTION],  # a field
    "05/2026/NQ-HĐND": [RESOLUTION],
    "5/2026/nq-hdnd": [RESOLUTION],
    "nq 5 hđnd": [RESOLUTION],
    "NQ-HÐND": [RESOLUTION],  # with the Icelandic letter of old keyboards
    "nghị quyết 5": [RESOLUTION],
    "giới\u00a0thiệu": [ABOUT],
    "thôn\u00adhọp": [],  # an invisible hyphen joins
    "constructor": [],
    "__proto__ thôn": [],
    '<img src=x onerror="x">': [],
}


def test_whatever_is_typed_is_found_as_the_server_would_find_it(
    site: Path, host: Callable[[Path], str], open_page: Callable[..., Page]
) -> None:
    address, page = host(site), open_page(runs_scripts=True)

    assert {typed: search(page, address, typed) for typed in TYPED} == TYPED


def test_a_result_says_what_it_is_and_leads_there(
    site: Path, host: Callable[[Path], str], open_page: Callable[..., Page]
) -> None:
    address, page = host(site), open_page(runs_scripts=True)
    search(page, address, "thu chi nghị quyết")

    assert said(page) == "1 kết quả cho “thu chi nghị quyết”"
    assert page.locator(".result__where").all_inner_texts() == ["Nghị quyết · 05/2026/NQ-HĐND · 10/03/2026"]
    assert [page.input_value(box) for box in ("#tim-o-dau-trang", "#tim")] == ["thu chi nghị quyết"] * 2
    page.get_by_role("link", name=RESOLUTION).click()
    assert page.locator("h1").inner_text() == RESOLUTION


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Gõ vài chữ"),
        (" … ", "Gõ vài chữ"),
        ("xyzzy", "Không thấy “xyzzy” trong tiêu đề"),
        ("<b>thôn</b>", "Không thấy “<b>thôn</b>” trong tiêu đề"),
    ],
)
def test_where_nothing_is_found_the_page_says_so(
    typed: str, words: str, site: Path, host: Callable[[Path], str], open_page: Callable[..., Page]
) -> None:
    page = open_page(runs_scripts=True)

    assert search(page, host(site), typed) == []
    assert said(page).startswith(words)


def test_words_side_by_side_come_before_scattered_ones_then_the_newer(
    content: Path,
    write: Callable[..., Path],
    build_site: Callable[..., Path],
    host: Callable[[Path], str],
    open_page: Callable[..., Page],
) -> None:
    texts = {
        "vbrac00001": ("11/NQ-HĐND", "về thu gom rác", "2026-02-01", "Thu gom rác mỗi tuần."),
        "vbrac00002": ("12/NQ-HĐND", "về thu gom rác thải", "2026-05-01", "Thu gom rác mỗi ngày."),
        "vbrac00003": ("13/NQ-HĐND", "về rác của chợ", "2026-07-01", "Gom về một chỗ, không thu tiền."),
    }
    for id_, (symbol, about, day, summary) in texts.items():
        write(f"van-ban/{id_}.md", DOCUMENT.format(id=id_, symbol=symbol, about=about, day=day, summary=summary))

    found = search(open_page(runs_scripts=True), host(build_site(content, only=SEARCH)), "thu gom rác")
    assert found == ["Nghị quyết về thu gom rác thải", "Nghị quyết về thu gom rác", "Nghị quyết về rác của chợ"]


def test_of_very_many_the_first_twenty_are_shown(
    content: Path,
    write: Callable[..., Path],
    build_site: Callable[..., Path],
    host: Callable[[Path], str],
    open_page: Callable[..., Page],
) -> None:
    for number in range(1, 131):  # more than a day has room for
        id_ = f"vbnhieu{number:03d}"
        head = DOCUMENT.format(id=id_, symbol=f"{number}/NQ-HĐND", about="về đèn", day="2026-05-01", summary="Đèn.")
        write(f"van-ban/{id_}.md", head)
    page = open_page(runs_scripts=True)

    assert len(search(page, host(build_site(content, only=SEARCH)), "đèn")) == 20
    assert said(page) == "130 kết quả cho “đèn”; dưới đây là 20 kết quả đầu. Thêm chữ để thu hẹp."
    assert page.locator(".result__where").first.inner_text().startswith("Nghị quyết · 130/NQ-HĐND")


def test_it_searches_from_a_usb_stick(site: Path, open_page: Callable[..., Page]) -> None:
    assert search(open_page(runs_scripts=True), f"file://{site}", "dan chu") == [RULE]


def test_without_scripts_the_page_is_whole_and_leads_to_letters_and_numbers(
    site: Path, host: Callable[[Path], str], open_page: Callable[..., Page]
) -> None:
    page = open_page()
    ask(page, host(site), "dan chu")

    assert said(page).startswith("Ô tìm kiếm ở đây cần JavaScript.")
    page.get_by_role("link", name="2026").click()
    page.get_by_role("link", name="05/2026/NQ-HĐND").click()
    assert page.locator("h1").inner_text() == RESOLUTION


def test_a_file_that_does_not_arrive_is_told(
    site: Path, host: Callable[[Path], str], open_page: Callable[..., Page]
) -> None:
    address, page = host(site), open_page(runs_scripts=True)
    page.route("**/chu-*.js", lambda route: route.abort())

    assert search(page, address, "dan chu") == []
    assert said(page).startswith("Không tải được phần tìm kiếm")


def test_the_script_is_small(site: Path) -> None:
    assert (site / "theme/tim-kiem.js").stat().st_size < 5000
