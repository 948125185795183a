"""What search engines and browsers ask a site for: sitemap, robots.txt, the OpenSearch description."""

from collections.abc import Iterator
from functools import partial
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from plugins.kit.build import Build, asks
from plugins.kit.outputs import Output

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_OPEN_SEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_MOST_URLS = 50_000  # in one sitemap, by its protocol
# The same page in two languages.
_TRANSLATED = {"co-quan/index.html": "en/co-quan/index.html"}


def outputs(build: Build) -> Iterator[Output]:
    """Yield the files; called last, when every page has been written."""
    pages = sorted(filter(_is_for_search, build.outputs.written))
    asked_for = asks("now", *build.publication.contents)
    changed = {
        c.url.split("#")[0]: c.updated_on.isoformat() for c in build.publication.contents if c.updated_on.year > 1
    }
    parts = [pages[start : start + _MOST_URLS] for start in range(0, len(pages), _MOST_URLS)]
    for number, part in enumerate(parts, 1):
        yield Output(f"sitemap-{number}.xml", asked_for, partial(_sitemap, build, part, changed))
    yield Output("sitemap.xml", asked_for, lambda: _index(build, len(parts)))
    yield Output("robots.txt", asks("trang-web"), lambda: f"User-agent: *\nSitemap: {build.absolute('sitemap.xml')}\n")
    yield Output("tim-kiem.opensearch.xml", asks("trang-web"), lambda: _open_search(build))


def _is_for_search(path: str) -> bool:
    """Short addresses and board sheets lead to, or repeat, a page that is listed itself."""
    is_other = path in {"404.html", "loi.html"} or path.startswith("s/") or path.endswith(".bang-tin.html")
    return path.endswith(".html") and not is_other


def _sitemap(build: Build, pages: list[str], changed: dict[str, str]) -> bytes:
    root = Element("urlset", {"xmlns": _SITEMAP, "xmlns:xhtml": _XHTML})
    for path in pages:
        url = SubElement(root, "url")
        SubElement(url, "loc").text = build.absolute(path)
        if path in changed:
            SubElement(url, "lastmod").text = changed[path]
        for vietnamese, english in _TRANSLATED.items():
            if path in {vietnamese, english}:
                for language, other in (("vi", vietnamese), ("en", english)):
                    link = {"rel": "alternate", "hreflang": language, "href": build.absolute(other)}
                    SubElement(url, "xhtml:link", link)
    return _xml(root)


def _index(build: Build, count: int) -> bytes:
    root = Element("sitemapindex", {"xmlns": _SITEMAP})
    for number in range(1, count + 1):
        SubElement(SubElement(root, "sitemap"), "loc").text = build.absolute(f"sitemap-{number}.xml")
    return _xml(root)


def _open_search(build: Build) -> bytes:
    site = build.publication.catalogue.site
    root = Element("OpenSearchDescription", {"xmlns": _OPEN_SEARCH})
    SubElement(root, "ShortName").text = site.name[:16]
    SubElement(root, "LongName").text = site.name[:48]
    SubElement(root, "Description").text = f"Tìm trong {site.name}"
    SubElement(root, "Language").text = "vi"
    SubElement(root, "InputEncoding").text = "UTF-8"
    template = f"{build.inbox or build.address + '/'}tim-kiem?q={{searchTerms}}"
    SubElement(root, "Url", {"type": "text/html", "template": template})
    return _xml(root)


def _xml(root: Element) -> bytes:
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))
