"""Everything one build publishes, read and checked: the object in which the plugins meet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TypeVar

from plugins.domain.citations import Citations
from plugins.domain.consultations import Consultation, State
from plugins.domain.contents import (
    Answer,
    CommunityDecision,
    Content,
    Document,
    Draft,
    Event,
    Notice,
    Page,
    RoundClosing,
)
from plugins.domain.offices import Office
from plugins.domain.rows import Catalogue

C = TypeVar("C", bound=Content)

# The order in which citizens look for consultations: what they can still do something about comes first.
_BY_URGENCY = [State.OPEN, State.PLANNED, State.CLOSED, State.EXPLAINED, State.ISSUED, State.CANCELLED]


@dataclass(frozen=True)
class Publication:
    """The good contents of one build, the registers, and the moment for which it is built."""

    catalogue: Catalogue
    now: datetime
    contents: tuple[Content, ...]

    @cached_property
    def documents(self) -> list[Document]:
        """Issued documents, newest first."""
        return _newest_first(c for c in self.contents if isinstance(c, Document))

    @cached_property
    def notices(self) -> list[Notice]:
        """Disclosure notices, newest first."""
        return _newest_first(c for c in self.contents if isinstance(c, Notice))

    @cached_property
    def events(self) -> list[Event]:
        """Events: what is to come first, the next one at the top; then what has been, the latest first."""
        events = sorted((c for c in self.contents if isinstance(c, Event)), key=lambda e: (e.starts_at, e.id))
        coming = [e for e in events if e.starts_at.date() >= self.now.date()]
        return [*coming, *reversed(events[: len(events) - len(coming)])]

    @cached_property
    def decisions(self) -> list[CommunityDecision]:
        """What communities decided themselves, newest first."""
        return _newest_first(c for c in self.contents if isinstance(c, CommunityDecision))

    @cached_property
    def citations(self) -> Citations:
        """Who cites whom among the issued documents."""
        return Citations(self.documents)

    @cached_property
    def pages(self) -> list[Page]:
        """Standing pages by title."""
        return sorted((c for c in self.contents if isinstance(c, Page)), key=lambda p: p.title)

    @cached_property
    def answers(self) -> list[Answer]:
        """Published answers, newest first."""
        return _newest_first(c for c in self.contents if isinstance(c, Answer))

    @cached_property
    def consultations(self) -> list[Consultation]:
        """All rounds of all drafts: open ones by closing day, then upcoming, then the others, newest first."""
        closings = {c.draft: c for c in self.contents if isinstance(c, RoundClosing)}
        issued = {d.draft: d for d in self.documents if d.draft}
        answers: dict[str, list[Answer]] = {}
        for answer in reversed(self.answers):
            answers.setdefault(answer.draft, []).append(answer)
        rounds = [
            Consultation(d, self.now, tuple(answers.get(d.id, ())), closings.get(d.id), issued.get(d.id))
            for d in self.contents
            if isinstance(d, Draft)
        ]
        rounds.sort(key=lambda c: (c.draft.closes_on, c.draft.id), reverse=True)
        rounds.sort(key=lambda c: (0, c.days_left) if c.is_open else (_BY_URGENCY.index(c.state), 0))
        return rounds

    @cached_property
    def consultation_of(self) -> dict[str, Consultation]:
        """Consultations by the id of their draft."""
        return {c.draft.id: c for c in self.consultations}

    def office(self, id_: str) -> Office:
        """Return an office of the directory by id; every content names an office that is there."""
        return self.catalogue.offices[id_]


def _newest_first(contents: Iterable[C]) -> list[C]:
    return sorted(contents, key=lambda c: (c.published_on, c.id), reverse=True)
