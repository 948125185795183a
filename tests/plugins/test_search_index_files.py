"""The files of the index: swapped whole under its readers, said to be missing when damaged."""

import gc
import shutil
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from support import write_index

from plugins.kit.generations import link_folder
from plugins.search.index import Index, MissingIndexError, Writer
from plugins.search.rows import Row

ONE = [Row("one", "notice", "Thông báo một", "a.html", "", "Bàn về giám sát đầu tư của cộng đồng thôn ta.")]
OTHER = [Row("other", "notice", "Thông báo hai", "b.html", "", "Bàn về đường đi.")]


def urls(index: Index, typed: str) -> list[str]:
    return [hit.url for hit in index.search(typed)]


def remove(folder: Path) -> None:
    shutil.rmtree(folder)


def empty(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def replace_with_a_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("x")


def damage(pattern: str, how: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """Return what damages the one file of an index that a pattern names."""

    def _damage(folder: Path) -> None:
        (path,) = folder.glob(pattern)
        path.write_bytes(how(path.read_bytes()))

    return _damage


BYTES: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda _: b"",
    "cut in half": lambda data: data[: len(data) // 2],
    "overwritten": lambda data: b"junk" * (len(data) // 4),
}
DAMAGES = {
    "no folder": remove,
    "an empty folder": empty,
    "a file for a folder": replace_with_a_file,
    **{f"{pattern} {how}": damage(pattern, BYTES[how]) for pattern, how in product(("*.toc", "*.seg"), BYTES)},
}


# Whoosh leaves a damaged file to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore:unclosed:ResourceWarning")
@pytest.mark.parametrize("harm", DAMAGES.values(), ids=DAMAGES)
def test_a_missing_or_damaged_index_is_said_to_be_missing(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    folder = tmp_path / "index"
    write_index(folder, ONE)
    harm(folder)
    with pytest.raises(MissingIndexError):
        Index(folder)
    gc.collect()


def test_an_index_goes_on_in_a_new_folder_while_readers_of_the_old_one_see_it_whole(tmp_path: Path) -> None:
    old, new = tmp_path / "a", tmp_path / "b"
    write_index(old, ONE)
    reader = Index(old)
    link_folder(old, new)
    writer = Writer(new)
    writer.remove("one")
    writer.replace("other", OTHER)
    writer.close()
    assert urls(reader, "cộng đồng") == ["a.html"]
    reader.close()
    for folder, found in ((old, (["a.html"], [])), (new, ([], ["b.html"]))):
        index = Index(folder)
        assert (urls(index, "cộng đồng"), urls(index, "đường đi")) == found
        index.close()


def test_rows_of_a_document_take_the_place_of_earlier_ones(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    write_index(folder, [*ONE, *OTHER])
    writer = Writer(folder)
    writer.replace("one", [replace(ONE[0], text="Bàn về cầu treo.")])
    writer.close()
    index = Index(folder)
    assert (urls(index, "cộng đồng"), urls(index, "cầu treo"), urls(index, "đường đi")) == ([], ["a.html"], ["b.html"])
    index.close()


def test_after_many_changes_an_index_holds_what_a_clean_one_does(tmp_path: Path) -> None:
    """So many that Whoosh joins what was written change by change, without what was replaced and removed by then."""
    places = ["", "Điều 1"]

    def rows(number: int, words: str) -> list[Row]:
        return [Row(f"d{number}", "page", f"Trang {number}", f"{number}.html", where, words) for where in places]

    grown = tmp_path / "grown"
    write_index(grown, [row for number in range(8) for row in rows(number, "Bàn về giám sát đầu tư.")])
    for number in [*range(8), 3, 3, 5]:
        writer = Writer(grown)
        writer.replace(f"d{number}", rows(number, f"Bàn về cầu treo {number}."))
        writer.close()
    writer = Writer(grown)
    writer.remove("d4")
    writer.close()
    write_index(tmp_path / "clean", [row for n in range(8) if n != 4 for row in rows(n, f"Bàn về cầu treo {n}.")])
    indexes = [Index(grown), Index(tmp_path / "clean")]
    held, wanted = (index.contents() for index in indexes)
    best, hits = sorted(indexes[0].best("cầu treo")), sorted(hit.id for hit in indexes[0].search("cầu treo"))
    for index in indexes:
        index.close()
    assert held == wanted
    assert best == hits == [f"d{number}" for number in range(8) if number != 4]
