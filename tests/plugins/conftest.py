"""For the publisher: changing one line of the small commune's files."""

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def change(content: Path) -> Callable[[str, str, str], Path]:
    """Replace a text in a file of the content folder: `change("du-thao/x.md", "vong: 1", "vong: 2")`."""

    def _change(file: str, old: str, new: str) -> Path:
        path = content / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    return _change
