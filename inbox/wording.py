"""Every error of the inbox in Vietnamese, once: what is wrong, where, what to do, and with which HTTP status."""

from dataclasses import dataclass
from http import HTTPStatus

from inbox import handling
from inbox.published import NothingPublishedError
from inbox.stamps import BadStampError
from plugins.domain.clock import VIETNAM
from plugins.domain.comments import ControlCharacters, Empty, NotAnAddress, NotChosen, Problem, TooLong

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
            return f"{field}: dài {_number(length)} ký tự, tối đa {_number(limit)}. Hãy rút ngắn, hoặc gửi thành nhiều lần."
        case ControlCharacters(_, count):
            return f"{field}: có {count} ký tự điều khiển không đọc được. Chúng đã được bỏ khỏi ô; hãy xem lại rồi gửi."
        case NotAnAddress():
            return f"{field}: không giống một địa chỉ, ví dụ ten@vidu.vn. Hãy sửa, hoặc để trống ô này."
        case NotChosen():
            return f"{field}: chưa chọn. Hãy chọn một kết quả."


def explain(error: Exception) -> Explanation:
    """Return the words for an error that ends a request."""
    match error:
        case handling.UnknownDraftError():
            return Explanation(
                "Không có dự thảo này",
                "Đường dẫn có thể bị gõ thiếu, hoặc dự thảo đã được gỡ. Hãy mở lại dự thảo từ trang Góp ý dự thảo.",
                HTTPStatus.NOT_FOUND,
            )
        case handling.UnknownProvisionError():
            return Explanation(
                "Dự thảo không có điều, khoản này",
                "Hãy chọn điều, khoản trong danh sách dưới đây rồi gửi lại; nội dung bạn viết vẫn còn trong ô.",
                HTTPStatus.NOT_FOUND,
            )
        case handling.UnknownOfficeError():
            return Explanation(
                "Không có cơ quan này",
                "Hãy chọn cơ quan từ danh bạ, hoặc gửi mà không chọn cơ quan: chúng tôi sẽ chuyển đúng nơi.",
                HTTPStatus.NOT_FOUND,
            )
        case handling.NotOpenYetError():
            opens = f"{error.draft.opens_at.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"
            return Explanation(
                "Chưa đến thời gian lấy ý kiến",
                f"Dự thảo này nhận ý kiến từ {opens}. Nội dung bạn viết vẫn còn dưới đây; hãy sao lại để gửi khi mở.",
                HTTPStatus.CONFLICT,
            )
        case handling.TextChangedError():
            return Explanation(
                "Dự thảo vừa được sửa",
                "Nội dung dự thảo đã đổi từ khi bạn mở trang. Hãy đọc lại điều, khoản dưới đây rồi gửi; chữ bạn viết vẫn còn.",
                HTTPStatus.CONFLICT,
            )
        case handling.SentOtherwiseError():
            return Explanation(
                "Phiếu này đã được gửi với nội dung khác",
                f"Ý kiến đã gửi có số {error.comment['reference']} và được giữ nguyên."
                " Nếu muốn gửi thêm nội dung dưới đây thành một ý kiến mới, hãy bấm gửi lần nữa.",
                HTTPStatus.CONFLICT,
            )
        case handling.NotFoundError():
            return Explanation(
                "Không tìm thấy ý kiến",
                "Số ý kiến hoặc mã bí mật không đúng. Hãy xem lại giấy hẹn: mã có 20 chữ và số, không phân biệt chữ hoa, chữ thường.",
                HTTPStatus.NOT_FOUND,
            )
        case handling.CannotPublishError():
            return Explanation(
                "Chưa công bố được",
                "Chỉ công bố được câu trả lời cho ý kiến về một dự thảo đang có trên trang.",
                HTTPStatus.CONFLICT,
            )
        case BadStampError():
            return Explanation(
                "Phiếu gửi không hợp lệ",
                "Phiếu này không do trang lập ra hoặc đã hỏng. Nội dung bạn viết vẫn còn dưới đây; hãy bấm gửi lần nữa.",
                HTTPStatus.BAD_REQUEST,
            )
        case NothingPublishedError():
            return Explanation(
                "Trang đang được dựng",
                "Chưa có bản dựng nào của trang. Hãy thử lại sau ít phút.",
                HTTPStatus.SERVICE_UNAVAILABLE,
            )
    raise error


def _number(value: int) -> str:
    """Return a number with dots between thousands, as Vietnamese write it."""
    return f"{value:,}".replace(",", ".")
