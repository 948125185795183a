"""What was asked while something was made, so that it is made again only when an answer has changed.

Whoever makes something does so within `recording()`; whoever gives an answer notes it. What is noted is a key: of an
*input* (`("card", "nq0001")`: a fact that something outside can change) or of a *question* (an answer worked out from
inputs, which may stay the same though they change: “the third page of the list”).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from hashlib import blake2b
from importlib import import_module
from types import FunctionType, MethodType
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

# The kind of input, or the name of a question, and which one.
Key = tuple[Any, ...]


@dataclass
class Trace:
    """What was asked, and the first moment at which the clock alone may change it (None: never).

    An output names the questions it asked; a question (`is_flat`) names the inputs of those it asked in turn, so that
    nothing nests deeper than input → question → output.
    """

    is_flat: bool = False
    asked: dict[Key, None] = field(default_factory=dict)
    until: datetime | None = None

    def asked_for(self, key: Key) -> None:
        """Note that an answer was asked for."""
        self.asked[key] = None

    def lasts_until(self, moment: datetime | None) -> None:
        """Note that the clock may change the answer at a moment."""
        if moment is not None and (self.until is None or moment < self.until):
            self.until = moment

    def take(self, other: "Trace") -> None:
        """Note all that another trace holds."""
        self.asked |= other.asked
        self.lasts_until(other.until)


_open: list[Trace] = []


@contextmanager
def recording(*, is_flat: bool = False) -> Iterator[Trace]:
    """Record what is asked within the block."""
    trace = Trace(is_flat)
    _open.append(trace)
    try:
        yield trace
    finally:
        _open.pop()


def note(*key: Any) -> None:
    """Note that an input is asked for."""
    if _open:
        _open[-1].asked_for(key)


def note_until(moment: datetime) -> None:
    """Note that what is being made may be different from a moment on."""
    if _open:
        _open[-1].lasts_until(moment)


def take(trace: Trace) -> None:
    """Note all that another trace holds, for an answer that is given a second time."""
    if _open:
        _open[-1].take(trace)


class Asked(Protocol):
    """Whoever can be asked remembers its answers: each question is worked out once in a build."""

    @property
    def memory(self) -> dict[Key, tuple[Any, Trace]]:
        """The answers of this build by their key, each with what it asked for itself."""


S = TypeVar("S", bound=Asked)
P = ParamSpec("P")
T = TypeVar("T")

# Questions by name, to ask them again in a later build. A name says in which module a question is asked; no kind of
# input has a name like that.
_QUESTIONS: dict[str, Callable[..., Any]] = {}
_IN = ":"


def question(function: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """Make a function or method a question: asked once in a build, named by its arguments (positional, hashable)."""
    name = f"{function.__module__}{_IN}{function.__qualname__}"

    @wraps(function)
    def asked(subject: S, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (name, *args)
        answer, trace = _answered(subject, key, function, *args, **kwargs)
        if _open and _open[-1].is_flat:
            _open[-1].take(trace)
        else:
            note(*key)
        return answer

    _QUESTIONS[name] = asked
    return asked


def shared(function: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """Make a function be worked out once in a build; whoever asks depends on all that it asked for.

    Its arguments are positional and hashable.
    """
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def asked(subject: S, /, *args: P.args, **kwargs: P.kwargs) -> T:
        answer, trace = _answered(subject, (name, *args), function, *args, **kwargs)
        take(trace)
        return answer

    return asked


def _answered(subject: Asked, key: Key, function: Callable[..., T], *args: Any, **kwargs: Any) -> tuple[T, Trace]:
    found = subject.memory.get(key)
    if found is None:
        with recording(is_flat=True) as trace:
            answer = function(subject, *args, **kwargs)
        found = subject.memory[key] = (answer, trace)
    return found


def is_question(key: Key) -> bool:
    """Tell whether a key names a question."""
    return _IN in key[0]


def ask_again(subject: Asked, key: Key) -> tuple[str, Trace]:
    """Ask a question by its key; return the fingerprint of the answer and what it asked for itself."""
    name: str = key[0]
    if name not in _QUESTIONS:
        import_module(name.partition(_IN)[0])
    _QUESTIONS[name](subject, *key[1:])
    answer, trace = subject.memory[key]
    return fingerprint(answer), trace


class Watched:
    """An object that notes which of its attributes are asked for, as `(kind, attribute)`."""

    def __init__(self, kind: str, watched: object) -> None:
        self._kind = kind
        self._watched = watched

    def __getattr__(self, name: str) -> Any:
        method = getattr(type(self._watched), name, None)
        if isinstance(method, FunctionType):
            return MethodType(method, self)  # what it asks for is noted, too
        note(self._kind, name)
        return getattr(self._watched, name)


def fingerprint(value: object) -> str:
    """Return a short text that differs when a value does; values are told apart by their `repr`."""
    return blake2b(repr(value).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
