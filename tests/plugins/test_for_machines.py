"""What machines read: sitemap, canonical links, JSON-LD, OpenSearch, open data with dictionary and checksums."""

import csv
import hashlib
import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from support import TODAY, pelican

SITE = "https://congkhai.example"
TABLES = ["van-ban", "lay-y-kien", "cong-khai", "su-kien", "cong-dong", "so-bien-nhan", "co-quan", "so-lieu"]


@pytest.fixture
def site(sample_site: Path) -> Path:
    return sample_site


# In the sample: one page that has moved, one that was withdrawn.
GONE = {"cong-khai/thu-chi-ve-sinh.html", "cong-khai/danh-sach-ho-nhan-ho-tro-sua-nha.html"}
SEARCH = ("tim-kiem/index.html", "en/tim-kiem/index.html")


def pages(site: Path) -> list[Path]:
    """Return the pages without short addresses and board sheets, which repeat one, and without what has gone."""
    found = [p for p in site.rglob("*.html") if not p.name.endswith(".bang-tin.html")]
    return [p for p in found if p.relative_to(site).parts[0] != "s" and str(p.relative_to(site)) not in GONE]


def test_the_sitemap_names_every_page_once_with_its_true_day(site: Path) -> None:
    index = ET.fromstring((site / "sitemap.xml").read_text())  # noqa: S314  # our own file
    (part,) = [e.text for e in index.iter() if e.text and e.text.startswith(SITE)]
    urls = ET.fromstring((site / part.removeprefix(f"{SITE}/")).read_text())  # noqa: S314  # our own file
    listed = {url[0].text: url[1].text if len(url) > 1 else "" for url in urls}

    unlisted = {f"{SITE}/404.html", f"{SITE}/bao-tri.html", *(f"{SITE}/{page}" for page in SEARCH)}
    assert set(listed) == {f"{SITE}/{p.relative_to(site)}" for p in pages(site)} - unlisted
    assert listed[f"{SITE}/van-ban/75-qd-ubnd-2026.html"] == "2026-10-01"


def test_every_page_says_which_address_is_its_own(site: Path) -> None:
    for page in pages(site):
        text = page.read_text(encoding="utf-8")
        stands_anywhere = page.name in {"404.html", "bao-tri.html"}
        canonical = f'<link rel="canonical" href="{SITE}/{page.relative_to(site)}">'
        assert (canonical in text) is not stands_anywhere, page
        assert ("noindex" in text) is (str(page.relative_to(site)) in SEARCH or stands_anywhere)
        assert "tim-kiem.opensearch.xml" in text


def test_a_browser_can_add_the_search(site: Path) -> None:
    description = ET.parse(site / "tim-kiem.opensearch.xml").getroot()  # noqa: S314  # our own
    open_search = "{http://a9.com/-/spec/opensearch/1.1/}"

    assert description.tag == f"{open_search}OpenSearchDescription"
    address = description.find(f"{open_search}Url[@type='text/html']")
    assert address is not None
    assert address.get("template") == f"{SITE}/tim-kiem/index.html?q={{searchTerms}}"


def legislation(site: Path, name: str) -> Any:
    page = (site / f"van-ban/{name}.html").read_text(encoding="utf-8")
    return json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[0])


def test_a_document_describes_itself_with_each_article_as_a_part(site: Path) -> None:
    made = legislation(site, "9-nq-hdnd-2026")
    page = (site / "van-ban/9-nq-hdnd-2026.html").read_text(encoding="utf-8")

    assert (made["legislationIdentifier"], made["legislationDate"]) == ("09/NQ-HĐND", "2026-07-17")
    assert made["legislationLegalForce"] == "InForce"
    assert [part["name"] for part in made["hasPart"]] == [f"Điều {n}" for n in range(1, 7)]
    for part in made["hasPart"]:
        assert f'id="{part["@id"].split("#")[1]}"' in page
    for form in made["encoding"]:
        assert (site / form["contentUrl"].removeprefix(f"{SITE}/")).is_file()


def test_what_a_document_replaces_and_whether_it_is_in_force_is_told(site: Path) -> None:
    assert legislation(site, "75-qd-ubnd-2026")["legislationChanges"] == [f"{SITE}/van-ban/40-qd-ubnd-2026.html"]
    assert legislation(site, "40-qd-ubnd-2026")["legislationLegalForce"] == "NotInForce"


def test_no_title_ends_the_script_it_stands_in(content: Path, tmp_path: Path) -> None:
    file = content / "van-ban/nghi-quyet-cong-khai.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"trich-yeu: .*", 'trich-yeu: "về </script><b>x</b> & y"', text), encoding="utf-8")
    pelican(content, "-o", str(tmp_path), now=TODAY)
    page = (tmp_path / "van-ban/5-2026-nq-hdnd.html").read_text(encoding="utf-8")

    assert page.count("</script>") == 1
    assert "<b>x</b>" not in page


def rows(site: Path, table: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO((site / f"du-lieu/{table}.csv").read_bytes().decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("table", TABLES)
def test_each_table_is_the_same_as_csv_and_json_and_its_columns_are_explained(site: Path, table: str) -> None:
    head, *body = rows(site, table)
    made = json.loads((site / f"du-lieu/{table}.json").read_text(encoding="utf-8"))["rows"]
    dictionary = [row[1] for row in rows(site, "tu-dien") if row[0] == table]

    assert body or table == "so-bien-nhan"  # the inbox writes it, never an author of the sample
    assert head == dictionary
    assert all(list(row) == head for row in made)
    assert len(body) == len(made)
    assert all(meaning for _, _, _, meaning in rows(site, "tu-dien"))


def test_figures_can_be_counted_again_from_the_other_tables(site: Path) -> None:
    notices = json.loads((site / "du-lieu/cong-khai.json").read_text(encoding="utf-8"))["rows"]
    for figures in json.loads((site / "du-lieu/so-lieu.json").read_text(encoding="utf-8"))["rows"]:
        assert figures["notices"] == sum(notice["office"] == figures["office"] for notice in notices)
        assert 0 <= figures["disclosed"] <= figures["to_disclose"]


def test_checksums_are_those_of_the_files(site: Path) -> None:
    lines = (site / "du-lieu/SHA256SUMS").read_text().splitlines()

    assert len(lines) == len([f for f in (site / "du-lieu").iterdir() if f.is_file()]) - 2  # themselves and the page
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((site / "du-lieu" / name).read_bytes()).hexdigest() == digest


def test_the_catalogue_names_files_that_are_there(site: Path) -> None:
    catalogue = json.loads((site / "du-lieu/catalog.jsonld").read_text(encoding="utf-8"))

    files = [d["dcat:downloadURL"] for dataset in catalogue["dcat:dataset"] for d in dataset["dcat:distribution"]]
    assert len(files) == 2 * len(TABLES)
    assert [f for f in files if not (site / f.removeprefix(f"{SITE}/")).is_file()] == []
