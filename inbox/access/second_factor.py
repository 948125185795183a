"""The second factor: a code of six digits that an app on a phone computes anew every 30 seconds (RFC 6238).

The secret is stored nowhere: it derives from a random salt in the database and the server's key.
"""

import base64
import hmac
import re
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

_SECONDS = 30
_DIGITS = 6
_DRIFT = 1  # intervals by which a phone's clock may be off
_SALT = re.compile(r"[0-9a-f]{32}")


def new_salt() -> str:
    """Return a salt for a fresh secret."""
    return secrets.token_hex(16)


def is_salt(text: str) -> bool:
    """Tell whether a text has the form of a salt."""
    return _SALT.fullmatch(text) is not None


def secret(key: bytes, salt: str) -> bytes:
    """Return the secret that a salt stands for: 160 bits, as RFC 4226 recommends."""
    return hmac.new(key, b"totp:" + salt.encode(), "sha256").digest()[:20]


def typed_secret(shared: bytes) -> str:
    """Return a secret as it is typed into an app: base 32 in groups of four."""
    letters = base64.b32encode(shared).decode()
    return " ".join(letters[i : i + 4] for i in range(0, len(letters), 4))


def app_address(shared: bytes, site: str, login: str) -> str:
    """Return the address that an app reads from a QR code."""
    issuer = site.replace(":", " ")
    facts = {"secret": base64.b32encode(shared).decode(), "issuer": issuer, "digits": _DIGITS, "period": _SECONDS}
    return f"otpauth://totp/{quote(f'{issuer}:{login}')}?{urlencode(facts, quote_via=quote)}"


def code(shared: bytes, step: int) -> str:
    """Return the code of an interval (RFC 4226, section 5.3; HMAC-SHA-1 is what apps compute)."""
    digest = hmac.new(shared, step.to_bytes(8, "big"), "sha1").digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**_DIGITS:0{_DIGITS}d}"


def step_at(now: datetime) -> int:
    """Return the interval in which a moment lies."""
    return int(now.timestamp()) // _SECONDS


def step_of(shared: bytes, typed: str, now: datetime) -> int | None:
    """Return the interval whose code was typed, this one or a neighbour of it; None when it is none of them."""
    bare = re.sub(r"\s", "", typed)
    if not re.fullmatch(r"[0-9]{6}", bare):
        return None
    near = range(step_at(now) - _DRIFT, step_at(now) + _DRIFT + 1)
    return next((step for step in near if hmac.compare_digest(code(shared, step), bare)), None)
