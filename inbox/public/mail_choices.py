"""The page behind the last line of every mail: a citizen ends mail about a comment, an office takes one mail a day.

Whoever has the mail has its random name, and may choose. Opening the page changes nothing: programs that look through
mail open every link. The button does, and so do mail programs that know one-click unsubscribing (RFC 8058).
"""

from http import HTTPStatus

from flask import Blueprint

from inbox.mail.letters import MAIL_DIGEST, TO_CITIZEN
from inbox.services import Answer, page, problem_page, services
from inbox.stores.database import Row
from inbox.wording import Explanation

blueprint = Blueprint("mail_choices", __name__)
_BY_MAIL = "liên kết trong thư"
_UNKNOWN = Explanation(
    "Không có thư này",
    "Đường dẫn có thể bị gõ thiếu, hoặc thư đã quá cũ. Hãy mở lại từ dòng cuối của thư bạn nhận được.",
    HTTPStatus.NOT_FOUND,
)


@blueprint.get("/chon-thu/<name>")
def choice(name: str) -> Answer:
    """Show what can be chosen about a mail."""
    mail = services().mail.mail_named(name)
    return problem_page(_UNKNOWN) if mail is None else _page(mail, is_done=False)


@blueprint.post("/chon-thu/<name>")
def choose(name: str) -> Answer:
    """Choose; the same twice is the same once."""
    parts = services()
    mail = parts.mail.mail_named(name)
    if mail is None:
        return problem_page(_UNKNOWN)
    if mail["kind"].startswith(TO_CITIZEN):
        parts.mail.forget_address(mail["comment_id"])
    elif mail["kind"] == MAIL_DIGEST:
        parts.mail.choose_at_once(mail["office"])
    else:
        parts.mail.choose_daily(mail["office"], _BY_MAIL, parts.now())
    return _page(mail, is_done=True)


def _page(mail: Row, *, is_done: bool) -> Answer:
    generation = services().published.now()
    html = page(
        "mail_choice.html",
        generation,
        name=mail["message_id"],
        reference=mail["reference"],
        office=generation.register.catalogue.offices[mail["office"]],
        is_citizens=mail["kind"].startswith(TO_CITIZEN),
        is_digest=mail["kind"] == MAIL_DIGEST,
        is_done=is_done,
    )
    return html, HTTPStatus.OK
