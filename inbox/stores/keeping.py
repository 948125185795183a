"""The SQL of keeping: which submissions are finished since when, what is taken out of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, exists, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from inbox.stores.database import Row, every, stored, utc, writing
from inbox.stores.mail import drop_mail_to_citizen
from inbox.stores.tables import answers, comments, events, keepings, notes, proposals, receipt_log
from plugins.domain.comments import Status
from plugins.domain.keeping import KeepingAct

_FINISHED = tuple(
    status.id
    for status in (
        Status.ANSWERED,
        Status.PUBLISHED,
        Status.WITHDRAWN,
        Status.REDIRECTED,
        Status.SEALED,
        Status.SPAM,
    )
)
# What tells who somebody is; what they wrote, and by what it could be looked up. All other columns stay for good:
# number, kind, days, office, so that no number is missing and no figure changes. A test knows every column.
WHO: Row = {"name": "", "email": "", "phone": "", "village": "", "organisation": "", "provenance": {}}
WHAT: Row = {"body": "", "sealed": None, "code_hash": ""}
# What people wrote stands in the history, too.
_WORDS_OF_EVENTS = {"text", "before", "reason"}


class KeepingStore:
    """Finished submissions, and the ledger of what the rules of keeping did to them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = writing(engine)
        self._dialect: Any = postgresql if engine.dialect.name == "postgresql" else sqlite

    def finished(self, act: KeepingAct, kind: str | None, until: datetime) -> list[Row]:
        """Which finished comments (of a kind) had their last event by `until`, and was the act not done to them yet?

        To what was deleted nothing more is done.
        """
        last = func.max(events.c.at).label("last_at")
        was_done = exists().where(
            keepings.c.comment_id == comments.c.id, keepings.c.act.in_([act.id, KeepingAct.DELETE.id])
        )
        query = (
            select(comments.c.id, comments.c.reference, comments.c.stamp, last)
            .join(events, events.c.comment_id == comments.c.id)
            .where(comments.c.status.in_(_FINISHED), ~was_done)
            .group_by(comments.c.id, comments.c.reference, comments.c.stamp)
            .having(last <= utc(until))
        )
        if kind is not None:
            query = query.where(comments.c.kind == kind)
        with self._engine.connect() as connection:
            return every(connection, query.order_by(comments.c.id))

    def is_last_of_form(self, stamp: str) -> bool:
        """Was of all that came with a form everything deleted but one?"""
        was_deleted = exists().where(keepings.c.comment_id == comments.c.id, keepings.c.act == KeepingAct.DELETE.id)
        query = select(func.count()).select_from(comments).where(comments.c.stamp == stamp, ~was_deleted)
        with self._engine.connect() as connection:
            return bool(connection.execute(query).scalar_one() == 1)

    def keep(
        self, comment_id: int, act: KeepingAct, rule: str, limit: str, now: datetime, happened: Row | None = None
    ) -> bool:
        """Take out of a comment what an act takes out, and write that down; tell whether nobody had done so.

        `happened` is for its history where somebody asked for it; without words there is nothing left to answer.
        """
        entry = {"comment_id": comment_id, "act": act.id, "rule": rule, "limit": limit, "at": utc(now)}
        deletes = act is KeepingAct.DELETE
        with self._writing.begin() as connection:
            new = self._dialect.insert(keepings).values(entry).on_conflict_do_nothing().returning(keepings.c.act)
            if connection.execute(new).first() is None:
                return False
            drop_mail_to_citizen(connection, comment_id)
            # What officers wrote to each other may hold names.
            connection.execute(delete(notes).where(notes.c.comment_id == comment_id))
            connection.execute(delete(proposals).where(proposals.c.comment_id == comment_id))
            # So may the document in which it was answered: it begins with whom it is to.
            connection.execute(update(answers).where(answers.c.comment_id == comment_id).values(signed_file=None))
            values = {**WHO, **WHAT} if deletes else WHO
            if happened is not None:
                connection.execute(insert(events).values({**stored(happened), "comment_id": comment_id}))
                unfinished = (comments.c.id == comment_id, comments.c.status.not_in(_FINISHED))
                if deletes:
                    connection.execute(update(comments).where(*unfinished).values(status=Status.WITHDRAWN.id))
            connection.execute(update(comments).where(comments.c.id == comment_id).values(values))
            if deletes:
                emptied = {"point": "", "text": ""}
                connection.execute(update(answers).where(answers.c.comment_id == comment_id).values(emptied))
                # Without the salt nothing can be guessed from the commitment, which stays: the log is whole.
                logged = update(receipt_log).where(receipt_log.c.comment_id == comment_id)
                connection.execute(logged.values(salt="", words=""))
                _empty_history(connection, comment_id)
            return True

    def about_data_of(self, reference: str) -> list[str]:
        """Which requests about their data did the sender of a comment send? Their references."""
        query = select(comments.c.reference).where(comments.c.relates_to == reference).order_by(comments.c.id)
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def forget_pages(self) -> None:
        """Nothing of what was taken out stays behind in the file of the database: SQLite's log is emptied."""
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def ledger(self) -> list[Row]:
        """What was done to which comment by which rule?"""
        query = select(keepings, comments.c.reference).join(comments, comments.c.id == keepings.c.comment_id)
        with self._engine.connect() as connection:
            return every(connection, query.order_by(keepings.c.at, keepings.c.comment_id))


def _empty_history(connection: Connection, comment_id: int) -> None:
    """Take the words out of what happened to a comment; that it happened, and when, stays."""
    for event in every(connection, select(events.c.id, events.c.detail).where(events.c.comment_id == comment_id)):
        if _WORDS_OF_EVENTS & event["detail"].keys():
            detail = {key: "" if key in _WORDS_OF_EVENTS else value for key, value in event["detail"].items()}
            connection.execute(update(events).where(events.c.id == event["id"]).values(detail=detail))
