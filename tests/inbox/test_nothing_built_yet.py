"""Before the first build, or when its register cannot be read: words instead of an error, and nothing lost."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from inbox_kit.browsing import Browser
from support import DRAFT

WORDS = "Chưa có bản dựng nào của trang. Hãy thử lại sau ít phút."
TYPED = 'Đề nghị báo trước bảy ngày </textarea><script>alert("hại")</script>'


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """Where a build will be."""
    return tmp_path / "build"


@pytest.fixture
def visitor(make_app: Callable[..., Flask], build: Path) -> Browser:
    """Somebody at an inbox for which nothing is built."""
    app = make_app(build=build)
    app.testing = False  # an error is answered as it would be in earnest
    return Browser(app)


def register_says(build: Path, text: str) -> None:
    (build / "a" / ".cong-khai").mkdir(parents=True)
    (build / "a" / ".cong-khai" / "register.json").write_text(text, encoding="utf-8")
    (build / "current").symlink_to("a")


def test_every_page_says_that_the_site_is_being_built(visitor: Browser) -> None:
    for address in ("/", "/khong-co.html", f"/gop-y/{DRAFT}", "/kien-nghi/", "/tra-cuu", "/tim-kiem", "/ban-lam-viec/"):
        page = visitor.open(address)
        assert (page.status, WORDS in page.text) == (503, True), address


UNREADABLE = {
    "trống": "",
    "dở dang": '{"version": 1, "tables"',
    "của phiên bản khác": json.dumps({"version": 0}),
    "không phải sổ đăng ký": "[]",
    "thiếu bảng": json.dumps({"version": 1, "tables": {}, "drafts": [], "answers": {}, "pages": []}),
}


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE)
def test_a_register_that_cannot_be_read_is_no_build(visitor: Browser, build: Path, text: str) -> None:
    register_says(build, text)
    page = visitor.open(f"/gop-y/{DRAFT}")
    assert page.status == 503
    assert WORDS in page.text


@pytest.mark.parametrize("address", [f"/gop-y/{DRAFT}", "/kien-nghi/", "/ban-lam-viec/y-kien/GY-2026-000001-P/tra-loi"])
def test_what_was_typed_is_given_back(visitor: Browser, address: str) -> None:
    page = visitor.post(address, noi_dung=TYPED, tra_loi=TYPED)
    assert page.status in {400, 503}
    assert TYPED in page.kept
    assert page.scripts == []


def test_other_errors_have_words_too(visitor: Browser) -> None:
    assert visitor.post("/index.html").status in {405, 503}
    assert visitor.post(f"/gop-y/{DRAFT}", noi_dung="x" * 1_000_001).status in {413, 503}


def test_the_first_build_is_seen_without_a_restart(visitor: Browser, build: Path, commune_build: Path) -> None:
    assert visitor.open(f"/gop-y/{DRAFT}").status == 503
    shutil.copytree(commune_build, build, symlinks=True)
    assert visitor.comment("Đề nghị báo trước bảy ngày.").status == 201
