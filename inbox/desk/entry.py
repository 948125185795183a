"""The desk's forms for what came by other ways than the site, and the slip that is handed over."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from inbox import handling
from inbox.access.permissions import Right, is_restricted
from inbox.access.stamps import BadStampError, Stamp, new_stamp
from inbox.desk.doors import comment_door, door
from inbox.errors import (
    NotOpenYetError,
    ProblemsError,
    SamePersonError,
    SentOtherwiseError,
    TextChangedError,
    UnknownDraftError,
    UnknownProvisionError,
)
from inbox.handling import entering, submitting
from inbox.handling.entering import CHANNELS, Minutes, Point, Sheet
from inbox.handling.published import Generation
from inbox.public import uploads
from inbox.public.typed import FIELDS, Typed, errors_of
from inbox.services import Answer, page, problem_page, say, services
from inbox.stores.comments import Row
from inbox.wording import Explanation, explain
from plugins.domain.comments import Channel, Kind, Stance
from plugins.domain.consultations import State, window_state
from plugins.domain.register import RegisteredDraft
from plugins.domain.sendings import Opinion, Problem, Sender, Sending
from plugins.domain.text import without_control_characters
from plugins.kit.qr import qr_svg

blueprint = Blueprint("entry", __name__, url_prefix="/ban-lam-viec/nhap")
_SHEET = {"channel": "kenh", "received_on": "ngay-nhan", "count": "so-nguoi", "source": "nguon"}
_MINUTES = {"village": "thon", "held_on": "ngay-nhan", "attendance": "so-nguoi-du", "source": "nguon"}
_NAMES = {**FIELDS, **_SHEET, "attendance": "so-nguoi-du", "hands": "so-nguoi-neu"}
_POINTS = 6
_REFUSALS = (BadStampError, NotOpenYetError, SentOtherwiseError, TextChangedError, UnknownProvisionError)


@blueprint.get("/")
@door(Right.ENTER)
def start() -> Answer:
    """Show what can be keyed in, and by which channels the office's comments came so far."""
    parts = services()
    generation = parts.published.now()
    counts = parts.answers.by_channel(g.officer["office"])
    html = page(
        "desk/entry_start.html",
        generation,
        officer=g.officer,
        office=generation.register.catalogue.offices[g.officer["office"]],
        drafts=_opened(generation),
        channels=[(channel.words, *counts.get(channel.id, (0, 0))) for channel in Channel],
    )
    return html, HTTPStatus.OK


@blueprint.get("/kien-nghi")
@blueprint.get("/gop-y/<draft>")
@door(Right.ENTER)
def form(draft: str = "") -> Answer:
    """Show the form for what one person said: on a draft, or a petition."""
    try:
        return _form_page(_about(draft), Typed(), Sheet(received_on=services().now().date().isoformat()))
    except UnknownDraftError as error:
        return problem_page(explain(error, say))


@blueprint.post("/kien-nghi")
@blueprint.post("/gop-y/<draft>")
@door(Right.ENTER)
def enter(draft: str = "") -> Answer:
    """Take what one person said."""
    parts, typed = services(), Typed.of(request.form)
    sheet = Sheet(**_texts(request.form, _SHEET))
    try:
        about = _about(draft)
        wrong_files = _scanned(about, typed.stamp)
        problems = [*sheet.problems(parts.now()), *typed.sending.problems()]
        if problems or wrong_files:
            return _form_page(about, typed, sheet, errors=[*_errors(problems), *wrong_files])
        return _slip(_stamp(about, typed.stamp), typed.sending, sheet.taken(g.officer, parts.now()))
    except UnknownDraftError as error:
        return problem_page(explain(error, say), typed.kept)
    except ProblemsError as error:
        return _form_page(about, typed, sheet, errors=_errors(error.problems))
    except _REFUSALS as error:
        typed = Typed(typed.shown, refused=typed.stamp)
        return _form_page(about, typed, sheet, explanation=explain(error, say))


@blueprint.get("/hop/<draft>")
@door(Right.ENTER)
def meeting_form(draft: str) -> Answer:
    """Show the form for the result of a meeting on a draft."""
    try:
        return _meeting_page(_about(draft), Minutes(points=(Point(),) * _POINTS))
    except UnknownDraftError as error:
        return problem_page(explain(error, say))


@blueprint.post("/hop/<draft>")
@door(Right.ENTER)
def enter_meeting(draft: str) -> Answer:
    """Take the result of a meeting: an opinion for each point made there."""
    parts = services()
    minutes = Minutes(**_texts(request.form, _MINUTES), points=tuple(_point(n) for n in range(1, _POINTS + 1)))
    kept = [point.body for point in minutes.written]
    try:
        about = _about(draft)
        villages = set(parts.published.now().register.catalogue.villages)
        sending = Sending(Opinion(""), Sender(village=minutes.village), minutes.opinions)
        wrong_files = _scanned(about, request.form.get("phieu", ""))
        problems = [*minutes.problems(villages, parts.now()), *sending.problems()]
        if problems or wrong_files:
            errors = [*_errors(problems), *wrong_files]
            return _meeting_page(about, minutes, errors=errors, stamp=request.form.get("phieu", ""))
        return _slip(_stamp(about, request.form.get("phieu", "")), sending, minutes.taken(g.officer, parts.now()))
    except UnknownDraftError as error:
        return problem_page(explain(error, say), kept)
    except ProblemsError as error:
        return _meeting_page(about, minutes, errors=_errors(error.problems), stamp=request.form.get("phieu", ""))
    except _REFUSALS as error:
        return _meeting_page(about, minutes, explanation=explain(error, say), refused=request.form.get("phieu", ""))


@blueprint.post("/doi-chieu/<reference>")
@comment_door(Right.ENTER)
def confirm(found: Row) -> Answer | Response:
    """Note that a second person has compared what was keyed in with the original."""
    parts = services()
    try:
        entering.confirm(parts.store, g.officer, found, parts.now())
    except SamePersonError as error:
        return problem_page(explain(error, say))
    return redirect(url_for("desk.comment", reference=found["reference"]))


def _about(draft: str) -> RegisteredDraft | None:
    """Return the draft that a form is about, None for a petition. Raises UnknownDraftError."""
    return handling.find_draft(services().published.now().register, draft) if draft else None


def _stamp(draft: RegisteredDraft | None, text: str) -> Stamp:
    """Return the stamp of a form. Raises BadStampError."""
    return services().stamps.read(text, Kind.COMMENT if draft else Kind.PETITION, draft.id if draft else "")


def _scanned(draft: RegisteredDraft | None, stamp: str) -> list[tuple[str, str]]:
    """Keep the scans that came with a form; return what is wrong with them. A form that is stale is told when sent."""
    try:
        return uploads.take(_stamp(draft, stamp), at_desk=True)
    except BadStampError:
        return []


def _texts(fields: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    return {field: without_control_characters(fields.get(name, "")) for field, name in names.items()}


def _point(number: int) -> Point:
    def text(name: str) -> str:
        return request.form.get(f"{name}-{number}", "").replace("\r\n", "\n")

    hands = tuple(text(stance.id) for stance in Stance)
    return Point(text("dieu"), text("noi-dung"), text("so-nguoi-neu"), hands)


def _errors(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    """Return what is wrong as pairs of field and sentence, each once."""
    return list(dict.fromkeys((_NAMES.get(name, name), words) for name, words in errors_of(list(problems))))


def _opened(generation: Generation) -> list[RegisteredDraft]:
    """Return the drafts on which something can have come, the last to end first."""
    now = services().now()
    drafts = generation.register.drafts.values()
    opened = [d for d in drafts if window_state(d.opens_at, d.closes_at, now) is not State.PLANNED]
    return sorted(opened, key=lambda d: d.closes_at, reverse=True)


def _shared(draft: RegisteredDraft | None, generation: Generation, stamp: str, refused: str) -> dict[str, Any]:
    """Return what both forms show; `refused` is the stamp of a form whose place this one takes."""
    kind, subject = (Kind.COMMENT, draft.id) if draft else (Kind.PETITION, "")
    text_hash = handling.draft_hash(draft) if draft else ""
    stamp = stamp or uploads.new_form(new_stamp(kind, subject, text_hash), refused)
    return {
        "officer": g.officer,
        "draft": draft,
        "provisions": [(p.eid, p.label) for p in draft.provisions] if draft else [],
        "villages": [(v.id, v.name) for v in generation.register.catalogue.villages.values()],
        "stances": list(Stance),
        "stamp": stamp,
        "files": uploads.shown(stamp),
    }


def _form_page(
    draft: RegisteredDraft | None,
    typed: Typed,
    sheet: Sheet,
    *,
    errors: list[tuple[str, str]] | None = None,
    explanation: Explanation | None = None,
) -> Answer:
    generation = services().published.now()
    html = page(
        "desk/entry.html",
        generation,
        **_shared(draft, generation, typed.stamp, typed.refused),
        sending=typed.shown,
        sheet=sheet,
        fields=FIELDS,
        channels=CHANNELS,
        errors=errors or [],
        explanation=explanation,
    )
    return html, _status(errors, explanation)


def _meeting_page(
    draft: RegisteredDraft | None,
    minutes: Minutes,
    *,
    errors: list[tuple[str, str]] | None = None,
    explanation: Explanation | None = None,
    stamp: str = "",
    refused: str = "",
) -> Answer:
    generation = services().published.now()
    html = page(
        "desk/entry_meeting.html",
        generation,
        **_shared(draft, generation, stamp, refused),
        minutes=minutes,
        errors=errors or [],
        explanation=explanation,
    )
    return html, _status(errors, explanation)


def _status(errors: list[tuple[str, str]] | None, explanation: Explanation | None) -> int:
    if explanation is not None:
        return explanation.status
    return HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK


def _slip(stamp: Stamp, sending: Sending, taken: submitting.Taken) -> Answer:
    """Take a sending and show its slip: reference and code, to be printed and handed over."""
    parts = services()
    generation = parts.published.now()
    receipt = submitting.submit(parts.store, parts.keys, generation.register, stamp, sending, parts.now(), taken)
    first = receipt.comments[0]
    address = f"{parts.settings.address}/tra-cuu"
    html = page(
        "desk/slip.html",
        generation,
        officer=g.officer,
        receipt=receipt,
        comment=first,
        is_restricted=is_restricted(first),
        offices=generation.register.catalogue.offices,
        files=parts.attachments.of(first["stamp"]),
        address=address,
        qr=qr_svg(f"{address}?so={first['reference']}", say("Mã QR mở trang tra cứu")),
    )
    return html, HTTPStatus.OK if receipt.is_repeat else HTTPStatus.CREATED
