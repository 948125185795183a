"""Every error of the inbox, once: what is wrong, where, what to do, and with which HTTP status.

The words are Vietnamese, as all strings of the interface; `say` is what says them in the language of a request.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus
from typing import Any

from inbox.accounts import AccountProblem
from inbox.errors import (
    AnsweredError,
    CannotPublishError,
    ForeignPageError,
    HeldError,
    InvitationError,
    NoSealKeyError,
    NotAnsweredError,
    NotFoundError,
    NotKeptError,
    NotOpenYetError,
    PublishedApartError,
    Refusal,
    ReopenedBeforeError,
    SamePersonError,
    SealedError,
    SentOtherwiseError,
    StillOpenError,
    TextChangedError,
    TooManyGuessesError,
    TooManyTriesError,
    TransferError,
    UndisposedError,
    UnknownDialogueError,
    UnknownDraftError,
    UnknownOfficeError,
    UnknownProvisionError,
    WithdrawnError,
    WrongSignInError,
)
from inbox.passwords import LONGEST_PASSWORD, SHORTEST_PASSWORD, PasswordProblem
from inbox.published import NothingPublishedError
from inbox.stamps import BadStampError
from plugins.domain.comments import (
    LONGEST_FIELD,
    ControlCharacters,
    Empty,
    IdentityNumber,
    NotAnAddress,
    NotChosen,
    Problem,
    Quoted,
    TooLong,
    TooMany,
)
from plugins.domain.offices import Office
from plugins.kit.templates import Say, moment

_FIELDS = {
    "body": "Nội dung ý kiến",
    "name": "Họ tên",
    "email": "Thư điện tử",
    "point": "Tóm tắt ý kiến",
    "disposition": "Kết quả",
    "text": "Nội dung trả lời",
    "phone": "Điện thoại",
    "organisation": "Tên cơ quan, tổ chức",
    "role": "Bạn gửi thay mặt ai",
    "stance": "Bạn thấy thế nào",
    "office": "Cơ quan được phản ánh",
    "more": "Nội dung",
    "score": "Đánh giá",
    "reason": "Lý do",
    "kind": "Loại",
    "days": "Số ngày gia hạn",
    "fact": "Điều đã viết trong ý kiến",
    "chosen": "Ý kiến được trả lời",
    "channel": "Nhận bằng",
    "received_on": "Ngày",
    "count": "Số người cùng ký",
    "source": "Bản gốc ở đâu",
    "village": "Thôn",
    "attendance": "Số người dự",
    "hands": "Số người nêu, giơ tay",
    "note": "Ghi chú",
    "summary": "Tổng hợp chung",
}


@dataclass(frozen=True)
class Explanation:
    """An error for a page: a heading, what to do, the HTTP status."""

    title: str
    text: str
    status: HTTPStatus


_PROBLEMS: Mapping[type[Problem], Callable[[Any, Say], str]] = {
    Empty: lambda _, say: say("chưa có chữ nào. Hãy viết vào ô này."),
    TooLong: lambda p, say: say(
        "dài %(length)s ký tự, tối đa %(limit)s. Hãy rút ngắn, hoặc gửi nhiều lần.",
        length=_number(p.length),
        limit=_number(p.limit),
    ),
    TooMany: lambda p, say: say(
        "có %(count)s ý kiến trong một phiếu, tối đa %(limit)s. Hãy bỏ bớt, hoặc gửi làm nhiều lần.",
        count=p.count,
        limit=p.limit,
    ),
    ControlCharacters: lambda p, say: say(
        "có %(count)s ký tự điều khiển không đọc được. Chúng đã được bỏ khỏi ô; hãy xem lại rồi gửi.", count=p.count
    ),
    NotAnAddress: lambda _, say: say("không giống một địa chỉ, ví dụ ten@vidu.vn. Hãy sửa, hoặc để trống ô này."),
    IdentityNumber: lambda _, say: say(
        "có một số giống số căn cước. Trang này không nhận số căn cước; hãy xóa số ấy rồi gửi lại."
    ),
    Quoted: lambda _, say: say("người gửi không đồng ý công bố nguyên văn. Hãy tóm tắt bằng lời của cơ quan."),
    NotChosen: lambda p, say: say(_NOT_CHOSEN.get(p.field, "chưa chọn. Hãy chọn một mục.")),
}
_NOT_CHOSEN: Mapping[str, str] = {
    "fact": "không thấy trong ý kiến. Hãy hỏi lại người gửi một câu đã viết, ít nhất 8 ký tự.",
    "received_on": "chưa đúng. Hãy ghi một ngày trong một năm qua, không sau hôm nay.",
    "count": "chưa đúng. Hãy ghi một số, từ 1 trở lên.",
    "attendance": "chưa đúng. Hãy ghi một số, từ 1 trở lên.",
    "hands": "chưa đúng. Mỗi nội dung cần số người nêu; không số nào, hay tổng số giơ tay, lớn hơn số người dự.",
    "chosen": "chưa chọn. Hãy đánh dấu ít nhất một ý kiến.",
    "days": "chưa đúng. Hãy ghi số ngày từ 1 đến 365, hoặc hai ngày theo thứ tự.",
}


def problem_words(problem: Problem, say: Say) -> str:
    """Return one problem of one field as a sentence."""
    return f"{say(_FIELDS[problem.field])}: {_PROBLEMS[type(problem)](problem, say)}"


_ACCOUNT_PROBLEMS: Mapping[Enum, str] = {
    AccountProblem.BAD_LOGIN: "Tên đăng nhập: cần 3 đến 60 ký tự, chỉ gồm chữ thường không dấu, số, dấu chấm, gạch.",
    AccountProblem.LOGIN_TAKEN: "Tên đăng nhập: đã có người dùng. Hãy chọn tên khác.",
    AccountProblem.NO_NAME: "Họ tên: chưa có, hoặc dài quá %(longest)s ký tự.",
    AccountProblem.NO_OFFICE: "Cơ quan: chưa chọn, hoặc không có trong danh bạ. Hãy chọn một cơ quan.",
    AccountProblem.NO_ROLE: "Vai trò: chưa chọn. Hãy chọn một vai trò.",
    AccountProblem.WRONG_PASSWORD: "Mật khẩu hiện tại: không đúng. Hãy gõ lại.",
    AccountProblem.WRONG_CODE: "Mã xác thực: không đúng hoặc đã hết hạn. Hãy gõ 6 số mà ứng dụng đang hiện.",
    PasswordProblem.TOO_SHORT: "Mật khẩu mới: cần ít nhất %(shortest)s ký tự. Vài từ dễ nhớ ghép lại là được.",
    PasswordProblem.TOO_LONG: "Mật khẩu mới: tối đa %(longest)s ký tự.",
    PasswordProblem.TOO_SIMPLE: "Mật khẩu mới: dễ đoán quá. Hãy ghép vài từ khác nhau, không dùng tên đăng nhập.",
    PasswordProblem.NOT_THE_SAME: "Gõ lại mật khẩu mới: chưa giống lần gõ đầu.",
}


_LIMITS: Mapping[Enum, Mapping[str, int]] = {
    AccountProblem.NO_NAME: {"longest": LONGEST_FIELD},
    PasswordProblem.TOO_SHORT: {"shortest": SHORTEST_PASSWORD},
    PasswordProblem.TOO_LONG: {"longest": LONGEST_PASSWORD},
}


def account_problem_words(problem: Enum, say: Say) -> str:
    """Return one problem of an account or a password as a sentence."""
    return say(_ACCOUNT_PROBLEMS[problem], **_LIMITS.get(problem, {}))


_REFUSALS: Mapping[Refusal, str] = {
    Refusal.UNKNOWN: "Chưa chọn cơ quan, hoặc cơ quan không có trong danh bạ. Hãy chọn một cơ quan trong danh sách.",
    Refusal.ELSEWHERE: "%(name)s thuộc cấp khác, không có bàn làm việc ở đây. Hãy trả lời, chỉ người gửi nơi cần đến.",
    Refusal.DISSOLVED: "%(name)s không còn hoạt động. Hãy chọn cơ quan kế thừa.",
    Refusal.SAME: "Ý kiến đang ở %(name)s rồi. Hãy chọn cơ quan khác.",
    Refusal.ACCUSED: "Phản ánh này nói về %(name)s: không bao giờ chuyển đến cơ quan được nêu, hay nơi kế thừa.",
    Refusal.NOT_WAITING: "Chỉ chuyển được ý kiến đang chờ trả lời.",
}

Text = str | Callable[[Any, Say], str]
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
        lambda error, say: say(
            "Dự thảo này nhận ý kiến từ %(at)s. Nội dung bạn viết vẫn còn dưới đây; hãy sao lại để gửi khi mở.",
            at=moment(error.draft.opens_at, say),
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
        lambda error, say: say(
            "Ý kiến đã gửi có số %(reference)s và được giữ nguyên. Nếu muốn gửi thêm nội dung dưới đây thành một ý kiến"
            " mới, hãy bấm gửi lần nữa.",
            reference=error.comment["reference"],
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
    UnknownDialogueError: (
        "Không có buổi đối thoại này",
        "Đường dẫn có thể bị gõ thiếu, hoặc buổi đối thoại đã hủy. Hãy mở lại từ trang Sự kiện.",
        HTTPStatus.NOT_FOUND,
    ),
    NoSealKeyError: (
        "Chưa nhận được phản ánh về cơ quan này qua trang",
        lambda error, say: say(
            "Phản ánh về cơ quan này phải đến thẳng cấp trên, mà cấp trên chưa mở cách nhận kín qua trang."
            " Hãy gửi đến %(reached)s. Nội dung bạn viết vẫn còn dưới đây.",
            reached=_reached(error.office, say),
        ),
        HTTPStatus.CONFLICT,
    ),
    AnsweredError: (
        "Ý kiến đã được trả lời",
        "Không sửa hay rút được nữa. Bạn có thể bổ sung, hoặc đề nghị xem lại câu trả lời.",
        HTTPStatus.CONFLICT,
    ),
    NotAnsweredError: (
        "Chưa có câu trả lời",
        "Chỉ đánh giá hoặc đề nghị xem lại được khi cơ quan đã trả lời.",
        HTTPStatus.CONFLICT,
    ),
    ReopenedBeforeError: (
        "Ý kiến đã được đề nghị xem lại một lần",
        "Mỗi ý kiến được đề nghị xem lại một lần. Nếu chưa thỏa đáng, hãy gửi một kiến nghị mới và nêu số ý kiến.",
        HTTPStatus.CONFLICT,
    ),
    WithdrawnError: (
        "Ý kiến đã được rút",
        "Không bổ sung hay sửa được ý kiến đã rút. Hãy gửi một ý kiến mới.",
        HTTPStatus.CONFLICT,
    ),
    SealedError: (
        "Phản ánh đã niêm phong",
        "Không ai ở đây đọc được nội dung, nên không sửa được. Hãy gửi một phản ánh mới để bổ sung.",
        HTTPStatus.CONFLICT,
    ),
    TransferError: (
        "Chưa chuyển được",
        lambda error, say: say(_REFUSALS[error.refusal], name=error.office.name if error.office else ""),
        HTTPStatus.CONFLICT,
    ),
    CannotPublishError: (
        "Chưa công bố được",
        "Chỉ công bố được câu trả lời cho ý kiến về một dự thảo đang có trên trang.",
        HTTPStatus.CONFLICT,
    ),
    PublishedApartError: (
        "Chưa trả lời chung được",
        lambda error, say: say(
            "Đã công bố riêng: %(references)s. Hãy bỏ chọn các ý kiến này, hoặc trả lời lại từng ý kiến.",
            references=", ".join(error.references),
        ),
        HTTPStatus.CONFLICT,
    ),
    StillOpenError: (
        "Chưa tổng hợp được",
        lambda error, say: say("Còn lấy ý kiến đến hết %(at)s.", at=moment(error.draft.closes_at, say)),
        HTTPStatus.CONFLICT,
    ),
    UndisposedError: (
        "Chưa tổng hợp được",
        lambda error, say: say(
            "Còn %(count)s ý kiến, ở mọi cơ quan, chưa có câu trả lời được công bố. Ý kiến nào cũng phải có kết quả.",
            count=error.count,
        ),
        HTTPStatus.CONFLICT,
    ),
    NotKeptError: (
        "Đã ghi tệp, chưa lưu vào git",
        lambda error, say: say(
            "Câu trả lời đã nằm trong thư mục nội dung và sẽ có trên trang, nhưng lệnh git %(command)s không chạy được."
            " Hãy bấm công bố lần nữa; nếu vẫn vậy, hãy báo người quản trị.",
            command=error.command,
        ),
        HTTPStatus.ACCEPTED,
    ),
    SamePersonError: (
        "Không cần đối chiếu",
        "Người đối chiếu phải khác người đã nhập; ý kiến gửi qua trang hoặc đã đối chiếu thì không cần nữa.",
        HTTPStatus.CONFLICT,
    ),
    WrongSignInError: (
        "Chưa đăng nhập được",
        "Tên, mật khẩu hoặc mã xác thực không đúng. Hãy gõ lại.",
        HTTPStatus.FORBIDDEN,
    ),
    TooManyTriesError: (
        "Đã thử quá nhiều lần",
        lambda error, say: say(
            "Từ máy này đã thử sai nhiều lần. Hãy đợi đến %(at)s rồi thử lại, hoặc dùng máy bạn vẫn đăng nhập."
            " Quên mật khẩu: hỏi người quản trị.",
            at=moment(error.until, say),
        ),
        HTTPStatus.TOO_MANY_REQUESTS,
    ),
    InvitationError: (
        "Lời mời không còn dùng được",
        "Lời mời đã được dùng, đã quá hạn, hoặc đường dẫn bị gõ thiếu. Hãy xin người quản trị lời mời mới.",
        HTTPStatus.NOT_FOUND,
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


def explain(error: Exception, say: Say) -> Explanation:
    """Return the words for an error that ends a request; every error a view catches has some."""
    title, text, status = _EXPLANATIONS[type(error)]
    return Explanation(say(title), say(text) if isinstance(text, str) else text(error, say), status)


def _number(value: int) -> str:
    """Return a number with dots between thousands, as Vietnamese write it."""
    return f"{value:,}".replace(",", ".")


def _reached(office: Office | None, say: Say) -> str:
    """Return how an office is reached, as far as the directory says."""
    if office is None:
        return say("cơ quan cấp trên trực tiếp")
    ways = [office.name, office.address, say("điện thoại %(phone)s", phone=office.phone) if office.phone else ""]
    return ", ".join(way for way in ways if way)
