"""The rules of the gate: what each finds, what a clerk does about it, and why. One row each; the finders name them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """A row: `found` and `expected` are the words of the fault, `why` the reason for the rule and where it looks.

    `is_secrecy`: the whole file is not for the public; no version of it stays up.
    """

    id: str
    found: str
    expected: str
    why: str
    is_secrecy: bool = False


class Value(str):
    """A text that does not show itself when a programmer prints it."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Say that there is a value, not which."""
        return "<không nhắc lại>"


@dataclass(frozen=True)
class Found:
    """A rule that something broke, in which line under which key; `inside` which attachment, "" for the text itself.

    `value` (canonical) is for comparing with exceptions; it does not show itself, so that no message repeats it.
    """

    rule: Rule
    line: int
    key: str
    value: Value
    inside: str = ""


_TAKE_AWAY = "gỡ tệp khỏi kho nội dung và báo người phụ trách bảo vệ bí mật nhà nước; không ghi ngoại lệ được"
_PERSONAL = "xóa hoặc che; nếu được phép công khai, ghi ngoại lệ có lý do ở khóa ngoai-le"
_STATE_TAKE_AWAYS = "Law 117/2025/QH15; Decree 30/2020, Điều 8.3 (dấu chỉ độ mật). "
_PERSONAL_DATA = "Law 91/2025/QH15 on personal data. "
_HIDDEN = "hidden data goes out unseen by the clerk who attaches the file. "

SECRECY_KEY = Rule(
    "do-mat",
    "độ mật khác “khong”",
    _TAKE_AWAY,
    _STATE_TAKE_AWAYS + "Front matter of every kind of file.",
    is_secrecy=True,
)
SECRECY_STAMP = Rule(
    "dau-mat",
    "một dấu chỉ độ mật đứng riêng",
    _TAKE_AWAY,
    _STATE_TAKE_AWAYS + "Text of every kind of file and of readable attachments; in tables at their beginning only, as "
    "lists of what is classified are public. Running text (bảo mật, bí mật nhà nước) is no mark.",
    is_secrecy=True,
)
SECRECY_NAME = Rule(
    "ten-tep-mat",
    "tên tệp có dấu chỉ độ mật",
    _TAKE_AWAY,
    _STATE_TAKE_AWAYS + "Names of attachments and of the file itself.",
    is_secrecy=True,
)

IDENTITY = Rule(
    "can-cuoc",
    "số giống số căn cước, số định danh cá nhân (12 chữ số)",
    _PERSONAL,
    _PERSONAL_DATA + "Everywhere: front matter, text, readable attachments, names of files.",
)
OLD_IDENTITY = Rule(
    "chung-minh",
    "số giống số chứng minh nhân dân (9 chữ số)",
    _PERSONAL,
    _PERSONAL_DATA + "Beside the words for it only: nine digits are also amounts and file numbers.",
)
PASSPORT = Rule("ho-chieu", "số giống số hộ chiếu", _PERSONAL, _PERSONAL_DATA + "Beside the words for it only.")
ACCOUNT = Rule(
    "tai-khoan", "số giống số tài khoản ngân hàng", _PERSONAL, _PERSONAL_DATA + "Beside the words for it only."
)
MOBILE = Rule(
    "di-dong",
    "số giống số điện thoại di động",
    _PERSONAL,
    _PERSONAL_DATA + "Everywhere; numbers of the registers of offices, bodies and service points pass by themselves.",
)
EMAIL = Rule(
    "thu-rieng",
    "một địa chỉ thư điện tử cá nhân",
    _PERSONAL,
    _PERSONAL_DATA + "Everywhere; addresses of the registers of offices, bodies and service points pass.",
)

NO_REASON = Rule(
    "ngoai-le",
    "ngoại lệ không có giá trị hoặc lý do rõ",
    "mỗi ngoại lệ gồm gia-tri (một giá trị) và ly-do (ít nhất 10 chữ)",
    "An exception must be answered for.",
)
NOT_NEEDED = Rule(
    "ngoai-le-thua",
    "ngoại lệ thừa: không khớp giá trị nào trong tệp",
    "bỏ ngoại lệ này, hoặc ghi đúng một giá trị có trong tệp",
    "An exception left behind would let a later value through.",
)

UNREADABLE = Rule(
    "tep-khong-doc-duoc",
    "tệp đính kèm hỏng hoặc có mật khẩu, không kiểm tra được bên trong",
    "một tệp mở được bình thường",
    "What cannot be looked into may hide anything.",
)
DISGUISED = Rule(
    "tep-gia-dang",
    "tệp giả dạng: nội dung không đúng với đuôi tên",
    "tệp có đuôi đúng với nội dung, không đặt mật khẩu",
    "A disguised file escapes every other check.",
)
UNKNOWN_KIND = Rule(
    "loai-tep",
    "loại tệp không kiểm tra được bên trong",
    "tệp .pdf, .docx, .xlsx, .pptx, .odt, .ods, .odp, .csv, .txt, .jpg, .png, .gif, .tif hoặc .webp"
    " (tệp .doc, .xls, .ppt cũ: mở ra và lưu lại)",
    "Archives, old office formats, HEIC, audio and video carry hidden data that we cannot see; HTML and SVG, scripts.",
)
BOMB = Rule(
    "tep-qua-lon",
    "tệp quá lớn, hoặc bung ra quá lớn",
    "tệp dưới 100 MB với nội dung bình thường",
    "A file that unpacks to gigabytes would stop the build, and readers' machines.",
)
POSITION = Rule("toa-do", "tọa độ nơi chụp ẩn trong ảnh", "ảnh đã xóa thông tin vị trí", _HIDDEN + "Pictures.")
OWNER = Rule("chu-may", "tên chủ máy ảnh ẩn trong ảnh", "ảnh đã xóa thông tin của máy", _HIDDEN + "Pictures.")
TRACKED = Rule(
    "vet-sua",
    "vết sửa chưa chấp nhận (track changes)",
    "bản đã chấp nhận hoặc từ chối mọi vết sửa",
    _HIDDEN + "Texts, OpenDocument.",
)
COMMENTS = Rule("chu-thich", "lời bình của người soạn", "bản đã xóa mọi lời bình (comment)", _HIDDEN + "Office files.")
HIDDEN_TEXT = Rule("chu-an", "chữ bị ẩn", "bản đã xóa chữ ẩn", _HIDDEN + "Texts.")
HIDDEN_SHEET = Rule("trang-tinh-an", "trang tính bị ẩn", "bản đã xóa trang tính ẩn", _HIDDEN + "Spreadsheets.")
HIDDEN_CELLS = Rule(
    "hang-cot-an",
    "hàng hoặc cột bị ẩn có dữ liệu",
    "bản đã xóa hàng, cột ẩn",
    _HIDDEN + "Spreadsheets; hidden rows and columns without values are how people trim a sheet, and pass.",
)
PIVOT = Rule(
    "bang-tong-hop",
    "bảng tổng hợp (pivot) còn giữ dữ liệu gốc",
    "bảng chép dưới dạng giá trị",
    _HIDDEN + "The cache of a pivot table holds every row it was made of.",
)
OUTSIDE = Rule(
    "lien-ket-ngoai",
    "liên kết dữ liệu ra ngoài tệp",
    "bản đã ngắt liên kết, chép giá trị vào tệp",
    _HIDDEN + "Links to other workbooks, data connections, outside pictures and templates; hyperlinks pass.",
)
EMBEDDED = Rule(
    "tep-nhung",
    "tệp khác nhúng bên trong (cả bảng tính sau biểu đồ)",
    "biểu đồ, bảng dán dưới dạng ảnh hoặc chữ",
    _HIDDEN + "A chart carries the whole workbook it was drawn from.",
)
MACROS = Rule("macro", "macro (mã chạy được)", "bản lưu không có macro", "Nobody should run programs of an office.")
HIDDEN_SLIDE = Rule("trang-chieu-an", "trang chiếu bị ẩn", "bản đã xóa trang chiếu ẩn", _HIDDEN + "Presentations.")
NOTES = Rule("ghi-chu", "ghi chú của người trình bày", "bản đã xóa ghi chú", _HIDDEN + "Presentations.")
