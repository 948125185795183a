"""The office's desk: sign-in, queue, answer, publish. An officer sees the comments of their own office only."""

import secrets
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache, wraps
from http import HTTPStatus
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from flask import Blueprint, g, redirect, request, send_file, session, url_for
from werkzeug.wrappers import Response

from inbox import casework, handling
from inbox.errors import CannotPublishError, HeldError, NotFoundError, ProblemsError
from inbox.services import Answer, page, problem_page, say, services
from inbox.store import Row
from inbox.wording import Explanation, explain, problem_words
from plugins.domain.comments import LONGEST_FIELD, UNANSWERED, Disposition, Kind, NotChosen, Reply, Stance, Status
from plugins.domain.suspicion import Sign
from plugins.domain.text import nfc, without_control_characters

blueprint = Blueprint("desk", __name__, url_prefix="/ban-lam-viec")
LONGEST_PASSWORD = 200
_SESSION_LASTS = timedelta(hours=10)
_FIELDS = {"point": "tom-tat", "disposition": "ket-qua", "text": "tra-loi"}

View = Callable[..., Answer | Response]


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobodys_hash() -> str:
    """Checked for logins that do not exist, so that they take as long as those that do."""
    return _hasher().hash(secrets.token_hex(16))


def password_hash(password: str) -> str:
    """Return the Argon2 hash under which a password is stored."""
    return _hasher().hash(nfc(password))


def for_officers(view: View) -> View:
    """Let only a signed-in officer in; `g.officer` is who it is. What was typed survives a session that ended."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Answer | Response:
        parts = services()
        g.officer = parts.store.signed_in(session.get("token", ""), parts.now())
        if g.officer is None:
            if request.method == "POST":
                return _sign_in_page(kept=typed(), status=HTTPStatus.UNAUTHORIZED)
            return redirect(url_for("desk.sign_in"))
        return view(*args, **kwargs)

    return guarded


def typed() -> list[str]:
    """Return the texts an officer typed into this request's form."""
    texts = (request.form.get(name, "") for name in _FIELDS.values())
    return [without_control_characters(text) for text in texts if text]


@blueprint.get("/dang-nhap")
def sign_in() -> Answer:
    """Show the sign-in form."""
    return _sign_in_page()


@blueprint.post("/dang-nhap")
def open_session() -> Answer | Response:
    """Sign an officer in: a fresh session on the server, its token in the cookie."""
    parts = services()
    login = without_control_characters(request.form.get("ten", ""))[:LONGEST_FIELD]
    password = request.form.get("mat-khau", "")[:LONGEST_PASSWORD]  # Argon2 of a megabyte would be a weapon
    officer = parts.store.officer(login)
    try:
        _hasher().verify(officer["password_hash"] if officer else _nobodys_hash(), nfc(password))
    except VerificationError:
        officer = None
    if officer is None:
        return _sign_in_page(login=login, is_wrong=True, status=HTTPStatus.FORBIDDEN)
    token = secrets.token_urlsafe(32)
    parts.store.open_session(officer["id"], token, parts.now(), _SESSION_LASTS)
    session.clear()
    session["token"] = token
    return redirect(url_for("desk.queue"))


def _sign_in_page(
    login: str = "", *, is_wrong: bool = False, kept: list[str] | None = None, status: HTTPStatus = HTTPStatus.OK
) -> Answer:
    html = page("desk/sign_in.html", services().published.now(), login=login, is_wrong=is_wrong, kept=kept or [])
    return html, status


@blueprint.post("/dang-xuat")
def close_session() -> Response:
    """Sign out: the session ends on the server, a copied cookie is worth nothing."""
    services().store.close_session(session.get("token", ""))
    session.clear()
    return redirect(url_for("desk.sign_in"))


@blueprint.get("/")
@for_officers
def queue() -> Answer:
    """Show the office's comments, unanswered first."""
    parts = services()
    generation = parts.published.now()
    today = parts.now().date()
    held = parts.store.held_stamps(g.officer["office"])
    rows = [
        {
            **comment,
            "status_words": Status.by_id(comment["status"]).words,
            "is_held": comment["stamp"] in held,
            "is_open": comment["status"] in UNANSWERED,
            "is_overdue": comment["status"] in UNANSWERED and comment["due_on"] < today,
        }
        for comment in parts.store.queue(g.officer["office"])
        if handling.may_read(g.officer, comment)
    ]
    office = generation.register.catalogue.offices[g.officer["office"]]
    return page("desk/queue.html", generation, officer=g.officer, office=office, comments=rows), HTTPStatus.OK


@blueprint.get("/y-kien/<reference>")
@for_officers
def comment(reference: str) -> Answer:
    """Show a comment with the form for its answer."""
    try:
        found = handling.comment_for(services().store, g.officer, reference)
    except NotFoundError:
        return _not_found()
    return _comment_page(found)


@blueprint.get("/y-kien/<reference>/tep/<file_id>")
@for_officers
def attachment(reference: str, file_id: str) -> Answer | Response:
    """Give out a file that came with a comment, as a download: a browser never opens it as a page of ours."""
    parts = services()
    try:
        found = handling.comment_for(parts.store, g.officer, reference)
    except NotFoundError:
        return _not_found()
    file = next((row for row in parts.attachments.of(found["stamp"]) if row["id"] == file_id), None)
    if file is None:
        return _not_found()
    response = send_file(
        parts.attachments.path(file_id),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=file["name"],
        etag=False,
        max_age=0,
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@blueprint.post("/y-kien/<reference>/tra-loi")
@for_officers
def answer(reference: str) -> Answer | Response:
    """Record the office's answer."""
    parts = services()
    point, disposition, text = (request.form.get(_FIELDS[f], "") for f in ("point", "disposition", "text"))
    reply = Reply(point.replace("\r\n", "\n"), disposition, text.replace("\r\n", "\n"))
    try:
        found = handling.comment_for(parts.store, g.officer, reference)
    except NotFoundError:
        return _not_found()
    try:
        handling.answer(parts.store, g.officer, found, reply, parts.now())
    except HeldError as error:
        return _comment_page(found, reply, explanation=explain(error, say))
    except ProblemsError as error:
        errors = [(_FIELDS[p.field], problem_words(p, say)) for p in error.problems]
        return _comment_page(found, reply, errors=errors)
    return redirect(url_for("desk.comment", reference=reference))


@blueprint.post("/y-kien/<reference>/chuyen-xu-ly")
@for_officers
def release(reference: str) -> Answer | Response:
    """Let a held comment pass: its mails go out, it can be answered."""
    parts = services()

    def work(found: Row) -> None:
        parts.store.release(found["stamp"], g.officer["login"], parts.now())

    return _worked(reference, work)


@blueprint.post("/y-kien/<reference>/phan-loai")
@for_officers
def classify(reference: str) -> Answer | Response:
    """Say what a comment is by its content; a reason goes with it."""
    parts = services()
    choice = (request.form.get("loai", ""), request.form.get("ly-do", ""))

    def work(found: Row) -> None:
        casework.classify(parts.store, parts.published.now().register, g.officer, found, choice, parts.now())

    return _worked(reference, work, then=url_for("desk.queue"))


@blueprint.post("/y-kien/<reference>/gia-han")
@for_officers
def extend(reference: str) -> Answer | Response:
    """Put off the day of a comment, on a legal ground."""
    parts = services()
    days, ground = request.form.get("so-ngay", "").strip(), request.form.get("ly-do", "")

    def work(found: Row) -> None:
        catalogue = parts.published.now().register.catalogue
        casework.extend(parts.store, catalogue, g.officer, found, days, ground, parts.now())

    return _worked(reference, work)


@blueprint.post("/y-kien/<reference>/tam-dung")
@for_officers
def pause(reference: str) -> Answer | Response:
    """Let the clock of a comment stand for some days, on a legal ground."""
    parts = services()

    def work(found: Row) -> None:
        span, ground = (_day("tu-ngay"), _day("den-ngay")), request.form.get("ly-do", "")
        catalogue = parts.published.now().register.catalogue
        casework.pause(parts.store, catalogue, g.officer, found, span, ground, parts.now())

    return _worked(reference, work)


def _worked(reference: str, work: Callable[[Row], None], then: str = "") -> Answer | Response:
    """Do some work on a comment of the officer's and lead on to it or to `then`; what is wrong its page tells."""
    try:
        found = handling.comment_for(services().store, g.officer, reference)
    except NotFoundError:
        return _not_found()
    try:
        work(found)
    except ProblemsError as error:
        return _comment_page(found, errors=[(p.field, problem_words(p, say)) for p in error.problems])
    return redirect(then or url_for("desk.comment", reference=reference))


def _day(name: str) -> date:
    """Return the day in a field of the request's form. Raises ProblemsError."""
    try:
        return date.fromisoformat(request.form.get(name, ""))
    except ValueError as error:
        raise ProblemsError([NotChosen("days")]) from error


@blueprint.post("/y-kien/<reference>/cap-lai-ma")
@for_officers
def renew_code(reference: str) -> Answer:
    """Give out a new secret code to somebody at the counter who knows something they wrote."""
    parts = services()
    try:
        found = handling.comment_for(parts.store, g.officer, reference)
    except NotFoundError:
        return _not_found()
    try:
        code = casework.renew_code(
            parts.store, parts.keys, g.officer, found, request.form.get("dieu-biet", ""), parts.now()
        )
    except ProblemsError as error:
        return _comment_page(found, errors=[(p.field, problem_words(p, say)) for p in error.problems])
    return _comment_page(found, new_code=code)


@blueprint.post("/y-kien/<reference>/cong-bo")
@for_officers
def publish(reference: str) -> Answer | Response:
    """Write the answer into the content folder; the next build shows it."""
    parts = services()
    try:
        found = handling.comment_for(parts.store, g.officer, reference)
    except NotFoundError:
        return _not_found()
    try:
        register = parts.published.now().register
        handling.publish(parts.store, register, parts.settings.content, g.officer, found, parts.now())
    except CannotPublishError as error:
        return _comment_page(found, explanation=explain(error, say))
    return redirect(url_for("desk.comment", reference=reference))


def _signs(hold: Row | None) -> list[str]:
    """Return why a comment is held, in words; [] when it is not."""
    return [sign.words for sign in Sign if hold and sign.id in hold["signs"]]


def form_refused() -> Answer:
    """Answer a form whose protection against foreign sites does not fit; what was typed stays on the page."""
    explanation = Explanation(
        "Phiếu không còn dùng được",
        "Phiên làm việc có thể đã kết thúc. Hãy sao lại nội dung dưới đây, đăng nhập và gửi lại.",
        HTTPStatus.BAD_REQUEST,
    )
    return problem_page(explanation, typed())


def _not_found() -> Answer:
    explanation = Explanation(
        "Không có ý kiến này ở cơ quan của bạn",
        "Ý kiến có thể thuộc cơ quan khác, hoặc đường dẫn bị gõ sai. Hãy mở lại từ danh sách.",
        HTTPStatus.NOT_FOUND,
    )
    return problem_page(explanation, typed())


def _said(history: Sequence[Row]) -> list[dict[str, Any]]:
    """Return what was said since: additions, reasons, and the words that a correction took the place of."""
    said = []
    for happened in history:
        status, detail = Status.by_id(happened["status"]), happened["detail"]
        is_former = status is Status.CORRECTED
        text = detail["before"] if is_former else detail.get("text") or detail.get("reason") or detail.get("ground")
        if text:
            said.append({"words": status.words, "at": happened["at"], "text": text, "is_former": is_former})
    return said


def _comment_page(
    found: Row,
    reply: Reply | None = None,
    *,
    errors: list[tuple[str, str]] | None = None,
    explanation: Explanation | None = None,
    new_code: str = "",
) -> Answer:
    """Show a comment, the provision as it stands, and the answer: as typed, else as stored, else empty."""
    parts = services()
    generation = parts.published.now()
    register = generation.register
    draft = register.drafts.get(found["draft"] or "")
    stored = parts.store.answer(found["id"])
    if reply is None:
        # Whoever agreed to be quoted is quoted, unless the office says it better.
        own_words = found["body"] if found["may_quote"] else ""
        reply = Reply(stored["point"], stored["disposition"], stored["text"]) if stored else Reply(own_words, "", "")
    clean = without_control_characters
    html = page(
        "desk/comment.html",
        generation,
        officer=g.officer,
        comment=found,
        is_public=found["kind"] == Kind.COMMENT.id and not handling.is_restricted(found),
        is_restricted=handling.is_restricted(found),
        suspected_words=Kind.by_id(found["suspected"]).words if found["suspected"] else "",
        kind_words=Kind.by_id(found["kind"]).words,
        kinds=[(kind.id, kind.words) for kind in Kind],
        status_words=Status.by_id(found["status"]).words,
        stance=next((s.words for s in Stance if s.id == found["stance"]), ""),
        said=_said(parts.store.history(found["id"])),
        new_code=new_code,
        draft=draft,
        provision=draft.by_eid.get(found["provision"]) if draft else None,
        reply=Reply(clean(reply.point), reply.disposition, clean(reply.text)),
        signs=_signs(parts.store.hold(found["stamp"])),
        attached=parts.attachments.of(found["stamp"]),
        is_answered=stored is not None,
        dispositions=list(Disposition),
        published_at=register.answers.get(stored["id"]) if stored else None,
        errors=errors or [],
        explanation=explanation,
    )
    if explanation is not None:
        return html, explanation.status
    return html, HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
