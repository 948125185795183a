"""A made-up commune to measure with: the same count gives the same files, for us and for the peers.

Four in five texts are issued documents; the others are of all kinds: notices, events, decisions of villages, standing
pages, and consultations with rounds, answers, closings, and what was issued in the end.
"""

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from bench.prose import COMMUNE, FIELDS, FIRST_DAY, LAST_DAY, LAWS, THEMES, VILLAGES, Pen, capital, day_in_words

TODAY = "2026-11-21T10:00:00+07:00"
_REGISTERS = Path(__file__).parent / "registers"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_LETTERS = "abcdđeghik"
# Type → its name, letters, how often it is written.
_TYPES = {
    "quyet-dinh": ("Quyết định", "QĐ", 34),
    "ke-hoach": ("Kế hoạch", "KH", 24),
    "bao-cao": ("Báo cáo", "BC", 14),
    "thong-bao": ("Thông báo", "TB", 12),
    "nghi-quyet": ("Nghị quyết", "NQ", 12),
    "huong-dan": ("Hướng dẫn", "HD", 4),
}
_PLAN_LIKE = {"ke-hoach", "bao-cao", "thong-bao", "huong-dan"}
_SHARES = {"cong-khai": 9, "su-kien": 3, "cong-dong": 2}  # of a hundred; documents are eighty
_LARGEST_CONSULTATION = 11  # two rounds with three answers and a closing each, and the document


@dataclass(frozen=True)
class Text:
    """One file, for whichever program.

    `head` holds what only our front matter has; `fields` are what others call tags, `office` what they call category.
    """

    folder: str
    name: str
    title: str
    on: date
    fields: Sequence[str]
    office: str
    head: Mapping[str, object]
    body: str

    @property
    def path(self) -> str:
        """Its file in a content folder."""
        return f"{self.folder}/{self.name}.md"


@dataclass(frozen=True)
class _Issued:
    """What a later text needs to name an issued document."""

    type: str
    symbol: str
    on: date
    path: str

    @property
    def words(self) -> str:
        return f"{_TYPES[self.type][0]} số {self.symbol} {day_in_words(self.on)}"


@dataclass
class _Commune:
    """Writes one text after another; the numbers of the year and what was issued before are remembered."""

    random: Random
    numbers: Counter[tuple[str, int]] = field(default_factory=Counter)
    issued: list[_Issued] = field(default_factory=list)

    def pen(self, on: date) -> Pen:
        """Return a pen for a text of a day, for some theme."""
        return Pen(self.random, self.random.choice(THEMES), on)

    def fields(self, pen: Pen) -> list[str]:
        """Return the fields of a text: of its theme, now and then one of another."""
        own = self.random.sample(sorted(pen.theme.fields), self.random.choice((1, 1, 2)))
        return [*own, *([self.random.choice(sorted(FIELDS))] if self.random.random() < 0.2 else [])]

    def document(self, on: date, type_: str = "", draft: str = "", body: str = "") -> Text:
        """Write an issued document; one that comes from a draft has its words."""
        pen = self.pen(on)
        types = sorted(_TYPES)
        type_ = type_ or self.random.choices(types, [_TYPES[t][2] for t in types])[0]
        name, letters, _ = _TYPES[type_]
        is_council = type_ == "nghi-quyet"
        self.numbers[type_, on.year] += 1
        symbol = f"{self.numbers[type_, on.year]:02d}/{letters}-{'HĐND' if is_council else 'UBND'}"
        file = f"{type_}-{self.numbers[type_, on.year]:02d}-{on.year}"
        named = self._some_issued(self.random.choice((0, 1, 1, 2)))
        abstract = f"{_about(type_)} {pen.thing()} trên địa bàn xã {COMMUNE} năm {on.year}"
        former = on < date(2025, 6, 1) and not is_council and self.random.random() < 0.1
        head: dict[str, object] = {
            "ma": f"vb{file.replace('-', '')}",
            "loai": type_,
            "so-ky-hieu": symbol,
            "trich-yeu": abstract,
            "ngay-ban-hanh": on,
            "ngay-hieu-luc": on + timedelta(days=self.random.choice((0, 0, 7, 10))),
            "noi-ban-hanh": COMMUNE,
            "quyen-han-ky": "TM.",
            "chuc-vu-ky": f"Chủ tịch {'Hội đồng nhân dân' if is_council else 'Ủy ban nhân dân'} xã",
            "tom-tat": f"{pen.sentence()}.",
            "can-cu": [i.symbol for i in named],
        }
        if named and self.random.random() < 0.1:
            head[self.random.choice(("thay-the", "sua-doi", "thi-hanh"))] = [named[0].symbol]
        if draft:
            head["du-thao"] = draft
        body = body or self._body(pen, type_, f"{name} số {symbol}", on, named)
        text = Text(
            "van-ban",
            file,
            f"{name} {abstract}",
            on,
            self.fields(pen),
            "hdnd" if is_council else "ubnd-cu" if former else "ubnd",
            head,
            body,
        )
        self.issued.append(_Issued(type_, symbol, on, text.path))
        return text

    def _some_issued(self, count: int) -> list[_Issued]:
        recent = self.issued[-300:]
        return self.random.sample(recent, min(count, len(recent)))

    def _body(self, pen: Pen, type_: str, called: str, on: date, named: Sequence[_Issued]) -> str:
        lines = self._bases(type_, on, named)
        if type_ in _PLAN_LIKE:
            lines += ["", f"Ủy ban nhân dân xã {COMMUNE} {_opening(type_)} như sau:", "", *self._plan(pen)]
        else:
            lines += ["", "QUYẾT NGHỊ:" if type_ == "nghi-quyet" else "QUYẾT ĐỊNH:", "", *self._articles(pen)]
        lines += self._closing(type_)
        if type_ == "quyet-dinh" and self.random.random() < 0.15:
            lines += ["QUY CHẾ", pen.thing().upper(), f"(Ban hành kèm theo {called})", "", *self._chapters(pen)]
        elif self.random.random() < 0.3:
            lines += ["PHỤ LỤC", pen.thing().upper(), f"(Kèm theo {called})", *pen.table()]
        return "\n".join(lines)

    def _bases(self, type_: str, on: date, named: Sequence[_Issued]) -> list[str]:
        laws = [name for since, until, name in LAWS if since <= on <= until]
        lines = [f"Căn cứ {law};" for law in self.random.sample(laws, 2)]
        lines += [f"Căn cứ {issued.words};" for issued in named]
        if self.random.random() < 0.5:
            number, day = self.random.randrange(20, 3000), on - timedelta(days=self.random.randrange(20, 300))
            lines.append(f"Căn cứ Kế hoạch số {number}/KH-UBND {day_in_words(day)} của Ủy ban nhân dân tỉnh;")
        if type_ == "nghi-quyet":
            number = self.random.randrange(1, 90)
            lines.append(f"Xét Tờ trình số {number}/TTr-UBND của Ủy ban nhân dân xã và ý kiến thảo luận tại kỳ họp.")
        else:
            lines.append("Theo đề nghị của cơ quan được giao chủ trì.")
        return lines

    def _articles(self, pen: Pen, first: int = 1, count: int = 0) -> list[str]:
        """Return articles of at least two clauses each."""
        lines: list[str] = []
        for number in range(first, first + (count or self._length(5, 7))):
            lines.append(f"Điều {number}. {capital(pen.thing())}")
            for clause in range(1, self.random.randrange(3, 5)):
                lines += self._clause(pen, f"{clause}.")
            lines.append("")
        return lines

    def _clause(self, pen: Pen, printed: str) -> list[str]:
        if self.random.random() < 0.65:
            return [f"{printed} {self._written(pen)}."]
        points = [f"{x}) {pen.sentence()};" for x in _LETTERS[: self.random.randrange(2, 5)]]
        return [f"{printed} {pen.sentence()}, cụ thể:", *points[:-1], f"{points[-1].removesuffix(';')}."]

    def _chapters(self, pen: Pen) -> list[str]:
        lines: list[str] = []
        article = 1
        for chapter in range(self.random.randrange(2, 4)):
            count = self.random.randrange(2, 4)
            lines += [f"Chương {_ROMAN[chapter]}", pen.thing().upper(), "", *self._articles(pen, article, count)]
            article += count
        return lines

    def _plan(self, pen: Pen) -> list[str]:
        lines: list[str] = []
        for number in range(self._length(2, 5)):
            lines.append(f"{_ROMAN[number % 10]}. {pen.thing().upper()}")
            for clause in range(1, self.random.randrange(3, 5)):
                lines.append(f"{clause}. {capital(pen.thing())}")
                for letter in _LETTERS[: self.random.randrange(2, 4)]:
                    lines.append(f"{letter}) {self._written(pen)};")
                    if self.random.random() < 0.15:
                        lines += [f"- {pen.sentence()};" for _ in range(2)]
            lines.append("")
        return lines

    def _length(self, least: int, most: int) -> int:
        """Return how many parts a text has; one text in a hundred is much longer."""
        return self.random.randint(least, most) * (6 if self.random.random() < 0.01 else 1)

    def _written(self, pen: Pen) -> str:
        """Return a sentence, now and then with Markdown or with a document named by its number."""
        text, chance = pen.sentence(), self.random.random()
        issued = self._some_issued(1)
        if chance < 0.01 and issued:
            return f"{text} theo [văn bản đã ban hành]({issued[0].path})"
        if chance < 0.03:
            return f"**{text.split(',')[0]}**{text[len(text.split(',')[0]) :]}"
        if chance < 0.06 and issued:
            return f"{text} theo {issued[0].words}"
        return text

    def _closing(self, type_: str) -> list[str]:
        who = "Thường trực Hội đồng nhân dân" if type_ == "nghi-quyet" else "Ủy ban nhân dân"
        last = f"{capital(_TYPES[type_][0])} này được {who} xã giao các cơ quan, các thôn tổ chức thực hiện./."
        village = self.random.choice(VILLAGES)
        return [last, "", "Nơi nhận:", "- Như trên;", f"- Trưởng thôn {village} và các thôn;", "- Lưu: VT.", ""]

    def consultation(self, number: int, opens: date) -> Iterator[Text]:
        """Write a consultation: one or two rounds, each answered and closed, and what was issued."""
        pen = self.pen(opens)
        draft = self.draft(number, opens, pen)
        yield draft
        yield from self._heard(draft, number, pen)
        if self.random.random() < 0.5:
            draft = self._next_round(draft, number, pen)
            yield draft
            yield from self._heard(draft, number, pen)
        yield self.document(draft.on + timedelta(days=70), "nghi-quyet", str(draft.head["ma"]), draft.body)

    def draft(self, number: int, opens: date, pen: Pen) -> Text:
        """Write a draft in its first round."""
        abstract = f"quy định về {pen.thing()} trên địa bàn xã {COMMUNE}"
        head: dict[str, object] = {
            "ma": f"dt{number:06d}v1",
            "loai": "nghi-quyet",
            "trich-yeu": abstract,
            "vong": 1,
            "ngay-mo": opens,
            "ngay-dong": opens + timedelta(days=35),
            "thoi-han": "consult.min",
            "noi-dung-xin-y-kien": f"Đề nghị người dân cho ý kiến về {pen.thing()} (Điều 2, Điều 3).",
            "nguoi-quyet-dinh": f"Hội đồng nhân dân xã {COMMUNE}",
            "tom-tat": f"{pen.sentence()}.",
        }
        bases = self._bases("nghi-quyet", opens, [])[:2]
        body = "\n".join([*bases, "", "QUYẾT NGHỊ:", "", *self._articles(pen)])
        name, title = f"du-thao-{number:06d}-vong-1", f"Dự thảo Nghị quyết {abstract}"
        return Text("du-thao", name, title, opens, self.fields(pen), "phong-van-hoa", head, body)

    def _next_round(self, draft: Text, number: int, pen: Pen) -> Text:
        opens = draft.on + timedelta(days=60)
        head = {**draft.head, "ma": f"dt{number:06d}v2", "vong": 2, "vong-truoc": draft.head["ma"]}
        head |= {"ngay-mo": opens, "ngay-dong": opens + timedelta(days=35)}
        name, body = f"du-thao-{number:06d}-vong-2", self._revised(pen, draft.body)
        return replace(draft, name=name, on=opens, head=head, body=body)

    def _revised(self, pen: Pen, body: str) -> str:
        """Return a draft's text with one in ten of its clauses and points written anew."""
        opening = re.compile(r"(\d+\.|[a-zđ]\)) ")
        lines = body.split("\n")
        for index, line in enumerate(lines):
            found = opening.match(line)
            if found and self.random.random() < 0.1:
                lines[index] = f"{found[1]} {pen.sentence()}{line[-1] if line[-1] in '.;:' else ''}"
        return "\n".join(lines)

    def _heard(self, draft: Text, number: int, pen: Pen) -> Iterator[Text]:
        """Write the answers to a round and its closing."""
        on, turn = draft.on + timedelta(days=45), draft.head["vong"]
        about = {"du-thao": draft.head["ma"], "vong": turn, "ngay-tra-loi": on}
        received = 0
        for answer in range(3):
            counts = {"web": self.random.randrange(1, 9), "hop": self.random.randrange(9)}
            received += sum(counts.values())
            point = f"{pen.sentence()}."
            head = {
                "ma": f"tl{number:06d}v{turn}n{answer}",
                "loai": "tra-loi",
                **about,
                "dieu-khoan": f"art_{self.random.randint(1, 5)}__para_{self.random.randint(1, 2)}",
                "y-kien": point,
                "ket-qua": self.random.choice(("tiep-thu", "tiep-thu-mot-phan", "giai-trinh", "ngoai-pham-vi")),
                "so-luot": counts,
            }
            name, body = f"tra-loi-{number:06d}-{turn}-{answer}", f"{pen.sentences(2)}\n"
            yield replace(draft, folder="tra-loi", name=name, title=point, on=on, head=head, body=body)
        head = {"ma": f"th{number:06d}v{turn}", "loai": "tong-hop", **about, "da-nhan": received, "da-xu-ly": received}
        name, title = f"tong-hop-{number:06d}-{turn}", f"Tổng hợp ý kiến về dự thảo {number}, vòng {turn}"
        body = f"{pen.sentences(4)}\n"
        yield replace(draft, folder="tra-loi", name=name, title=title, on=on, head=head, body=body)

    def notice(self, number: int, on: date) -> Text:
        """Write a disclosure notice, most of them for an item of the register."""
        pen = self.pen(on)
        item, office, period = self.random.choice(_items(on))
        head: dict[str, object] = {
            "ma": f"ck{number:08d}",
            "tieu-de": f"Công khai {pen.thing()} ({on:%m/%Y})",
            "ngay-quyet-dinh": on,
            "ngay-cong-khai": on + timedelta(days=self.random.randrange(1, 8)),
            "tom-tat": f"{pen.sentence()}.",
            "hinh-thuc": ["niem-yet", "trang-thong-tin"],
            "niem-yet": [{"noi": "Nhà văn hóa các thôn", "tu": str(on), "den": str(on + timedelta(days=31))}],
        }
        head |= {"noi-dung": item, **({"ky": period} if period else {})} if item else {}
        about = [pen.sentences(2), "", *pen.table(), f"**{capital(pen.work())}:** {pen.sentences(2)}", ""]
        body = "\n".join([*about, "## Nơi xem", "", f"- {pen.sentence()}.", f"- {pen.sentence()}.", ""])
        name = f"cong-khai-{number:06d}"
        return Text("cong-khai", name, str(head["tieu-de"]), on, self.fields(pen), office, head, body)

    def event(self, number: int, on: date) -> Text:
        """Write an event; those that are over have a result."""
        pen = self.pen(on)
        type_, words = self.random.choice(
            (("tiep-cong-dan", "Tiếp công dân"), ("doi-thoai", "Đối thoại"), ("hop-thon", "Họp thôn"))
        )
        head: dict[str, object] = {
            "ma": f"sk{number:08d}",
            "loai": type_,
            "tieu-de": f"{words} về {pen.thing()}",
            "ngay-thong-bao": on,
            "ngay": on + timedelta(days=10),
            "bat-dau": "08:00",
            "ket-thuc": "11:00",
            "dia-diem": f"Nhà văn hóa thôn {self.random.choice(VILLAGES)}",
            "chu-tri": "Chủ tịch Ủy ban nhân dân xã",
            "tom-tat": f"{pen.sentence()}.",
        }
        if on + timedelta(days=20) <= LAST_DAY:
            head |= {"ngay-ket-qua": on + timedelta(days=15), "ket-qua": pen.sentences(3)}
        body = "\n".join([pen.sentences(3), "", f"- {pen.sentence()}.", f"- {pen.sentence()}.", ""])
        return Text("su-kien", f"su-kien-{number:06d}", str(head["tieu-de"]), on, self.fields(pen), "ubnd", head, body)

    def decision(self, number: int, on: date) -> Text:
        """Write a decision of a village."""
        pen = self.pen(on)
        village = self.random.randrange(len(VILLAGES))
        agree, disagree = self.random.randrange(60, 120), self.random.randrange(40)
        head: dict[str, object] = {
            "ma": f"cd{number:08d}",
            "loai": self.random.choice(("nghi-quyet", "bien-ban", "ban-thoa-thuan")),
            "tieu-de": f"Thôn {VILLAGES[village]} bàn {pen.thing()}",
            "viec": self.random.choice(("dong-gop", "quy-uoc", "tu-quan")),
            "thon": [_village_id(village)],
            "cach": self.random.choice(("gio-tay", "phieu-kin")),
            "ngay-quyet-dinh": on,
            "ngay-cong-khai": on + timedelta(days=2),
            "tong-so-ho": 180,
            "so-ho-du": agree + disagree,
            "tan-thanh": agree,
            "khong-tan-thanh": disagree,
            "tom-tat": f"{pen.sentence()}.",
        }
        name, title, body = f"cong-dong-{number:06d}", str(head["tieu-de"]), f"{pen.sentences(4)}\n"
        return Text("cong-dong", name, title, on, self.fields(pen), "ubnd", head, body)


def texts(count: int, seed: int = 1) -> Iterator[Text]:
    """Yield exactly so many texts, the documents first, each kind in the order of its days."""
    commune = _Commune(Random(seed))  # noqa: S311  # the same texts each time
    documents = count * 80 // 100
    for on in _days(documents):
        yield commune.document(on)
    rest = count - documents
    for title in _PAGES[: min(rest, len(_PAGES))]:
        yield _page(commune, title)
        rest -= 1
    writers = {"cong-khai": commune.notice, "su-kien": commune.event, "cong-dong": commune.decision}
    for kind, share in _SHARES.items():
        for number, on in enumerate(_days(count * share // 100), 1):
            yield writers[kind](number, on)
            rest -= 1
    consultations = rest // _LARGEST_CONSULTATION
    for number, opens in enumerate(_days(consultations, until=LAST_DAY - timedelta(days=140)), 1):
        for text in commune.consultation(number, opens):
            yield text
            rest -= 1
    # The rest are drafts open today.
    opened = LAST_DAY - timedelta(days=10)
    for number in range(consultations + 1, consultations + rest + 1):
        yield commune.draft(number, opened, commune.pen(opened))


def one_more(count: int, number: int) -> Text:
    """Return a document that a corpus of so many texts does not have: the newest, the `number`th added."""
    commune = _Commune(Random(f"{count}-{number}"))  # noqa: S311
    commune.numbers["ke-hoach", LAST_DAY.year] = count + number
    return commune.document(LAST_DAY, "ke-hoach")


_PAGES = ("Giới thiệu", "Liên hệ", "Hướng dẫn góp ý", "Quyền riêng tư", "Tiếp cận")


def _page(commune: _Commune, title: str) -> Text:
    pen, number = commune.pen(FIRST_DAY), _PAGES.index(title)
    head = {"ma": f"trang{number:05d}", "tieu-de": title, "tom-tat": f"{pen.sentence()}."}
    body = "\n".join([pen.sentences(3), "", "## Chi tiết", "", f"1. {pen.sentence()}.", f"2. {pen.sentence()}.", ""])
    return Text("trang", f"trang-so-{number}", title, FIRST_DAY, [], "", head, body)


def _days(count: int, until: date = LAST_DAY) -> Iterator[date]:
    """Yield so many days, evenly over the time in which the texts were written."""
    span = (until - FIRST_DAY).days - 30
    return (FIRST_DAY + timedelta(days=number * span // max(count, 1)) for number in range(count))


def _items(on: date) -> Sequence[tuple[str, str, str]]:
    """Return items to be made public with who owes them and the period before a day; "" for a notice without one."""
    month = on.replace(day=1) - timedelta(days=1)
    quarter = f"{month.year}-Q{(month.month + 2) // 3}"
    return (
        ("ngan-sach.quy", "phong-kinh-te", quarter),
        ("kien-nghi.thang", "van-phong", f"{month:%Y-%m}"),
        ("ngan-sach.nam", "phong-kinh-te", str(on.year)),
        ("thu-tuc.nam", "trung-tam", str(on.year)),
        ("ho-ngheo.nam", "phong-van-hoa", str(on.year)),
        ("cong-trinh", "phong-kinh-te", ""),
        ("dat-dai", "phong-kinh-te", ""),
        ("", "mat-tran", ""),
        ("", "phong-van-hoa", ""),
    )


def _about(type_: str) -> str:
    return {
        "quyet-dinh": "về việc phê duyệt",
        "ke-hoach": "thực hiện",
        "bao-cao": "kết quả thực hiện",
        "thong-bao": "về",
        "nghi-quyet": "về",
        "huong-dan": "thực hiện",
    }[type_]


def _opening(type_: str) -> str:
    return {"ke-hoach": "ban hành Kế hoạch", "bao-cao": "báo cáo", "thong-bao": "thông báo"}.get(type_, "hướng dẫn")


def _village_id(number: int) -> str:
    return f"thon-{number + 1}"


def write_ours(folder: Path, count: int) -> None:
    """Write our content folder: the registers and so many texts."""
    registers = folder / "danh-muc"
    shutil.copytree(_REGISTERS, registers, dirs_exist_ok=True)
    rows = (f'[[linh-vuc]]\nma = "{id_}"\nten = "{name}"\nten-tieng-anh = "{id_}"\n' for id_, name in FIELDS.items())
    put(registers / "linh-vuc.toml", "\n".join(rows))
    villages = (
        f'[[thon]]\nma = "{_village_id(number)}"\nten = "Thôn {name}"\nloai = "thon"\nso-ho = 180\n'
        "ngay-thong-ke = 2021-07-01\n"
        for number, name in enumerate(VILLAGES)
    )
    put(registers / "thon.toml", "\n".join(villages))
    for text in texts(count):
        put(folder / text.path, as_ours(text))


def as_ours(text: Text) -> str:
    """Return a text as a file of our content folder."""
    head: dict[str, object] = {**text.head}
    if text.office:
        head |= {"co-quan": text.office, "linh-vuc": text.fields}
    lines = (
        f"{key}: {value if isinstance(value, date) else _json(value)}" for key, value in head.items() if value != []
    )
    return "\n".join(["---", *lines, "---", "", text.body])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def put(path: Path, text: str) -> None:
    """Write a file and the folders it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
