"""Reads a whole content folder: every file becomes a typed object or a list of faults, none disappears."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from plugins.documents import front_matter as fm
from plugins.documents.prose import legal_to_html, to_html, to_text
from plugins.domain import structure
from plugins.domain.catalogue import Catalogue
from plugins.domain.comments import Disposition
from plugins.domain.consultations import Consultation, State
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
from plugins.domain.symbols import symbol_slug
from plugins.domain.text import control_characters, fold, nfc, slug

# A body longer than this is no document; Markdown's cost grows with the square of the length of odd input.
LONGEST_FILE = 2_000_000


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
            reader.read(path, kind)
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
            faults = list(self._register_faults(source, matter))
        if matter is None or faults:
            self._refuse(file, faults, kind, text)
            return
        self.good.append(_Entry(self._content(path, source, matter), source))

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
        """Yield what the registers and the file's own dates have against it."""
        references: list[tuple[str, str, Collection[str]]] = []
        if isinstance(matter, fm.OfOffice):
            references.append(("co-quan", matter.office, self.catalogue.offices.by_id))
            references += [("linh-vuc", name, self.catalogue.fields) for name in matter.fields]
        if isinstance(matter, fm.DocumentMatter | fm.DraftMatter):
            references.append(("loai", matter.doc_type, self.catalogue.types))
        for key, value, register in references:
            if value not in register:
                yield source.fault(key, shown(value), f"một mã có trong danh mục{_nearest(value, register)}")
        for name in matter.attachments:
            if not (self.folder / "tep" / name).is_file() or (self.folder / "tep" / name).is_symlink():
                yield source.fault("tep-dinh-kem", shown(name), "tên một tệp có trong thư mục tep/")
        if isinstance(matter, fm.DraftMatter):
            yield from self._window_faults(source, matter)
        if isinstance(matter, fm.AnswerMatter):
            for channel in matter.counts.keys() - set(fm.CHANNELS):
                yield source.fault("so-luot", shown(channel), "một trong: " + ", ".join(fm.CHANNELS), channel)
        if isinstance(matter, fm.OfRound) and matter.kind not in {fm.ANSWER, fm.CLOSING}:
            yield source.fault("loai", shown(matter.kind), f"“{fm.ANSWER}” hoặc “{fm.CLOSING}”")
        if isinstance(matter, fm.DocumentMatter) and matter.office in self.catalogue.offices:
            office = self.catalogue.offices[matter.office]
            if not office.is_alive(matter.issued_on):
                found = f"{office.name} không tồn tại ngày {vietnamese_date(matter.issued_on)}"
                yield source.fault("co-quan", found, "cơ quan đang hoạt động vào ngày ban hành")
        for number, line in enumerate(source.body.split("\n")):
            if unwanted := control_characters(line):
                found = f"ký tự điều khiển {', '.join(f'U+{ord(c):04X}' for c in sorted(unwanted))}"
                yield Fault(source.file, source.body_line + number, "nội dung", found, "chữ và dấu thông thường")
        if not source.body.strip():
            yield Fault(source.file, source.body_line, "nội dung", "trống", "nội dung sau phần đầu tệp")

    def _window_faults(self, source: fm.Source, matter: fm.DraftMatter) -> Iterator[Fault]:
        if matter.closes_on < matter.opens_on:
            yield source.fault("ngay-dong", str(matter.closes_on), "một ngày không trước ngay-mo")
        if matter.minimum is None:
            return
        limit = self.catalogue.limit(matter.minimum, matter.opens_on)
        if limit is None:
            known = {t.id for t in self.catalogue.limits}
            yield source.fault(
                "thoi-han", shown(matter.minimum), f"mã một thời hạn đang có hiệu lực{_nearest(matter.minimum, known)}"
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
            return self._document(source, matter)
        if isinstance(matter, fm.DraftMatter):
            return self._draft(path, source, matter)
        html = to_html(nfc(source.body))
        body = {"html": html, "text": to_text(html)}
        stem = matter.slug or slug(path.stem)
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
            counts = {"received": matter.received, "disposed": matter.disposed}
            return RoundClosing(**shared, draft=matter.draft, round=matter.round, **counts, **body)
        assert isinstance(matter, fm.PageMatter)  # noqa: S101  # the last of MODELS
        return Page(**self._shared(source, matter, matter.title, f"trang/{stem}.html", datetime.min.date()), **body)

    def _document(self, source: fm.Source, matter: fm.DocumentMatter) -> Document:
        doc_type = self.catalogue.types[matter.doc_type]
        stem = matter.slug or symbol_slug(matter.symbol, matter.issued_on)
        title = _title(doc_type, matter.abstract)
        return Document(
            **self._shared(source, matter, title, f"van-ban/{stem}.html", matter.issued_on),
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
            **self._shared(source, matter, title, f"du-thao/{matter.slug or slug(path.stem)}.html", matter.opens_on),
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
            whole = _Whole(self.good)
            found = [(entry, fault) for entry in self.good for fault in whole.faults_of(entry, now)]
            if not found:
                break
            bad = {entry.source.file for entry, _ in found}
            for file in sorted(bad):
                faults = [fault for entry, fault in found if entry.source.file == file]
                self._refuse(file, faults, file.split("/", 1)[0])
            self.good = [entry for entry in self.good if entry.source.file not in bad]
        drafts = {e.content.id: e.content for e in self.good if isinstance(e.content, Draft)}
        self.good = [_Entry(_with_url(e.content, drafts), e.source) for e in self.good]


class _Whole:
    """The good files as a whole, looked up by what they may share or name."""

    def __init__(self, entries: list[_Entry]) -> None:
        self.by_id: dict[str, list[Content]] = {}
        self.by_url: dict[str, list[Content]] = {}
        self.drafts: dict[str, Draft] = {}
        self.closings: dict[str, RoundClosing] = {}
        for content in (entry.content for entry in entries):
            self.by_id.setdefault(content.id, []).append(content)
            self.by_url.setdefault(content.url, []).append(content)
            if isinstance(content, Draft):
                self.drafts[content.id] = content
            if isinstance(content, RoundClosing):
                self.closings[content.draft] = content

    def faults_of(self, entry: _Entry, now: datetime) -> Iterator[Fault]:
        """Yield what other files have against one."""
        content, source = entry.content, entry.source
        for other in self.by_id[content.id]:
            if other is not content:
                yield source.fault("ma", shown(content.id), f"một mã chưa dùng; {other.source} đã dùng mã này")
        for other in self.by_url[content.url] if content.url else []:
            if other is not content:
                yield source.fault(
                    "so-ky-hieu", content.url, f"địa chỉ trang khác với {other.source} (thêm khóa duong-dan)"
                )
        if isinstance(content, Answer | RoundClosing):
            yield from _faults_of_answer(content, source, self.drafts)
        if isinstance(content, Draft) and content.previous_round and content.previous_round not in self.drafts:
            yield source.fault("vong-truoc", shown(content.previous_round), "mã của một dự thảo có trong du-thao/")
        if isinstance(content, Document) and content.draft:
            draft = self.drafts.get(content.draft)
            yield from _faults_of_issued(source, content.draft, draft, self.closings.get(content.draft), now)


def _faults_of_answer(content: Answer | RoundClosing, source: fm.Source, drafts: dict[str, Draft]) -> Iterator[Fault]:
    draft = drafts.get(content.draft)
    if draft is None:
        yield source.fault("du-thao", shown(content.draft), "mã của một dự thảo có trong du-thao/")
        return
    if draft.round != content.round:
        yield source.fault("vong", shown(content.round), f"vòng {draft.round}, như trong {draft.source}")
    if isinstance(content, Answer) and content.provision not in {"", *(p.eid for p in draft.text.walk())}:
        known = [p.eid for p in draft.text.walk()]
        yield source.fault(
            "dieu-khoan",
            shown(content.provision),
            f"mã một điều, khoản, điểm của dự thảo{_nearest(content.provision, known)}",
        )


def _faults_of_issued(
    source: fm.Source, id_: str, draft: Draft | None, closing: RoundClosing | None, now: datetime
) -> Iterator[Fault]:
    """A draft is issued only after its consultation ended and every counted opinion was disposed of (design §5)."""
    if draft is None:
        yield source.fault("du-thao", shown(id_), "mã của một dự thảo có trong du-thao/")
        return
    if Consultation(draft, now).state in {State.PLANNED, State.OPEN}:
        found = f"dự thảo còn lấy ý kiến đến {vietnamese_date(draft.closes_on)}"
        yield source.fault("du-thao", found, "một dự thảo đã kết thúc lấy ý kiến")
    if closing is None:
        yield source.fault(
            "du-thao", "chưa có tệp tổng hợp ý kiến", "một tệp tra-loi/ có “loai: tong-hop” của dự thảo này"
        )
    elif closing.received != closing.disposed:
        found = f"{closing.source}: nhận {closing.received}, xử lý {closing.disposed}"
        yield source.fault("du-thao", found, "mọi ý kiến đã nhận đều được xử lý (da-xu-ly bằng da-nhan)")


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


def _nearest(value: str, known: Collection[str]) -> str:
    near = get_close_matches(value, list(known), 1)
    return f"; gần nhất là “{near[0]}”" if near else ""
