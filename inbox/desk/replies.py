"""The form of an answer, to one comment or to many: what was typed, the signed document that came with it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import g, request

from inbox.field_wording import problem_words
from inbox.handling.attachments import MEGABYTE, Refused
from inbox.handling.published import NothingPublishedError
from inbox.public.uploads import SLACK, words
from inbox.services import say, services
from inbox.stores.comments import Row
from inbox.stores.tables import SIGNED
from plugins.domain.comments import Status
from plugins.domain.sendings import Problem, Reply
from plugins.domain.text import without_control_characters
from plugins.domain.thresholds import Threshold
from plugins.kit.cleaning import Reason

FIELDS = {
    "point": "tom-tat",
    "disposition": "ket-qua",
    "text": "tra-loi",
    "signer": "nguoi-ky",
    "signer_title": "chuc-vu-ky",
    "symbol": "so-van-ban",
}
_FILE, _TAKEN, _DROPPED = "tep-da-ky", "tep-da-nhan", "bo-tep-da-ky"
_TAKE_A_FILE = {"desk.answer", "consultations.answer"}
_OFFERED = 5  # signers


def allow_file() -> None:
    """Let the forms of answers be as large as a signed document, before anything of them is read."""
    if request.endpoint in _TAKE_A_FILE and request.mimetype == "multipart/form-data":
        try:
            largest = _largest()
        except NothingPublishedError:
            return  # answered by the view
        request.max_content_length = (request.max_content_length or 0) + SLACK * largest * MEGABYTE


def typed_reply() -> tuple[Reply, list[tuple[str, str]]]:
    """Return what came with the form of an answer, and what is wrong with its file; a good one is kept already."""
    texts = {name: request.form.get(field, "").replace("\r\n", "\n") for name, field in FIELDS.items()}
    reply = Reply(**texts, signed_file="" if request.form.get(_DROPPED) else _taken_before())
    sent = request.files.get(_FILE)
    if sent is None or not sent.filename:
        return reply, []
    parts = services()
    taken = parts.signed_files.take(g.officer["office"], sent.filename, sent.read(), _largest(), parts.now())
    if isinstance(taken, str):
        return replace(reply, signed_file=taken), []
    if isinstance(taken, Refused) and taken.reason is Reason.UNKNOWN:
        return reply, [(_FILE, say("Tệp “%(name)s”: không phải PDF. Hãy gửi bản PDF đã ký.", name=taken.name))]
    return reply, [(_FILE, words(taken))]


def _taken_before() -> str:
    """Return the id of the office's file that a form names; nobody takes the file of another office."""
    file = services().signed_files.of(request.form.get(_TAKEN, ""))
    return file["id"] if file and file["office"] == g.officer["office"] else ""


def _largest() -> int:
    return services().published.now().register.catalogue.threshold(Threshold.FILE_SIZE)


def errors_of(problems: list[Problem]) -> list[tuple[str, str]]:
    """Return what is wrong with an answer as pairs of field name and sentence."""
    return [(FIELDS.get(problem.field, problem.field), problem_words(problem, say)) for problem in problems]


def reply_of(row: Row, prefix: str = "", *, status: str = "") -> Reply:
    """Return an answer, given or proposed, as its form holds it.

    Whoever is to answer anew (`status`) begins without the document of the former answer, nor is that of another
    office's answer theirs.
    """
    said = Reply(*(row[prefix + name] for name in ("point", "disposition", "text")))
    file = services().signed_files.of(row[f"{prefix}signed_file"])
    is_anothers = file is not None and file["office"] != g.officer["office"]
    if status == Status.REOPENED.id or is_anothers:
        return said
    return replace(said, **{name: row[prefix + name] for name in SIGNED}, signed_file=file["id"] if file else "")


def shown(reply: Reply) -> Mapping[str, Any]:
    """Return what the form of an answer shows: the answer without what nobody can read, its file, who signed before."""
    texts = {name: without_control_characters(getattr(reply, name)) for name in FIELDS}
    return {
        "reply": replace(reply, **texts),
        "signed_file": services().signed_files.of(reply.signed_file),
        "signers": services().answers.signers(g.officer["office"], _OFFERED),
    }
