"""Writes the text of a new file: every key of its kind with what it means, those left out commented out, a body."""

import json
import re
from collections.abc import Iterator, Mapping

from plugins.documents.authoring.questions import Question, Shape, Value, questions
from plugins.documents.kinds.base import FrontMatter

# What YAML reads as it stands there; anything else goes between quotes.
_PLAIN = re.compile(r"\w[\w /.,;()–…+?-]*(?<! )")

_HOW_TO = """\
# Bỏ dấu # ngay trước một khóa để dùng khóa đó. Kiểm tra tệp: make check.
# Nội dung viết dưới dòng --- sau đây, thay cho phần mẫu."""
_HOW_TO_LEGAL = """\
# Số của điều, khoản, điểm viết ở đầu dòng như bản in: “Điều 2. …”, “1. …”, “a) …”; kế hoạch, báo cáo: “I. …”, “1. …”.
# Giữa hai đoạn để một dòng trống. Không dùng dấu - hay * thay cho số."""


def file_text(kind: type[FrontMatter], values: Mapping[str, Value], body: str, *, is_legal: bool) -> str:
    """Return the text of a file of a kind with these raw values; what is empty or missing is commented out."""
    lines = [f"# Tệp trong {kind.folder}/: {kind.called}."]
    for question in questions(kind):
        lines.append(f"# {question.words}{'' if question.required else ' (không bắt buộc)'}")
        value = values.get(question.key)
        if value:
            lines += [f"{question.key}: {_yaml(value)}"]
        else:
            lines += [f"#{line}" for line in _pattern(question)]
    lines += [*([_HOW_TO_LEGAL] if is_legal else []), _HOW_TO]
    return "\n".join(["---", *lines, "---", "", body.strip(), ""])


def _yaml(value: Value) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_in_brackets(item) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_in_brackets(name)}: {_in_brackets(count)}' for name, count in value.items())}}}"
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def _in_brackets(value: str) -> str:
    return value if re.fullmatch(r"[\w.-]+", value) else json.dumps(value, ensure_ascii=False)


def _pattern(question: Question) -> Iterator[str]:
    """Yield the lines of a key that is not used yet, as they would be filled in."""
    if question.shape is Shape.ONE:
        yield f"{question.key}: …"
    elif question.shape is Shape.MANY:
        yield f"{question.key}: [{', '.join(list(question.choices)[:2]) or '…'}]"
    elif question.shape is Shape.COUNTS:
        yield f"{question.key}: {{…: 0}}"
    else:
        yield f"{question.key}:"
        mark = "  - " if question.shape is Shape.GROUPS else "  "
        for number, part in enumerate(question.parts):
            yield f"{mark if number == 0 else ' ' * len(mark)}{part.key}: …  # {part.words}"
