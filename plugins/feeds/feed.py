"""A feed's bytes from its entries: the same entries always give the same bytes, so readers are told nothing twice."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem

from plugins.domain.clock import first_moment

# Ids come from the site's and the content's opaque ids alone: no title, slug, date or domain can change them.
_NAMESPACE = uuid.UUID("0f4d6a52-6f6b-5d0f-9a4e-2d1c7f6f3b10")
_EMPTY_SINCE = datetime(2000, 1, 1, tzinfo=UTC)


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
    """One entry; `url` is absolute, days are days in Vietnam; `office` and `fields` are ids, to sort it into feeds.

    `is_withdrawn`: what the entry was about was taken back; the entry says so.
    """

    id: str
    title: str
    url: str
    summary: str
    author: str
    category: tuple[str, str]
    published_on: date
    updated_on: date
    office: str
    fields: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    is_withdrawn: bool = False


@dataclass(frozen=True)
class Feed:
    """A feed: `path` without ending (`tin/tat-ca`), absolute `home` of what it follows, entries newest first."""

    id: str
    path: str
    title: str
    subtitle: str
    home: str
    author: str
    entries: Sequence[Entry]


class _Tombstones(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    """What was withdrawn, told to feed readers so that they drop what they keep of it (RFC 6721)."""

    NAMESPACE = "http://purl.org/atompub/tombstones/1.0"

    def __init__(self) -> None:
        self.withdrawn: list[Entry] = []

    def extend_ns(self) -> dict[str, str]:
        return {"at": self.NAMESPACE}

    def extend_atom(self, feed: Any) -> Any:
        for entry in self.withdrawn:
            when = first_moment(entry.updated_on).isoformat()
            deleted = xml_elem(f"{{{self.NAMESPACE}}}deleted-entry", feed, ref=entry.id, when=when)
            xml_elem(f"{{{self.NAMESPACE}}}comment", deleted).text = entry.summary
        return feed


def atom(feed: Feed, address: str) -> bytes:
    """Return the feed as Atom 1.0."""
    return bytes(_generator(feed, f"{address}/{feed.path}.atom.xml").atom_str(pretty=True))


def rss(feed: Feed, address: str) -> bytes:
    """Return the feed as RSS 2.0."""
    return bytes(_generator(feed, f"{address}/{feed.path}.rss.xml").rss_str(pretty=True))


def json_feed(feed: Feed, address: str) -> bytes:
    """Return the feed as JSON Feed 1.1."""
    plain = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.subtitle,
        "home_page_url": feed.home,
        "feed_url": f"{address}/{feed.path}.feed.json",
        "language": "vi",
        "authors": [{"name": feed.author}],
        "items": [_json_item(entry) for entry in feed.entries],
    }
    return json.dumps(plain, ensure_ascii=False, indent=1).encode()


def _json_item(entry: Entry) -> dict[str, Any]:
    item = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_text": entry.summary or entry.title,
        "date_published": first_moment(entry.published_on).isoformat(),
        "date_modified": first_moment(entry.updated_on).isoformat(),
        "authors": [{"name": entry.author}],
        "tags": [entry.category[1]],
    }
    attachments = [
        {"url": e.url, "mime_type": e.type, "title": e.name, "size_in_bytes": e.size} for e in entry.enclosures
    ]
    return {**item, "attachments": attachments} if attachments else item


class _Entry(FeedEntry):  # type: ignore[misc]  # feedgen has no types
    """An entry whose links keep what they are; feedgen 1.0 writes them all as bare addresses."""

    def atom_entry(self, extensions: bool = True) -> Any:  # noqa: FBT001, FBT002  # as in the class it mends
        entry = super().atom_entry(extensions)
        for element, link in zip(entry.findall("link"), self.link() or [], strict=True):
            element.attrib.update({key: str(link[key]) for key in ("rel", "type", "length", "title") if link.get(key)})
        return entry


def _generator(feed: Feed, own_url: str) -> FeedGenerator:
    generator = FeedGenerator()
    generator.id(feed.id)
    generator.title(feed.title)
    generator.description(feed.subtitle)
    generator.subtitle(feed.subtitle)
    generator.language("vi")
    generator.author(name=feed.author)
    # The last link that is not the feed's own becomes the channel's link in RSS.
    generator.link(href=own_url, rel="self")
    generator.link(href=feed.home, rel="alternate")
    updated = max((entry.updated_on for entry in feed.entries), default=None)
    # feedgen would put the time of the build here.
    generator.updated(first_moment(updated) if updated else _EMPTY_SINCE)
    if withdrawn := [entry for entry in feed.entries if entry.is_withdrawn]:
        generator.register_extension("tombstones", _Tombstones, atom=True, rss=False)
        generator.tombstones.withdrawn = withdrawn
    for entry in feed.entries:
        item = generator.add_entry(_Entry(), order="append")
        item.id(entry.id)
        item.guid(entry.id, permalink=False)
        item.title(entry.title)
        item.link(href=entry.url, rel="alternate")
        for enclosure in entry.enclosures:
            item.link(
                href=enclosure.url,
                rel="enclosure",
                type=enclosure.type,
                length=str(enclosure.size),
                title=enclosure.name,
            )
        item.summary(entry.summary or entry.title)
        item.author(name=entry.author)
        item.category(term=entry.category[0], label=entry.category[1])
        item.published(first_moment(entry.published_on))
        item.updated(first_moment(entry.updated_on))
    return generator
