"""`python -m plugins.documents.take_back FOLDER MA --reason "…"`: takes a published text back at once.

The text leaves the content folder with its answers, its translations and the attachments that nothing else names; a
row in `thu-hoi.toml` stays. The next build takes it out of pages, formats, feeds, index and dumps, and drops the
generation that still holds it. What no command can take back is said.
"""

import argparse
import json
import os
import re
import shlex
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from plugins.documents.kinds import KINDS, kind_of
from plugins.documents.kinds.answers import CLOSING, AnswerMatter
from plugins.documents.kinds.base import File, FrontMatter
from plugins.documents.ledger import Ledger, read_ledger
from plugins.documents.source import Source, nearest, take_apart
from plugins.documents.validating import validated
from plugins.domain.cards import Content
from plugins.domain.catalogue import BrokenRegistersError, load
from plugins.domain.clock import first_moment, moment
from plugins.domain.consultations import Consultation
from plugins.domain.contents import Document, Draft, RoundClosing
from plugins.domain.deadlines import vietnamese_date
from plugins.domain.faults import UnreadableError
from plugins.domain.moves import Withdrawal
from plugins.domain.rows import Catalogue
from plugins.domain.text import control_characters, slug, squeeze
from plugins.kit.prose import UnconvertibleError

REGISTER = "danh-muc/thu-hoi.toml"
_HEAD = "# Nội dung đã công bố rồi thu hồi. Lệnh make take-back ghi tệp này; dòng ở đây giữ mãi.\n"
_ANSWERS = AnswerMatter.folder
_ID = re.compile(r"^ma:[ \t]*[\"']?([a-z0-9]+)", re.MULTILINE)
_ORIGINAL = re.compile(r"^ban-dich-cua:[ \t]*[\"']?([a-z0-9]+)", re.MULTILINE)
_DRAFT = re.compile(r"^du-thao:[ \t]*[\"']?([a-z0-9]+)", re.MULTILINE)


class NothingTakenError(Exception):
    """Nothing was taken back; carries why, in Vietnamese."""


@dataclass(frozen=True)
class Taken:
    """What was taken back: its rows, files removed, files that still name it (faulty until they do not)."""

    withdrawals: list[Withdrawal]
    removed: list[str]
    naming: list[str]


def take_back(folder: Path, name: str, reason: str, on: date, title: str = "") -> Taken:
    """Take a text, named by its `ma` or its file, out of a content folder on a day and write down why.

    `title` stands in for a title that may not be shown itself. Raises NothingTakenError, BrokenRegistersError.
    """
    texts = dict(_texts(folder))
    catalogue = load(folder, on)
    file = _found(texts, name, catalogue)
    id_ = _value(_ID, texts[file])
    if not id_:
        raise NothingTakenError(f"{file} không có khóa ma nên chưa từng được công bố; chỉ cần xóa tệp.")
    answers = [] if file.startswith(_ANSWERS) else [f for f in _answers(texts) if _value(_DRAFT, texts[f]) == id_]
    translations = [f for f in texts if _value(_ORIGINAL, texts[f]) == id_]
    gone = [file, *answers, *translations]
    rest = {other: text for other, text in texts.items() if other not in gone}
    attachments = list(_only_here([texts[f] for f in gone], rest.values(), folder))
    writer = _Writer(folder, catalogue, texts, read_ledger(folder))
    first = replace(writer.withdrawal(file, reason, on, title, attachments), turns=tuple(writer.turns(file, on)))
    withdrawals = [first, *(writer.withdrawal(f, reason, on, f"Trả lời ý kiến: {first.title}") for f in answers)]
    withdrawals += [writer.withdrawal(f, reason, on, f"Bản dịch: {first.title}") for f in translations]
    # The rows come first: whatever happens next, the check tells until the text is gone.
    _append(folder / REGISTER, withdrawals)
    removed = [*gone, *(f"tep/{attachment}" for attachment in attachments)]
    for path in removed:
        (folder / path).unlink()
    return Taken(withdrawals, removed, [other for other, text in rest.items() if any(f in text for f in (id_, *gone))])


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield every file with its text, good or bad: a text may have to go because it is bad."""
    for kind in KINDS:
        for path in sorted((folder / kind).rglob("*.md")):
            if path.is_file() and not path.is_symlink():
                yield str(path.relative_to(folder)), path.read_text(encoding="utf-8", errors="replace")


def _found(texts: Mapping[str, str], name: str, catalogue: Catalogue) -> str:
    """Return the file of a `ma` or of a file's name. Raises NothingTakenError."""
    if name in texts:
        return name
    files = [file for file, text in texts.items() if name and _value(_ID, text) == name]
    if len(files) > 1:
        raise NothingTakenError(f"Nhiều tệp cùng mã {name}: {', '.join(files)}. Hãy ghi tên tệp thay cho mã.")
    if files:
        return files[0]
    if withdrawal := next((w for w in catalogue.moves.withdrawals if w.id == name), None):
        raise NothingTakenError(f"{name} đã được thu hồi ngày {vietnamese_date(withdrawal.on)}.")
    known = {_value(_ID, text): file for file, text in texts.items()}
    raise NothingTakenError(f"Không có nội dung nào có mã hoặc tên tệp “{name}”{nearest(name, [*known, *texts])}.")


def _value(key: re.Pattern[str], text: str) -> str:
    found = key.search(text)
    return found[1] if found else ""


def _answers(texts: Iterable[str]) -> list[str]:
    return [file for file in texts if file.startswith(f"{_ANSWERS}/")]


def _only_here(texts: Iterable[str], others: Iterable[str], folder: Path) -> Iterator[str]:
    """Yield the attachments that these texts name and no other does."""
    here, elsewhere = unquote("\n".join(texts)), unquote("\n".join(others))
    for path in sorted((folder / "tep").glob("*")):
        if path.is_file() and path.name in here and path.name not in elsewhere:
            yield path.name


class _Writer:
    """Makes the rows of what is taken back, from good files and from bad ones."""

    def __init__(self, folder: Path, catalogue: Catalogue, texts: Mapping[str, str], ledger: Ledger) -> None:
        self.folder = folder
        self.catalogue = catalogue
        self.texts = texts
        self.ledger = ledger

    def withdrawal(self, file: str, reason: str, on: date, title: str, attachments: Iterable[str] = ()) -> Withdrawal:
        """Return the row of one file."""
        id_, values = _value(_ID, self.texts[file]), self._values(file)
        office = str(values.get("co-quan"))
        fields = values.get("linh-vuc", [])
        return Withdrawal(
            id_,
            self._url(file),
            title or self._title(file),
            on,
            reason,
            office if office in self.catalogue.offices.by_id else self.catalogue.site.office,
            tuple(attachments),
            tuple(field for field in fields if field in self.catalogue.fields) if isinstance(fields, list) else (),
        )

    def turns(self, file: str, on: date) -> Iterator[str]:
        """Yield the turns of a draft's consultation that subscribers were told of by a day; none of other files."""
        draft = self._content(file)
        if not isinstance(draft, Draft):
            return
        related = [self._content(f) for f, text in self.texts.items() if _value(_DRAFT, text) == draft.id]
        closing = next((c for c in related if isinstance(c, RoundClosing)), None)
        issued = next((c for c in related if isinstance(c, Document)), None)
        for name, day in Consultation(draft, first_moment(on), (), closing, issued).turns():
            if name and day <= on:
                yield name

    def _url(self, file: str) -> str:
        """Return the URL: as published, else as the front matter gives it, else as the file's name does."""
        id_, values, kind = _value(_ID, self.texts[file]), self._values(file), file.split("/", 1)[0]
        published = [e for e in self.ledger.by_url.values() if e.id == id_ and not e.is_attachment]
        if published:
            return max(published, key=lambda entry: entry.changed_on).url
        if kind == _ANSWERS:
            anchor = "tong-hop" if values.get("loai") == CLOSING else f"tra-loi-{id_}"
            drafts = [f for f in self.texts if _value(_ID, self.texts[f]) == values.get("du-thao")]
            return f"{self._url(drafts[0])}#{anchor}" if drafts else f"{kind}/{slug(Path(file).stem)}.html"
        read = self._matter(file)
        return read[0].url(read[1]) if read else f"{kind}/{slug(Path(file).stem)}.html"

    def _title(self, file: str) -> str:
        if not file.startswith(_ANSWERS) and (content := self._content(file)):
            return content.title
        kind = "Trả lời ý kiến" if file.startswith(_ANSWERS) else "Nội dung"
        values = self._values(file)
        return str(values.get("tieu-de") or values.get("trich-yeu") or f"{kind} {_value(_ID, self.texts[file])}")

    def _content(self, file: str) -> Content | None:
        """Return what a file says, None for a bad one."""
        try:
            read = self._matter(file)
            return read[0].content(read[1]) if read else None
        except (LookupError, OSError, UnconvertibleError):
            return None

    def _values(self, file: str) -> Mapping[str, Any]:
        try:
            return take_apart(file, self.texts[file]).values
        except UnreadableError:
            return {}

    def _matter(self, file: str) -> tuple[FrontMatter, File] | None:
        """Return the typed front matter of a file and the file, None for a bad one."""
        try:
            source: Source = take_apart(file, self.texts[file])
        except UnreadableError:
            return None
        matter, _ = validated(source, kind_of(file.split("/", 1)[0], source.values))
        return None if matter is None else (matter, File(source, self.folder, self.catalogue))


def _append(path: Path, withdrawals: Iterable[Withdrawal]) -> None:
    text = path.read_text(encoding="utf-8").rstrip() + "\n" if path.is_file() else _HEAD
    path.write_text("\n".join([text, *map(_row, withdrawals)]), encoding="utf-8")


def _row(withdrawal: Withdrawal) -> str:
    """Return a row as TOML; a JSON string is one of TOML, too."""
    lines = [
        "[[thu-hoi]]",
        f"ma = {_quoted(withdrawal.id)}",
        f"dia-chi = {_quoted(withdrawal.url)}",
        f"tieu-de = {_quoted(withdrawal.title)}",
        f"ngay = {withdrawal.on}",
        f"ly-do = {_quoted(withdrawal.reason)}",
        f"co-quan = {_quoted(withdrawal.office)}",
    ]
    for key, names in (
        ("linh-vuc", withdrawal.fields),
        ("tep", withdrawal.attachments),
        ("luot-da-bao", withdrawal.turns),
    ):
        if names:
            lines.append(f"{key} = {_quoted(list(names))}")
    return "\n".join([*lines, ""])


def _quoted(value: str | list[str]) -> str:
    return json.dumps(value, ensure_ascii=False)


def report(taken: Taken) -> str:
    """Return what was done, what the clerk does next, and what no command can take back."""
    paths = " ".join(f"--path {shlex.quote(f'content/{file}')}" for file in taken.removed)
    naming = [
        "- Sửa các tệp còn nhắc đến nội dung này, nếu không chúng cũng không được công bố:",
        *(f"  {file}" for file in taken.naming),
    ]
    return "\n".join(
        [
            f"Đã thu hồi, lý do ghi trong {REGISTER}:",
            *(f"  {withdrawal.url}" for withdrawal in taken.withdrawals),
            f"Đã xóa khỏi thư mục nội dung: {', '.join(taken.removed)}.",
            "",
            "Việc cần làm ngay:",
            *(naming if taken.naming else []),
            _NEXT,
            "",
            "Lệnh này không lấy lại được:",
            "- Lịch sử git vẫn giữ văn bản. Khi phải xóa cả ở đó, trong một bản sao mới của kho:",
            f"  git filter-repo --invert-paths {paths}",
            _BEYOND_REACH,
        ]
    )


_NEXT = """\
- git add -A content, git commit, rồi make publish: trang, các định dạng, bản tin, tìm kiếm, dữ liệu mở đều bỏ nội dung;
  địa chỉ cũ nói rõ ngày và lý do; bản dựng trước trong var/build (kể cả bản tốt gần nhất của tệp) bị xóa theo.
- Trang có một máy chủ khác phát, hay một bản sao: đẩy bản dựng mới lên ngay."""
_BEYOND_REACH = """\
  rồi git push --force, và mọi người lấy lại kho từ đầu.
- Bản lưu ở máy tìm kiếm, kho lưu trữ: yêu cầu họ gỡ các địa chỉ trên; trang trả lời 410 giúp họ gỡ sớm.
- Bản người đọc đã tải, trình đọc tin đã nhận: bản tin báo “Thu hồi”, nhưng không xóa được trên máy của họ.
- Góp ý của người dân về dự thảo, nếu có, vẫn ở bàn làm việc của cơ quan (var/data)."""


def _reason(text: str) -> str:
    words = squeeze(text)
    if not words or control_characters(words):
        raise argparse.ArgumentTypeError("cần một lý do bằng chữ, ví dụ “Có số căn cước của người dân.”")
    return words


def main() -> None:
    """Take back what the command line names."""
    parser = argparse.ArgumentParser(prog="take_back", description="Thu hồi một nội dung đã công bố.")
    parser.add_argument("folder", type=Path, help="thư mục nội dung, ví dụ content")
    parser.add_argument("name", metavar="MA", help="mã của nội dung (khóa ma), hoặc tên tệp trong thư mục đó")
    parser.add_argument("--reason", required=True, type=_reason, help="lý do; ai cũng đọc được")
    parser.add_argument("--title", type=_reason, help="tên gọi thay cho tiêu đề, khi tiêu đề không được nêu")
    given = parser.parse_args()
    on = moment(os.environ.get("CONG_KHAI_NOW", "")).date()
    try:
        print(report(take_back(given.folder, given.name, given.reason, on, given.title or "")))  # noqa: T201  # its answer
    except NothingTakenError as error:
        sys.exit(str(error))
    except BrokenRegistersError as error:
        sys.exit(f"Danh mục có lỗi, chưa thu hồi gì:\n{error}")


if __name__ == "__main__":
    main()
