"""A feed's bytes in each format: the same entries always give the same bytes, so readers are told nothing twice.

Whoever needs this module loads it only then: feedgen and lxml take longer to load than many a build takes.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem

from plugins.domain.clock import first_moment
from plugins.feeds.feed import Entry, Feed

_EMPTY_SINCE = datetime(2000, 1, 1, tzinfo=UTC)


def rendered(feed: Feed, ending: str, address: str) -> bytes:
    """Return a feed in the format of an ending, for a site at an address. Raises KeyError for a format there is not."""
    return {"atom.xml": _atom, "rss.xml": _rss, "feed.json": _json}[ending](feed, address)


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
            for id_ in entry.gone:
                deleted = xml_elem(f"{{{self.NAMESPACE}}}deleted-entry", feed, ref=id_, when=when)
                xml_elem(f"{{{self.NAMESPACE}}}comment", deleted).text = entry.summary
        return feed


class _Archive(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    """That this document is an archive: what stands in it is left as it is (RFC 5005, section 4)."""

    NAMESPACE = "http://purl.org/syndication/history/1.0"

    def extend_ns(self) -> dict[str, str]:
        return {"fh": self.NAMESPACE}

    def extend_atom(self, feed: Any) -> Any:
        xml_elem(f"{{{self.NAMESPACE}}}archive", feed)
        return feed


class _Links(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    """Links that feedgen leaves out of RSS. There are no archives in RSS: entries have the same ids in Atom."""

    def __init__(self) -> None:
        self.links: list[dict[str, str]] = []

    def extend_rss(self, feed: Any) -> Any:
        for link in self.links:
            xml_elem("{http://www.w3.org/2005/Atom}link", feed[0], **link)
        return feed


def _atom(feed: Feed, address: str) -> bytes:
    """Return the feed as Atom 1.0."""
    return bytes(_generator(feed, address, "atom.xml").atom_str(pretty=True))


def _rss(feed: Feed, address: str) -> bytes:
    """Return the feed as RSS 2.0."""
    return bytes(_generator(feed, address, "rss.xml").rss_str(pretty=True))


def _json(feed: Feed, address: str) -> bytes:
    """Return the feed as JSON Feed 1.1."""
    plain = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.subtitle,
        "home_page_url": feed.home,
        "feed_url": f"{address}/{feed.path}.feed.json",
        **({"next_url": f"{address}/{feed.older}.feed.json"} if feed.older else {}),
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


def _archive_links(feed: Feed, address: str) -> Iterator[dict[str, str]]:
    """Yield the links between a feed and its archives."""
    for rel, path in (("current", feed.current), ("prev-archive", feed.older), ("next-archive", feed.newer)):
        if path:
            yield {"rel": rel, "type": "application/atom+xml", "href": f"{address}/{path}.atom.xml"}


def _generator(feed: Feed, address: str, ending: str) -> FeedGenerator:
    generator = FeedGenerator()
    generator.id(feed.id)
    generator.title(feed.title)
    generator.description(feed.subtitle)
    generator.subtitle(feed.subtitle)
    generator.language("vi")
    generator.author(name=feed.author)
    generator.link(href=f"{address}/{feed.path}.{ending}", rel="self")
    if links := list(_archive_links(feed, address)):
        generator.link(links)
        generator.register_extension("links", _Links, atom=False, rss=True)
        generator.links.links = links
    if feed.current:
        generator.register_extension("archive", _Archive, atom=True, rss=False)
    # The last link becomes the channel's in RSS.
    generator.link(href=feed.home, rel="alternate")
    updated = max((entry.updated_on for entry in feed.entries), default=None)
    # feedgen would put the time of the build here.
    generator.updated(first_moment(updated) if updated else _EMPTY_SINCE)
    if withdrawn := [entry for entry in feed.entries if entry.gone]:
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
