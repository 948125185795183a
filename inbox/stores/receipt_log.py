"""The SQL of the log of receipts: which commitments wait for the end of their day, which days are over."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, select, update
from sqlalchemy.dialects import postgresql, sqlite

from inbox.stores.database import Row, every, one, utc, writing
from inbox.stores.tables import comments, logged_days, receipt_log
from plugins.domain.receipt_log import Statement, moment_text


def statement(comment: Row, logged: Row) -> Statement:
    """Return what the commitment to a comment was made of, from its row and its row of the log."""
    received = moment_text(comment["received_at"])
    return Statement(
        logged["salt"],
        comment["reference"],
        received,
        comment["provision"] or "",
        comment["stance"],
        logged["words"],
    )


class ReceiptLogStore:
    """Commitments to what came in, and the days whose root is known."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = writing(engine)
        self._dialect: Any = postgresql if engine.dialect.name == "postgresql" else sqlite

    def is_logged(self, day: date) -> bool:
        """Has a day of the log its root already?"""
        with self._engine.connect() as connection:
            return one(connection, select(logged_days.c.day).where(logged_days.c.day == day)) is not None

    def unlogged(self, before: datetime) -> list[Row]:
        """Which commitments of comments taken in before a moment stand in no day of the log, oldest first?"""
        query = select(receipt_log).where(receipt_log.c.day.is_(None), receipt_log.c.at < utc(before))
        with self._engine.connect() as connection:
            return every(connection, query.order_by(receipt_log.c.at, receipt_log.c.comment_id))

    def log_day(self, day: date, root: str, commitments: Sequence[Row]) -> None:
        """A day is over: these stand in it, under this root. Nothing happens when another worker was first."""
        row = {"day": day, "root": root, "count": len(commitments)}
        ids = [commitment["comment_id"] for commitment in commitments]
        with self._writing.begin() as connection:
            new = self._dialect.insert(logged_days).values(row).on_conflict_do_nothing().returning(logged_days.c.day)
            if connection.execute(new).first() is not None:
                connection.execute(update(receipt_log).where(receipt_log.c.comment_id.in_(ids)).values(day=day))

    def unpublished(self) -> list[Row]:
        """Which days have not been written into the content folder, the first before the others?"""
        query = select(logged_days).where(logged_days.c.published_at.is_(None)).order_by(logged_days.c.day)
        with self._engine.connect() as connection:
            return every(connection, query)

    def record_published(self, day: date, now: datetime) -> None:
        """A day stands in the content folder."""
        published = update(logged_days).where(logged_days.c.day == day).values(published_at=utc(now))
        with self._writing.begin() as connection:
            connection.execute(published)

    def logged_with(self, stamp: str) -> dict[int, Row]:
        """What does the log hold of all that came with a form, by id of the comment?

        With the root where its day is over. Nothing of what came before there was a log, or is erased.
        """
        query = select(receipt_log, logged_days.c.root).join(comments, comments.c.id == receipt_log.c.comment_id)
        query = query.outerjoin(logged_days, logged_days.c.day == receipt_log.c.day)
        with self._engine.connect() as connection:
            rows = every(connection, query.where(comments.c.stamp == stamp, receipt_log.c.salt != ""))
        return {row["comment_id"]: row for row in rows}

    def commitments(self, day: date) -> list[str]:
        """Which commitments stand in a day?"""
        query = select(receipt_log.c.commitment).where(receipt_log.c.day == day)
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())
