"""The office's answer: to one comment, or the same to several that say the same."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from inbox.access.permissions import Right, may
from inbox.errors import (
    HeldError,
    OvertakenError,
    ProblemsError,
    ProposedMeanwhileError,
    PublishedApartError,
    WithdrawnError,
)
from inbox.handling import happening
from inbox.handling.telling import told
from inbox.mail.letters import MAIL_ANSWERED
from inbox.stores.answers import Answering, AnswerStore
from inbox.stores.comments import Row, Store
from inbox.stores.desk import DeskStore
from inbox.stores.tables import SIGNED
from plugins.domain.comments import Kind, Status
from plugins.domain.sendings import NotChosen, Problem, Quoted, Reply
from plugins.domain.symbols import bare_symbol
from plugins.domain.text import nfc, squeeze, without_control_characters

_SHORTEST_QUOTE = 30  # characters
_SEEN = re.compile(r"([0-9]{1,18})\.([0-9]{1,16})")


@dataclass(frozen=True)
class Seen:
    """What a page knew: the last event of all by its number, and what was proposed up to a moment."""

    event: int
    at: datetime

    @property
    def for_form(self) -> str:
        """What a form of the page sends back."""
        return f"{self.event}.{self.at.timestamp() * 1e6:.0f}"

    @classmethod
    def from_form(cls, text: str) -> "Seen | None":
        """Return what a form sent back, None for anything else."""
        found = _SEEN.fullmatch(text)
        return cls(int(found[1]), datetime.fromtimestamp(int(found[2]) / 1e6, UTC)) if found else None


@dataclass(frozen=True)
class Chosen:
    """The comments that are answered, and what who chose them had seen."""

    comments: Sequence[Row]
    seen: Seen


def answer(
    store: Store,
    answers: AnswerStore,
    desk: DeskStore,
    officer: Row,
    chosen: Chosen,
    reply: Reply,
    now: datetime,
) -> None:
    """Record one answer to all the chosen comments; each status page shows it from now on.

    They share a published file from then on, and with it one line of what was heard. A person is told once. Where the
    head of the office approves answers, those of others wait for that, and nobody outside is told.
    Raises ProblemsError, HeldError, WithdrawnError, PublishedApartError when some were published in other files,
    OvertakenError or ProposedMeanwhileError when another officer was first at one of them.
    """
    comments, seen = chosen.comments, chosen.seen
    _refuse(store, officer, chosen)
    if first := desk.proposed_since([comment["id"] for comment in comments], seen.at, officer["login"]):
        raise ProposedMeanwhileError(first)
    if problems := _problems(comments, reply):
        raise ProblemsError(problems)
    said = _said(reply)
    file = _file_for(answers, comments)
    if desk.approves(officer["office"]) and not may(officer, Right.APPROVE):
        shared = {"together": file, "proposed_by": officer["login"], "proposed_at": now, **said}
        if first := desk.propose([{"comment_id": comment["id"], **shared} for comment in comments], seen.at):
            raise ProposedMeanwhileError(first)
        return
    mailed: set[str] = set()
    answerings = []
    for comment in comments:
        row = {
            "id": secrets.token_hex(8),
            "comment_id": comment["id"],
            "published_as": file,
            "office": officer["office"],
            "answered_at": now,
            **said,
        }
        detail = {"disposition": reply.disposition, **({"together": len(comments)} if len(comments) > 1 else {})}
        detail |= {name: said[name] for name in SIGNED if said[name]}
        if proposal := desk.proposal(comment["id"]):
            detail |= {"proposed_by": proposal["proposed_by"]}
        mails, call = told(comment, MAIL_ANSWERED, now)
        if comment["email"] in mailed:
            mails = []
        mailed.add(comment["email"])
        happened = happening(now, Status.ANSWERED, officer["login"], **detail, **call)
        answerings.append(Answering(row, happened, mails))
    if first := answers.record(answerings, seen.event):
        raise OvertakenError(first, None)


def _refuse(store: Store, officer: Row, chosen: Chosen) -> None:
    """Raise what stands against answering the chosen comments at all."""
    for comment in chosen.comments:
        if first := store.overtaken(comment["id"], chosen.seen.event, officer["login"]):
            raise OvertakenError(first, None)
    if any(store.hold(comment["stamp"]) is not None for comment in chosen.comments):
        raise HeldError
    if any(comment["status"] == Status.WITHDRAWN.id for comment in chosen.comments):
        raise WithdrawnError


def _said(reply: Reply) -> dict[str, str | None]:
    """Return what an answer says, as it is stored."""
    return {
        "point": without_control_characters(reply.point).strip(),
        "disposition": reply.disposition,
        "text": without_control_characters(reply.text).strip(),
        "signer": squeeze(nfc(reply.signer)),
        "signer_title": squeeze(nfc(reply.signer_title)),
        "symbol": bare_symbol(reply.symbol),
        "signed_file": reply.signed_file or None,
    }


def _problems(chosen: Sequence[Row], reply: Reply) -> list[Problem]:
    if not chosen:
        return [NotChosen("chosen")]
    problems = list(reply.problems(Kind.by_id(chosen[0]["kind"])))
    if any(not comment["may_quote"] and _repeats(reply.point, comment["body"]) for comment in chosen):
        problems.append(Quoted("point"))
    return problems


def _repeats(point: str, body: str) -> bool:
    """Tell whether a point is a citizen's own text word for word; a few words everybody would use are not."""
    said = squeeze(nfc(body)).casefold()
    return len(said) >= _SHORTEST_QUOTE and said in squeeze(nfc(point)).casefold()


def _file_for(answers: AnswerStore, chosen: Sequence[Row]) -> str:
    """Return the name of the published file of comments answered together: the one they have, when it is theirs alone.

    Who is answered apart from others leaves their file. Several that were published apart do not come together any
    more: files that the public knows would vanish. Raises PublishedApartError.
    """
    ids = {comment["id"] for comment in chosen}
    known: set[str] = {row["published_as"] for row in map(answers.of, ids) if row is not None}
    if len(known) == 1 and {row["id"] for row in answers.in_file(*known)} == ids:
        return known.pop()
    if len(chosen) > 1:
        published = [comment["reference"] for comment in chosen if answers.files_of(comment["id"])]
        if published:
            raise PublishedApartError(published)
    return secrets.token_hex(8)
