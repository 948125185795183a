"""One act for the ticked rows of the queue: shown first, done after that, told row by row."""

from http import HTTPStatus

from flask import Blueprint, g, request

from inbox.access.permissions import Right
from inbox.desk.doors import door
from inbox.errors import NotFoundError, ProblemsError
from inbox.field_wording import problem_words
from inbox.handling import bulk, casework
from inbox.handling.bulk import ALIKE, Act, Choice, Item
from inbox.services import Answer, page, problem_page, say, services
from inbox.wording import Explanation, explain
from plugins.domain.sendings import NotChosen
from plugins.domain.text import without_control_characters

blueprint = Blueprint("many", __name__, url_prefix="/ban-lam-viec/nhieu")
_FIELDS = {"reason": "ly-do", "receiver": "co-quan", "kind": "loai"}
_MOST = 200  # as many as a page of what was found can show
_LONGEST_REFERENCE = 30


@blueprint.post("/")
@door(Right.CLASSIFY)
def preview() -> Answer:
    """Show what would be done to what is ticked, and what is refused; nothing is done yet."""
    act, references = Act.by_id(request.form.get("viec", "")), _ticked()
    if act is None or not references:
        return _nothing_chosen(act)
    return _page(Choice(act), bulk.looked_at(services().store, g.officer, act, references))


@blueprint.post("/lam")
@door(Right.CLASSIFY)
def do() -> Answer:
    """Do it, and tell what came of each."""
    parts = services()
    act, references = Act.by_id(request.form.get("viec", "")), _ticked()
    if act is None or not references:
        return _nothing_chosen(act)
    reason, office, kind = (without_control_characters(request.form.get(name, "")) for name in _FIELDS.values())
    choice = Choice(act, reason, office, kind)
    register = parts.published.now().register
    try:
        items = bulk.done(parts.store, register, g.officer, choice, references, parts.now())
    except ProblemsError as error:
        errors = [(_FIELDS[problem.field], problem_words(problem, say)) for problem in error.problems]
        return _page(choice, bulk.looked_at(parts.store, g.officer, act, references), errors=errors)
    return _page(choice, items, is_done=True)


def _ticked() -> list[str]:
    texts = (without_control_characters(text)[:_LONGEST_REFERENCE] for text in request.form.getlist("so")[:_MOST])
    return [text for text in texts if text]


def _nothing_chosen(act: Act | None) -> Answer:
    problem = NotChosen("act") if act is None else NotChosen("ticked")
    return problem_page(
        Explanation(say("Chưa làm gì"), problem_words(problem, say), HTTPStatus.UNPROCESSABLE_ENTITY), []
    )


def _page(
    choice: Choice, items: list[Item], *, errors: list[tuple[str, str]] | None = None, is_done: bool = False
) -> Answer:
    generation = services().published.now()
    catalogue = generation.register.catalogue
    movable = [item.comment for item in items if item.comment is not None and item.error is None]
    today = services().now().date()
    offices = {o.id: o.name for comment in movable for o in casework.receivers(catalogue, comment, today)}
    html = page(
        "desk/many.html",
        generation,
        officer=g.officer,
        choice=choice,
        items=[(item, _refusal(item)) for item in items],
        doable=sum(item.error is None for item in items),
        is_done=is_done,
        offices=list(offices.items()),
        kinds=[(kind.id, kind.words) for kind in ALIKE],
        errors=errors or [],
    )
    return html, HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK


def _refusal(item: Item) -> str:
    """Return why a row is refused, in words; what is not theirs to see is not there."""
    if item.error is None:
        return ""
    if isinstance(item.error, NotFoundError):
        return say("không có ý kiến này ở cơ quan của bạn")
    explanation = explain(item.error, say)
    return f"{explanation.title}. {explanation.text}"
