"""What one file's values, body and name have against it, with the registers at hand."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from plugins.documents import front_matter as fm
from plugins.documents.checks import address_key, nearest
from plugins.domain.deadlines import shortest_end, vietnamese_date
from plugins.domain.faults import Fault, shown
from plugins.domain.registers import Catalogue
from plugins.domain.symbols import has_number, symbol_slug
from plugins.domain.text import control_characters, slug


class FileCheck:
    """The checks of single files of a content folder."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self.folder = folder
        self.catalogue = catalogue

    def faults_of(self, path: Path, source: fm.Source, matter: fm.FrontMatter) -> Iterator[Fault]:
        """Yield what the registers, the folder of attachments and the file's own values have against it."""
        yield from self._unknown_names(source, matter)
        if isinstance(matter, fm.DraftMatter):
            yield from self._window_faults(source, matter)
        if isinstance(matter, fm.DocumentMatter):
            yield from self._issuer_faults(source, matter)
        if isinstance(matter, fm.OfRound) and matter.kind not in {fm.ANSWER, fm.CLOSING}:
            yield source.fault("loai", shown(matter.kind), f"“{fm.ANSWER}” hoặc “{fm.CLOSING}”")
        yield from _body_faults(source)
        yield from _address_faults(path, source, matter)

    def _unknown_names(self, source: fm.Source, matter: fm.FrontMatter) -> Iterator[Fault]:
        """Yield the names of offices, fields, types, files and channels that are nowhere to be found."""
        references: list[tuple[str, str, Collection[str]]] = []
        if isinstance(matter, fm.OfOffice):
            references.append(("co-quan", matter.office, self.catalogue.offices.by_id))
            references += [("linh-vuc", name, self.catalogue.fields) for name in matter.fields]
        if isinstance(matter, fm.DocumentMatter | fm.DraftMatter):
            references.append(("loai", matter.doc_type, self.catalogue.types))
        if isinstance(matter, fm.AnswerMatter):
            for channel in matter.counts.keys() - set(fm.CHANNELS):
                yield source.fault("so-luot", shown(channel), "một trong: " + ", ".join(fm.CHANNELS), channel)
        for key, value, known in references:
            if value not in known:
                yield source.fault(key, shown(value), f"một mã có trong danh mục{nearest(value, known)}")
        for name in matter.attachments:
            if not (self.folder / "tep" / name).is_file() or (self.folder / "tep" / name).is_symlink():
                yield source.fault("tep-dinh-kem", shown(name), "tên một tệp có trong thư mục tep/")

    def _issuer_faults(self, source: fm.Source, matter: fm.DocumentMatter) -> Iterator[Fault]:
        if not has_number(matter.symbol):
            yield source.fault("so-ky-hieu", shown(matter.symbol), "số và ký hiệu đầy đủ của văn bản đã ban hành")
        office = self.catalogue.offices.by_id.get(matter.office)
        if office is not None and not office.is_alive(matter.issued_on):
            found = f"{office.name} không tồn tại ngày {vietnamese_date(matter.issued_on)}"
            yield source.fault("co-quan", found, "cơ quan đang hoạt động vào ngày ban hành")

    def _window_faults(self, source: fm.Source, matter: fm.DraftMatter) -> Iterator[Fault]:
        if matter.closes_on < matter.opens_on:
            yield source.fault("ngay-dong", str(matter.closes_on), "một ngày không trước ngay-mo")
        if matter.minimum is None:
            return
        limit = self.catalogue.limit(matter.minimum, matter.opens_on)
        if limit is None:
            known = {t.id for t in self.catalogue.limits}
            yield source.fault(
                "thoi-han", shown(matter.minimum), f"mã một thời hạn đang có hiệu lực{nearest(matter.minimum, known)}"
            )
            return
        earliest = shortest_end(limit, matter.opens_on)
        # A rule that no jurist has confirmed warns elsewhere; it never stops a page.
        if limit.verified and matter.closes_on < earliest:
            expected = f"ngày {earliest} trở đi: ít nhất {limit.words} (quy tắc {limit.id}, {limit.source})"
            yield source.fault("ngay-dong", str(matter.closes_on), expected)


def _address_faults(path: Path, source: fm.Source, matter: fm.FrontMatter) -> Iterator[Fault]:
    """A page needs a name of its own; some belong to lists."""
    stem = page_name(path, matter)
    if not stem or stem == "index" or re.fullmatch(r"trang-\d+", stem):
        yield source.fault(address_key(source), shown(stem), "tên trang có chữ cái, khác “index” và “trang-2”")


def page_name(path: Path, matter: fm.FrontMatter) -> str:
    """Return the last part of a page's URL: as told, else from the number of a document, else from the file's name."""
    if matter.slug:
        return matter.slug
    if isinstance(matter, fm.DocumentMatter):
        return symbol_slug(matter.symbol, matter.issued_on)
    return slug(path.stem)


def _body_faults(source: fm.Source) -> Iterator[Fault]:
    for number, line in enumerate(source.body.split("\n")):
        if unwanted := control_characters(line):
            found = f"ký tự điều khiển {', '.join(f'U+{ord(c):04X}' for c in sorted(unwanted))}"
            yield Fault(source.file, source.body_line + number, "nội dung", found, "chữ và dấu thông thường")
    if not source.body.strip():
        yield Fault(source.file, source.body_line, "nội dung", "trống", "nội dung sau phần đầu tệp")
