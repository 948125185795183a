"""The stretch of text under a hit: where the words stand, nothing lost, nothing added."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import write_index

from plugins.search.index import Hit, Index
from plugins.search.prepared import prepared
from plugins.search.rows import Row
from plugins.search.shown import Shown
from plugins.search.snippets import Marker
from plugins.search.words import keys_in

PROVISION = "Điều 2. Họp thôn: thôn họp hai lần mỗi năm."
ROAD = "Đường đi của xe rác; dắt xe; đất đá hai bên đường."


def hit(folder: Path, text: str, typed: str) -> Hit:
    """Return the hit for a query in an index of one text."""
    write_index(folder / "index", [Row("a", "page", "Trang", "a.html", "", text)])
    index = Index(folder / "index")
    (found,) = index.search(typed)
    index.close()
    return found


def joined(found: Hit) -> str:
    return "".join(text for text, _ in found.snippet)


def marked(found: Hit) -> list[str]:
    return [text for text, is_asked in found.snippet if is_asked]


@pytest.mark.parametrize("typed", ["họp thôn", "hop thon", "HỌP THÔN"])
def test_a_snippet_loses_no_text_and_marks_the_words_however_they_were_typed(tmp_path: Path, typed: str) -> None:
    found = hit(tmp_path, PROVISION, typed)
    assert joined(found).strip() == PROVISION
    assert marked(found) == ["Họp", "thôn", "thôn", "họp"]


def test_words_typed_with_diacritics_mark_no_other_words(tmp_path: Path) -> None:
    assert marked(hit(tmp_path, ROAD, "đất đá")) == ["đất", "đá"]


def test_words_typed_without_diacritics_mark_all_that_are_spelt_with_them_too(tmp_path: Path) -> None:
    assert marked(hit(tmp_path, "Chợ xã: xả rác ở chợ xa.", "xa rac")) == ["xã", "xả", "rác", "xa"]


@pytest.mark.parametrize(
    "text",
    ["(dân), <dân> & “dân”… dân/chủ – dân.", "một  hai\n\ndân", "dân", "dân " * 20 + "chủ", "- dân; + chủ!"],
)
def test_a_short_text_is_its_own_snippet(tmp_path: Path, text: str) -> None:
    found = hit(tmp_path, text, "dân")
    assert joined(found).split() == text.split()
    assert set(marked(found)) <= {"dân", "dân/chủ"}


def test_a_long_text_is_cut_around_the_words_and_says_so(tmp_path: Path) -> None:
    words = [f"từ{number}" for number in range(200)]
    words[120:122] = ["họp", "thôn"]
    found = hit(tmp_path, " ".join(words), "họp thôn")
    assert joined(found).startswith("… ")
    assert joined(found).endswith(" …")
    assert joined(found).strip("… ") in " ".join(words)
    assert marked(found) == ["họp", "thôn"]


def test_every_hit_of_a_page_has_its_words_marked_in_whatever_form_they_stand_there(tmp_path: Path) -> None:
    texts = ["Dân họp.", "(dân) bàn", "DÂN: bầu", "dân/chủ"]
    write_index(tmp_path / "index", [Row(text, "page", "Trang", "a.html", "", text) for text in texts])
    index = Index(tmp_path / "index")
    found = {hit.id: marked(hit) for hit in index.search("dân")}
    index.close()
    assert found == {"Dân họp.": ["Dân"], "(dân) bàn": ["dân"], "DÂN: bầu": ["DÂN"], "dân/chủ": ["dân/chủ"]}


_ODD = [
    "Dân,",
    "(chủ)",
    "46/NQ-HĐND",
    "–",
    "1.500.000",
    "dân/chủ",
    "HĐND",
    "nhân",
    "2026",
    "…",
    "dân/HĐND",
    "中",
    "dàn",
]


@given(st.lists(st.sampled_from(_ODD), min_size=1, max_size=12), st.sampled_from(["", "Điều 2", "khoản 1 HĐND dân"]))
def test_words_are_marked_whatever_stands_between_them(words: list[str], where: str) -> None:
    text = " ".join(words)
    content = prepared([Row("a", "page", "Trang", "a.html", where, text)])
    assert content is not None
    snippet = Marker(["dan", "hdnd", "chu"]).snippet(Shown(content.kept).text(0))
    asked = [number for number, word in enumerate(words) if {"dan", "hdnd", "chu"} & set(keys_in(word))]

    assert "".join(piece for piece, _ in snippet.pieces).split() == words
    assert len([piece for piece, is_asked in snippet.pieces if is_asked]) == len(asked)
    assert {number for number, _ in snippet.group} <= set(asked)
