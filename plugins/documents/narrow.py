"""The commonest change to a large folder: the text of a few files, and nothing that others see of them.

Then nothing else is read, checked, planned or even loaded: all other contents stay on file in the state of the last
build and are fetched one by one, as the pages made anew ask for them. That is why one change costs the same, however
much there is. Where anything else has changed, or might have, `narrow_reading` says so, and everything is looked at.
"""

import pickle
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from plugins.documents.folder import files_of
from plugins.documents.gate import Gate
from plugins.documents.one_file import Read, Reader, look_at
from plugins.documents.permanence import Permanence
from plugins.documents.reading import Reading, looks_the_same, rules_of
from plugins.documents.remembering import Looks, recall_about, recall_files, recall_looks
from plugins.documents.shelf import Shelf
from plugins.documents.text_alone import read_text_alone
from plugins.domain.cards import Content
from plugins.domain.contents import Answer, Document, Draft, RoundClosing
from plugins.domain.publication import Publication, PublicationOnFile
from plugins.domain.rows import Catalogue
from plugins.kit.build import Source
from plugins.kit.state import State

# More changed files than this, and looking at everything is as quick.
_MOST = 20


def narrow_reading(folder: Path, catalogue: Catalogue, now: datetime, shelf: Shelf, state: State) -> Reading | None:
    """Return what has changed since the last build, where that is the texts of a few files; None where it is more."""
    today: date = getattr(now, "unwatched", now).date()
    permanence = Permanence(folder, catalogue, today)
    known = recall_about(state)
    if known.rules != rules_of(catalogue, today, permanence) or known.sound_for != permanence.stamp:
        return None
    if any(until is not None and until <= now for until in (known.sound_until, state.about.plan_until)):
        return None
    looks = recall_looks(state)
    touched = _touched(folder, looks)
    if touched is None or len(touched) > _MOST:
        return None
    files = recall_files(state, touched)
    reader = Reader(folder, Gate(folder, catalogue, today.year), shelf, wants_facts=permanence.wants_facts)
    reads = {file: read_text_alone(reader, file, files.get(file)) or reader.read(file, folder) for file in touched}
    if not all(_is_text_alone(files.get(file), read, permanence) for file, read in reads.items()):
        return None
    library = _Library(folder, state, shelf, reads)
    try:
        scope = library.scope()
    except LookupError:  # one waits for its day
        return None
    shelf.stamps = _Bodies(library)
    shelf.read_again = lambda content: reader.read(content.source, folder)
    publication = shelf.publication = PublicationOnFile(catalogue, now, library)
    cautions = [c for c in known.cautions if c.fault.file not in reads]
    cautions += [caution for read in reads.values() for caution in read.cautions]
    remembered = replace(
        known,
        files=files | reads,
        changed=touched,
        looks=(looks[0] | {file: read.look for file, read in reads.items()}, looks[1]),
        cautions=sorted(cautions),
    )
    return Reading(
        publication,
        sources=_Sources(library),
        remembered=remembered,
        count=len(touched),
        scope=Publication(catalogue, now, scope),
    )


def _touched(folder: Path, looks: Looks) -> list[str] | None:
    """Return the files that do not look as they did, or whose attachments do not; None when some are new or gone."""
    found, strays = files_of(folder)
    before, attachments = looks
    if strays or found.keys() != before.keys():
        return None
    touched = {file for file, look in found.items() if look != before[file]}
    for file, named in attachments.items():
        if any(look_at(folder / "tep" / name) != look for name, look in named):
            touched.add(file)
    return sorted(touched)


def _is_text_alone(before: Read | None, now: Read, permanence: Permanence) -> bool:
    return before is not None and before.attachments == now.attachments and looks_the_same(before, now, permanence)


class _Library:
    """The contents of the last build, with the texts of those read anew."""

    def __init__(self, folder: Path, state: State, shelf: Shelf, reads: Mapping[str, Read]) -> None:
        self.folder = folder
        self.reads = reads
        self._state = state
        self._shelf = shelf
        self._at_hand: dict[str, Content] = {}
        self._texts: dict[str, str] = {}  # stamps of texts, where all have been fetched
        self._anew = {read.content.id: read for read in reads.values() if read.content}

    def scope(self) -> list[Content]:
        """Return the contents whose texts are new, and those in whose pages they stand as well. Raises LookupError.

        These need not be all: what is missing here is missed when the pages are to be made, and then everything is
        looked at.
        """
        contents = {id_: self.one(id_) for id_ in self._anew}
        for content in list(contents.values()):
            if isinstance(content, Answer | RoundClosing | Document) and content.draft:
                contents[content.draft] = self.one(content.draft)
            if isinstance(content, Draft):  # the next round is compared with it
                contents |= {following.id: following for following in self.find("previous", content.id)}
        return list(contents.values())

    def one(self, id_: str) -> Content:
        """Return a content by id, as it was published. Raises LookupError."""
        found = self._at_hand.get(id_)
        if found is None:
            data = self._state.content(id_)
            if data is None:
                raise LookupError(id_)
            found = self._taken(id_, data)
        return found

    def all(self) -> list[Content]:
        """Return every content."""
        contents = []
        for id_, text, data in self._state.contents():
            self._texts[id_] = text
            contents.append(self._at_hand.get(id_) or self._taken(id_, data))
        return contents

    def _taken(self, id_: str, data: bytes) -> Content:
        content: Content = pickle.loads(data)  # noqa: S301  # our own, whole as its checksum tells
        content.shelved(self._shelf)
        self._at_hand[id_] = content
        return content

    def find(self, index: str, value: str) -> list[Content]:
        """Return the contents found under a value of an index."""
        return [self.one(id_) for id_ in self._state.content_ids((index, value))]

    def stamps(self, id_: str) -> tuple[str, str]:
        """Return the stamps of a content's body and of its source. Raises KeyError."""
        if (read := self._anew.get(id_)) is not None:
            return read.body, read.stamp
        text = self._texts.get(id_)
        if text is None:
            stamps = self._state.content_stamps(id_)
            if stamps is None:
                raise KeyError(id_)
            text = stamps[1]
        body, source = text.split(" ")
        return body, source


class _Bodies(Mapping[str, str]):
    """The stamps of all bodies by id of the content."""

    def __init__(self, library: _Library) -> None:
        self._library = library

    def __getitem__(self, id_: str) -> str:
        return self._library.stamps(id_)[0]

    def __iter__(self) -> Iterator[str]:
        return (content.id for content in self._library.all())

    def __len__(self) -> int:
        return len(self._library.all())


class _Sources(Mapping[str, Source]):
    """The sources of all contents by file; to walk through are only those read anew."""

    def __init__(self, library: _Library) -> None:
        self._library = library

    def __getitem__(self, file: str) -> Source:
        for content in self._library.find("file", file):
            return Source(self._library.folder, file, self._library.stamps(content.id)[1])
        raise KeyError(file)

    def __iter__(self) -> Iterator[str]:
        return iter(self._library.reads)

    def __len__(self) -> int:
        return len(self._library.reads)
