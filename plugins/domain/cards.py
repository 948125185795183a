"""What all contents are made of: a card (all that lists, feeds and other pages show of it) and a body (its text).

Cards are always at hand; the body may lie on a shelf and is fetched when somebody asks for it, who from then on
depends on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache, cached_property
from typing import Any, Generic, NamedTuple, Protocol, Self, TypeVar, overload

from plugins.domain.asking import fingerprint, note
from plugins.domain.vocabulary import VIETNAMESE


class Link(NamedTuple):
    """A title and its URL, relative to the root of the site; `language` is that of the title and what it leads to."""

    title: str
    url: str
    language: str = VIETNAMESE


class Attachment(NamedTuple):
    """A file offered for download: its name in `content/tep/`, size in bytes, SHA-256."""

    name: str
    size: int
    sha256: str


class Correction(NamedTuple):
    """A dated correction (đính chính) of what was published: what was changed and why."""

    on: date
    what: str
    reason: str


T = TypeVar("T")
C = TypeVar("C", bound="Content")


class Shelf(Protocol):
    """Where bodies lie."""

    def fetch(self, content: "Content") -> Mapping[str, Any]:
        """Return the fields of a content's body."""


class Body(Generic[T]):
    """A field of the body."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, content: None, owner: type) -> "Body[T]": ...
    @overload
    def __get__(self, content: "Content", owner: type) -> T: ...
    def __get__(self, content: "Content | None", owner: type) -> "Body[T] | T":
        if content is None:
            raise AttributeError(self.name)  # so a data class sees that there is no default
        note("body", content.id)
        own = content.__dict__
        value: T = own[self.name] if self.name in own else own["_shelf"].fetch(content)[self.name]
        return value

    def __set__(self, content: "Content", value: T) -> None:
        content.__dict__[self.name] = value


# Fields of which a large folder has few values.
_SAID_BY_MANY = {
    "office",
    "fields",
    "doc_type",
    "place",
    "signer_title",
    "signing_authority",
    "event_type",
    "matter",
    "forms",
}
_said: dict[Any, Any] = {}


@dataclass(frozen=True, eq=False, repr=False)
class Content:
    """What all kinds share.

    `id` is the opaque `ma`, given once; `url` is relative to the root of the site; `source` the file relative
    to the content folder; `published_on` and `updated_on` are the days feeds and lists show.
    """

    id: str
    title: str
    url: str
    source: str
    office: str
    fields: tuple[str, ...]
    summary: str
    published_on: date
    updated_on: date
    attachments: tuple[Attachment, ...]
    corrections: tuple[Correction, ...] = field(default=(), kw_only=True)

    @cached_property
    def stamp(self) -> str:
        """A short text that differs when anything on the card does."""
        bodies = self.body_fields()
        return fingerprint([self.__dict__[f.name] for f in fields(self) if f.name not in bodies])

    def settle(self) -> None:
        """Work out what is kept with the card, so that later builds need not."""
        self.stamp  # noqa: B018  # it remembers

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.id} {self.stamp})"

    def __getstate__(self) -> dict[str, Any]:
        """Return the card alone, to be kept between builds."""
        out = {"_shelf", *self.body_fields()}
        return {name: value for name, value in self.__dict__.items() if name not in out}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        """Take a card that was kept; put in at once, and with what many say said once, it takes half the room."""
        card = self.__dict__
        card.update(state)
        for name in _SAID_BY_MANY & state.keys():
            card[name] = _said.setdefault(card[name], card[name])

    @classmethod
    @cache
    def body_fields(cls) -> tuple[str, ...]:
        """Return the names of the fields of the body."""
        return tuple(name for base in cls.__mro__ for name, value in vars(base).items() if isinstance(value, Body))

    def body(self) -> dict[str, Any]:
        """Return the body of a content that has just been read."""
        return {name: self.__dict__[name] for name in self.body_fields()}

    def shelved(self, shelf: Shelf) -> None:
        """Leave the body on a shelf, where it has been put."""
        for name in self.body_fields():
            self.__dict__.pop(name, None)
        self.__dict__["_shelf"] = shelf

    def having(self, **changes: Any) -> Self:
        """Return the content with other values on its card; its body stays where it is."""
        other = object.__new__(type(self))
        other.__dict__.update({k: v for k, v in self.__dict__.items() if k != "stamp"} | changes)
        return other
