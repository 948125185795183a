"""The front matter of a file as YAML: every value as the text that stands there, every key with its line."""

from typing import Any

import yaml

from plugins.documents.source import UnreadableError
from plugins.domain.faults import Fault
from plugins.domain.text import control_characters, nfc, squeeze

_DEEPEST = 10
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def values_of(file: str, text: str) -> tuple[dict[str, Any], dict[tuple[str, ...], int]]:
    """Return the values of a front matter, and the lines of the keys by the way that leads to them.

    Raises UnreadableError when it is no YAML, or repeats a key.
    """
    try:
        node = _composed(file, text)
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
    return _plain(file, node, (), lines), lines


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
