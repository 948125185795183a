"""A feed that is long goes on in archives (RFC 5005): nothing is lost, and what is old is never sent again."""

import json
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from support import COMMUNE, pelican

SITE = "https://thu.example"
MARK = "{http://purl.org/syndication/history/1.0}archive"
LINK = "{http://www.w3.org/2005/Atom}link"
NOTICE = """\
---
ma: cknhieu{number:03}
tieu-de: Thông báo số {number}
co-quan: {office}
ngay-quyet-dinh: {day}
ngay-cong-khai: {day}
---

Nội dung.
"""


def add(content: Path, number: int, office: str) -> Path:
    """Add a notice of an office; the higher its number the later its day."""
    day = date(2026, 4, 1) + timedelta(days=number)
    path = content / f"cong-khai/n{number}.md"
    path.write_text(NOTICE.format(number=number, office=office, day=day), encoding="utf-8")
    return path


def build(folder: Path) -> Path:
    """Build the content in a folder into generations beside it; return the public one."""
    done = pelican(folder / "content", build=folder / "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return (folder / "build/output").resolve()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small commune with 197 more notices, 98 of the people's committee and 99 of its office, built once."""
    folder = tmp_path_factory.mktemp("archives")
    content = Path(shutil.copytree(COMMUNE, folder / "content"))
    for number in range(197):
        add(content, number, "ubnd" if number % 2 and number < 196 else "van-phong")
    build(folder)
    return folder


@pytest.fixture
def site(built: Path) -> Path:
    return (built / "build/output").resolve()


@pytest.fixture
def own(built: Path, tmp_path: Path) -> Path:
    """The same, to go on with: content, and the builds so far."""
    return Path(shutil.copytree(built, tmp_path / "own", symlinks=True))


def links(parsed: Any) -> dict[str, str]:
    """Return where a document of a feed leads, by the relation."""
    return {link.rel: link.href.removeprefix(f"{SITE}/tin/") for link in parsed.feed.links}


def walk(site: Path, name: str) -> Iterator[tuple[str, Any]]:
    """Yield a feed and each archive before it, as a reader finds them."""
    place: str | None = f"{name}.atom.xml"
    while place:
        parsed = feedparser.parse((site / "tin" / place).read_bytes())
        assert not parsed.bozo
        yield place, parsed
        place = links(parsed).get("prev-archive")


# Feed → how many entries it holds itself, and its archives from the newest.
LENGTHS = {
    "tat-ca": [50, 50, 50, 50],
    "cong-khai": [98, 50, 50],
    "co-quan/ubnd": [50, 50],
    "co-quan/van-phong": [99],
    "lay-y-kien": [1],
    "linh-vuc/ngan-sach": [2],
}
"""Only what is full twice over gives an archive away."""


@pytest.mark.parametrize(("name", "lengths"), LENGTHS.items(), ids=LENGTHS)
def test_an_archive_holds_fifty_and_the_feed_itself_fifty_or_more(site: Path, name: str, lengths: list[int]) -> None:
    assert [len(parsed.entries) for _, parsed in walk(site, name)] == lengths


@pytest.mark.parametrize("name", LENGTHS)
def test_who_follows_the_archives_gets_every_entry_once_the_newest_first(site: Path, name: str) -> None:
    entries = [entry for _, parsed in walk(site, name) for entry in parsed.entries]
    days = [entry.published for entry in entries]
    assert days == sorted(days, reverse=True)
    assert len({entry.id for entry in entries}) == len(entries)
    if name == "tat-ca":
        pages = {f"{SITE}/{page.relative_to(site)}" for page in site.glob("cong-khai/n*.html") if ".b" not in page.name}
        assert pages < {entry.link for entry in entries}
        assert len(entries) == len(pages) + 3


def test_the_json_feed_has_the_same_archives(site: Path) -> None:
    url, ids = f"{SITE}/tin/tat-ca.feed.json", []
    while url:
        made = json.loads((site / url.removeprefix(f"{SITE}/")).read_text(encoding="utf-8"))
        assert made["feed_url"] == url
        ids.append([item["id"] for item in made["items"]])
        url = made.get("next_url", "")
    assert ids == [[entry.id for entry in parsed.entries] for _, parsed in walk(site, "tat-ca")]


# Document → where it leads, and whether it says that it is an archive.
LEADS = {
    "tat-ca": ({"prev-archive": "tat-ca.luu-tru-3"}, False),
    "tat-ca.luu-tru-3": ({"current": "tat-ca", "prev-archive": "tat-ca.luu-tru-2"}, True),
    "tat-ca.luu-tru-2": (
        {"current": "tat-ca", "prev-archive": "tat-ca.luu-tru-1", "next-archive": "tat-ca.luu-tru-3"},
        True,
    ),
    "tat-ca.luu-tru-1": ({"current": "tat-ca", "next-archive": "tat-ca.luu-tru-2"}, True),
    "lay-y-kien": ({}, False),
}


@pytest.mark.parametrize(("name", "leads"), LEADS.items(), ids=LEADS)
def test_each_document_leads_to_its_neighbours(site: Path, name: str, leads: tuple[dict[str, str], bool]) -> None:
    text = (site / f"tin/{name}.atom.xml").read_bytes()
    home = "../du-thao/index.html" if name == "lay-y-kien" else "../index.html"
    expected = {rel: f"{path}.atom.xml" for rel, path in ({"self": name} | leads[0]).items()}
    found = links(feedparser.parse(text))
    assert found.pop("alternate") == f"{SITE}/{home.removeprefix('../')}"
    assert found == expected
    assert (ET.fromstring(text).find(MARK) is not None) is leads[1]  # noqa: S314  # our own file


def test_an_archive_is_known_as_a_part_of_its_feed(site: Path) -> None:
    feeds = [parsed.feed for _, parsed in walk(site, "tat-ca")]
    assert len({(feed.id, feed.title, feed.author) for feed in feeds}) == 1


def test_rss_leads_to_the_archives_and_still_to_the_page_it_follows(site: Path) -> None:
    channel = ET.parse(site / "tin/tat-ca.rss.xml").getroot()[0]  # noqa: S314  # our own file
    assert [(link.get("rel"), link.get("type"), link.get("href")) for link in channel.findall(LINK)] == [
        ("self", None, f"{SITE}/tin/tat-ca.rss.xml"),
        ("prev-archive", "application/atom+xml", f"{SITE}/tin/tat-ca.luu-tru-3.atom.xml"),
    ]
    assert channel.findtext("link") == f"{SITE}/index.html"


def archives(site: Path) -> dict[str, tuple[bytes, int]]:
    """Return bytes and time of change of every archive."""
    files = sorted(site.glob("tin/**/*.luu-tru-*"))
    return {str(file.relative_to(site / "tin")): (file.read_bytes(), file.stat().st_mtime_ns) for file in files}


def changed(before: dict[str, tuple[bytes, int]], after: dict[str, tuple[bytes, int]]) -> set[str]:
    """Return the archives that are new, gone or have been written anew."""
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def both(*names: str) -> set[str]:
    return {
        f"{name}{ending}" for name in names for ending in (".atom.xml", ".feed.json", ".atom.xml.gz", ".feed.json.gz")
    }


def test_what_is_new_touches_no_archive_but_one_that_it_fills_and_its_neighbour(own: Path) -> None:
    before = archives((own / "build/output").resolve())
    add(own / "content", 197, "van-phong")
    first = build(own)
    after_one = archives(first)
    assert changed(before, after_one) & both("co-quan/van-phong.luu-tru-1") == changed(before, after_one) != set()

    add(own / "content", 198, "van-phong")
    after_two = archives(build(own))
    # The second archive of the notices stays as it is but for the link to the third.
    touched = changed(after_one, after_two)
    assert touched & both("cong-khai.luu-tru-2", "cong-khai.luu-tru-3") == touched
    assert "cong-khai.luu-tru-3.atom.xml" in touched
    old, new = (files["cong-khai.luu-tru-2.atom.xml"][0].splitlines() for files in (after_one, after_two))
    link = f'<link href="{SITE}/tin/cong-khai.luu-tru-3.atom.xml" rel="next-archive" type="application/atom+xml"/>'
    assert [line.strip() for line in new if line not in old] == [link.encode()]
    assert [line for line in old if line not in new] == []


def test_a_text_that_is_corrected_touches_only_the_archives_in_which_it_stands(own: Path) -> None:
    before = archives(build(own))
    notice = own / "content/cong-khai/n5.md"
    notice.write_text(notice.read_text(encoding="utf-8").replace("Thông báo", "Niêm yết"), encoding="utf-8")
    touched = changed(before, archives(build(own)))
    assert touched & both("tat-ca.luu-tru-1", "cong-khai.luu-tru-1", "co-quan/ubnd.luu-tru-1") == touched
    assert len({name.split(".")[0] for name in touched}) == 3


def test_an_archive_is_gone_when_there_is_too_little_for_it(own: Path) -> None:
    (own / "content/cong-khai/n5.md").unlink()
    site = build(own)
    assert [len(parsed.entries) for _, parsed in walk(site, "co-quan/ubnd")] == [99]
    assert not (site / "tin/co-quan/ubnd.luu-tru-1.atom.xml").exists()
