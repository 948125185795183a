"""What the head of an office approves, and whether answers need that; notes that officers leave each other."""

from http import HTTPStatus

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from inbox.access.permissions import Right, may_on_comment
from inbox.desk.doors import comment_door, door
from inbox.field_wording import problem_words
from inbox.services import Answer, page, problem_page, say, services
from inbox.stores.comments import Row
from inbox.wording import Explanation
from plugins.domain.sendings import LONGEST_POINT, text_problems
from plugins.domain.text import without_control_characters

blueprint = Blueprint("approval", __name__, url_prefix="/ban-lam-viec")


@blueprint.get("/duyet")
@door(Right.APPROVE)
def waiting() -> Answer:
    """Show what waits for the head, what was proposed together as one, and the office's choice."""
    parts = services()
    generation = parts.published.now()
    together: dict[str, list[Row]] = {}
    rows = parts.desk.waiting(g.officer["office"])
    for row in (row for row in rows if may_on_comment(g.officer, Right.APPROVE, row)):
        together.setdefault(row["together"], []).append(row)
    html = page(
        "desk/approval.html",
        generation,
        officer=g.officer,
        office=generation.register.catalogue.offices[g.officer["office"]],
        approves=parts.desk.approves(g.officer["office"]),
        groups=list(together.values()),
    )
    return html, HTTPStatus.OK


@blueprint.post("/duyet/cach")
@door(Right.APPROVE)
def choose() -> Response:
    """Take the office's choice: the head approves answers, or a saved answer is one."""
    parts = services()
    chosen = {"chosen_by": g.officer["login"], "chosen_at": parts.now()}
    parts.desk.choose(g.officer["office"], chosen if request.form.get("cach") == "duyet" else None)
    return redirect(url_for("approval.waiting"))


@blueprint.post("/y-kien/<reference>/ghi-chu")
@comment_door(Right.READ)
def note(found: Row) -> Answer | Response:
    """Keep a note about a comment; only the desk reads it."""
    parts = services()
    text = without_control_characters(request.form.get("ghi-chu", "")).strip()
    if problem := next(iter(text_problems("note", text, LONGEST_POINT, required=True)), None):
        explanation = Explanation(say("Chưa ghi được"), problem_words(problem, say), HTTPStatus.UNPROCESSABLE_ENTITY)
        return problem_page(explanation, [text])
    row = {"comment_id": found["id"], "at": parts.now(), "actor": g.officer["login"], "text": text}
    parts.desk.add_note(row)
    return redirect(url_for("desk.comment", reference=found["reference"]))
