"""What a fresh copy of the repository becomes: an authority with its offices, and the content folder made of that."""

import shutil
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from plugins.documents.authoring.form import fresh_id
from plugins.documents.authoring.toml_text import register_text
from plugins.documents.authoring.usual_offices import UNITS, Unit
from plugins.documents.authoring.writing import file_text
from plugins.documents.kinds.pages import PageMatter
from plugins.domain.comments import Kind
from plugins.domain.registers import REGISTERS

# Registers that say who the authority is, and those that are its own to fill in; all others are law and stay.
_EMPTIED = {
    "thon": "Thôn, tổ dân phố và số hộ; số hộ là mẫu số khi biểu quyết nên ghi kèm ngày thống kê.",
    "to-chuc": "Tổ chức giám sát của Nhân dân và ban chỉ đạo. Thành phần ghi chức danh, không ghi họ tên.",
    "diem-phuc-vu": "Nơi tiếp nhận và trả kết quả thủ tục hành chính.",
    "chuyen-huong": "Địa chỉ cũ của trang đã chuyển: tu, den, ngay, ly-do.",
    "thu-hoi": "Nội dung đã công bố rồi thu hồi; lệnh make take-back ghi tệp này.",
}
_SITE, _OFFICES, _ROUTES, _ITEMS = "trang-web", "co-quan", "dinh-tuyen", "noi-dung-cong-khai"
# The one standing page that speaks of the authority; all others stay.
_CONTACT = "trang/lien-he.md"


@dataclass(frozen=True)
class NewOffice:
    """An office as it was told: a row of `co-quan.toml`."""

    id: str
    kind: str
    name: str
    english: str
    fields: tuple[str, ...]
    since: date
    parent: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Authority:
    """An authority as it was told: who it is, where, its offices (its own committee or council first), its routes.

    `routes` give the office that answers for each field; `receiving` takes all else.
    """

    unit_kind: str
    name: str
    site_name: str
    site_address: str
    place: str
    phone: str
    email: str
    offices: tuple[NewOffice, ...]
    routes: Mapping[str, str]
    receiving: str

    @property
    def unit(self) -> Unit:
        """The kind of administrative unit."""
        return UNITS[self.unit_kind]

    @property
    def full_name(self) -> str:
        """Kind and name: “xã Hòa Bình”."""
        return f"{self.unit_kind} {self.name}"


def make_content(sample: Path, target: Path, authority: Authority, today: date) -> None:
    """Write the content folder of an authority to `target`: registers that are law and standing pages of `sample`."""
    (target / "danh-muc").mkdir(parents=True)
    shutil.copytree(sample / "trang", target / "trang")
    (target / _CONTACT).write_text(_contact(authority), encoding="utf-8")
    for source in sorted((sample / "danh-muc").glob("*.toml")):
        name = source.stem
        made = {
            _SITE: _site,
            _OFFICES: _offices,
            _ROUTES: _routes,
        }.get(name)
        if made is not None:
            text = made(authority)
        elif name in _EMPTIED:
            text = register_text(name, [], _EMPTIED[name])
        elif name == _ITEMS:
            text = _items(source.read_text(encoding="utf-8"), authority, today)
        else:
            text = source.read_text(encoding="utf-8")
        (target / "danh-muc" / source.name).write_text(text, encoding="utf-8")


def _site(authority: Authority) -> str:
    words = f"Nơi chính quyền {authority.full_name} công khai văn bản, thông tin phải công khai và dự thảo lấy ý kiến, "
    row = {
        "ma": fresh_id(set()),
        "ten": authority.site_name,
        "co-quan": authority.offices[0].id,
        "dia-chi": authority.site_address,
        "minh-hoa": False,
        "gioi-thieu": words + "để người dân biết, bàn, góp ý và theo dõi việc trả lời.",
    }
    return register_text(_SITE, [row], "ma đặt một lần và không bao giờ đổi.")


def _offices(authority: Authority) -> str:
    rows = [
        {
            "ma": office.id,
            "ten": office.name,
            "ten-tieng-anh": office.english,
            "cap": authority.unit.level,
            "loai": office.kind,
            **({"truc-thuoc": office.parent} if office.parent else {}),
            "tu-ngay": office.since,
            **({"linh-vuc": list(office.fields)} if office.fields else {}),
            "dia-chi": authority.place,
            **({"dien-thoai": office.phone} if office.phone else {}),
            **({"thu-dien-tu": office.email} if office.email else {}),
        }
        for office in authority.offices
    ]
    comment = (
        "Cơ quan đang hoạt động. Cơ quan cũ (xã, huyện trước khi sắp xếp) ghi thêm ở cuối, có den-ngay và:\n"
        'ke-thua = [{ co-quan = "mã cơ quan kế thừa", linh-vuc = [] }]'
    )
    return register_text(_OFFICES, rows, comment)


def _routes(authority: Authority) -> str:
    """Each field ends at its office, petitions and all else at the one that receives."""
    rows = [{"ma": f"r-{work}", "linh-vuc": work, "co-quan": office} for work, office in authority.routes.items()]
    rows += [
        {"ma": f"r-{Kind.PETITION.id}", "loai": Kind.PETITION.id, "co-quan": authority.receiving},
        {"ma": "r-mac-dinh", "co-quan": authority.receiving},
    ]
    comment = (
        "Quy tắc hẹp hơn được dùng trước: van-ban, rồi linh-vuc, rồi loai, rồi quy tắc không điều kiện.\n"
        "Quy tắc cuối nhận mọi ý kiến không khớp quy tắc nào ở trên."
    )
    return register_text(_ROUTES, rows, comment)


def _items(text: str, authority: Authority, today: date) -> str:
    """What must be public, owed by the offices of this authority from today on; the sample's exemptions end.

    The items are those of communes (Law 10/2022, Điều 11): at a province they stay, and bind none of its offices.
    """
    head = text.partition("[[")[0]
    comment = "\n".join(line.removeprefix("#").strip() for line in head.splitlines() if line.strip())
    ids = {office.id for office in authority.offices}
    rows: list[dict[str, Any]] = []
    for row in tomllib.loads(text)[REGISTERS[_ITEMS].row]:
        made = {key: value for key, value in row.items() if key != "khong-ap-dung"} | {"tu": today}
        if "co-quan" in row and authority.unit.level == "xa":
            made["co-quan"] = list(dict.fromkeys(o if o in ids else authority.offices[0].id for o in row["co-quan"]))
        elif "co-quan" in row:
            del made["co-quan"]
            made |= {"loai-co-quan": ["ubnd"], "cap": "xa"}
        rows.append(made)
    return register_text(_ITEMS, rows, comment)


def _contact(authority: Authority) -> str:
    lines = [f"Trang do {authority.offices[0].name} phụ trách.", "", f"- Địa chỉ: {authority.place}"]
    lines += [f"- Điện thoại: {authority.phone}"] if authority.phone else []
    lines += [f"- Thư điện tử: {authority.email}"] if authority.email else []
    values = {"ma": fresh_id(set()), "tieu-de": "Liên hệ"}
    return file_text(PageMatter, values, "\n".join(lines), is_legal=False)
