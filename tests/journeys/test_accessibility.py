"""Every kind of page, in both programs: no violation that axe finds, nothing wider than a small phone.

`make audit` looks at them in every language and width, at 400 % zoom and in the dark scheme, and asks other judges.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from journeys.actors import Installation
from journeys.axe import Axe
from journeys.kinds_of_pages import of_the_administrators, of_the_citizens_side, of_the_desk, of_the_site
from playwright.sync_api import Browser, Page
from support import DRAFT, OFFICE, PASSWORD, ROOT

from plugins.domain.vocabulary import VIETNAMESE

_SITE = "https://congkhai.example"
_NARROWEST = 320


@pytest.fixture(scope="module")
def axe() -> Axe:
    return Axe()


@pytest.fixture
def faults_of(axe: Axe) -> Callable[[Page], list[str]]:
    """Tell what axe has against the page shown, and whether it is wider than the screen."""

    def _faults_of(page: Page) -> list[str]:
        page.wait_for_load_state()  # what a walk waits for may be there before the style is
        shown = page.evaluate("document.documentElement.scrollWidth")
        return axe.faults_of(page) + ([f"{shown} px wide"] if shown > _NARROWEST else [])

    return _faults_of


@pytest.fixture
def narrow_page(browser: Browser) -> Iterator[Page]:
    """The narrowest screen; axe itself needs JavaScript, the pages hold none that matters here."""
    context = browser.new_context(viewport={"width": _NARROWEST, "height": 800}, bypass_csp=True)
    yield context.new_page()
    context.close()


def test_no_kind_of_page_of_the_site_has_a_fault_at_the_narrowest_width(
    sample_site: Path, narrow_page: Page, faults_of: Callable[[Page], list[str]]
) -> None:
    pages = {kind.partition(",")[0]: path for kind, path in sorted(of_the_site(ROOT / "content").items())}
    assert len(pages) > 40
    # Pages that a server shows at any address ask for their style at the site's own.
    narrow_page.route(
        f"{_SITE}/**", lambda route: route.fulfill(path=sample_site / urlsplit(route.request.url).path[1:])
    )
    found = {}
    for kind, path in pages.items():
        narrow_page.goto(f"{_SITE}/{path}")
        if faults := faults_of(narrow_page):
            found[f"{kind}: {path}"] = faults
    assert found == {}


def test_no_kind_of_page_of_the_inbox_has_a_fault_at_the_narrowest_width(
    installation: Installation,
    commune_build: Path,
    narrow_page: Page,
    look_at_all: Callable[[Iterator[str]], dict[str, list[str]]],
) -> None:
    shutil.copytree(commune_build, installation.build, symlinks=True)
    installation.flask("migrate")
    installation.flask("officer-add", OFFICE, OFFICE, "--password", PASSWORD)
    installation.flask("officer-add", "quan-tri", OFFICE, "--role", "quan-tri", "--password", PASSWORD)
    with installation.serving():
        found = look_at_all(of_the_citizens_side(narrow_page, installation.address, DRAFT, VIETNAMESE))
        found |= look_at_all(of_the_desk(narrow_page, installation, OFFICE))
        found |= look_at_all(of_the_administrators(narrow_page, installation, "quan-tri"))
        installation.build_site()
        narrow_page.goto(f"{installation.address}/du-thao/quy-che-dan-chu.html")
        found |= look_at_all(iter(["draft with an answer"]))
    assert found == {}


@pytest.fixture
def look_at_all(
    narrow_page: Page, faults_of: Callable[[Page], list[str]]
) -> Callable[[Iterator[str]], dict[str, list[str]]]:
    """Look at each page of a walk when it is shown; return the faults of those that have some."""

    def look(walk: Iterator[str]) -> dict[str, list[str]]:
        seen = {name: faults_of(narrow_page) for name in walk}
        return {name: faults for name, faults in seen.items() if faults}

    return look
