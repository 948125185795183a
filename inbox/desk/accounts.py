"""The administrator's pages of accounts: who has one, invite, reset, change, sign out, close."""

from http import HTTPStatus

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from inbox.access.permissions import Right, Role, role_of
from inbox.desk.doors import account_door, door
from inbox.errors import AccountProblemsError
from inbox.field_wording import account_problem_words
from inbox.handling.accounts import INVITATION_LASTS, Act, NewAccount
from inbox.handling.published import Generation
from inbox.services import Answer, page, say, services
from inbox.stores.database import Row
from plugins.domain.text import without_control_characters

blueprint = Blueprint("accounts", __name__, url_prefix="/ban-lam-viec/quan-tri/tai-khoan")
_NUMBER = "<int(max=2147483647):number>"  # the largest that a database holds
_NOBODY = NewAccount("", "", "", Role.CLERK.id)


@blueprint.get("/")
@door(Right.ACCOUNTS)
def accounts() -> Answer:
    """Show all accounts."""
    parts = services()
    generation = parts.published.now()
    rows = [_shown(account, generation) for account in parts.accounts.store.officers()]
    return page("desk/accounts.html", generation, officer=g.officer, accounts=rows), HTTPStatus.OK


@blueprint.get("/moi")
@door(Right.ACCOUNTS)
def new_account() -> Answer:
    """Show the form for a new account."""
    return _invite_page(_NOBODY, [])


@blueprint.post("/moi")
@door(Right.ACCOUNTS)
def invite() -> Answer:
    """Make an account and show the link of its invitation: now, and never again."""
    parts = services()
    asked = _asked(_typed("ten"), _typed("ho-ten"))
    offices = parts.published.now().register.catalogue.offices
    try:
        number, token = parts.accounts.invite(g.officer, asked, offices, parts.now())
    except AccountProblemsError as error:
        return _invite_page(asked, [(field, account_problem_words(p, say)) for field, p in error.problems])
    account = parts.accounts.store.officer_by_id(number)
    assert account is not None  # noqa: S101  # made above
    return _invitation_page(account, token)


@blueprint.get(f"/{_NUMBER}")
@account_door(Right.ACCOUNTS)
def account(account: Row) -> Answer:
    """Show an account, its history, and what can be done to it."""
    return _account_page(account, [])


@blueprint.post(f"/{_NUMBER}/vai-tro")
@account_door(Right.ACCOUNTS)
def change_role(account: Row) -> Answer | Response:
    """Give an account another role or office; its sessions end."""
    parts = services()
    offices = parts.published.now().register.catalogue.offices
    try:
        asked = _asked(account["login"], account["name"])
        parts.accounts.change_role(g.officer, account, asked, offices, parts.now())
    except AccountProblemsError as error:
        return _account_page(account, [(field, account_problem_words(p, say)) for field, p in error.problems])
    return _back_to(account)


@blueprint.post(f"/{_NUMBER}/dat-lai")
@account_door(Right.ACCOUNTS)
def reset(account: Row) -> Answer:
    """Take password, second factor and sessions away; show the link of the new invitation."""
    parts = services()
    return _invitation_page(account, parts.accounts.reset(g.officer, account, parts.now()))


@blueprint.post(f"/{_NUMBER}/ket-thuc-phien")
@account_door(Right.ACCOUNTS)
def end_sessions(account: Row) -> Response:
    """Sign an officer out everywhere."""
    parts = services()
    parts.accounts.end_sessions(g.officer, account, parts.now())
    return _back_to(account)


@blueprint.post(f"/{_NUMBER}/khoa")
@account_door(Right.ACCOUNTS)
def close(account: Row) -> Response:
    """Close an account."""
    parts = services()
    parts.accounts.close(g.officer, account, parts.now())
    return _back_to(account)


def _asked(login: str, name: str) -> NewAccount:
    """Return the account that the form describes."""
    return NewAccount(login, name, _typed("co-quan"), _typed("vai-tro"), is_screener="kiem-tra" in request.form)


def _typed(name: str) -> str:
    return without_control_characters(request.form.get(name, "")).strip()


def _back_to(account: Row) -> Response:
    return redirect(url_for("accounts.account", number=account["id"]))


def _shown(account: Row, generation: Generation) -> dict[str, object]:
    """Return an account as pages show it: nothing that signs anybody in."""
    offices = generation.register.catalogue.offices
    office = account["office"]
    if account["closed_at"] is not None:
        state = "đã khóa"
    elif not account["password_hash"]:
        state = "đã mời, chưa đặt mật khẩu"
    elif account["totp_salt"] is None:
        state = "chưa cài xác thực hai bước"
    else:
        state = "đang dùng"
    return {
        "id": account["id"],
        "login": account["login"],
        "name": account["name"],
        "office": office,
        "office_name": offices[office].name if office in offices else office,
        "role": role_of(account),
        "is_screener": account["is_screener"],
        "state": state,
        "is_closed": account["closed_at"] is not None,
        "open_sessions": account.get("open_sessions", 0),
        "is_own": account["id"] == g.officer["id"],
    }


def _invite_page(asked: NewAccount, errors: list[tuple[str, str]]) -> Answer:
    generation = services().published.now()
    html = page(
        "desk/invite.html",
        generation,
        officer=g.officer,
        asked=asked,
        roles=list(Role),
        offices=_offices(generation),
        errors=errors,
    )
    return html, HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK


def _invitation_page(account: Row, token: str) -> Answer:
    parts = services()
    html = page(
        "desk/invited.html",
        parts.published.now(),
        officer=g.officer,
        account=account,
        link=f"{parts.settings.address}/ban-lam-viec/loi-moi/{token}",
        until=parts.now() + INVITATION_LASTS,
    )
    return html, HTTPStatus.CREATED


def _account_page(account: Row, errors: list[tuple[str, str]]) -> Answer:
    parts = services()
    generation = parts.published.now()
    history = [
        {**event, "words": Act.by_id(event["act"]).words} for event in parts.accounts.store.history(account["id"])
    ]
    html = page(
        "desk/account.html",
        generation,
        officer=g.officer,
        account=_shown(account, generation),
        history=history,
        roles=list(Role),
        offices=_offices(generation),
        errors=errors,
    )
    return html, HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK


def _offices(generation: Generation) -> list[tuple[str, str]]:
    """Return the offices that are alive: id and name of each."""
    today = services().now().date()
    return [(o.id, o.name) for o in generation.register.catalogue.offices if o.is_alive(today)]
