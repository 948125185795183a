"""The one-time stamp of a form: signed, so that it cannot be made up; its nonce makes a repeated send one comment."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from itsdangerous import BadSignature, URLSafeSerializer

from plugins.domain.comments import Kind


@dataclass(frozen=True)
class Stamp:
    """What a form was made for: a kind, its subject (id of a draft or an office), the text the citizen saw, a nonce.

    `made_at` is when it was first written, in seconds since 1970; 0 when that is not known.
    """

    kind: str
    subject: str
    text_hash: str
    nonce: str
    made_at: int = 0


class BadStampError(Exception):
    """A stamp is missing or was not made by this server."""


def new_stamp(kind: Kind, subject: str, text_hash: str = "") -> Stamp:
    """Return a stamp for a fresh form."""
    return Stamp(kind.id, subject, text_hash, secrets.token_hex(16))


class Stamps:
    """Writes and reads stamps with the server's key."""

    def __init__(self, secret_key: str, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._serializer = URLSafeSerializer(secret_key, salt="form-stamp")

    def write(self, stamp: Stamp) -> str:
        """Return a stamp as the hidden field of a form."""
        made_at = stamp.made_at or int(self._clock().timestamp())
        return self._serializer.dumps([stamp.kind, stamp.subject, stamp.text_hash, stamp.nonce, made_at])

    def read(self, text: str, kind: Kind, subject: str) -> Stamp:
        """Return the stamp in a hidden field. Raises BadStampError unless we wrote it for this kind and subject."""
        return self.read_for(text, kind.id, subject)

    def read_for(self, text: str, kind: str, subject: str) -> Stamp:
        """Return the stamp of a form that is no submission of a `Kind`. Raises BadStampError as `read` does."""
        try:
            stamp = Stamp(*self._serializer.loads(text))
        except (BadSignature, TypeError) as error:
            raise BadStampError from error
        if (stamp.kind, stamp.subject) != (kind, subject):
            raise BadStampError
        return stamp

    def nonce(self, text: str) -> str:
        """Return the nonce of a stamp that we wrote, for whatever it was; "" for any other text."""
        try:
            return Stamp(*self._serializer.loads(text)).nonce
        except (BadSignature, TypeError):
            return ""
