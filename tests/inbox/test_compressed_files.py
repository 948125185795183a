"""A compressed file beside a page is sent to readers that take it, and to no others."""

import gzip
import shutil
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

import brotli
import pytest
from flask import Flask


def test_a_page_goes_out_compressed_when_the_reader_takes_that(
    make_app: Callable[..., Flask], commune_build: Path, tmp_path: Path
) -> None:
    build = Path(shutil.copytree(commune_build, tmp_path / "build", symlinks=True))
    page = (build / "current" / "index.html").read_bytes()
    (build / "current" / "index.html.gz").write_bytes(gzip.compress(page))
    reader = make_app(build=build).test_client()

    packed = reader.get("/", headers={"Accept-Encoding": "gzip"}, buffered=True)
    plain = reader.get("/", headers={"Accept-Encoding": "gzip;q=0"}, buffered=True)

    assert gzip.decompress(packed.data) == plain.data == page
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert packed.content_type == plain.content_type == "text/html; charset=utf-8"
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    known = {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}
    again = reader.get("/", headers=known, buffered=True)
    assert again.status_code == HTTPStatus.NOT_MODIFIED


@pytest.mark.parametrize(
    ("takes", "gets"),
    [("gzip, deflate, br", "br"), ("br;q=0.5, gzip", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("", None)],
)
def test_of_several_twins_the_smallest_that_the_reader_takes_goes_out(
    make_app: Callable[..., Flask], commune_build: Path, tmp_path: Path, takes: str, gets: str | None
) -> None:
    build = Path(shutil.copytree(commune_build, tmp_path / "build", symlinks=True))
    page = (build / "current" / "index.html").read_bytes()
    (build / "current" / "index.html.gz").write_bytes(gzip.compress(page))
    (build / "current" / "index.html.br").write_bytes(brotli.compress(page))

    sent = make_app(build=build).test_client().get("/", headers={"Accept-Encoding": takes}, buffered=True)

    assert sent.headers.get("Content-Encoding") == gets
    unpacked = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[gets]
    assert unpacked(sent.data) == page
    assert sent.content_type == "text/html; charset=utf-8"
