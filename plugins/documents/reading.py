"""Reads a whole content folder: every file becomes a typed object or a list of faults, none disappears."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from plugins.documents.checks import Whole
from plugins.documents.gate import Gate
from plugins.documents.kinds import KINDS, kind_of
from plugins.documents.kinds.base import File, attachment
from plugins.documents.linking import Links, html_of, with_citations, with_html
from plugins.documents.permanence import Permanence
from plugins.documents.prose import TooSlowError, UnconvertibleError, at_most
from plugins.documents.source import Source, UnreadableError, take_apart, validated
from plugins.domain.citations import Citations
from plugins.domain.contents import Answer, Content, Document, Draft, RoundClosing
from plugins.domain.faults import Fault, FaultyFile
from plugins.domain.publication import Publication
from plugins.domain.rows import Catalogue
from plugins.domain.structure import Oddity
from plugins.domain.text import slug

# A body longer than this is no document; Markdown's cost grows with the square of the length of odd input.
LONGEST_FILE = 2_000_000
# Seconds of CPU time for one file; an honest one of the longest takes a tenth of that.
LONGEST_READING = 10
# Folders whose files are no pages: registers and attachments.
_NOT_PAGES = {"danh-muc", "tep"}


@dataclass
class Reading:
    """What a content folder gave: the publication of its good files, the bad ones, and those dated after today.

    `sources` are the texts of what is published, by file; `kept` the bad files that stay at their last good version.
    """

    publication: Publication
    faulty: list[FaultyFile] = field(default_factory=list)
    embargoed: list[Content] = field(default_factory=list)
    oddities: dict[str, tuple[Oddity, ...]] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[Fault]:
        """Every fault of every file."""
        return sorted(fault for file in self.faulty for fault in file.faults)


def read_content(folder: Path, catalogue: Catalogue, now: datetime, last_good: Path | None = None) -> Reading:
    """Read and check every Markdown file under the folders of `folder`; `now` decides the states of consultations.

    `last_good` holds the sources of the last publication: a file that has turned bad since stays as it was there.
    """
    reader = _Reader(folder, Gate(folder, catalogue, now.year), last_good, Permanence(folder, catalogue, now.date()))
    for kind in KINDS:
        for path in sorted((folder / kind).rglob("*.md")):
            if path.is_symlink() or not path.is_dir():
                reader.read(path, kind)
    reader.refuse_strays()
    reader.check_between_files(now)
    good = reader.linked(now)
    reader.faulty += reader.permanence.faulty_files(good)
    # A draft that has not opened yet is announced; anything else waits for its day.
    later = [c for c in good if c.published_on > now.date() and not isinstance(c, Draft)]
    due = tuple(c for c in good if c not in later)
    published = {content.source for content in due}
    return Reading(
        Publication(catalogue, now, due),
        reader.faulty,
        later,
        {c.source: c.text.oddities for c in good if isinstance(c, Document | Draft) and c.text.oddities},
        # What waits for its day is not laid beside the public site.
        {entry.source.file: entry.source.text for entry in reader.good if entry.source.file in published},
        sorted(reader.kept & published),
    )


@dataclass(frozen=True)
class _Entry:
    content: Content
    source: Source


@dataclass(frozen=True)
class _Refused:
    """What is wrong with a file; its text and its name (when it is not the real one) as they may be shown."""

    faults: list[Fault]
    text: str = ""
    file: str = ""
    is_secret: bool = False


class _Reader:
    """Reads file by file, then checks what only the whole can tell."""

    def __init__(self, folder: Path, gate: Gate, last_good: Path | None, permanence: Permanence) -> None:
        self.folder = folder
        self.gate = gate
        self.last_good = last_good
        self.permanence = permanence
        self.catalogue = gate.catalogue
        self.good: list[_Entry] = []
        self.faulty: list[FaultyFile] = []
        self.kept: set[str] = set()

    def read(self, path: Path, kind: str) -> None:
        """Read one file of a kind (the name of its folder)."""
        if refused := self._take(path, self.folder, kind):
            self._refuse(str(path.relative_to(self.folder)), kind, refused)

    def _take(self, path: Path, folder: Path, kind: str) -> _Refused | None:
        """Take one file of a folder in among the good; return what is wrong with it instead, if something is.

        What the gate stops is told alone, as other faults quote what they found.
        """
        file = str(path.relative_to(folder))
        text, source, content = "", None, None
        try:
            text = _text(path, folder)
            source = take_apart(file, text)
            content, faults = self._typed(path, source, kind)
        except UnreadableError as error:
            faults = [error.fault]
        stopped = self.gate.stopped(file, text, source, None if content is None else self._offered(content))
        if stopped.faults:
            return _Refused(stopped.faults, file=stopped.file, is_secret=stopped.is_secret)
        if source is None or content is None:
            return _Refused(faults, text if source else "")
        self.good.append(_Entry(content, source))
        return None

    def _typed(self, path: Path, source: Source, kind: str) -> tuple[Content | None, list[Fault]]:
        """Return the typed object of a file, or None and everything that is wrong with it."""
        matter, faults = validated(source, kind_of(kind, source.values))
        taken = File(path, source, self.folder, self.catalogue)
        if matter is not None:
            faults = [*matter.faults(taken), *source.body_faults()]
        if matter is None or faults:
            return None, faults
        try:
            with at_most(LONGEST_READING):
                return matter.content(taken), []
        except TooSlowError:
            found = f"mất hơn {LONGEST_READING} giây để đọc"
            expected = "nội dung không có dãy dài dấu [, !, < hay * liền nhau"
            return None, [Fault(source.file, source.body_line, "nội dung", found, expected)]
        except UnconvertibleError:
            found = "Markdown lồng nhau quá sâu hoặc có dạng lạ"
            expected = "đoạn văn, danh sách, bảng thông thường"
            return None, [Fault(source.file, source.body_line, "nội dung", found, expected)]

    def _offered(self, content: Content) -> list[str]:
        """Return the attachments that a content offers, in its front matter or by a link."""
        linked = Links(self.folder, {}).attachments(html_of(content))
        named = dict.fromkeys([*(a.name for a in content.attachments), *linked])
        # A link to what is no file of the folder has a fault of its own.
        return [name for name in named if "/" not in name and _is_plain_file(self.folder / "tep" / name)]

    def _refuse(self, file: str, kind: str, refused: _Refused) -> None:
        """Note a bad file; its last good version, where there is one, takes its place once, unless it is secret now."""
        told = refused.file or file
        self.faulty.append(FaultyFile(told, f"{kind}/{slug(Path(told).stem)}.html", refused.faults, refused.text))
        if self.last_good is None or refused.is_secret or file in self.kept or not (self.last_good / file).is_file():
            return
        self.kept.add(file)
        self._take(self.last_good / file, self.last_good, kind)

    def refuse_strays(self) -> None:
        """A file in a wrong folder, or with a wrong ending, is told like any other fault; none disappears quietly."""
        for path in sorted(self.folder.rglob("*")):
            file = path.relative_to(self.folder)
            is_hidden = any(part.startswith(".") for part in file.parts)
            is_read = file.parts[0] in KINDS and path.suffix == ".md"
            if path.is_dir() or is_hidden or is_read or file.parts[0] in _NOT_PAGES:
                continue
            folders = ", ".join(f"{name}/" for name in KINDS)
            fault = Fault(
                str(file), 1, "tệp", "tệp không được đọc", f"tệp .md trong {folders}; tệp đính kèm trong tep/"
            )
            stopped = self.gate.stopped(str(file), "", None, None)
            refused = _Refused(stopped.faults or [fault], file=stopped.file)
            self._refuse(str(file), file.parts[0] if len(file.parts) > 1 else "loi", refused)

    def check_between_files(self, now: datetime) -> None:
        """Move the files that contradict others from the good to the faulty, and give answers their URLs.

        A file may become bad because another one did (an answer without its draft), hence until nothing changes.
        """
        while True:
            whole = Whole((entry.content for entry in self.good), self.folder)
            found = {e.source.file: [*whole.faults_of(e.content, e.source, now), *self._changed(e)] for e in self.good}
            bad = {file: faults for file, faults in found.items() if faults}
            if not bad:
                break
            self.good = [entry for entry in self.good if entry.source.file not in bad]
            for file, faults in sorted(bad.items()):
                if file not in self.kept:
                    self._refuse(file, file.split("/", 1)[0], _Refused(faults))
        drafts = {e.content.id: e.content for e in self.good if isinstance(e.content, Draft)}
        self.good = [_Entry(_with_url(e.content, drafts), e.source) for e in self.good]

    def _changed(self, entry: _Entry) -> Iterator[Fault]:
        """Yield what the ledger has against a file; the last good version of one is what was published."""
        yield from self.permanence.faults_of_withdrawn(entry.content, entry.source)
        if entry.source.file not in self.kept:
            yield from self.permanence.faults_of(entry.content, entry.source)

    def linked(self, now: datetime) -> list[Content]:
        """Return the good contents with their links resolved: to files of the folder, to documents cited by number."""
        contents = [entry.content for entry in self.good]
        whole = Whole(contents, self.folder)
        find = Citations(c for c in contents if isinstance(c, Document) and c.published_on <= now.date()).find
        return [self._linked(content, whole.links(content, now), find) for content in contents]

    def _linked(self, content: Content, links: Links, find: Callable[..., Document | None]) -> Content:
        names = [
            name for name in links.attachments(html_of(content)) if name not in {a.name for a in content.attachments}
        ]
        more = tuple(attachment(self.folder, name) for name in dict.fromkeys(names))
        linked = with_html(content, lambda html: with_citations(links.resolved(html), find, content.url))
        return replace(linked, attachments=(*content.attachments, *more))


def _is_plain_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and not path.parent.is_symlink()


def _text(path: Path, folder: Path) -> str:
    """Return the text of a file. Raises UnreadableError for a link, a giant, or an encoding that is not UTF-8."""
    file = str(path.relative_to(folder))
    if path.is_symlink() or not path.resolve().is_relative_to(folder.resolve()):
        raise UnreadableError(Fault(file, 1, "tệp", "một liên kết ra ngoài thư mục", "một tệp thật trong content/"))
    if path.stat().st_size > LONGEST_FILE:
        raise UnreadableError(Fault(file, 1, "tệp", f"{path.stat().st_size} byte", f"không quá {LONGEST_FILE} byte"))
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        fault = Fault(
            file, line, "mã chữ", "tệp không phải UTF-8", "tệp lưu bằng Unicode UTF-8 (không phải TCVN3, VNI)"
        )
        raise UnreadableError(fault) from None


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
