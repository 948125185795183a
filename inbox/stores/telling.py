"""The SQL of what citizens are told and asked: who is called by telephone, whose answer to a question is awaited."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Engine, func, insert, select

from inbox.stores.database import Row, every, stored, writing
from inbox.stores.tables import comments, events, holds, notes
from plugins.domain.comments import UNANSWERED, Status

# What is to know of a comment whose sender is called: who may, which number, about what.
_ABOUT = ("reference", "phone", "subject", "provision_label", "office", "kind", "suspected", "accused", "sealed")
_SAID = (Status.ADDED.id, Status.CORRECTED.id)


class TellingStore:
    """Questions about what went to citizens and came from them after they had sent something."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = writing(engine)

    def told_by_telephone(self, office: str) -> list[Row]:
        """What happened to the comments of an office whose senders left a telephone number, oldest first?

        Events, each with what is to know of its comment. Nobody is called about what was withdrawn or is held.
        """
        about = (comments.c[name] for name in _ABOUT)
        is_held = select(holds.c.stamp).where(holds.c.stamp == comments.c.stamp, holds.c.released_at.is_(None)).exists()
        query = select(events, *about).join(comments, comments.c.id == events.c.comment_id)
        query = query.where(
            comments.c.office == office,
            comments.c.phone != "",
            events.c.status.not_in([Status.RECEIVED.id, Status.ROUTED.id, Status.PUBLISHED.id, Status.RATED.id]),
            comments.c.status != Status.WITHDRAWN.id,
            ~is_held,
        )
        with self._engine.connect() as connection:
            return every(connection, query.order_by(events.c.id))

    def record_call(self, comment_ids: Sequence[int], happened: Row, note: str) -> None:
        """Somebody was called about some comments; what is noted about that stays at the desk."""
        with self._writing.begin() as connection:
            for comment_id in sorted(comment_ids):
                connection.execute(insert(events).values({**stored(happened), "comment_id": comment_id}))
                if note:
                    row = {"comment_id": comment_id, "at": happened["at"], "actor": happened["actor"], "text": note}
                    connection.execute(insert(notes).values(stored(row)))

    def questions(self, office: str | None) -> dict[int, bool]:
        """About which comments waiting at an office (None: any) was something asked, and did the sender reply?"""

        def last(*statuses: str) -> ColumnElement[int]:
            return func.coalesce(func.max(events.c.id).filter(events.c.status.in_(statuses)), 0)

        asked, said, answered = last(Status.ASKED.id), last(*_SAID), last(Status.ANSWERED.id)
        query = select(events.c.comment_id, (said > asked).label("is_said"))
        query = query.join(comments, comments.c.id == events.c.comment_id).where(comments.c.status.in_(UNANSWERED))
        if office is not None:
            query = query.where(comments.c.office == office)
        query = query.group_by(events.c.comment_id).having(asked > answered)
        with self._engine.connect() as connection:
            return {row["comment_id"]: bool(row["is_said"]) for row in every(connection, query)}
