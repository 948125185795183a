"""`python -m plugins.documents.init FOLDER`: turns the sample into an authority's own content folder.

Everything is asked first, written beside, checked, and then swapped in; before that nothing changes. The old folder is
moved as a whole to `var/mau` beside it (`var/noi-dung-cu` when it was no sample).
"""

import argparse
import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

from plugins.documents.authoring.asking import StoppedError, ask, ask_choice, ask_yes_no, chosen, refuse, say
from plugins.documents.authoring.authority import Authority, NewOffice, make_content
from plugins.documents.authoring.usual_offices import (
    DECIDING_KINDS,
    RECEIVING_KINDS,
    UNITS,
    USUAL_OFFICES,
    UsualOffice,
)
from plugins.documents.check import check
from plugins.domain.catalogue import BrokenRegistersError, load
from plugins.domain.clock import moment
from plugins.domain.columns import ADDRESS
from plugins.domain.faults import shown
from plugins.domain.registers import REGISTERS
from plugins.domain.rows import Catalogue
from plugins.domain.sendings import is_address
from plugins.domain.text import bare, fold, slug

_KIND_WORDS = {
    "hdnd": "Hội đồng nhân dân",
    "ubnd": "Ủy ban nhân dân",
    "so": "Sở và tương đương",
    "phong": "Phòng chuyên môn",
    "van-phong": "Văn phòng",
    "trung-tam": "Trung tâm",
    "thanh-tra": "Thanh tra",
    "mat-tran": "Mặt trận Tổ quốc",
}


def init(folder: Path, *, again: str = "", now: str = "") -> Path:
    """Ask for an authority and turn `folder` into its content; returns where the old content lies now.

    Refuses content that is no sample unless `again` is the name of its site. Ends the command (SystemExit) with what is
    wrong, with everything as it was.
    """
    folder = folder.resolve()
    today = moment(now).date()
    try:
        catalogue = load(folder, today)
    except BrokenRegistersError as error:
        refuse("Danh mục đang có lỗi, xin sửa trước:", *map(str, error.faults))
    site = catalogue.site
    if not site.is_illustration and again != site.name:
        refuse(
            f"{folder} đã là nội dung riêng của “{site.name}” (minh-hoa = false), không phải mẫu; chưa thay đổi gì.",
            f"Nếu thật sự muốn làm lại từ đầu, thêm: --lam-lai {site.name!r}",
        )
    try:
        authority = _ask_authority(catalogue)
        if not ask_yes_no("Ghi những điều trên và cất nội dung hiện có vào var/"):
            refuse("Đã dừng; chưa thay đổi gì.")
        with tempfile.TemporaryDirectory(prefix=".moi-", dir=folder.parent) as beside:
            made = Path(beside) / folder.name
            make_content(folder, made, authority, today)
            if faults := check(made, now):
                refuse("Chưa thay đổi gì, vì nội dung mới còn lỗi:", *faults)
            return _swap(folder, made, "mau" if site.is_illustration else "noi-dung-cu")
    except (StoppedError, KeyboardInterrupt):
        refuse("", "Đã dừng; chưa thay đổi gì.")
    except OSError as error:
        refuse(f"Không ghi được ({error}); nội dung vẫn như cũ.")


def _swap(folder: Path, made: Path, name: str) -> Path:
    """Put the new folder in the place of the old one, which moves to `var/NAME`; undone when the second step fails."""
    shelf = folder.parent / "var"
    shelf.mkdir(exist_ok=True)
    names = (shelf / f"{name}{f'-{number}' if number > 1 else ''}" for number in count(1))
    kept = next(path for path in names if not os.path.lexists(path))
    with _uninterrupted():
        folder.rename(kept)
        try:
            made.rename(folder)
        except OSError:
            kept.rename(folder)
            raise
    return kept


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait for the end of the block: between two renames there is no content folder."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _ask_authority(catalogue: Catalogue) -> Authority:
    say("Biến bản mẫu thành trang của cơ quan mình. Enter nhận giá trị trong ngoặc vuông; Ctrl-C dừng.", "")
    kind = _ask_unit_kind()
    name = _ask_text(f"Tên {kind} (ví dụ Hòa Bình)")
    name = name[len(kind) :].strip() if fold(name).startswith(f"{fold(kind)} ") else name
    is_commune = UNITS[kind].level == "xa"
    province = _ask_text("Thuộc tỉnh, thành phố nào (ví dụ tỉnh Lạng Sơn)") if is_commune else ""
    place = _ask_text("Địa chỉ trụ sở", f"{', '.join(filter(None, [f'{kind} {name}', province]))}")
    address = _ask_text("Địa chỉ trang web", "https://congkhai.example", wrong=_wrong_address)
    authority = Authority(
        unit_kind=kind,
        name=name,
        site_name=_ask_text("Tên trang", f"Công khai {kind} {name}"),
        site_address=address,
        place=place,
        phone=ask("Điện thoại chung [bỏ qua]"),
        email=_ask_mail("Thư điện tử chung [bỏ qua]", ""),
        offices=(),
        routes={},
        receiving="",
    )
    since = _ask_day("Chính quyền này hoạt động từ ngày (năm-tháng-ngày)", UNITS[kind].since)
    fields = {work.id: work.name for work in catalogue.fields.values()}
    offices = tuple(_ask_offices(authority, since, fields))
    receiving = next((o.id for wanted in RECEIVING_KINDS for o in offices if o.kind == wanted), offices[0].id)
    routes = {work: _ask_route(words, work, offices, receiving) for work, words in fields.items()}
    return replace(authority, offices=offices, routes=routes, receiving=receiving)


def _ask_unit_kind() -> str:
    choices = {kind: "cấp xã" if unit.level == "xa" else "cấp tỉnh" for kind, unit in UNITS.items()}
    say("Đơn vị hành chính (cấp huyện không còn hoạt động từ 01/07/2025):")
    return ask_choice("Chọn số", choices)


def _ask_offices(authority: Authority, since: date, fields: dict[str, str]) -> Iterator[NewOffice]:
    say("", "Các cơ quan. Tên tiếng Anh cần cho danh bạ tiếng Anh; giá trị đề nghị không có dấu.", *_numbered(fields))
    used: set[str] = set()
    for row in USUAL_OFFICES[authority.unit.level]:
        name = row.name.format(unit=authority.full_name)
        # The first one is the authority itself: the site is its.
        if used and not ask_yes_no(f"\n{name}: có cơ quan này"):
            continue
        if not used:
            say("", f"{name} (cơ quan phụ trách trang):")
        office = _ask_office(authority, row, since, fields)
        used.add(office.id)
        yield replace(office, parent=row.parent if row.parent in used else "")
    while name := ask("\nTên một cơ quan khác [không còn]"):
        kind = ask_choice("Loại cơ quan", _KIND_WORDS)
        id_ = next(
            i for n in count(1) if (i := f"{slug(name)[:40].strip('-') or kind}{n if n > 1 else ''}") not in used
        )
        row = UsualOffice(id_, kind, name, bare(name), ())
        used.add(id_)
        yield _ask_office(authority, row, since, fields)


def _ask_office(authority: Authority, row: UsualOffice, since: date, fields: dict[str, str]) -> NewOffice:
    known = tuple(work for work in row.fields if work in fields)
    english_unit = f"{bare(authority.name)} {authority.unit.english}"
    return NewOffice(
        id=row.id,
        kind=row.kind,
        name=_ask_text("  Tên", row.name.format(unit=authority.full_name)),
        english=_ask_text("  Tên tiếng Anh", row.english.format(unit=english_unit)),
        fields=_ask_fields("  Lĩnh vực (số hoặc mã, cách nhau bằng dấu phẩy; “-” là không)", known, fields),
        since=since,
        phone=ask(f"  Điện thoại [{authority.phone or 'bỏ qua'}]") or authority.phone,
        email=_ask_mail(f"  Thư điện tử [{authority.email or 'bỏ qua'}]", authority.email),
    )


def _ask_fields(prompt: str, default: tuple[str, ...], fields: dict[str, str]) -> tuple[str, ...]:
    while True:
        answer = ask(f"{prompt} [{', '.join(default) or '-'}]")
        if not answer or answer == "-":
            return () if answer else default
        found = [chosen(part.strip(), fields) for part in answer.split(",") if part.strip()]
        unknown = [part for part in found if part not in fields]
        if not unknown:
            return tuple(dict.fromkeys(found))
        say(f"  Thấy {shown(unknown[0])}; cần một trong: {', '.join(fields)}.")


def _ask_route(words: str, work: str, offices: tuple[NewOffice, ...], receiving: str) -> str:
    """Return who answers for a field: the one office that works in it; asks where there are several."""
    working = [o for o in offices if work in o.fields and o.kind not in DECIDING_KINDS]
    if len(working) == 1:
        return working[0].id
    if not working:
        return receiving
    say("", f"Ý kiến về lĩnh vực {words}: cơ quan nào trả lời?")
    return ask_choice("Chọn số", {o.id: o.name for o in working}, working[0].id)


def _ask_text(prompt: str, default: str = "", wrong: Callable[[str], str] = lambda _answer: "") -> str:
    while True:
        answer = ask(f"{prompt}{f' [{default}]' if default else ''}") or default
        complaint = wrong(answer) if answer else "Không để trống."
        if not complaint:
            return answer
        say(f"  {complaint}")


def _wrong_address(answer: str) -> str:
    return f"Thấy {shown(answer)}; cần {ADDRESS.expected}." if ADDRESS.wrong(answer) else ""


def _ask_mail(prompt: str, default: str) -> str:
    while (answer := ask(prompt)) and not is_address(answer):
        say(f"  Thấy {shown(answer)}; cần một địa chỉ thư, ví dụ vanphong@xa.example.")
    return answer or default


def _ask_day(prompt: str, default: str) -> date:
    def wrong(answer: str) -> str:
        try:
            date.fromisoformat(answer)
        except ValueError:
            return f"Thấy {shown(answer)}; cần {REGISTERS['co-quan'].columns['tu-ngay'].expected}."
        return ""

    return date.fromisoformat(_ask_text(prompt, default, wrong))


def _numbered(fields: dict[str, str]) -> Iterator[str]:
    yield from (f"  {number:>3}. {words} ({id_})" for number, (id_, words) in enumerate(fields.items(), 1))


def main() -> None:
    """Turn the folder named on the command line into an authority's own and say what to do next."""
    parser = argparse.ArgumentParser("plugins.documents.init", description="Biến bản mẫu thành trang của cơ quan mình.")
    parser.add_argument("folder", type=Path, help="thư mục nội dung, ví dụ content")
    parser.add_argument("--lam-lai", default="", metavar="TÊN TRANG", help="làm lại nội dung đã là của trang này")
    arguments = parser.parse_args()
    kept = init(arguments.folder, again=arguments.lam_lai, now=os.environ.get("CONG_KHAI_NOW", ""))
    say(
        "",
        f"Xong. Nội dung trước đây nằm nguyên ở {kept}; không có gì bị xóa.",
        "Xem thử: make serve. Viết tệp đầu tiên: make new. Trước khi công khai, xin đọc lại:",
        "  danh-muc/co-quan.toml, danh-muc/dinh-tuyen.toml: tên tiếng Anh, giờ làm việc, ai trả lời việc gì;",
        "  danh-muc/noi-dung-cong-khai.toml: ai phải công khai nội dung nào (danh mục này là của cấp xã);",
        "  danh-muc/thon.toml, to-chuc.toml, diem-phuc-vu.toml: còn trống.",
    )
    if (kept.parent / "data").exists():
        say("Đã có dữ liệu chạy thử ở var/data (ý kiến, mật khẩu thử): khi chạy thật, đặt CONG_KHAI_DATA nơi khác.")


if __name__ == "__main__":
    main()
