"""One file taken apart: YAML front matter between two `---` lines, and the body; each fault knows its line.

All faults of a file are found in one go.
"""

import re
from collections.abc import Callable, Collection, Iterator
from difflib import get_close_matches
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from plugins.documents.keys import keys_at
from plugins.domain.faults import Fault, shown
from plugins.domain.text import control_characters, nfc, squeeze


class Source:
    """One file taken apart: raw front matter with the line of every key, and the body with its first line."""

    def __init__(
        self, file: str, text: str, values: dict[str, Any], lines: dict[tuple[str, ...], int], body_from: int
    ) -> None:
        self.file = file
        self.text = text
        self.values = values
        self.lines = lines
        self.body = text[body_from:]
        self.body_line = text[:body_from].count("\n") + 1

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


class UnreadableError(Exception):
    """A file that cannot even be taken apart; carries its fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def take_apart(file: str, text: str) -> Source:
    """Split a file into front matter and body.

    Raises UnreadableError when the front matter is missing, is no YAML, or repeats a key.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    found = re.match(r"---[ \t]*\n(.*?\n)?---[ \t]*(\n|$)", text, re.DOTALL)
    if found is None:
        raise UnreadableError(
            Fault(file, 1, "---", shown(text.split("\n", 1)[0]), "phần đầu tệp YAML giữa hai dòng ---")
        )
    try:
        node = _composed(file, found[1] or "")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        problem = getattr(error, "problem", None) or str(error)
        raise UnreadableError(
            Fault(file, line, "---", f"YAML hỏng ({problem})", "dạng “khóa: giá trị”, mỗi khóa một dòng")
        ) from None
    if not isinstance(node, yaml.MappingNode):
        raise UnreadableError(Fault(file, 2, "---", "không có khóa nào", "dạng “khóa: giá trị”, mỗi khóa một dòng"))
    lines: dict[tuple[str, ...], int] = {}
    values = _plain(file, node, (), lines)
    return Source(file, text, values, lines, found.end())


def _composed(file: str, text: str) -> yaml.Node | None:
    """Return the tree of a YAML text, which may be neither a maze of aliases nor a tower of brackets."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            raise UnreadableError(Fault(file, 2, "---", "bí danh YAML (&, *)", "giá trị viết ra đầy đủ"))
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            line = event.start_mark.line + 2 if event.start_mark else 1
            raise UnreadableError(Fault(file, line, "---", "quá nhiều ngoặc lồng nhau", "giá trị như trong mẫu"))
    return yaml.compose(text, Loader=_LOADER)


_DEEPEST = 10
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _plain(file: str, node: yaml.Node, path: tuple[str, ...], lines: dict[tuple[str, ...], int]) -> Any:
    """Return the values of a YAML tree with every scalar as the text that stands there (no “no” is False)."""
    lines.setdefault(path, node.start_mark.line + 2)
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = nfc(str(key_node.value))
            if key in values:
                line = key_node.start_mark.line + 2
                raise UnreadableError(Fault(file, line, key, "khóa lặp lại", "mỗi khóa một lần"))
            lines[(*path, key)] = key_node.start_mark.line + 2
            values[key] = _plain(file, value_node, (*path, key), lines)
        return values
    if isinstance(node, yaml.SequenceNode):
        return [_plain(file, item, (*path, str(i)), lines) for i, item in enumerate(node.value)]
    if unwanted := control_characters(node.value):
        found = f"ký tự điều khiển {', '.join(f'U+{ord(c):04X}' for c in sorted(unwanted))}"
        raise UnreadableError(Fault(file, lines[path], path[-1], found, "chữ và dấu thông thường"))
    if node.value in {"~", "null"}:
        return ""
    # A text after `|` keeps its lines; any other is one line, however it was wrapped.
    if isinstance(node, yaml.ScalarNode) and node.style == "|":
        return "\n".join(map(squeeze, nfc(node.value).splitlines())).strip()
    return squeeze(nfc(node.value))


Matter = TypeVar("Matter", bound=BaseModel)


def validated(source: Source, model: type[Matter]) -> tuple[Matter | None, list[Fault]]:
    """Return the typed front matter of a file, or None and every fault in it."""
    values = {key: value for key, value in source.values.items() if value != ""}
    try:
        return model.model_validate(values), []
    except ValidationError as error:
        return None, sorted(_fault(source, details, model) for details in error.errors())


def _fault(source: Source, details: ErrorDetails, model: type[BaseModel]) -> Fault:
    """Word one complaint of the validator in Vietnamese."""
    key, *path = (str(step) for step in details["loc"])
    context = details.get("ctx", {})
    found = shown(_written(details["input"]))
    words: dict[str, Callable[[], str]] = {
        "missing": lambda: "khóa con này; mỗi nhóm phải có" if path else "khóa này; tệp loại này phải có",
        "extra_forbidden": lambda: _nearest([key, *path][-1], keys_at(model, [key, *path][:-1])),
        "day": lambda: f"ngày dạng năm-tháng-ngày, ví dụ {_as_iso(str(details['input']))}",
        "real_day": lambda: "một ngày có thật từ năm 1945 đến 2200, ví dụ 2026-11-21",
        "hour": lambda: "giờ dạng giờ:phút, ví dụ 08:00",
        "literal_error": lambda: (
            "một trong: " + ", ".join(filter(None, re.findall(r"'([^']*)'", context.get("expected", ""))))
        ),
        "int_parsing": lambda: "một số nguyên",
        "int_type": lambda: "một số nguyên",
        "greater_than_equal": lambda: f"một số không nhỏ hơn {context.get('ge')}",
        "string_too_long": lambda: f"không quá {context.get('max_length')} chữ",
        "string_too_short": lambda: "ít nhất một chữ",
        "too_short": lambda: "ít nhất một mục",
        "string_type": lambda: "một dòng chữ",
        "list_type": lambda: "một danh sách, mỗi dòng bắt đầu bằng “- ”",
        "dict_type": lambda: _GROUP,
        "model_type": lambda: f"{_GROUP}: {', '.join(keys_at(model, [key, *path]))}",
        "string_pattern_mismatch": lambda: _pattern_words(str(context.get("pattern"))),
    }
    expected = words.get(details["type"], lambda: f"một giá trị hợp lệ ({details['msg']})")()
    if details["type"] == "missing":
        found = f"không có {shown(path[-1])}" if path else "không có"
    if details["type"] == "extra_forbidden":
        found = f"khóa con lạ {shown(path[-1])}" if path else "khóa lạ"
    return source.fault(key, found, expected, *path)


_GROUP = "các khóa con, mỗi khóa một dòng thụt vào"


def _written(value: object) -> str:
    """Return a raw value as one writes it in YAML on one line."""
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_written(item)}' for key, item in value.items())}}}"
    return str(value)


def nearest(value: str, known: Collection[str]) -> str:
    """Return a hint at the known name most like `value`, "" when none is."""
    near = get_close_matches(value, list(known), 1)
    return f"; gần nhất là “{near[0]}”" if near else ""


def _nearest(key: str, known: list[str]) -> str:
    near = get_close_matches(key, known, 1, 0.5)
    return f"“{near[0]}”?" if near else "một trong: " + ", ".join(sorted(known))


def _as_iso(text: str) -> str:
    """Turn 3/11/2026 into the form we want, where that is plainly meant."""
    found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text.strip())
    return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}" if found else "2026-11-21"


def _pattern_words(pattern: str) -> str:
    if "|" in pattern:
        return "một trong: " + pattern.strip("^()$").replace("|", ", ")
    if "{6,24}" in pattern:
        return "6 đến 24 chữ thường không dấu hoặc chữ số, đặt một lần và không đổi"
    if "-[a-z0-9]" in pattern:
        return "chữ thường không dấu, chữ số và gạch nối"
    return "tên tệp trong tep/, không có dấu gạch chéo"
