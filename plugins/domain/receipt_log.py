"""The log of receipts: a salted commitment for each, and for each day one root over the commitments of that day.

A commitment alone tells nothing: short words could be guessed, hence the salt, which only receipt and inbox hold. Who
has both and the path to the root shows that something was received, when and with which words, and that it was not
taken out of its day again. The tree is that of RFC 6962 (Certificate Transparency), its leaves in the order of their
digits: leaves and nodes are hashed apart, so that no node can pass for a leaf.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from plugins.domain.clock import VIETNAM
from plugins.domain.text import nfc, squeeze

SALT_BYTES = 32
_KIND = "cong-khai bien-nhan 1"  # what is committed to, and in which form
_LEAF, _NODE = b"\x00", b"\x01"


class Side(Enum):
    """On which side of the way up a neighbour stands."""

    LEFT = "trai"
    RIGHT = "phai"


@dataclass(frozen=True)
class Step:
    """One step of the way from a commitment up to the root: the neighbour (hex) and its side."""

    side: Side
    neighbour: str


@dataclass(frozen=True)
class Statement:
    """What is committed to: who holds it and the salt (hex) can work the commitment out anew.

    `moment` is when the thing was received, `words` the hash of what was written (`words_hash`); `provision` and
    `stance` are ids, "" for none.
    """

    salt: str
    reference: str
    moment: str
    provision: str
    stance: str
    words: str

    @property
    def commitment(self) -> str:
        """The commitment, 64 hexadecimal digits: SHA-256 over these lines in UTF-8, a line feed between them."""
        lines = (_KIND, self.salt, self.reference, self.moment, self.provision, self.stance, self.words)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def moment_text(at: datetime) -> str:
    """Return a moment as it is committed to: ISO, to the second, in Vietnam's time."""
    return at.astimezone(VIETNAM).isoformat(timespec="seconds")


def words_hash(words: str) -> str:
    """Return the SHA-256 of words as they are compared: in NFC, runs of white space as one space, none at the ends."""
    return hashlib.sha256(squeeze(nfc(words)).encode()).hexdigest()


def root(commitments: Sequence[str]) -> str:
    """Return the root (hex) over commitments in any order. Raises ValueError when there are none."""
    return _levels(commitments)[-1][0].hex()


def path(commitments: Sequence[str], commitment: str) -> tuple[Step, ...]:
    """Return the way from one of the commitments up to their root. Raises ValueError when it is none of them."""
    place = sorted(commitments).index(commitment)
    steps = []
    for level in _levels(commitments)[:-1]:
        other = place ^ 1
        if other < len(level):  # the last of an odd row goes up alone
            steps.append(Step(Side.LEFT if other < place else Side.RIGHT, level[other].hex()))
        place //= 2
    return tuple(steps)


def leads_to(commitment: str, steps: Sequence[Step]) -> str:
    """Return the root (hex) to which a commitment leads on this way. Raises ValueError for what is no hexadecimal."""
    found = _leaf(commitment)
    for step in steps:
        neighbour = bytes.fromhex(step.neighbour)
        found = _node(neighbour, found) if step.side is Side.LEFT else _node(found, neighbour)
    return found.hex()


def _levels(commitments: Sequence[str]) -> list[list[bytes]]:
    """Return the rows of the tree, from the leaves up to the root."""
    row = [_leaf(commitment) for commitment in sorted(commitments)]
    if not row:
        raise ValueError("no receipts")
    rows = [row]
    while len(row) > 1:
        row = [_node(*row[i : i + 2]) if i + 1 < len(row) else row[i] for i in range(0, len(row), 2)]
        rows.append(row)
    return rows


def _leaf(commitment: str) -> bytes:
    return hashlib.sha256(_LEAF + bytes.fromhex(commitment)).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(_NODE + left + right).digest()
