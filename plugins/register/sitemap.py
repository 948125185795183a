"""What search engines and browsers ask a site for: sitemap, robots.txt, the OpenSearch description."""

from collections.abc import Iterator
from functools import partial
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from plugins.domain.asking import question, shared
from plugins.domain.publication import KINDS
from plugins.kit.build import Build
from plugins.kit.outputs import Output

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_OPEN_SEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_MOST_URLS = 50_000  # in one sitemap, by its protocol
_SAY_NOTHING = {"404.html", "bao-tri.html", "loi.html", "tim-kiem/index.html"}
# The same page in two languages.
_TRANSLATED = {"co-quan/index.html": "en/co-quan/index.html"}


def outputs(build: Build) -> Iterator[Output]:
    """Yield the files; called last, when every page is in the plan."""
    count = max(1, -(-sum(map(_is_for_search, build.plan)) // _MOST_URLS))
    for number in range(1, count + 1):
        yield Output(f"sitemap-{number}.xml", partial(_sitemap, build, number))
    yield Output("sitemap.xml", partial(_index, build, count))
    yield Output("robots.txt", lambda: f"User-agent: *\nSitemap: {build.absolute('sitemap.xml')}\n")
    yield Output("tim-kiem.opensearch.xml", lambda: _open_search(build))


@question
def _pages(build: Build, number: int) -> list[tuple[str, str]]:
    """Return the pages of one sitemap by their paths, each with the day it last changed, "" for lists."""
    moves = build.publication.catalogue.moves
    gone = {*moves.redirects, *(w.url for w in moves.withdrawals)}
    pages = [path for path in build.paths() if _is_for_search(path) and path not in gone][
        (number - 1) * _MOST_URLS : number * _MOST_URLS
    ]
    changed = _changed(build)
    return [(path, changed.get(path, "")) for path in pages]


@shared
def _changed(build: Build) -> dict[str, str]:
    changed = {}
    for kind in KINDS:
        for content in build.publication.group("kind", kind.__name__):
            if content.updated_on.year > 1:
                changed[content.url.split("#")[0]] = content.updated_on.isoformat()
    return changed


def _is_for_search(path: str) -> bool:
    """Short addresses and board sheets lead to, or repeat, a page that is listed itself; others say nothing alone."""
    is_other = path in _SAY_NOTHING or path.startswith("s/") or path.endswith(".bang-tin.html")
    return path.endswith(".html") and not is_other


def _sitemap(build: Build, number: int) -> bytes:
    root = Element("urlset", {"xmlns": _SITEMAP, "xmlns:xhtml": _XHTML})
    for path, changed in _pages(build, number):
        url = SubElement(root, "url")
        SubElement(url, "loc").text = build.absolute(path)
        if changed:
            SubElement(url, "lastmod").text = changed
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
    template = f"{build.inbox or build.address + '/'}tim-kiem/index.html?q={{searchTerms}}"
    SubElement(root, "Url", {"type": "text/html", "template": template})
    return _xml(root)


def _xml(root: Element) -> bytes:
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))
