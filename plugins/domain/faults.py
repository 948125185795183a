"""A fault in what an office wrote: a named fact with values, worded for people elsewhere."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in one place.

    `file` is relative to the content folder, `line` counts from 1, `key` is the front-matter key or register
    column, `found` what stands there and `expected` what should, both in Vietnamese for the clerk.
    """

    file: str
    line: int
    key: str
    found: str
    expected: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}"
        return f"{where}: {self.key}: thấy {self.found}; cần {self.expected}"


@dataclass(frozen=True)
class FaultyFile:
    """A content file that is not published: where its page would stand, its faults, its text for the clerk to see."""

    file: str
    url: str
    faults: list[Fault]
    text: str = ""


def shown(value: object, limit: int = 60) -> str:
    """Return a value as a message quotes it: in Vietnamese quotes, cut when long, «trống» when empty."""
    text = " ".join(str(value).split())
    if not text:
        return "trống"
    return f"“{text[:limit]}…”" if len(text) > limit else f"“{text}”"
