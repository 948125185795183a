"""All feeds as one OPML file, to be taken over into a feed reader in one go."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring


def opml(title: str, groups: Sequence[tuple[str, Sequence[tuple[str, str, str]]]], address: str) -> bytes:
    """Return the feeds (title, path, absolute URL of what it follows), group by group, as OPML 2.0."""
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = title
    body = SubElement(root, "body")
    for name, feeds in groups:
        outline = SubElement(body, "outline", text=name)
        for feed_title, path, home in feeds:
            SubElement(
                outline,
                "outline",
                type="rss",
                text=feed_title,
                title=feed_title,
                xmlUrl=f"{address}/{path}",
                htmlUrl=home,
            )
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))
