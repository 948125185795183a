"""The verbs of the inbox, free of Flask: submit, look up, answer, publish."""

import hashlib
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import yaml

from inbox.errors import (
    CannotPublishError,
    HeldError,
    NotFoundError,
    NotOpenYetError,
    ProblemsError,
    SentOtherwiseError,
    TextChangedError,
    UnknownDraftError,
    UnknownOfficeError,
    UnknownProvisionError,
)
from inbox.notify import MAIL_ANSWERED, MAIL_RECEIVED, MAIL_TO_OFFICE
from inbox.stamps import Stamp
from inbox.store import Acceptance, Row, Store
from plugins.domain.comments import Channel, Kind, Reply, Status, Words
from plugins.domain.consultations import State, window_state
from plugins.domain.deadlines import DueDate, due
from plugins.domain.offices import NoLivingOfficeError, Office
from plugins.domain.receipts import code_hash, normal_reference, secret_code
from plugins.domain.register import Register, RegisteredDraft, RegisteredProvision
from plugins.domain.routing import route
from plugins.domain.rows import Catalogue
from plugins.domain.text import without_control_characters
from plugins.kit.calendar import working_days

CITIZEN, SYSTEM = "người gửi", "hệ thống"


@dataclass(frozen=True)
class Receipt:
    """What the citizen gets: the comment as stored, the secret code, the office that answers, if it was a repeat."""

    comment: Row
    code: str
    office: Office
    is_repeat: bool


@dataclass(frozen=True)
class Keys:
    """Keys for separate purposes, made of the one secret."""

    code: bytes
    lookup: bytes

    @classmethod
    def of(cls, secret_key: str) -> "Keys":
        """Return the keys that a secret gives."""

        def key(purpose: str) -> bytes:
            return hashlib.pbkdf2_hmac("sha256", secret_key.encode(), f"cong-khai {purpose}".encode(), 1000)

        return cls(key("code"), key("lookup"))


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


def answering_office(register: Register, draft: RegisteredDraft, now: datetime) -> Office:
    """Return the office that a comment on a draft would go to now."""
    catalogue, kind = register.catalogue, Kind.COMMENT.id
    on = now.date()
    return route(catalogue.routing, catalogue.offices, kind=kind, document=draft.id, fields=draft.fields, on=on).office


def submit_comment(
    store: Store, keys: Keys, register: Register, stamp: Stamp, eid: str, words: Words, now: datetime
) -> Receipt:
    """Take a comment on a draft (or on one provision of it): on disk, routed, its mail waiting, when this returns.

    After the consultation has closed a comment is stored as late. Raises UnknownDraftError, UnknownProvisionError,
    NotOpenYetError, TextChangedError, ProblemsError, SentOtherwiseError.
    """
    if (earlier := store.comment_of_form(stamp.nonce)) is not None:
        return _repeated(keys, register, stamp, earlier, eid, words)
    draft = find_draft(register, stamp.subject)
    provision = find_provision(draft, eid)
    state = window_state(draft.opens_at, draft.closes_at, now)
    if state is State.PLANNED:
        raise NotOpenYetError(draft)
    if stamp.text_hash != draft_hash(draft):
        raise TextChangedError(draft.id)
    is_late = state is State.CLOSED
    about = {
        "draft": draft.id,
        "round": draft.round,
        "provision": provision.eid if provision else "",
        "provision_label": provision.label if provision else "",
        "provision_hash": provision.text_hash if provision else draft_hash(draft),
        "subject": draft.title,
        "is_late": is_late,
    }
    start = now.date() if is_late else draft.closes_at.date()
    return _submit(store, keys, register, stamp, Kind.COMMENT, about, (draft.id, draft.fields), words, start, now)


def submit_petition(store: Store, keys: Keys, register: Register, stamp: Stamp, words: Words, now: datetime) -> Receipt:
    """Take a petition to an office (or, with no office named, to whoever the routing table says).

    Raises UnknownOfficeError, ProblemsError, SentOtherwiseError.
    """
    if (earlier := store.comment_of_form(stamp.nonce)) is not None:
        return _repeated(keys, register, stamp, earlier, "", words)
    subject = Kind.PETITION.words
    if stamp.subject:
        office = find_office(register, stamp.subject)
        subject = f"{Kind.PETITION.words} gửi {office.name}"
    about = {"subject": subject, "provision": "", "provision_label": "", "is_late": False}
    return _submit(store, keys, register, stamp, Kind.PETITION, about, (None, ()), words, now.date(), now)


def _submit(  # noqa: PLR0913  # one thing each, and all of them needed to accept
    store: Store,
    keys: Keys,
    register: Register,
    stamp: Stamp,
    kind: Kind,
    about: Row,
    routed_by: tuple[str | None, Sequence[str]],
    words: Words,
    start: date,
    now: datetime,
) -> Receipt:
    """Check the words, work out office and due date, and store everything at once."""
    if problems := list(words.problems()):
        raise ProblemsError(problems)
    body, name, email = _stored_words(words)
    office, rule = _responsible(register.catalogue, kind, stamp, routed_by, now.date())
    due_date = _due_date(register.catalogue, kind, start, now.date())
    code = secret_code(keys.code, stamp.nonce)
    comment = {
        **about,
        "stamp": stamp.nonce,
        "code_hash": code_hash(keys.lookup, code),
        "kind": kind.id,
        "channel": Channel.WEB.id,
        "body": body,
        "name": name,
        "email": email,
        "received_at": now,
        "office": office.id,
        "rule": rule,
        "due_on": due_date.on,
        "due_is_firm": due_date.firm,
        "due_steps": list(due_date.steps),
        "status": Status.ROUTED.id,
    }
    events = [
        {"at": now, "status": Status.RECEIVED.id, "actor": CITIZEN, "detail": {"late": about["is_late"]}},
        {"at": now, "status": Status.ROUTED.id, "actor": SYSTEM, "detail": {"office": office.id, "rule": rule}},
    ]
    mails = [_mail(MAIL_TO_OFFICE, office.email, now)] if office.email else []
    if email:
        mails.append(_mail(MAIL_RECEIVED, email, now))
    accepted = store.accept(Acceptance(kind.prefix, now.year, comment, events, mails))
    if accepted.is_repeat:  # two sends of one form raced each other
        return _repeated(keys, register, stamp, accepted.comment, about["provision"], words)
    return Receipt(accepted.comment, code, office, is_repeat=False)


def _repeated(keys: Keys, register: Register, stamp: Stamp, earlier: Row, eid: str, words: Words) -> Receipt:
    """Return the receipt of a form that was sent before, whatever has happened to its draft since.

    Raises SentOtherwiseError when it now holds other words.
    """
    now_sent = (eid, *_stored_words(words))
    if now_sent != (earlier["provision"], earlier["body"], earlier["name"], earlier["email"]):
        raise SentOtherwiseError(earlier)
    office = register.catalogue.offices[earlier["office"]]
    return Receipt(earlier, secret_code(keys.code, stamp.nonce), office, is_repeat=True)


def _stored_words(words: Words) -> tuple[str, str, str]:
    """Return body, name and e-mail as they are stored."""
    return without_control_characters(words.body).strip(), words.name.strip(), words.email.strip()


def _responsible(
    catalogue: Catalogue, kind: Kind, stamp: Stamp, routed_by: tuple[str | None, Sequence[str]], today: date
) -> tuple[Office, str]:
    """Return the office that answers and the rule that said so; a citizen who names an office gets that one."""
    if kind is Kind.PETITION and stamp.subject:
        # An office not founded yet, or dissolved without successor: the routing table knows who does its work.
        with suppress(NoLivingOfficeError):
            return catalogue.offices.living(stamp.subject, today), "người gửi chọn"
    document, fields = routed_by
    found = route(catalogue.routing, catalogue.offices, kind=kind.id, document=document, fields=fields, on=today)
    return found.office, found.rule


def _due_date(catalogue: Catalogue, kind: Kind, start: date, today: date) -> DueDate:
    limit = catalogue.limit(kind.limit, today)
    assert limit is not None  # noqa: S101  # the check of the registers demands a row for every kind
    return due(limit, start, working_days(catalogue.day_overrides))


def _mail(kind: str, recipient: str, now: datetime) -> Row:
    return {
        "kind": kind,
        "recipient": recipient,
        "message_id": secrets.token_hex(16),
        "created_at": now,
        "due_at": now,
        "attempts": 0,
    }


def look_up(store: Store, keys: Keys, typed_reference: str, typed_code: str) -> Row:
    """Return the comment of a reference for whoever knows its code. Raises NotFoundError whichever is wrong."""
    ref = normal_reference(typed_reference)
    hashed = code_hash(keys.lookup, typed_code)
    comment = store.comment(ref) if ref else None
    if comment is None or hashed is None or not secrets.compare_digest(hashed, comment["code_hash"]):
        raise NotFoundError
    return comment


def comment_for(store: Store, officer: Row, ref: str) -> Row:
    """Return a comment that an officer's office is responsible for. Raises NotFoundError for any other."""
    known = normal_reference(ref)
    comment = store.comment(known) if known else None
    if comment is None or comment["office"] != officer["office"]:
        raise NotFoundError
    return comment


def answer(store: Store, officer: Row, comment: Row, reply: Reply, now: datetime) -> None:
    """Record the office's answer; the citizen's status page shows it from now on. Raises ProblemsError, HeldError."""
    if store.hold(comment["stamp"]) is not None:
        raise HeldError
    if problems := list(reply.problems(Kind.by_id(comment["kind"]))):
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
    happened = {
        "at": now,
        "status": Status.ANSWERED.id,
        "actor": officer["login"],
        "detail": {"disposition": reply.disposition},
    }
    mails = [_mail(MAIL_ANSWERED, comment["email"], now)] if comment["email"] else []
    store.record_answer(row, happened, mails)


def publish(store: Store, register: Register, content: Path, officer: Row, comment: Row, now: datetime) -> Path:
    """Write the answer as Markdown under `content/tra-loi/` and record it; return the file.

    Only what the office wrote for the public goes out: never the citizen's words, name or address. The file comes first
    and its name does not change, so that a second try after a failure writes the same file.
    Raises CannotPublishError when there is no answer or the draft is gone.
    """
    answered = store.answer(comment["id"])
    if answered is None or comment["kind"] != Kind.COMMENT.id or comment["draft"] not in register.drafts:
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
        "so-luot": {comment["channel"]: 1},
        "chu-the": [comment["reference"]],
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
    happened = {
        "at": now,
        "status": Status.PUBLISHED.id,
        "actor": officer["login"],
        "detail": {"answer": answered["id"]},
    }
    store.record_event(comment["id"], happened)
    return file
