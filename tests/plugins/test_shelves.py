"""Bodies lie where every process of a build finds them."""

import resource
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from plugins.documents.shelf import KeptShelf, PassingShelf, Shelf
from plugins.domain.cards import Content
from plugins.kit.sharing import by_all_cores


@pytest.mark.parametrize("kind", [KeptShelf, PassingShelf])
def test_what_any_process_puts_on_a_shelf_is_found_by_all(tmp_path: Path, kind: type[KeptShelf | PassingShelf]) -> None:
    shelf = kind(tmp_path)
    bodies = {str(number): {"text": f"chữ {number}" * number} for number in range(60)}

    def put(id_: str) -> tuple[str, str]:
        return id_, shelf.put(bodies[id_])

    ids = list(bodies)
    # Some before the others begin as copies of this process, some after they are gone.
    shelf.stamps = dict([*map(put, ids[:10]), *by_all_cores(put, ids[10:50]), *map(put, ids[50:])])

    assert {id_: _fetched(shelf, id_) for id_ in ids} == bodies
    assert dict(by_all_cores(lambda id_: (id_, _fetched(shelf, id_)), ids)) == bodies


@pytest.mark.parametrize("kind", [KeptShelf, PassingShelf])
def test_a_body_for_which_there_is_no_room_is_not_put_down_in_silence(
    tmp_path: Path, kind: type[KeptShelf | PassingShelf]
) -> None:
    shelf = kind(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))  # to this process as a full disk
    try:
        with pytest.raises(OSError, match="too large"):
            shelf.put({"text": "chữ " * 1000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _fetched(shelf: Shelf, id_: str) -> object:
    return shelf.fetch(cast("Content", SimpleNamespace(id=id_)))
