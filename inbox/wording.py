"""Every error of the inbox in Vietnamese, once: what is wrong, where, what to do, and with which HTTP status."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from inbox.errors import (
    CannotPublishError,
    ForeignPageError,
    HeldError,
    NotFoundError,
    NotOpenYetError,
    SentOtherwiseError,
    TextChangedError,
    TooManyGuessesError,
    UnknownDraftError,
    UnknownOfficeError,
    UnknownProvisionError,
)
from inbox.published import NothingPublishedError
from inbox.stamps import BadStampError
from plugins.domain.comments import ControlCharacters, Empty, NotAnAddress, NotChosen, Problem, TooLong
from plugins.kit.templates import moment

_FIELDS = {
    "body": "Nội dung ý kiến",
    "name": "Họ tên",
    "email": "Thư điện tử",
    "point": "Tóm tắt ý kiến",
    "disposition": "Kết quả",
    "text": "Nội dung trả lời",
}


@dataclass(frozen=True)
class Explanation:
    """An error for a page: a heading, what to do, the HTTP status."""

    title: str
    text: str
    status: HTTPStatus


def problem_words(problem: Problem) -> str:
    """Return one problem of one field as a sentence."""
    field = _FIELDS[problem.field]
    match problem:
        case Empty():
            return f"{field}: chưa có chữ nào. Hãy viết vào ô này."
        case TooLong(_, length, limit):
            return f"{field}: dài {_number(length)} ký tự, tối đa {_number(limit)}. Hãy rút ngắn, hoặc gửi nhiều lần."
        case ControlCharacters(_, count):
            return f"{field}: có {count} ký tự điều khiển không đọc được. Chúng đã được bỏ khỏi ô; hãy xem lại rồi gửi."
        case NotAnAddress():
            return f"{field}: không giống một địa chỉ, ví dụ ten@vidu.vn. Hãy sửa, hoặc để trống ô này."
        case NotChosen():
            return f"{field}: chưa chọn. Hãy chọn một kết quả."


Text = str | Callable[[Any], str]
_EXPLANATIONS: Mapping[type[Exception], tuple[str, Text, HTTPStatus]] = {
    UnknownDraftError: (
        "Không có dự thảo này",
        "Đường dẫn có thể bị gõ thiếu, hoặc dự thảo đã được gỡ. Hãy mở lại dự thảo từ trang Góp ý dự thảo.",
        HTTPStatus.NOT_FOUND,
    ),
    UnknownProvisionError: (
        "Dự thảo không có điều, khoản này",
        "Hãy chọn điều, khoản trong danh sách dưới đây rồi gửi lại; nội dung bạn viết vẫn còn trong ô.",
        HTTPStatus.NOT_FOUND,
    ),
    UnknownOfficeError: (
        "Không có cơ quan này",
        "Hãy chọn cơ quan từ danh bạ, hoặc gửi mà không chọn cơ quan: chúng tôi sẽ chuyển đúng nơi.",
        HTTPStatus.NOT_FOUND,
    ),
    NotOpenYetError: (
        "Chưa đến thời gian lấy ý kiến",
        lambda error: (
            f"Dự thảo này nhận ý kiến từ {moment(error.draft.opens_at)}."
            " Nội dung bạn viết vẫn còn dưới đây; hãy sao lại để gửi khi mở."
        ),
        HTTPStatus.CONFLICT,
    ),
    TextChangedError: (
        "Dự thảo vừa được sửa",
        "Nội dung dự thảo đã đổi từ khi bạn mở trang. Hãy đọc lại điều, khoản dưới đây rồi gửi; chữ bạn viết vẫn còn.",
        HTTPStatus.CONFLICT,
    ),
    SentOtherwiseError: (
        "Phiếu này đã được gửi với nội dung khác",
        lambda error: (
            f"Ý kiến đã gửi có số {error.comment['reference']} và được giữ nguyên."
            " Nếu muốn gửi thêm nội dung dưới đây thành một ý kiến mới, hãy bấm gửi lần nữa."
        ),
        HTTPStatus.CONFLICT,
    ),
    NotFoundError: (
        "Không tìm thấy ý kiến",
        "Số ý kiến hoặc mã bí mật không đúng. Hãy xem lại giấy hẹn: mã có 20 chữ và số, chữ hoa hay thường đều được.",
        HTTPStatus.NOT_FOUND,
    ),
    TooManyGuessesError: (
        "Đã thử sai nhiều lần",
        "Mã của ý kiến này đã bị gõ sai nhiều lần từ mạng bạn đang dùng. Hãy thử lại sau một giờ, hoặc từ mạng khác.",
        HTTPStatus.TOO_MANY_REQUESTS,
    ),
    ForeignPageError: (
        "Phiếu không được gửi từ trang này",
        "Phiếu đến từ một trang khác. Hãy sao lại nội dung dưới đây (nếu có), mở phiếu trên trang này và gửi lại.",
        HTTPStatus.FORBIDDEN,
    ),
    HeldError: (
        "Ý kiến đang tạm giữ",
        "Hãy đọc, rồi bấm “Chuyển xử lý” trước khi trả lời.",
        HTTPStatus.CONFLICT,
    ),
    CannotPublishError: (
        "Chưa công bố được",
        "Chỉ công bố được câu trả lời cho ý kiến về một dự thảo đang có trên trang.",
        HTTPStatus.CONFLICT,
    ),
    BadStampError: (
        "Phiếu gửi không hợp lệ",
        "Phiếu này không do trang lập ra hoặc đã hỏng. Nội dung bạn viết vẫn còn dưới đây; hãy bấm gửi lần nữa.",
        HTTPStatus.BAD_REQUEST,
    ),
    NothingPublishedError: (
        "Trang đang được dựng",
        "Chưa có bản dựng nào của trang. Hãy thử lại sau ít phút.",
        HTTPStatus.SERVICE_UNAVAILABLE,
    ),
}


def explain(error: Exception) -> Explanation:
    """Return the words for an error that ends a request; every error a view catches has some."""
    title, text, status = _EXPLANATIONS[type(error)]
    return Explanation(title, text if isinstance(text, str) else text(error), status)


def _number(value: int) -> str:
    """Return a number with dots between thousands, as Vietnamese write it."""
    return f"{value:,}".replace(",", ".")
