"""Every page of the built sample: sound HTML, usable without JavaScript, from a USB stick, by keyboard and by ear."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
from support import ROOT

from plugins.documents.gallery import PAGE as GALLERY

LABEL = "Trang minh họa: cơ quan, địa danh và nội dung đều là hư cấu."
ENGLISH_LABEL = "Illustration: the offices, places and texts of this site are fictional."
# Pages of the inbox, which a site of files does not hold.
INBOX = re.compile(
    r"/?(\.\./)*(en/)?(tra-cuu|gop-y/.+|kien-nghi/.*|xin-thong-tin/.+|hoi-doi-thoai/.+|gui-y-kien/|danh-gia/.+|so-lieu/)$"
)
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls")


@dataclass(frozen=True)
class Page:
    """One page of a site as a browser reads it, and what a strict parser has against it."""

    path: str
    html: Element
    errors: list[str]
    site: Path

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.html.iter() if not tags or element.tag in tags]

    def ids(self) -> list[str]:
        return [element.attrib["id"] for element in self.all() if "id" in element.attrib]


def read(site: Path, path: str) -> Page:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    html = parser.parse((site / path).read_text(encoding="utf-8"))
    return Page(path, html, [f"{place} {code}" for place, code, _ in parser.errors], site)


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def title(page: Page) -> str:
    return words(page.all("title")[0]) if page.all("title") else ""


def described(page: Page) -> list[str]:
    """Return the descriptions of a page, of which there should be one."""
    return [meta.get("content", "") for meta in page.all("meta") if meta.get("name") == "description"]


def links(page: Page) -> list[str]:
    """Return every address a page names: links, forms, pictures, style sheets, feeds."""
    return [element.attrib[key] for element in page.all() for key in ("href", "src", "action") if key in element.attrib]


def is_elsewhere(link: str) -> bool:
    return link.startswith("#") or bool(urlsplit(link).scheme)


def targets(page: Page) -> list[str]:
    """Return the links of a page that lead to files of the site, seen from its root, with their anchors."""
    found = []
    for link in links(page):
        if INBOX.match(link.split("?")[0]) or urlsplit(link).scheme:
            continue
        path, _, anchor = link.partition("#")
        folder = page.site if path.startswith("/") else (page.site / page.path).parent
        file = folder / unquote(path).lstrip("/") if path else page.site / page.path
        found.append(f"{file.resolve().relative_to(page.site.resolve())}#{unquote(anchor)}")
    return found


ANCHORS: dict[Path, set[str]] = {}


def anchors(file: Path) -> set[str]:
    if file not in ANCHORS:
        ANCHORS[file] = set(re.findall(r'\bid="([^"]+)"', file.read_text(encoding="utf-8")))
    return ANCHORS[file]


def broken_links(page: Page) -> list[str]:
    broken = []
    for target in targets(page):
        path, _, anchor = target.partition("#")
        file = page.site / path
        if not file.is_file() or (anchor and anchor not in anchors(file)):
            broken.append(target)
    return broken


def skip_link_is_first(page: Page) -> list[str]:
    focusable = page.all("a", "button", "input", "select", "textarea", "summary")
    first = focusable[0].attrib if focusable else {}
    goal = first.get("href", "#").removeprefix("#")
    main = [element for element in page.all("main") if element.get("id") == goal]
    return [] if first.get("class") == "skip-link" and main else [str(first)]


# In the sample: one page that has moved and only leads on, one that was withdrawn and that nothing links.
MOVED, WITHDRAWN = "cong-khai/thu-chi-ve-sinh.html", "cong-khai/danh-sach-ho-nhan-ho-tro-sua-nha.html"
JSON_LD = "application/ld+json"
# The one page that runs a script, a file of the theme: where no server searches.
SEARCH, SCRIPT = {"tim-kiem/index.html", "en/tim-kiem/index.html"}, "theme/tim-kiem.js"


def active_content(page: Page) -> list[str]:
    attributes = [name for element in page.all() for name in element.attrib if name == "style" or name.startswith("on")]
    # JSON-LD is data: a browser runs none of it.
    elements = [e for e in page.all("script", "style", "iframe", "object", "embed") if e.get("type") != JSON_LD]
    if page.path in SEARCH:
        elements = [e for e in elements if e.get("src", "").replace("../", "") != SCRIPT]
    return attributes + [element.tag for element in elements]


# Links that name this page, and the same page in another language, by their absolute addresses; nobody loads them.
NAMED = {"canonical", "alternate"}


def loaded_from_elsewhere(page: Page) -> list[str]:
    elements = [e for e in page.all("img", "link", "script", "iframe") if e.get("rel") not in NAMED]
    loaded = [e.attrib.get("src") or e.attrib.get("href", "") for e in elements]
    return [address for address in loaded if urlsplit(address).scheme or address.startswith("//")]


def dangling_references(page: Page) -> list[str]:
    wanted = [id_ for e in page.all() for name in REFERENCES for id_ in e.attrib.get(name, "").split()]
    return sorted(set(wanted) - set(page.ids()))


def fields_without_label(page: Page) -> list[str]:
    labelled = {label.attrib.get("for") for label in page.all("label")}
    fields = [field for field in page.all("input", "textarea", "select") if field.get("type") != "hidden"]
    return [field.get("name", "") for field in fields if field.get("id") not in labelled]


def headings_skipped(page: Page) -> list[str]:
    levels = [int(heading.tag[1]) for heading in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    return [f"h{before} h{after}" for before, after in pairwise(levels) if after > before + 1]


def unexplained_tables(page: Page) -> list[str]:
    """Return tables without caption or label, and heads that do not say what they are heads of."""
    named = {
        table
        for box in page.all()
        if box.get("role") in {"region", "group"} and box.get("aria-label")
        for table in box.iter("table")
    }
    tables = [t for t in page.all("table") if t not in named and t.find("caption") is None]
    heads = [th for th in page.all("th") if th.get("scope") not in {"row", "col"}]
    return [words(element) for element in [*tables, *heads]]


def no_way_online(page: Page) -> list[str]:
    """From a USB stick forms lead nowhere: each page says that they need a network, and where they are."""
    said = [p for p in page.all("p") if p.get("class") == "footer__online"]
    return (
        [] if [urlsplit(a.get("href", "")).scheme for p in said for a in p.iter("a")] == ["https"] else ["nothing said"]
    )


def label(page: Page) -> list[str]:
    wanted = ENGLISH_LABEL if page.path.startswith("en/") else LABEL
    return [] if wanted in [words(element) for element in page.all("p")] else ["no label"]


# Servers show these at any address: their links begin at the root of the site.
ANYWHERE = {"404.html", "bao-tri.html"}
# What is asked of every page, and what of a page breaks it; a check returns what is wrong.
CHECKS: dict[str, tuple[Callable[[Page], list[str]], str]] = {
    "HTML without a parse error": (lambda p: p.errors, "<p><b>một</p></b>"),
    "exactly one h1 with words in it": (
        lambda p: [] if [bool(words(h)) for h in p.all("h1")] == [True] else [str(len(p.all("h1")))],
        "<h1>Một</h1><h1>Hai</h1>",
    ),
    "a title that ends with the site's name": (
        lambda p: [] if re.fullmatch(r".+ – Công khai xã Suối Hoa", title(p)) else [title(p)],
        "<title> – Công khai xã Suối Hoa</title>",
    ),
    "a description for lists of results, as plain words": (
        lambda p: (
            [] if [bool(re.fullmatch(r"[^<>]{10,}", d)) for d in described(p)] == [True] else described(p) or ["none"]
        ),
        '<meta name="description" content="<p>">',
    ),
    "the language it is written in": (
        lambda p: [] if p.html.get("lang") == ("en" if p.path.startswith("en/") else "vi") else [str(p.html.attrib)],
        "<html lang=en>",
    ),
    "a skip link before anything else one can reach, to its main part": (
        skip_link_is_first,
        '<a href="index.html">x</a><a class="skip-link" href="#m">x</a><main id="m"></main>',
    ),
    "headings in order, none skipped": (headings_skipped, "<h1>Một</h1><h3>Ba</h3>"),
    "a caption or a label for every table, and a scope for every head": (
        unexplained_tables,
        "<table><tr><th>Một</th></tr></table>",
    ),
    "what needs a network, for those who read a copy": (no_way_online, "<p>Đọc</p>"),
    "no id twice": (lambda p: [i for i in set(p.ids()) if p.ids().count(i) > 1], '<p id="a"><p id="a">'),
    "no script and no style in the page": (active_content, '<p style="color: red">'),
    "nothing loaded from elsewhere": (loaded_from_elsewhere, '<img src="https://evil.example/x.png">'),
    "no address from the root of the disk, but where the page stands anywhere": (
        lambda p: [a for a in links(p) if a.startswith("/") is not (p.path in ANYWHERE) and not is_elsewhere(a)],
        '<a href="/van-ban/">x</a>',
    ),
    "links and anchors that lead somewhere": (broken_links, '<a href="#khong-co">x</a>'),
    "labels and descriptions that are there": (dangling_references, '<section aria-labelledby="khong-co">'),
    "a label for every field": (fields_without_label, '<input name="q" id="q">'),
    "the words that it is an illustration": (label, "<p>Trang thật</p>"),
}
every_check = pytest.mark.parametrize(("check", "bad"), CHECKS.values(), ids=CHECKS)


@pytest.fixture(scope="module")
def site(sample_site: Path) -> Path:
    return sample_site


@pytest.fixture(scope="module")
def pages(site: Path) -> list[Page]:
    # Sheets for the board and short addresses have no frame: they are seen in tests/plugins/test_voices.py.
    # The gallery shows components beside each other, out of the places their links and headings are made for.
    paths = [path for p in sorted(site.rglob("*.html")) if (path := str(p.relative_to(site))) != GALLERY]
    shown = [path for path in paths if not path.startswith("s/") and not path.endswith(".bang-tin.html")]
    return [read(site, path) for path in shown if path != MOVED]


@every_check
def test_every_page_has(pages: list[Page], check: Callable[[Page], list[str]], bad: str) -> None:
    assert {page.path: check(page) for page in pages if check(page)} == {}, bad


@every_check
def test_a_page_without_it_would_be_seen(tmp_path: Path, check: Callable[[Page], list[str]], bad: str) -> None:
    (tmp_path / "index.html").write_text(f"<!DOCTYPE html>{bad}", encoding="utf-8")
    assert check(read(tmp_path, "index.html"))


def test_nothing_moves_and_nothing_blinks(site: Path) -> None:
    for styles in site.glob("theme/*.css"):
        assert re.findall(r"transition|animation|@keyframes|smooth", styles.read_text(encoding="utf-8")) == []


def test_no_two_pages_have_the_same_title(pages: list[Page]) -> None:
    titles = [title(page) for page in pages]
    assert sorted({t for t in titles if titles.count(t) > 1}) == []


def test_every_page_is_reached_by_links_from_the_home_page(pages: list[Page]) -> None:
    by_path = {page.path: page for page in pages}
    reached, ahead = set[str](), ["index.html"]
    while ahead:
        path = ahead.pop()
        if path in by_path and path not in reached:
            reached.add(path)
            ahead += [target.split("#")[0] for target in targets(by_path[path])]
    assert sorted(by_path.keys() - reached) == ["404.html", "bao-tri.html", WITHDRAWN]


def test_all_kinds_of_pages_are_there(pages: list[Page]) -> None:
    kinds = {"/".join(page.path.split("/")[:-1]) for page in pages}
    communities = {"thu-hoi", "du-lieu", "su-kien", "cong-dong", "to-chuc", "thon", "diem-phuc-vu"}
    others = {"cong-khai", "cong-khai/ma-tran", "muc-luc", "tim-kiem", "lich", "so-bien-nhan"}
    others |= {"van-ban/loc", "du-thao/loc", "cong-khai/loc"}
    english = {kind for kind in kinds if kind == "en" or kind.startswith("en/")}
    assert kinds == {"", "van-ban", "du-thao", "co-quan", "trang", "tin", *english} | communities | others
    assert len(pages) > 60


NOTICE = """\
ma: cknhieu{0:03}
tieu-de: Thông báo số {0}
co-quan: ubnd
ngay-quyet-dinh: 2026-01-02
ngay-cong-khai: 2026-01-02
"""
ODD_DRAFT = """\
ma: dtla{0:06}
loai: quy-che
trich-yeu: có chỗ lạ {0}
co-quan: ubnd
ngay-mo: 2026-11-02
ngay-dong: 2026-12-04
noi-dung-xin-y-kien: Toàn bộ
nguoi-quyet-dinh: Ủy ban
"""


def test_pages_of_faults_long_lists_and_odd_texts_are_as_sound_as_the_others(
    content: Path, write: Callable[..., Path], build_site: Callable[[Path], Path]
) -> None:
    write("cong-khai/hong.md", "ma: 1\ntieu-de: <b>Hỏng</b> & hư", "Nội dung <script>.\n")
    for number in range(60):
        write(f"cong-khai/so-{number}.md", NOTICE.format(number))
    odd = sorted((ROOT / "tests/fixtures/oddities").glob("*.txt"))
    for number, path in enumerate(odd):
        write(f"du-thao/{path.stem}.md", ODD_DRAFT.format(number), path.read_text(encoding="utf-8"))
    out = build_site(content)
    paths = ["loi.html", "cong-khai/hong.html", "cong-khai/index.html", "cong-khai/trang-1.html"]
    for page in [read(out, path) for path in [*paths, *(f"du-thao/{path.stem}.html" for path in odd)]]:
        wrong = {name: check(page) for name, (check, _) in CHECKS.items() if check(page)}
        assert wrong.keys() <= {"a title that ends with the site's name"}, (page.path, wrong)  # it is another site
