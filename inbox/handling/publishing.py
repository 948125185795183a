"""Publishing: what an office answered goes as Markdown into the content folder, and nothing of a citizen with it.

A file holds one point and its answer; comments answered together stand in it as references and counts.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from inbox.access.permissions import Right, is_restricted, may_on_comment
from inbox.errors import CannotPublishError, ClosedByHandError, ProblemsError, StillOpenError, UndisposedError
from inbox.handling import happening
from inbox.handling.content_folder import ContentFolder
from inbox.stores.answers import AnswerStore
from inbox.stores.comments import Row
from plugins.domain.comments import Channel, Disposition, Kind, Status
from plugins.domain.deadlines import vietnamese_date
from plugins.domain.register import Register, RegisteredDraft
from plugins.domain.rows import Catalogue
from plugins.domain.sendings import LONGEST_BODY, text_problems
from plugins.domain.text import nfc, squeeze, without_control_characters
from plugins.kit.heard_out import counts_words
from plugins.kit.prose import UnconvertibleError, to_html

# The keys of a document in which an answer was given, too, and the columns they come from.
_SIGNED = {"so-ky-hieu": "symbol", "nguoi-ky": "signer", "chuc-vu-ky": "signer_title"}


def publish(
    answers: AnswerStore, register: Register, content: ContentFolder, officer: Row, comment: Row, now: datetime
) -> None:
    """Write the answer to a comment, and to those answered together with it, into the content folder.

    Only what the office wrote for the public goes out: never the citizen's words, name or address. The file comes first
    and its name does not change, so that a second try after a failure writes the same file.
    Raises CannotPublishError when there is no answer or the draft is gone, NotKeptError when git failed.
    """
    answered = answers.of(comment["id"])
    if answered is None or not is_public(comment) or comment["draft"] not in register.drafts:
        raise CannotPublishError
    draft = register.drafts[comment["draft"]]
    files = _publish_file(answers, content, officer, draft, answered["published_as"], now)
    content.keep(files, register.catalogue.offices[officer["office"]], _message(draft, len(files)))


def publish_all(
    answers: AnswerStore,
    catalogue: Catalogue,
    content: ContentFolder,
    officer: Row,
    draft: RegisteredDraft,
    now: datetime,
) -> None:
    """Write all answers of the officer's office on a draft that are not published as they stand.

    Raises NotKeptError when git failed.
    """
    rows = [row for row in answers.on_draft(draft.id) if may_on_comment(officer, Right.PUBLISH, row)]
    unpublished = [row for row in rows if row["status"] == Status.ANSWERED.id and is_public(row)]
    wanted = dict.fromkeys(row["published_as"] for row in unpublished)
    files = [file for name in wanted for file in _publish_file(answers, content, officer, draft, name, now)]
    content.keep(files, catalogue.offices[officer["office"]], _message(draft, len(files)))


def is_public(comment: Row) -> bool:
    """Tell whether the answer to a comment is meant for the public."""
    return comment["kind"] == Kind.COMMENT.id and not is_restricted(comment)


def _publish_file(
    answers: AnswerStore, content: ContentFolder, officer: Row, draft: RegisteredDraft, name: str, now: datetime
) -> list[Path]:
    """Write a file and those in which its comments stood before: nobody is counted twice. Return what was written."""
    rows = answers.in_file(name)
    former = set().union(*(answers.files_of(row["id"]) for row in rows)) - {name}
    wanted = {name: rows, **{other: answers.in_file(other) for other in sorted(former)}}
    # What the rules of keeping took out of the inbox stays published as it was.
    files = [_write(content, draft, id_, told) for id_, told in wanted.items() if any(row["text"] for row in told)]
    answers.record_published(
        [row["id"] for row in rows], happening(now, Status.PUBLISHED, officer["login"], answer=name)
    )
    return files


def shown(answers: AnswerStore, catalogue: Catalogue, name: str) -> dict[str, Any]:
    """Return an answer as the public will read it once its file is written: what the component `answer` takes.

    `authors` are those who made the point, as the table of what was heard names them.
    """
    rows = answers.in_file(name)
    last = _last(rows)
    try:
        html = to_html(last["text"])
    except UnconvertibleError:  # the build will say so, too
        html = f"<p>{escape(last['text'])}</p>"
    return {
        "id": name,
        "anchor": f"tra-loi-{name}",
        "point": squeeze(nfc(last["point"])),
        "html": html,
        "disposition": next(d for d in Disposition if d.id == last["disposition"]),
        "office_name": catalogue.offices[last["answered_by"]].name,
        "answered": vietnamese_date(last["answered_at"].date()),
        "counts_words": counts_words(by_channel(rows).items(), people(rows)),
        "symbol": last["symbol"],
        "signer": " ".join(filter(None, (last["signer_title"], last["signer"]))),
        "authors": [author(row) for row in rows],
    }


def _last(rows: Sequence[Row]) -> Row:
    """Return the comment of a file that was answered last, what the rules of keeping took apart."""
    return max((row for row in rows if row["text"]), key=lambda row: row["answered_at"])


def _write(content: ContentFolder, draft: RegisteredDraft, name: str, rows: Sequence[Row]) -> Path:
    last = _last(rows)
    matter = {
        "ma": name,
        "loai": "tra-loi",
        "du-thao": draft.id,
        "vong": last["round"],
        "dieu-khoan": last["provision"],
        "y-kien": last["point"],
        "ket-qua": last["disposition"],
        "co-quan": last["answered_by"],
        "ngay-tra-loi": last["answered_at"].date(),
        "so-luot": by_channel(rows),
        "chu-the": [author(row) for row in rows],
    }
    matter |= {key: last[column] for key, column in _SIGNED.items() if last[column]}
    known = people(rows)
    return content.write(_stem(draft), matter if known is None else {**matter, "so-nguoi": known}, last["text"])


def by_channel(rows: Iterable[Row]) -> dict[str, int]:
    """Return how many opinions came by each channel, in the order of the channels."""
    counts = Counter[str]()
    for row in rows:
        counts[row["channel"]] += row["count"]
    return {channel.id: counts[channel.id] for channel in Channel if counts[channel.id]}


def people(rows: Sequence[Row]) -> int | None:
    """Return how many people made a point, None when that is not known: on the web one may write twice."""
    is_known = all(row["count"] > 1 or row["channel"] == Channel.MEETING.id for row in rows)
    return sum(row["count"] for row in rows) if is_known else None


def author(comment: Row) -> str:
    """Return how the public sees who made a point: by reference, by name only where that was agreed to."""
    name = comment["organisation"] or comment["name"]
    return name if comment["may_name"] and name else str(comment["reference"])


def close_round(
    answers: AnswerStore,
    register: Register,
    content: ContentFolder,
    officer: Row,
    draft: RegisteredDraft,
    text: str,
    now: datetime,
) -> None:
    """Write what was heard in a round as a whole: so many received, as many disposed of; then it can be issued.

    Raises CannotPublishError for an office not in charge, ClosedByHandError, StillOpenError, UndisposedError while some
    opinion has no published answer, ProblemsError, NotKeptError.
    """
    if officer["office"] != draft.office:
        raise CannotPublishError
    if is_closed_by_hand(register, draft):
        raise ClosedByHandError(draft)
    if now <= draft.closes_at:
        raise StillOpenError(draft)
    if problems := list(text_problems("summary", text, LONGEST_BODY, required=True)):
        raise ProblemsError(problems)
    rows = [row for row in answers.on_draft(draft.id) if counts(row)]
    owed = sum(row["status"] != Status.PUBLISHED.id for row in rows)
    if owed:
        raise UndisposedError(owed)
    total = sum(row["count"] for row in rows)
    matter = {
        "ma": _closing_id(draft),  # said again, it is the same file
        "loai": "tong-hop",
        "du-thao": draft.id,
        "vong": draft.round,
        "co-quan": draft.office,
        "ngay-tra-loi": now.date(),
        "da-nhan": total,
        "da-xu-ly": total,
    }
    file = content.write(f"{_stem(draft)}-tong-hop", matter, without_control_characters(text).strip())
    message = f"Công bố tổng hợp ý kiến vòng {draft.round}: {draft.title}"
    content.keep([file], register.catalogue.offices[draft.office], message)


def is_closed_by_hand(register: Register, draft: RegisteredDraft) -> bool:
    """Tell whether the public knows a closing of a round that the desk did not write: a second one would be a fault."""
    return register.closings.get(draft.id, _closing_id(draft)) != _closing_id(draft)


def _closing_id(draft: RegisteredDraft) -> str:
    return hashlib.sha256(f"tong-hop {draft.id}".encode()).hexdigest()[:16]


def counts(row: Row) -> bool:
    """Tell whether a comment is one of those that must be disposed of: not withdrawn, held, spam or restricted."""
    return is_public(row) and not row["is_held"] and row["status"] not in {Status.WITHDRAWN.id, Status.SPAM.id}


def _stem(draft: RegisteredDraft) -> str:
    return Path(draft.url).stem


def _message(draft: RegisteredDraft, count: int) -> str:
    return f"Công bố {count} câu trả lời, vòng {draft.round}: {draft.title}"
