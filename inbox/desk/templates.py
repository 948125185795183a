"""Words that an office answers with again and again: kept, chosen, taken out."""

from http import HTTPStatus

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from inbox.access.permissions import Right
from inbox.desk.doors import door
from inbox.field_wording import problem_words
from inbox.services import Answer, page, say, services
from plugins.domain.sendings import LONGEST_BODY, LONGEST_FIELD, text_problems
from plugins.domain.text import without_control_characters

blueprint = Blueprint("templates", __name__, url_prefix="/ban-lam-viec/mau")
_FIELDS = {"name": "ten-mau", "text": "noi-dung"}


@blueprint.get("/")
@door(Right.ANSWER)
def templates() -> Answer:
    """Show the office's words, with a form for more."""
    return _page("", "", [])


@blueprint.post("/")
@door(Right.ANSWER)
def add() -> Answer | Response:
    """Keep some words."""
    name, text = (without_control_characters(request.form.get(field, "")).strip() for field in _FIELDS.values())
    problems = [
        *text_problems("name", name, LONGEST_FIELD, required=True),
        *text_problems("text", text, LONGEST_BODY, required=True),
    ]
    if problems:
        return _page(name, text, [(_FIELDS[problem.field], problem_words(problem, say)) for problem in problems])
    services().desk.add_template(g.officer["office"], name, text)
    return redirect(url_for("templates.templates"))


@blueprint.post("/<int(max=2147483647):number>/bo")
@door(Right.ANSWER)
def remove(number: int) -> Response:
    """Take some of the office's own words out; those of others stay."""
    services().desk.remove_template(g.officer["office"], number)
    return redirect(url_for("templates.templates"))


def chosen_text() -> str:
    """Return the office's words that the address asks for (`?mau=`), "" for none."""
    wanted = request.args.get("mau", "")
    found = (row["text"] for row in services().desk.templates(g.officer["office"]) if str(row["id"]) == wanted)
    return next(found, "") if wanted else ""


def _page(name: str, text: str, errors: list[tuple[str, str]]) -> Answer:
    parts = services()
    generation = parts.published.now()
    html = page(
        "desk/templates.html",
        generation,
        officer=g.officer,
        office=generation.register.catalogue.offices[g.officer["office"]],
        templates=parts.desk.templates(g.officer["office"]),
        name=name,
        text=text,
        errors=errors,
    )
    return html, HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
