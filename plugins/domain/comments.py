"""A citizen's submission: kinds, states, dispositions, channels, in the words everybody uses."""

from enum import Enum


class Door(Enum):
    """The doors a citizen meets, in plain words; which kind it is in law the office says."""

    DRAFT = ("du-thao", "Góp ý dự thảo")
    PETITION = ("kien-nghi", "Kiến nghị, phản ánh")
    INFORMATION = ("thong-tin", "Xin thông tin")
    COMPLAINT = ("khieu-nai-to-cao", "Khiếu nại, tố cáo: nộp ở đâu, thế nào")

    def __init__(self, id_: str, words: str) -> None:
        self.id = id_
        self.words = words


class Kind(Enum):
    """What a submission is: its id in the registers, its words, the letters of its reference, its rule, its door.

    `limit` is the id of the time limit in `thoi-han.toml`. A restricted kind is read by screeners only, told to nobody
    by mail and never published.
    """

    COMMENT = ("gop-y", "Góp ý dự thảo", "GY", "comment.answer", Door.DRAFT)
    PETITION = ("kien-nghi", "Kiến nghị, phản ánh", "KN", "petition.answer", Door.PETITION)
    REGULATION = ("quy-dinh", "Kiến nghị về quy định hành chính", "QD", "petition.answer", Door.PETITION)
    FIELD_REPORT = ("hien-truong", "Phản ánh hiện trường", "HT", "report.answer", Door.PETITION)
    INITIATIVE = ("sang-kien", "Sáng kiến của cộng đồng", "SK", "petition.answer", Door.PETITION)
    LABOUR = ("dan-chu-doanh-nghiep", "Dân chủ tại doanh nghiệp", "DN", "petition.answer", Door.PETITION)
    DIALOGUE = ("doi-thoai", "Câu hỏi đối thoại", "DT", "dialogue.result", Door.PETITION)
    VIOLATION = ("vi-pham-dan-chu", "Phản ánh vi phạm dân chủ ở cơ sở", "VP", "violation.answer", Door.PETITION)
    INFORMATION = ("xin-thong-tin", "Đề nghị cung cấp thông tin", "TT", "info.electronic.simple", Door.INFORMATION)
    PERSONAL_DATA = ("du-lieu-ca-nhan", "Yêu cầu về dữ liệu cá nhân", "DL", "pdp.reply", Door.INFORMATION)
    COMPLAINT = ("khieu-nai", "Khiếu nại", "KH", "petition.classify", Door.COMPLAINT)
    DENUNCIATION = ("to-cao", "Tố cáo", "TC", "denounce.forward", Door.COMPLAINT)

    def __init__(self, id_: str, words: str, prefix: str, limit: str, door: Door) -> None:
        self.id = id_
        self.words = words
        self.prefix = prefix
        self.limit = limit
        self.door = door

    @property
    def is_restricted(self) -> bool:
        """Tell whether only screeners read it."""
        return self.door is Door.COMPLAINT

    @classmethod
    def by_id(cls, id_: str) -> "Kind":
        """Return the kind of that id."""
        return next(kind for kind in cls if kind.id == id_)


class Status(Enum):
    """What happened to a submission, as the citizen reads it, and, but for the last ones, where it stands after it.

    “Thụ lý” is never said of a comment.
    """

    RECEIVED = ("received", "đã tiếp nhận")
    CHECKING = ("checking", "đang kiểm tra")
    ROUTED = ("routed", "đã chuyển đến")
    TRANSFERRED = ("transferred", "đã chuyển tiếp đến")
    SEALED = ("sealed", "đã niêm phong, gửi đến")
    REDIRECTED = ("redirected", "đã hướng dẫn nơi nộp")
    ANSWERED = ("answered", "đã trả lời")
    PUBLISHED = ("published", "đã công bố")
    WITHDRAWN = ("withdrawn", "người gửi đã rút")
    REOPENED = ("reopened", "người gửi đề nghị xem lại")
    ADDED = ("added", "người gửi bổ sung")
    CORRECTED = ("corrected", "người gửi sửa lại")
    RATED = ("rated", "người gửi đánh giá câu trả lời")
    CLASSIFIED = ("classified", "đã phân loại lại")
    EXTENDED = ("extended", "đã gia hạn trả lời")
    PAUSED = ("paused", "đã tạm dừng tính hạn")
    ERASED = ("erased", "đã xóa dữ liệu cá nhân theo yêu cầu")
    ASKED = ("asked", "cơ quan hỏi lại")
    CALLED = ("called", "đã báo qua điện thoại")
    NOT_REACHED = ("not-reached", "đã gọi điện, chưa liên lạc được")
    RELEASED = ("released", "đã kiểm tra, không phải thư rác")
    SPAM = ("spam", "được xếp là thư rác, không trả lời")
    CHECKED = ("checked", "đã đối chiếu với bản gốc")
    CODE_RENEWED = ("code-renewed", "đã cấp lại mã bí mật")

    def __init__(self, id_: str, words: str) -> None:
        self.id = id_
        self.words = words

    @classmethod
    def by_id(cls, id_: str) -> "Status":
        """Return the status of that id."""
        return next(status for status in cls if status.id == id_)


# An office still owes an answer.
UNANSWERED = (Status.ROUTED.id, Status.REOPENED.id)
# Only screeners have to do with it.
UNSCREENED = Status.CHECKING.id


class Stance(Enum):
    """What a citizen says to a provision as a whole, if they like. It is counted, it is no vote."""

    AGREE = ("dong-y", "Đồng ý")
    DISAGREE = ("khong-dong-y", "Không đồng ý")
    OTHER = ("khac", "Ý kiến khác")

    def __init__(self, id_: str, words: str) -> None:
        self.id = id_
        self.words = words


class Role(Enum):
    """For whom somebody speaks."""

    PERSON = ("ca-nhan", "Cá nhân tôi")
    HOUSEHOLD = ("ho-gia-dinh", "Hộ gia đình")
    ORGANISATION = ("to-chuc", "Cơ quan, tổ chức, doanh nghiệp")

    def __init__(self, id_: str, words: str) -> None:
        self.id = id_
        self.words = words


class Disposition(Enum):
    """What became of a point: id in front matter, words on the page."""

    TAKEN_UP = ("tiep-thu", "Tiếp thu")
    PARTLY = ("tiep-thu-mot-phan", "Tiếp thu một phần")
    EXPLAINED = ("giai-trinh", "Giải trình (không tiếp thu)")
    OUT_OF_SCOPE = ("ngoai-pham-vi", "Ngoài phạm vi")

    def __init__(self, id_: str, words: str) -> None:
        self.id = id_
        self.words = words


class Channel(Enum):
    """How a submission came in; all channels count the same."""

    WEB = ("web", "trang web")
    PAPER = ("giay", "bản giấy")
    PHONE = ("dien-thoai", "điện thoại")
    IN_PERSON = ("truc-tiep", "trực tiếp")
    SOCIAL = ("mang-xa-hoi", "mạng xã hội")
    MEETING = ("hop", "cuộc họp")

    def __init__(self, id_: str, words: str) -> None:
        self.id = id_
        self.words = words
