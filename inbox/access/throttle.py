"""Guessing passwords is slowed down without locking anybody else out.

Tries are counted for a login together with who tries: a browser in which that officer has signed in before (it holds a
mark of ours), or else a network. So whoever guesses from elsewhere never uses up the tries of the officer's own
browser, and never those of another login.
"""

import hashlib
import hmac
import secrets
from ipaddress import ip_address, ip_network

_V4_PREFIX, _V6_PREFIX = 32, 64  # one subscriber each


def new_mark(key: bytes, login: str) -> str:
    """Return a mark for a browser in which an officer has just signed in."""
    nonce = secrets.token_hex(16)
    return f"{nonce}.{_seal(key, login, nonce)}"


def is_known(key: bytes, login: str, mark: str) -> bool:
    """Tell whether a browser's mark was made by this server for this login."""
    nonce, _, seal = mark.partition(".")
    return hmac.compare_digest(_seal(key, login, nonce).encode(), seal.encode())


def bucket(key: bytes, login: str, mark: str, address: str) -> str:
    """Return under what name tries are counted: a keyed hash, from which neither login nor address can be read."""
    who = f"browser {mark}" if is_known(key, login, mark) else f"network {_network(address)}"
    return hmac.new(key, f"{who}\n{login}".encode(), hashlib.sha256).hexdigest()


def code_bucket(key: bytes, login: str) -> str:
    """Return under what name codes are counted that were typed after the right password, in browsers we do not know."""
    return hmac.new(key, f"codes\n{login}".encode(), hashlib.sha256).hexdigest()


def _seal(key: bytes, login: str, nonce: str) -> str:
    return hmac.new(key, f"mark {nonce}\n{login}".encode(), hashlib.sha256).hexdigest()


def _network(address: str) -> str:
    try:
        prefix = _V4_PREFIX if ip_address(address).version == 4 else _V6_PREFIX  # noqa: PLR2004  # the version
        return str(ip_network(f"{address}/{prefix}", strict=False))
    except ValueError:
        return address
