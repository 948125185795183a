"""The SQL that tells how comments of a span of time were handled: days and states, never a word, never a name."""

from datetime import datetime

from sqlalchemy import Engine, and_, func, select

from inbox.stores.database import Row, every, utc
from inbox.stores.tables import comments, events, holds
from plugins.domain.comments import Kind, Status

_NAMES = ("id", "office", "kind", "channel", "received_at", "due_on", "due_is_firm", "status")
_RESTRICTED = [kind.id for kind in Kind if kind.is_restricted]


class FiguresStore:
    """Questions about many comments at once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def handled(self, since: datetime, before: datetime) -> list[Row]:
        """How was each comment handled that came in a span of time: first answered when, reopened how often?

        Left out is what only screeners read, what is sealed, and what was held as spam and not let pass.
        """
        answered = func.min(events.c.at).filter(events.c.status == Status.ANSWERED.id).label("answered_at")
        reopened = func.count().filter(events.c.status == Status.REOPENED.id).label("reopened")
        query = (
            select(*(comments.c[name] for name in _NAMES), answered, reopened)
            .join(events, events.c.comment_id == comments.c.id)
            .outerjoin(holds, and_(holds.c.stamp == comments.c.stamp, holds.c.released_at.is_(None)))
            .where(
                comments.c.received_at >= utc(since),
                comments.c.received_at < utc(before),
                comments.c.suspected == "",
                comments.c.kind.not_in(_RESTRICTED),
                comments.c.sealed.is_(None),
                holds.c.stamp.is_(None),
            )
            .group_by(*(comments.c[name] for name in _NAMES))
            .order_by(comments.c.id)
        )
        with self._engine.connect() as connection:
            return every(connection, query)

    def scores(self, since: datetime, before: datetime) -> dict[int, int]:
        """Which score did the answer of each comment get that came in a span of time? The last one counts."""
        query = (
            select(events.c.comment_id, events.c.detail)
            .join(comments, comments.c.id == events.c.comment_id)
            .where(
                events.c.status == Status.RATED.id,
                comments.c.received_at >= utc(since),
                comments.c.received_at < utc(before),
            )
            .order_by(events.c.id)
        )
        with self._engine.connect() as connection:
            return {row["comment_id"]: row["detail"]["score"] for row in every(connection, query)}

    def first_year(self) -> int | None:
        """In which year did the first comment come, None before any?"""
        with self._engine.connect() as connection:
            row = every(connection, select(comments.c.received_at).order_by(comments.c.received_at).limit(1))
            return row[0]["received_at"].year if row else None
