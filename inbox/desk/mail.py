"""The desk's page about mail: how the office wants it, and which mail never arrived, with the address to mend."""

from http import HTTPStatus

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from inbox.access.permissions import Right, may_on_comment
from inbox.desk.doors import door
from inbox.mail.letters import TO_OFFICE
from inbox.services import Answer, page, services
from inbox.stores.database import Row

blueprint = Blueprint("desk_mail", __name__, url_prefix="/ban-lam-viec/thu")


def count_undelivered(officer: Row) -> int:
    """Return how many mails of an officer's office never arrived; every page of the desk says so."""
    return len(_undelivered(officer))


@blueprint.get("/")
@door(Right.MAIL)
def mail() -> Answer:
    """Show how the office gets its mail, and what could not be delivered."""
    parts = services()
    generation = parts.published.now()
    office = g.officer["office"]
    failures = [{**row, "is_offices": row["mail_kind"].startswith(TO_OFFICE)} for row in _undelivered(g.officer)]
    html = page(
        "desk/mail.html",
        generation,
        officer=g.officer,
        office=generation.register.catalogue.offices[office],
        is_daily=parts.mail.is_daily(office),
        failures=failures,
    )
    return html, HTTPStatus.OK


@blueprint.post("/cach-nhan")
@door(Right.MAIL)
def choose() -> Response:
    """Take the office's choice: one mail a day, or each at once."""
    parts = services()
    if request.form.get("cach") == "hang-ngay":
        parts.mail.choose_daily(g.officer["office"], g.officer["login"], parts.now())
    else:
        parts.mail.choose_at_once(g.officer["office"])
    return redirect(url_for("desk_mail.mail"))


@blueprint.post("/gui-lai/<int:mail_id>")
@door(Right.MAIL)
def send_again(mail_id: int) -> Response:
    """Send a mail again, to the address that stands now in the directory of offices or with the comment."""
    parts = services()
    failed = _failure(mail_id)
    if failed is not None:
        office = parts.published.now().register.catalogue.offices[g.officer["office"]]
        address = office.email if failed["mail_kind"].startswith(TO_OFFICE) else failed["email"]
        if address:
            parts.mail.send_again(mail_id, address, parts.now())
    return redirect(url_for("desk_mail.mail"))


@blueprint.post("/da-biet/<int:mail_id>")
@door(Right.MAIL)
def dismiss(mail_id: int) -> Response:
    """Take an alarm off the list: the officer sees to it otherwise."""
    if _failure(mail_id) is not None:
        services().mail.dismiss(mail_id, g.officer["login"])
    return redirect(url_for("desk_mail.mail"))


def _failure(mail_id: int) -> Row | None:
    """Return a mail on this office's list of failures; what is not there, or no longer, is nobody's to touch."""
    return next((row for row in _undelivered(g.officer) if row["mail_id"] == mail_id), None)


def _undelivered(officer: Row) -> list[Row]:
    """Return the mails that never arrived, about comments that an officer may read."""
    rows = services().mail.undelivered(officer["office"])
    return [row for row in rows if may_on_comment(officer, Right.READ, row)]
