"""Whom the office must tell by telephone: those who left nothing else, and what came of calling them."""

from http import HTTPStatus

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from inbox.access.permissions import Right
from inbox.desk.doors import comment_door, door
from inbox.field_wording import problem_words
from inbox.handling import telling
from inbox.services import Answer, page, problem_page, say, services
from inbox.stores.comments import Row
from inbox.wording import Explanation
from plugins.domain.comments import Status
from plugins.domain.sendings import LONGEST_POINT, text_problems
from plugins.domain.text import without_control_characters

blueprint = Blueprint("calls", __name__, url_prefix="/ban-lam-viec")


@blueprint.get("/goi-bao")
@door(Right.ANSWER)
def waiting() -> Answer:
    """Show the calls that the office owes, the oldest first."""
    parts = services()
    generation = parts.published.now()
    html = page(
        "desk/calls.html",
        generation,
        officer=g.officer,
        office=generation.register.catalogue.offices[g.officer["office"]],
        calls=telling.calls(parts.telling, g.officer),
        words={status.id: status.words for status in Status},
        offices=generation.register.catalogue.offices,
    )
    return html, HTTPStatus.OK


@blueprint.post("/y-kien/<reference>/goi-bao")
@comment_door(Right.ANSWER)
def called(found: Row) -> Answer | Response:
    """Take down whether the sender of a comment was reached."""
    parts = services()
    note = without_control_characters(request.form.get("ghi-chu", "")).strip()
    if problem := next(iter(text_problems("note", note, LONGEST_POINT, required=False)), None):
        explanation = Explanation(say("Chưa ghi được"), problem_words(problem, say), HTTPStatus.UNPROCESSABLE_ENTITY)
        return problem_page(explanation, [note])
    is_reached = request.form.get("ket-qua") == "da-bao"
    telling.record_call(parts.telling, g.officer, found, note, parts.now(), is_reached=is_reached)
    return redirect(url_for("calls.waiting"))
