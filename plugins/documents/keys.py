"""What keys a model has, and under them: groups of keys stand in fields whose type is, or holds, another model."""

from collections.abc import Iterator, Sequence
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo


def types_in(annotation: Any) -> Iterator[Any]:
    """Yield a type and everything it is made of: of `tuple[X, ...] | None`, X too."""
    yield annotation
    for part in get_args(annotation):
        yield from types_in(part)


def group_of(field: FieldInfo) -> type[BaseModel] | None:
    """Return the model of the keys under a field, None for a field of plain values."""
    models = (t for t in types_in(field.annotation) if isinstance(t, type) and issubclass(t, BaseModel))
    return next(models, None)


def keys_at(model: type[BaseModel], path: Sequence[str]) -> list[str]:
    """Return the keys of a model, or those of the group that a path of keys and numbers leads to in it."""
    for step in path:
        field = next((f for f in model.model_fields.values() if f.alias == step), None)
        model = (group_of(field) if field else None) or model
    return [str(field.alias) for field in model.model_fields.values()]
