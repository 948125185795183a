"""The page of search results: whatever address leads to search, the inbox answers from its index, without a script."""

import pytest
from flask import Flask
from inbox_kit.browsing import Page

RULE = "Dự thảo Quy chế thực hiện dân chủ ở cơ sở của xã Thử"


@pytest.mark.parametrize("address", ["/tim-kiem", "/tim-kiem/", "/tim-kiem/index.html"])
def test_the_server_searches_in_the_place_of_the_page_that_does_without_it(app: Flask, address: str) -> None:
    answer = app.test_client().get(f"{address}?q=b%C3%A1o+tr%C6%B0%E1%BB%9Bc")  # words of Điều 2, which no title holds

    page = Page.of(answer)
    assert answer.status_code == 200
    assert page.scripts == []
    assert f"{RULE} – Điều 2" in answer.text


def test_where_nothing_is_found_letters_and_numbers_are_offered(app: Flask) -> None:
    assert '<a href="/muc-luc/index.html">' in app.test_client().get("/tim-kiem?q=xyzzy").text
