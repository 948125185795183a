"""The files in a request: how large it may be, what is taken, what the form shows of it."""

from typing import Any

from flask import request

from inbox.access.stamps import Stamp
from inbox.handling.attachments import MEGABYTE, FileProblem, Refused, TooLarge, TooMany
from inbox.handling.published import NothingPublishedError
from inbox.public import guards
from inbox.services import say, services
from plugins.domain.thresholds import Threshold
from plugins.kit.cleaning import Reason

FIELD, DROPPED = "tep", "bo-tep"
# A request may be so many times as large as what is taken of it: what is too large by a little is answered in words.
SLACK = 2

_REASONS = {
    Reason.UNKNOWN: "không phải ảnh JPEG, PNG, WebP, tệp PDF hay Word (.docx). Hãy lưu lại thành PDF rồi gửi.",
    Reason.HEIC: "là ảnh HEIC, nhiều máy không mở được. Hãy lưu lại thành JPEG rồi gửi.",
    Reason.LOCKED: "có mật khẩu. Hãy gửi tệp không có mật khẩu.",
    Reason.BROKEN: "bị hỏng hoặc gửi chưa hết. Hãy mở thử, lưu lại rồi gửi.",
    Reason.TOO_MUCH: "bung ra quá lớn, chúng tôi không mở được. Hãy gửi tệp nhỏ hơn, hoặc chụp ảnh trang cần gửi.",
}


def allow_files() -> None:
    """Let a form with files be as large as its files may be, before anything of it is read."""
    if request.mimetype == "multipart/form-data":  # other forms carry no files, and are read whole into memory
        try:
            most, largest = _limits()
        except NothingPublishedError:
            return  # answered by the view, which must not lose the words
        request.max_content_length = (request.max_content_length or 0) + SLACK * most * largest * MEGABYTE


def take(stamp: Stamp, *, at_desk: bool = False) -> list[tuple[str, str]]:
    """Keep the files that came with a form, drop those no longer wanted; return what is wrong, for the form.

    What an officer scans `at_desk` is not counted against the network, which is the office's own.
    """
    parts = services()
    if dropped := request.form.getlist(DROPPED):
        parts.attachments.drop(stamp.nonce, dropped)
    sent = [(file.filename or "", file.read()) for file in request.files.getlist(FIELD) if file.filename]
    if sent and not at_desk and not guards.may_attach(len(sent)):
        return [(FIELD, say("Mạng bạn đang dùng đã gửi nhiều tệp. Hãy gửi không kèm tệp, hoặc gửi lại sau một giờ."))]
    problems = parts.attachments.take(stamp.nonce, sent, *_limits(), parts.now()) if sent else []
    return [(FIELD, words(problem)) for problem in problems]


def new_form(stamp: Stamp, refused: str) -> str:
    """Return a fresh stamp as a form carries it; the files of the refused form whose place it takes come along."""
    parts = services()
    if former := parts.stamps.nonce(refused):
        parts.attachments.pass_on(former, stamp.nonce)
    return parts.stamps.write(stamp)


def shown(stamp: str) -> dict[str, Any]:
    """Return what a form shows of the files that came with its stamp before, and how many of what size may come."""
    most, largest = _limits()
    nonce = services().stamps.nonce(stamp)
    return {"attached": services().attachments.of(nonce) if nonce else [], "most": most, "largest": largest}


def _limits() -> tuple[int, int]:
    catalogue = services().published.now().register.catalogue
    return catalogue.threshold(Threshold.FILES), catalogue.threshold(Threshold.FILE_SIZE)


def words(problem: FileProblem) -> str:
    """Return what is wrong with a file as a sentence."""
    match problem:
        case Refused(name, reason):
            return say("Tệp “%(name)s”:", name=name) + " " + say(_REASONS[reason])
        case TooLarge(name, limit):
            return say(
                "Tệp “%(name)s” lớn quá %(limit)s MB. Hãy gửi tệp nhỏ hơn, hoặc chụp ảnh trang cần gửi.",
                name=name,
                limit=limit,
            )
        case TooMany(limit):
            return say("Mỗi lần gửi tối đa %(limit)s tệp; hãy gửi các tệp sau trong một ý kiến khác.", limit=limit)
