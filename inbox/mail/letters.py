"""What mail says: plain text, and the same as simple HTML.

No mail holds what a citizen wrote: the office reads it at the desk, the citizen has it already.
No subject names anybody.
"""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from html import escape

from inbox.stores.database import Row
from plugins.domain.comments import UNANSWERED
from plugins.domain.deadlines import vietnamese_date

# A kind begins with whom it goes to: only an office can choose one mail a day, only a citizen can end it.
TO_OFFICE, TO_CITIZEN = "office-", "citizen-"
MAIL_TO_OFFICE, MAIL_DUE_SOON, MAIL_OVERDUE = "office-new", "office-due-soon", "office-overdue"
MAIL_CHANGED, MAIL_DIGEST = "office-changed", "office-digest"
MAIL_SEALED = "superior-sealed"
MAIL_RECEIVED, MAIL_ANSWERED = "citizen-received", "citizen-answered"
MAIL_PROGRESS, MAIL_ASKED = "citizen-progress", "citizen-asked"

# What each kind says of one comment: its subject and its text, with what is filled in.
_LETTERS = {
    MAIL_TO_OFFICE: (
        "Ý kiến mới {reference}, hạn trả lời {due}",
        """
Cơ quan của bạn vừa nhận một ý kiến mới: {reference}.
Về: {about}
Hạn trả lời: {due}.

Đọc và trả lời tại bàn làm việc: {desk}
""",
    ),
    MAIL_DUE_SOON: (
        "Sắp đến hạn trả lời ý kiến {reference}: {due}",
        """
Ý kiến {reference} sắp đến hạn và chưa có trả lời.
Về: {about}
Hạn trả lời: {due}.

Đọc và trả lời tại bàn làm việc: {desk}
""",
    ),
    MAIL_OVERDUE: (
        "Quá hạn trả lời ý kiến {reference}: {due}",
        """
Ý kiến {reference} đã quá hạn mà chưa có trả lời.
Về: {about}
Hạn trả lời: {due}.

Đọc và trả lời tại bàn làm việc: {desk}
""",
    ),
    MAIL_CHANGED: (
        "Người gửi vừa thay đổi ý kiến {reference}",
        """
Người gửi vừa bổ sung, sửa, rút, hoặc đề nghị xem lại ý kiến {reference}.
Hạn trả lời: {due}.

Xem tại bàn làm việc: {desk}
""",
    ),
    MAIL_SEALED: (
        "Thư niêm phong {reference}",
        """
Một người dân gửi phản ánh vi phạm dân chủ ở cơ sở {reference}, niêm phong bằng khóa của cơ quan.
Hạn trả lời: {due}.

Tệp kèm theo chỉ mở được bằng tệp khóa bí mật của cơ quan bạn:
python -m inbox.sealing open TỆP-KHÓA {reference}.niem-phong
""",
    ),
    MAIL_RECEIVED: (
        "Đã tiếp nhận ý kiến {reference}",
        """
Chúng tôi đã tiếp nhận ý kiến của bạn: {reference}.
Hạn trả lời: {due}.

Xem ý kiến đang ở đâu, bằng số này và mã bí mật trên giấy hẹn: {status}
Thư này không nhắc lại nội dung bạn đã viết và không có mã bí mật của bạn.
""",
    ),
    MAIL_PROGRESS: (
        "Có bước xử lý mới với ý kiến {reference}",
        """
Ý kiến {reference} của bạn vừa được chuyển đến cơ quan khác, hoặc hạn trả lời vừa thay đổi.
Hạn trả lời: {due}.

Xem đã chuyển đến đâu, vì sao, bằng số này và mã bí mật trên giấy hẹn: {status}
""",
    ),
    MAIL_ASKED: (
        "Cơ quan hỏi thêm về ý kiến {reference}",
        """
Cơ quan có trách nhiệm có câu hỏi về ý kiến {reference} của bạn. Thư này không nhắc lại câu hỏi.

Đọc và trả lời, bằng số này và mã bí mật trên giấy hẹn: {status}
Cơ quan không bao giờ hỏi số hay ảnh căn cước, mật khẩu, tài khoản ngân hàng.
""",
    ),
    MAIL_ANSWERED: (
        "Đã có trả lời cho ý kiến {reference}",
        """
Cơ quan có trách nhiệm đã trả lời ý kiến {reference} của bạn.

Đọc câu trả lời, bằng số này và mã bí mật trên giấy hẹn: {status}
""",
    ),
}

_LINK = re.compile(r"https?://[^\s<>]+")
# The parts of a digest, the most urgent first: a kind of mail, its heading.
_PARTS = (
    (MAIL_OVERDUE, "Quá hạn trả lời"),
    (MAIL_DUE_SOON, "Sắp đến hạn trả lời"),
    (MAIL_CHANGED, "Người gửi vừa thay đổi"),
    (MAIL_TO_OFFICE, "Ý kiến mới"),
)


@dataclass(frozen=True)
class Letter:
    """A subject and the lines of a mail; an empty line parts paragraphs."""

    subject: str
    lines: list[str]


def new_mail(kind: str, recipient: str, now: datetime) -> Row:
    """Return a row of the outbox, due at once."""
    return {
        "kind": kind,
        "recipient": recipient,
        "message_id": secrets.token_hex(16),
        "created_at": now,
        "due_at": now,
        "attempts": 0,
    }


def is_true(comment: Row, today: date) -> bool:
    """Tell whether what a mail says of a comment (`mail_kind`) still holds: of a reminder, that an answer is owed."""
    if comment["mail_kind"] not in {MAIL_DUE_SOON, MAIL_OVERDUE}:
        return True
    is_over = comment["due_on"] < today
    return comment["status"] in UNANSWERED and is_over == (comment["mail_kind"] == MAIL_OVERDUE)


def compose(mail: Row, about: Sequence[Row], sender: str, address: str) -> EmailMessage:
    """Return the message of an outbox row; `address` is the site's, without a slash at its end.

    `about` are the comments it speaks of: one, or in a digest all of them, each with the `mail_kind` that put it there.
    """
    letter = _digest(about, address) if mail["kind"] == MAIL_DIGEST else _letter(mail["kind"], about[0], address)
    message = EmailMessage()
    message["Subject"] = letter.subject
    message["From"] = sender
    message["To"] = mail["recipient"]
    message["Date"] = format_datetime(mail["created_at"])
    # Given once, when the mail was put in the outbox: one sent twice is recognised as the same.
    message["Message-ID"] = f"<{mail['message_id']}@{parseaddr(sender)[1].rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    lines = letter.lines
    if mail["kind"].startswith((TO_OFFICE, TO_CITIZEN)):
        choice = f"{address}/chon-thu/{mail['message_id']}"
        message["List-Unsubscribe"] = f"<{choice}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
        lines = [*lines, "", f"{_choice_words(mail['kind'])}: {choice}"]
    message.set_content("\n".join(lines) + "\n")
    message.add_alternative(html(letter.subject, lines), subtype="html")
    if mail["kind"] == MAIL_SEALED:
        name = f"{about[0]['reference']}.niem-phong"
        message.add_attachment(about[0]["sealed"], maintype="application", subtype="octet-stream", filename=name)
    # Else chosen at random, and one sent twice would not be the same to the byte.
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"={mail['message_id']}={number}=")
    return message


def html(title: str, lines: Sequence[str]) -> str:
    """Return lines as a small HTML page: paragraphs, links, nothing that is fetched from anywhere."""
    paragraphs = "\n".join(lines).split("\n\n")
    body = "\n".join(f"<p>{'<br>'.join(map(_linked, p.splitlines()))}</p>" for p in paragraphs)
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>'
    return f'<!doctype html>\n<html lang="vi">\n<head>{head}</head>\n<body>\n{body}\n</body>\n</html>\n'


def _linked(line: str) -> str:
    """Return a line as HTML with its addresses as links."""
    parts, last = [], 0
    for found in _LINK.finditer(line):
        link = escape(found[0])
        parts += [escape(line[last : found.start()]), f'<a href="{link}">{link}</a>']
        last = found.end()
    return "".join([*parts, escape(line[last:])])


def _choice_words(kind: str) -> str:
    if kind == MAIL_DIGEST:
        return "Nhận thư ngay khi có ý kiến, thay cho mỗi ngày một thư"
    if kind.startswith(TO_OFFICE):
        return "Nhận mỗi ngày một thư, thay cho từng thư"
    return "Thôi nhận thư về ý kiến này"


def _letter(kind: str, comment: Row, address: str) -> Letter:
    """Return the letter of a kind about one comment."""
    facts = {
        "reference": comment["reference"],
        "due": _due(comment),
        "about": _about(comment),
        "desk": _at_desk(comment, address),
        "status": f"{address}/tra-cuu",
    }
    subject, text = _LETTERS[kind]
    return Letter(subject.format_map(facts), [line.format_map(facts) for line in text.strip().split("\n")])


def _digest(about: Sequence[Row], address: str) -> Letter:
    """Return one letter for all that happened: each comment once, under the most urgent heading it has."""
    parts: dict[str, list[Row]] = {}
    told = set()
    for kind, heading in _PARTS:
        for comment in about:
            if comment["mail_kind"] == kind and comment["reference"] not in told:
                told.add(comment["reference"])
                parts.setdefault(heading, []).append(comment)
    subject = ", ".join(f"{heading[0].lower()}{heading[1:]}: {len(rows)}" for heading, rows in parts.items())
    lines = ["Ý kiến gửi cơ quan của bạn, từ thư trước đến nay:"]
    for heading, rows in parts.items():
        lines += ["", f"{heading} ({len(rows)}):"]
        for comment in sorted(rows, key=lambda c: (c["due_on"], c["reference"])):
            lines.append(f"- {comment['reference']}, hạn {_due(comment)}: {_about(comment)}")
            lines.append(_at_desk(comment, address))
    return Letter(f"Thư trong ngày: {subject}", lines)


def _about(comment: Row) -> str:
    label = f", {comment['provision_label']}" if comment["provision_label"] else ""
    return f"{comment['subject']}{label}"


def _due(comment: Row) -> str:
    return vietnamese_date(comment["due_on"]) + ("" if comment["due_is_firm"] else " (dự kiến)")


def _at_desk(comment: Row, address: str) -> str:
    return f"{address}/ban-lam-viec/y-kien/{comment['reference']}"
