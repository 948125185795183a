"""The console mailbox in the browser, for `make serve` only: shows the mail that would have gone out."""

from email import message_from_bytes, policy
from http import HTTPStatus

from flask import Blueprint

from inbox.services import Answer, page, services

blueprint = Blueprint("mailbox", __name__)


@blueprint.get("/hop-thu")
def mails() -> Answer:
    """Show all mail, newest first."""
    parts = services()
    files = sorted(parts.settings.mailbox.glob("*.eml"), key=lambda f: f.stat().st_mtime, reverse=True)
    shown = []
    for path in files:
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        body = message.get_body(("plain",))
        text = body.get_content() if body is not None else ""
        shown.append({"to": message["To"], "subject": message["Subject"], "date": message["Date"], "text": text})
    return page("mailbox.html", parts.published.now(), mails=shown), HTTPStatus.OK
