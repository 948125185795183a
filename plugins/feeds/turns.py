"""What there is to announce, and in which document of which feed it stands.

A feed holds the newest of its turns; what is older stands in its archives (RFC 5005), counted from the oldest. An
archive is made when it is full and then stays: what is new goes into the feed, and only when that holds twice as many
as an archive, the older half becomes one. Only what gets another day or goes (a withdrawal, a text with an old date)
moves what stands behind it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from plugins.domain.asking import question, shared
from plugins.domain.cards import Content
from plugins.domain.contents import Answer, CommunityDecision, Document, Event, Notice, ReceiptDay
from plugins.domain.moves import Withdrawal
from plugins.kit.build import Build

# So many turns make an archive; a feed with archives holds at least as many itself, and not twice as many.
ARCHIVE = 50
EVERYTHING = "tat-ca"
ANSWERS, CONSULTATIONS = "tra-loi", "lay-y-kien"
RECEIPTS = "so-bien-nhan"
_KIND_OF: dict[type[Content], str] = {
    Document: "van-ban",
    Notice: "cong-khai",
    Answer: ANSWERS,
    Event: "su-kien",
    CommunityDecision: "cong-dong",
    ReceiptDay: RECEIPTS,
}
# Folders of pages whose kind has another name.
_KIND_IN = {"du-thao": CONSULTATIONS}


@dataclass(frozen=True, repr=False)
class Turn:
    """Something to announce; its entry is made when it is wanted.

    It is about a content, a turn of a consultation, or something withdrawn; `name` is the turn's, "" for the others.
    """

    content: Content | Withdrawal
    kind: str
    published_on: date
    name: str = ""

    @cached_property
    def _words(self) -> str:
        return f"{self.content!r} {self.kind} {self.published_on} {self.name}"

    def __repr__(self) -> str:
        # By these words a feed is known to have changed; each stands in several.
        return self._words

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of its permanent id, beside the site's."""
        return (self.content.id, self.name) if self.name else (self.content.id,)

    def feeds(self) -> set[str]:
        """Return the paths of the feeds in which it stands; the log of receipts says something every day, and apart."""
        if self.kind == RECEIPTS:
            return {RECEIPTS}
        feeds = {EVERYTHING, self.kind, path_of_office(self.content.office), *map(path_of_field, self.content.fields)}
        return feeds | {CONSULTATIONS} if self.kind == ANSWERS else feeds


@dataclass(frozen=True)
class Share:
    """What stands in one document of a feed, newest first, and the numbers of the archives next to it, 0 for none."""

    turns: Sequence[Turn]
    older: int
    newer: int


def path_of_field(field: str) -> str:
    """Return the path of the feed of a field of work."""
    return f"linh-vuc/{field}"


def path_of_office(office: str) -> str:
    """Return the path of the feed of an office."""
    return f"co-quan/{office}"


def count_of_archives(build: Build, feed: str) -> int:
    """Return how many archives a feed has."""
    return max(0, len(_by_feed(build).get(feed, ())) // ARCHIVE - 1)


@question
def share(build: Build, feed: str, archive: int) -> Share:
    """Return what stands in an archive of a feed, 1 for the oldest; archive 0 is the feed itself.

    Raises LookupError when there is no such archive.
    """
    count = count_of_archives(build, feed)
    if archive > count:
        raise LookupError(archive)
    turns = _by_feed(build).get(feed, [])
    if archive == 0:
        return Share(turns[count * ARCHIVE :][::-1], older=count, newer=0)
    found = turns[(archive - 1) * ARCHIVE : archive * ARCHIVE]
    return Share(found[::-1], older=archive - 1, newer=archive + 1 if archive < count else 0)


@shared
def _by_feed(build: Build) -> Mapping[str, list[Turn]]:
    """Return everything that is announced by now, by the feeds in which it stands, oldest first."""
    today = build.publication.now.date()
    found = [turn for turn in _turns(build) if turn.published_on <= today]
    by_feed: dict[str, list[Turn]] = {}
    for turn in sorted(found, key=lambda t: (t.published_on, t.content.id, t.name)):
        for feed in turn.feeds():
            by_feed.setdefault(feed, []).append(turn)
    return by_feed


def _turns(build: Build) -> Iterator[Turn]:
    """Yield everything there is or will be to announce."""
    publication = build.publication
    for type_, kind in _KIND_OF.items():
        for content in publication.group("kind", type_.__name__):
            yield Turn(content, kind, content.published_on)
    for consultation in publication.consultations:
        for name, on in consultation.turns():
            yield Turn(consultation.draft, CONSULTATIONS, on, name)
    # What was taken back takes the place of what readers have, by the same id.
    for withdrawal in publication.catalogue.moves.withdrawals:
        folder = withdrawal.url.partition("/")[0]
        kind = ANSWERS if "#" in withdrawal.url else _KIND_IN.get(folder, folder)
        yield Turn(withdrawal, kind, withdrawal.on)
