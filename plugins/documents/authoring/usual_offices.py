"""The offices an authority of each level usually has, proposed by `init`; every one can be changed or left out."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """A kind of administrative unit: its word in English, its level, since when (a proposal)."""

    english: str
    level: str
    since: str = ""


# Units of two levels only: districts ended with 30/06/2025, communes began anew the day after; provinces differ.
UNITS: Mapping[str, Unit] = {
    "xã": Unit("Commune", "xa", "2025-07-01"),
    "phường": Unit("Ward", "xa", "2025-07-01"),
    "đặc khu": Unit("Special Zone", "xa", "2025-07-01"),
    "tỉnh": Unit("Province", "tinh"),
    "thành phố": Unit("City", "tinh"),
}


@dataclass(frozen=True)
class UsualOffice:
    """One row: `{unit}` in a name becomes the authority's (“xã Hòa Bình”, “Hoa Binh Commune”)."""

    id: str
    kind: str
    name: str
    english: str
    fields: tuple[str, ...]
    parent: str = ""


_ALL = (
    "dan-chu-co-so",
    "ngan-sach",
    "dat-dai",
    "xay-dung",
    "van-hoa-xa-hoi",
    "moi-truong",
    "thu-tuc-hanh-chinh",
    "to-chuc-can-bo",
)

# The authority itself comes first. Names as such offices bear them; the fields are a proposal and no rule: each
# authority divides its work by its own regulations, and is asked.
USUAL_OFFICES: Mapping[str, tuple[UsualOffice, ...]] = {
    "xa": (
        UsualOffice("ubnd-xa", "ubnd", "Ủy ban nhân dân {unit}", "People's Committee of {unit}", _ALL),
        UsualOffice(
            "hdnd-xa",
            "hdnd",
            "Hội đồng nhân dân {unit}",
            "People's Council of {unit}",
            ("dan-chu-co-so", "ngan-sach"),
        ),
        UsualOffice(
            "van-phong",
            "van-phong",
            "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân {unit}",
            "Office of the People's Council and People's Committee of {unit}",
            (),
            "ubnd-xa",
        ),
        UsualOffice(
            "phong-kinh-te",
            "phong",
            "Phòng Kinh tế {unit}",
            "Economic Division of {unit}",
            ("ngan-sach", "dat-dai", "xay-dung", "moi-truong"),
            "ubnd-xa",
        ),
        UsualOffice(
            "phong-van-hoa-xa-hoi",
            "phong",
            "Phòng Văn hóa – Xã hội {unit}",
            "Culture and Social Affairs Division of {unit}",
            ("van-hoa-xa-hoi", "to-chuc-can-bo", "dan-chu-co-so"),
            "ubnd-xa",
        ),
        UsualOffice(
            "trung-tam-hcc",
            "trung-tam",
            "Trung tâm Phục vụ hành chính công {unit}",
            "Public Administration Service Centre of {unit}",
            ("thu-tuc-hanh-chinh",),
            "ubnd-xa",
        ),
        UsualOffice(
            "mat-tran-xa",
            "mat-tran",
            "Ủy ban Mặt trận Tổ quốc Việt Nam {unit}",
            "Viet Nam Fatherland Front Committee of {unit}",
            (),
        ),
    ),
    "tinh": (
        UsualOffice("ubnd-tinh", "ubnd", "Ủy ban nhân dân {unit}", "People's Committee of {unit}", _ALL),
        UsualOffice(
            "hdnd-tinh",
            "hdnd",
            "Hội đồng nhân dân {unit}",
            "People's Council of {unit}",
            ("dan-chu-co-so", "ngan-sach"),
        ),
        UsualOffice(
            "van-phong-ubnd",
            "van-phong",
            "Văn phòng Ủy ban nhân dân {unit}",
            "Office of the People's Committee of {unit}",
            ("thu-tuc-hanh-chinh",),
            "ubnd-tinh",
        ),
        UsualOffice(
            "so-noi-vu",
            "so",
            "Sở Nội vụ {unit}",
            "Department of Home Affairs of {unit}",
            ("to-chuc-can-bo", "dan-chu-co-so"),
            "ubnd-tinh",
        ),
        UsualOffice(
            "so-tai-chinh", "so", "Sở Tài chính {unit}", "Department of Finance of {unit}", ("ngan-sach",), "ubnd-tinh"
        ),
        UsualOffice(
            "so-nong-nghiep-moi-truong",
            "so",
            "Sở Nông nghiệp và Môi trường {unit}",
            "Department of Agriculture and Environment of {unit}",
            ("dat-dai", "moi-truong"),
            "ubnd-tinh",
        ),
        UsualOffice(
            "so-xay-dung",
            "so",
            "Sở Xây dựng {unit}",
            "Department of Construction of {unit}",
            ("xay-dung",),
            "ubnd-tinh",
        ),
        UsualOffice(
            "so-van-hoa-the-thao-du-lich",
            "so",
            "Sở Văn hóa, Thể thao và Du lịch {unit}",
            "Department of Culture, Sports and Tourism of {unit}",
            ("van-hoa-xa-hoi",),
            "ubnd-tinh",
        ),
    ),
}
# Who takes what no other office answers for: the first kind there is.
RECEIVING_KINDS = ("van-phong", "ubnd", "hdnd")
# Councils and committees decide; their offices answer, where there is one for the field.
DECIDING_KINDS = ("hdnd", "ubnd")
