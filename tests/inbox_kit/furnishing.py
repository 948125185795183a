"""The small commune with what some kinds of submission need besides: a village, a dialogue, a province above it."""

from base64 import b64encode
from pathlib import Path

from nacl.public import PrivateKey

_MORE = {
    "danh-muc/thon.toml": """
[[thon]]
ma = "thon-hai"
ten = "Thôn Hai"
loai = "thon"
so-ho = 120
ngay-thong-ke = 2026-01-01
""",
    "danh-muc/loai-su-kien.toml": """
[[loai]]
ma = "doi-thoai"
ten = "Đối thoại"
nguon = "Luật số 72/2025/QH15, Điều 43"
kiem-chung = true
""",
    "danh-muc/viec-dan-quyet-dinh.toml": """
[[viec]]
ma = "d15.k3"
ten = "Nội dung hương ước, quy ước của cộng đồng dân cư"
ty-le = "1/2"
tren = true
cong-nhan = true
nguon = "Luật số 10/2022/QH15, Điều 15 khoản 3"
kiem-chung = false
""",
    "su-kien/doi-thoai.md": """
---
ma: skdoithoai1
loai: doi-thoai
tieu-de: Đối thoại về rác thải
co-quan: ubnd
linh-vuc: [dan-chu]
ngay-thong-bao: 2026-11-01
ngay: 2026-12-10
bat-dau: "19:30"
dia-diem: Nhà văn hóa thôn Hai
chu-tri: Chủ tịch Ủy ban nhân dân xã
thanh-phan: Mọi người dân
---

Mời bà con đến dự.
""",
}
PROVINCE = """
[[co-quan]]
ma = "ubnd-tinh"
ten = "Ủy ban nhân dân tỉnh Thử"
ten-tieng-anh = "People's Committee of Thử Province"
cap = "tinh"
loai = "ubnd"
tu-ngay = 2000-01-01
dia-chi = "Khu hành chính tỉnh"
dien-thoai = "(0000) 999 001"
thu-dien-tu = "ubnd@tinh.example"
"""
_COMMITTEE = 'loai = "ubnd"\n'
SEAL = PrivateKey(bytes(range(32)))


def furnish(content: Path, *, has_key: bool = True) -> None:
    """Give the small commune a village, a dialogue, a draft on what the people decide, a province above it."""
    for file, words in _MORE.items():
        (content / file).parent.mkdir(exist_ok=True)
        (content / file).write_text(words.lstrip(), encoding="utf-8")
    draft = (content / "du-thao" / "quy-che-dan-chu.md").read_text(encoding="utf-8")
    draft = draft.replace("trich-yeu: ", "trich-yeu: Quy ước của thôn và ")
    for_people = draft.replace("dtthu00001", "dtquyuoc01").replace("\n---\n", "\nviec-dan-quyet-dinh: d15.k3\n---\n", 1)
    (content / "du-thao" / "quy-uoc.md").write_text(for_people, encoding="utf-8")
    offices = content / "danh-muc" / "co-quan.toml"
    below = offices.read_text(encoding="utf-8").replace(_COMMITTEE, f'{_COMMITTEE}truc-thuoc = "ubnd-tinh"\n', 1)
    key = f'khoa-niem-phong = "{b64encode(bytes(SEAL.public_key)).decode()}"\n' if has_key else ""
    offices.write_text(below + PROVINCE + key, encoding="utf-8")
    routes = content / "danh-muc" / "dinh-tuyen.toml"
    village = '\n[[quy-tac]]\nma = "r-thon-hai"\nthon = "thon-hai"\nco-quan = "phong-van-hoa"\n'
    screening = '\n[[quy-tac]]\nma = "r-to-cao"\nloai = "to-cao"\nco-quan = "van-phong"\n'
    routes.write_text(routes.read_text(encoding="utf-8") + village + screening, encoding="utf-8")
