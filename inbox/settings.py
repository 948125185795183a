"""Settings of the inbox: read from the environment once, checked whole; a bad one and the inbox does not start."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from plugins.domain.clock import moment

PREFIX = "CONG_KHAI_"
_ROOT = Path(__file__).resolve().parent.parent
_SHORTEST_SECRET = 32
_MAIL_SCHEMES = {"console", "smtp", "smtps"}


@dataclass(frozen=True)
class Settings:
    """Everything the inbox must know from outside. The names of the variables stand in `from_environment`."""

    secret_key: str
    database: str
    build: Path
    content: Path
    data: Path
    mail: str
    mail_from: str
    address: str
    proxies: int
    clock: Callable[[], datetime]
    theme: Path = _ROOT / "theme"

    @property
    def has_console_mailbox(self) -> bool:
        """Mail stays on this machine and can be read in the browser: for trying things out only."""
        return urlsplit(self.mail).scheme == "console"

    @property
    def mailbox(self) -> Path:
        """Where the console mailbox lies."""
        return self.data / "hop-thu"


class BadSettingsError(Exception):
    """Some settings are missing or wrong; carries a line for each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("Hộp thư không khởi động được vì cấu hình sai:\n" + "\n".join(f"  {p}" for p in problems))
        self.problems = problems


def from_environment(environ: Mapping[str, str]) -> Settings:
    """Return the settings that the `CONG_KHAI_…` variables of `environ` give.

    Raises BadSettingsError with every problem at once.
    """
    problems: list[str] = []

    def get(name: str, default: str = "") -> str:
        return environ.get(PREFIX + name, default).strip()

    def complain(name: str, expected: str) -> None:
        problems.append(f"{PREFIX}{name}: cần {expected}")

    secret_key = get("SECRET_KEY")
    if len(secret_key) < _SHORTEST_SECRET:
        complain(
            "SECRET_KEY",
            f"ít nhất {_SHORTEST_SECRET} ký tự ngẫu nhiên (python -c 'import secrets; print(secrets.token_hex(32))')",
        )
    data = Path(get("DATA", str(_ROOT / "var" / "data")))
    database = get("DATABASE", f"sqlite:///{data / 'inbox.sqlite'}")
    if not database.startswith(("sqlite:///", "postgresql")):
        complain("DATABASE", "sqlite:///đường/dẫn hoặc postgresql://…")
    mail = get("MAIL")
    if urlsplit(mail).scheme not in _MAIL_SCHEMES:
        complain("MAIL", "smtp://máy:cổng, smtps://tên:mật-khẩu@máy:cổng hoặc console: (chỉ để thử)")
    mail_from = get("MAIL_FROM")
    if "@" not in parseaddr(mail_from)[1]:
        complain("MAIL_FROM", "địa chỉ gửi thư, ví dụ congkhai@xa.example")
    address = get("SITEURL").rstrip("/")
    if urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).netloc:
        complain("SITEURL", "địa chỉ của trang, ví dụ https://congkhai.xa.example")
    proxies = get("PROXIES", "0")
    if not proxies.isdigit():
        complain("PROXIES", "số máy chủ trung gian tin cậy phía trước (0, 1, …)")
    fixed = get("NOW")
    try:
        moment(fixed)
    except ValueError:
        complain("NOW", "một thời điểm như 2026-11-21T10:00, hoặc để trống")
    known = {
        "SECRET_KEY",
        "DATA",
        "DATABASE",
        "MAIL",
        "MAIL_FROM",
        "SITEURL",
        "PROXIES",
        "NOW",
        "BUILD",
        "CONTENT",
        "INBOX_URL",
    }
    problems += [
        f"{name}: không có cấu hình nào tên này"
        for name in environ
        if name.startswith(PREFIX) and name[len(PREFIX) :] not in known
    ]
    if problems:
        raise BadSettingsError(problems)
    return Settings(
        secret_key=secret_key,
        database=database,
        build=Path(get("BUILD", str(_ROOT / "var" / "build"))),
        content=Path(get("CONTENT", str(_ROOT / "content"))),
        data=data,
        mail=mail,
        mail_from=mail_from,
        address=address,
        proxies=int(proxies),
        clock=lambda: moment(fixed),
    )
