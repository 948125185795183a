"""Everything the search room makes: the index and what stands in for it, pages to look contents up without a search."""

import pickle
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.kit.build import Build
from plugins.kit.generations import link_folder
from plugins.kit.outputs import Output, Part
from plugins.search import look_up, without_server
from plugins.search.prepared import Prepared, prepared
from plugins.search.rows import INDEXED, rows

if TYPE_CHECKING:
    from plugins.search.index import Writer

_PREFIX = "index:"


def outputs(build: Build) -> Iterator[Output]:
    """Yield every part of the index, one for each content that can be found, and all files of this plugin."""
    yield from look_up.outputs(build)
    yield from without_server.outputs(build)
    build.index = SearchIndex()
    for kind in INDEXED:
        for content in build.publication.group("kind", kind.__name__):
            yield Part(f"{_PREFIX}{content.id}", partial(_part, build, content.id))


def _part(build: Build, id_: str) -> bytes:
    return pickle.dumps(prepared(rows(build.publication, id_)))


class SearchIndex:
    """Writes the index beside the site it belongs to."""

    prefix = _PREFIX

    def __init__(self) -> None:
        self._folder = Path()
        self._writer: Writer | None = None

    def can_continue(self, earlier: Path) -> bool:
        """Tell whether an earlier index can be continued."""
        return any(earlier.glob("*.toc"))

    def begin(self, folder: Path, earlier: Path | None) -> None:
        """Begin an index in a folder, from an earlier one that can be continued or from nothing."""
        self._folder = folder
        link_folder(earlier, folder)

    def take(self, name: str, part: bytes) -> None:
        """Take a content in the place of what is there of it."""
        content: Prepared | None = pickle.loads(part)  # noqa: S301  # made by `_part` in this build
        self._open().take(name.removeprefix(_PREFIX), content)

    def end(self, removed: Sequence[str]) -> None:
        """Leave the index whole, without the rows of what was removed."""
        if not removed and self._writer is None and any(self._folder.glob("*.toc")):
            return
        writer = self._open()
        for name in removed:
            writer.remove(name.removeprefix(_PREFIX))
        writer.close()

    def _open(self) -> "Writer":
        if self._writer is None:
            from plugins.search.index import Writer  # Whoosh takes long to load

            self._writer = Writer(self._folder)
        return self._writer
