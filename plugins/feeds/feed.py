"""What feeds consist of, and the ids by which readers know it for ever."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

# Ids come from the site's and the content's opaque ids alone: no title, slug, date or domain can change them.
_NAMESPACE = uuid.UUID("0f4d6a52-6f6b-5d0f-9a4e-2d1c7f6f3b10")


def permanent_id(site: str, *parts: str) -> str:
    """Return the id of an entry or a feed for ever, from the `ma` of the site and of the content."""
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, ':'.join((site, *parts)))}"


@dataclass(frozen=True)
class Enclosure:
    """A file that comes with an entry: absolute URL, bytes, MIME type, name."""

    url: str
    size: int
    type: str
    name: str


@dataclass(frozen=True)
class Entry:
    """One entry; `url` is absolute, days are days in Vietnam.

    `gone`: what the entry tells of was taken back; the ids under which readers keep something about it.
    """

    id: str
    title: str
    url: str
    summary: str
    author: str
    category: tuple[str, str]
    published_on: date
    updated_on: date
    enclosures: tuple[Enclosure, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feed:
    """A document of a feed: `path` without ending (`tin/tat-ca`), absolute `home`, entries newest first.

    A long feed goes on in archives (RFC 5005): `older` and `newer` are the paths of those next to this document,
    `current` is the path of the feed to which an archive belongs; "" for none.
    """

    id: str
    path: str
    title: str
    subtitle: str
    home: str
    author: str
    entries: Sequence[Entry]
    older: str = ""
    newer: str = ""
    current: str = ""
