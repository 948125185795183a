"""The SQL of comments, answers, mail and what guards them; each function is named by its question or fact."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from inbox.stores.database import Row, connect, writing
from inbox.stores.database import every as _all
from inbox.stores.database import one as _one
from inbox.stores.database import stored as _stored
from inbox.stores.database import utc as _utc
from inbox.stores.mail import is_held, waits_for_digest
from inbox.stores.receipt_log import statement
from inbox.stores.tables import (
    SIGNED,
    answers,
    budgets,
    comments,
    counters,
    events,
    holds,
    outbox,
    ratings,
    receipt_log,
    salts,
)
from plugins.domain.comments import UNANSWERED, UNSCREENED, Status
from plugins.domain.receipts import reference

__all__ = ["Acceptance", "Accepted", "Row", "Store"]

_LEASE = timedelta(minutes=5)  # a worker that died with a mail in hand lets go of it after this


@dataclass(frozen=True)
class Acceptance:
    """The plain rows of one opinion; what must be on disk together before a receipt is shown.

    `comment` lacks its reference, which `accept` gives; `events` and `mails` lack the comment's id. `logged` is what
    the log of receipts says of it: at, salt, words; its commitment follows when the reference is known.
    """

    prefix: str
    year: int
    comment: Row
    events: Sequence[Row]
    mails: Sequence[Row]
    logged: Row


@dataclass(frozen=True)
class Accepted:
    """What `accept` did: the comments as stored, and whether this form had been stored before."""

    comments: list[Row]
    is_repeat: bool

    @property
    def comment(self) -> Row:
        """The first, and mostly the only one."""
        return self.comments[0]


class Store:
    """The inbox's database, SQLite or PostgreSQL."""

    def __init__(self, url: str) -> None:
        self.engine = connect(url)
        self._dialect: Any = postgresql if self.engine.dialect.name == "postgresql" else sqlite
        self._writing = writing(self.engine)

    def accept(self, *opinions: Acceptance) -> Accepted:
        """Store a sending in one transaction; on disk when this returns. The same form twice is stored once.

        All there is of it goes in together: its opinions, their numbers, first events and mails (files are on disk,
        and a hold is noted, before). SQLite syncs its log at each commit (`synchronous=FULL`), as PostgreSQL does.
        Rows come ready made, and nothing is asked for but whether the form is known: so sendings of several threads
        could share a commit, each in a savepoint of its own, and no caller would notice.
        """
        stamp = opinions[0].comment["stamp"]
        try:
            with self._writing.begin() as connection:
                known = _sent_with(connection, stamp)
                if known:
                    return Accepted(known, is_repeat=True)
                return Accepted([_insert(connection, opinion) for opinion in opinions], is_repeat=False)
        except IntegrityError:
            # Another process stored the same form between our look and our insert.
            known = self.sending(stamp)
            if not known:
                raise
            return Accepted(known, is_repeat=True)

    def comment(self, ref: str) -> Row | None:
        """Which comment has this reference?"""
        with self.engine.connect() as connection:
            return _one(connection, select(comments).where(comments.c.reference == ref))

    def sending(self, stamp: str) -> list[Row]:
        """Which comments came with the form of this stamp?"""
        with self.engine.connect() as connection:
            return _sent_with(connection, stamp)

    def history(self, comment_id: int) -> list[Row]:
        """What happened to a comment, oldest first?"""
        query = select(events).where(events.c.comment_id == comment_id).order_by(events.c.id)
        with self.engine.connect() as connection:
            return _all(connection, query)

    def answer(self, comment_id: int) -> Row | None:
        """What did the office answer to a comment?"""
        with self.engine.connect() as connection:
            return _one(connection, select(answers).where(answers.c.comment_id == comment_id))

    def queue(self, office: str | None) -> list[Row]:
        """Which comments is an office responsible for (None: any office)? Unanswered first, by due day."""
        is_done = comments.c.status.not_in([*UNANSWERED, UNSCREENED])
        open_first = (is_done, comments.c.due_on, comments.c.id)
        query = select(comments).order_by(*open_first)
        if office is not None:
            query = query.where(comments.c.office == office)
        with self.engine.connect() as connection:
            return _all(connection, query)

    def overdue(self, today: date) -> list[Row]:
        """Which comments of any office should have been answered before today? Nothing of what was written."""
        names = ("reference", "kind", "suspected", "office", "due_on", "due_is_firm")
        is_overdue = (comments.c.status.in_([*UNANSWERED, UNSCREENED]), comments.c.due_on < today)
        query = select(*(comments.c[name] for name in names)).where(*is_overdue)
        with self.engine.connect() as connection:
            return _all(connection, query.order_by(comments.c.due_on, comments.c.id))

    def handled(self, office: str) -> list[Row]:
        """Which comments came to an office, each with its answer (empty columns when there is none)?"""
        answer = (answers.c[name] for name in ("answered_at", "disposition", "point", "text", *SIGNED, "signed_file"))
        query = select(comments, *answer).outerjoin(answers, answers.c.comment_id == comments.c.id)
        with self.engine.connect() as connection:
            return _all(connection, query.where(comments.c.office == office).order_by(comments.c.id))

    def record_event(self, comment_id: int, happened: Row) -> None:
        """Something happened to a comment that changed its status."""
        self.record(comment_id, happened, {"status": happened["status"]})

    def last_event(self) -> int:
        """Which event was the last of all, by its number? What happens from now on has a higher one."""
        with self.engine.connect() as connection:
            return connection.execute(select(func.max(events.c.id))).scalar() or 0

    def overtaken(self, comment_id: int, seen: int, actor: str) -> Row | None:
        """By which event was another officer first at a comment, after the last one an actor has seen?"""
        with self.engine.connect() as connection:
            return overtaking(connection, comment_id, seen, actor)

    def record(  # each may be left out
        self,
        comment_id: int,
        happened: Row,
        changes: Row,
        mails: Sequence[Row] = (),
        signs: Sequence[str] = (),
        seen: int | None = None,
    ) -> Row | None:
        """Something happened to a comment: the event, the columns it changed, the mails it causes, together.

        With `signs` that it is odd, all that came with its form is held from now on, also when it was let pass before.
        With `seen`, the last event its actor knew of, nothing is recorded when somebody else was first: that event is
        returned.
        """
        with self._writing.begin() as connection:
            if seen is not None and (first := overtaking(connection, comment_id, seen, happened["actor"])):
                return first
            if signs:
                self._hold_again(connection, comment_id, signs, happened["at"])
            connection.execute(insert(events).values({**_stored(happened), "comment_id": comment_id}))
            if changes:
                connection.execute(update(comments).where(comments.c.id == comment_id).values(_stored(changes)))
            post(connection, comment_id, mails)
        return None

    def change_code(self, stamp: str, code_hash: str) -> None:
        """All that came with a form is looked up with another code from now on."""
        with self._writing.begin() as connection:
            connection.execute(update(comments).where(comments.c.stamp == stamp).values(code_hash=code_hash))

    def salt(self, day: date) -> str:
        """Under which salt are networks hashed today? Made when first asked for; then all of earlier days goes."""
        known = select(salts.c.salt).where(salts.c.day == day)
        with self.engine.connect() as connection:
            found = connection.execute(known).scalar()
        if found is None:
            new = self._dialect.insert(salts).values(day=day, salt=secrets.token_hex(32)).on_conflict_do_nothing()
            with self._writing.begin() as connection:
                connection.execute(new)
                connection.execute(salts.delete().where(salts.c.day < day))
                connection.execute(budgets.delete().where(budgets.c.hour < day.isoformat()))
                found = connection.execute(known).scalar_one()
        return str(found)

    def spent(self, what: str, network: str, hour: str) -> int:
        """How often has a network done something in an hour?"""
        here = (budgets.c.hour == hour, budgets.c.what == what, budgets.c.network == network)
        with self.engine.connect() as connection:
            return connection.execute(select(budgets.c.spent).where(*here)).scalar() or 0

    def spend(self, spendings: Sequence[Row]) -> None:
        """Networks do something once more."""
        with self._writing.begin() as connection:
            self._spend(connection, spendings)

    def note_sending(self, stamp: str, signs: Sequence[str], spendings: Sequence[Row], now: datetime) -> None:
        """A form is about to be stored: it is counted and, with signs, held; not what was stored or let pass."""
        is_stored = select(comments.c.id).where(comments.c.stamp == stamp).limit(1)
        with self._writing.begin() as connection:
            self._spend(connection, spendings)
            if signs and connection.execute(is_stored).scalar() is None:
                row = _stored({"stamp": stamp, "signs": list(signs), "held_at": now})
                connection.execute(self._dialect.insert(holds).values(row).on_conflict_do_nothing())

    def _spend(self, connection: Connection, spendings: Sequence[Row]) -> None:
        for row in spendings:
            amount = row["amount"]
            new = self._dialect.insert(budgets).values(
                hour=row["hour"], what=row["what"], network=row["network"], spent=amount
            )
            again = {"spent": budgets.c.spent + amount}
            connection.execute(new.on_conflict_do_update(index_elements=list(budgets.primary_key), set_=again))

    def hold(self, stamp: str) -> Row | None:
        """Why is what came with a form held? None when it is not."""
        with self.engine.connect() as connection:
            return _one(connection, select(holds).where(holds.c.stamp == stamp, holds.c.released_at.is_(None)))

    def _hold_again(self, connection: Connection, comment_id: int, signs: Sequence[str], now: datetime) -> None:
        stamp = connection.execute(select(comments.c.stamp).where(comments.c.id == comment_id)).scalar_one()
        held = (holds.c.stamp == stamp, holds.c.released_at.is_(None))
        before = connection.execute(select(holds.c.signs).where(*held)).scalar() or []
        fresh = {"signs": sorted({*before, *signs}), "held_at": _utc(now), "released_at": None, "released_by": None}
        new = self._dialect.insert(holds).values(stamp=stamp, **fresh)
        connection.execute(new.on_conflict_do_update(index_elements=[holds.c.stamp], set_=fresh))

    def release(self, stamp: str, officer: str, now: datetime) -> None:
        """An officer has looked at what was held: it goes its way, and its mails go out.

        What had been called spam waits for an answer as it did before.
        """
        held = (holds.c.stamp == stamp, holds.c.released_at.is_(None))
        happened = {"at": _utc(now), "status": Status.RELEASED.id, "actor": officer, "detail": {}}
        with self._writing.begin() as connection:
            let_go = connection.execute(update(holds).where(*held).values(released_at=_utc(now), released_by=officer))
            for comment in _sent_with(connection, stamp) if let_go.rowcount else ():
                connection.execute(insert(events).values({**happened, "comment_id": comment["id"]}))
            was_spam = (comments.c.stamp == stamp, comments.c.status == Status.SPAM.id)
            connection.execute(update(comments).where(*was_spam).values(status=Status.ROUTED.id))

    def sweep_holds(self, before: datetime) -> None:
        """Forms that were never sent for good are held no longer."""
        sent = select(comments.c.id).where(comments.c.stamp == holds.c.stamp).exists()
        with self._writing.begin() as connection:
            connection.execute(holds.delete().where(holds.c.held_at < _utc(before), ~sent))

    def held_stamps(self, office: str | None) -> set[str]:
        """Which forms of an office's queue (None: of any) are held?"""
        query = select(holds.c.stamp).join(comments, comments.c.stamp == holds.c.stamp)
        query = query.where(holds.c.released_at.is_(None))
        if office is not None:
            query = query.where(comments.c.office == office)
        with self.engine.connect() as connection:
            return set(connection.execute(query).scalars())

    def add_rating(self, rating: Row) -> None:
        """Somebody rated a service point; the same form twice is one rating."""
        with self._writing.begin() as connection:
            connection.execute(self._dialect.insert(ratings).values(rating).on_conflict_do_nothing())

    def ratings(self, point: str, since: date) -> dict[int, int]:
        """How often was each score given at a service point since a day?"""
        mine = (ratings.c.point == point, ratings.c.day >= since, ratings.c.is_counted)
        query = select(ratings.c.score, func.count().label("times")).where(*mine).group_by(ratings.c.score)
        with self.engine.connect() as connection:
            return {row.score: row.times for row in connection.execute(query)}

    def claim_mail(self, now: datetime) -> Row | None:
        """Which mail is due? Takes it, so that no other worker sends it at the same time.

        What waits for a digest, or is in one, does not go out by itself; nor does what is held.
        """
        unsent = (outbox.c.sent_at.is_(None), outbox.c.failure.is_(None), outbox.c.digest.is_(None))
        with self._writing.begin() as connection:
            due = (*unsent, outbox.c.due_at <= _utc(now), ~waits_for_digest(), ~is_held())
            query = select(outbox).where(*due).order_by(outbox.c.due_at, outbox.c.id).limit(1)
            mail = _one(connection, query.with_for_update(skip_locked=True))
            if mail is not None:
                lease = {"due_at": _utc(now + _LEASE), "attempts": mail["attempts"] + 1}
                connection.execute(update(outbox).where(outbox.c.id == mail["id"]).values(lease))
            return mail

    def mail_subjects(self, mail: Row) -> list[Row]:
        """Which comments is a mail about, and by which kind of mail did each come into it? A digest has several."""
        rows = or_(outbox.c.id == mail["id"], outbox.c.digest == mail["id"])
        about = select(comments, outbox.c.kind.label("mail_kind")).join(outbox, outbox.c.comment_id == comments.c.id)
        with self.engine.connect() as connection:
            return _all(connection, about.where(rows).order_by(outbox.c.id))

    def mail_sent(self, mail_id: int, now: datetime) -> None:
        """A mail was taken by the mail server, and with a digest all that is in it."""
        self._update_mail(or_(outbox.c.id == mail_id, outbox.c.digest == mail_id), sent_at=_utc(now))

    def mail_postponed(self, mail_id: int, due_at: datetime) -> None:
        """A mail could not be sent now; it is due again then."""
        self._update_mail(outbox.c.id == mail_id, due_at=_utc(due_at))

    def mail_failed(self, mail_id: int, failure: str) -> None:
        """A mail can never be sent, nor what is in it; it stays here with the reason."""
        self._update_mail(or_(outbox.c.id == mail_id, outbox.c.digest == mail_id), failure=failure)

    def mail_dropped(self, mail_id: int) -> None:
        """What a mail would say is no longer so, nor anything in it: it is not sent, and nobody need see to it."""
        which = or_(outbox.c.id == mail_id, outbox.c.digest == mail_id)
        self._update_mail(which, failure="không còn đúng khi đến lượt gửi", dismissed="hệ thống")

    def _update_mail(self, which: ColumnElement[bool], **values: Any) -> None:
        with self._writing.begin() as connection:
            connection.execute(update(outbox).where(which).values(values))

    def mails(self) -> list[Row]:
        """Which mails are there, sent or not?"""
        with self.engine.connect() as connection:
            return _all(connection, select(outbox).order_by(outbox.c.id))


def _sent_with(connection: Connection, stamp: str) -> list[Row]:
    return _all(connection, select(comments).where(comments.c.stamp == stamp).order_by(comments.c.part))


def _insert(connection: Connection, acceptance: Acceptance) -> Row:
    series = f"{acceptance.prefix}-{acceptance.year}"
    number = connection.execute(_NEXT_NUMBER, {"name": series}).scalar_one()
    ref = reference(acceptance.prefix, acceptance.year, number)
    comment = {**acceptance.comment, "reference": ref}
    comment_id = connection.execute(insert(comments).values(_stored(comment)).returning(comments.c.id)).scalar_one()
    for row in acceptance.events:
        connection.execute(insert(events).values({**_stored(row), "comment_id": comment_id}))
    post(connection, comment_id, acceptance.mails)
    logged = {**acceptance.logged, "comment_id": comment_id}
    logged["commitment"] = statement(comment, logged).commitment
    connection.execute(insert(receipt_log).values(_stored(logged)))
    stored = _one(connection, select(comments).where(comments.c.id == comment_id))
    assert stored is not None  # noqa: S101  # inserted above
    return stored


# Both databases understand this; the row stays locked until the transaction ends, so numbers have no gaps.
_NEXT_NUMBER = text(
    f"INSERT INTO {counters.name} (name, value) VALUES (:name, 1)"  # noqa: S608  # a table's own name
    f" ON CONFLICT (name) DO UPDATE SET value = {counters.name}.value + 1 RETURNING value"
)


# What one officer does so that another, who does the same with the page of before, has to be told.
_OVERTAKING = (Status.TRANSFERRED.id, Status.ANSWERED.id)


def overtaking(connection: Connection, comment_id: int, seen: int, actor: str) -> Row | None:
    """Which is the last event by which another officer gave on or answered a comment, after the one an actor has seen?

    Nobody else writes to the comment until the transaction ends.
    """
    connection.execute(select(comments.c.id).where(comments.c.id == comment_id).with_for_update())
    later = (events.c.comment_id == comment_id, events.c.id > seen, events.c.actor != actor)
    query = select(events).where(*later, events.c.status.in_(_OVERTAKING)).order_by(events.c.id.desc()).limit(1)
    return _one(connection, query)


def happen(connection: Connection, comment_id: int, happened: Row) -> None:
    """Write down what happened to a comment, and that it stands there now."""
    connection.execute(insert(events).values({**_stored(happened), "comment_id": comment_id}))
    connection.execute(update(comments).where(comments.c.id == comment_id).values(status=happened["status"]))


def post(connection: Connection, comment_id: int, mails: Sequence[Row]) -> None:
    """Put mails about a comment into the outbox."""
    for mail in mails:
        connection.execute(insert(outbox).values({**_stored(mail), "comment_id": comment_id}))
