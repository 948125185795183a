"""Files that strangers send, made anew: what they show stays, what hides in them does not.

`cleaned` works in a process of its own, with little memory and time and none of our secrets: a file that is built to
burst a reader bursts that process alone. `pictures`, `pdf` and `word` are what it does there.
"""

import subprocess
import sys
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[3]
_PATIENCE = 40  # seconds; the process gives up on its own after `worker.SECONDS` of work


class Reason(Enum):
    """Why a file is refused."""

    UNKNOWN = "unknown"  # neither a picture, nor PDF, nor .docx, whatever its name says
    HEIC = "heic"  # a picture that few programs can open
    LOCKED = "locked"  # it has a password
    BROKEN = "broken"  # it cannot be read
    TOO_MUCH = "too-much"  # it would unpack to too much, or take too long


class RefusedError(Exception):
    """A file cannot be taken; carries the reason."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Clean:
    """A file made anew: the extension that its content deserves, and its bytes."""

    extension: str
    data: bytes


def cleaned(data: bytes) -> Clean:
    """Return a file made anew, known by its content alone. Raises RefusedError."""
    command = [sys.executable, "-m", "plugins.kit.cleaning.worker"]
    try:
        # No variable of ours goes along: keys and passwords stand among them.
        done = subprocess.run(  # noqa: S603  # the words are ours; what a stranger sent is only read
            command, cwd=_ROOT, env={}, input=data, capture_output=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise RefusedError(Reason.TOO_MUCH) from error
    said, _, made = done.stdout.partition(b"\n")
    answer = said.decode()
    if done.returncode == 0:
        return Clean(answer, made)
    known = {reason.value: reason for reason in Reason}
    raise RefusedError(known.get(answer, Reason.TOO_MUCH))  # it said nothing: its limits ended it
