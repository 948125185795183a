"""The page of one comment at the desk, with all that an officer may do with it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from flask import g, request

from inbox.access.permissions import Right, is_restricted, may_on_comment
from inbox.desk import replies
from inbox.desk.templates import chosen_text
from inbox.handling import casework, entering, publishing, topics
from inbox.handling.queueing import alike
from inbox.handling.telling import open_question
from inbox.services import Answer, page, services
from inbox.stores.comments import Row
from inbox.wording import Explanation
from plugins.domain.comments import UNANSWERED, Channel, Disposition, Kind, Stance, Status
from plugins.domain.offices import Offices
from plugins.domain.register import Register
from plugins.domain.rows import Catalogue
from plugins.domain.sendings import Reply
from plugins.domain.suspicion import Sign

ALSO = "cung-tra-loi"  # references of what gets the same answer


def comment_page(
    found: Row,
    reply: Reply | None = None,
    *,
    errors: list[tuple[str, str]] | None = None,
    explanation: Explanation | None = None,
    new_code: str = "",
    typed: Mapping[str, str] | None = None,
) -> Answer:
    """Show a comment, the provision as it stands, and the answer: as typed, else as stored, else empty.

    `typed` is what stood in another form of the page that was refused, by id of its field.
    """
    generation = services().published.now()
    stored, proposal = services().store.answer(found["id"]), services().desk.proposal(found["id"])
    standing = proposal or stored
    html = page(
        "desk/comment.html",
        generation,
        officer=g.officer,
        comment=found,
        rights={right.name for right in Right if may_on_comment(g.officer, right, found)},
        **_what_it_is(found, generation.register),
        **_what_was_said(found, generation.register.catalogue),
        **_what_was_answered(found, generation.register, stored, proposal),
        **replies.shown(_reply_to(found, standing) if reply is None else reply),
        standing=standing["text"] if standing and reply is not None else "",
        typed=typed or {},
        seen=g.seen.for_form,
        new_code=new_code,
        errors=errors or [],
        explanation=explanation,
    )
    if explanation is not None:
        return html, explanation.status
    return html, HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK


def _reply_to(found: Row, standing: Row | None) -> Reply:
    """Return what the form for an answer begins with: the answer there is, else what may be quoted; or chosen words."""
    # Whoever agreed to be quoted is quoted, unless the office says it better.
    own_words = found["body"] if found["may_quote"] else ""
    reply = replies.reply_of(standing, status=found["status"]) if standing else Reply(own_words, "", "")
    return replace(reply, text=chosen_text() or reply.text)


def _what_it_is(found: Row, register: Register) -> Mapping[str, Any]:
    """Return what a comment is, about what, and to whom it may be given."""
    draft = register.drafts.get(found["draft"] or "")
    catalogue, today = register.catalogue, services().now().date()
    return {
        "office": catalogue.offices[found["office"]],
        "is_public": publishing.is_public(found),
        "is_restricted": is_restricted(found),
        "suspected_words": Kind.by_id(found["suspected"]).words if found["suspected"] else "",
        "kind_words": Kind.by_id(found["kind"]).words,
        "kinds": [(kind.id, kind.words) for kind in Kind],
        "status_words": Status.by_id(found["status"]).words,
        "channel_words": next(c.words for c in Channel if c.id == found["channel"]),
        "may_confirm": may_on_comment(g.officer, Right.ENTER, found) and entering.may_confirm(g.officer, found),
        "stance": next((s.words for s in Stance if s.id == found["stance"]), ""),
        "scanned": topics.page_of(register, found["about"] or ""),
        "receivers": casework.receivers(catalogue, found, today),
        "draft": draft,
        "provision": draft.by_eid.get(found["provision"]) if draft else None,
    }


def _what_was_said(found: Row, catalogue: Catalogue) -> Mapping[str, Any]:
    """Return what came with a comment and after it, from its sender and among officers."""
    parts = services()
    history = parts.store.history(found["id"])
    return {
        "said": _said(history, catalogue.offices),
        "asked": open_question(history),
        "has_reply": parts.telling.questions(found["office"]).get(found["id"], False),
        "may_ask": found["status"] in UNANSWERED,
        "signs": _signs(parts.store.hold(found["stamp"])),
        "attached": parts.attachments.of(found["stamp"]),
        "notes": parts.desk.notes(found["id"]),
    }


def _what_was_answered(found: Row, register: Register, stored: Row | None, proposal: Row | None) -> Mapping[str, Any]:
    """Return the answer there is or waits for the head, and what helps to write one."""
    desk, similar = services().desk, alike_to(found)
    return {
        "answer": stored,
        "proposal": proposal,
        "public": _as_published(register.catalogue, found, stored),
        "published_at": register.answers.get(stored["published_as"]) if stored else None,
        "approves": desk.approves(found["office"]),
        "templates": desk.templates(g.officer["office"]),
        "dispositions": list(Disposition),
        "alike": similar,
        "also": set(request.form.getlist(ALSO)) or _proposed_with(proposal, similar),
    }


def _signs(hold: Row | None) -> list[str]:
    """Return why a comment is held, in words; [] when it is not."""
    return [sign.words for sign in Sign if hold and sign.id in hold["signs"]]


def _said(history: Sequence[Row], offices: Offices) -> list[dict[str, Any]]:
    """Return what was said since: additions, reasons, and the words that a correction took the place of."""
    said = []
    for happened in history:
        status, detail = Status.by_id(happened["status"]), happened["detail"]
        is_former = status is Status.CORRECTED
        text = detail["before"] if is_former else detail.get("text") or detail.get("reason") or detail.get("ground")
        if text:
            where = f" {offices[detail['office']].name}" if "office" in detail else ""
            said.append({"words": f"{status.words}{where}", "at": happened["at"], "text": text, "is_former": is_former})
    return said


def alike_to(found: Row) -> list[Row]:
    """Return the comments that wait at the same office, may be answered by this officer and say nearly the same."""
    parts = services()
    held = parts.store.held_stamps(found["office"])
    queue = (row for row in parts.store.queue(found["office"]) if row["stamp"] not in held)
    return alike((row for row in queue if may_on_comment(g.officer, Right.ANSWER, row)), found)


def _proposed_with(proposal: Row | None, comments: Sequence[Row]) -> set[str]:
    """Return the references of those comments for which the same answer waits for the head."""
    if proposal is None:
        return set()
    others = ((row["reference"], services().desk.proposal(row["id"])) for row in comments)
    return {reference for reference, other in others if other and other["together"] == proposal["together"]}


def _as_published(catalogue: Catalogue, found: Row, stored: Row | None) -> dict[str, Any] | None:
    """Return an answer as the public will read it, None while there is none to publish."""
    if stored is None or not stored["text"] or not publishing.is_public(found):
        return None
    return publishing.shown(services().answers, catalogue, stored["published_as"])
