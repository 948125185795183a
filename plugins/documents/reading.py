"""Reads a whole content folder: every file becomes a typed object or a list of faults, none disappears.

A file that has not been touched since the last build is not read again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path

from plugins.documents.checks import Whole
from plugins.documents.folder import files_of, in_order
from plugins.documents.gate import Gate
from plugins.documents.kinds import KINDS
from plugins.documents.ledger import Facts
from plugins.documents.one_file import Look, Read, Reader, look_at, text_of
from plugins.documents.permanence import Permanence
from plugins.documents.remembering import Remembered
from plugins.documents.shelf import Shelf
from plugins.documents.source import Source, take_apart
from plugins.domain.asking import fingerprint, note_until, recording, take
from plugins.domain.cards import Content
from plugins.domain.contents import Answer, Draft, RoundClosing
from plugins.domain.faults import Caution, Fault, FaultyFile
from plugins.domain.provisions import Oddity
from plugins.domain.publication import Publication
from plugins.domain.rows import Catalogue
from plugins.domain.text import slug
from plugins.kit.build import Source as Published
from plugins.kit.sharing import by_all_cores

# Fewer files than this are not worth a second process.
_WORTH_SHARING = 60
_CHUNK = 20

Progress = Callable[[int, int], None]


@dataclass
class Reading:
    """What a content folder gave: the publication of its good files, the bad ones, and those dated after today.

    `sources` are the files whose text is published, each with a stamp of it; `kept` the bad ones that stay at their
    last good version; `count` is how many files were read anew. `scope`: only the texts of these have changed.
    """

    publication: Publication
    faulty: list[FaultyFile] = field(default_factory=list)
    embargoed: list[Content] = field(default_factory=list)
    oddities: dict[str, tuple[Oddity, ...]] = field(default_factory=dict)
    sources: Mapping[str, Published] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    remembered: Remembered = field(default_factory=Remembered)
    count: int = 0
    scope: Publication | None = None

    @property
    def faults(self) -> list[Fault]:
        """Every fault of every file."""
        return sorted(fault for file in self.faulty for fault in file.faults)

    @property
    def cautions(self) -> list[Caution]:
        """What may be wrong with good files."""
        return self.remembered.cautions


@dataclass(frozen=True)
class _Entry:
    """A good file on its way to the public: what was read, and under which folder."""

    read: Read
    root: Path
    content: Content

    @property
    def links(self) -> Sequence[str]:
        return self.read.links

    @property
    def facts(self) -> Facts | None:
        return self.read.facts

    @cached_property
    def source(self) -> Source:
        return take_apart(self.read.file, text_of(self.read.file, self.root))


def read_content(  # each may be left out
    folder: Path,
    catalogue: Catalogue,
    now: datetime,
    last_good: Path | None = None,
    *,
    shelf: Shelf | None = None,
    remembered: Remembered | None = None,
    tell: Progress = lambda _done, _all: None,
) -> Reading:
    """Read and check every Markdown file under the folders of `folder`; `now` decides the states of consultations.

    `last_good` holds the sources of the last publication: a file that has turned bad since stays as it was there.
    Bodies are put on the shelf; `tell` is told how many files of how many have been read.
    """
    shelf = shelf or Shelf()
    today: date = getattr(now, "unwatched", now).date()
    permanence = Permanence(folder, catalogue, now.date())
    rules = rules_of(catalogue, today, permanence)
    known = remembered if remembered and remembered.rules == rules else Remembered(rules)
    reader = Reader(folder, Gate(folder, catalogue, now.date().year), shelf, wants_facts=permanence.wants_facts)
    selection = _Selection(reader, last_good, known, permanence)
    selection.read_all(tell)
    with recording(is_flat=True) as trace:
        selection.check_between_files(now)
    take(trace)
    contents = [entry.content for entry in selection.good]
    # A draft that has not opened yet is announced; anything else waits for its day.
    later = [c for c in contents if now.date() < c.published_on and not isinstance(c, Draft)]
    waiting = {content.id for content in later}
    due = [entry for entry in selection.good if entry.content.id not in waiting]
    roots = {entry.read.file: entry.root for entry in selection.good}
    shelf.read_again = lambda content: reader.read(content.source, roots[content.source])
    shelf.stamps = {entry.content.id: entry.read.body for entry in selection.good}
    publication = Publication(catalogue, now, tuple(entry.content for entry in due))
    shelf.publication = publication
    return Reading(
        publication,
        selection.faulty,
        later,
        {entry.read.file: entry.read.oddities for entry in selection.good if entry.read.oddities},
        # What waits for its day is not laid beside the public site.
        {entry.read.file: Published(entry.root, entry.read.file, entry.read.stamp) for entry in due},
        sorted(selection.kept & {entry.read.file for entry in due}),
        Remembered(
            rules,
            selection.files,
            selection.fallen_back,
            sound_for=None if selection.faulty else permanence.stamp,
            sound_until=trace.until,
            changed=selection.changed,
            cautions=sorted(c for e in selection.good if e.read.file not in selection.kept for c in e.read.cautions),
        ),
        len(selection.changed),
    )


def rules_of(catalogue: Catalogue, today: date, permanence: Permanence) -> str:
    """Return a stamp of what every file is checked against."""
    return fingerprint((catalogue.tables, today.year, permanence.wants_facts))


class _Selection:
    """The files of a folder, sorted into good and faulty."""

    def __init__(self, reader: Reader, last_good: Path | None, known: Remembered, permanence: Permanence) -> None:
        self.reader = reader
        self.folder = reader.folder
        self.last_good = last_good
        self.known = known
        self.permanence = permanence
        self.files: dict[str, Read] = {}
        self.fallen_back: dict[str, Read] = {}
        self.good: list[_Entry] = []
        self.faulty: list[FaultyFile] = []
        self.kept: set[str] = set()
        # Files that are not as they are known to be: new, touched, or gone.
        self.changed: list[str] = []

    def read_all(self, tell: Progress) -> None:
        """Read every file, or take what is known of it; a file that no kind claims is told like any other fault."""
        found, strays = files_of(self.folder)
        files = in_order(found)
        todo = [file for file in files if not self._is_known(file, found[file])]
        self.changed = [*todo, *(self.known.files.keys() - found.keys())]
        fresh: dict[str, Read] = {}
        for reads in _in_chunks(self.reader, todo):
            fresh.update({read.file: read for read in reads})
            tell(len(fresh), len(todo))
        for file in files:
            read = self.files[file] = fresh.get(file) or self.known.files[file]
            self._sort(read)
        folders = ", ".join(f"{name}/" for name in KINDS)
        for file in strays:
            self._refuse(self.reader.stray(file, f"tệp .md trong {folders}; tệp đính kèm trong tep/"))

    def check_between_files(self, now: datetime) -> None:
        """Move the files that contradict others from the good to the faulty, and give answers their URLs.

        A file may become bad because another one did (an answer without its draft), hence until nothing changes.
        """
        is_sound = self._is_sound(now)
        if not is_sound:
            self._sort_out(now)
        elif self.known.sound_until is not None:
            note_until(self.known.sound_until)
        drafts = {e.content.id: e.content for e in self.good if isinstance(e.content, Draft)}
        self.good = [
            replace(entry, content=_with_url(entry.content, drafts))
            if isinstance(entry.content, Answer | RoundClosing)
            else entry
            for entry in self.good
        ]
        if not is_sound:
            self.faulty += self.permanence.faulty_files(self.good)

    def _is_sound(self, now: datetime) -> bool:
        """Tell whether no file can contradict another, as none did and nothing has changed in what others see of it."""
        known = self.known
        if self.faulty or known.sound_for != self.permanence.stamp:
            return False
        if known.sound_until is not None and known.sound_until <= now:
            return False
        pairs = ((known.files.get(file), self.files.get(file)) for file in self.changed)
        return all(looks_the_same(before, now, self.permanence) for before, now in pairs)

    def _sort_out(self, now: datetime) -> None:
        while True:
            whole = Whole(self.good)
            found = ((entry, [*whole.faults_of(entry, now), *self._changed(entry)]) for entry in self.good)
            bad = {entry.read.file: faults for entry, faults in found if faults}
            if not bad:
                break
            self.good = [entry for entry in self.good if entry.read.file not in bad]
            for file, faults in sorted(bad.items()):
                if file not in self.kept:
                    self._refuse(Read(file, None, faults=tuple(faults)))

    def _changed(self, entry: _Entry) -> Iterator[Fault]:
        """Yield what the ledger has against a file; the last good version of one is what was published."""
        yield from self.permanence.faults_of_withdrawn(entry)
        if entry.read.file not in self.kept:
            yield from self.permanence.faults_of(entry)

    def _is_known(self, file: str, look: Look) -> bool:
        read = self.known.files.get(file)
        return read is not None and read.look == look and self._is_whole(read)

    def _is_whole(self, read: Read) -> bool:
        """Tell whether what a file offers looks as it did; its body is on the shelf, or the build would stumble."""
        return all(look_at(self.folder / "tep" / name) == look for name, look in read.attachments)

    def _sort(self, read: Read) -> None:
        if read.content is None:
            self._refuse(read)
        else:
            self._take(read, self.folder)

    def _take(self, read: Read, root: Path) -> None:
        if read.content is not None:
            read.content.shelved(self.reader.shelf)
            self.good.append(_Entry(read, root, read.content))

    def _refuse(self, read: Read) -> None:
        """Note a bad file; its last good version, where there is one, takes its place once, unless it is secret now."""
        told = read.told or read.file
        kind = read.file.split("/", 1)[0] if "/" in read.file else "loi"
        self.faulty.append(FaultyFile(told, f"{kind}/{slug(Path(told).stem)}.html", list(read.faults), read.text))
        if self.last_good is None or read.is_secret or read.file in self.kept or kind not in KINDS:
            return
        before = self._last_good_version(read.file, self.last_good)
        if before is not None and before.content is not None:
            self.kept.add(read.file)
            self._take(before, self.last_good)

    def _last_good_version(self, file: str, last_good: Path) -> Read | None:
        look = look_at(last_good / file)
        if look is None:
            return None
        read = self.known.last_good.get(file)
        if read is None or read.look != look or not self._is_whole(read):
            read = self.reader.read(file, last_good)
        self.fallen_back[file] = read
        return read


def looks_the_same(before: Read | None, now: Read | None, permanence: Permanence) -> bool:
    """Tell whether other files and the ledger see the same of a file that was read anew."""
    if before is None or now is None or before.content is None or now.content is None:
        return False
    is_same_card = (before.content.stamp, before.links) == (now.content.stamp, now.links)
    return is_same_card and permanence.sees_the_same(before.facts, now.facts)


def _in_chunks(reader: Reader, files: Sequence[str]) -> Iterator[list[Read]]:
    """Yield what was read, in as many processes as are worth it."""
    chunks = [files[start : start + _CHUNK] for start in range(0, len(files), _CHUNK)]
    read = partial(_chunk, reader)
    if len(files) < _WORTH_SHARING or not reader.shelf.is_shared:
        yield from map(read, chunks)
        return
    # What has to be loaded to read a text is loaded once: those who go on reading begin as copies of this process.
    yield read(chunks[0])
    yield from by_all_cores(read, chunks[1:])


def _chunk(reader: Reader, files: Sequence[str]) -> list[Read]:
    return [reader.read(file, reader.folder) for file in files]


def _with_url(content: Content, drafts: dict[str, Draft]) -> Content:
    """An answer stands in the page of its draft."""
    if isinstance(content, Answer):
        draft = drafts[content.draft]
        label = f"{draft.label_of(content.provision)}, {draft.title[0].lower()}{draft.title[1:]}"
        return content.having(url=f"{draft.url}#{content.anchor}", title=f"Trả lời về {label}")
    if isinstance(content, RoundClosing):
        return content.having(url=f"{drafts[content.draft].url}#tong-hop")
    return content
