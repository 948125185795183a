"""Search as citizens type: with diacritics or without, by number, in a hurry, with the cat on the keyboard."""

import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import write_index

from plugins.search.index import Hit, Index
from plugins.search.rows import Row

ARTICLES = [
    ("nq9", "09/NQ-HĐND – Nghị quyết về dân chủ ở cơ sở", "Điều 1", "Điều 1. Nghị quyết này nói về công khai ở thôn."),
    ("nq9", "09/NQ-HĐND – Nghị quyết về dân chủ ở cơ sở", "Điều 2", "Điều 2. Họp thôn: thôn họp hai lần mỗi năm."),
    ("nq12", "12/2026/NQ-HĐND – Nghị quyết về vệ sinh", "Điều 1", "Điều 1. Rác thải tại thôn Hòa Lạc, thôn Quý Lộc."),
    ("kh58", "58/KH-UBND – Kế hoạch thu gom rác", "I.1", "1. Đường đi của xe rác; dắt xe; đất đá hai bên đường."),
    ("near", "214/QĐ-UBND – Quyết định về tổ hòa giải", "Điều 1", "Điều 1. Tổ hòa giải nghe dân. " * 3),
]
# Both hold the same words and as many; in one they stand together.
TOGETHER = Row("together", "notice", "Thông báo một", "a.html", "", "Bàn về giám sát đầu tư của cộng đồng thôn ta.")
SCATTERED = Row("scattered", "notice", "Thông báo hai", "b.html", "", "Bàn giám thị, sát sao; đầu mối tư vấn của cộng.")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("search") / "index"
    rows = [Row(id_, "document", title, f"{id_}.html", where, text) for id_, title, where, text in ARTICLES]
    write_index(folder, [SCATTERED, *rows, TOGETHER])
    opened = Index(folder)
    yield opened
    opened.close()


def urls(hits: list[Hit]) -> list[str]:
    return [hit.url for hit in hits]


QUERIES = {
    "as printed": ("họp thôn", "nq9.html"),
    "without diacritics": ("hop thon", "nq9.html"),
    "some diacritics left out": ("họp thon", "nq9.html"),
    "capitals": ("HỌP THÔN", "nq9.html"),
    "letters taken apart (NFD)": (unicodedata.normalize("NFD", "họp thôn mỗi năm"), "nq9.html"),
    "spaces of a word processor": ("họp\u00a0thôn", "nq9.html"),
    "an invisible character": ("họp th\u200bôn", "nq9.html"),
    "old tone placement": ("thôn Hoà Lạc", "nq12.html"),
    "new tone placement": ("thôn Hòa Lạc", "nq12.html"),
    "đ": ("đường đi", "kh58.html"),
    "đ as d": ("duong di", "kh58.html"),
    "ð of old files": ("ðường ði", "kh58.html"),
    "Đ and a wrong word order": ("Đá đất", "kh58.html"),
    "punctuation": ("“họp thôn”!?", "nq9.html"),
}


@pytest.mark.parametrize(("typed", "url"), QUERIES.values(), ids=QUERIES)
def test_a_provision_is_found_however_it_is_typed(index: Index, typed: str, url: str) -> None:
    assert urls(index.search(typed))[:1] == [url]


NUMBERS = [
    ("09/NQ-HĐND", "nq9.html"),
    ("09/nq-hđnd", "nq9.html"),
    ("09 nq hdnd", "nq9.html"),
    ("09 NQ-HDND", "nq9.html"),
    ("nghị quyết 09", "nq9.html"),
    ("nghi quyet 09/NQ-HĐND", "nq9.html"),
    ("9/NQ-HĐND", "nq9.html"),
    ("nghị quyết 9", "nq9.html"),
    ("12/2026/NQ-HĐND", "nq12.html"),
    ("12/NQ-HĐND", "nq12.html"),
    ("012/2026/NQ-HĐND", "nq12.html"),
    ("nghị quyết 12", "nq12.html"),
    ("58/KH-UBND", "kh58.html"),
    ("kế hoạch 58", "kh58.html"),
    ("214/QĐ-UBND", "near.html"),
    ("214/QÐ-UBND", "near.html"),
    ("quyet dinh 214", "near.html"),
]


@pytest.mark.parametrize(("typed", "url"), NUMBERS)
def test_a_document_is_found_by_its_number_in_every_shape(index: Index, typed: str, url: str) -> None:
    assert urls(index.search(typed))[:1] == [url]


def test_words_that_stand_together_rank_above_the_same_words_scattered(index: Index) -> None:
    assert urls(index.search("giám sát đầu tư của cộng")) == ["a.html", "b.html"]
    assert urls(index.search("giam sat dau tu cua cong")) == ["a.html", "b.html"]


def test_words_in_a_row_are_found_among_many_texts_that_hold_every_two_of_them(tmp_path: Path) -> None:
    scattered = "quỹ khuyến, khuyến học, học của, của làng, làng ta"
    nearly = "quỹ khuyến học của, khuyến học của làng, học của làng ta"  # every four of the words, not the five
    rows = [Row(f"s{n}", "page", "Trang", "s.html", "", scattered, "2026-01-02") for n in range(30)]
    rows += [Row(f"n{n}", "page", "Trang", "n.html", "", nearly, "2026-01-02") for n in range(3)]
    write_index(tmp_path / "index", [*rows, Row("row", "page", "Trang", "row.html", "", "Quỹ khuyến học của làng ta.")])
    index = Index(tmp_path / "index")
    assert urls(index.search("quỹ khuyến học của làng"))[0] == "row.html"
    assert urls(index.search("khuyen hoc cua lang ta"))[0] == "row.html"
    index.close()


def test_diacritics_decide_between_words_that_differ_by_them_alone(tmp_path: Path) -> None:
    texts = {
        "hoa-2.html": "thôn Hoa Lạc",
        "hoa.html": "thôn Hòa Lạc",
        "dan-chu.html": "bàn về dân chủ ở thôn",
        "dan-chu-2.html": "bàn về dẫn chứ không ở thôn",
    }
    write_index(tmp_path / "index", [Row(url, "page", "Trang", url, "", text) for url, text in texts.items()])
    index = Index(tmp_path / "index")
    assert urls(index.search("dân chủ"))[0] == "dan-chu.html"
    assert urls(index.search("dẫn chứ"))[0] == "dan-chu-2.html"
    assert urls(index.search("Hòa Lạc")) == urls(index.search("Hoà Lạc")) == ["hoa.html", "hoa-2.html"]
    index.close()


def test_all_words_must_occur(index: Index) -> None:
    assert index.search("họp thôn trực thăng") == []


def test_one_document_is_one_hit_that_says_which_article_and_where_else(index: Index) -> None:
    (hit,) = index.search("dân chủ cơ sở thôn")
    places = [(hit.where, hit.url), *((place.where, place.url) for place in hit.more)]
    assert sorted(places) == [("Điều 1", "nq9.html"), ("Điều 2", "nq9.html")]
    assert (hit.kind, hit.title) == ("document", "09/NQ-HĐND – Nghị quyết về dân chủ ở cơ sở")


def test_no_more_hits_than_asked_for(index: Index) -> None:
    assert len(index.search("thôn", limit=2)) == 2


HOSTILE = [
    "",
    "   ",
    "(((((",
    "NOT NOT",
    "AND OR NOT",
    "title:dân",
    "*",
    "dân*",
    "?????",
    "[a TO z]",
    "họp~9",
    "họp^99999",
    "-họp +thôn",
    '"họp',
    "\\",
    "\x00",
    "\ud800",
    "😀🙏🩷",
    "﷽",
    "a\u0300\u0301\u0302" * 100,
    "²½Ⅷ",
    "İıſß",
    "中文",
    "a" * 5000,
    "dân " * 5000,
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "%00%ff",
    "(" * 90 + "dân" + ")" * 90,
    "NOT " * 5000 + "thôn",
    "-a " * 5000,
    '"' * 199,
    '"dân" ' * 60,
    "loai:" * 60,
    "nam:nam:nam:" * 20,
    "điều 3 khoản 3 điểm a " * 20,
    "46/2023/" * 30,
    "\u202eaban\u202c \u2066thôn\u2069",
    "ddddaaaawwoowsfrxj " * 12,
    "®" * 200,
    "aâeâoâ" * 40,
]
BUDGET = 1.0  # seconds of processor for one query; most take a few milliseconds


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: repr(typed[:12]).encode("ascii", "replace").decode())
def test_no_query_is_too_odd(index: Index, typed: str) -> None:
    began = time.thread_time()
    assert isinstance(index.search(typed), list)
    assert time.thread_time() - began < BUDGET


def test_what_is_too_long_is_cut(index: Index) -> None:
    assert urls(index.search("họp thôn " * 100 + "trực thăng"))[:1] == ["nq9.html"]


def test_operators_of_search_engines_are_words_like_others(index: Index) -> None:
    assert index.search("họp NOT thôn") == []
    assert index.search("họp OR trực-thăng") == []
    assert urls(index.search("họp +thôn")) == ["nq9.html"]
