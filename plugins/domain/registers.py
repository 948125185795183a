"""The dictionary of the registers in `content/danh-muc/`: which there are and which columns each has."""

from collections.abc import Mapping
from dataclasses import dataclass

from plugins.domain.columns import (
    ADDRESS,
    DAY,
    DAY_OF_YEAR,
    EXEMPTIONS,
    ID,
    LANGUAGE,
    LENGTH,
    LINKS,
    NAMES,
    NUMBER,
    PLACE,
    SEAL_KEY,
    SHARE,
    SUCCESSIONS,
    TEXT,
    TEXTS,
    YES_NO,
    Column,
    one_of,
)
from plugins.domain.comments import Kind
from plugins.domain.communities import BODY_KINDS, VILLAGE_KINDS
from plugins.domain.deadlines import UNIT_WORDS
from plugins.domain.disclosure_items import NEXT_PERIOD, STARTS, THIS_PERIOD
from plugins.domain.keeping import KeepingAct
from plugins.domain.periods import CYCLES
from plugins.domain.thresholds import Threshold
from plugins.domain.vocabulary import ALWAYS_THERE


@dataclass(frozen=True)
class Table:
    """A register: the name of its rows in the file ("" for a file that is one row), its columns, whether it must be."""

    row: str
    columns: Mapping[str, Column]
    required: bool = True


_LEVEL = one_of("tinh", "huyen", "xa")
_OFFICE_KIND = one_of("hdnd", "ubnd", "so", "phong", "van-phong", "trung-tam", "thanh-tra", "mat-tran")

# Every register by its file name (without .toml). This is the dictionary of the format.
REGISTERS: Mapping[str, Table] = {
    "trang-web": Table(
        "",
        {"ma": ID, "ten": TEXT, "co-quan": ID, "dia-chi": ADDRESS, "minh-hoa": YES_NO, "gioi-thieu": TEXT},
    ),
    "linh-vuc": Table("linh-vuc", {"ma": ID, "ten": TEXT, "ten-tieng-anh": TEXT}),
    "ngon-ngu": Table("ngon-ngu", {"ma": LANGUAGE, "ten": TEXT, "tu-goi": TEXT}, required=False),
    "loai-van-ban": Table(
        "loai",
        {
            "ma": ID,
            "ten": TEXT,
            "viet-tat": Column(str, "chữ viết tắt, có thể để trống", required=False),
            "nguon": TEXT,
            "kiem-chung": YES_NO,
        },
    ),
    "co-quan": Table(
        "co-quan",
        {
            "ma": ID,
            "ten": TEXT,
            "ten-tieng-anh": TEXT,
            "cap": _LEVEL,
            "loai": _OFFICE_KIND,
            "truc-thuoc": ID.optional(),
            "tu-ngay": DAY,
            "den-ngay": DAY.optional(),
            "ke-thua": SUCCESSIONS.optional(),
            "linh-vuc": NAMES.optional(),
            "dia-chi": TEXT.optional(),
            "dien-thoai": TEXT.optional(),
            "thu-dien-tu": TEXT.optional(),
            "gio-lam-viec": TEXT.optional(),
            "hom-thu": TEXT.optional(),
            "ten-khac": NAMES.optional(),
            "khoa-niem-phong": SEAL_KEY.optional(),
        },
    ),
    "dinh-tuyen": Table(
        "quy-tac",
        {
            "ma": ID,
            "loai": one_of(*(kind.id for kind in Kind)).optional(),
            "linh-vuc": ID.optional(),
            "van-ban": ID.optional(),
            "dieu-khoan": TEXT.optional(),
            "thon": ID.optional(),
            "co-quan": ID,
        },
    ),
    "thoi-han": Table(
        "thoi-han",
        {
            "ma": ID,
            "noi-dung": TEXT,
            "gia-tri": LENGTH,
            "don-vi": one_of(*UNIT_WORDS),
            "tinh-tu": one_of("ngay-ke-tiep", "cung-ngay"),
            "nguon": TEXT,
            "kiem-chung": YES_NO,
            "hieu-luc-tu": DAY,
            "hieu-luc-den": DAY.optional(),
        },
    ),
    "luu-giu": Table(
        "quy-tac",
        {
            "ma": ID,
            "viec": one_of(*(act.id for act in KeepingAct)),
            "loai": one_of(*(kind.id for kind in Kind)).optional(),
            "thoi-han": ID,
        },
        required=False,
    ),
    "ngay-nghi": Table("ngay", {"ngay": DAY, "lam-viec": YES_NO, "ly-do": TEXT, "nguon": TEXT}),
    "loai-su-kien": Table(
        "loai",
        {
            "ma": ID,
            "ten": TEXT,
            "bao-truoc": ID.optional(),
            "ket-qua": ID.optional(),
            "nguon": TEXT,
            "kiem-chung": YES_NO,
        },
        required=False,
    ),
    "viec-dan-quyet-dinh": Table(
        "viec",
        {
            "ma": ID,
            "ten": TEXT,
            "ty-le": SHARE,
            "tren": YES_NO,
            "cong-nhan": YES_NO,
            "nguon": TEXT,
            "kiem-chung": YES_NO,
        },
        required=False,
    ),
    "viec-dan-tham-gia-y-kien": Table(
        "viec",
        {"ma": ID, "ten": TEXT, "thoi-han": ID.optional(), "nguon": TEXT, "kiem-chung": YES_NO},
        required=False,
    ),
    "hinh-thuc-lay-y-kien": Table(
        "hinh-thuc",
        {"ma": ID, "ten": TEXT, "co-san": one_of(*ALWAYS_THERE).optional(), "nguon": TEXT, "kiem-chung": YES_NO},
        required=False,
    ),
    "thon": Table(
        "thon",
        {
            "ma": ID,
            "ten": TEXT,
            "loai": one_of(*VILLAGE_KINDS),
            "so-ho": LENGTH,
            "ngay-thong-ke": DAY,
            "diem-sinh-hoat": TEXT.optional(),
        },
        required=False,
    ),
    "to-chuc": Table(
        "to-chuc",
        {
            "ma": ID,
            "ten": TEXT,
            "loai": one_of(*BODY_KINDS),
            "co-quan": ID,
            "nhiem-vu": TEXT,
            "thanh-phan": TEXT,
            "tu-ngay": DAY,
            "den-ngay": DAY.optional(),
            "van-ban": TEXT.optional(),
            "dia-chi": TEXT.optional(),
            "dien-thoai": TEXT.optional(),
            "thu-dien-tu": TEXT.optional(),
        },
        required=False,
    ),
    "diem-phuc-vu": Table(
        "diem",
        {
            "ma": ID,
            "ten": TEXT,
            "co-quan": ID,
            "dia-chi": TEXT,
            "gio-lam-viec": TEXT,
            "dien-thoai": TEXT.optional(),
            "thu-dien-tu": TEXT.optional(),
            "viec": TEXTS,
            "lien-ket": LINKS.optional(),
        },
        required=False,
    ),
    "hinh-thuc-cong-khai": Table(
        "hinh-thuc", {"ma": ID, "ten": TEXT, "nguon": TEXT, "kiem-chung": YES_NO}, required=False
    ),
    "chi-tieu-bao-cao": Table("chi-tieu", {"ma": ID, "ten": TEXT, "don-vi": TEXT}, required=False),
    "noi-dung-cong-khai": Table(
        "noi-dung",
        {
            "ma": ID,
            "ten": TEXT,
            "nhom": TEXT,
            "nguon": TEXT,
            "kiem-chung": YES_NO,
            "hinh-thuc": NAMES.optional(),
            "chu-ky": one_of(*CYCLES),
            "thoi-han": ID.optional(),
            "moc": one_of(*STARTS).optional(),
            "han-trong-nam": DAY_OF_YEAR.optional(),
            "xong-trong": one_of(THIS_PERIOD, NEXT_PERIOD).optional(),
            "niem-yet": ID.optional(),
            "truyen-thanh": ID.optional(),
            "co-quan": NAMES.optional(),
            "loai-co-quan": Column(list, _OFFICE_KIND.expected, holds=_OFFICE_KIND.holds).optional(),
            "cap": _LEVEL.optional(),
            "tu": DAY,
            "khong-ap-dung": EXEMPTIONS.optional(),
            "bao-cao": YES_NO.optional(),
        },
        required=False,
    ),
    "chuyen-huong": Table("chuyen-huong", {"tu": PLACE, "den": PLACE, "ngay": DAY, "ly-do": TEXT}, required=False),
    "thu-hoi": Table(
        "thu-hoi",
        {
            "ma": ID,
            "dia-chi": PLACE,
            "tieu-de": TEXT,
            "ngay": DAY,
            "ly-do": TEXT,
            "co-quan": ID,
            "linh-vuc": NAMES.optional(),
            "tep": TEXTS.optional(),
            "luot-da-bao": TEXTS.optional(),
        },
        required=False,
    ),
    "nguong": Table(
        "nguong",
        {"ma": one_of(*(t.id for t in Threshold)), "gia-tri": NUMBER, "ly-do": TEXT},
        required=False,
    ),
    "cum-tu-quang-cao": Table("cum-tu", {"ma": TEXT, "ly-do": TEXT}, required=False),
    "viet-tat": Table("viet-tat", {"ma": TEXT, "day-du": TEXT}, required=False),
    "dong-nghia": Table("nhom", {"tu": TEXTS}, required=False),
}
