"""Everything one build publishes, read and checked: the object in which the plugins meet.

Whoever asks it depends on the answer (see `asking`): on a whole list, on a group of contents (those of an office, the
bearers of a symbol), or on one card.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol, TypeVar, cast

from plugins.domain.asking import Key, Trace, Watched, fingerprint, note, shared
from plugins.domain.cards import Content, Link
from plugins.domain.citations import Citations
from plugins.domain.consultations import Consultation, State
from plugins.domain.contents import (
    Answer,
    CommunityDecision,
    Document,
    Draft,
    Event,
    Notice,
    Page,
    ReceiptDay,
    RoundClosing,
    Translation,
)
from plugins.domain.offices import Office
from plugins.domain.rows import Catalogue
from plugins.domain.vocabulary import VIETNAMESE

C = TypeVar("C", bound=Content)

# The order in which citizens look for consultations: what they can still do something about comes first.
_BY_URGENCY = [State.OPEN, State.PLANNED, State.CLOSED, State.EXPLAINED, State.ISSUED, State.CANCELLED]

# Every kind of content.
KINDS: tuple[type[Content], ...] = (
    Document,
    Draft,
    Notice,
    Event,
    CommunityDecision,
    Answer,
    RoundClosing,
    Page,
    ReceiptDay,
    Translation,
)
# How contents are looked up: name of the index → the values under which a content is found.
_INDEXES: Mapping[str, Callable[[Content], Iterable[str]]] = {
    "card": lambda c: (c.id,),
    "kind": lambda c: (type(c).__name__,),
    "file": lambda c: (c.source,),
    "office": lambda c: (c.office,),
    "symbol": lambda c: (c.normal_symbol,) if isinstance(c, Document) else (),
    "naming": lambda c: c.symbols_named if isinstance(c, Document) else (),
    "draft": lambda c: (c.draft,) if isinstance(c, Answer | RoundClosing | Document) and c.draft else (),
    "issued": lambda c: ("",) if isinstance(c, Document) and c.draft else (),
    "original": lambda c: (c.original,) if isinstance(c, Translation) else (),
    "previous": lambda c: (c.previous_round,) if isinstance(c, Draft) and c.previous_round else (),
}
_MANY = 100  # contents in a group
# The kinds of inputs that a publication knows.
INPUTS = frozenset({*_INDEXES, "register", "one-office"})


class Publication:
    """The good contents of one build, the registers, and the moment for which it is built."""

    def __init__(self, registers: Catalogue, now: datetime, contents: Iterable[Content]) -> None:
        self.registers = registers
        self.now = now
        self.memory: dict[Key, tuple[Any, Trace]] = {}
        self._contents = contents

    @cached_property
    def contents(self) -> tuple[Content, ...]:
        """All of them."""
        return tuple(self._contents)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The registers; whoever looks into one depends on it."""
        return cast("Catalogue", Watched("register", self.registers))

    def group(self, index: str, value: str) -> tuple[Content, ...]:
        """Return the contents found under a value of an index, newest first."""
        note(index, value)
        return self._members(index, value)

    def _members(self, index: str, value: str) -> tuple[Content, ...]:
        return self._index(index).get(value, ())

    def stamp_of(self, kind: str, value: str) -> str:
        """Return a text that differs when what is asked for does: a register, an office, a group ("" when empty)."""
        if kind == "register":
            return fingerprint(getattr(self.registers, value))
        if kind == "one-office":
            return fingerprint(self.registers.offices.by_id.get(value))
        group = self._members(kind, value)
        return group[0].stamp if len(group) == 1 else fingerprint([c.stamp for c in group]) if group else ""

    def keys_of(self, content: Content) -> list[Key]:
        """Return the keys of all groups in which a content is found."""
        return [(index, value) for index, values_of in _INDEXES.items() for value in values_of(content)]

    def keys_of_many(self) -> list[Key]:
        """Return the keys of all groups of many contents; all indexes stand ready after that."""
        return [(name, value) for name in _INDEXES for value, found in self._index(name).items() if len(found) >= _MANY]

    def _index(self, name: str) -> Mapping[str, tuple[Content, ...]]:
        found = self._indexes.get(name)
        if found is None:
            values_of = _INDEXES[name]
            lists: dict[str, list[Content]] = {}
            for content in self._newest_first:
                for value in values_of(content):
                    lists.setdefault(value, []).append(content)
            found = self._indexes[name] = {value: tuple(contents) for value, contents in lists.items()}
        return found

    @cached_property
    def _indexes(self) -> dict[str, Mapping[str, tuple[Content, ...]]]:
        return {}

    @cached_property
    def _newest_first(self) -> list[Content]:
        return newest_first(self.contents)

    def _all(self, kind: type[C]) -> list[C]:
        return cast("list[C]", list(self.group("kind", kind.__name__)))

    def one(self, kind: type[C], id_: str) -> C:
        """Return the content of a kind with that id. Raises LookupError."""
        found = next((c for c in self.group("card", id_) if isinstance(c, kind)), None)
        if found is None:
            raise LookupError(id_)
        return found

    @property
    def documents(self) -> list[Document]:
        """Issued documents, newest first."""
        return self._all(Document)

    @property
    def notices(self) -> list[Notice]:
        """Disclosure notices, newest first."""
        return self._all(Notice)

    @property
    def drafts(self) -> list[Draft]:
        """Drafts, the last opened first."""
        return self._all(Draft)

    @property
    def decisions(self) -> list[CommunityDecision]:
        """What communities decided themselves, newest first."""
        return self._all(CommunityDecision)

    @property
    def answers(self) -> list[Answer]:
        """Published answers, newest first."""
        return self._all(Answer)

    @property
    def pages(self) -> list[Page]:
        """Standing pages by title."""
        return sorted(self._all(Page), key=lambda p: p.title)

    @property
    def receipt_days(self) -> list[ReceiptDay]:
        """The days of the log of receipts, newest first."""
        return self._all(ReceiptDay)

    @property
    def translations(self) -> list[Translation]:
        """Translations of any content, newest first."""
        return self._all(Translation)

    def versions(self, original: str, url: str) -> dict[str, str]:
        """Return where a content of that id and URL can be read, by language; nothing when it is not translated."""
        translations = [c for c in self.group("original", original) if isinstance(c, Translation)]
        return {VIETNAMESE: url} | {t.language: t.url for t in translations} if translations else {}

    def standing_pages(self, language: str) -> list[Link]:
        """Return the standing pages as the foot of a page in a language links them, by title."""
        translated = {t.original: t for t in self.translations if t.language == language}
        pages = [translated.get(page.id, page) for page in self.pages]
        links = [Link(p.title, p.url, language if isinstance(p, Translation) else VIETNAMESE) for p in pages]
        return sorted(links, key=lambda link: link.title)

    @property
    def events(self) -> list[Event]:
        """Events: what is to come first, the next one at the top; then what has been, the latest first."""
        return _events(self)

    @cached_property
    def citations(self) -> Citations:
        """Who cites whom among the issued documents."""

        def documents(index: str) -> Callable[[str], Sequence[Document]]:
            return lambda symbol: cast("Sequence[Document]", self.group(index, symbol))  # nobody else has a symbol

        return Citations(documents("symbol"), documents("naming"))

    @property
    def consultations(self) -> list[Consultation]:
        """All rounds of all drafts: open ones by closing day, then upcoming, then the others, newest first."""
        return _consultations(self)

    def consultation(self, draft: str) -> Consultation | None:
        """Return the consultation on the draft of that id, None when there is none."""
        found = next((c for c in self.group("card", draft) if isinstance(c, Draft)), None)
        return self._consultation(found, self.group("draft", draft)) if found else None

    def _consultation(self, draft: Draft, related: Iterable[Content]) -> Consultation:
        answers: list[Answer] = []
        closing = issued = None
        for content in related:
            if isinstance(content, Answer):
                answers.insert(0, content)
            elif isinstance(content, RoundClosing):
                closing = content
            elif isinstance(content, Document):
                issued = content
        return Consultation(draft, self.now, tuple(answers), closing, issued)

    def following_round(self, draft: str) -> Draft | None:
        """Return the draft of the round that followed, None when there is none."""
        return next((c for c in self.group("previous", draft) if isinstance(c, Draft)), None)

    def office(self, id_: str) -> Office:
        """Return an office of the directory by id; every content names an office that is there."""
        note("one-office", id_)
        return self.registers.offices[id_]


class Library(Protocol):
    """Where contents stand on file."""

    def all(self) -> Iterable[Content]:
        """Return every content."""

    def find(self, index: str, value: str) -> Iterable[Content]:
        """Return the contents found under a value of an index."""


class PublicationOnFile(Publication):
    """A publication whose contents are fetched one by one, as they are asked for: most builds need a few."""

    def __init__(self, registers: Catalogue, now: datetime, library: Library) -> None:
        super().__init__(registers, now, ())
        self._library = library
        self._found: dict[Key, tuple[Content, ...]] = {}

    @cached_property
    def contents(self) -> tuple[Content, ...]:
        """All of them, fetched."""
        return tuple(self._library.all())

    def _members(self, index: str, value: str) -> tuple[Content, ...]:
        found = self._found.get((index, value))
        if found is None:
            found = self._found[index, value] = tuple(newest_first(self._library.find(index, value)))
        return found


def newest_first(contents: Iterable[Content]) -> list[Content]:
    """Return contents by the day since when they are public, the newest first."""
    return sorted(contents, key=lambda c: (c.published_on, c.id), reverse=True)


@shared
def _events(publication: Publication) -> list[Event]:
    today = publication.now.date()
    events = sorted((c for c in publication.group("kind", "Event") if isinstance(c, Event)), key=_begins)
    coming = [e for e in events if today <= e.starts_at.date()]
    return [*coming, *reversed(events[: len(events) - len(coming)])]


def _begins(event: Event) -> tuple[datetime, str]:
    return event.starts_at, event.id


@shared
def _consultations(publication: Publication) -> list[Consultation]:
    for related in ("Answer", "RoundClosing"):
        publication.group("kind", related)
    publication.group("issued", "")
    related_to = publication._index("draft")  # noqa: SLF001  # asked for as a whole above
    rounds = [
        publication._consultation(draft, related_to.get(draft.id, ()))  # noqa: SLF001  # its own module
        for draft in publication._all(Draft)  # noqa: SLF001
    ]
    rounds.sort(key=lambda c: (c.draft.closes_on, c.draft.id), reverse=True)
    ordered = [(c, c.state) for c in rounds]
    ordered.sort(key=lambda o: (0, o[0].draft.closes_on.toordinal()) if o[0].is_open else (_BY_URGENCY.index(o[1]), 0))
    return [consultation for consultation, _ in ordered]
