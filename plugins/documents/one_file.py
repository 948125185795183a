"""Reads one file of a content folder: from text to a typed object, or to everything that is wrong with it."""

import os
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path

from plugins.documents.gate import Gate
from plugins.documents.gate.exceptions import KEY as EXCEPTIONS
from plugins.documents.kinds import kind_of
from plugins.documents.ledger import Facts, facts_of
from plugins.documents.linking import attachments_in, faults_of_links, html_of, pages_in, targets
from plugins.documents.shelf import Shelf
from plugins.documents.source import Source, take_apart
from plugins.domain.cards import Content
from plugins.domain.contents import Document, Draft
from plugins.domain.faults import Caution, Fault, UnreadableError
from plugins.domain.provisions import Oddity
from plugins.kit.prose import TooSlowError, UnconvertibleError, at_most

# A body longer than this is no document; Markdown's cost grows with the square of the length of odd input.
LONGEST_FILE = 2_000_000
# Seconds of CPU time for one file; an honest one of the longest takes a tenth of that.
LONGEST_READING = 10

# How a file looked when it was read: enough to see that it has been touched since. None: it was not there.
Look = tuple[int, ...] | None


def look_at(path: Path | str) -> Look:
    """Return how a file looks."""
    try:
        seen = os.lstat(path)
    except OSError:
        return None
    return seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size, seen.st_ino


@dataclass(frozen=True)
class Read:
    """What reading one file gave.

    `look` is how it looked, `attachments` how the files looked that it offers or names. A good file has its `content`
    (the body lies on the shelf under `body`), the pages it links, the `facts` the ledger keeps, and its cautions; a bad
    one its faults, its text and its name as they may be shown, and whether it `is_secret`. For later builds `stamp` is
    of its text, `head` of its front matter, "" where something that stands there is checked against the body.
    """

    file: str
    look: Look
    attachments: tuple[tuple[str, Look], ...] = ()
    stamp: str = ""
    head: str = ""
    content: Content | None = None
    body: str = ""
    facts: Facts | None = None
    links: tuple[str, ...] = ()
    oddities: tuple[Oddity, ...] = ()
    cautions: tuple[Caution, ...] = ()
    faults: tuple[Fault, ...] = ()
    text: str = ""
    told: str = ""
    is_secret: bool = False


@dataclass
class _Notes:
    """What is noted while a file is read: attachments it names, pages it links, what nobody can call wrong yet."""

    names: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)


class Reader:
    """Reads files of one content folder; `wants_facts`: what the ledger keeps of them, too."""

    def __init__(self, folder: Path, gate: Gate, shelf: Shelf, *, wants_facts: bool) -> None:
        self.folder = folder
        self.wants_facts = wants_facts
        self.gate = gate
        self.shelf = shelf

    def read(self, file: str, root: Path) -> Read:
        """Read one file under `root`: the content folder, or the sources of the last publication.

        What the gate stops is told alone, as other faults quote what they found.
        """
        look = look_at(f"{root}/{file}")
        text, source, content = "", None, None
        notes = _Notes()
        try:
            text = text_of(file, root)
            source = take_apart(file, text)
            content, faults = self._typed(source, notes)
        except UnreadableError as error:
            faults = [error.fault]
        looks = tuple((name, look_at(self.folder / "tep" / name)) for name in sorted(notes.names))
        offered = None if content is None else [a.name for a in content.attachments]
        stopped = self.gate.stopped(file, text, source, offered)
        if stopped.faults:
            return Read(file, look, looks, faults=(*stopped.faults,), told=stopped.file, is_secret=stopped.is_secret)
        if source is None or content is None:
            return Read(file, look, looks, faults=tuple(faults), text=text if source else "")
        oddities = content.text.oddities if isinstance(content, Document | Draft) else ()
        facts = facts_of(content, source.values) if self.wants_facts else None
        body = self.shelf.put(content.body())
        content.shelved(self.shelf)
        links, cautions = tuple(notes.links), tuple(notes.cautions)
        stamp = head = ""
        if self.shelf.is_kept:
            content.settle()
            stamp = digest(text)
            head = "" if EXCEPTIONS in source.values else digest(source.head)
        return Read(file, look, looks, stamp, head, content, body, facts, links, oddities, cautions)

    def stray(self, file: str, expected: str) -> Read:
        """Return what is wrong with a file that no kind claims; the gate looks at its name."""
        stopped = self.gate.stopped(file, "", None, None)
        faults = stopped.faults or [Fault(file, 1, "tệp", "tệp không được đọc", expected)]
        return Read(file, None, faults=tuple(faults), told=stopped.file)

    def _typed(self, source: Source, notes: "_Notes") -> tuple[Content | None, list[Fault]]:
        """Return the typed object of a file, or None and everything that is wrong with it."""
        # Slow to load, and where a text alone has changed, nothing of it is needed.
        from plugins.documents.kinds.base import File
        from plugins.documents.validating import validated

        matter, faults = validated(source, kind_of(source.file.split("/", 1)[0], source.values))
        taken = File(source, self.folder, self.gate.catalogue, notes.names)
        if matter is not None:
            faults = [*matter.faults(taken), *source.body_faults()]
        if matter is None or faults:
            return None, faults
        try:
            with at_most(LONGEST_READING):
                content = matter.content(taken)
        except TooSlowError:
            found = f"mất hơn {LONGEST_READING} giây để đọc"
            expected = "nội dung không có dãy dài dấu [, !, < hay * liền nhau"
            return None, [Fault(source.file, source.body_line, "nội dung", found, expected)]
        except UnconvertibleError:
            found = "Markdown lồng nhau quá sâu hoặc có dạng lạ"
            expected = "đoạn văn, danh sách, bảng thông thường"
            return None, [Fault(source.file, source.body_line, "nội dung", found, expected)]
        notes.cautions += matter.cautions(taken)
        html = html_of(content)
        leads_to = targets(html)
        notes.links = pages_in(leads_to)
        attached = attachments_in(leads_to)
        notes.names.update(attached)
        faults = list(faults_of_links(source, html, self.folder))
        return (None, faults) if faults else (self._with_attachments(content, attached), [])

    def _with_attachments(self, content: Content, names: list[str]) -> Content:
        from plugins.documents.kinds.base import attachment

        known = {a.name for a in content.attachments}
        more = tuple(attachment(self.folder, name) for name in dict.fromkeys(names) if name not in known)
        return replace(content, attachments=(*content.attachments, *more)) if more else content


def text_of(file: str, root: Path) -> str:
    """Return the text of a file. Raises UnreadableError for a link, a giant, or an encoding that is not UTF-8."""
    if _is_linked(file, root):
        raise UnreadableError(Fault(file, 1, "tệp", "một liên kết ra ngoài thư mục", "một tệp thật trong content/"))
    with open(f"{root}/{file}", "rb", buffering=0) as opened:
        # Asking for the size first is cheaper than making room for the longest.
        size = os.fstat(opened.fileno()).st_size
        if size > LONGEST_FILE:
            raise UnreadableError(Fault(file, 1, "tệp", f"{size} byte", f"không quá {LONGEST_FILE} byte"))
        data = opened.readall()
    try:
        text = data.decode()
        return text.replace("\r\n", "\n").replace("\r", "\n") if b"\r" in data else text
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        fault = Fault(
            file, line, "mã chữ", "tệp không phải UTF-8", "tệp lưu bằng Unicode UTF-8 (không phải TCVN3, VNI)"
        )
        raise UnreadableError(fault) from None


def _is_linked(file: str, root: Path) -> bool:
    """Tell whether a file, or a folder under `root` in which it lies, is a symbolic link."""
    while file:
        if os.path.islink(f"{root}/{file}"):
            return True
        file = file.rpartition("/")[0]
    return False


def digest(text: str) -> str:
    """Return a stamp of a text."""
    return blake2b(text.encode(), digest_size=12).hexdigest()
