"""Who and what takes part in the journeys: an installation with its mail server, a citizen, an officer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from running import run_module, serving
from support import OFFICE, PASSWORD, PUBLIC, pelican


@dataclass
class MailServer:
    """A real SMTP server that keeps what it is given."""

    messages: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        return [message for message in self.messages if message["To"] == address]


@dataclass
class Installation:
    """One authority's installation: content folder, generations, database, web server."""

    content: Path
    build: Path
    environment: dict[str, str]
    address: str
    mail: MailServer

    def build_site(self) -> None:
        done = pelican(self.content, build=self.build, conf=PUBLIC)
        assert done.returncode == 0, done.stdout + done.stderr

    def flask(self, *arguments: str) -> str:
        done = run_module("flask", "--app", "inbox", *arguments, environment=self.environment)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def worker_sends_mail(self) -> None:
        self.flask("worker", "--once")

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Serve site and inbox as an installation does, in a process of its own."""
        with serving(int(self.address.rpartition(":")[2]), self.environment):
            yield


@dataclass
class Citizen:
    """A citizen with an old phone, JavaScript off."""

    page: Page
    address: str

    def searches(self, words: str) -> None:
        self.page.goto(f"{self.address}/")
        self.page.fill("#tim-o-dau-trang", words)
        self.page.press("#tim-o-dau-trang", "Enter")

    def opens(self, link: str) -> None:
        self.page.get_by_role("link", name=link).first.click()

    def comments_on(self, eid: str) -> None:
        self.page.locator(f'[id="{eid}"] > .provision__comment a').click()

    def writes(self, text: str, email: str = "") -> None:
        """Write, and ask to look it over before sending."""
        self.page.get_by_label("Ý kiến của bạn").fill(text)
        self.page.get_by_label("Thư điện tử").fill(email)
        self.looks_it_over()

    def looks_it_over(self) -> None:
        self.page.get_by_role("button", name="Xem lại trước khi gửi").click()

    def sends(self) -> None:
        self.page.get_by_role("button", name="Gửi", exact=True).click()

    def writes_and_sends(self, text: str, email: str = "") -> None:
        self.writes(text, email)
        self.sends()

    def receipt(self) -> tuple[str, str]:
        """Return the public reference and the secret code on the receipt."""
        return self.page.locator("#so").inner_text(), self.page.locator("#ma").inner_text()

    def looks_up(self, reference: str, code: str) -> str:
        """Return what the status page says."""
        self.page.goto(f"{self.address}/tra-cuu")
        self.page.get_by_label("Số ý kiến").fill(reference)
        self.page.get_by_label("Mã bí mật").fill(code)
        self.page.get_by_role("button", name="Xem").click()
        return self.page.locator("main").inner_text()


@dataclass
class Officer:
    """An officer at the desk, who uses the keyboard."""

    page: Page
    address: str
    password: str = PASSWORD

    def signs_in(self, login: str = OFFICE) -> None:
        self.page.goto(f"{self.address}/ban-lam-viec/")
        self.page.get_by_label("Tên đăng nhập").fill(login)
        self.page.get_by_label("Mật khẩu").fill(self.password)
        self.page.keyboard.press("Enter")

    def signs_out(self) -> None:
        self.page.goto(f"{self.address}/ban-lam-viec/")
        self.page.get_by_role("button", name="Đăng xuất").click()

    def opens(self, reference: str) -> str:
        """Return what the desk shows of a comment."""
        self.page.get_by_role("link", name=reference).click()
        return self.page.locator("main").inner_text()

    def answers(self, point: str, disposition: str, text: str) -> None:
        self.page.get_by_label("Tóm tắt ý kiến để công bố").fill(point)
        self.page.get_by_label(disposition, exact=True).check()
        self.page.get_by_label("Nội dung trả lời").fill(text)
        self.page.get_by_role("button", name="Lưu câu trả lời").click()

    def publishes(self) -> None:
        self.page.get_by_role("button", name="Công bố câu trả lời").click()
