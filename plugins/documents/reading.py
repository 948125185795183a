"""Reads a whole content folder: every file becomes a typed object or a list of faults, none disappears."""

import hashlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from plugins.documents import front_matter as fm
from plugins.documents.checks import Whole, address_key, nearest
from plugins.documents.prose import UnconvertibleError, legal_to_html, to_html, to_text
from plugins.domain import structure
from plugins.domain.comments import Disposition
from plugins.domain.contents import (
    Answer,
    Attachment,
    Content,
    Document,
    DocumentType,
    Draft,
    Notice,
    Page,
    RoundClosing,
)
from plugins.domain.deadlines import shortest_end, vietnamese_date
from plugins.domain.faults import Fault, FaultyFile, shown
from plugins.domain.publication import Publication
from plugins.domain.registers import Catalogue
from plugins.domain.symbols import has_number, symbol_slug
from plugins.domain.text import control_characters, fold, nfc, slug

# A body longer than this is no document; Markdown's cost grows with the square of the length of odd input.
LONGEST_FILE = 2_000_000
# Folders whose files are no pages: registers and attachments.
_NOT_PAGES = {"danh-muc", "tep"}


@dataclass
class Reading:
    """What a content folder gave: the publication of its good files, the bad ones, and those dated after today."""

    publication: Publication
    faulty: list[FaultyFile] = field(default_factory=list)
    embargoed: list[Content] = field(default_factory=list)
    oddities: dict[str, tuple[structure.Oddity, ...]] = field(default_factory=dict)

    @property
    def faults(self) -> list[Fault]:
        """Every fault of every file."""
        return sorted(fault for file in self.faulty for fault in file.faults)


def read_content(folder: Path, catalogue: Catalogue, now: datetime) -> Reading:
    """Read and check every Markdown file under the folders of `folder`; `now` decides the states of consultations."""
    reader = _Reader(folder, catalogue)
    for kind in fm.MODELS:
        for path in sorted((folder / kind).rglob("*.md")):
            if path.is_symlink() or not path.is_dir():
                reader.read(path, kind)
    reader.refuse_strays()
    reader.check_between_files(now)
    good = [entry.content for entry in reader.good]
    # A draft that has not opened yet is announced; anything else waits for its day.
    later = [c for c in good if c.published_on > now.date() and not isinstance(c, Draft)]
    due = tuple(c for c in good if c not in later)
    return Reading(Publication(catalogue, now, due), reader.faulty, later, reader.oddities)


def _title(doc_type: DocumentType, abstract: str) -> str:
    """Return tên loại + trích yếu (Decree 30/2020), also where a clerk wrote the type into the abstract."""
    return abstract if fold(abstract).startswith(fold(doc_type.name)) else f"{doc_type.name} {abstract}"


@dataclass(frozen=True)
class _Entry:
    content: Content
    source: fm.Source


class _Reader:
    """Reads file by file, then checks what only the whole can tell."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self.folder = folder
        self.catalogue = catalogue
        self.good: list[_Entry] = []
        self.faulty: list[FaultyFile] = []
        self.oddities: dict[str, tuple[structure.Oddity, ...]] = {}

    def read(self, path: Path, kind: str) -> None:
        """Read one file of a kind (the name of its folder)."""
        file = str(path.relative_to(self.folder))
        try:
            text = self._text(path, file)
            source = fm.take_apart(file, text)
        except fm.UnreadableError as error:
            self._refuse(file, [error.fault], kind)
            return
        model = fm.ClosingMatter if source.values.get("loai") == fm.CLOSING and kind == fm.ANSWER else fm.MODELS[kind]
        matter, faults = fm.validated(source, model)
        if matter is not None:
            faults = [*self._register_faults(source, matter), *_address_faults(path, source, matter)]
        if matter is None or faults:
            self._refuse(file, faults, kind, text)
            return
        try:
            self.good.append(_Entry(self._content(path, source, matter), source))
        except UnconvertibleError:
            found = "Markdown lồng nhau quá sâu hoặc có dạng lạ"
            fault = Fault(file, source.body_line, "nội dung", found, "đoạn văn, danh sách, bảng thông thường")
            self._refuse(file, [fault], kind, text)

    def refuse_strays(self) -> None:
        """A file in a wrong folder, or with a wrong ending, is told like any other fault; none disappears quietly."""
        for path in sorted(self.folder.rglob("*")):
            file = path.relative_to(self.folder)
            is_hidden = any(part.startswith(".") for part in file.parts)
            is_read = file.parts[0] in fm.MODELS and path.suffix == ".md"
            if path.is_dir() or is_hidden or is_read or file.parts[0] in _NOT_PAGES:
                continue
            folders = ", ".join(f"{name}/" for name in fm.MODELS)
            fault = Fault(
                str(file), 1, "tệp", "tệp không được đọc", f"tệp .md trong {folders}; tệp đính kèm trong tep/"
            )
            self._refuse(str(file), [fault], file.parts[0] if len(file.parts) > 1 else "loi")

    def _text(self, path: Path, file: str) -> str:
        """Return the text of a file. Raises UnreadableError for a link, a giant, or an encoding that is not UTF-8."""
        if path.is_symlink() or not path.resolve().is_relative_to(self.folder.resolve()):
            raise fm.UnreadableError(
                Fault(file, 1, "tệp", "một liên kết ra ngoài thư mục", "một tệp thật trong content/")
            )
        if path.stat().st_size > LONGEST_FILE:
            raise fm.UnreadableError(
                Fault(file, 1, "tệp", f"{path.stat().st_size} byte", f"không quá {LONGEST_FILE} byte")
            )
        try:
            return path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            fault = Fault(
                file, line, "mã chữ", "tệp không phải UTF-8", "tệp lưu bằng Unicode UTF-8 (không phải TCVN3, VNI)"
            )
            raise fm.UnreadableError(fault) from None

    def _refuse(self, file: str, faults: list[Fault], kind: str, text: str = "") -> None:
        self.faulty.append(FaultyFile(file, f"{kind}/{slug(Path(file).stem)}.html", faults, text))

    def _register_faults(self, source: fm.Source, matter: fm.FrontMatter) -> Iterator[Fault]:
        """Yield what the registers, the folder of attachments and the file's own values have against it."""
        yield from self._unknown_names(source, matter)
        if isinstance(matter, fm.DraftMatter):
            yield from self._window_faults(source, matter)
        if isinstance(matter, fm.DocumentMatter):
            yield from self._issuer_faults(source, matter)
        if isinstance(matter, fm.OfRound) and matter.kind not in {fm.ANSWER, fm.CLOSING}:
            yield source.fault("loai", shown(matter.kind), f"“{fm.ANSWER}” hoặc “{fm.CLOSING}”")
        yield from _body_faults(source)

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

    def _content(self, path: Path, source: fm.Source, matter: fm.FrontMatter) -> Content:
        """Return the typed object of a file without faults."""
        if isinstance(matter, fm.DocumentMatter):
            return self._document(path, source, matter)
        if isinstance(matter, fm.DraftMatter):
            return self._draft(path, source, matter)
        html = to_html(nfc(source.body))
        body: dict[str, Any] = {"html": html, "text": to_text(html)}
        stem = _stem(path, matter)
        if isinstance(matter, fm.NoticeMatter):
            shared = self._shared(source, matter, matter.title, f"cong-khai/{stem}.html", matter.published_on)
            return Notice(**shared, decided_on=matter.decided_on, expires_on=matter.expires_on, **body)
        if isinstance(matter, fm.AnswerMatter):
            return Answer(
                **self._shared(source, matter, matter.point, "", matter.answered_on),
                draft=matter.draft,
                round=matter.round,
                provision=matter.provision,
                point=matter.point,
                disposition=next(d for d in Disposition if d.id == matter.disposition),
                counts=tuple(matter.counts.items()),
                **body,
            )
        if isinstance(matter, fm.ClosingMatter):
            shared = self._shared(source, matter, "Tổng hợp ý kiến", "", matter.answered_on)
            body |= {"draft": matter.draft, "round": matter.round}
            return RoundClosing(**shared, received=matter.received, disposed=matter.disposed, **body)
        assert isinstance(matter, fm.PageMatter)  # noqa: S101  # the last of MODELS
        return Page(**self._shared(source, matter, matter.title, f"trang/{stem}.html", date.min), **body)

    def _document(self, path: Path, source: fm.Source, matter: fm.DocumentMatter) -> Document:
        doc_type = self.catalogue.types[matter.doc_type]
        title = _title(doc_type, matter.abstract)
        return Document(
            **self._shared(source, matter, title, f"van-ban/{_stem(path, matter)}.html", matter.issued_on),
            doc_type=doc_type,
            symbol=matter.symbol,
            abstract=matter.abstract,
            issued_on=matter.issued_on,
            effective_on=matter.effective_on,
            expires_on=matter.expires_on,
            place=matter.place,
            signer=matter.signer,
            signer_title=matter.signer_title,
            bases=tuple(matter.bases),
            implements=tuple(matter.implements),
            draft=matter.draft,
            text=self._legal_text(source),
        )

    def _draft(self, path: Path, source: fm.Source, matter: fm.DraftMatter) -> Draft:
        doc_type = self.catalogue.types[matter.doc_type]
        title = f"Dự thảo {_title(doc_type, matter.abstract)}"
        return Draft(
            **self._shared(source, matter, title, f"du-thao/{_stem(path, matter)}.html", matter.opens_on),
            doc_type=doc_type,
            abstract=matter.abstract,
            round=matter.round,
            previous_round=matter.previous_round,
            opens_on=matter.opens_on,
            closes_on=matter.closes_on,
            minimum=matter.minimum,
            question=matter.question,
            decider=matter.decider,
            expected=matter.expected,
            text=self._legal_text(source),
        )

    def _legal_text(self, source: fm.Source) -> structure.LegalText:
        text = structure.parse(source.body).rendered(legal_to_html)
        if text.oddities:
            self.oddities[source.file] = text.oddities
        return text

    def _shared(self, source: fm.Source, matter: fm.FrontMatter, title: str, url: str, day: Any) -> dict[str, Any]:
        """Return the arguments that every kind of content takes."""
        files = [self.folder / "tep" / name for name in matter.attachments]
        return {
            "id": matter.id,
            "title": title,
            "url": url,
            "source": source.file,
            "office": matter.office if isinstance(matter, fm.OfOffice) else self.catalogue.site.office,
            "fields": tuple(matter.fields) if isinstance(matter, fm.OfOffice) else (),
            "summary": matter.summary,
            "published_on": day,
            "updated_on": day,
            "attachments": tuple(
                Attachment(f.name, f.stat().st_size, hashlib.sha256(f.read_bytes()).hexdigest()) for f in files
            ),
        }

    def check_between_files(self, now: datetime) -> None:
        """Move the files that contradict others from the good to the faulty, and give answers their URLs.

        A file may become bad because another one did (an answer without its draft), hence until nothing changes.
        """
        while True:
            whole = Whole(entry.content for entry in self.good)
            found = {e.source.file: list(whole.faults_of(e.content, e.source, now)) for e in self.good}
            bad = {file: faults for file, faults in found.items() if faults}
            if not bad:
                break
            for file, faults in sorted(bad.items()):
                self._refuse(file, faults, file.split("/", 1)[0])
            self.good = [entry for entry in self.good if entry.source.file not in bad]
        drafts = {e.content.id: e.content for e in self.good if isinstance(e.content, Draft)}
        self.good = [_Entry(_with_url(e.content, drafts), e.source) for e in self.good]


def _address_faults(path: Path, source: fm.Source, matter: fm.FrontMatter) -> Iterator[Fault]:
    """A page needs a name of its own; some belong to lists."""
    stem = _stem(path, matter)
    if not stem or stem == "index" or re.fullmatch(r"trang-\d+", stem):
        yield source.fault(address_key(source), shown(stem), "tên trang có chữ cái, khác “index” và “trang-2”")


def _stem(path: Path, matter: fm.FrontMatter) -> str:
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


def _with_url(content: Content, drafts: dict[str, Draft]) -> Content:
    """An answer stands in the page of its draft."""
    if isinstance(content, Answer):
        return replace(
            content, url=f"{drafts[content.draft].url}#{content.anchor}", title=f"Trả lời về {_label(content, drafts)}"
        )
    if isinstance(content, RoundClosing):
        return replace(content, url=f"{drafts[content.draft].url}#tong-hop")
    return content


def _label(answer: Answer, drafts: dict[str, Draft]) -> str:
    draft = drafts[answer.draft]
    return f"{draft.text.label_of(answer.provision)}, {draft.title[0].lower()}{draft.title[1:]}"
