"""The office's desk: queue, answer, publish. An officer sees the comments they have a right to, no others."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from inbox.access.permissions import Right
from inbox.desk import replies
from inbox.desk.comment_page import ALSO, alike_to, comment_page
from inbox.desk.doors import comment_door, door, not_there, seen
from inbox.desk.queue import queue_page
from inbox.errors import (
    AnsweredError,
    CannotPublishError,
    HeldError,
    NotHeldError,
    NotKeptError,
    NotWaitingError,
    OvertakenError,
    ProblemsError,
    ProposedMeanwhileError,
    TransferError,
    WithdrawnError,
)
from inbox.field_wording import problem_words
from inbox.handling import answering, casework, publishing
from inbox.handling.answering import Chosen
from inbox.handling.queueing import Narrowing, View
from inbox.services import Answer, download, say, services
from inbox.stores.comments import Row
from inbox.wording import explain
from plugins.domain.sendings import NotChosen
from plugins.domain.text import without_control_characters

blueprint = Blueprint("desk", __name__, url_prefix="/ban-lam-viec")
_LONGEST_SEARCH = 200
_LONGEST_NUMBER = 6


@blueprint.get("/")
@door(Right.READ)
def queue() -> Answer:
    """Show the office's comments, those of all offices to who may read them; unanswered first."""
    number = request.args.get("trang", "")
    is_number = number.isascii() and number.isdigit() and len(number) < _LONGEST_NUMBER
    return queue_page(_narrowing(request.args), max(1, int(number)) if is_number else 1)


@blueprint.post("/tim")
@door(Right.READ)
def search() -> Answer:
    """Show the comments that hold some words. They do not stand in the address: they may be somebody's name."""
    words = without_control_characters(request.form.get("tim", ""))[:_LONGEST_SEARCH]
    return queue_page(replace(_narrowing(request.form), words=words))


def _narrowing(fields: Mapping[str, str]) -> Narrowing:
    view, draft, provision = (without_control_characters(fields.get(n, "")) for n in ("xem", "du-thao", "dieu"))
    return Narrowing(View.by_id(view), draft, provision)


@blueprint.get("/y-kien/<reference>")
@comment_door(Right.READ)
def comment(found: Row) -> Answer:
    """Show a comment with the form for its answer."""
    return comment_page(found)


@blueprint.get("/y-kien/<reference>/tep/<file_id>")
@comment_door(Right.READ)
def attachment(found: Row, file_id: str) -> Answer | Response:
    """Give out a file that came with a comment, as a download: a browser never opens it as a page of ours."""
    parts = services()
    file = next((row for row in parts.attachments.of(found["stamp"]) if row["id"] == file_id), None)
    if file is None:
        return not_there("comment")
    return download(parts.attachments.path(file_id), file["name"])


@blueprint.get("/y-kien/<reference>/van-ban")
@comment_door(Right.READ)
def signed_file(found: Row) -> Answer | Response:
    """Give out the signed document of the answer that waits for the head, else of the one that was given."""
    parts = services()
    last = parts.desk.proposal(found["id"]) or parts.store.answer(found["id"])
    file = parts.signed_files.of(last["signed_file"]) if last else None
    if file is None:
        return not_there("comment")
    return download(parts.signed_files.path(file["id"]), file["name"])


@blueprint.post("/y-kien/<reference>/tra-loi")
@comment_door(Right.ANSWER)
def answer(found: Row) -> Answer | Response:
    """Record the office's answer, to those that say the same, too, where they are ticked."""
    parts = services()
    reply, errors = replies.typed_reply()
    ticked = set(request.form.getlist(ALSO))
    also = [row for row in alike_to(found) if row["reference"] in ticked]
    if len(also) < len(ticked):
        errors.append((ALSO, say("Có ý kiến được đánh dấu không còn chờ trả lời. Hãy xem lại các ý kiến dưới đây.")))
    if errors:
        return comment_page(found, reply, errors=errors)
    chosen = Chosen([found, *also], seen())
    try:
        answering.answer(parts.store, parts.answers, parts.desk, g.officer, chosen, reply, parts.now())
    except (HeldError, OvertakenError, ProposedMeanwhileError, WithdrawnError) as error:
        return comment_page(found, reply, explanation=explain(error, say))
    except ProblemsError as error:
        return comment_page(found, reply, errors=replies.errors_of(error.problems))
    return redirect(url_for("desk.comment", reference=found["reference"]))


@blueprint.post("/y-kien/<reference>/chuyen-xu-ly")
@comment_door(Right.CLASSIFY)
def release(found: Row) -> Answer | Response:
    """Let a held comment pass: its mails go out, it can be answered."""
    parts = services()

    def work() -> None:
        parts.store.release(found["stamp"], g.officer["login"], parts.now())

    return _worked(found, work, {})


@blueprint.post("/y-kien/<reference>/thu-rac")
@comment_door(Right.CLASSIFY)
def call_spam(found: Row) -> Answer | Response:
    """Say that a held comment is spam; a reason goes with it."""
    parts = services()

    def work() -> None:
        casework.call_spam(parts.store, g.officer, found, request.form.get("ly-do", ""), parts.now())

    return _worked(found, work, {"reason": "ly-do-thu-rac"}, then=url_for("desk.queue"))


@blueprint.post("/y-kien/<reference>/phan-loai")
@comment_door(Right.CLASSIFY)
def classify(found: Row) -> Answer | Response:
    """Say what a comment is by its content; a reason goes with it."""
    parts = services()
    choice = (request.form.get("loai", ""), request.form.get("ly-do", ""))

    def work() -> None:
        casework.classify(parts.store, parts.published.now().register, g.officer, found, choice, parts.now())

    return _worked(found, work, {"kind": "loai", "reason": "ly-do-phan-loai"}, then=url_for("desk.queue"))


@blueprint.post("/y-kien/<reference>/chuyen-co-quan")
@comment_door(Right.CLASSIFY)
def transfer(found: Row) -> Answer | Response:
    """Give a comment to another office of the authority; a reason goes with it, the clock goes on."""
    parts = services()
    choice = (request.form.get("co-quan", ""), request.form.get("ly-do", ""))

    def work() -> None:
        catalogue = parts.published.now().register.catalogue
        casework.transfer(parts.store, catalogue, g.officer, found, choice, parts.now(), seen().event)

    return _worked(found, work, {"office": "co-quan", "reason": "ly-do-chuyen"}, then=url_for("desk.queue"))


@blueprint.post("/y-kien/<reference>/gia-han")
@comment_door(Right.EXTEND)
def extend(found: Row) -> Answer | Response:
    """Put off the day of a comment, on a legal ground."""
    parts = services()
    days, ground = request.form.get("so-ngay", "").strip(), request.form.get("ly-do", "")

    def work() -> None:
        catalogue = parts.published.now().register.catalogue
        casework.extend(parts.store, catalogue, g.officer, found, days, ground, parts.now())

    return _worked(found, work, {"days": "so-ngay", "reason": "can-cu"})


@blueprint.post("/y-kien/<reference>/tam-dung")
@comment_door(Right.EXTEND)
def pause(found: Row) -> Answer | Response:
    """Let the clock of a comment stand for some days, on a legal ground."""
    parts = services()

    def work() -> None:
        span, ground = (_day("tu-ngay"), _day("den-ngay")), request.form.get("ly-do", "")
        catalogue = parts.published.now().register.catalogue
        casework.pause(parts.store, catalogue, g.officer, found, span, ground, parts.now())

    return _worked(found, work, {"days": "tu-ngay", "until": "den-ngay", "reason": "can-cu-dung"})


@blueprint.post("/y-kien/<reference>/hoi-lai")
@comment_door(Right.ANSWER)
def ask(found: Row) -> Answer | Response:
    """Ask the sender something."""
    parts = services()

    def work() -> None:
        question = request.form.get("cau-hoi", "").replace("\r\n", "\n")
        casework.ask(parts.store, g.officer, found, question, parts.now())

    return _worked(found, work, {"question": "cau-hoi"})


def _worked(found: Row, work: Callable[[], None], fields: Mapping[str, str], then: str = "") -> Answer | Response:
    """Do some work on a comment of the officer's and lead on to it or to `then`; what is wrong its page tells.

    `fields` are the ids of the form's fields on that page, by what they are in a Problem. They keep what was typed.
    """
    try:
        work()
    except ProblemsError as error:
        return comment_page(found, errors=_errors(error, fields), typed=_typed(fields))
    except (AnsweredError, HeldError, NotHeldError, NotWaitingError, OvertakenError, TransferError) as error:
        return comment_page(found, explanation=explain(error, say), typed=_typed(fields))
    return redirect(then or url_for("desk.comment", reference=found["reference"]))


def _errors(error: ProblemsError, fields: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what is wrong as pairs of the field's id and a sentence."""
    return [(fields[problem.field], problem_words(problem, say)) for problem in error.problems]


def _typed(fields: Mapping[str, str]) -> dict[str, str]:
    """Return by id what was typed in fields; those for reasons share a name."""
    names = {id_: "ly-do" if what == "reason" else id_ for what, id_ in fields.items()}
    return {id_: without_control_characters(request.form.get(name, "")) for id_, name in names.items()}


def _day(name: str) -> date:
    """Return the day in a field of the request's form. Raises ProblemsError."""
    try:
        return date.fromisoformat(request.form.get(name, ""))
    except ValueError as error:
        raise ProblemsError([NotChosen("days")]) from error


@blueprint.post("/y-kien/<reference>/cap-lai-ma")
@comment_door(Right.EXTEND)
def renew_code(found: Row) -> Answer:
    """Give out a new secret code to somebody at the counter who knows something they wrote."""
    parts = services()
    try:
        code = casework.renew_code(
            parts.store, parts.keys, g.officer, found, request.form.get("dieu-biet", ""), parts.now()
        )
    except ProblemsError as error:
        fields = {"fact": "dieu-biet"}
        return comment_page(found, errors=_errors(error, fields), typed=_typed(fields))
    return comment_page(found, new_code=code)


@blueprint.post("/y-kien/<reference>/cong-bo")
@comment_door(Right.PUBLISH)
def publish(found: Row) -> Answer | Response:
    """Write the answer into the content folder; the next build shows it."""
    parts = services()
    try:
        register = parts.published.now().register
        publishing.publish(parts.answers, register, parts.content, g.officer, found, parts.now())
    except (CannotPublishError, NotKeptError) as error:
        return comment_page(found, explanation=explain(error, say))
    return redirect(url_for("desk.comment", reference=found["reference"]))
