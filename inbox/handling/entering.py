"""What did not come through the site: keyed in at the desk from paper, telephone, a visit, a message, a meeting.

It counts the same and gets the same reference and code; how it came and who keyed it in stays with it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from inbox.errors import SamePersonError
from inbox.handling import happening
from inbox.handling.submitting import Taken, Voiced
from inbox.stores.comments import Row, Store
from plugins.domain.clock import VIETNAM
from plugins.domain.comments import Channel, Stance, Status
from plugins.domain.sendings import LONGEST_FIELD, NotChosen, Opinion, Problem, text_problems
from plugins.domain.text import nfc, squeeze

# How people reach an office beside the site; results of meetings have a form of their own.
CHANNELS = (Channel.PAPER, Channel.PHONE, Channel.IN_PERSON, Channel.SOCIAL)
_MOST_PEOPLE = 100_000
_OLDEST = timedelta(days=365)


@dataclass(frozen=True)
class Sheet:
    """What is typed about how one person's words came: channel, day (ISO), how many signed, where the original is."""

    channel: str = ""
    received_on: str = ""
    count: str = "1"
    source: str = ""

    def problems(self, now: datetime) -> Iterator[Problem]:
        """Yield what is wrong with it, field by field."""
        if self.channel not in {channel.id for channel in CHANNELS}:
            yield NotChosen("channel")
        if _day(self.received_on, now) is None:
            yield NotChosen("received_on")
        if not _number(self.count):
            yield NotChosen("count")
        yield from text_problems("source", self.source, LONGEST_FIELD, required=False)

    def taken(self, officer: Row, now: datetime) -> Taken:
        """Return it as a sending takes it; only without problems."""
        channel = next(c for c in CHANNELS if c.id == self.channel)
        provenance = {"keyed_by": officer["login"], "office": officer["office"], "source": squeeze(nfc(self.source))}
        at = _moment(self.received_on, now)
        return Taken(channel, at, officer["login"], provenance, (Voiced(_number(self.count) or 1),))


@dataclass(frozen=True)
class Point:
    """What a meeting said to one provision: the words, how many voiced them, hands by stance; numbers as typed."""

    provision: str = ""
    body: str = ""
    count: str = ""
    hands: tuple[str, ...] = ("",) * len(Stance)

    @property
    def is_written(self) -> bool:
        """Tell whether anything was typed."""
        return any(text.strip() for text in (self.body, self.count, *self.hands))


@dataclass(frozen=True)
class Minutes:
    """What is typed of a meeting's result: village, day (ISO), who is known to have attended, points made there."""

    village: str = ""
    held_on: str = ""
    attendance: str = ""
    source: str = ""
    points: tuple[Point, ...] = ()

    @property
    def written(self) -> tuple[Point, ...]:
        """The points that are not empty."""
        return tuple(point for point in self.points if point.is_written)

    @property
    def opinions(self) -> tuple[Opinion, ...]:
        """The points as opinions."""
        return tuple(Opinion(point.body, point.provision) for point in self.written)

    def problems(self, villages: set[str], now: datetime) -> Iterator[Problem]:
        """Yield what is wrong with it; nobody is counted more than once to a point."""
        attendance = _number(self.attendance)
        if self.village not in villages:
            yield NotChosen("village")
        if _day(self.held_on, now) is None:
            yield NotChosen("received_on")
        if not attendance:
            yield NotChosen("attendance")
        yield from text_problems("source", self.source, LONGEST_FIELD, required=False)
        for point in self.written:
            hands = [_number(text, least=0) if text.strip() else 0 for text in point.hands]
            is_whole = None not in hands and sum(hand or 0 for hand in hands) <= (attendance or 0)
            count = _number(point.count)
            if not is_whole or not count or count > (attendance or 0):
                yield NotChosen("hands")

    def taken(self, officer: Row, now: datetime) -> Taken:
        """Return it as a sending takes it; only without problems."""
        provenance = {
            "keyed_by": officer["login"],
            "office": officer["office"],
            "source": squeeze(nfc(self.source)),
            "village": self.village,
            "attendance": _number(self.attendance),
        }
        voiced = [Voiced(_number(point.count) or 1, _hands(point)) for point in self.written]
        return Taken(Channel.MEETING, _moment(self.held_on, now), officer["login"], provenance, voiced)


def may_confirm(officer: Row, comment: Row) -> bool:
    """Tell whether a comment was keyed in by somebody else than this officer, and nobody has checked it yet."""
    provenance = comment["provenance"]
    return provenance.get("keyed_by") not in {None, officer["login"]} and not provenance.get("checked_by")


def confirm(store: Store, officer: Row, comment: Row, now: datetime) -> None:
    """A second person has compared what was keyed in with the original. Raises SamePersonError."""
    if not may_confirm(officer, comment):
        raise SamePersonError
    changes = {"provenance": {**comment["provenance"], "checked_by": officer["login"]}}
    store.record(comment["id"], happening(now, Status.CHECKED, officer["login"]), changes)


def _hands(point: Point) -> dict[str, int]:
    typed = zip(Stance, point.hands, strict=True)
    return {stance.id: _number(text, least=0) or 0 for stance, text in typed if text.strip()}


def _number(text: str, least: int = 1) -> int | None:
    """Return a number of people, None for anything else."""
    text = text.strip()
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(_MOST_PEOPLE)):
        return None
    return int(text) if least <= int(text) <= _MOST_PEOPLE else None


def _day(text: str, now: datetime) -> date | None:
    """Return the day something was received on, None for the future, long ago and what is no day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if now.date() - _OLDEST <= day <= now.date() else None


def _moment(text: str, now: datetime) -> datetime:
    """Return when something was received: now, or noon of an earlier day, whose hour nobody knows."""
    day = date.fromisoformat(text)
    return now if day == now.date() else datetime.combine(day, time(12), VIETNAM)
