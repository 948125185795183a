"""Templates of pages: the comment at the head of each names what the page is given, all that it uses and no more."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2.meta import find_undeclared_variables
from jinja2.nodes import Assign, AssignBlock, FromImport, Macro, Name, Template
from support import ROOT

from plugins.kit.templates import environment, theme_loader

FOLDERS = (ROOT / "theme" / "templates", ROOT / "inbox" / "templates")
# Explain what every page is given, and every page of the desk.
FRAME, DESK = FOLDERS[0] / "base.html", FOLDERS[1] / "desk" / "page.html"
# What Flask adds to the globals of the environment, for the forms of the desk.
OF_FLASK = {"csrf_token"}


@pytest.fixture(scope="module")
def env() -> Environment:
    """The environment in which pages render."""
    return environment(theme_loader(ROOT / "theme"))


def own_names(tree: Template) -> Iterator[str]:
    """Yield what a template imports, defines and sets: its blocks, which see it, seem to take it from outside."""
    for imported in tree.find_all(FromImport):
        yield from (name if isinstance(name, str) else name[1] for name in imported.names)
    yield from (macro.name for macro in tree.find_all(Macro))
    targets = [*(set_.target for set_ in tree.find_all(Assign)), *(set_.target for set_ in tree.find_all(AssignBlock))]
    yield from (name.name for target in targets for name in [target, *target.find_all(Name)] if isinstance(name, Name))


def explained(source: str) -> set[str]:
    """Return the names between back-ticks in the comment with which a template begins."""
    return set(re.findall(r"`(\w+)`", source[: source.index("#}")])) if source.startswith("{#") else set()


def faults_of(env: Environment, source: str, of_all: set[str]) -> list[str]:
    """Return what is wrong with a template's head comment; `of_all` is what is explained for all pages elsewhere."""
    tree = env.parse(source)
    used = find_undeclared_variables(tree) - set(own_names(tree)) - OF_FLASK - of_all
    named = explained(source)
    return [
        *([] if source.startswith("{#") else ["no head comment"]),
        *(f"{name} is used, but not explained" for name in sorted(used - named)),
        *(f"{name} is explained, but not used" for name in sorted(named - used)),
    ]


def explained_before(path: Path) -> set[str]:
    """Return what the templates explain on which this one is built."""
    below = [] if path == FRAME else [FRAME]
    if '{% extends "desk/page.html" %}' in path.read_text(encoding="utf-8"):
        below.append(DESK)
    return {name for template in below for name in explained(template.read_text(encoding="utf-8"))}


def is_component(path: Path) -> bool:
    """Tell whether a template is a macro of the name of its file: its arguments are explained, it is given nothing."""
    return f"{{% macro {path.stem}(" in path.read_text(encoding="utf-8")


def test_the_head_of_a_page_template_explains_what_it_uses_and_no_more(env: Environment) -> None:
    pages = [path for folder in FOLDERS for path in sorted(folder.rglob("*.html")) if not is_component(path)]
    assert {"base.html", "draft.html", "receipt.html", "comment.html"} <= {path.name for path in pages}
    assert [
        f"{path.relative_to(ROOT)}: {fault}"
        for path in pages
        for fault in faults_of(env, path.read_text(encoding="utf-8"), explained_before(path))
    ] == []


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("{# A page. `x`: a day. #}\n{% block main %}{{ x|day }}{{ frame.root }}{% endblock %}", []),
        ("{{ frame.root }}", ["no head comment"]),
        ("{# A page. #}{% block main %}{{ x }}{% endblock %}", ["x is used, but not explained"]),
        ("{# A page. `x`: a day. #}{% block main %}{% endblock %}", ["x is explained, but not used"]),
        ("{# A page. `frame`: again. #}{{ frame.root }}", ["frame is explained, but not used"]),
        ("{# A page. #}{% set x = 1 %}{% block main %}{{ x }}{{ language }}{{ csrf_token() }}{% endblock %}", []),
    ],
)
def test_what_a_head_does_not_explain_would_be_seen(source: str, faults: list[str], env: Environment) -> None:
    assert faults_of(env, source, {"frame"}) == faults
