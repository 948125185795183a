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
_SHORTEST_TOKEN = 16


@dataclass(frozen=True)
class Settings:
    """Everything the inbox must know from outside; `VARIABLES` says from which variables."""

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
    demands_second_factor: bool = True
    metrics_token: str = ""
    git_remote: str = ""
    theme: Path = _ROOT / "theme"

    @property
    def has_console_mailbox(self) -> bool:
        """Mail stays on this machine and can be read in the browser: for trying things out only."""
        return urlsplit(self.mail).scheme == "console"

    @property
    def attachments(self) -> Path:
        """Where the files that citizens attach lie: no web server has this folder."""
        return self.data / "tep"

    @property
    def mailbox(self) -> Path:
        """Where the console mailbox lies."""
        return self.data / "hop-thu"


def _is_moment(text: str) -> bool:
    try:
        moment(text)
    except ValueError:
        return False
    return True


def _is_web_address(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0


def _is_way_for_mail(text: str) -> bool:
    parts = urlsplit(text)
    return text == "console:" or (parts.scheme in {"smtp", "smtps"} and bool(parts.hostname) and parts.port != 0)


def _is_database(text: str) -> bool:
    # A database in memory would be another one for each connection.
    is_file = text.startswith("sqlite:///") and text not in {"sqlite:///", "sqlite:///:memory:"}
    return not text or is_file or text.startswith("postgresql://")


@dataclass(frozen=True)
class Variable:
    """A variable of the environment: what it must hold, in Vietnamese, and its value when it is not set."""

    expected: str
    accepts: Callable[[str], bool] = bool
    default: str = ""


VARIABLES: Mapping[str, Variable] = {
    "SECRET_KEY": Variable(
        f"ít nhất {_SHORTEST_SECRET} ký tự ngẫu nhiên (python -c 'import secrets; print(secrets.token_hex(32))')",
        lambda text: len(text) >= _SHORTEST_SECRET,
    ),
    "SITEURL": Variable("địa chỉ của trang, ví dụ https://congkhai.xa.example", _is_web_address),
    "MAIL": Variable(
        "smtp://máy:cổng, smtps://tên:mật-khẩu@máy:cổng, hoặc console: (chỉ để thử)",
        _is_way_for_mail,
    ),
    "MAIL_FROM": Variable("địa chỉ gửi thư, ví dụ congkhai@xa.example", lambda text: "@" in parseaddr(text)[1]),
    "DATABASE": Variable(
        "sqlite:///đường/dẫn hoặc postgresql://…; để trống là tệp inbox.sqlite trong DATA",
        _is_database,
    ),
    "DATA": Variable("thư mục dữ liệu của người dân", default=str(_ROOT / "var" / "data")),
    "BUILD": Variable("thư mục các bản dựng của trang", default=str(_ROOT / "var" / "build")),
    "CONTENT": Variable("thư mục nội dung, nơi ghi câu trả lời được công bố", default=str(_ROOT / "content")),
    "PROXIES": Variable(
        "số máy chủ trung gian tin cậy phía trước (0, 1, …)", lambda text: text in set("0123456789"), "0"
    ),
    "SECOND_FACTOR": Variable(
        "1 (cán bộ phải đăng nhập bằng cả mã xác thực) hoặc 0 (chỉ để thử)", lambda text: text in {"0", "1"}, "1"
    ),
    "METRICS_TOKEN": Variable(
        f"ít nhất {_SHORTEST_TOKEN} chữ không dấu và số ngẫu nhiên, để đọc /metrics; để trống thì không ai đọc được",
        lambda text: not text or (len(text) >= _SHORTEST_TOKEN and text.isascii()),
    ),
    "GIT_REMOTE": Variable(
        "tên một remote của git, ví dụ origin, để đẩy câu trả lời vừa công bố; để trống là không đẩy",
        lambda text: not text.startswith("-") and not any(map(str.isspace, text)),
    ),
    "NOW": Variable("một thời điểm cố định như 2026-11-21T10:00 (chỉ để thử); để trống là bây giờ", _is_moment),
    # Read by Pelican, not by the inbox.
    "INBOX_URL": Variable("địa chỉ hộp thư khi không cùng gốc với trang", lambda _text: True),
    "PUBLIC_LINK": Variable("liên kết trỏ đến bản dựng đang công bố", lambda _text: True),
}


class BadSettingsError(Exception):
    """Some settings are missing or wrong; carries a line for each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("Hộp thư không khởi động được vì cấu hình sai:\n" + "\n".join(f"  {p}" for p in problems))
        self.problems = problems


def _accepts(variable: Variable, text: str) -> bool:
    try:
        return variable.accepts(text)
    except ValueError:  # how the library says that a text is no URL
        return False


def from_environment(environ: Mapping[str, str]) -> Settings:
    """Return the settings that the `CONG_KHAI_…` variables of `environ` give.

    Raises BadSettingsError with every problem at once; an unknown name is one, since it is a misspelt known one.
    """
    values = {name: environ.get(PREFIX + name, variable.default).strip() for name, variable in VARIABLES.items()}
    problems = [
        f"{PREFIX}{name}: cần {variable.expected}"
        for name, variable in VARIABLES.items()
        if not _accepts(variable, values[name])
    ]
    known = {PREFIX + name for name in VARIABLES}
    problems += [
        f"{name}: không có cấu hình nào tên này" for name in environ if name.startswith(PREFIX) and name not in known
    ]
    if problems:
        raise BadSettingsError(problems)
    data = Path(values["DATA"])
    return Settings(
        secret_key=values["SECRET_KEY"],
        database=values["DATABASE"] or f"sqlite:///{data / 'inbox.sqlite'}",
        build=Path(values["BUILD"]),
        content=Path(values["CONTENT"]),
        data=data,
        mail=values["MAIL"],
        mail_from=values["MAIL_FROM"],
        address=values["SITEURL"].rstrip("/"),
        proxies=int(values["PROXIES"]),
        clock=lambda: moment(values["NOW"]),
        demands_second_factor=values["SECOND_FACTOR"] == "1",
        metrics_token=values["METRICS_TOKEN"],
        git_remote=values["GIT_REMOTE"],
    )
