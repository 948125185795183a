"""The directory of offices exists in English: every word of it that is not a name."""

import re
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment
from jinja2.meta import find_referenced_templates
from support import ROOT

from plugins.domain.catalogue import load
from plugins.domain.clock import moment
from plugins.kit.templates import environment, theme_loader

PAGE = "en/co-quan/index.html"
TEMPLATE = "offices.html"


@pytest.fixture(scope="module")
def env() -> Environment:
    return environment(theme_loader(ROOT / "theme"))


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    """The English catalogue."""
    with (ROOT / "plugins/kit/translations/en.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


def source_of(env: Environment, template: str) -> str:
    assert env.loader is not None
    return env.loader.get_source(env, template)[0]


def behind(env: Environment, template: str) -> Iterator[str]:
    """Yield a template and all it extends or imports."""
    yield template
    for name in find_referenced_templates(env.parse(source_of(env, template))):
        assert name is not None
        yield from behind(env, name)


def strings(env: Environment, source: str) -> set[str]:
    """Return the interface strings of a template; what is no string there (`_(words)`) comes from the code."""
    found = env.extract_translations(source)  # type: ignore[attr-defined]  # comes with the i18n extension
    return {
        message
        for _, _, messages in found
        for message in (messages if isinstance(messages, tuple) else (messages,))
        if isinstance(message, str)
    }


def test_every_string_behind_the_english_page_has_a_translation(env: Environment, english: dict[str, str]) -> None:
    wanted = {string for name in behind(env, TEMPLATE) for string in strings(env, source_of(env, name))}
    assert len(wanted) > 15
    assert sorted(string for string in wanted if not english.get(string)) == []


def test_translations_keep_the_placeholders_of_their_strings(english: dict[str, str]) -> None:
    names = re.compile(r"%\((\w+)\)s")
    assert {id_: text for id_, text in english.items() if set(names.findall(id_)) != set(names.findall(text))} == {}


def test_no_translation_is_left_over(env: Environment, english: dict[str, str]) -> None:
    folders: list[Path] = [ROOT / "theme/templates", ROOT / "inbox/templates"]
    sources = (path.read_text(encoding="utf-8") for folder in folders for path in folder.rglob("*.html"))
    used = {string for source in sources for string in strings(env, source)}
    assert sorted(english.keys() - used) == []


def test_the_english_page_holds_no_vietnamese_but_names(commune_build: Path) -> None:
    text = (commune_build / "output" / PAGE).read_text(encoding="utf-8")
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    assert tree.get("lang") == "en"
    catalogue = load(ROOT / "tests/fixtures/commune", moment("2026-11-21").date())
    names = {catalogue.site.name, *(office.address for office in catalogue.offices), "Giới thiệu"}
    body = tree.find("body")
    assert body is not None
    shown = " ".join(body.itertext())
    for name in sorted(filter(None, names), key=len, reverse=True):
        shown = shown.replace(name, "")
    # The commune's name itself stands in the English names of its offices.
    assert {word for word in re.findall(r"\w+", shown) if not word.isascii()} <= {"Thử"}


def test_the_english_page_names_every_office_in_english_and_links_its_page(commune_build: Path) -> None:
    text = (commune_build / "output" / PAGE).read_text(encoding="utf-8")
    for office in load(ROOT / "tests/fixtures/commune", moment("2026-11-21").date()).offices:
        assert f'<a href="../../co-quan/{office.id}.html"' in text
        assert office.english_name.replace("'", "&#39;") in text
        assert (commune_build / "output" / "co-quan" / f"{office.id}.html").exists()
