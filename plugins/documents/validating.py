"""Front matter checked against the keys of its kind; every complaint is worded in Vietnamese, with its line."""

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from plugins.documents.keys import keys_at
from plugins.documents.source import Source
from plugins.domain.faults import Fault, shown

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
        "list_type": lambda: _LIST,
        "tuple_type": lambda: _LIST,
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


_LIST = "một danh sách, mỗi dòng bắt đầu bằng “- ”"
_GROUP = "các khóa con, mỗi khóa một dòng thụt vào"


def _written(value: object) -> str:
    """Return a raw value as one writes it in YAML on one line."""
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_written(item)}' for key, item in value.items())}}}"
    return str(value)


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
