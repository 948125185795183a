"""Coming to the desk and leaving it: sign-in, sign-out, the invitation that sets a first password."""

from http import HTTPStatus

from flask import Blueprint, make_response, redirect, request, session, url_for
from werkzeug.wrappers import Response

from inbox.desk.doors import sign_in_page
from inbox.errors import AccountProblemsError, InvitationError, TooManyTriesError, WrongSignInError
from inbox.field_wording import account_problem_words
from inbox.handling.accounts import Credentials
from inbox.services import Answer, page, problem_page, say, services
from inbox.wording import explain
from plugins.domain.sendings import LONGEST_FIELD
from plugins.domain.text import without_control_characters

blueprint = Blueprint("sign_in", __name__, url_prefix="/ban-lam-viec")
_MARK = "ban-lam-viec-may"  # the cookie of a browser in which somebody has signed in before
_WELCOME = "da-dat-mat-khau"  # in the address of the sign-in to which an accepted invitation leads
_MARK_LASTS = 400 * 86_400  # seconds; no browser keeps one longer


@blueprint.get("/dang-nhap")
def sign_in() -> Answer:
    """Show the sign-in form."""
    return sign_in_page(is_invited=_WELCOME in request.args)


@blueprint.post("/dang-nhap")
def open_session() -> Answer | Response:
    """Sign an officer in: a fresh session on the server, its token in the cookie."""
    parts = services()
    login = without_control_characters(request.form.get("ten", ""))[:LONGEST_FIELD]
    typed = Credentials(
        login,
        request.form.get("mat-khau", ""),
        without_control_characters(request.form.get("ma-xac-thuc", ""))[:LONGEST_FIELD],
        request.cookies.get(_MARK, ""),
        request.remote_addr or "",
    )
    try:
        opened = parts.accounts.sign_in(typed, parts.now())
    except (WrongSignInError, TooManyTriesError) as error:
        return sign_in_page(login, explanation=explain(error, say))
    session.clear()
    session["token"] = opened.token
    response = make_response(redirect(url_for("desk.queue")))
    response.set_cookie(
        _MARK,
        opened.mark,
        max_age=_MARK_LASTS,
        path=blueprint.url_prefix or "/",
        httponly=True,
        samesite="Lax",
        secure=parts.settings.address.startswith("https:"),
    )
    return response


@blueprint.post("/dang-xuat")
def close_session() -> Response:
    """Sign out: the session ends on the server, a copied cookie is worth nothing."""
    services().accounts.store.close_session(session.get("token", ""))
    session.clear()
    return redirect(url_for("sign_in.sign_in"))


@blueprint.get("/loi-moi/<token>")
def invitation(token: str) -> Answer:
    """Show whom an invitation is for, and ask for a password."""
    return _invitation_page(token, [])


@blueprint.post("/loi-moi/<token>")
def accept_invitation(token: str) -> Answer | Response:
    """Set the password of an invited account."""
    parts = services()
    password, again = (request.form.get(name, "") for name in ("mat-khau-moi", "mat-khau-lai"))
    try:
        parts.accounts.accept(token, password, again, parts.now())
    except AccountProblemsError as error:
        return _invitation_page(token, [(field, account_problem_words(p, say)) for field, p in error.problems])
    except InvitationError as error:
        return problem_page(explain(error, say))
    return redirect(f"{url_for('sign_in.sign_in')}?{_WELCOME}")


def _invitation_page(token: str, errors: list[tuple[str, str]]) -> Answer:
    parts = services()
    try:
        officer = parts.accounts.invited(token, parts.now())
    except InvitationError as error:
        return problem_page(explain(error, say))
    html = page("desk/invitation.html", parts.published.now(), officer=officer, token=token, errors=errors)
    return html, HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
