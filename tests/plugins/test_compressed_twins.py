"""Beside each text lie its compressed twins, in the encodings a site is set to."""

import gzip
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from support import COMMUNE, make_only

FILES = r"index\.html|robots\.txt|theme/(style\.css|icon\.svg)|tin/tat-ca\.atom\.xml"
UNPACKED: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.decompress, ".br": brotli.decompress}


@pytest.mark.parametrize(
    ("encodings", "endings"), [((), []), (("gzip",), [".gz"]), (("gzip", "br"), [".br", ".gz"])], ids=str
)
def test_a_text_has_a_twin_in_each_encoding(tmp_path: Path, encodings: tuple[str, ...], endings: list[str]) -> None:
    out = make_only(COMMUNE, tmp_path / "out", FILES, PRECOMPRESSED=encodings)

    for name in ("index.html", "theme/style.css", "tin/tat-ca.atom.xml"):
        page = out / name
        twins = {path.suffix: path for path in page.parent.glob(f"{page.name}.*")}
        assert sorted(twins) == endings
        for ending, twin in twins.items():
            assert UNPACKED[ending](twin.read_bytes()) == page.read_bytes()
            assert twin.stat().st_size < page.stat().st_size / 2
    assert not list(out.glob("robots.txt.*")), "a file this small gains nothing"
