"""One file taken apart: YAML front matter between two `---` lines, and the body; each fault knows its line.

All faults of a file are found in one go.
"""

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import Any

from plugins.documents.plain_front_matter import plain_values
from plugins.domain.faults import Fault, UnreadableError, shown
from plugins.domain.text import control_characters

_OPENS, _CLOSES = re.compile(r"---[ \t]*\n"), re.compile(r"\n---[ \t]*(?:\n|$)")


class Source:
    """One file taken apart: raw front matter with the line of every key, and the body with its first line.

    `head` is the front matter as it stands there, with the lines around it.
    """

    def __init__(
        self, file: str, text: str, values: dict[str, Any], lines: dict[tuple[str, ...], int], body_from: int
    ) -> None:
        self.file = file
        self.text = text
        self.values = values
        self.lines = lines
        self.head, self.body = text[:body_from], text[body_from:]
        self.body_line = self.head.count("\n") + 1

    def fault(self, key: str, found: str, expected: str, *path: str) -> Fault:
        """Return a fault of one key (or of an item under it) with its line."""
        trail = (key, *path)
        while trail and trail not in self.lines:
            trail = trail[:-1]
        return Fault(self.file, self.lines.get(trail, 1), key, found, expected)

    def body_faults(self) -> Iterator[Fault]:
        """Yield control characters in the body, and an empty body."""
        for number, line in enumerate(self.body.split("\n") if control_characters(self.body) else ()):
            if unwanted := control_characters(line):
                found = f"ký tự điều khiển {', '.join(f'U+{ord(c):04X}' for c in sorted(unwanted))}"
                yield Fault(self.file, self.body_line + number, "nội dung", found, "chữ và dấu thông thường")
        if not self.body.strip():
            yield Fault(self.file, self.body_line, "nội dung", "trống", "nội dung sau phần đầu tệp")


def split(text: str) -> tuple[str, str]:
    """Return the front matter of a text with the lines around it, "" when there is none, and the body."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    found = _front_matter(text)
    end = found[1] if found else 0
    return text[:end], text[end:]


def _front_matter(text: str) -> tuple[str, int] | None:
    """Return the front matter of a text and where its body begins, None when there is no front matter."""
    opens = _OPENS.match(text)
    if opens is None:
        return None
    begins = opens.end()
    # A front matter is empty only where no later line closes it.
    closes = _CLOSES.search(text, begins) or _CLOSES.match(text, begins - 1)
    return (text[begins : closes.start() + 1], closes.end()) if closes else None


def take_apart(file: str, text: str) -> Source:
    """Split a file into front matter and body.

    Raises UnreadableError when the front matter is missing, is no YAML, or repeats a key.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    found = _front_matter(text)
    if found is None:
        raise UnreadableError(
            Fault(file, 1, "---", shown(text.split("\n", 1)[0]), "phần đầu tệp YAML giữa hai dòng ---")
        )
    front_matter, body_from = found
    read = plain_values(front_matter)
    if read is None:
        from plugins.documents.front_matter import values_of  # slow to load, and most files do without

        read = values_of(file, front_matter)
    return Source(file, text, *read, body_from)


def nearest(value: str, known: Collection[str]) -> str:
    """Return a hint at the known name most like `value`, "" when none is."""
    near = get_close_matches(value, list(known), 1)
    return f"; gần nhất là “{near[0]}”" if near else ""


def address_key(source: Source) -> str:
    """Return the key from which the URL of a file's page comes."""
    return next((key for key in ("duong-dan", "so-ky-hieu") if key in source.values), "tên tệp")
