"""The SQL of attached files: what came with which form."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.dialects import postgresql, sqlite

from inbox.stores.database import Row, every, stored, utc, writing
from inbox.stores.tables import attachments, comments


class AttachmentStore:
    """The rows of files; the files themselves lie in a folder."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = writing(engine)
        self._dialect: Any = postgresql if engine.dialect.name == "postgresql" else sqlite

    def add(self, attachment: Row) -> bool:
        """A file came with a form. Tells whether it is a new one, not one that this form has already."""
        with self._writing.begin() as connection:
            new = self._dialect.insert(attachments).values(stored(attachment)).on_conflict_do_nothing()
            return connection.execute(new.returning(attachments.c.id)).first() is not None

    def of(self, stamp: str) -> list[Row]:
        """Which files came with the form of this stamp?"""
        query = select(attachments).where(attachments.c.stamp == stamp)
        with self._engine.connect() as connection:
            return every(connection, query.order_by(attachments.c.received_at, attachments.c.id))

    def pass_on(self, stamp: str, to: str) -> None:
        """The files of a form that was not sent are those of the one that took its place."""
        was_sent = select(comments.c.id).where(comments.c.stamp == stamp).exists()
        with self._writing.begin() as connection:
            connection.execute(attachments.update().where(attachments.c.stamp == stamp, ~was_sent).values(stamp=to))

    def remove(self, ids: Sequence[str]) -> None:
        """Files are no longer wanted."""
        with self._writing.begin() as connection:
            connection.execute(attachments.delete().where(attachments.c.id.in_(ids)))

    def unsent(self, before: datetime) -> list[Row]:
        """Which files came before a moment with forms that have not been sent for good since?"""
        sent = select(comments.c.id).where(comments.c.stamp == attachments.c.stamp).exists()
        query = select(attachments).where(attachments.c.received_at < utc(before), ~sent)
        with self._engine.connect() as connection:
            return every(connection, query)
