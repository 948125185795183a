"""The way through for everything a citizen sends: form, preview, receipt. What was typed travels inside the pages.

A form posts to its own address; the button pressed (`buoc`) says what for: to look it over, to go back, to put another
opinion beside it, or, with none, to send. So a page from before, or one with a single button, sends too.
"""

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from flask import Blueprint, request

from inbox import handling
from inbox.access.permissions import is_restricted
from inbox.access.stamps import BadStampError, new_stamp
from inbox.errors import (
    NoSealKeyError,
    NotOpenYetError,
    ProblemsError,
    SentOtherwiseError,
    TextChangedError,
    UnknownDialogueError,
    UnknownDraftError,
    UnknownOfficeError,
    UnknownProvisionError,
)
from inbox.handling import submitting, topics
from inbox.handling.published import Generation
from inbox.public import guards, uploads
from inbox.public.typed import FIELDS, Typed, carried, errors_of
from inbox.services import Answer, page, problem_page, say, services
from inbox.wording import Explanation, explain
from plugins.domain.comments import Door, Kind, Role, Stance
from plugins.domain.consultations import State, window_state
from plugins.domain.offices import Office
from plugins.domain.sendings import Opinion, Sending
from plugins.domain.text import without_control_characters
from plugins.kit.qr import qr_svg

blueprint = Blueprint("sending", __name__)
blueprint.before_request(uploads.allow_files)
_PREVIEW = "xem-lai"
_LONGEST_CHOICE = 200

# Where each kind's form stands.
PATHS = {
    Kind.COMMENT: "gop-y/",
    Kind.PETITION: "kien-nghi/",
    Kind.INFORMATION: "xin-thong-tin/",
    Kind.DIALOGUE: "hoi-doi-thoai/",
    Kind.VIOLATION: "vi-pham-dan-chu/",
    Kind.PERSONAL_DATA: "yeu-cau-du-lieu/",
}
_UNKNOWN = (UnknownDraftError, UnknownDialogueError)
_REFUSALS = (
    BadStampError,
    NoSealKeyError,
    NotOpenYetError,
    SentOtherwiseError,
    TextChangedError,
    UnknownOfficeError,
    UnknownProvisionError,
)


@blueprint.get("/gui-y-kien/")
def doors() -> Answer:
    """Show the four doors in plain words."""
    generation = services().published.now()
    now = services().now()
    open_drafts = [
        draft
        for draft in generation.register.drafts.values()
        if window_state(draft.opens_at, draft.closes_at, now) is State.OPEN
    ]
    coming = [d for d in generation.register.dialogues.values() if d.last_on >= now.date()]
    html = page(
        "doors.html",
        generation,
        doors=list(Door),
        drafts=sorted(open_drafts, key=lambda d: d.closes_at),
        dialogues=sorted(coming, key=lambda d: d.last_on),
    )
    return html, HTTPStatus.OK


@blueprint.get("/khieu-nai-to-cao/")
def lawful_ways() -> Answer:
    """Explain where complaints and denunciations are filed, and how."""
    return page("lawful_ways.html", services().published.now()), HTTPStatus.OK


@blueprint.get("/gop-y/<subject>", defaults={"kind": Kind.COMMENT})
@blueprint.get("/kien-nghi/", defaults={"kind": Kind.PETITION, "subject": ""})
@blueprint.get("/kien-nghi/<subject>", defaults={"kind": Kind.PETITION})
@blueprint.get("/xin-thong-tin/", defaults={"kind": Kind.INFORMATION, "subject": ""})
@blueprint.get("/xin-thong-tin/<subject>", defaults={"kind": Kind.INFORMATION})
@blueprint.get("/hoi-doi-thoai/<subject>", defaults={"kind": Kind.DIALOGUE})
@blueprint.get("/vi-pham-dan-chu/", defaults={"kind": Kind.VIOLATION, "subject": ""})
@blueprint.get("/yeu-cau-du-lieu/", defaults={"kind": Kind.PERSONAL_DATA, "subject": ""})
def form(kind: Kind, subject: str) -> Answer:
    """Show the form of a kind: about a draft, to an office, for a dialogue.

    `?dieu=` names the provision of the draft, `?ve=` the notice or the service point beside which a code was scanned.
    """
    generation = services().published.now()
    opinion = Opinion("", request.args.get(FIELDS["provision"], ""))
    typed = Typed(Sending(opinion, about=request.args.get(FIELDS["about"], "")))
    try:
        about = _about(generation, kind, subject)
        if draft := about["draft"]:
            handling.find_provision(draft, typed.sending.opinion.provision)
    except _UNKNOWN as error:
        return problem_page(explain(error, say))
    except (UnknownOfficeError, UnknownProvisionError) as error:
        return _refused(error, generation, kind, subject, typed)
    return _form_page(generation, kind, about, typed)


@blueprint.post("/gop-y/<subject>", defaults={"kind": Kind.COMMENT})
@blueprint.post("/kien-nghi/", defaults={"kind": Kind.PETITION, "subject": ""})
@blueprint.post("/kien-nghi/<subject>", defaults={"kind": Kind.PETITION})
@blueprint.post("/xin-thong-tin/", defaults={"kind": Kind.INFORMATION, "subject": ""})
@blueprint.post("/xin-thong-tin/<subject>", defaults={"kind": Kind.INFORMATION})
@blueprint.post("/hoi-doi-thoai/<subject>", defaults={"kind": Kind.DIALOGUE})
@blueprint.post("/vi-pham-dan-chu/", defaults={"kind": Kind.VIOLATION, "subject": ""})
@blueprint.post("/yeu-cau-du-lieu/", defaults={"kind": Kind.PERSONAL_DATA, "subject": ""})
def send(kind: Kind, subject: str) -> Answer:
    """Take what a form holds a step further; whatever is wrong, the form comes back with what was typed."""
    parts = services()
    generation = parts.published.now()
    typed = Typed.of(request.form)
    step = without_control_characters(request.form.get("buoc", ""))[:_LONGEST_CHOICE]
    try:
        about = _about(generation, kind, subject)
        stamp = parts.stamps.read(typed.stamp, kind, subject)
        # What goes to a superior sealed must not lie here in files.
        if kind is not Kind.VIOLATION and (wrong_files := uploads.take(stamp)):
            return _form_page(generation, kind, about, typed, errors=wrong_files)
        if step not in {"", _PREVIEW}:
            return _form_page(generation, kind, about, typed.stepped(step))
        if step == _PREVIEW:
            routes = submitting.check(generation.register, stamp, typed.sending, parts.now())
            return _preview_page(generation, kind, about, typed, routes)
        guards.look(stamp, typed.kept)
        receipt = submitting.submit(parts.store, parts.keys, generation.register, stamp, typed.sending, parts.now())
    except ProblemsError as error:
        return _form_page(generation, kind, about, typed, errors=errors_of(error.problems))
    except _UNKNOWN as error:
        return problem_page(explain(error, say), typed.kept)
    except _REFUSALS as error:
        return _refused(error, generation, kind, subject, typed)
    return receipt_page(generation, receipt)


def _refused(error: Exception, generation: Generation, kind: Kind, subject: str, typed: Typed) -> Answer:
    """Give the form back without what is wrong in it; a fresh stamp goes with it: sending again is a new sending."""
    sending = typed.sending
    if isinstance(error, UnknownProvisionError):
        sending = replace(sending, opinion=replace(sending.opinion, provision=""))
    if isinstance(error, UnknownOfficeError):
        sending, subject = replace(sending, office=""), ""
    about = _about(generation, kind, subject)
    return _form_page(generation, kind, about, Typed(sending, refused=typed.stamp), explanation=explain(error, say))


def _about(generation: Generation, kind: Kind, subject: str) -> dict[str, Any]:
    """Return what a form is about: its draft, office or dialogue, and its address.

    Raises UnknownDraftError, UnknownOfficeError, UnknownDialogueError.
    """
    register = generation.register
    about: dict[str, Any] = {"draft": None, "office": None, "dialogue": None}
    if kind is Kind.COMMENT:
        about["draft"] = handling.find_draft(register, subject)
    elif kind is Kind.DIALOGUE:
        about["dialogue"] = handling.find_dialogue(register, subject)
    elif subject:
        about["office"] = handling.find_office(register, subject)
    return {**about, "subject": subject, "action": PATHS[kind] + subject}


def _form_page(  # what a form shows
    generation: Generation,
    kind: Kind,
    about: Mapping[str, Any],
    typed: Typed,
    *,
    errors: list[tuple[str, str]] | None = None,
    explanation: Explanation | None = None,
) -> Answer:
    parts = services()
    draft = about["draft"]
    text_hash = handling.draft_hash(draft) if draft else ""
    stamp = typed.stamp or uploads.new_form(new_stamp(kind, about["subject"], text_hash), typed.refused)
    state = window_state(draft.opens_at, draft.closes_at, parts.now()) if draft else None
    shown = typed.shown
    html = page(
        "sending_form.html",
        generation,
        "drafts" if draft else "",
        is_findable=request.method == "GET",
        kind=kind.id,
        heading=kind.words,
        **about,
        provision=draft.by_eid.get(shown.opinion.provision) if draft else None,
        sending=shown,
        matter=topics.matter(generation.register, shown.about),
        labels={p.eid: p.label for p in draft.provisions} if draft else {},
        fields=FIELDS,
        stances=list(Stance),
        roles=list(Role),
        villages=list(generation.register.catalogue.villages.values()),
        offices=_reportable(generation) if kind is Kind.VIOLATION else [],
        stamp=stamp,
        files=uploads.shown(stamp),
        errors=errors or [],
        explanation=explanation,
        is_planned=state is State.PLANNED,
        is_closed=state is State.CLOSED,
    )
    if explanation is not None:
        return html, explanation.status
    return html, HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK


def _reportable(generation: Generation) -> list[Office]:
    """Return the offices a violation can be reported of: those alive at the authority's own level."""
    catalogue, today = generation.register.catalogue, services().now().date()
    level = catalogue.offices[catalogue.site.office].level
    return [office for office in catalogue.offices if office.is_alive(today) and office.level == level]


def _preview_page(
    generation: Generation, kind: Kind, about: Mapping[str, Any], typed: Typed, routes: list[submitting.Routed]
) -> Answer:
    shown = typed.shown
    catalogue = generation.register.catalogue
    village = catalogue.villages.get(shown.sender.village)
    html = page(
        "sending_preview.html",
        generation,
        "drafts" if about["draft"] else "",
        heading=kind.words,
        **about,
        sending=shown,
        routes=routes,
        labels={p.eid: p.label for p in about["draft"].provisions} if about["draft"] else {},
        stances={stance.id: stance.words for stance in Stance},
        role=next((role.words for role in Role if role.id == shown.sender.role), ""),
        village=village.name if village else "",
        suspected=routes[0].suspected.id if routes[0].suspected else "",
        is_sealed=routes[0].is_sealed,
        carried=carried(shown),
        fields=FIELDS,
        files=uploads.shown(typed.stamp),
        stamp=typed.stamp,
    )
    return html, HTTPStatus.OK


def receipt_page(generation: Generation, receipt: submitting.Receipt) -> Answer:
    """Show the receipt of a sending: 201 when it is new."""
    comment = receipt.comments[0]
    html = page(
        "receipt.html",
        generation,
        receipt=receipt,
        comment=comment,
        comments=receipt.comments,
        offices=generation.register.catalogue.offices,
        is_restricted=is_restricted(comment),
        is_sealed=comment["sealed"] is not None,
        stances={stance.id: stance.words for stance in Stance},
        files=services().attachments.of(comment["stamp"]),
        logged=services().receipts.logged_with(comment["stamp"]),
        qr=qr_svg(f"{services().settings.address}/tra-cuu?so={comment['reference']}", say("Mã QR mở trang tra cứu")),
    )
    return html, HTTPStatus.OK if receipt.is_repeat else HTTPStatus.CREATED
