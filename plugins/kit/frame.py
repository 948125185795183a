"""What every page shows around its content, in both hosts: whose site it is, how to get home, where the inbox is."""

from collections.abc import Sequence
from typing import NamedTuple

from plugins.domain.cards import Link
from plugins.domain.offices import Office
from plugins.domain.vocabulary import Site


class Version(NamedTuple):
    """A page in another language: which, what that language calls itself, the URL seen from the page.

    `canonical` is the absolute URL, "" where it is not the same page but the home page of that language.
    """

    language: str
    name: str
    url: str
    canonical: str = ""


class Frame(NamedTuple):
    """The frame of one page.

    `root` leads to the root of the site: relative in files (they open from a USB stick), `/` in the inbox. `home` leads
    to the folder of the pages in this page's language, `inbox` to the inbox in this language, which shares the site's
    origin. `versions` are this page in the other languages, or their home pages. `section` is the menu entry to mark,
    `pages` are the standing pages for the footer, `faults` is how many files of the content folder are not published
    (in development only); `canonical` is the absolute URL of a page of the site, "" for pages that search engines
    should leave out.
    """

    site: Site
    authority: Office
    root: str
    home: str
    inbox: str
    versions: Sequence[Version] = ()
    section: str = ""
    pages: Sequence[Link] = ()
    faults: int = 0
    canonical: str = ""


def root_from(path: str) -> str:
    """Return the way from a file of the site to its root: `../` for `van-ban/x.html`."""
    return "../" * path.count("/")
