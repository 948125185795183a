"""`make serve`: builds the site, serves site and inbox on one port, sends mail to the console mailbox, rebuilds.

One supervisor, four children: Pelican for each build, the web server, the worker, and the preparation of the sample.
Everything is for trying out on this machine; a real installation runs web server and worker as services.
"""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from watchfiles import watch

from inbox import create_app, migrations
from inbox.access.permissions import Role
from inbox.handling.accounts import NewAccount
from inbox.services import EXTENSION, Services
from plugins.domain.clock import moment
from plugins.kit.run import next_moment

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
BUILD = Path(os.environ.get("CONG_KHAI_BUILD", ROOT / "var" / "build"))
DATA = Path(os.environ.get("CONG_KHAI_DATA", ROOT / "var" / "data"))
WATCHED = ("theme", "plugins", "pelicanconf.py")
_LOOK_EVERY = 1000  # milliseconds between looks at the children
_PATIENCE = 60  # seconds for the web server to answer


def main() -> None:
    """Run until Ctrl-C; end every child then."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job would ignore it
    port = int(os.environ.get("PORT", "8000"))
    if _is_taken(port):
        sys.exit(f"Cổng {port} đang có chương trình khác dùng. Chạy lại với cổng khác: make serve PORT={port + 1}")
    environment = _environment(port)
    content = _prepare_content(environment)
    environment["CONG_KHAI_CONTENT"] = str(content)
    if not _build(content, environment):
        sys.exit("Chưa dựng được trang; hãy sửa lỗi nêu trên rồi chạy lại.")
    sign_ins = _prepare_database(environment)
    web = [
        sys.executable,
        "-m",
        "waitress",
        "--listen",
        f"127.0.0.1:{port}",
        "--threads",
        "8",
        "--call",
        "inbox:create_app",
    ]
    worker = [sys.executable, "-m", "flask", "--app", "inbox", "worker"]
    with _child(web, environment) as web_process, _child(worker, environment) as worker_process:
        _wait_for(port)
        _say_hello(port, sign_ins)
        try:
            _rebuild_on_change(content, environment, [web_process, worker_process])
        except KeyboardInterrupt:
            print("\nĐã dừng.")  # noqa: T201  # talks to the person at the terminal


def _environment(port: int) -> dict[str, str]:
    """Return the settings of a trial run: everything local, a secret of this machine's own."""
    DATA.mkdir(parents=True, exist_ok=True)
    secret = DATA / "secret-key"
    if not secret.exists():
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_hex(32))
    return {
        "CONG_KHAI_SECOND_FACTOR": "0",  # so that the sign-ins it prints work by hand; the environment may want it
        **os.environ,
        "CONG_KHAI_SECRET_KEY": secret.read_text().strip(),
        "CONG_KHAI_MAIL": "console:",
        "CONG_KHAI_MAIL_FROM": "congkhai@localhost.example",
        "CONG_KHAI_SITEURL": f"http://localhost:{port}",
        "CONG_KHAI_BUILD": str(BUILD),
        "CONG_KHAI_DATA": str(DATA),
    }


def _prepare_content(environment: dict[str, str]) -> Path:
    """Return the folder to build: a sample is copied with its dates moved, real content is taken as it is."""
    command = [sys.executable, "-m", "plugins.documents.sample", str(CONTENT), str(BUILD / "sample")]
    done = subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(done.returncode)
    return Path(done.stdout.strip())


def _build(content: Path, environment: dict[str, str]) -> bool:
    """Bring the site up to date; tell whether it went well. The last good one stays up when it did not."""
    command = [sys.executable, "-m", "plugins", str(content), "-s", str(ROOT / "pelicanconf.py")]
    return subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode == 0  # noqa: S603


def _prepare_database(environment: dict[str, str]) -> list[tuple[str, str, str]]:
    """Bring the database up to date; for a sample make an officer for each answering office, and an administrator.

    Returns (office, login, password) for each.
    """
    os.environ.update({k: v for k, v in environment.items() if k.startswith("CONG_KHAI_")})
    parts: Services = create_app().extensions[EXTENSION]
    migrations.upgrade(parts.store.engine)
    catalogue = parts.published.now().register.catalogue
    if not catalogue.site.is_illustration:
        return []
    file = DATA / "demo-password"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(9))
    password = file.read_text().strip()
    offices = catalogue.offices
    today = parts.now().date()
    answering = {offices.living(rule.office, today).id for rule in catalogue.routing}
    sign_ins = []
    for office in sorted(answering):
        name = offices[office].name
        clerk = NewAccount(office, f"Cán bộ thử, {name}", office, Role.CLERK.id)
        parts.accounts.add(clerk, offices, password, parts.now())
        sign_ins.append((name, office, password))
    administrator = NewAccount("quan-tri", "Quản trị thử", catalogue.site.office, Role.ADMINISTRATOR.id)
    parts.accounts.add(administrator, offices, password, parts.now())
    sign_ins.append((Role.ADMINISTRATOR.words, administrator.login, password))
    parts.store.engine.dispose()
    return sign_ins


@contextmanager
def _child(command: list[str], environment: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a child process as long as the block lasts."""
    process = subprocess.Popen(command, env=environment, cwd=ROOT)  # noqa: S603
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not _is_taken(port):
        if time.monotonic() > deadline:
            sys.exit("Máy chủ web không khởi động được.")
        time.sleep(0.1)


def _say_hello(port: int, sign_ins: list[tuple[str, str, str]]) -> None:
    lines = [
        "",
        f"  Trang:          http://localhost:{port}/",
        f"  Bàn làm việc:   http://localhost:{port}/ban-lam-viec/",
        f"  Hộp thư thử:    http://localhost:{port}/hop-thu",
        *(f"  Đăng nhập thử:  {login} / {password}  ({office})" for office, login, password in sign_ins),
        "",
        "  Sửa tệp trong content/ hoặc công bố một câu trả lời: trang tự dựng lại. Ctrl-C để dừng.",
    ]
    print("\n".join(lines), flush=True)  # noqa: T201  # talks to the person at the terminal


def _rebuild_on_change(content: Path, environment: dict[str, str], children: list["subprocess.Popen[bytes]"]) -> None:
    """Build whenever a source changes (the office's files, published answers, theme, rules) or the clock changes one.

    Exits when a child has died: a site that takes comments nobody is told of must not look alive.
    """
    folders = {CONTENT, content, *(ROOT / name for name in WATCHED)}
    for changes in watch(*folders, raise_interrupt=True, yield_on_timeout=True, rust_timeout=_LOOK_EVERY):
        if any(child.poll() is not None for child in children):
            sys.exit("Máy chủ web hoặc bộ gửi thư đã dừng, xem lỗi ở trên. Hãy chạy lại.")
        if content != CONTENT and any(Path(path).is_relative_to(CONTENT) for _, path in changes):
            _prepare_content(environment)
        if changes or _is_due():
            _build(content, environment)


def _is_due() -> bool:
    """Tell whether the clock alone has changed the site since it was built: a draft has opened or closed."""
    due = next_moment(BUILD)
    return due is not None and due <= moment(os.environ.get("CONG_KHAI_NOW"))
