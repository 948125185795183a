"""The whole thing running: Pelican's output, the web server, a mail server, a browser."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which

import pytest
from aiosmtpd.controller import Controller
from journeys.actors import Citizen, Installation, MailServer, Officer
from playwright.sync_api import Browser, Page, sync_playwright
from running import free_port
from support import TODAY, missing

_BROWSER_FLAGS = [
    "--no-sandbox",  # Chromium as root needs it
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture
def mail_server() -> Iterator[tuple[MailServer, int]]:
    """A mail server and its port."""
    server = MailServer()
    port = free_port()
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    yield server, port
    controller.stop()


@pytest.fixture
def installation(tmp_path: Path, content: Path, mail_server: tuple[MailServer, int]) -> Installation:
    """An installation on the small commune, nothing built yet."""
    server, smtp_port = mail_server
    address = f"http://127.0.0.1:{free_port()}"
    environment = {
        **os.environ,
        "CONG_KHAI_SECRET_KEY": "một khóa bí mật chỉ để thử, đủ dài",
        "CONG_KHAI_DATABASE": f"sqlite:///{tmp_path / 'inbox.sqlite'}",
        "CONG_KHAI_DATA": str(tmp_path / "data"),
        "CONG_KHAI_BUILD": str(tmp_path / "build"),
        "CONG_KHAI_CONTENT": str(content),
        "CONG_KHAI_MAIL": f"smtp://127.0.0.1:{smtp_port}",
        "CONG_KHAI_MAIL_FROM": "congkhai@thu.example",
        "CONG_KHAI_SITEURL": address,
        "CONG_KHAI_NOW": TODAY,
        "CONG_KHAI_SECOND_FACTOR": "0",
    }
    return Installation(content, tmp_path / "build", environment, address, server)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium; the shell that has nothing around the page needs half the processor time."""
    programs = ("chromium-headless-shell", "chromium", "chromium-browser")
    program = next(filter(None, map(which, programs)), None)
    if program is None:
        missing("Chromium", programs[0])
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=_BROWSER_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page of a person's own: a phone's width and no JavaScript unless said otherwise."""
    contexts = []

    def _open(width: int = 360, *, runs_scripts: bool = False) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=runs_scripts)
        context.set_default_timeout(20_000)
        contexts.append(context)
        return context.new_page()

    yield _open
    for context in contexts:
        context.close()


@pytest.fixture
def citizen(open_page: Callable[..., Page], installation: Installation) -> Citizen:
    return Citizen(open_page(), installation.address)


@pytest.fixture
def officer(open_page: Callable[..., Page], installation: Installation) -> Officer:
    return Officer(open_page(1280), installation.address)
