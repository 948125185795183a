"""A page of all components of the theme, each with what it takes and its examples: in development builds only.

The examples are the ones that `tests/theme/` tests; a theme of one's own shows its own.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from plugins.domain.asking import note
from plugins.domain.vocabulary import VIETNAMESE
from plugins.kit.build import Build
from plugins.kit.outputs import Output

PAGE = "giao-dien/index.html"
_FOLDER = "components"


@dataclass(frozen=True)
class Example:
    """One call of a component: what it shows, its arguments as JSON, the HTML it gives, the language of that."""

    name: str
    arguments: str
    html: Markup
    language: str


@dataclass(frozen=True)
class Component:
    """A component of the theme: the explanation at its top, and its examples."""

    name: str
    explanation: str
    examples: tuple[Example, ...]


class Named(dict[str, Any]):
    """A table of an example: templates take from it by name, as they do from the objects they are given otherwise."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


def named(value: Any) -> Any:
    """Return what stands in an example with all its tables as `Named`."""
    if isinstance(value, Mapping):
        return Named({key: named(each) for key, each in value.items()})
    return [named(each) for each in value] if isinstance(value, list) else value


def outputs(build: Build) -> Iterator[Output]:
    """Yield the page."""
    yield build.page(PAGE, "gallery.html", partial(_gallery, build))


def _gallery(build: Build) -> Mapping[str, object]:
    folder = build.theme / "templates" / _FOLDER
    return {"components": [_component(build, path.stem) for path in sorted(folder.glob("*.html"))]}


def _component(build: Build, name: str) -> Component:
    note("template", f"{_FOLDER}/{name}.html")
    source = build.theme_file(f"templates/{_FOLDER}/{name}.html").decode()
    explanation = " ".join(source[source.find("{#") + 2 : source.find("#}")].split())
    return Component(name, explanation, tuple(_examples(build, name)))


def _examples(build: Build, name: str) -> Iterator[Example]:
    file = f"templates/{_FOLDER}/{name}.examples.toml"
    if not (build.theme / file).is_file():
        note("theme", file)  # one may come
        return
    for row in tomllib.loads(build.theme_file(file).decode())["example"]:
        arguments, language = row["arguments"], row.get("language", VIETNAMESE)
        shown = json.dumps(arguments, ensure_ascii=False, indent=1, default=str)
        yield Example(row["name"], shown, _rendered(build, name, arguments, language), language)


def _rendered(build: Build, name: str, arguments: Mapping[str, Any], language: str) -> Markup:
    call = f'{{% from "{_FOLDER}/{name}.html" import {name} %}}{{{{ {name}(**arguments) }}}}'
    html = build.templates[language].from_string(call).render(arguments=named(arguments))
    return Markup(html)  # noqa: S704  # a template's own output
