"""The front matter of a file as YAML: every value as the text that stands there, every key with its line."""

from collections.abc import Iterator
from typing import Any

import yaml

from plugins.documents.plain_front_matter import NOTHING, one_line
from plugins.domain.faults import Fault, UnreadableError
from plugins.domain.text import control_characters, nfc, squeeze

_DEEPEST = 10
_EVENTS_OF_NOTHING = 2
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def values_of(file: str, text: str) -> tuple[dict[str, Any], dict[tuple[str, ...], int]]:
    """Return the values of a front matter, and the lines of the keys by the way that leads to them.

    Raises UnreadableError when it is no YAML, or repeats a key.
    """
    try:
        events = _events(file, text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        problem = getattr(error, "problem", None) or str(error)
        raise UnreadableError(
            Fault(file, line, "---", f"YAML hỏng ({problem})", "dạng “khóa: giá trị”, mỗi khóa một dòng")
        ) from None
    root = events[2] if len(events) > _EVENTS_OF_NOTHING else None  # the first two begin stream and document
    if not isinstance(root, yaml.MappingStartEvent):
        raise UnreadableError(Fault(file, 2, "---", "không có khóa nào", "dạng “khóa: giá trị”, mỗi khóa một dòng"))
    lines: dict[tuple[str, ...], int] = {}
    return _plain(file, root, iter(events[3:]), (), lines), lines


def _events(file: str, text: str) -> list[yaml.Event]:
    """Return the events of a YAML text, which may be neither a maze of aliases nor a tower of brackets.

    Trees of nodes are not made: their tags and resolved types are for readers who take “no” for False.
    """
    events: list[yaml.Event] = []
    depth = documents = 0
    has_anchor = False
    for event in yaml.parse(text, Loader=_LOADER):
        events.append(event)
        if isinstance(event, yaml.ScalarEvent):
            has_anchor = has_anchor or event.anchor is not None
        elif isinstance(event, yaml.CollectionStartEvent):
            has_anchor = has_anchor or event.anchor is not None
            depth += 1
            if depth > _DEEPEST:
                found, expected = "quá nhiều ngoặc lồng nhau", "giá trị như trong mẫu"
                raise UnreadableError(Fault(file, _line_of(event), "---", found, expected))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
        elif isinstance(event, yaml.AliasEvent):
            raise UnreadableError(Fault(file, 2, "---", "bí danh YAML (&, *)", "giá trị viết ra đầy đủ"))
    if has_anchor or documents > 1:
        yaml.compose(text, Loader=_LOADER)  # says what is wrong with a second document, or a second anchor of a name
    return events


def _plain(
    file: str, event: yaml.Event, events: Iterator[yaml.Event], path: tuple[str, ...], lines: dict[tuple[str, ...], int]
) -> Any:
    """Return the value that begins with an event, every scalar as the text that stands there; `events` follow it."""
    lines.setdefault(path, _line_of(event))
    if isinstance(event, yaml.MappingStartEvent):
        values: dict[str, Any] = {}
        while not isinstance(first := next(events), yaml.MappingEndEvent):
            line = _line_of(first)
            # A key may be a list or a group in YAML; as a text it is one that nobody knows.
            if isinstance(first, yaml.ScalarEvent):
                key = nfc(first.value)
            else:
                key = str(_plain(file, first, events, (*path, "?"), {}))
            if key in values:
                raise UnreadableError(Fault(file, line, key, "khóa lặp lại", "mỗi khóa một lần"))
            lines[(*path, key)] = line
            values[key] = _plain(file, next(events), events, (*path, key), lines)
        return values
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Any] = []
        while not isinstance(first := next(events), yaml.SequenceEndEvent):
            items.append(_plain(file, first, events, (*path, str(len(items))), lines))
        return items
    return _text(file, event, path, lines)


def _line_of(event: yaml.Event) -> int:
    """Return the line of the file on which an event begins; the front matter has a line before it."""
    return event.start_mark.line + 2 if event.start_mark else 1


def _text(file: str, event: Any, path: tuple[str, ...], lines: dict[tuple[str, ...], int]) -> str:
    if unwanted := control_characters(event.value):
        found = f"ký tự điều khiển {', '.join(f'U+{ord(c):04X}' for c in sorted(unwanted))}"
        raise UnreadableError(Fault(file, lines[path], path[-1], found, "chữ và dấu thông thường"))
    # A text after `|` keeps its lines; any other is one line, however it was wrapped.
    if event.style == "|" and event.value not in NOTHING:
        return "\n".join(map(squeeze, nfc(event.value).splitlines())).strip()
    return one_line(event.value)
