"""What the verbs of the inbox share, free of Flask: looking up what is published and what was sent, working out days.

`answering`, `publishing` and `casework` hold the verbs of offices, `submitting` and `following` those of citizens.
"""

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from inbox.access.keys import derived
from inbox.access.permissions import Right, may_on_comment
from inbox.errors import (
    NotFoundError,
    UnknownDialogueError,
    UnknownDraftError,
    UnknownOfficeError,
    UnknownProvisionError,
)
from inbox.stores.comments import Row, Store
from plugins.domain.comments import Kind, Status
from plugins.domain.deadlines import DueDate, Extension, Pause, due, vietnamese_date
from plugins.domain.offices import Office
from plugins.domain.receipts import code_hash, normal_reference
from plugins.domain.register import Register, RegisteredDraft, RegisteredEvent, RegisteredProvision
from plugins.domain.rows import Catalogue
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
