"""The doors of the desk: each view says which right it takes and on what; who lacks it never gets in.

What an officer may not see is not there for them: a foreign object is answered like one that does not exist.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from http import HTTPStatus
from typing import Any, cast

from flask import g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from inbox import handling
from inbox.access.permissions import Right, is_restricted, may, may_on_account
from inbox.errors import NotFoundError
from inbox.handling import casework, consulting
from inbox.handling.answering import Seen
from inbox.services import Answer, page, problem_page, say, services
from inbox.stores.database import Row
from inbox.wording import Explanation, explain
from plugins.domain.comments import Status
from plugins.domain.receipts import normal_reference
from plugins.domain.text import without_control_characters

View = Callable[..., Answer | Response]
Guard = Callable[[View], View]
# The pages of the desk's bar; an officer begins at the first they may open.
_PAGES = (
    (Right.READ, "Ý kiến", "desk.queue"),
    (Right.READ, "Lấy ý kiến", "consultations.drafts"),
    (Right.ENTER, "Nhập", "entry.start"),
    (Right.ANSWER, "Gọi báo", "calls.waiting"),
    (Right.APPROVE, "Duyệt", "approval.waiting"),
    (Right.OVERSEE, "Quá hạn", "overdue.overdue"),
    (Right.MAIL, "Thư", "desk_mail.mail"),
    (Right.READ, "Xuất bảng", "desk_exports.tables"),
    (Right.ACCOUNTS, "Tài khoản", "accounts.accounts"),
    (Right.HEALTH, "Tình trạng", "health.health"),
    (Right.OWN_ACCOUNT, "Số liệu", "figures.of_all_offices"),
    (Right.OWN_ACCOUNT, "Tài khoản của tôi", "own_account.account"),
)
# What an officer types and must not lose; never a password. Fields of one name may be numbered: `noi-dung-2`.
_KEPT = (
    *("tom-tat", "ket-qua", "tra-loi", "so-van-ban", "nguoi-ky", "chuc-vu-ky", "ly-do", "tong-hop"),
    *("noi-dung", "ghi-chu", "cau-hoi", "nguon", "ho-ten", "dien-thoai"),
)
_NUMBER = re.compile(r"-\d+$")
SEEN = "da-thay"


@dataclass(frozen=True)
class Door:
    """What a view takes: a right, over a comment, a draft, an account, or nothing in particular."""

    right: Right
    about: str = ""


def door(right: Right) -> Guard:
    """Let only officers with a right in; `g.officer` is who it is. What was typed survives a session that ended."""
    return _guard(Door(right), lambda arguments: arguments)


def comment_door(right: Right) -> Guard:
    """Let in who has a right over the comment of the address; the view gets it as `found`."""

    def look(arguments: dict[str, Any]) -> dict[str, Any]:
        reference = arguments.pop("reference")
        return {**arguments, "found": handling.comment_for(services().store, g.officer, right, reference)}

    return _guard(Door(right, "comment"), look)


def draft_door(right: Right) -> Guard:
    """Let in who has a right over comments on the draft of the address; the view gets the draft as `found`."""

    def look(arguments: dict[str, Any]) -> dict[str, Any]:
        parts = services()
        register, id_ = parts.published.now().register, arguments.pop("draft")
        return {**arguments, "found": consulting.draft_for(register, parts.answers, g.officer, right, id_)}

    return _guard(Door(right, "draft"), look)


def account_door(right: Right) -> Guard:
    """Let in who has a right over the account of the address; the view gets it as `account`."""

    def look(arguments: dict[str, Any]) -> dict[str, Any]:
        account = services().accounts.store.officer_by_id(arguments.pop("number"))
        if account is None or not may_on_account(g.officer, right, account):
            raise NotFoundError
        return {**arguments, "account": account}

    return _guard(Door(right, "account"), look)


def _guard(at: Door, look: Callable[[dict[str, Any]], dict[str, Any]]) -> Guard:
    def guard(view: View) -> View:
        @wraps(view)
        def guarded(**arguments: Any) -> Answer | Response:
            refusal = _refusal(at.right)
            if refusal is not None:
                return refusal
            parts = services()
            g.seen = Seen(parts.store.last_event(), parts.now())  # what the page of this request knows
            try:
                found = look(arguments)
            except NotFoundError:
                return _given_on() or not_there(at.about)
            return view(**found)

        guarded.door = at  # type: ignore[attr-defined]  # so that a test can walk all doors
        return guarded

    return guard


def _refusal(right: Right) -> Answer | Response | None:
    """Return what somebody without the right gets, None for who has it."""
    parts = services()
    g.officer = parts.accounts.store.signed_in(session.get("token", ""), parts.now())
    if g.officer is None:
        if request.method == "POST":
            return sign_in_page(kept=typed(), status=HTTPStatus.UNAUTHORIZED)
        return redirect(url_for("sign_in.sign_in"))
    if not may(g.officer, right):
        if request.method == "GET" and request.endpoint == "desk.queue":
            return redirect(links(g.officer)[0][1])
        return problem_page(_NOT_THEIRS, typed())
    lacks_second_factor = parts.settings.demands_second_factor and g.officer["totp_salt"] is None
    if lacks_second_factor and right is not Right.OWN_ACCOUNT:
        if request.method == "POST":
            return problem_page(_SECOND_FACTOR_FIRST, typed())
        return redirect(url_for("own_account.second_factor"))
    return None


def seen() -> Seen:
    """Return what the page knew whose form was sent: its sender has not seen what came after."""
    return Seen.from_form(request.form.get(SEEN, "")) or cast("Seen", g.seen)


def _given_on() -> Answer | None:
    """Return where a comment went that was the officer's office's until somebody gave it on; None for any other."""
    parts = services()
    comment = parts.store.comment(normal_reference((request.view_args or {}).get("reference", "")) or "")
    if comment is None or is_restricted(comment):
        return None
    moves = [e for e in parts.store.history(comment["id"]) if e["status"] == Status.TRANSFERRED.id]
    if not moves or moves[-1]["detail"]["from"] != g.officer["office"]:
        return None
    error = casework.overtaken(parts.published.now().register.catalogue, moves[-1])
    return problem_page(replace(explain(error, say), status=HTTPStatus.NOT_FOUND), typed())


def links(officer: Row) -> list[tuple[str, str]]:
    """Return the pages that an officer may open from every page of the desk: words and address of each."""
    return [(words, url_for(endpoint)) for right, words, endpoint in _PAGES if may(officer, right)]


def typed() -> list[str]:
    """Return the texts an officer typed into this request's form."""
    texts = (text for name, text in request.form.items() if _NUMBER.sub("", name) in _KEPT)
    return [without_control_characters(text) for text in texts if text]


def sign_in_page(
    login: str = "",
    *,
    explanation: Explanation | None = None,
    kept: list[str] | None = None,
    is_invited: bool = False,
    status: HTTPStatus = HTTPStatus.OK,
) -> Answer:
    """Return the sign-in form: what was wrong, what an officer had typed elsewhere when their session ended."""
    html = page(
        "desk/sign_in.html",
        services().published.now(),
        login=login,
        explanation=explanation,
        kept=kept or [],
        is_invited=is_invited,
    )
    return html, status if explanation is None else explanation.status


def not_there(about: str) -> Answer:
    """Answer for a comment or an account that does not exist, or is not the officer's to see."""
    return problem_page(_NOT_THERE[about], typed())


def form_refused() -> Answer:
    """Answer a form whose protection against foreign sites does not fit; what was typed stays on the page."""
    return problem_page(_FORM_REFUSED, typed())


_FORM_REFUSED = Explanation(
    "Phiếu không còn dùng được",
    "Phiên làm việc có thể đã kết thúc. Hãy sao lại nội dung dưới đây, đăng nhập và gửi lại.",
    HTTPStatus.BAD_REQUEST,
)
_NOT_THEIRS = Explanation(
    "Việc này không thuộc vai trò của bạn",
    "Tài khoản của bạn không có quyền làm việc này. Nếu cần, hãy hỏi người quản trị.",
    HTTPStatus.FORBIDDEN,
)
_SECOND_FACTOR_FIRST = Explanation(
    "Cần cài xác thực hai bước trước",
    "Hãy sao lại nội dung dưới đây, mở trang Tài khoản của tôi, cài xác thực hai bước rồi gửi lại.",
    HTTPStatus.FORBIDDEN,
)
_NOT_THERE = {
    "comment": Explanation(
        "Không có ý kiến này ở cơ quan của bạn",
        "Ý kiến có thể thuộc cơ quan khác, hoặc đường dẫn bị gõ sai. Hãy mở lại từ danh sách.",
        HTTPStatus.NOT_FOUND,
    ),
    "draft": Explanation(
        "Không có dự thảo này ở cơ quan của bạn",
        "Cơ quan của bạn không trả lời ý kiến về dự thảo này, hoặc đường dẫn bị gõ sai. Hãy mở lại từ danh sách.",
        HTTPStatus.NOT_FOUND,
    ),
    "provision": Explanation(
        "Chưa có ý kiến nào về điều, khoản này",
        "Hãy mở lại từ trang của dự thảo.",
        HTTPStatus.NOT_FOUND,
    ),
    "account": Explanation(
        "Không có tài khoản này",
        "Hãy mở lại từ danh sách tài khoản. Tài khoản của chính bạn: xem trang Tài khoản của tôi.",
        HTTPStatus.NOT_FOUND,
    ),
}
