"""Every error of the inbox, once: what is wrong, where, what to do, and with which HTTP status.

The words are Vietnamese, as all strings of the interface; `say` is what says them in the language of a request.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from inbox.access.stamps import BadStampError
from inbox.errors import (
    AnsweredError,
    CannotPublishError,
    ClosedByHandError,
    ForeignPageError,
    HeldError,
    InvitationError,
    NoSealKeyError,
    NotAnsweredError,
    NotFoundError,
    NotHeldError,
    NotKeptError,
    NotOpenYetError,
    NotWaitingError,
    OtherLimitError,
    OvertakenError,
    ProposedMeanwhileError,
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
from inbox.handling.published import NothingPublishedError
from plugins.domain.offices import Office
from plugins.kit.templates import Say, moment


@dataclass(frozen=True)
class Explanation:
    """An error for a page: a heading, what to do, the HTTP status."""

    title: str
    text: str
    status: HTTPStatus


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
    NotHeldError: (
        "Ý kiến không tạm giữ",
        "Ý kiến này đã được chuyển xử lý, không cần xét thư rác nữa.",
        HTTPStatus.CONFLICT,
    ),
    OtherLimitError: (
        "Phải phân loại riêng",
        "Đổi loại của ý kiến này làm đổi hạn, nơi hoặc cách trả lời. Hãy mở ý kiến và phân loại riêng.",
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
    NotWaitingError: (
        "Chưa hỏi lại được",
        "Chỉ hỏi lại được khi ý kiến đang chờ trả lời.",
        HTTPStatus.CONFLICT,
    ),
    OvertakenError: (
        "Người khác vừa làm trước",
        lambda error, say: (
            say(
                "%(who)s đã chuyển ý kiến này đến %(office)s lúc %(at)s. Việc bạn vừa làm chưa được lưu.",
                who=error.event["actor"],
                office=error.office.name,
                at=moment(error.event["at"], say),
            )
            if error.office
            else say(
                "%(who)s đã trả lời lúc %(at)s. Việc bạn vừa làm chưa được lưu, điều bạn gõ còn dưới đây: hãy đọc câu"
                " trả lời đang có, rồi lưu lần nữa nếu muốn thay.",
                who=error.event["actor"],
                at=moment(error.event["at"], say),
            )
        ),
        HTTPStatus.CONFLICT,
    ),
    ProposedMeanwhileError: (
        "Người khác vừa làm trước",
        lambda error, say: say(
            "%(who)s đã đề nghị một câu trả lời lúc %(at)s. Việc bạn vừa làm chưa được lưu, điều bạn gõ còn dưới đây:"
            " hãy đọc câu được đề nghị, rồi lưu lần nữa nếu muốn thay.",
            who=error.proposal["proposed_by"],
            at=moment(error.proposal["proposed_at"], say),
        ),
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
    ClosedByHandError: (
        "Vòng này đã được tổng hợp",
        "Tệp tổng hợp do người soạn viết, đã có trên trang dự thảo. Muốn đổi thì sửa tệp ấy trong content/tra-loi/.",
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


def _reached(office: Office | None, say: Say) -> str:
    """Return how an office is reached, as far as the directory says."""
    if office is None:
        return say("cơ quan cấp trên trực tiếp")
    ways = [office.name, office.address, say("điện thoại %(phone)s", phone=office.phone) if office.phone else ""]
    return ", ".join(way for way in ways if way)
