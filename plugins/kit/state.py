"""What one build leaves for the next, beside the generations. It can be thrown away: that costs only time."""

import pickle
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from plugins.domain.asking import Key

_DIGEST_SIZE = 32


@dataclass
class Made:
    """An output as it was made: a stamp of its bytes, what it asked for, until when that holds, its files.

    `since` is the number of the build in which its bytes last changed.
    """

    stamp: str
    asked: tuple[Key, ...]
    until: datetime | None
    since: int
    files: tuple[str, ...]


@dataclass
class Answer:
    """The answer to a question: a fingerprint, the inputs it rests on, until when it holds."""

    fingerprint: str
    asked: tuple[Key, ...]
    until: datetime | None


@dataclass
class State:
    """The last complete build.

    `code` and `settings` are stamps of the program and of its settings; `number` counts builds; `generation` is the
    name of the one that holds this build, `numbers` the build each generation holds. `reads` is what the readers of
    content remember of each file. `removed` are files that are gone, with the number of the build since which.
    `plan_until`: when the clock alone changes which outputs there are.
    """

    code: str
    settings: str
    now: datetime
    number: int = 0
    generation: str = ""
    numbers: dict[str, int] = field(default_factory=dict)
    reads: Any = None
    inputs: dict[Key, str] = field(default_factory=dict)
    questions: dict[Key, Answer] = field(default_factory=dict)
    outputs: dict[str, Made] = field(default_factory=dict)
    removed: dict[str, int] = field(default_factory=dict)
    plan_until: datetime | None = None

    @property
    def next_moment(self) -> datetime | None:
        """The next moment at which the clock alone changes something, None for never."""
        moments = [
            self.plan_until,
            *(m.until for m in self.outputs.values()),
            *(q.until for q in self.questions.values()),
        ]
        return min((moment for moment in moments if moment is not None), default=None)


def load(path: Path) -> State | None:
    """Return the state in a file; None when there is none or it is not whole."""
    try:
        data = path.read_bytes()
        if blake2b(data[_DIGEST_SIZE:], digest_size=_DIGEST_SIZE).digest() != data[:_DIGEST_SIZE]:
            return None
        state = pickle.loads(data[_DIGEST_SIZE:])  # noqa: S301  # our own file, whole as its digest tells
    except Exception:  # noqa: BLE001  # whatever a file of an older program makes the reader stumble over
        return None
    return state if isinstance(state, State) else None


def save(path: Path, state: State) -> None:
    """Write a state in one step: the file holds the old one or the new one."""
    data = pickle.dumps(state, protocol=pickle.HIGHEST_PROTOCOL)
    fresh = path.with_name(path.name + ".new")
    with fresh.open("wb") as file:
        file.write(blake2b(data, digest_size=_DIGEST_SIZE).digest())
        file.write(data)
    fresh.replace(path)
