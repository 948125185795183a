"""What offices do to a content folder between two builds, one small thing at a time."""

import re
import shutil
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random

from plugins.documents.source import take_apart


class Office:
    """Somebody who edits a content folder and a theme. `days` counts how far the clock has moved on."""

    def __init__(self, content: Path, theme: Path, random: Random) -> None:
        self.content = content
        self.theme = theme
        self.random = random
        self.days = 0
        self.address = "https://mot.example"
        self.away: list[tuple[Path, str]] = []
        self.count = 0

    def edit(self) -> str:
        """Do one thing; return its name."""
        name = self.random.choice(sorted(EDITS))
        EDITS[name](self)
        return name

    def file(self, kind: str, wanted: str = "") -> Path | None:
        """Return some file of a kind whose front matter holds a text, None when there is none."""
        found = [p for p in sorted((self.content / kind).glob("*.md")) if wanted in p.read_text(encoding="utf-8")]
        return self.random.choice(found) if found else None

    def fresh(self, prefix: str) -> str:
        """Return an id nobody has."""
        self.count += 1
        return f"{prefix}{self.count:06d}"

    def change(self, path: Path | None, pattern: str, new: Callable[[re.Match[str]], str]) -> None:
        """Change the first place of a file that matches a pattern, if there is one."""
        if path is not None:
            text = path.read_text(encoding="utf-8")
            path.write_text(re.sub(pattern, new, text, count=1, flags=re.MULTILINE), encoding="utf-8")


PAGES = ("ban-dich", "van-ban", "du-thao", "cong-khai", "su-kien", "cong-dong", "trang", "tra-loi")
DATED = ("van-ban", "cong-khai", "du-thao", "tra-loi")


def _some(office: Office, kinds: tuple[str, ...] = PAGES) -> Path | None:
    return office.file(office.random.choice(kinds))


def _body(office: Office) -> None:
    path = _some(office)
    if path is not None:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\nThêm một câu, số {office.random.randrange(1000)}.\n")


def _title(office: Office) -> None:
    office.change(_some(office), r"^(tieu-de|trich-yeu|y-kien): (.*)$", lambda m: f"{m[0]} (sửa {office.fresh('s')})")


def _summary(office: Office) -> None:
    office.change(_some(office), r"^tom-tat: .*$", lambda _: f"tom-tat: Tóm tắt mới {office.fresh('t')}.")


def _day(office: Office) -> None:
    keys = "ngay-ban-hanh|ngay-hieu-luc|ngay-het-hieu-luc|ngay-cong-khai|het-han|ngay-dong|ngay-tra-loi|den|tu"
    by = timedelta(days=office.random.randrange(-9, 10))
    path = _some(office, DATED)
    office.change(path, rf"^( *(?:- )?(?:{keys})): (\S+)$", lambda m: f"{m[1]}: {date.fromisoformat(m[2]) + by}")


def _office_of_file(office: Office) -> None:
    offices = ("phong-kinh-te", "phong-van-hoa-xa-hoi", "van-phong", "ubnd-xa", "hdnd-xa")
    office.change(_some(office), r"^co-quan: .*$", lambda _: f"co-quan: {office.random.choice(offices)}")


def _symbol(office: Office) -> None:
    office.change(office.file("van-ban"), r"^so-ky-hieu: (\d+)", lambda m: f"so-ky-hieu: {int(m[1]) + 1}")


def _slug(office: Office) -> None:
    path = _some(office, PAGES[:-1])
    office.change(path, r"^(duong-dan: .*\n)?ma:", lambda _: f"duong-dan: trang-{office.fresh('moi')}\nma:")


def _kind(office: Office) -> None:
    """A document becomes one of another type."""
    types = ("quyet-dinh", "ke-hoach", "nghi-quyet", "quy-che")
    office.change(office.file("van-ban"), r"^loai: .*$", lambda _: f"loai: {office.random.choice(types)}")


def _cite(office: Office) -> None:
    """A text speaks of a document by its symbol, and links another one by its file."""
    cited, path = office.file("van-ban"), _some(office)
    if cited is None or path is None:
        return
    source = take_apart(cited.name, cited.read_text(encoding="utf-8"))
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\nTheo văn bản số {source.values['so-ky-hieu']} và [văn bản](van-ban/{cited.name}).\n")


def _relate(office: Office) -> None:
    """A document replaces, amends or implements another."""
    other = office.file("van-ban")
    if other is not None:
        key = office.random.choice(("thay-the", "sua-doi", "thi-hanh", "can-cu"))
        symbol = take_apart(other.name, other.read_text(encoding="utf-8")).values["so-ky-hieu"]
        pattern = rf"^({key}:(\n  - .*)*\n)?ma:"
        office.change(office.file("van-ban"), pattern, lambda _: f'{key}:\n  - "{symbol}"\nma:')


def _add(office: Office) -> None:
    path = _some(office, ("van-ban", "cong-khai", "su-kien", "trang", "du-thao"))
    if path is not None:
        name = office.fresh("them")
        text = re.sub(r"^ma: .*$", f"ma: {name}", path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
        text = re.sub(r"^duong-dan: .*\n", "", text, count=1, flags=re.MULTILINE)
        text = re.sub(r"^ma:", f"duong-dan: {name}\nma:", text, count=1, flags=re.MULTILINE)
        (path.parent / f"{name}.md").write_text(text, encoding="utf-8")


def _answer(office: Office) -> None:
    path = office.file("tra-loi", "loai: tra-loi")
    if path is not None:
        name = office.fresh("traloi")
        text = re.sub(r"^ma: .*$", f"ma: {name}", path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
        (path.parent / f"{name}.md").write_text(text, encoding="utf-8")


def _translate(office: Office) -> None:
    path = _some(office, ("van-ban", "cong-khai", "su-kien", "trang", "du-thao"))
    if path is not None:
        name, language = office.fresh("dich"), office.random.choice(("en", "km"))
        original = take_apart(path.name, path.read_text(encoding="utf-8")).values["ma"]
        keys = f"ma: {name}\nban-dich-cua: {original}\nngon-ngu: {language}\ntieu-de: A text\nngay-dich: 2026-11-20"
        (office.content / "ban-dich" / f"{name}.md").write_text(f"---\n{keys}\n---\n\nA text.\n", encoding="utf-8")


def _rename(office: Office) -> None:
    path = _some(office)
    if path is not None:
        path.rename(path.with_name(f"{office.fresh('doi-ten-')}.md"))


def _delete(office: Office) -> None:
    path = _some(office)
    if path is not None:
        office.away.append((path, path.read_text(encoding="utf-8")))
        path.unlink()


def _restore(office: Office) -> None:
    if office.away:
        path, text = office.away.pop()
        path.write_text(text, encoding="utf-8")


def _spoil(office: Office) -> None:
    """A clerk mistypes a key."""
    office.change(_some(office), r"^tom-tat:", lambda _: "tom-tatt:")


def _mend(office: Office) -> None:
    for kind in PAGES:
        office.change(office.file(kind, "tom-tatt:"), r"^tom-tatt:", lambda _: "tom-tat:")


def _attachment(office: Office) -> None:
    (office.content / "tep" / "bien-ban-niem-yet-cong-trinh.txt").write_text(f"Biên bản {office.fresh('b')}.\n")


def _phone(office: Office) -> None:
    path = office.content / "danh-muc/co-quan.toml"
    phones = re.findall(r'^dien-thoai = ".*"$', path.read_text(encoding="utf-8"), re.MULTILINE)
    phone = f'dien-thoai = "(0000) {office.random.randrange(100, 999)} 000"'
    office.change(path, f"^{re.escape(office.random.choice(phones))}$", lambda _: phone)


def _dissolve(office: Office) -> None:
    """An office is merged into another one."""
    path = office.content / "danh-muc/co-quan.toml"
    text = path.read_text(encoding="utf-8")
    if 'ma = "phong-sap-nhap"' not in text:
        text += (
            '\n[[co-quan]]\nma = "phong-sap-nhap"\nten = "Phòng Sắp nhập"\nten-tieng-anh = "Merged Office"\n'
            'cap = "xa"\nloai = "phong"\ntu-ngay = 2025-07-01\n'
            'den-ngay = 2026-11-30\nke-thua = [{ co-quan = "van-phong" }]\n'
        )
        path.write_text(text, encoding="utf-8")
    office.change(office.file("cong-khai"), r"^co-quan: .*$", lambda _: "co-quan: phong-sap-nhap")


def _rule(office: Office) -> None:
    days = office.random.randrange(5, 40)
    office.change(office.content / "danh-muc/thoi-han.toml", r"^gia-tri = \d+$", lambda _: f"gia-tri = {days}")


def _holiday(office: Office) -> None:
    day = date(2026, 11, 1) + timedelta(days=office.random.randrange(60))
    path = office.content / "danh-muc/ngay-nghi.toml"
    if f"ngay = {day}" not in path.read_text(encoding="utf-8"):
        with path.open("a", encoding="utf-8") as file:
            file.write(f'\n[[ngay]]\nngay = {day}\nlam-viec = false\nly-do = "Nghỉ"\nnguon = "Thông báo thử"\n')


def _style(office: Office) -> None:
    with (office.theme / "static/base.css").open("a", encoding="utf-8") as file:
        file.write(f"/* {office.fresh('c')} */\n")


def _template(office: Office) -> None:
    """A template changes, maybe one that others import."""
    name = office.random.choice(
        ("document.html", "notice.html", "base.html", "components/list_item.html", "heard.html")
    )
    office.change(office.theme / "templates" / name, r"<(p|li|h1)\b", lambda m: f'<{m[1]} data-x="{office.fresh("x")}"')


def _setting(office: Office) -> None:
    office.address = f"https://{office.fresh('d')}.example"


def _clock(office: Office) -> None:
    office.days += office.random.choice((1, 1, 2, 7, 30))


EDITS: Mapping[str, Callable[[Office], None]] = {
    "a sentence more": _body,
    "another title": _title,
    "another summary": _summary,
    "another day": _day,
    "another office": _office_of_file,
    "another symbol": _symbol,
    "another address": _slug,
    "another type": _kind,
    "a citation": _cite,
    "a relation": _relate,
    "a new file": _add,
    "a new answer": _answer,
    "a translation": _translate,
    "a file renamed": _rename,
    "a file deleted": _delete,
    "a file restored": _restore,
    "a file spoilt": _spoil,
    "files mended": _mend,
    "an attachment changed": _attachment,
    "an office's phone": _phone,
    "an office merged": _dissolve,
    "a rule changed": _rule,
    "a holiday": _holiday,
    "a style": _style,
    "a template": _template,
    "a setting": _setting,
    "time passes": _clock,
}


def copies(content: Path, theme: Path, folder: Path) -> tuple[Path, Path]:
    """Return copies of a content folder and of a theme, to be edited."""
    return Path(shutil.copytree(content, folder / "content")), Path(shutil.copytree(theme, folder / "theme"))
