"""The SQL of digests, reminders and undeliverable mail; who wants which mail."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, exists, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from inbox.mail.letters import MAIL_DIGEST, TO_CITIZEN, TO_OFFICE
from inbox.stores.database import Row, every, one, stored, utc, writing
from inbox.stores.tables import comments, daily_offices, holds, outbox, reminders

_HELD_STAMPS = select(holds.c.stamp).where(holds.c.released_at.is_(None))
_IS_OF_OFFICE = outbox.c.kind.startswith(TO_OFFICE)
_IS_OF_CITIZEN = outbox.c.kind.startswith(TO_CITIZEN)


def waits_for_digest() -> ColumnElement[bool]:
    """Return the condition that a row of the outbox is for an office that wants one mail a day."""
    daily = select(comments.c.id).where(comments.c.office.in_(select(daily_offices.c.office)))
    return and_(_IS_OF_OFFICE, outbox.c.comment_id.is_not(None), outbox.c.comment_id.in_(daily))


def is_held() -> ColumnElement[bool]:
    """Return the condition that a row of the outbox is about something held until an officer has looked."""
    held = select(comments.c.id).where(comments.c.stamp.in_(_HELD_STAMPS))
    return and_(outbox.c.comment_id.is_not(None), outbox.c.comment_id.in_(held))


def drop_mail_to_citizen(connection: Connection, comment_id: int) -> None:
    """Drop mail to a citizen that still waits; forget the address in what was sent."""
    of_citizen = and_(outbox.c.comment_id == comment_id, _IS_OF_CITIZEN)
    dropped = {"failure": "không còn địa chỉ người gửi", "dismissed": "hệ thống"}
    connection.execute(update(outbox).where(of_citizen, outbox.c.sent_at.is_(None)).values(dropped))
    connection.execute(update(outbox).where(of_citizen).values(recipient=""))


class MailStore:
    """What the outbox knows beyond sending one mail after the other."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = writing(engine)
        self._dialect: Any = postgresql if engine.dialect.name == "postgresql" else sqlite

    def is_daily(self, office: str) -> bool:
        """Does an office want one mail a day?"""
        with self._engine.connect() as connection:
            return one(connection, select(daily_offices).where(daily_offices.c.office == office)) is not None

    def choose_daily(self, office: str, who: str, now: datetime) -> None:
        """An office wants one mail a day from now on."""
        new = self._dialect.insert(daily_offices).values(office=office, chosen_by=who, chosen_at=utc(now))
        with self._writing.begin() as connection:
            connection.execute(new.on_conflict_do_nothing())

    def choose_at_once(self, office: str) -> None:
        """An office wants each mail at once from now on."""
        with self._writing.begin() as connection:
            connection.execute(delete(daily_offices).where(daily_offices.c.office == office))

    def gather(self, until: datetime, new_mail: Callable[[str, str], Row]) -> int:
        """Put what waited for its digest at `until` into one for each address; return how many digests that made.

        `new_mail` gives the row of a kind of mail to an address.
        """
        waiting = (outbox.c.sent_at.is_(None), outbox.c.failure.is_(None), outbox.c.digest.is_(None))
        query = select(outbox.c.id, outbox.c.recipient).where(
            *waiting, waits_for_digest(), ~is_held(), outbox.c.created_at <= utc(until)
        )
        with self._writing.begin() as connection:
            ids = defaultdict(list)
            for row in every(connection, query.order_by(outbox.c.id).with_for_update()):
                ids[row["recipient"]].append(row["id"])
            for recipient, members in ids.items():
                row = stored(new_mail(MAIL_DIGEST, recipient))
                digest = connection.execute(insert(outbox).values(row).returning(outbox.c.id)).scalar_one()
                connection.execute(update(outbox).where(outbox.c.id.in_(members)).values(digest=digest))
        return len(ids)

    def unreminded(self, kind: str, due_from: date | None, due_to: date, statuses: Sequence[str]) -> list[Row]:
        """Of which comments in one of these statuses, due in these days, not held, was no reminder of a kind sent?"""
        was_reminded = exists().where(
            reminders.c.comment_id == comments.c.id,
            reminders.c.kind == kind,
            reminders.c.due_on == comments.c.due_on,
        )
        query = select(comments).where(comments.c.status.in_(statuses), comments.c.due_on <= due_to, ~was_reminded)
        query = query.where(comments.c.stamp.not_in(_HELD_STAMPS))
        if due_from is not None:
            query = query.where(comments.c.due_on >= due_from)
        with self._engine.connect() as connection:
            return every(connection, query.order_by(comments.c.due_on, comments.c.id))

    def remind(self, comment: Row, mail: Row, now: datetime) -> bool:
        """A reminder is put in the outbox, and into the ledger in the same breath; tell whether nobody had done so."""
        entry = {"comment_id": comment["id"], "kind": mail["kind"], "due_on": comment["due_on"], "at": utc(now)}
        with self._writing.begin() as connection:
            new = self._dialect.insert(reminders).values(entry).on_conflict_do_nothing().returning(reminders.c.kind)
            is_new = connection.execute(new).first() is not None
            if is_new:
                connection.execute(insert(outbox).values({**stored(mail), "comment_id": comment["id"]}))
            return is_new

    def undelivered(self, office: str) -> list[Row]:
        """Which mails about the comments of an office could never be sent, and nobody has dismissed that?

        The rows of the comments, with what is to know of the mail.
        """
        mail = (outbox.c.id.label("mail_id"), outbox.c.kind.label("mail_kind"), outbox.c.recipient, outbox.c.failure)
        query = select(comments, *mail).join(outbox, outbox.c.comment_id == comments.c.id)
        query = query.where(outbox.c.failure.is_not(None), outbox.c.dismissed.is_(None), comments.c.office == office)
        with self._engine.connect() as connection:
            return every(connection, query.order_by(outbox.c.id))

    def send_again(self, mail_id: int, recipient: str, now: datetime) -> None:
        """A mail that had failed is due again, to an address that may be another; it leaves the digest it was in."""
        fresh = {"recipient": recipient, "failure": None, "digest": None, "attempts": 0, "due_at": utc(now)}
        with self._writing.begin() as connection:
            connection.execute(update(outbox).where(outbox.c.id == mail_id).values(fresh))

    def dismiss(self, mail_id: int, who: str) -> None:
        """Somebody knows that a mail failed and sees to it otherwise."""
        with self._writing.begin() as connection:
            connection.execute(update(outbox).where(outbox.c.id == mail_id).values(dismissed=who))

    def mail_named(self, message_id: str) -> Row | None:
        """Which mail has this name, and whose is the comment it is about (of a digest: the first it speaks of)?"""
        with self._engine.connect() as connection:
            mail = one(connection, select(outbox).where(outbox.c.message_id == message_id))
            if mail is None:
                return None
            about = (outbox.c.digest if mail["kind"] == MAIL_DIGEST else outbox.c.id) == mail["id"]
            query = select(comments.c.office, comments.c.reference).join(outbox, outbox.c.comment_id == comments.c.id)
            comment = one(connection, query.where(about).order_by(outbox.c.id).limit(1))
            return None if comment is None else {**mail, **comment}

    def forget_address(self, comment_id: int) -> None:
        """A citizen wants no more mail about what came with one form: it is dropped, their address deleted."""
        stamp = select(comments.c.stamp).where(comments.c.id == comment_id).scalar_subquery()
        with self._writing.begin() as connection:
            for comment in every(connection, select(comments.c.id).where(comments.c.stamp == stamp)):
                drop_mail_to_citizen(connection, comment["id"])
                connection.execute(update(comments).where(comments.c.id == comment["id"]).values(email=""))
