"""An officer's own account: password, second factor, recovery codes."""

from http import HTTPStatus

from flask import Blueprint, g, request, session
from werkzeug.wrappers import Response

from inbox.access import second_factor as totp
from inbox.access.permissions import Right, role_of
from inbox.desk.doors import door
from inbox.errors import AccountProblemsError
from inbox.field_wording import account_problem_words
from inbox.services import Answer, page, say, services
from plugins.domain.sendings import LONGEST_FIELD
from plugins.kit.qr import qr_svg

blueprint = Blueprint("own_account", __name__, url_prefix="/ban-lam-viec/tai-khoan")


@blueprint.get("/")
@door(Right.OWN_ACCOUNT)
def account() -> Answer:
    """Show the officer's account and the form for another password."""
    return _account_page()


@blueprint.post("/mat-khau")
@door(Right.OWN_ACCOUNT)
def change_password() -> Answer | Response:
    """Change the password; the officer stays signed in here and is out everywhere else."""
    parts = services()
    present, password, again = (request.form.get(name, "") for name in ("mat-khau", "mat-khau-moi", "mat-khau-lai"))
    try:
        parts.accounts.change_password(g.officer, session["token"], present, password, again, parts.now())
    except AccountProblemsError as error:
        return _account_page(errors=[(field, account_problem_words(p, say)) for field, p in error.problems])
    return _account_page(is_changed=True)


@blueprint.get("/xac-thuc-hai-buoc")
@door(Right.OWN_ACCOUNT)
def second_factor() -> Answer:
    """Show a fresh secret for an app, and ask for the code that the app computes from it."""
    return _second_factor_page(totp.new_salt())


@blueprint.post("/xac-thuc-hai-buoc")
@door(Right.OWN_ACCOUNT)
def set_second_factor() -> Answer:
    """Take the app as second factor and show the recovery codes: now, and never again."""
    parts = services()
    present, salt, code = (request.form.get(name, "") for name in ("mat-khau", "muoi", "ma-xac-thuc"))
    try:
        codes = parts.accounts.set_second_factor(
            g.officer, session["token"], present, salt, code[:LONGEST_FIELD], parts.now()
        )
    except AccountProblemsError as error:
        errors = [(field, account_problem_words(p, say)) for field, p in error.problems]
        return _second_factor_page(salt if totp.is_salt(salt) else totp.new_salt(), errors)
    return page("desk/recovery_codes.html", parts.published.now(), officer=g.officer, codes=codes), HTTPStatus.OK


def _account_page(*, errors: list[tuple[str, str]] | None = None, is_changed: bool = False) -> Answer:
    parts = services()
    generation = parts.published.now()
    html = page(
        "desk/own_account.html",
        generation,
        officer=g.officer,
        office=generation.register.catalogue.offices[g.officer["office"]],
        role=role_of(g.officer),
        recovery_codes=parts.accounts.store.recovery_codes_left(g.officer["id"]),
        errors=errors or [],
        is_changed=is_changed,
    )
    return html, HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK


def _second_factor_page(salt: str, errors: list[tuple[str, str]] | None = None) -> Answer:
    parts = services()
    generation = parts.published.now()
    shared = totp.secret(parts.accounts.totp_key, salt)
    site = generation.register.catalogue.site.name
    html = page(
        "desk/second_factor.html",
        generation,
        officer=g.officer,
        is_demanded=parts.settings.demands_second_factor and g.officer["totp_salt"] is None,
        salt=salt,
        secret=totp.typed_secret(shared),
        qr=qr_svg(totp.app_address(shared, site, g.officer["login"]), "Mã QR của khóa bí mật cho ứng dụng xác thực"),
        errors=errors or [],
    )
    return html, HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
