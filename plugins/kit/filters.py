"""Lists narrowed down by one thing — year, kind, office, field, state — as pages with plain links.

Each value of each filter has a list of its own, so their number grows with the contents, not with its square; who wants
two filters at once searches. Only the first page of the whole list tells counts: with them on every page each new
content would change them all.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from plugins.domain.asking import question
from plugins.domain.consultations import State
from plugins.domain.text import collation_key
from plugins.kit.build import Build
from plugins.kit.outputs import Output
from plugins.kit.paging import Part, count_of_parts, part, part_of, parts

_FOLDER = "loc"

Values = Callable[[Build, Any], Iterable[tuple[str, str]]]


def _years(of: Callable[[Any], Any]) -> Values:
    return lambda _build, item: [(str(of(item).year), str(of(item).year))]


def _offices(of: Callable[[Any], Any]) -> Values:
    return lambda build, item: [(of(item).office, build.publication.office(of(item).office).name)]


def _fields(of: Callable[[Any], Any]) -> Values:
    return lambda build, item: [(id_, build.publication.catalogue.fields[id_].name) for id_ in of(item).fields]


def _type(_build: Build, document: Any) -> list[tuple[str, str]]:
    return [(document.doc_type.id, document.doc_type.name)]


def _state(_build: Build, consultation: Any) -> list[tuple[str, str]]:
    # Whether it was extended makes no difference to those who want to take part.
    state = State.OPEN if consultation.is_open else consultation.state
    return [(_STATES[state], state.words)]


def _itself(item: Any) -> Any:
    return item


def _draft(consultation: Any) -> Any:
    return consultation.draft


# States as the names of files have them, in the order in which they are shown.
_STATES = {
    State.OPEN: "dang-lay-y-kien",
    State.PLANNED: "sap-lay-y-kien",
    State.CLOSED: "dang-tong-hop",
    State.EXPLAINED: "da-giai-trinh",
    State.ISSUED: "da-ban-hanh",
    State.CANCELLED: "da-huy",
}
# Lists of the publication → their filters: how each begins in file names, its words, the values of an item with theirs.
_FILTERS: Mapping[str, Mapping[str, tuple[str, Values]]] = {
    "documents": {
        "nam": ("Năm ban hành", _years(lambda d: d.issued_on)),
        "loai": ("Loại văn bản", _type),
        "co-quan": ("Cơ quan", _offices(_itself)),
        "linh-vuc": ("Lĩnh vực", _fields(_itself)),
    },
    "consultations": {
        "tinh-trang": ("Tình trạng", _state),
        "nam": ("Năm lấy ý kiến", _years(lambda c: c.draft.opens_on)),
        "co-quan": ("Cơ quan soạn thảo", _offices(_draft)),
        "linh-vuc": ("Lĩnh vực", _fields(_draft)),
    },
    "notices": {
        "nam": ("Năm công khai", _years(lambda n: n.published_on)),
        "co-quan": ("Cơ quan", _offices(_itself)),
        "linh-vuc": ("Lĩnh vực", _fields(_itself)),
    },
}


@dataclass(frozen=True)
class Choice:
    """A value one can choose: its words, the file of its list, how many it holds (None: not told)."""

    words: str
    file: str
    count: int | None


class Filter(NamedTuple):
    """A filter and its choices."""

    words: str
    choices: tuple[Choice, ...]


class Chosen(NamedTuple):
    """By what a list is narrowed down: a filter and its value, in words."""

    filter: str
    words: str


def list_pages(build: Build, kind: str, folder: str, section: str) -> Iterator[Output]:
    """Yield every page of a list of the publication (`documents`, …), whole and narrowed, by a section's template."""
    template = f"{section}.html"
    for number, name in parts(build, kind):
        yield from build.in_all_languages(f"{folder}/{name}", template, partial(_whole, build, kind, number), section)
    for (name, value), (_, items) in _by_value(build, kind).items():
        for number in range(count_of_parts(items) + 1):
            path = f"{folder}/{_FOLDER}/{_file(name, value, number)}"
            arguments = partial(_narrowed, build, kind, name, value, number)
            yield from build.in_all_languages(path, template, arguments, section)


def _whole(build: Build, kind: str, number: int) -> Mapping[str, object]:
    choices = plain_filters(build, kind) if number else counted_filters(build, kind)
    return {
        "part": part(build, kind, number),
        "chosen": None,
        "choices": choices,
        "office": build.publication.office,
    }


def _narrowed(build: Build, kind: str, name: str, value: str, number: int) -> Mapping[str, object]:
    chosen, found = narrowed(build, kind, name, value, number)
    return {
        "part": found,
        "chosen": chosen,
        "choices": plain_filters(build, kind),
        "office": build.publication.office,
    }


@question
def counted_filters(build: Build, kind: str) -> list[Filter]:
    """Return the filters of a kind's list with how much each choice holds."""
    return list(_filters(build, kind, counts=True))


@question
def plain_filters(build: Build, kind: str) -> list[Filter]:
    """Return the filters of a kind's list."""
    return list(_filters(build, kind, counts=False))


def _filters(build: Build, kind: str, *, counts: bool) -> Iterator[Filter]:
    found = _by_value(build, kind)
    for name, (words, _) in _FILTERS[kind].items():
        choices = [
            Choice(of_value, _file(name, value), len(items) if counts else None)
            for (of_filter, value), (of_value, items) in found.items()
            if of_filter == name
        ]
        if choices:
            yield Filter(words, tuple(choices))


@question
def narrowed(build: Build, kind: str, name: str, value: str, number: int) -> tuple[Chosen, Part]:
    """Return a part of a narrowed list, and by what it is. Raises LookupError when there is no such part."""
    words, items = _by_value(build, kind)[name, value]
    return Chosen(_FILTERS[kind][name][0], words), part_of(items, number, partial(_file, name, value))


@question
def _by_value(build: Build, kind: str) -> dict[tuple[str, str], tuple[str, list[Any]]]:
    """Return by filter and value its words and items, the newest first; values in the order in which they are shown."""
    found: dict[tuple[str, str], tuple[str, list[Any]]] = {}
    for item in getattr(build.publication, kind):
        for name, (_, values) in _FILTERS[kind].items():
            for value, words in values(build, item):
                found.setdefault((name, value), (words, []))[1].append(item)
    return dict(sorted(found.items(), key=lambda entry: _order(entry[0][0], entry[0][1], entry[1][0])))


def _order(name: str, value: str, words: str) -> tuple[Any, ...]:
    if name == "nam":
        return name, -int(value)
    return (name, list(_STATES.values()).index(value)) if name == "tinh-trang" else (name, collation_key(words))


def _file(name: str, value: str, part: int = 0) -> str:
    return f"{name}-{value}.{part}.html" if part else f"{name}-{value}.html"
