"""What search engines and browsers ask a site for: sitemap, robots.txt, the OpenSearch description."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import partial
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from plugins.domain.asking import question, shared
from plugins.domain.publication import KINDS
from plugins.kit.build import Build
from plugins.kit.outputs import Output
from plugins.kit.templates import in_language, language_of

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_OPEN_SEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_MOST_URLS = 50_000  # in one sitemap, by its protocol
_SAY_NOTHING = {"404.html", "bao-tri.html", "loi.html", "tim-kiem/index.html"}
# Where one searches, by what comes back; the last two are answered by the inbox alone.
_SEARCHES = {
    "text/html": "tim-kiem/index.html",
    "application/atom+xml": "tim-kiem.atom.xml",
    "application/json": "tim-kiem.json",
}


def outputs(build: Build) -> Iterator[Output]:
    """Yield the files; called last, when every page is in the plan."""
    count = max(1, -(-sum(map(_is_for_search, build.plan)) // _MOST_URLS))
    for number in range(1, count + 1):
        yield Output(f"sitemap-{number}.xml", partial(_sitemap, build, number))
    yield Output("sitemap.xml", partial(_index, build, count))
    yield Output("robots.txt", lambda: f"User-agent: *\nSitemap: {build.absolute('sitemap.xml')}\n")
    yield Output("tim-kiem.opensearch.xml", lambda: _open_search(build))


@question
def _pages(build: Build, number: int) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return the pages of one sitemap by their paths, each with the day it last changed and its versions.

    The day is "" for lists; the versions are language and path of the same page in all its languages, none for one.
    """
    moves = build.publication.catalogue.moves
    gone = {*moves.redirects, *(w.url for w in moves.withdrawals)}
    pages = [path for path in build.paths() if _is_for_search(path) and path not in gone][
        (number - 1) * _MOST_URLS : number * _MOST_URLS
    ]
    changed, all_paths = _changed(build), build.paths()
    return [(path, changed.get(path, ""), _versions(build, path, all_paths)) for path in pages]


def _versions(build: Build, path: str, paths: Sequence[str]) -> list[tuple[str, str]]:
    vietnamese = path.removeprefix(in_language(language_of(path), ""))
    versions = [(language, in_language(language, vietnamese)) for language in build.templates]
    found = [(language, version) for language, version in versions if _is_among(version, paths)]
    return found if len(found) > 1 else []


def _is_among(path: str, paths: Sequence[str]) -> bool:
    """Tell whether a path is one of many, which are sorted: a set of them would take much memory."""
    at = bisect_left(paths, path)
    return at < len(paths) and paths[at] == path


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
    if not path.endswith(".html") or path.endswith(".bang-tin.html") or path.startswith("s/"):
        return False
    return path.removeprefix(in_language(language_of(path), "")) not in _SAY_NOTHING


def _sitemap(build: Build, number: int) -> bytes:
    root = Element("urlset", {"xmlns": _SITEMAP, "xmlns:xhtml": _XHTML})
    for path, changed, versions in _pages(build, number):
        url = SubElement(root, "url")
        SubElement(url, "loc").text = build.absolute(path)
        if changed:
            SubElement(url, "lastmod").text = changed
        for language, other in versions:
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
    for type_, page in _SEARCHES.items():
        template = f"{build.inbox or build.address + '/'}{page}?q={{searchTerms}}"
        SubElement(root, "Url", {"type": type_, "template": template})
    return _xml(root)


def _xml(root: Element) -> bytes:
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))
