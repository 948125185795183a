"""The verbs of the inbox, free of Flask: look up, answer, publish; `submitting` and `following` hold the citizen's."""

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from inbox.errors import (
    CannotPublishError,
    HeldError,
    NotFoundError,
    ProblemsError,
    UnknownDialogueError,
    UnknownDraftError,
    UnknownOfficeError,
    UnknownProvisionError,
)
from inbox.keys import derived
from inbox.letters import MAIL_ANSWERED, new_mail
from inbox.permissions import Right, is_restricted, may_on_comment
from inbox.store import Row, Store
from plugins.domain.comments import Kind, Quoted, Reply, Status
from plugins.domain.deadlines import DueDate, Extension, Pause, due, vietnamese_date
from plugins.domain.offices import Office
from plugins.domain.receipts import code_hash, normal_reference
from plugins.domain.register import Register, RegisteredDraft, RegisteredEvent, RegisteredProvision
from plugins.domain.rows import Catalogue
from plugins.domain.text import nfc, squeeze, without_control_characters
from plugins.kit.calendar import calendar_version, working_days

CITIZEN, SYSTEM = "người gửi", "hệ thống"


@dataclass(frozen=True)
class Keys:
    """Keys for separate purposes, made of the one secret."""

    code: bytes
    lookup: bytes

    @classmethod
    def of(cls, secret_key: str) -> "Keys":
        """Return the keys that a secret gives."""
        return cls(derived(secret_key, "code"), derived(secret_key, "lookup"))


def draft_hash(draft: RegisteredDraft) -> str:
    """Return a hash of the whole text of a draft as one comments on it."""
    return hashlib.sha256("".join(p.text_hash for p in draft.provisions).encode()).hexdigest()[:32]


def find_draft(register: Register, id_: str) -> RegisteredDraft:
    """Return the draft of that id. Raises UnknownDraftError."""
    if id_ not in register.drafts:
        raise UnknownDraftError(id_)
    return register.drafts[id_]


def find_provision(draft: RegisteredDraft, eid: str) -> RegisteredProvision | None:
    """Return the provision of that id, None for the draft as a whole (""). Raises UnknownProvisionError."""
    if not eid:
        return None
    if eid not in draft.by_eid:
        raise UnknownProvisionError(eid)
    return draft.by_eid[eid]


def find_office(register: Register, id_: str) -> Office:
    """Return the office of that id. Raises UnknownOfficeError."""
    if id_ not in register.catalogue.offices:
        raise UnknownOfficeError(id_)
    return register.catalogue.offices[id_]


def find_dialogue(register: Register, id_: str) -> RegisteredEvent:
    """Return the dialogue of that id. Raises UnknownDialogueError."""
    if id_ not in register.dialogues:
        raise UnknownDialogueError(id_)
    return register.dialogues[id_]


def due_date(  # what a day follows from
    catalogue: Catalogue,
    kind: Kind,
    start: date,
    received_on: date,
    extensions: Sequence[Extension] = (),
    pauses: Sequence[Pause] = (),
) -> DueDate:
    """Return by when a submission of a kind must be answered, by the rule in force on the day it was received."""
    limit = catalogue.limit(kind.limit, received_on)
    assert limit is not None  # noqa: S101  # the check of the registers demands a row for every kind
    return due(limit, start, working_days(catalogue.day_overrides), extensions, pauses)


def due_columns(catalogue: Catalogue, kind: Kind, found: DueDate, start: date, received_on: date) -> Row:
    """Return what is stored of a due date: the day, its arithmetic, the version of rule and calendar it came from."""
    limit = catalogue.limit(kind.limit, received_on)
    steps = [*found.steps, *_then(catalogue, kind, start, received_on)]
    since = f"{limit.valid_from:%d/%m/%Y}" if limit else ""
    return {
        "due_from": start,
        "due_on": found.on,
        "due_is_firm": found.firm,
        "due_steps": steps,
        "due_version": f"{kind.limit} ({since}); lịch: {calendar_version(catalogue.day_overrides)}",
    }


# A request about one's data is answered first, and done after that (Decree 356/2025): limits of their own.
_DONE_BY = {Kind.PERSONAL_DATA: ("pdp.withdraw", "pdp.access_rectify")}


def _then(catalogue: Catalogue, kind: Kind, start: date, received_on: date) -> Iterator[str]:
    """Yield by when what was asked for has to be done, where that is later than the answer."""
    for id_ in _DONE_BY.get(kind, ()):
        if limit := catalogue.limit(id_, received_on):
            done = due(limit, start, working_days(catalogue.day_overrides))
            expected = "" if limit.verified else "dự kiến "
            yield f"{limit.what}: {expected}xong trước khi hết ngày {vietnamese_date(done.on)} ({limit.source})."


def happening(now: datetime, status: Status, actor: str, **detail: Any) -> Row:
    """Return a row of a comment's history."""
    return {"at": now, "status": status.id, "actor": actor, "detail": detail}


def look_up(store: Store, keys: Keys, typed_reference: str, typed_code: str) -> Row:
    """Return the comment of a reference for whoever knows its code. Raises NotFoundError whichever is wrong."""
    ref = normal_reference(typed_reference)
    hashed = code_hash(keys.lookup, typed_code)
    comment = store.comment(ref) if ref else None
    if comment is None or hashed is None or not secrets.compare_digest(hashed, comment["code_hash"]):
        raise NotFoundError
    return comment


def comment_for(store: Store, officer: Row, right: Right, ref: str) -> Row:
    """Return a comment to which an officer has a right. Raises NotFoundError for all others."""
    known = normal_reference(ref)
    comment = store.comment(known) if known else None
    if comment is None or not may_on_comment(officer, right, comment):
        raise NotFoundError
    return comment


def answer(store: Store, officer: Row, comment: Row, reply: Reply, now: datetime) -> None:
    """Record the office's answer; the citizen's status page shows it from now on. Raises ProblemsError, HeldError."""
    if store.hold(comment["stamp"]) is not None:
        raise HeldError
    problems = list(reply.problems(Kind.by_id(comment["kind"])))
    if not comment["may_quote"] and _repeats(reply.point, comment["body"]):
        problems.append(Quoted("point"))
    if problems:
        raise ProblemsError(problems)
    row = {
        "id": secrets.token_hex(8),
        "comment_id": comment["id"],
        "office": officer["office"],
        "point": without_control_characters(reply.point).strip(),
        "disposition": reply.disposition,
        "text": without_control_characters(reply.text).strip(),
        "answered_at": now,
    }
    happened = happening(now, Status.ANSWERED, officer["login"], disposition=reply.disposition)
    mails = [new_mail(MAIL_ANSWERED, comment["email"], now)] if comment["email"] else []
    store.record_answer(row, happened, mails)


_SHORTEST_QUOTE = 30  # characters


def _repeats(point: str, body: str) -> bool:
    """Tell whether a point is a citizen's own text word for word; a few words everybody would use are not."""
    said = squeeze(nfc(body)).casefold()
    return len(said) >= _SHORTEST_QUOTE and said in squeeze(nfc(point)).casefold()


def publish(store: Store, register: Register, content: Path, officer: Row, comment: Row, now: datetime) -> Path:
    """Write the answer as Markdown under `content/tra-loi/` and record it; return the file.

    Only what the office wrote for the public goes out: never the citizen's words, name or address. The file comes first
    and its name does not change, so that a second try after a failure writes the same file.
    Raises CannotPublishError when there is no answer or the draft is gone.
    """
    answered = store.answer(comment["id"])
    is_public = comment["kind"] == Kind.COMMENT.id and not is_restricted(comment)
    if answered is None or not is_public or comment["draft"] not in register.drafts:
        raise CannotPublishError
    draft = register.drafts[comment["draft"]]
    matter = {
        "ma": answered["id"],
        "loai": "tra-loi",
        "du-thao": draft.id,
        "vong": comment["round"],
        "dieu-khoan": comment["provision"],
        "y-kien": answered["point"],
        "ket-qua": answered["disposition"],
        "co-quan": answered["office"],
        "ngay-tra-loi": answered["answered_at"].date(),
        "so-luot": {comment["channel"]: comment["count"]},
        "chu-the": [_author(comment)],
    }
    head = yaml.safe_dump(matter, allow_unicode=True, sort_keys=False, width=10_000)
    folder = content / "tra-loi"
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{Path(draft.url).stem}-{answered['id']}.md"
    # Published before, perhaps while the draft's file had another name: the same file again.
    file = next(folder.glob(f"*-{answered['id']}.md"), folder / name)
    fresh = file.with_suffix(".new")
    fresh.write_text(f"---\n{head}---\n\n{answered['text']}\n", encoding="utf-8")
    fresh.replace(file)
    store.record_event(comment["id"], happening(now, Status.PUBLISHED, officer["login"], answer=answered["id"]))
    return file


def _author(comment: Row) -> str:
    """Return how the public sees who made the point: by reference, by name only where that was agreed to."""
    name = comment["organisation"] or comment["name"]
    return name if comment["may_name"] and name else str(comment["reference"])
