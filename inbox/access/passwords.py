"""Passwords: hashed by Argon2, never longer than it takes in a fraction of a second."""

import secrets
from enum import Enum
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from plugins.domain.text import nfc

LONGEST_PASSWORD = 200  # characters; Argon2 of a megabyte would be a weapon
SHORTEST_PASSWORD = 12
_FEWEST_CHARACTERS = 4  # different ones


class PasswordProblem(Enum):
    """Why a password will not do."""

    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    TOO_SIMPLE = "the login, or hardly any different characters"
    NOT_THE_SAME = "typed twice, not the same"


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobodys_hash() -> str:
    """Checked where there is no password, so that it takes as long as where there is one."""
    return _hasher().hash(secrets.token_hex(16))


def password_hash(password: str) -> str:
    """Return the Argon2 hash under which a password is stored."""
    return _hasher().hash(nfc(password))


def is_password(stored: str, typed: str) -> bool:
    """Tell whether what was typed is the password of a stored hash ("": there is none; it takes as long)."""
    password = nfc(typed)
    if len(password) > LONGEST_PASSWORD:
        return False
    try:
        _hasher().verify(stored or _nobodys_hash(), password)
    except VerificationError:
        return False
    return bool(stored)


def password_problem(login: str, password: str) -> PasswordProblem | None:
    """Return why a new password will not do for a login, None when it will."""
    password = nfc(password)
    if len(password) < SHORTEST_PASSWORD:
        return PasswordProblem.TOO_SHORT
    if len(password) > LONGEST_PASSWORD:
        return PasswordProblem.TOO_LONG
    is_simple = len(set(password.casefold())) < _FEWEST_CHARACTERS
    if is_simple or password.casefold().strip("0123456789 .-_") == login.casefold():
        return PasswordProblem.TOO_SIMPLE
    return None
