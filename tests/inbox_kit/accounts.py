"""Officers of tests: real accounts, with a password whose hash was made cheaply (what it costs stands in the hash)."""

from functools import cache

from argon2 import PasswordHasher
from support import PASSWORD

from inbox.accounts import NewAccount
from inbox.permissions import Role
from inbox.services import Services
from inbox.stores.accounts import Event
from plugins.domain.text import nfc


@cache
def cheap_hash(password: str = PASSWORD) -> str:
    """The hash of a password, checked in a millisecond."""
    return PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(nfc(password))


def add_officer(
    parts: Services, login: str, office: str, role: Role = Role.CLERK, *, is_screener: bool = False
) -> None:
    """Let somebody sign in with the password of the tests."""
    account = NewAccount(login, f"Cán bộ {login}", office, role.id, is_screener)
    parts.accounts.store.add_officer(account.row, cheap_hash(), Event("added", "thử", parts.now(), {}))
