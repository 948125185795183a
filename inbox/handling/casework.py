"""What an officer does with a submission beside answering: classify, transfer, put off its day, renew its code."""

import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime

from inbox.access.permissions import is_restricted
from inbox.errors import (
    AnsweredError,
    HeldError,
    NotHeldError,
    NotWaitingError,
    OvertakenError,
    ProblemsError,
    Refusal,
    TransferError,
)
from inbox.handling import Keys, due_columns, due_date, happening
from inbox.handling.telling import open_question, told
from inbox.mail.letters import MAIL_ASKED, MAIL_PROGRESS, MAIL_RECEIVED, MAIL_TO_OFFICE, new_mail
from inbox.stores.comments import Row, Store
from plugins.domain.comments import UNANSWERED, Kind, Status
from plugins.domain.deadlines import Extension, Pause
from plugins.domain.identity import asks_for_identity_card, identity_numbers
from plugins.domain.offices import Office
from plugins.domain.receipts import code_hash, secret_code
from plugins.domain.register import Register
from plugins.domain.routing import Asked, route
from plugins.domain.rows import Catalogue
from plugins.domain.sendings import (
    LONGEST_FIELD,
    LONGEST_POINT,
    AsksForIdentity,
    IdentityNumber,
    NotChosen,
    Problem,
    text_problems,
)
from plugins.domain.text import fold, nfc, squeeze, without_control_characters

BY_TRANSFER = "cơ quan trước chuyển đến"  # the rule of a submission that an office gave to another
_LONGEST_EXTENSION = 365  # days, or working days where the limit counts these
_SHORTEST_FACT = 8  # characters


def classify(
    store: Store, register: Register, officer: Row, comment: Row, choice: tuple[str, str], now: datetime
) -> None:
    """Say what a submission is: `choice` is the id of a kind and the reason.

    What a screener lets go is routed and told of as if it had just come; a complaint or denunciation stays restricted,
    and its sender is told the lawful way. The rules in force on the day it was received go on holding.
    Raises ProblemsError.
    """
    kind_id, reason = choice
    problems: list[Problem] = [] if kind_id in {kind.id for kind in Kind} else [NotChosen("kind")]
    problems += text_problems("reason", reason, LONGEST_FIELD, required=True)
    if problems:
        raise ProblemsError(problems)
    kind, was_restricted = Kind.by_id(kind_id), is_restricted(comment)
    detail = {"kind": kind.id, "before": comment["kind"], "reason": squeeze(nfc(reason))}
    changes: dict[str, object] = {"kind": kind.id, "suspected": ""}
    if kind.is_restricted:
        changes |= {"status": Status.REDIRECTED.id}
        store.record(comment["id"], happening(now, Status.REDIRECTED, officer["login"], **detail), changes)
        return
    changes |= _due(register.catalogue, {**comment, **changes}, *_adjustments(store, comment))
    if not was_restricted:
        store.record(comment["id"], happening(now, Status.CLASSIFIED, officer["login"], **detail), changes)
        return
    draft = register.drafts.get(comment["draft"] or "")
    fields = draft.fields if draft else ()
    asked = Asked(kind.id, comment["draft"], comment["provision"] or "", fields, comment["place"])
    found = route(register.catalogue.routing, register.catalogue.offices, asked, now.date())
    changes |= {"status": Status.ROUTED.id, "office": found.office.id, "rule": found.rule}
    happened = happening(now, Status.ROUTED, officer["login"], **detail, office=found.office.id, rule=found.rule)
    wanted = [(MAIL_TO_OFFICE, found.office.email), (MAIL_RECEIVED, comment["email"])]
    store.record(comment["id"], happened, changes, [new_mail(which, to, now) for which, to in wanted if to])


def call_spam(store: Store, officer: Row, comment: Row, reason: str, now: datetime) -> None:
    """Say that what is held is spam, and why: nobody owes it an answer any more, and its mails stay where they are.

    Its sender, if somebody is, reads the reason; letting it pass later undoes this.
    Raises ProblemsError, NotHeldError, and AnsweredError where it is more than something new that nobody has looked at.
    """
    if store.hold(comment["stamp"]) is None:
        raise NotHeldError
    if comment["status"] != Status.ROUTED.id or store.answer(comment["id"]) is not None:
        raise AnsweredError
    if problems := list(text_problems("reason", reason, LONGEST_FIELD, required=True)):
        raise ProblemsError(problems)
    happened = happening(now, Status.SPAM, officer["login"], reason=squeeze(nfc(reason)))
    store.record(comment["id"], happened, {"status": Status.SPAM.id})


def transfer(  # what a transfer is
    store: Store,
    catalogue: Catalogue,
    officer: Row,
    comment: Row,
    choice: tuple[str, str],
    now: datetime,
    seen: int | None = None,
) -> None:
    """Give a submission that waits for an answer to another office: `choice` is its id and the reason.

    The clock goes on as it was, the sender reads to whom and why, the office gets a mail without a word of it.
    Raises ProblemsError, TransferError, HeldError, OvertakenError when another officer was first (`seen`: the last
    event of all that this one knew of).
    """
    if seen is not None and (first := store.overtaken(comment["id"], seen, officer["login"])):
        raise overtaken(catalogue, first)
    office_id, reason = choice
    if store.hold(comment["stamp"]) is not None:
        raise HeldError
    office = _receiver(catalogue, comment, office_id, now.date())
    if problems := list(text_problems("reason", reason, LONGEST_FIELD, required=True)):
        raise ProblemsError(problems)
    detail = {"office": office.id, "from": comment["office"], "reason": squeeze(nfc(reason))}
    mails, call = told(comment, MAIL_PROGRESS, now)
    happened = happening(now, Status.TRANSFERRED, officer["login"], **detail, **call)
    mails += [new_mail(MAIL_TO_OFFICE, office.email, now)] if office.email else []
    changes = {"office": office.id, "rule": BY_TRANSFER}
    if first := store.record(comment["id"], happened, changes, mails, seen=seen):
        raise overtaken(catalogue, first)


def overtaken(catalogue: Catalogue, event: Row) -> OvertakenError:
    """Return what there is to say of an event by which another officer was first."""
    return OvertakenError(event, catalogue.offices.by_id.get(event["detail"].get("office", "")))


def _receiver(catalogue: Catalogue, comment: Row, office_id: str, today: date) -> Office:
    """Return the office that a submission may go to. Raises TransferError."""
    offices = catalogue.offices
    if comment["status"] not in UNANSWERED or is_restricted(comment):
        raise TransferError(Refusal.NOT_WAITING)
    if office_id not in offices:
        raise TransferError(Refusal.UNKNOWN)
    office = offices[office_id]
    if office.id == comment["office"]:
        raise TransferError(Refusal.SAME, office)
    if comment["accused"] and office.id in offices.heirs(comment["accused"]):
        raise TransferError(Refusal.ACCUSED, office)
    if not office.is_alive(today):
        raise TransferError(Refusal.DISSOLVED, office)
    if office.level != offices[catalogue.site.office].level:
        raise TransferError(Refusal.ELSEWHERE, office)
    return office


def receivers(catalogue: Catalogue, comment: Row, today: date) -> list[Office]:
    """Return the offices that a submission may go to."""
    found = []
    for office in catalogue.offices:
        with suppress(TransferError):
            found.append(_receiver(catalogue, comment, office.id, today))
    return found


def extend(  # what an extension is
    store: Store, catalogue: Catalogue, officer: Row, comment: Row, days: str, ground: str, now: datetime
) -> None:
    """Put off the day by so many days, counted as its limit counts. The sender reads the ground.

    Raises ProblemsError.
    """
    is_number = days.isascii() and days.isdigit() and len(days) < 4 and 1 <= int(days) <= _LONGEST_EXTENSION  # noqa: PLR2004
    problems: list[Problem] = [] if is_number else [NotChosen("days")]
    problems += text_problems("reason", ground, LONGEST_FIELD, required=True)
    if problems:
        raise ProblemsError(problems)
    extension = Extension(int(days), squeeze(nfc(ground)))
    extensions, pauses = _adjustments(store, comment)
    changes = _due(catalogue, comment, [*extensions, extension], pauses)
    mails, call = told(comment, MAIL_PROGRESS, now)
    detail = {"days": extension.value, "ground": extension.ground, **call}
    store.record(comment["id"], happening(now, Status.EXTENDED, officer["login"], **detail), changes, mails)


def pause(
    store: Store, catalogue: Catalogue, officer: Row, comment: Row, days: tuple[date, date], ground: str, now: datetime
) -> None:
    """Let the clock stand on the days from first to last, both included. The sender reads the ground.

    Raises ProblemsError.
    """
    first, last = days
    problems = list(text_problems("reason", ground, LONGEST_FIELD, required=True))
    if last < first:
        problems.append(NotChosen("days"))
    if problems:
        raise ProblemsError(problems)
    extensions, pauses = _adjustments(store, comment)
    paused = Pause(first, last, squeeze(nfc(ground)))
    changes = _due(catalogue, comment, extensions, [*pauses, paused])
    mails, call = told(comment, MAIL_PROGRESS, now)
    detail = {"first": first.isoformat(), "last": last.isoformat(), "ground": paused.ground, **call}
    store.record(comment["id"], happening(now, Status.PAUSED, officer["login"], **detail), changes, mails)


def ask(store: Store, officer: Row, comment: Row, question: str, now: datetime) -> None:
    """Ask the sender something that the answer depends on; they read it on the status page and answer there.

    The clock goes on: only a pause, on a legal ground, lets it stand. The same question twice (a double click) is one.
    Raises ProblemsError, HeldError, NotWaitingError.
    """
    if store.hold(comment["stamp"]) is not None:
        raise HeldError
    if comment["status"] not in UNANSWERED or is_restricted(comment):
        raise NotWaitingError
    problems = list(text_problems("question", question, LONGEST_POINT, required=True))
    problems += [IdentityNumber("question")] if identity_numbers(question) else []
    problems += [AsksForIdentity("question")] if asks_for_identity_card(question) else []
    if problems:
        raise ProblemsError(problems)
    asked, said = open_question(store.history(comment["id"])), without_control_characters(question).strip()
    if asked is None or asked["detail"]["text"] != said:
        mails, call = told(comment, MAIL_ASKED, now)
        store.record(comment["id"], happening(now, Status.ASKED, officer["login"], text=said, **call), {}, mails)


def _adjustments(store: Store, comment: Row) -> tuple[list[Extension], list[Pause]]:
    """Return what has put off the day of a comment since it was sent, or last reopened."""
    extensions: list[Extension] = []
    pauses: list[Pause] = []
    for happened in store.history(comment["id"]):
        detail = happened["detail"]
        if happened["status"] == Status.REOPENED.id:
            extensions, pauses = [], []
        elif happened["status"] == Status.EXTENDED.id:
            extensions.append(Extension(detail["days"], detail["ground"]))
        elif happened["status"] == Status.PAUSED.id:
            first, last = (date.fromisoformat(detail[key]) for key in ("first", "last"))
            pauses.append(Pause(first, last, detail["ground"]))
    return extensions, pauses


def _due(catalogue: Catalogue, comment: Row, extensions: list[Extension], pauses: list[Pause]) -> Row:
    """Return the columns of the due date of a comment as it stands."""
    kind = Kind.by_id(comment["suspected"] or comment["kind"])
    received_on = comment["received_at"].date()
    found = due_date(catalogue, kind, comment["due_from"], received_on, extensions, pauses)
    return due_columns(catalogue, kind, found, comment["due_from"], received_on)


def renew_code(store: Store, keys: Keys, officer: Row, comment: Row, fact: str, now: datetime) -> str:
    """Return a new secret code for whoever lost theirs but knows something they wrote; the old one is worth nothing.

    Raises ProblemsError when the fact is too short or stands nowhere in what was sent.
    """
    known = squeeze(fold(nfc(fact)))
    if len(known) < _SHORTEST_FACT or not any(known in text for text in _facts(store, comment)):
        raise ProblemsError([NotChosen("fact")])
    code = secret_code(keys.code, secrets.token_hex(16))
    hashed = code_hash(keys.lookup, code)
    assert hashed is not None  # noqa: S101  # it is a code of ours
    store.change_code(comment["stamp"], hashed)
    store.record(comment["id"], happening(now, Status.CODE_RENEWED, officer["login"]), {})
    return code


def _facts(store: Store, comment: Row) -> Iterator[str]:
    for sent in store.sending(comment["stamp"]):
        for column in ("body", "email", "phone"):
            yield squeeze(fold(nfc(sent[column])))
