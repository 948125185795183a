"""The SQL of accounts and sessions; each function is named by the question it answers or the fact it records."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Update, case, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from inbox.stores.database import Row, every, one, stored, utc, writing
from inbox.stores.tables import account_events, officers, recovery_codes, sessions, sign_in_tries


@dataclass(frozen=True)
class Event:
    """What happened to an account: what was done, who did it, when, and what else is worth knowing."""

    act: str
    actor: str
    at: datetime
    detail: Row


class AccountStore:
    """Officers, their sessions, what they sign in with, and what happened to their accounts."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = writing(engine)
        self._dialect: Any = postgresql if engine.dialect.name == "postgresql" else sqlite

    def officers(self) -> list[Row]:
        """Who has an account? By office and name, with the number of `open_sessions`; closed accounts last."""
        open_sessions = (
            select(func.count()).where(sessions.c.officer_id == officers.c.id).scalar_subquery().label("open_sessions")
        )
        query = select(officers, open_sessions).order_by(
            officers.c.closed_at.is_not(None), officers.c.office, officers.c.name, officers.c.id
        )
        with self._engine.connect() as connection:
            return every(connection, query)

    def officer(self, login: str) -> Row | None:
        """Whose account has this login?"""
        with self._engine.connect() as connection:
            return one(connection, select(officers).where(officers.c.login == login))

    def officer_by_id(self, officer_id: int) -> Row | None:
        """Whose account has this number?"""
        with self._engine.connect() as connection:
            return one(connection, select(officers).where(officers.c.id == officer_id))

    def invited(self, token: str, now: datetime) -> Row | None:
        """Who was invited by the link of this token, if it is still good?"""
        is_good = (
            officers.c.invitation_hash == _hash(token),
            officers.c.invited_until > utc(now),
            officers.c.closed_at.is_(None),
        )
        with self._engine.connect() as connection:
            return one(connection, select(officers).where(*is_good))

    def history(self, officer_id: int, limit: int = 50) -> list[Row]:
        """What happened to an account, newest first?"""
        query = select(account_events).where(account_events.c.officer_id == officer_id)
        with self._engine.connect() as connection:
            return every(connection, query.order_by(account_events.c.id.desc()).limit(limit))

    def recovery_codes_left(self, officer_id: int) -> int:
        """How many recovery codes can an officer still use?"""
        query = select(func.count()).where(recovery_codes.c.officer_id == officer_id)
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar_one())

    def add_officer(self, account: Row, password_hash: str, event: Event) -> None:
        """An officer may sign in; a known login gets the new values, and whoever was signed in by it is out."""
        values = {**account, "password_hash": password_hash, **_NOTHING_SET}
        new = self._dialect.insert(officers).values(values)
        with self._writing.begin() as connection:
            connection.execute(new.on_conflict_do_update(index_elements=["login"], set_=values))
            known = connection.execute(select(officers.c.id).where(officers.c.login == account["login"])).scalar_one()
            _forget_everything(connection, known)
            _record(connection, known, event)

    def invite(self, account: Row, token: str, until: datetime, event: Event) -> int | None:
        """An administrator made an account; whoever has the token may set its password.

        Returns its number, None when the login is taken.
        """
        values = {**account, **_NOTHING_SET, "password_hash": "", **_invitation(token, until)}
        new = self._dialect.insert(officers).values(stored(values)).on_conflict_do_nothing(index_elements=["login"])
        with self._writing.begin() as connection:
            known = connection.execute(new.returning(officers.c.id)).scalar_one_or_none()
            if known is not None:
                _record(connection, known, event)
            return known

    def invite_anew(self, officer_id: int, token: str, until: datetime, event: Event) -> None:
        """An account was reset: password, second factor and sessions are gone, the token sets a new password."""
        values = {**_NOTHING_SET, "password_hash": "", **_invitation(token, until)}
        with self._writing.begin() as connection:
            connection.execute(_of(officer_id).values(stored(values)))
            _forget_everything(connection, officer_id)
            _record(connection, officer_id, event)

    def accept_invitation(self, token: str, password_hash: str, event: Event) -> bool:
        """Somebody set the password with their invitation; False when another was quicker."""
        mine = officers.c.invitation_hash == _hash(token)
        with self._writing.begin() as connection:
            officer_id = connection.execute(select(officers.c.id).where(mine).with_for_update()).scalar_one_or_none()
            if officer_id is None:
                return False
            used = {"password_hash": password_hash, "invitation_hash": None, "invited_until": None}
            connection.execute(_of(officer_id).values(used))
            _record(connection, officer_id, event)
            return True

    def change_password(self, officer_id: int, password_hash: str, token: str, event: Event) -> None:
        """An officer has a new password; all their sessions but the one of this token are over."""
        with self._writing.begin() as connection:
            connection.execute(_of(officer_id).values(password_hash=password_hash))
            _end_sessions(connection, officer_id, but=token)
            _record(connection, officer_id, event)

    def set_second_factor(
        self, officer_id: int, salt: str, step: int, code_hashes: Sequence[str], token: str, event: Event
    ) -> None:
        """An officer has a new second factor and new recovery codes; their other sessions are over."""
        with self._writing.begin() as connection:
            connection.execute(_of(officer_id).values(totp_salt=salt, totp_step=step))
            connection.execute(delete(recovery_codes).where(recovery_codes.c.officer_id == officer_id))
            for code_hash in code_hashes:
                connection.execute(insert(recovery_codes).values(officer_id=officer_id, code_hash=code_hash))
            _end_sessions(connection, officer_id, but=token)
            _record(connection, officer_id, event)

    def use_step(self, officer_id: int, step: int) -> bool:
        """Was the code of this interval used for the first time? It and all before it are worth nothing from now on."""
        with self._writing.begin() as connection:
            used = connection.execute(_of(officer_id).where(officers.c.totp_step < step).values(totp_step=step))
            return used.rowcount == 1

    def use_recovery_code(self, officer_id: int, code_hash: str, event: Event) -> bool:
        """Was this one of an officer's recovery codes? It is none from now on."""
        mine = (recovery_codes.c.officer_id == officer_id, recovery_codes.c.code_hash == code_hash)
        with self._writing.begin() as connection:
            if connection.execute(delete(recovery_codes).where(*mine)).rowcount != 1:
                return False
            _record(connection, officer_id, event)
            return True

    def change_role(self, account: Row, event: Event) -> None:
        """An officer has another role, office or assignment; whoever was signed in as before is out."""
        officer_id = account["id"]
        with self._writing.begin() as connection:
            connection.execute(_of(officer_id).values({name: account[name] for name in _WHAT_A_ROLE_IS}))
            _end_sessions(connection, officer_id)
            _record(connection, officer_id, event)

    def end_sessions(self, officer_id: int, event: Event) -> None:
        """An officer is signed out everywhere."""
        with self._writing.begin() as connection:
            _end_sessions(connection, officer_id)
            _record(connection, officer_id, event)

    def close(self, officer_id: int, event: Event) -> None:
        """An account is closed: nobody signs in by it, its history stays."""
        values = {**_NOTHING_SET, "password_hash": "", "closed_at": event.at}
        with self._writing.begin() as connection:
            connection.execute(_of(officer_id).values(stored(values)))
            _forget_everything(connection, officer_id)
            _record(connection, officer_id, event)

    def record(self, officer_id: int, event: Event) -> None:
        """Something happened to an account that changed nothing about it."""
        with self._writing.begin() as connection:
            _record(connection, officer_id, event)

    def count_try(self, bucket: str, now: datetime, lasts: timedelta) -> tuple[int, datetime]:
        """How many tries have there been in a bucket, this one included, and until when do they count?

        Counted in one statement, so that tries at the same time are all counted.
        """
        new = self._dialect.insert(sign_in_tries).values(bucket=bucket, count=1, until=utc(now + lasts))
        counts = sign_in_tries.c.until > utc(now)
        again = new.on_conflict_do_update(
            index_elements=["bucket"],
            set_={
                "count": case((counts, sign_in_tries.c.count + 1), else_=1),
                "until": case((counts, sign_in_tries.c.until), else_=utc(now + lasts)),
            },
        ).returning(sign_in_tries.c.count, sign_in_tries.c.until)
        with self._writing.begin() as connection:
            row = one(connection, again)
            assert row is not None  # noqa: S101  # an insert returns its row
            return row["count"], row["until"]

    def forget_tries(self, bucket: str, now: datetime) -> None:
        """Somebody signed in: their tries do not count any more; old ones are swept on the way."""
        done = (sign_in_tries.c.bucket == bucket) | (sign_in_tries.c.until <= utc(now))
        with self._writing.begin() as connection:
            connection.execute(delete(sign_in_tries).where(done))

    def open_session(self, officer: Row, token: str, lasts: timedelta, event: Event) -> bool:
        """An officer signed in; sessions past their time are swept on the way.

        False, and no session, when the account has been reset, changed or closed since `officer` was read.
        """
        row = {"token_hash": _hash(token), "officer_id": officer["id"], "expires_at": event.at + lasts}
        with self._writing.begin() as connection:
            connection.execute(delete(sessions).where(sessions.c.expires_at < utc(event.at)))
            now = one(connection, select(officers).where(officers.c.id == officer["id"]).with_for_update())
            if now is None or any(now[name] != officer[name] for name in _WHAT_A_SESSION_RESTS_ON):
                return False
            connection.execute(insert(sessions).values(stored(row)))
            _record(connection, officer["id"], event)
            return True

    def signed_in(self, token: str, now: datetime) -> Row | None:
        """Who is signed in with this token?"""
        query = (
            select(officers)
            .join(sessions, sessions.c.officer_id == officers.c.id)
            .where(sessions.c.token_hash == _hash(token), sessions.c.expires_at > utc(now))
            .where(officers.c.closed_at.is_(None))
        )
        with self._engine.connect() as connection:
            return one(connection, query)

    def close_session(self, token: str) -> None:
        """An officer signed out: the token is worth nothing from now on."""
        with self._writing.begin() as connection:
            connection.execute(delete(sessions).where(sessions.c.token_hash == _hash(token)))


_WHAT_A_ROLE_IS = ("role", "office", "is_screener")
_WHAT_A_SESSION_RESTS_ON = ("password_hash", "totp_salt", "closed_at", *_WHAT_A_ROLE_IS)
_NOTHING_SET: dict[str, Any] = {
    "invitation_hash": None,
    "invited_until": None,
    "totp_salt": None,
    "totp_step": 0,
    "closed_at": None,
}


def _of(officer_id: int) -> Update:
    return update(officers).where(officers.c.id == officer_id)


def _invitation(token: str, until: datetime) -> dict[str, Any]:
    return {"invitation_hash": _hash(token), "invited_until": until}


def _end_sessions(connection: Connection, officer_id: int, but: str = "") -> None:
    others = (sessions.c.officer_id == officer_id, sessions.c.token_hash != _hash(but))
    connection.execute(delete(sessions).where(*others))


def _forget_everything(connection: Connection, officer_id: int) -> None:
    """End all sessions and take the recovery codes away."""
    _end_sessions(connection, officer_id)
    connection.execute(delete(recovery_codes).where(recovery_codes.c.officer_id == officer_id))


def _record(connection: Connection, officer_id: int, event: Event) -> None:
    row = {
        "officer_id": officer_id,
        "at": event.at,
        "act": event.act,
        "actor": event.actor,
        "detail": dict(event.detail),
    }
    connection.execute(insert(account_events).values(stored(row)))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
