"""Made-up Vietnamese legal texts for measurements: the same seed gives the same files, for us and for others.

Nothing in it is a real document. Offices, villages, numbers and sentences are put together from small tables.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

FIRST_DAY = date(2025, 7, 1)
TODAY = "2026-11-21T10:00:00+07:00"
FIELDS = ("dan-chu", "ngan-sach", "dat-dai", "xay-dung", "moi-truong", "giao-duc", "y-te", "van-hoa")
OFFICES = ("ubnd", "hdnd", "van-phong", "phong-kinh-te", "phong-van-hoa")
TYPES = {"nghi-quyet": ("Nghị quyết", "NQ"), "quyet-dinh": ("Quyết định", "QĐ"), "ke-hoach": ("Kế hoạch", "KH")}
TYPES |= {"bao-cao": ("Báo cáo", "BC"), "thong-bao": ("Thông báo", "TB"), "quy-che": ("Quy chế", "QC")}
_SUBJECTS = (
    "Ủy ban nhân dân xã", "Hội đồng nhân dân xã", "Trưởng thôn", "Ban Thanh tra nhân dân", "Chủ đầu tư công trình",
    "Hộ gia đình trong thôn", "Cơ quan chủ trì soạn thảo", "Văn phòng xã", "Tổ giám sát cộng đồng",
    "Người đứng đầu cơ quan, đơn vị", "Mặt trận Tổ quốc Việt Nam xã", "Công chức phụ trách lĩnh vực",
)  # fmt: skip
_VERBS = (
    "có trách nhiệm công khai", "niêm yết đầy đủ", "lấy ý kiến rộng rãi về", "báo cáo định kỳ về", "rà soát, bổ sung",
    "tổng hợp và giải trình", "kiểm tra, giám sát", "thông báo bằng văn bản về", "lưu giữ hồ sơ về", "bàn, quyết định",
)  # fmt: skip
_OBJECTS = (
    "mức đóng góp xây dựng đường liên thôn", "quyết toán thu, chi quỹ của thôn", "danh sách hộ nghèo, hộ cận nghèo",
    "phương án bồi thường, hỗ trợ khi thu hồi đất", "kế hoạch sử dụng đất hằng năm", "tiến độ nạo vét kênh mương",
    "quy ước của cộng đồng dân cư", "dự toán ngân sách năm sau", "kết quả giải quyết kiến nghị của cử tri",
    "việc thu gom rác thải sinh hoạt", "lịch tiếp công dân của người đứng đầu", "chương trình vay vốn sản xuất",
)  # fmt: skip
_ENDS = (
    "trong thời hạn {n} ngày làm việc kể từ ngày có quyết định", "tại nhà văn hóa thôn và trụ sở xã", "trước ngày {d}",
    "theo mẫu kèm theo văn bản này", "trên hệ thống truyền thanh ít nhất {n} lần", "với đại diện của các hộ",
    "khi có ít nhất {p} phần trăm số hộ tán thành", "và chịu trách nhiệm về tính chính xác của số liệu",
)  # fmt: skip


@dataclass(frozen=True)
class Text:
    """One made-up document, for whichever program: its number, type, title, day, field, office and body."""

    number: int
    type: str
    title: str
    on: date
    field: str
    office: str
    body: str

    @property
    def symbol(self) -> str:
        """Its number and symbol; no two are alike."""
        return f"{self.number}/{self.on.year}/{TYPES[self.type][1]}-UBND"

    @property
    def name(self) -> str:
        """Its file name without ending."""
        return f"van-ban-{self.number:06d}"


def texts(count: int, seed: int = 1) -> Iterator[Text]:
    """Yield so many documents, about 6,000 characters each in the middle, some much longer."""
    random = Random(seed)  # noqa: S311  # the same texts each time
    for number in range(1, count + 1):
        type_ = random.choice(sorted(TYPES))
        on = FIRST_DAY + timedelta(days=number * 500 // (count + 1))
        title = f"về {random.choice(_OBJECTS)}, đợt {number}"
        make = _plan if type_ in {"ke-hoach", "bao-cao"} else _articles
        body = make(random, number)
        yield Text(number, type_, title, on, random.choice(FIELDS), random.choice(OFFICES), body)


def sentence(random: Random) -> str:
    """Return a sentence as such texts have them."""
    day = (FIRST_DAY + timedelta(days=random.randrange(700))).strftime("%d/%m/%Y")
    end = random.choice(_ENDS).format(n=random.randrange(2, 30), d=day, p=random.randrange(50, 100))
    return f"{random.choice(_SUBJECTS)} {random.choice(_VERBS)} {random.choice(_OBJECTS)} {end}"


def _articles(random: Random, number: int) -> str:
    lines = ["Căn cứ Luật Thực hiện dân chủ ở cơ sở ngày 10 tháng 11 năm 2022;", ""]
    for _ in range(2):
        other = random.randrange(1, 2 * number + 1)
        lines += [f"Căn cứ văn bản số {other}/2025/QĐ-UBND của Ủy ban nhân dân xã;", ""]
    lines += ["QUYẾT ĐỊNH:", ""]
    for article in range(1, _length(random) + 1):
        lines += [f"Điều {article}. {random.choice(_OBJECTS).capitalize()}", ""]
        for clause in range(1, random.randrange(2, 5)):
            lines += [f"{clause}. {sentence(random)}{':' if clause == 2 else '.'}", ""]
            if clause == 2:
                for letter in "abcdđ"[: random.randrange(2, 6)]:
                    lines += [f"{letter}) {sentence(random)};", ""]
    lines += [
        *_table(random),
        "Quyết định này có hiệu lực kể từ ngày ký./.",
        "",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
    ]
    return "\n".join(lines) + "\n"


def _plan(random: Random, _number: int) -> str:
    lines = ["Thực hiện chương trình công tác năm, Ủy ban nhân dân xã ban hành kế hoạch như sau:", ""]
    for roman in ("I", "II", "III", "IV")[: max(2, _length(random) // 3)]:
        lines += [f"{roman}. {random.choice(_OBJECTS).upper()}", ""]
        for clause in range(1, random.randrange(3, 6)):
            lines += [f"{clause}. {random.choice(_OBJECTS).capitalize()}", "", f"{sentence(random)}.", ""]
            for letter in "abc"[: random.randrange(0, 4)]:
                lines += [f"{letter}) {sentence(random)};", "", f"- {sentence(random)};", ""]
    emphasis = f"**{random.choice(_SUBJECTS)}** {random.choice(_VERBS)} {random.choice(_OBJECTS)}."
    return "\n".join([*lines, emphasis, "", *_table(random), "Nơi nhận:", "- Như trên;", "- Lưu: VT."]) + "\n"


def _length(random: Random) -> int:
    """Return how many articles a text has: mostly about ten, now and then fifty."""
    return 50 if random.random() < 0.01 else max(3, int(random.gauss(12, 4)))  # the shape of the corpus


def _table(random: Random) -> list[str]:
    if random.random() < 0.7:  # three in ten have one
        return []
    rows = [
        f"| Thôn {n} | {random.randrange(100)} | {random.randrange(100)} |" for n in range(1, random.randrange(4, 12))
    ]
    return ["| Thôn | Thu | Chi |", "|---|---:|---:|", *rows, ""]


def write_ours(folder: Path, count: int) -> None:
    """Write a content folder: four in five are documents, the others of all kinds, consultations with answers."""
    documents = count * 8 // 10
    _registers(folder)
    random = Random(2)  # noqa: S311
    for text in texts(documents):
        _put(folder / "van-ban" / f"{text.name}.md", _document(text))
    for number in range(count - documents):
        kind = ("cong-khai", "cong-khai", "cong-khai", "du-thao", "su-kien", "cong-dong", "tra-loi")[number % 7]
        _put(folder / kind / f"{kind}-{number:06d}.md", _OTHERS[kind](random, number))
    _put(folder / "trang" / "gioi-thieu.md", "---\nma: gioithieu1\ntieu-de: Giới thiệu\n---\n\nTrang để đo.\n")


def _document(text: Text) -> str:
    head = {
        "ma": f"vb{text.number:08d}",
        "loai": text.type,
        "so-ky-hieu": text.symbol,
        "trich-yeu": text.title,
        "co-quan": text.office,
        "ngay-ban-hanh": text.on.isoformat(),
        "linh-vuc": f"[{text.field}]",
        "tom-tat": f"Văn bản {text.title}.",
    }
    if text.number % 5 == 0:
        head["can-cu"] = f'["{text.number - 1}/{text.on.year}/QĐ-UBND"]'
    return _file(head, text.body)


def _file(head: dict[str, str], body: str) -> str:
    return "\n".join(["---", *(f"{key}: {value}" for key, value in head.items()), "---", "", body])


def _day(number: int) -> date:
    return FIRST_DAY + timedelta(days=number * 37 % 480)


def _notice(random: Random, number: int) -> str:
    on = _day(number)
    head = {"ma": f"ck{number:08d}", "tieu-de": f"Công khai {random.choice(_OBJECTS)} số {number}"}
    head |= {"co-quan": random.choice(OFFICES), "linh-vuc": f"[{random.choice(FIELDS)}]"}
    head |= {"ngay-quyet-dinh": on.isoformat(), "ngay-cong-khai": (on + timedelta(days=4)).isoformat()}
    head |= {"tom-tat": f"{sentence(random)}."}
    body = "\n\n".join(f"{sentence(random)}. {sentence(random)}." for _ in range(8))
    return _file(head, "\n".join([body, "", *_table(random)]))


def _draft(random: Random, number: int) -> str:
    opens = _day(number)
    head = {"ma": f"dt{number:08d}", "loai": "quy-che", "trich-yeu": f"về {random.choice(_OBJECTS)} số {number}"}
    head |= {"co-quan": random.choice(OFFICES), "linh-vuc": f"[{random.choice(FIELDS)}]", "thoi-han": "consult.min"}
    head |= {"ngay-mo": opens.isoformat(), "ngay-dong": (opens + timedelta(days=35)).isoformat()}
    head |= {"noi-dung-xin-y-kien": "Xin ý kiến về toàn bộ dự thảo.", "nguoi-quyet-dinh": "Ủy ban nhân dân xã"}
    return _file(head, _articles(random, number + 1))


def _answer(random: Random, number: int) -> str:
    draft = number - 3  # the draft of the same seven
    head = {"ma": f"tl{number:08d}", "loai": "tra-loi", "du-thao": f"dt{draft:08d}", "vong": "1"}
    head |= {
        "dieu-khoan": "art_1",
        "y-kien": f"{sentence(random)}.",
        "ket-qua": "tiep-thu",
        "so-luot": "{web: 2, giay: 1}",
    }
    head |= {"co-quan": random.choice(OFFICES), "ngay-tra-loi": (_day(draft) + timedelta(days=20)).isoformat()}
    return _file(head, f"{sentence(random)}.\n")


def _event(random: Random, number: int) -> str:
    on = _day(number)
    head = {"ma": f"sk{number:08d}", "loai": "tiep-cong-dan", "tieu-de": f"Tiếp công dân kỳ {number}"}
    head |= {"co-quan": random.choice(OFFICES), "ngay-thong-bao": on.isoformat()}
    head |= {"ngay": (on + timedelta(days=10)).isoformat(), "bat-dau": '"08:00"', "dia-diem": "Trụ sở xã"}
    head |= {"chu-tri": "Chủ tịch Ủy ban nhân dân xã"}
    return _file(head, f"{sentence(random)}.\n")


def _decision(random: Random, number: int) -> str:
    on = _day(number)
    head = {"ma": f"cd{number:08d}", "loai": "nghi-quyet", "tieu-de": f"Nghị quyết của thôn Một số {number}"}
    head |= {"viec": "dong-gop", "thon": "[thon-mot]", "cach": "gio-tay", "co-quan": random.choice(OFFICES)}
    head |= {"ngay-quyet-dinh": on.isoformat(), "ngay-cong-khai": (on + timedelta(days=2)).isoformat()}
    head |= {"tong-so-ho": "120", "tan-thanh": "100", "khong-tan-thanh": "5"}
    return _file(head, f"{sentence(random)}.\n")


_OTHERS = {"cong-khai": _notice, "du-thao": _draft, "su-kien": _event, "cong-dong": _decision, "tra-loi": _answer}


def _registers(folder: Path) -> None:
    checked = 'nguon = "để đo"\nkiem-chung = true\n'
    rules = {
        "consult.min": ("ngay", 30),
        "comment.answer": ("ngay-lam-viec", 15),
        "petition.answer": ("ngay-lam-viec", 10),
    }
    registers = {
        "trang-web": 'ma = "dodac12345"\nten = "Trang để đo"\nco-quan = "ubnd"\ndia-chi = "https://do.example"\n'
        'minh-hoa = false\ngioi-thieu = "Trang để đo."\n',
        "linh-vuc": "".join(f'[[linh-vuc]]\nma = "{f}"\nten = "Lĩnh vực {f}"\nten-tieng-anh = "{f}"\n' for f in FIELDS),
        "loai-van-ban": "".join(
            f'[[loai]]\nma = "{t}"\nten = "{name}"\nviet-tat = "{short}"\n{checked}'
            for t, (name, short) in TYPES.items()
        ),
        "co-quan": "".join(
            f'[[co-quan]]\nma = "{o}"\nten = "Cơ quan {o}"\nten-tieng-anh = "{o}"\ncap = "xa"\nloai = "ubnd"\n'
            f'tu-ngay = 2025-07-01\ndia-chi = "Thôn Một"\nthu-dien-tu = "{o}@do.example"\n'
            for o in OFFICES
        ),
        "dinh-tuyen": '[[quy-tac]]\nma = "tat-ca"\nco-quan = "van-phong"\n',
        "thoi-han": "".join(
            f'[[thoi-han]]\nma = "{id_}"\nnoi-dung = "Thời hạn"\ngia-tri = {value}\ndon-vi = "{unit}"\n'
            f'tinh-tu = "ngay-ke-tiep"\n{checked}hieu-luc-tu = 2023-07-01\n'
            for id_, (unit, value) in rules.items()
        ),
        "ngay-nghi": "",
        "loai-su-kien": f'[[loai]]\nma = "tiep-cong-dan"\nten = "Tiếp công dân"\n{checked}',
        "viec-dan-quyet-dinh": '[[viec]]\nma = "dong-gop"\nten = "Mức đóng góp"\nty-le = "1/2"\ntren = true\n'
        f"cong-nhan = false\n{checked}",
        "thon": '[[thon]]\nma = "thon-mot"\nten = "Thôn Một"\nloai = "thon"\nso-ho = 120\nngay-thong-ke = 2026-01-01\n',
    }
    for name, text in registers.items():
        _put(folder / "danh-muc" / f"{name}.toml", text)


def write_for_pelican(folder: Path, count: int) -> None:
    """Write the documents as articles for stock Pelican."""
    for text in texts(count):
        head = (
            f"Title: {TYPES[text.type][0]} {text.title}\nDate: {text.on}\nCategory: {text.field}\nTags: {_tags(text)}\n"
        )
        _put(folder / f"{text.name}.md", f"{head}Slug: {text.name}\nSummary: Văn bản {text.title}.\n\n{text.body}")


def write_for_hugo(folder: Path, count: int) -> None:
    """Write the documents as pages for Hugo."""
    for text in texts(count):
        head = {
            "title": f"{TYPES[text.type][0]} {text.title}",
            "date": f"{text.on}",
            "summary": f"Văn bản {text.title}.",
        }
        rest = {"categories": [text.field], "tags": _tags(text).split(", ")}
        _put(folder / f"{text.name}.md", f"{json.dumps({**head, **rest}, ensure_ascii=False)}\n\n{text.body}")


def _tags(text: Text) -> str:
    return ", ".join(f"chu-de-{(text.number * step) % 40}" for step in (1, 7, 13))


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
