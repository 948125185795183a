"""The dictionary of the registers in `content/danh-muc/`: which there are and which columns each has."""

from collections.abc import Mapping
from dataclasses import dataclass

from plugins.domain.columns import (
    ADDRESS,
    DAY,
    ID,
    LENGTH,
    LINKS,
    NAMES,
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


@dataclass(frozen=True)
class Table:
    """A register: the name of its rows in the file ("" for a file that is one row), its columns, whether it must be."""

    row: str
    columns: Mapping[str, Column]
    required: bool = True


# Every register by its file name (without .toml). This is the dictionary of the format.
REGISTERS: Mapping[str, Table] = {
    "trang-web": Table(
        "",
        {"ma": ID, "ten": TEXT, "co-quan": ID, "dia-chi": ADDRESS, "minh-hoa": YES_NO, "gioi-thieu": TEXT},
    ),
    "linh-vuc": Table("linh-vuc", {"ma": ID, "ten": TEXT, "ten-tieng-anh": TEXT}),
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
            "cap": one_of("tinh", "huyen", "xa"),
            "loai": one_of("hdnd", "ubnd", "so", "phong", "van-phong", "trung-tam", "thanh-tra", "mat-tran"),
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
        },
    ),
    "dinh-tuyen": Table(
        "quy-tac",
        {
            "ma": ID,
            "loai": one_of(*(kind.id for kind in Kind)).optional(),
            "linh-vuc": ID.optional(),
            "van-ban": ID.optional(),
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
}
