"""How the installation is: what an administrator and a monitoring program look at, and from when it is alarming."""

import shutil
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from inbox.handling.published import Generation, NothingPublishedError, Published
from inbox.stores.comments import Store
from inbox.stores.health import HealthStore, Waiting
from plugins.domain.clock import VIETNAM
from plugins.search.index import MissingIndexError

WORKER = "worker"
# From when somebody should look. Choices of ours, not of the law.
_SILENT_WORKER = timedelta(minutes=5)
_WAITING_MAIL = timedelta(hours=2)
_LITTLE_ROOM = 1_000_000_000  # bytes


@dataclass(frozen=True)
class Health:
    """What was found at a moment; None where there is nothing to tell."""

    has_database: bool
    built_at: datetime | None
    generation: str | None
    has_index: bool
    unsent_mail: int
    oldest_unsent: datetime | None
    failed_mail: int
    overdue: int
    oldest_overdue: date | None
    unpublished_log: date | None
    free_bytes: int
    worker_seen: datetime | None
    at: datetime

    @property
    def is_serving(self) -> bool:
        """Tell whether citizens can read and write: there is a site and a database."""
        return self.has_database and self.generation is not None

    @property
    def alarms(self) -> set[str]:
        """Return the names of what somebody should look at."""
        is_silent = self.worker_seen is None or self.at - self.worker_seen > _SILENT_WORKER
        is_stuck = self.oldest_unsent is not None and self.at - self.oldest_unsent > _WAITING_MAIL
        found = {
            "database": not self.has_database,
            "generation": self.generation is None,
            "index": not self.has_index,
            "unsent_mail": is_stuck,
            "failed_mail": self.failed_mail > 0,
            "overdue": self.overdue > 0,
            "unpublished_log": self.unpublished_log is not None,
            "free_bytes": self.free_bytes < _LITTLE_ROOM,
            "worker_seen": is_silent,
        }
        return {name for name, is_alarming in found.items() if is_alarming}


def look(store: Store, health: HealthStore, published: Published, data: Path, now: datetime) -> Health:
    """Return how the installation is. Nothing that is broken keeps the rest from being told."""
    generation = _generation(published)
    has_database = health.answers()
    mail = health.unsent_mail(now) if has_database else Waiting(0, None)
    overdue = store.overdue(now.date()) if has_database else []
    return Health(
        has_database=has_database,
        built_at=None if generation is None else _built_at(generation),
        generation=None if generation is None else generation.folder.name,
        has_index=generation is not None and _has_index(generation),
        unsent_mail=mail.count,
        oldest_unsent=mail.since,
        failed_mail=health.failed_mail() if has_database else 0,
        overdue=len(overdue),
        oldest_overdue=overdue[0]["due_on"] if overdue else None,
        unpublished_log=health.unpublished_log() if has_database else None,
        free_bytes=_free_bytes(data),
        worker_seen=health.last_beat(WORKER) if has_database else None,
        at=now,
    )


def _generation(published: Published) -> Generation | None:
    try:
        return published.now()
    except NothingPublishedError:
        return None


def _built_at(generation: Generation) -> datetime:
    """Return when the generation was last written to; every build touches its folder."""
    nanoseconds = generation.identity[1]
    return datetime.fromtimestamp(nanoseconds / 1e9, VIETNAM)


def _has_index(generation: Generation) -> bool:
    try:
        return generation.index.is_whole
    except MissingIndexError:
        return False


def _free_bytes(folder: Path) -> int:
    """Return the room on the disk of a folder, or of the folder in which it will be made."""
    there = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())
    return shutil.disk_usage(there).free
