"""A compressed file beside a page is sent to readers that take it, and to no others."""

import gzip
import shutil
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

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
