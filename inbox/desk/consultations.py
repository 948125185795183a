"""The consultation desk: a page for each draft, one for each provision with its opinions, the table made of them."""

from dataclasses import replace
from http import HTTPStatus

from flask import Blueprint, Response, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from inbox.access.permissions import Right, may, may_everywhere, may_on_comment
from inbox.desk import replies
from inbox.desk.doors import door, draft_door, not_there, seen
from inbox.desk.templates import chosen_text
from inbox.errors import (
    CannotPublishError,
    ClosedByHandError,
    HeldError,
    NotFoundError,
    NotKeptError,
    OvertakenError,
    ProblemsError,
    ProposedMeanwhileError,
    PublishedApartError,
    StillOpenError,
    UndisposedError,
    WithdrawnError,
)
from inbox.field_wording import problem_words
from inbox.handling import answering, consulting, publishing
from inbox.handling.answering import Chosen
from inbox.handling.consulting import Group, Hearing, Place
from inbox.services import Answer, page, say, services
from inbox.stores.comments import Row
from inbox.wording import Explanation, explain
from plugins.domain.comments import Disposition, Stance
from plugins.domain.consultations import State, window_state
from plugins.domain.register import RegisteredDraft
from plugins.domain.sendings import Reply
from plugins.domain.text import without_control_characters
from plugins.kit import heard_out

blueprint = Blueprint("consultations", __name__, url_prefix="/ban-lam-viec/lay-y-kien")
# Names of the fields in the forms for the names in the domain.
FIELDS = {"chosen": "so", "summary": "tong-hop"}
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@blueprint.get("/")
@door(Right.READ)
def drafts() -> Answer:
    """Show the drafts on which the officer's office answers, those that end first at the top."""
    parts = services()
    generation = parts.published.now()
    everywhere = may_everywhere(g.officer, Right.READ)
    concerned = parts.answers.drafts_of(None if everywhere else g.officer["office"])
    wanted = [
        draft
        for draft in generation.register.drafts.values()
        if draft.id in concerned or draft.office == g.officer["office"]
    ]
    wanted.sort(key=lambda draft: draft.closes_at, reverse=True)
    rows = [(draft, consulting.hearing(parts.answers, g.officer, draft)) for draft in wanted]
    html = page(
        "desk/consultations.html",
        generation,
        officer=g.officer,
        rows=[(draft, heard.answered, len(heard.comments), _is_over(draft)) for draft, heard in rows],
    )
    return html, HTTPStatus.OK


@blueprint.get("/<draft>")
@draft_door(Right.READ)
def consultation(found: RegisteredDraft) -> Answer:
    """Show how far a consultation is: counts, provisions with what waits there, what can be published."""
    return _consultation_page(found)


@blueprint.get("/<draft>/dieu")
@draft_door(Right.READ)
def provision(found: RegisteredDraft) -> Answer:
    """Show all opinions on a provision (`?dieu=`, none: the whole), the group to answer next (`?nhom=`) ticked."""
    try:
        place = _hearing(found).place(_text("dieu"))
    except NotFoundError:
        return not_there("provision")
    return _provision_page(found, place, _wanted(place, _text("nhom")))


@blueprint.post("/<draft>/tra-loi")
@draft_door(Right.ANSWER)
def answer(found: RegisteredDraft) -> Answer | AnyResponse:
    """Give one answer to all the comments that are ticked."""
    parts = services()
    references = set(request.form.getlist(FIELDS["chosen"]))
    try:
        place = _hearing(found).place(request.form.get("dieu", ""))
        chosen = place.chosen(g.officer, references)
    except NotFoundError:
        return not_there("comment")
    reply, errors = replies.typed_reply()
    if errors:
        return _provision_page(found, place, references, reply, errors=errors)
    try:
        answering.answer(parts.store, parts.answers, parts.desk, g.officer, Chosen(chosen, seen()), reply, parts.now())
    except (HeldError, OvertakenError, ProposedMeanwhileError, WithdrawnError, PublishedApartError) as error:
        return _provision_page(found, place, references, reply, explanation=explain(error, say))
    except ProblemsError as error:
        errors = [(FIELDS.get(field, field), words) for field, words in replies.errors_of(error.problems)]
        return _provision_page(found, place, references, reply, errors=errors)
    return redirect(url_for("consultations.provision", draft=found.id, dieu=place.provision))


@blueprint.post("/<draft>/cong-bo")
@draft_door(Right.PUBLISH)
def publish(found: RegisteredDraft) -> Answer | AnyResponse:
    """Write all answers that are not published as they stand into the content folder."""
    parts = services()
    try:
        catalogue = parts.published.now().register.catalogue
        publishing.publish_all(parts.answers, catalogue, parts.content, g.officer, found, parts.now())
    except NotKeptError as error:
        return _consultation_page(found, explanation=explain(error, say))
    return redirect(url_for("consultations.consultation", draft=found.id))


@blueprint.post("/<draft>/tong-hop")
@draft_door(Right.PUBLISH)
def close(found: RegisteredDraft) -> Answer | AnyResponse:
    """Write the closing of the round, with which the draft can be issued."""
    parts = services()
    typed = request.form.get(FIELDS["summary"], "").replace("\r\n", "\n")
    try:
        register = parts.published.now().register
        publishing.close_round(parts.answers, register, parts.content, g.officer, found, typed, parts.now())
    except ProblemsError as error:
        errors = [(FIELDS[p.field], problem_words(p, say)) for p in error.problems]
        return _consultation_page(found, typed, errors=errors)
    except (CannotPublishError, ClosedByHandError, NotKeptError, StillOpenError, UndisposedError) as error:
        return _consultation_page(found, typed, explanation=explain(error, say))
    return redirect(url_for("consultations.consultation", draft=found.id))


@blueprint.get("/<draft>/bang")
@draft_door(Right.READ)
def table(found: RegisteredDraft) -> Answer:
    """Show the draft of the bảng tổng hợp, tiếp thu, giải trình."""
    html = page(
        "desk/heard.html",
        services().published.now(),
        officer=g.officer,
        draft=found,
        title=heard_out.TITLE,
        header=list(heard_out.COLUMNS),
        points=consulting.points(_hearing(found)),
    )
    return html, HTTPStatus.OK


@blueprint.get("/<draft>/bang.csv")
@draft_door(Right.READ)
def table_csv(found: RegisteredDraft) -> Response:
    """Send the table as CSV."""
    return _file(heard_out.as_csv(consulting.points(_hearing(found))), f"{found.id}.csv", "text/csv; charset=utf-8")


@blueprint.get("/<draft>/bang.docx")
@draft_door(Right.READ)
def table_docx(found: RegisteredDraft) -> Response:
    """Send the table as .docx."""
    parts = services()
    office = parts.published.now().register.catalogue.offices[found.office].name
    about = heard_out.Round(found.title, found.round, found.opens_at.date(), found.closes_at.date(), office)
    content = heard_out.as_docx(about, consulting.points(_hearing(found)), parts.now())
    return _file(content, f"{found.id}.docx", _DOCX)


def _file(content: bytes, name: str, type_: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="bang-tong-hop-{name}"'}
    return Response(content, headers=headers, content_type=type_)


def _hearing(draft: RegisteredDraft) -> Hearing:
    return consulting.hearing(services().answers, g.officer, draft)


def _is_over(draft: RegisteredDraft) -> bool:
    return window_state(draft.opens_at, draft.closes_at, services().now()) is State.CLOSED


def _text(name: str) -> str:
    return without_control_characters(request.args.get(name, ""))


def _wanted(place: Place, reference: str) -> set[str]:
    """Return the references of the group that one of them names; else of what waits and most say; else none."""
    named = next((group for group in place.groups if reference in group.references), None)
    group = named or next(iter(place.open_groups), None)
    return set(group.references) if group else set()


def _consultation_page(
    draft: RegisteredDraft,
    summary: str = "",
    *,
    errors: list[tuple[str, str]] | None = None,
    explanation: Explanation | None = None,
) -> Answer:
    generation = services().published.now()
    heard = _hearing(draft)
    html = page(
        "desk/consultation.html",
        generation,
        officer=g.officer,
        draft=draft,
        heard=heard,
        told=[(words[:1].upper() + words[1:], str(count)) for words, count in heard.counts.lines()],
        channels=consulting.channels(heard.comments),
        office=generation.register.catalogue.offices[draft.office],
        is_over=_is_over(draft),
        may_publish=may(g.officer, Right.PUBLISH),
        may_close=draft.office == g.officer["office"]
        and may(g.officer, Right.PUBLISH)
        and not publishing.is_closed_by_hand(generation.register, draft),
        is_closed=draft.id in generation.register.closings,
        summary=without_control_characters(summary),
        errors=errors or [],
        explanation=explanation,
    )
    if explanation is not None:
        return html, explanation.status
    return html, HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK


def _provision_page(
    draft: RegisteredDraft,
    place: Place,
    ticked: set[str],
    reply: Reply | None = None,
    *,
    errors: list[tuple[str, str]] | None = None,
    explanation: Explanation | None = None,
) -> Answer:
    """Show a provision with what was said about it; the form holds what was typed, else what the ticked ones have."""
    if reply is None:
        first = next((row for row in place.comments if row["reference"] in ticked), None)
        reply = _reply_to(first) if first else Reply("", "", "")
        reply = replace(reply, text=chosen_text() or reply.text)
    html = page(
        "desk/provision.html",
        services().published.now(),
        officer=g.officer,
        draft=draft,
        place=place,
        provision=draft.by_eid.get(place.provision),
        ticked=ticked,
        named=min(ticked, default=""),
        seen=g.seen.for_form,
        templates=services().desk.templates(g.officer["office"]),
        may_answer=any(may_on_comment(g.officer, Right.ANSWER, row) for row in place.comments),
        groups=[(group, _is_ticked(group, ticked)) for group in place.open_groups],
        proposed=[(group, _is_ticked(group, ticked)) for group in place.proposed_groups],
        answered=[(group, _is_ticked(group, ticked)) for group in place.answered_groups],
        dispositions=list(Disposition),
        disposition_words={d.id: d.words for d in Disposition},
        stances={stance.id: stance.words for stance in Stance},
        **replies.shown(reply),
        errors=errors or [],
        explanation=explanation,
    )
    if explanation is not None:
        return html, explanation.status
    return html, HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK


def _reply_to(comment: Row) -> Reply:
    """Return what was answered to a comment; whoever agreed to be quoted is, unless the office says it better."""
    if comment["together"]:
        return replies.reply_of(comment, "proposed_")
    if comment["published_as"]:
        return replies.reply_of(comment, status=comment["status"])
    return Reply(comment["body"] if comment["may_quote"] else "", "", "")


def _is_ticked(group: Group, ticked: set[str]) -> bool:
    return bool(ticked.intersection(group.references))
