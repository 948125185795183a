"""Who may do what at the desk: roles with their rights, and over whose comments and accounts."""

from enum import Enum

from inbox.stores.database import Row
from plugins.domain.comments import Kind


class Right(Enum):
    """Something that can be done at the desk; `words` complete “Được …”."""

    OWN_ACCOUNT = "đổi mật khẩu và xác thực hai bước của mình"
    READ = "đọc ý kiến"
    CLASSIFY = "phân loại, chuyển cơ quan, cho qua ý kiến tạm giữ"
    ANSWER = "trả lời ý kiến"
    APPROVE = "duyệt câu trả lời, chọn câu trả lời của cơ quan có cần duyệt không"
    EXTEND = "gia hạn, tạm dừng, cấp lại mã cho người gửi"
    PUBLISH = "công bố câu trả lời"
    ENTER = "nhập ý kiến nhận bằng giấy, điện thoại, trực tiếp, mạng xã hội, cuộc họp"
    MAIL = "chọn cách nhận thư của cơ quan, xử lý thư không đến được"
    OVERSEE = "xem việc quá hạn của mọi cơ quan, không xem nội dung ý kiến"
    ACCOUNTS = "mời, khóa, đặt lại tài khoản"
    HEALTH = "xem tình trạng hệ thống"

    @property
    def words(self) -> str:
        """What the right is, in Vietnamese."""
        return self.value


_OF_AN_OFFICE = frozenset(
    {Right.READ, Right.CLASSIFY, Right.ANSWER, Right.EXTEND, Right.PUBLISH, Right.ENTER, Right.MAIL}
)


class Role(Enum):
    """What an officer is: an id, words, the rights, and those of them that reach beyond the officer's own office."""

    CLERK = ("can-bo", "Cán bộ xử lý", _OF_AN_OFFICE, frozenset[Right]())
    HEAD = ("lanh-dao", "Lãnh đạo cơ quan", _OF_AN_OFFICE | {Right.APPROVE, Right.OVERSEE}, frozenset[Right]())
    COORDINATOR = (
        "dieu-phoi",
        "Người điều phối",
        _OF_AN_OFFICE | {Right.OVERSEE},
        frozenset({Right.READ, Right.CLASSIFY}),
    )
    # The council or the Front: figures and delays, never what somebody wrote.
    SUPERVISOR = ("giam-sat", "Người giám sát", frozenset({Right.OVERSEE}), frozenset[Right]())
    # Runs the machine; what citizens write is not theirs to read.
    ADMINISTRATOR = ("quan-tri", "Quản trị", frozenset({Right.ACCOUNTS, Right.HEALTH}), frozenset[Right]())

    def __init__(self, id_: str, words: str, rights: frozenset[Right], everywhere: frozenset[Right]) -> None:
        self.id = id_
        self.words = words
        self.rights = rights | {Right.OWN_ACCOUNT}
        self.everywhere = everywhere

    @property
    def listed(self) -> list[Right]:
        """What a person of this role should know that they may do."""
        return [right for right in Right if right in self.rights and right is not Right.OWN_ACCOUNT]

    @classmethod
    def by_id(cls, id_: str) -> "Role":
        """Return the role of that id. Raises StopIteration for an unknown one."""
        return next(role for role in cls if role.id == id_)


ROLES = {role.id for role in Role}


def role_of(officer: Row) -> Role:
    """Return what an officer is."""
    return Role.by_id(officer["role"])


def may(officer: Row, right: Right) -> bool:
    """Tell whether an officer has a right at all."""
    return right in role_of(officer).rights


def may_everywhere(officer: Row, right: Right) -> bool:
    """Tell whether an officer has a right over the comments of every office."""
    return right in role_of(officer).everywhere


def is_restricted(comment: Row) -> bool:
    """Tell whether only screeners read a comment; then nobody else is shown its words, its sender included."""
    return bool(comment["suspected"]) or Kind.by_id(comment["kind"]).is_restricted


def may_on_comment(officer: Row, right: Right, comment: Row) -> bool:
    """Tell whether an officer has a right over a comment: it is their office's, or the right reaches everywhere.

    Whatever the role: no report about one's own office, nothing sealed, restricted ones as a screener only.
    """
    if comment["accused"] == officer["office"] or comment["sealed"] is not None:
        return False
    if is_restricted(comment) and not officer["is_screener"]:
        return False
    return may(officer, right) and (comment["office"] == officer["office"] or may_everywhere(officer, right))


def may_on_account(officer: Row, right: Right, account: Row) -> bool:
    """Tell whether an officer has a right over an account: nobody resets, promotes or closes themselves."""
    return may(officer, right) and account["id"] != officer["id"]
