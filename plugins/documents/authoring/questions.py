"""The questions a kind of file asks: made of the keys of its model, so that they cannot get out of step with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from plugins.documents.keys import group_of, types_in
from plugins.documents.kinds.base import ALWAYS_ASKED, CHOICES, REGISTER, FrontMatter

Value = str | list[str] | dict[str, str]


class Shape(Enum):
    """How the value of a key is written: one text, several, numbers by name, or groups of keys (never asked)."""

    ONE = "one"
    MANY = "many"
    COUNTS = "counts"
    GROUP = "group"
    GROUPS = "groups"


@dataclass(frozen=True)
class Question:
    """One key of a kind: its words, whether it must be there, where its values come from."""

    key: str
    words: str
    required: bool
    always_asked: bool
    shape: Shape
    register: str
    choices: Mapping[str, str]
    parts: tuple["Question", ...] = ()

    def read(self, answer: str) -> Value:
        """Return the raw value that a typed line means, as YAML would give it."""
        if self.shape is Shape.MANY:
            separator = "," if (self.register or self.choices) and ";" not in answer else ";"
            return [part.strip() for part in answer.split(separator) if part.strip()]
        if self.shape is Shape.COUNTS:
            pairs = (part.partition("=") for part in answer.replace(";", ",").split(",") if part.strip())
            return {name.strip(): count.strip() for name, _, count in pairs}
        return answer

    def typed(self, value: Value) -> str:
        """Return the line that `read` would read as this value."""
        if isinstance(value, dict):
            return ", ".join(f"{name}={count}" for name, count in value.items())
        return "; ".join(value) if isinstance(value, list) else value


def questions(kind: type[BaseModel]) -> Iterator[Question]:
    """Yield a question for each key of a kind, in the order of the model."""
    for field in kind.model_fields.values():
        yield _question(field)


def asked(kind: type[FrontMatter], *, known: set[str]) -> list[Question]:
    """Return the questions to put to a person: of what is required or always asked, without the known keys."""
    return [q for q in questions(kind) if (q.required or q.always_asked) and q.key not in known]


def _question(field: FieldInfo) -> Question:
    extra: Any = field.json_schema_extra or {}
    inner = group_of(field)
    return Question(
        key=str(field.alias),
        words=field.description or "",
        required=field.is_required(),
        always_asked=bool(extra.get(ALWAYS_ASKED)),
        shape=_shape(field.annotation, inner),
        register=str(extra.get(REGISTER, "")),
        choices=extra.get(CHOICES) or _literals(field.annotation),
        parts=tuple(questions(inner)) if inner else (),
    )


def _shape(annotation: Any, inner: type[BaseModel] | None) -> Shape:
    origins = {get_origin(t) for t in types_in(annotation)}
    are_many = bool(origins & {list, tuple})
    if inner is not None:
        return Shape.GROUPS if are_many else Shape.GROUP
    if dict in origins:
        return Shape.COUNTS
    return Shape.MANY if are_many else Shape.ONE


def _literals(annotation: Any) -> dict[str, str]:
    return {value: value for value in get_args(annotation) if value} if get_origin(annotation) is Literal else {}
