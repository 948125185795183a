"""The citizen's side after sending: the status look-up, what can still be done. No account, no cookie.

Each button of the status page carries reference and code: both are checked anew, and codes never stand in a URL.
"""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, request

from inbox import handling
from inbox.access.permissions import is_restricted
from inbox.access.stamps import BadStampError, Stamp, new_stamp
from inbox.errors import (
    AnsweredError,
    NotAnsweredError,
    NotFoundError,
    ProblemsError,
    ReopenedBeforeError,
    SealedError,
    SentOtherwiseError,
    TooManyGuessesError,
    WithdrawnError,
)
from inbox.handling import following, receipts, submitting, telling
from inbox.handling.published import Generation
from inbox.handling.receipt_log import proof_of
from inbox.public import guards
from inbox.public.sending import receipt_page
from inbox.public.typed import errors_of
from inbox.services import Answer, download, language, page, say, services
from inbox.stores.comments import Row
from inbox.wording import Explanation, explain
from plugins.domain.comments import UNANSWERED, Disposition, Kind, Role, Stance, Status
from plugins.domain.sendings import Opinion, Sender, Sending
from plugins.domain.text import nfc, squeeze, without_control_characters
from plugins.domain.thresholds import Threshold
from plugins.kit import proof as kit_proof
from plugins.kit.templates import called

blueprint = Blueprint("public", __name__)

_LONGEST_LOOK_UP = 100
# What a citizen can say to what they sent, by the address of the button.
_SAYINGS = {"bo-sung": following.add, "sua": following.correct, "xem-lai": following.reopen}
_REFUSALS = (AnsweredError, BadStampError, NotAnsweredError, ReopenedBeforeError, SealedError, WithdrawnError)
# What a citizen may ask about their data (Law 91/2025/QH15).
RIGHTS = {
    "xem": "Xem dữ liệu của tôi",
    "sua": "Sửa dữ liệu của tôi",
    "xoa": "Xóa dữ liệu của tôi",
    "han-che": "Hạn chế hoặc ngừng xử lý",
}


@blueprint.get("/tra-cuu")
def status_form() -> Answer:
    """Show the form that asks for a reference (which a QR code may bring) and a code."""
    reference = squeeze(nfc(without_control_characters(request.args.get("so", ""))))[:_LONGEST_LOOK_UP]
    return _look_up_page(reference, "")


def _look_up_page(reference: str, code: str, explanation: Explanation | None = None) -> Answer:
    generation = services().published.now()
    html = page(
        "status_form.html",
        generation,
        "status",
        reference=reference,
        code=code,
        explanation=explanation,
        kept=without_control_characters(request.form.get("noi-dung-them", "")),
    )
    return html, explanation.status if explanation else HTTPStatus.OK


def _opened(answer: Callable[[Row, str], Any]) -> Any:
    """Return what `answer` makes of the comment that the request's reference and code open; else ask again."""
    parts = services()
    typed = (without_control_characters(request.form.get(name, "")) for name in ("so", "ma"))
    reference, code = (squeeze(nfc(text))[:_LONGEST_LOOK_UP] for text in typed)
    try:
        guards.before_look_up(reference)
        comment = handling.look_up(parts.store, parts.keys, reference, code)
    except (NotFoundError, TooManyGuessesError) as error:
        guards.wrong_code(reference)
        return _look_up_page(reference, code, explain(error, say))
    return answer(comment, code)


@blueprint.post("/tra-cuu")
def status() -> Any:
    """Show where a submission stands, to whoever knows its code."""
    return _opened(_status_page)


@blueprint.post("/tra-cuu/van-ban")
def signed_file() -> Any:
    """Give out the signed document in which a submission was answered, to whoever knows its code."""
    return _opened(_signed_file)


def _signed_file(comment: Row, code: str) -> Any:
    parts = services()
    answer = parts.store.answer(comment["id"])
    file = parts.signed_files.of(answer["signed_file"]) if answer else None
    if file is None or is_restricted(comment):
        return _status_page(comment, code)
    return download(parts.signed_files.path(file["id"]), file["name"])


@blueprint.post("/tra-cuu/<verb>")
def change(verb: str) -> Any:
    """Do what a button of the status page says, and show the status page again."""
    return _opened(lambda comment, code: _changed(verb, comment, code))


def _changed(verb: str, comment: Row, code: str) -> Answer:
    parts = services()
    catalogue = parts.published.now().register.catalogue
    text = request.form.get("noi-dung-them", "").replace("\r\n", "\n")
    store, now = parts.store, parts.now()
    try:
        if verb in _SAYINGS:
            signs = guards.look_again(comment["reference"], text)
            _SAYINGS[verb](store, catalogue, comment, text, now, signs)
        elif verb == "rut":
            following.withdraw(store, catalogue, comment, now)
        elif verb == "danh-gia":
            following.rate(store, comment, request.form.get("diem", ""), now)
    except ProblemsError as error:
        return _status_page(comment, code, errors=errors_of(error.problems), typed=text)
    except _REFUSALS as error:
        return _status_page(comment, code, explanation=explain(error, say), typed=text)
    fresh = store.comment(comment["reference"])
    return _status_page(fresh or comment, code)


@blueprint.post("/giay-hen")
def keepsake() -> Any:
    """Give the receipt as text, the due day as .ics or JSON, for what reference and code open."""
    return _opened(_keepsake)


def _keepsake(comment: Row, code: str) -> Any:
    parts = services()
    form = request.form.get("dang", "")
    address, offices = parts.settings.address, parts.published.now().register.catalogue.offices
    if form == "txt":
        files, sending = parts.attachments.of(comment["stamp"]), parts.store.sending(comment["stamp"])
        text = receipts.as_text(sending, files, parts.receipts.logged_with(comment["stamp"]), code, offices, address)
        return _file(text.encode(), "text/plain; charset=utf-8", f"{comment['reference']}.txt")
    if form in _PROOFS and (proof := proof_of(parts.receipts, comment)):
        ending, type_, write = _PROOFS[form]
        text = write(proof, receipts.how_to_check(proof.day, address))
        return _file(text.encode(), type_, f"{comment['reference']}-bang-chung.{ending}")
    if is_restricted(comment):
        return _status_page(comment, code)
    if form == "ics":
        return _file(
            receipts.as_calendar(comment, address), "text/calendar; charset=utf-8", f"{comment['reference']}.ics"
        )
    if form == "json":
        logged = parts.receipts.logged_with(comment["stamp"]).get(comment["id"])
        text = receipts.as_json(comment, logged)
        return _file(text.encode(), "application/json", f"{comment['reference']}.json")
    return _status_page(comment, code)


# How the proof that something is in the log of receipts is taken home: by ending, type, and what writes it.
_PROOFS = {
    "bang-chung": ("json", "application/json", kit_proof.as_json),
    "bang-chung-txt": ("txt", "text/plain; charset=utf-8", kit_proof.as_text),
}


def _file(content: bytes, type_: str, name: str) -> Response:
    return Response(content, content_type=type_, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@blueprint.post("/du-lieu-ca-nhan")
def data_request() -> Any:
    """Take a request about one's own data, from the status page: a submission of its own, with a clock of its own."""
    return _opened(_requested)


def _requested(comment: Row, code: str) -> Answer:
    parts = services()
    generation = parts.published.now()
    asked = RIGHTS.get(request.form.get("quyen", ""), RIGHTS["xem"])
    text = request.form.get("noi-dung-them", "").replace("\r\n", "\n")
    sending = Sending(Opinion(f"{asked}.\n{text}".strip()), Sender(comment["name"], comment["email"], comment["phone"]))
    try:
        stamp = parts.stamps.read(request.form.get("phieu", ""), Kind.PERSONAL_DATA, comment["reference"])
        guards.look(stamp, [text])
        receipt = submitting.submit(parts.store, parts.keys, generation.register, stamp, sending, parts.now())
    except ProblemsError as error:
        return _status_page(comment, code, errors=errors_of(error.problems), typed=text)
    except (BadStampError, SentOtherwiseError) as error:
        return _status_page(comment, code, explanation=explain(error, say), typed=text)
    return receipt_page(generation, receipt)


def _status_page(
    comment: Row,
    code: str,
    *,
    errors: Sequence[tuple[str, str]] = (),
    explanation: Explanation | None = None,
    typed: str = "",
) -> Answer:
    """Show one comment with its history, the others of its sending, and what can still be done."""
    parts = services()
    generation = parts.published.now()
    answer = parts.store.answer(comment["id"])
    history = parts.store.history(comment["id"])
    happened = {h["status"] for h in history}
    catalogue = generation.register.catalogue
    village = catalogue.villages.get(comment["village"])
    html = page(
        "status.html",
        generation,
        "status",
        comment=comment,
        code=code,
        others=[c for c in parts.store.sending(comment["stamp"]) if c["id"] != comment["id"]],
        office=catalogue.offices[comment["office"]],
        route=route_words(generation, comment["rule"]),
        steps=_steps(generation, history),
        answer=answer,
        signed_file=parts.signed_files.of(answer["signed_file"]) if answer else None,
        disposition=_disposition(answer["disposition"]) if answer else "",
        together=parts.answers.together_in(answer["published_as"]) if answer else 0,
        fewest=catalogue.threshold(Threshold.FEWEST_TOGETHER),
        published_at=generation.register.answers.get(answer["published_as"]) if answer else None,
        is_restricted=is_restricted(comment),
        is_sealed=comment["sealed"] is not None,
        is_waiting=comment["status"] in UNANSWERED,
        since=_since(comment, history),
        is_answered=comment["status"] in {Status.ANSWERED.id, Status.PUBLISHED.id},
        question=telling.open_question(history) if comment["status"] in UNANSWERED else None,
        is_withdrawn=comment["status"] == Status.WITHDRAWN.id,
        was_reopened=Status.REOPENED.id in happened,
        score=next((h["detail"]["score"] for h in reversed(history) if h["status"] == Status.RATED.id), 0),
        scores=following.SCORES,
        files=parts.attachments.of(comment["stamp"]),
        logged=parts.receipts.logged_with(comment["stamp"]).get(comment["id"]),
        stance=next((s.words for s in Stance if s.id == comment["stance"]), ""),
        role=next((r.words for r in Role if r.id == comment["role"]), ""),
        village=village.name if village else "",
        rights=RIGHTS,
        stamp=parts.stamps.write(Stamp(guards.CHANGE, comment["reference"], "", secrets.token_hex(16))),
        data_stamp=parts.stamps.write(new_stamp(Kind.PERSONAL_DATA, comment["reference"])),
        errors=list(errors),
        explanation=explanation,
        typed=without_control_characters(typed),
    )
    if explanation is not None:
        return html, explanation.status
    return html, HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK


def _disposition(id_: str) -> str:
    """Return the words of a disposition, "" for none."""
    return next((d.words for d in Disposition if d.id == id_), "")


def _since(comment: Row, history: Sequence[Row]) -> datetime:
    """Return since when the office has to do with a comment: it came there, or its sender asked for another look."""
    came = [h["at"] for h in history if "office" in h["detail"] or h["status"] == Status.REOPENED.id]
    moments: list[datetime] = [comment["received_at"], *came]
    return moments[-1]


def _steps(generation: Generation, history: Sequence[Row]) -> list[dict[str, Any]]:
    """Return what happened, in the words of the one table of states, with the text that belongs to it."""
    steps = []
    for happened in history:
        detail = happened["detail"]
        words = say(Status.by_id(happened["status"]).words)
        if "office" in detail:
            words = f"{words} {called(language(), generation.register.catalogue.offices[detail['office']])}"
        if detail.get("late"):
            words = f"{words} ({say('gửi muộn, sau khi kết thúc lấy ý kiến')})"
        if detail.get("disposition"):
            words = f"{words}: {say(_disposition(detail['disposition']))}"
        if happened["status"] == Status.CLASSIFIED.id:
            words = f"{words}: {say(Kind.by_id(detail['kind']).words)}"
        if "score" in detail:
            words = f"{words}: {detail['score']}/{following.SCORES[-1]}"
        why = detail.get("reason") or detail.get("ground") or ""
        steps.append({"words": words[0].upper() + words[1:], "at": happened["at"], "text": detail.get("text") or why})
    return steps


def route_words(generation: Generation, rule: str) -> str:
    """Return why a comment went where it went, in words: what the rule of that id asks for."""
    catalogue = generation.register.catalogue
    found = next((r for r in catalogue.routing if r.id == rule), None)
    if found is None:
        return rule  # the sender chose, or the law says
    reasons = [
        "điều khoản được góp ý" if found.provision else "",
        "dự thảo này" if found.document and not found.provision else "",
        f"lĩnh vực {catalogue.fields[found.field].name}" if found.field else "",
        f"địa bàn {catalogue.villages[found.place].name}" if found.place else "",
        f"loại: {Kind.by_id(found.kind).words}" if found.kind else "",
    ]
    told = ", ".join(reason for reason in reasons if reason)
    return f"theo {told} (quy tắc {rule})" if told else f"cơ quan đầu mối nhận mọi ý kiến còn lại (quy tắc {rule})"
