"""Officers of tests: real accounts, with a password whose hash was made cheaply (what it costs stands in the hash)."""

from datetime import datetime
from functools import cache

from argon2 import PasswordHasher
from support import OFFICE, PASSWORD

from inbox.access.permissions import Role
from inbox.handling.accounts import NewAccount
from inbox.services import Services
from inbox.stores.accounts import AccountStore, Event
from plugins.domain.text import nfc


@cache
def cheap_hash(password: str = PASSWORD) -> str:
    """The hash of a password, checked in a millisecond."""
    return PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(nfc(password))


def add_officer(
    parts: Services, login: str, office: str, role: Role = Role.CLERK, *, is_screener: bool = False
) -> None:
    """Let somebody sign in with the password of the tests."""
    _add(parts.accounts.store, NewAccount(login, f"Cán bộ {login}", office, role.id, is_screener), parts.now())


def furnish_database(store: AccountStore, now: datetime) -> None:
    """Let somebody at each of two offices sign in, by the office's name."""
    for office in (OFFICE, "van-phong"):
        _add(store, NewAccount(office, f"Cán bộ {office}", office, Role.CLERK.id), now)


def _add(store: AccountStore, account: NewAccount, now: datetime) -> None:
    store.add_officer(account.row, cheap_hash(), Event("added", "thử", now, {}))
