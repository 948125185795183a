"""What is wrong in a field, once: which field, what, what to do. In Vietnamese, as `wording`."""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from inbox.access.passwords import LONGEST_PASSWORD, SHORTEST_PASSWORD, PasswordProblem
from inbox.handling.accounts import AccountProblem
from plugins.domain.sendings import (
    LONGEST_FIELD,
    AsksForIdentity,
    ControlCharacters,
    Empty,
    IdentityNumber,
    NotAnAddress,
    NotASymbol,
    NotChosen,
    Problem,
    Quoted,
    TooLong,
    TooMany,
)
from plugins.kit.templates import Say

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
    "signer": "Người ký",
    "signer_title": "Chức vụ",
    "symbol": "Số, ký hiệu văn bản",
    "question": "Câu hỏi",
    "receiver": "Cơ quan nhận",
    "act": "Việc cần làm",
    "ticked": "Ý kiến được đánh dấu",
}


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
    NotASymbol: lambda _, say: say(
        "không phải số, ký hiệu của một văn bản đã có số, ví dụ 15/UBND-VX. Hãy sửa, hoặc để trống ô này."
    ),
    AsksForIdentity: lambda _, say: say(
        "hỏi số hoặc ảnh giấy tờ tùy thân, là dữ liệu nhạy cảm mà trả lời ý kiến không cần đến. Hãy bỏ phần ấy."
    ),
    NotChosen: lambda p, say: say(_NOT_CHOSEN.get(p.field, "chưa chọn. Hãy chọn một mục.")),
}
_NOT_CHOSEN: Mapping[str, str] = {
    "fact": "không thấy trong ý kiến. Hãy hỏi lại người gửi một câu đã viết, ít nhất 8 ký tự.",
    "received_on": "chưa đúng. Hãy ghi một ngày trong một năm qua, không sau hôm nay.",
    "count": "chưa đúng. Hãy ghi một số, từ 1 trở lên.",
    "attendance": "chưa đúng. Hãy ghi một số, từ 1 trở lên.",
    "hands": "chưa đúng. Mỗi nội dung cần số người nêu; không số nào, hay tổng số giơ tay, lớn hơn số người dự.",
    "chosen": "chưa chọn. Hãy đánh dấu ít nhất một ý kiến.",
    "ticked": "chưa có ý kiến nào. Hãy quay lại danh sách và đánh dấu ít nhất một ý kiến.",
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


def _number(value: int) -> str:
    """Return a number with dots between thousands, as Vietnamese write it."""
    return f"{value:,}".replace(",", ".")
