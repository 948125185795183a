"""What a phone on a slow line has to fetch before a page can be read: little, from this site alone, in few requests."""

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import html5lib
import pytest
from bench.corpus import texts

KB = 1000
FIRST_VIEW = 50 * KB
HUNDRED_PAGES = 200 * KB
WORDS_ON_PAPER = 300  # a page in the type and spacing of Decree 30/2020
REQUESTS = 6
# Page of the small commune → what it is.
PAGES = {
    "index.html": "home",
    "van-ban/5-2026-nq-hdnd.html": "a document",
    "du-thao/index.html": "the list of drafts",
    "cong-khai/index.html": "the list of notices",
}
_IN_STYLES = re.compile(r"url\(|@import")


def fetched(site: Path, path: str) -> list[str]:
    """Return what a browser asks for when it shows a page for the first time: the page, its styles, pictures, icon."""
    page = html5lib.parse((site / path).read_text(encoding="utf-8"), namespaceHTMLElements=False)
    links = [e.attrib["href"] for e in page.iter("link") if e.attrib.get("rel") in {"stylesheet", "icon", "preload"}]
    sources = [e.attrib["src"] for tag in ("script", "img", "iframe") for e in page.iter(tag) if "src" in e.attrib]
    folder = (site / path).parent
    found = [path]
    for address in dict.fromkeys([*links, *sources]):
        assert not urlsplit(address).scheme, address
        assert not urlsplit(address).netloc, address
        found.append(str((folder / urlsplit(address).path).resolve().relative_to(site.resolve())))
    return list(dict.fromkeys(found))


def over_the_wire(site: Path, files: list[str]) -> int:
    """Return how many bytes that is, each file compressed as a public build lays it down."""
    return sum(len(gzip.compress((site / file).read_bytes())) for file in files)


@pytest.fixture
def site(commune_build: Path) -> Path:
    return (commune_build / "current").resolve()


@pytest.mark.parametrize("path", PAGES)
def test_a_first_view_is_light_and_asks_nobody_else(site: Path, path: str) -> None:
    files = fetched(site, path)
    assert len(files) <= REQUESTS
    assert over_the_wire(site, files) <= FIRST_VIEW


def test_styles_fetch_nothing_more(site: Path) -> None:
    for styles in site.glob("theme/*.css"):
        assert _IN_STYLES.search(styles.read_text(encoding="utf-8")) is None, styles.name


def paragraphs() -> Iterator[str]:
    """Yield paragraphs of made-up legal texts, without the numbers before them."""
    for text in texts(400):
        for line in text.body.splitlines():
            words = re.sub(r"^(Điều \d+\.|\d+\.|[a-zđ]\)|-)\s*", "", line).strip()
            if len(words.split()) > 12 and not set("|[") & set(words):
                yield words


def long_text(pages: int) -> str:
    """Return a legal text of so many pages of paper: articles of four clauses."""
    articles: list[str] = []
    count = 0
    source = paragraphs()
    while count < pages * WORDS_ON_PAPER:
        clauses = [f"{number}. {next(source)}" for number in range(1, 5)]
        count += sum(len(clause.split()) for clause in clauses)
        articles.append("\n\n".join([f"Điều {len(articles) + 1}. Nội dung thứ {len(articles) + 1}", *clauses]))
    return "\n\n".join(["QUYẾT NGHỊ:", *articles, "Nghị quyết này có hiệu lực từ ngày ký./."])


def test_a_hundred_pages_open_on_a_slow_line(content: Path, build_site: Callable[..., Path]) -> None:
    document = content / "van-ban/nghi-quyet-cong-khai.md"
    front_matter = document.read_text(encoding="utf-8").split("---")[1]
    document.write_text(f"---{front_matter}---\n\n{long_text(100)}\n", encoding="utf-8")
    site = build_site(content)
    page = "van-ban/5-2026-nq-hdnd.html"
    files = fetched(site, page)
    assert len((site / page).read_text(encoding="utf-8").split()) > 100 * WORDS_ON_PAPER
    assert over_the_wire(site, files) <= HUNDRED_PAGES
