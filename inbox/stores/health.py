"""The SQL that tells how the inbox is: mail that waits, when the worker was last alive."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from inbox.stores.database import one, utc, writing
from inbox.stores.tables import heartbeats, logged_days, outbox

_BEAT_EVERY = timedelta(seconds=30)


@dataclass(frozen=True)
class Waiting:
    """How many mails wait, and since when the oldest does (None when none does)."""

    count: int
    since: datetime | None


class HealthStore:
    """Questions about the state of the inbox."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = writing(engine)
        self._dialect: Any = postgresql if engine.dialect.name == "postgresql" else sqlite

    def answers(self) -> bool:
        """Is the database there, with its tables?"""
        try:
            with self._engine.connect() as connection:
                connection.execute(select(heartbeats.c.at).limit(1))
        except SQLAlchemyError:
            return False
        return True

    def unsent_mail(self, now: datetime) -> Waiting:
        """Which mail should have left by now and has not?"""
        unsent = (outbox.c.sent_at.is_(None), outbox.c.failure.is_(None), outbox.c.created_at <= utc(now))
        query = select(func.count().label("count"), func.min(outbox.c.created_at).label("since")).where(*unsent)
        with self._engine.connect() as connection:
            row = one(connection, query)
            assert row is not None  # noqa: S101  # a count always has a row
            return Waiting(row["count"], row["since"])

    def failed_mail(self) -> int:
        """How many mails could never be sent?"""
        with self._engine.connect() as connection:
            query = (
                select(func.count())
                .select_from(outbox)
                .where(outbox.c.failure.is_not(None), outbox.c.dismissed.is_(None))
            )
            return int(connection.execute(query).scalar_one())

    def unpublished_log(self) -> date | None:
        """Which is the first day of the log of receipts that is over and not in the content folder?"""
        query = select(func.min(logged_days.c.day)).where(logged_days.c.published_at.is_(None))
        with self._engine.connect() as connection:
            found: date | None = connection.execute(query).scalar()
        return found

    def beat(self, program: str, now: datetime) -> None:
        """A program is alive; written down every half minute."""
        last = self.last_beat(program)
        if last is not None and now - _BEAT_EVERY < last <= now:
            return
        new = self._dialect.insert(heartbeats).values(program=program, at=utc(now))
        with self._writing.begin() as connection:
            connection.execute(new.on_conflict_do_update(index_elements=["program"], set_={"at": utc(now)}))

    def last_beat(self, program: str) -> datetime | None:
        """When was a program last alive?"""
        with self._engine.connect() as connection:
            row = one(connection, select(heartbeats.c.at).where(heartbeats.c.program == program))
            return None if row is None else row["at"]
