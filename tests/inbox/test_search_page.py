"""The page of search results: whatever address leads to search, the inbox answers from its index, without a script."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import feedparser
import pytest
from flask import Flask
from inbox_kit.browsing import Page

from plugins.search.index import Index

RULE = "Dự thảo Quy chế thực hiện dân chủ ở cơ sở của xã Thử"


def page(app: Flask, address: str) -> Page:
    return Page.of(app.test_client().get(address))


def link(found: Page, words: str) -> str:
    """Return where the first link with these words leads."""
    return next(a.get("href", "") for a in found.root.iter("a") if words in "".join(a.itertext()))


@pytest.mark.parametrize("address", ["/tim-kiem", "/tim-kiem/", "/tim-kiem/index.html"])
def test_the_server_searches_in_the_place_of_the_page_that_does_without_it(app: Flask, address: str) -> None:
    answer = app.test_client().get(f"{address}?q=b%C3%A1o+tr%C6%B0%E1%BB%9Bc")  # words of Điều 2, which no title holds

    page = Page.of(answer)
    assert answer.status_code == 200
    assert page.scripts == []
    assert f"{RULE} – Điều 2" in answer.text


def test_a_result_names_the_article_and_leads_to_the_point_with_the_words(app: Flask) -> None:
    found = page(app, "/tim-kiem?q=báo+trước+năm+ngày")

    assert link(found, f"{RULE} – Điều 2").endswith("#art_2__para_1__point_a")


def test_where_nothing_is_found_letters_and_numbers_are_offered(app: Flask) -> None:
    assert '<a href="/muc-luc/index.html">' in app.test_client().get("/tim-kiem?q=xyzzy").text


def test_what_was_perhaps_meant_is_found_and_said_to_be_a_guess(app: Flask) -> None:
    found = page(app, "/tim-kiem?q=quy+che+dan+chhu")

    assert "Có phải bạn tìm: quy che dan chu?" in found.text
    assert RULE in found.text
    as_typed = page(app, link(found, "Tìm đúng “quy che dan chhu”"))
    assert "Không thấy “quy che dan chhu”" in as_typed.text


def test_beside_what_stands_as_typed_something_else_is_offered(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Index.find  # how rare is rare, the tests of the index say
    monkeypatch.setattr(Index, "find", lambda *asked: replace(answer(*asked), suggestion="dân chủ"))

    found = page(app, "/tim-kiem?q=quy+che")

    assert "Có phải bạn tìm: dân chủ?" in found.text
    assert RULE in found.text
    assert link(found, "dân chủ").endswith(f"?q={quote('dân chủ').replace('%20', '+')}")


def test_results_are_narrowed_by_links_that_say_how_many_are_left(app: Flask) -> None:
    everything = page(app, "/tim-kiem?q=thôn")
    drafts = page(app, next(a.get("href", "") for a in everything.root.iter("a") if "loai=draft" in a.get("href", "")))

    assert "Dự thảo (1)" in everything.text
    assert "1 kết quả" in drafts.text
    assert page(app, link(drafts, "Bỏ lọc")).text == everything.text


def test_drafts_open_for_comment_now_are_a_filter_without_any_words(app: Flask) -> None:
    assert RULE in page(app, "/tim-kiem?trang-thai=dang-mo").text
    assert RULE not in page(app, "/tim-kiem?trang-thai=da-dong").text


def test_where_a_filter_leaves_nothing_it_can_be_dropped(app: Flask) -> None:
    nothing = page(app, "/tim-kiem?q=quy+che&nam=1999")

    assert RULE in page(app, link(nothing, "tìm lại không lọc")).text


def test_every_search_is_a_feed_to_follow(app: Flask) -> None:
    feed = feedparser.parse(app.test_client().get(link(page(app, "/tim-kiem?q=quy+che"), "Theo dõi")).data)

    assert feed.bozo == 0
    assert feed.feed.title.startswith("Tìm: quy che – ")
    assert any(entry.title.startswith(RULE) for entry in feed.entries)


def test_every_search_is_data(app: Flask) -> None:
    answer = json.loads(app.test_client().get("/tim-kiem.json?q=bao+truoc").data)

    assert answer["count"] == len(answer["results"]) >= 1
    assert answer["results"][0]["place"] == "Điều 2"
    assert answer["facets"]["loai"]["draft"] >= 1


@pytest.mark.parametrize("trang", ["0", "-1", "x", "99999999999", "²"])
def test_a_page_that_is_none_shows_some_other(app: Flask, trang: str) -> None:
    assert page(app, f"/tim-kiem?q=thon&trang={quote(trang)}").status == 200


def test_text_of_the_old_encoding_arrives_as_it_was_pasted(app: Flask) -> None:
    assert RULE in page(app, f"/tim-kiem?q={quote('d©n chñ ë c¬ së')}").text


@pytest.mark.parametrize("address", ["/tim-kiem?q=thon", "/tim-kiem.json?q=thon", "/tim-kiem.atom.xml?q=thon"])
def test_without_its_index_search_says_so_and_the_rest_goes_on(
    make_app: Callable[..., Flask], commune_build: Path, tmp_path: Path, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    build = tmp_path / "build"
    shutil.copytree(commune_build, build, symlinks=True, ignore=shutil.ignore_patterns("*.seg", "*.toc"))
    client = make_app(build=build).test_client()

    answer = client.get(address)
    assert answer.status_code == 503
    assert "Tìm kiếm đang hỏng" in answer.text
    assert "search index" in caplog.text
    assert client.get("/tra-cuu").status_code == 200
