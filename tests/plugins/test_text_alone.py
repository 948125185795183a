"""A file of which only the text has changed is read the short way, and nobody can tell from what comes of it."""

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest
from support import ROOT, TODAY

from plugins.documents.gate import Gate
from plugins.documents.one_file import Read, Reader
from plugins.documents.shelf import KeptShelf
from plugins.documents.text_alone import read_text_alone
from plugins.domain.catalogue import load
from plugins.domain.clock import moment

# Its number of a law, link and list show in the HTML, and in the links of the file.
MORE = "\nNgười dân xem thêm [trang giới thiệu](trang/gioi-thieu.md), **điều 5** và\n\n1. Một.\n2. Hai & ba.\n"


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(ROOT / "content", tmp_path_factory.mktemp("alone") / "content"))


@pytest.fixture(scope="module")
def reader(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    today = moment(TODAY).date()
    catalogue = load(content, today)
    shelf = KeptShelf(tmp_path_factory.mktemp("bodies"))
    return Reader(content, Gate(content, catalogue, today.year), shelf, wants_facts=True)


def what_came(read: Read) -> dict[str, object]:
    """Return all that came of reading a file, a content as the card that is kept."""
    came = {field.name: getattr(read, field.name) for field in fields(read)}
    return came | {"content": (type(read.content), read.content and read.content.__getstate__())}


def test_what_comes_of_the_short_way_is_what_comes_of_the_long_one(content: Path, reader: Reader) -> None:
    short_ways: Counter[str] = Counter()
    for path in sorted(content.rglob("*.md")):
        file = str(path.relative_to(content))
        before = reader.read(file, content)
        with path.open("a", encoding="utf-8") as opened:
            opened.write(MORE)
        alone = read_text_alone(reader, file, before)
        if alone is not None:
            short_ways[path.relative_to(content).parts[0]] += 1
            assert alone.stamp != before.stamp
            assert what_came(alone) == what_came(reader.read(file, content))
    assert short_ways.keys() == {"ban-dich", "cong-dong", "cong-khai", "tra-loi", "trang", "van-ban"}
    assert short_ways.total() > 20


CHANGES: dict[str, Callable[[str], str]] = {
    "a key is another": lambda text: text.replace("tieu-de: ", "tieu-de: Nay ", 1),
    "something secret stands in the text": lambda text: f"{text}\n\nSố căn cước 001085012345 của ông A.\n",
    "a link leads out of the folder": lambda text: f"{text}\n\n[đây](../ngoai.md)\n",
    "a file is offered": lambda text: f"{text}\n\n[đây](tep/bien-ban-niem-yet-cong-trinh.txt)\n",
    "there is no text": lambda text: text[: text.index("\n---\n", 4) + 5],
    "there is no front matter": lambda text: text[text.index("\n---\n", 4) + 5 :],
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_where_more_may_have_changed_the_file_is_read_whole(
    change: Callable[[str], str], tmp_path: Path, reader: Reader
) -> None:
    folder = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    here = Reader(folder, reader.gate, reader.shelf, wants_facts=True)
    path = folder / "trang/gioi-thieu.md"
    before = here.read("trang/gioi-thieu.md", folder)
    assert before.head
    path.write_text(f"{path.read_text('utf-8')}\nThêm.\n", "utf-8")
    assert read_text_alone(here, "trang/gioi-thieu.md", before) is not None
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    assert read_text_alone(here, "trang/gioi-thieu.md", before) is None


def test_a_file_with_an_exception_from_the_gate_is_always_read_whole(tmp_path: Path, reader: Reader) -> None:
    folder = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    here = Reader(folder, reader.gate, reader.shelf, wants_facts=True)
    path = folder / "trang/gioi-thieu.md"
    exception = "---\nngoai-le:\n  - gia-tri: 001085012345\n    ly-do: một ví dụ trong bài này\n"
    with_one = f"{path.read_text('utf-8').replace('---', exception.rstrip(), 1)}\nVí dụ: 001085012345.\n"
    path.write_text(with_one, "utf-8")
    before = here.read("trang/gioi-thieu.md", folder)
    assert before.content is not None
    # Now nothing needs the exception, which is a fault.
    path.write_text(with_one.replace("Ví dụ: 001085012345.", "Ví dụ."), "utf-8")
    assert read_text_alone(here, "trang/gioi-thieu.md", before) is None
    assert here.read("trang/gioi-thieu.md", folder).faults
