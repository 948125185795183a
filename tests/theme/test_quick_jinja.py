"""The publisher's Jinja gives what Jinja's own gives."""

from datetime import date
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, FileSystemBytecodeCache, FileSystemLoader, UndefinedError
from markupsafe import Markup

from plugins.kit.templates import OPTIONS, environment, furnish

TEMPLATES = {
    "box.html": '{% macro box(title, rows=[], kind="a&b") %}<p class="{{ kind }}">{{ title }}{{ caller(3) }}'
    "{% for row in rows %}{{ loop.index }}{{ row }}{% endfor %}</p>{% endmacro %}",
    "base.html": "<title>{% block title %}{% endblock %}</title>{{ self.title() }}{% block main %}{% endblock %}",
    "page.html": '{% extends "base.html" %}{% from "box.html" import box %}{% block title %}{{ value }}{% endblock %}'
    '{% block main %}{% call(n) box(value, ["<", 2], kind=value) %}{{ n }}{{ value|safe }}{{ _("Tìm") }}{% endcall %}'
    '{% set kept %}<b>{{ value }}</b>{% endset %}{{ kept }}{{ value ~ "<" }}{{ {"a": value}.get("a") }}{% endblock %}',
}


@pytest.mark.parametrize("value", ["a & b", "<'\">", "Điều 1", Markup("<b>"), 0, 1.5, None, True, date(2026, 1, 2), ""])
def test_a_page_is_the_same_whatever_stands_in_it(value: object, tmp_path: Path) -> None:
    ours, plain = environment(DictLoader(TEMPLATES), tmp_path), Environment(**OPTIONS, loader=DictLoader(TEMPLATES))  # noqa: S701  # autoescape stands in OPTIONS
    furnish(plain)
    assert ours.get_template("page.html").render(value=value) == plain.get_template("page.html").render(value=value)
    with pytest.raises(UndefinedError):
        ours.get_template("page.html").render()


def test_what_another_program_has_compiled_is_compiled_anew(tmp_path: Path) -> None:
    (tmp_path / "t.html").write_text("{{ value }}")
    loader, compiled = FileSystemLoader(tmp_path), FileSystemBytecodeCache(str(tmp_path))
    Environment(loader=loader, bytecode_cache=compiled, autoescape=False).get_template("t.html")  # noqa: S701  # another program
    assert environment(loader, tmp_path).get_template("t.html").render(value="<") == "&lt;"
