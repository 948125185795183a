"""Commands: `flask --app inbox migrate | worker | officer-add | backup | restore | erase | report`."""

import logging
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext

from inbox import migrations
from inbox.access.permissions import Role
from inbox.backup import BackupError, Content, put_back, take
from inbox.chores import do_chores
from inbox.errors import AccountProblemsError, BadOutlineError
from inbox.field_wording import account_problem_words
from inbox.handling import erasing
from inbox.handling import report as annual
from inbox.handling.accounts import NewAccount
from inbox.handling.health import WORKER
from inbox.handling.published import NothingPublishedError
from inbox.mail.notify import notifier, send_due
from inbox.services import services
from inbox.stores.comments import Row
from inbox.stores.database import DanglingError
from plugins.domain.comments import Kind, Status
from plugins.domain.keeping import KeepingAct
from plugins.domain.receipts import normal_reference
from plugins.domain.vocabulary import VIETNAMESE
from plugins.kit.templates import gettext

log = logging.getLogger(__name__)
_PAUSE = 1.0  # seconds between looks at the outbox
_CHORES_EVERY = timedelta(minutes=1)


def register(app: Flask) -> None:
    """Give the application its commands."""
    app.cli.add_command(migrate)
    app.cli.add_command(worker)
    app.cli.add_command(officer_add)
    app.cli.add_command(backup)
    app.cli.add_command(restore)
    app.cli.add_command(report)
    app.cli.add_command(erase)


@click.command()
@with_appcontext
def migrate() -> None:
    """Tạo hoặc nâng cấp cơ sở dữ liệu; dữ liệu giữ nguyên."""
    try:
        migrations.upgrade(services().store.engine)
    except DanglingError as error:
        message = f"Nâng cấp dừng lại: dòng trong bảng {error} sẽ nhắc đến dòng không còn nữa. Chưa có gì thay đổi. "
        message += "Hãy dùng tiếp phiên bản phần mềm cũ và báo lỗi này cho nơi phát triển phần mềm."
        raise click.ClickException(message) from error
    click.echo("Cơ sở dữ liệu đã ở phiên bản mới nhất.")


@click.command()
@click.option("--once", is_flag=True, help="Gửi thư đến hạn rồi dừng.")
@with_appcontext
def worker(*, once: bool) -> None:
    """Gửi thư đang chờ, nhắc việc đến hạn, dọn những gì không giữ nữa; chạy đến khi bị dừng."""
    parts = services()
    send = notifier(parts.settings.mail, parts.settings.mailbox)
    next_chores = parts.now()
    with suppress(KeyboardInterrupt):
        while True:
            try:
                parts.health.beat(WORKER, parts.now())
                if once or parts.now() >= next_chores:
                    next_chores = parts.now() + _CHORES_EVERY
                    do_chores(parts)
                send_due(parts.store, send, parts.settings.mail_from, parts.settings.address, parts.now())
            except Exception:
                # A database that is away comes back; until then the mail waits.
                if once:
                    raise
                log.exception("Chưa gửi được thư đang chờ")
            if once:
                return
            time.sleep(_PAUSE)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def backup(file: Path) -> None:
    """Sao lưu mọi dữ liệu của người dân vào tệp FILE; hộp thư vẫn chạy."""
    parts = services()
    try:
        content = take(parts.store.engine, parts.settings.data, file, parts.now())
    except (BackupError, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{file}: {_counted(content)}.")
    click.echo("Tệp có dữ liệu cá nhân: hãy mã hóa và cất ở máy khác. CONG_KHAI_SECRET_KEY không nằm trong tệp.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def restore(file: Path) -> None:
    """Phục hồi từ tệp sao lưu FILE vào cơ sở dữ liệu và thư mục dữ liệu còn trống."""
    parts = services()
    try:
        content = put_back(parts.store.engine, parts.settings.data, file)
    except (BackupError, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Đã phục hồi bản sao lưu lúc {content.taken_at:%H:%M ngày %d/%m/%Y}: {_counted(content)}.")


def _counted(content: Content) -> str:
    return f"{content.rows.get('comments', 0)} ý kiến, {sum(content.rows.values())} dòng, {content.files} tệp"


@click.command()
@click.argument("reference")
@click.option("--request", "request_", default="", help="Số của yêu cầu về dữ liệu (DL-…); không có khi nộp giấy.")
@click.option("--words", is_flag=True, help="Xóa cả nội dung, tệp đã gửi; không nêu thì chỉ xóa tên, liên lạc.")
@click.option("--yes", is_flag=True, help="Không hỏi lại.")
@with_appcontext
def erase(reference: str, request_: str, *, words: bool, yes: bool) -> None:
    """Xóa dữ liệu cá nhân của người gửi phiếu có ý kiến số REFERENCE, theo yêu cầu của họ."""
    parts = services()
    found, asked = (parts.store.comment(normal_reference(text) or "") for text in (reference, request_))
    if found is None:
        raise click.BadParameter(f"Không có ý kiến số {reference}.")
    if request_ and not (asked and _asks_about(asked, found)):
        raise click.BadParameter(f"{request_} không phải là yêu cầu về dữ liệu ở ý kiến {found['reference']}.")
    act = KeepingAct.DELETE if words else KeepingAct.ANONYMISE
    sending = parts.store.sending(found["stamp"])
    listed = ", ".join(comment["reference"] for comment in sending)
    if not yes:
        click.confirm(f"{listed}: xóa, không lấy lại được?", abort=True)
    number = asked["reference"] if asked else ""
    papers = parts.signed_files.on([comment["id"] for comment in sending])
    done = erasing.erase(parts.keeping, parts.attachments, parts.signed_files, sending, act, number, parts.now())
    click.echo(f"{', '.join(done)}: {act.words}." if done else f"{listed}: đã xóa từ trước.")
    for comment in sending:
        for left in _left(comment):
            click.echo(left)
    for paper in sorted(papers):
        if count := parts.signed_files.still_with(paper):
            click.echo(f"Văn bản trả lời đã ký còn đi cùng {count} ý kiến khác: hãy xem có nêu tên người này không.")
    click.echo("Bản sao lưu làm trước lúc này còn dữ liệu ấy: hãy sao lưu lại rồi hủy các bản cũ.")


def _asks_about(request: Row, comment: Row) -> bool:
    """Tell whether a request about data can mean a comment: sent from its status page, or from no status page."""
    return request["kind"] == Kind.PERSONAL_DATA.id and request["relates_to"] in {None, comment["reference"]}


def _left(comment: Row) -> Iterator[str]:
    """Yield what the command cannot reach of a comment, in words."""
    parts = services()
    for request in parts.keeping.about_data_of(comment["reference"]):
        yield f"{request} cũng có tên, liên lạc của người gửi: trả lời xong thì xóa bằng lệnh này."
    answered = parts.store.answer(comment["id"])
    if comment["status"] == Status.PUBLISHED.id and answered:
        yield f"Câu trả lời đã công bố, xem tệp content/tra-loi/*-{answered['id']}.md; gỡ bằng make take-back."


@click.command("officer-add")
@click.argument("login")
@click.argument("office")
@click.option("--name", default="", help="Tên hiển thị.")
@click.option("--role", type=click.Choice([role.id for role in Role]), default=Role.CLERK.id, help="Vai trò.")
@click.option("--screener", is_flag=True, help="Được giao kiểm tra nội dung giống khiếu nại, tố cáo.")
@click.password_option(help="Mật khẩu; không nêu thì được hỏi.")
@with_appcontext
def officer_add(login: str, office: str, name: str, role: str, password: str, *, screener: bool) -> None:
    """Cho một cán bộ của cơ quan OFFICE đăng nhập bằng tên LOGIN; người quản trị đầu tiên: --role quan-tri."""
    parts = services()
    offices = parts.published.now().register.catalogue.offices
    account = NewAccount(login, name or login, office, role, is_screener=screener)
    try:
        parts.accounts.add(account, offices, password, parts.now())
    except AccountProblemsError as error:
        raise click.BadParameter(
            " ".join(account_problem_words(problem, gettext(VIETNAMESE)) for _, problem in error.problems)
        ) from error
    click.echo(f"{login} đăng nhập được cho {office}.")


@click.command()
@click.argument("year", type=click.IntRange(2000, 9999))
@click.argument("folder", type=click.Path(path_type=Path))
@with_appcontext
def report(year: int, folder: Path) -> None:
    """Lập báo cáo thực hiện dân chủ ở cơ sở của năm YEAR vào thư mục FOLDER: Markdown, .docx và CSV."""
    parts = services()
    try:
        made = annual.of_year(parts.published.now(), parts.figures, parts.settings.content, year, parts.now())
    except BadOutlineError as error:
        message = f"{error.path}: mẫu báo cáo có lỗi: {error.reason}. Hãy sửa tệp này rồi chạy lại."
        raise click.ClickException(message) from error
    except NothingPublishedError as error:
        raise click.ClickException("Chưa có bản dựng nào. Hãy chạy make site trước.") from error
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in annual.files(made, parts.now()).items():
        (folder / name).write_bytes(content)
        click.echo(str(folder / name))
    click.echo("Hãy ghi các mục “(Cơ quan ghi)”, chép tệp .md vào content/cong-khai/ rồi chạy make check.")
