"""The interface in every language: catalogues complete, pages whole, a language more for a catalogue more."""

import ast
import enum
import html
import importlib
import os
import pkgutil
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment
from support import COMMUNE, ROOT, TODAY

import plugins.domain
from inbox.public import search
from inbox.public.status import RIGHTS
from plugins.domain.catalogue import load
from plugins.domain.clock import moment
from plugins.domain.communities import BODY_KINDS, VILLAGE_KINDS
from plugins.domain.thresholds import Threshold
from plugins.domain.vocabulary import VIETNAMESE
from plugins.kit.templates import LANGUAGES, environment, theme_loader

CATALOGUES = ROOT / "plugins/kit/translations"
TEMPLATES = [path for folder in ("theme", "inbox") for path in sorted((ROOT / folder / "templates").rglob("*.html"))]
PROGRAMS = [path for folder in ("plugins", "inbox") for path in sorted((ROOT / folder).rglob("*.py"))]
every_catalogue = pytest.mark.parametrize("language", [language for language in LANGUAGES if language != VIETNAMESE])
_HEADER = re.compile(r'<header class="header">.*?</header>', re.DOTALL)
_NAMES = re.compile(r"%\((\w+)\)s")
_ACCENTED = re.compile(r"[^\W\d_]*[^\x00-\x7f“”’–—…·→−\W\d_][^\W\d_]*")


@pytest.fixture(scope="module")
def env() -> Environment:
    return environment(theme_loader(ROOT / "theme"))


def translations(language: str) -> dict[str, str]:
    """Return a catalogue."""
    with (CATALOGUES / f"{language}.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


def in_template(env: Environment, path: Path) -> Iterator[str]:
    """Yield the interface strings of a template; what is no string there (`_(words)`) comes from the code."""
    found = env.extract_translations(path.read_text(encoding="utf-8"))  # type: ignore[attr-defined]  # of the extension
    for _, _, messages in found:
        yield from (m for m in (messages if isinstance(messages, tuple) else (messages,)) if isinstance(m, str))


def said_by(program: Path) -> Iterator[str]:
    """Yield what a program says by `say("…")`, and every Vietnamese text of the inbox's words."""
    for node in ast.walk(ast.parse(program.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
            yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str))
        elif program.name.endswith("wording.py") and isinstance(node, ast.Constant) and not str(node.value).isascii():
            yield str(node.value)


def words_of_states() -> Iterator[str]:
    """Yield the words of every state, result and kind, which templates say; those of thresholds are the format's."""
    for module in pkgutil.iter_modules(plugins.domain.__path__):
        for found in vars(importlib.import_module(f"plugins.domain.{module.name}")).values():
            if isinstance(found, type) and issubclass(found, enum.Enum) and found is not Threshold:
                words = (getattr(member, "words", None) for member in found)
                yield from (text for text in words if isinstance(text, str))
    named = (BODY_KINDS, VILLAGE_KINDS, RIGHTS, search.KINDS, search.STATES, search.TITLES)
    yield from (words for names in named for words in names.values())


@pytest.fixture(scope="module")
def strings(env: Environment) -> set[str]:
    """Every string of the interface."""
    in_templates = {string for path in TEMPLATES for string in in_template(env, path)}
    speakers = [ROOT / "plugins/kit/templates.py", *(ROOT / "inbox").rglob("*.py")]
    return in_templates | {string for path in speakers for string in said_by(path)} | set(words_of_states())


@every_catalogue
def test_every_string_of_the_interface_has_a_translation(language: str, strings: set[str]) -> None:
    catalogue = translations(language)
    assert len(strings) > 500
    assert sorted(string for string in strings if not catalogue.get(string)) == []


@every_catalogue
def test_no_translation_is_left_over(language: str, strings: set[str]) -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in PROGRAMS]
    constants = {n.value for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Constant)}
    assert sorted(translations(language).keys() - strings - constants) == []


@every_catalogue
def test_translations_keep_the_placeholders_of_their_strings(language: str) -> None:
    catalogue = translations(language).items()
    assert {
        string: text for string, text in catalogue if set(_NAMES.findall(string)) != set(_NAMES.findall(text))
    } == {}


def page(site: Path, path: str) -> Element:
    found: Element = html5lib.parse((site / path).read_text(encoding="utf-8"), namespaceHTMLElements=False)
    return found


def shown(element: Element, language: str) -> Iterator[str]:
    """Yield the words of an element that it says to be of a language, those for the ear included."""
    language_here = element.get("lang", "")
    if language_here in ("", language):
        yield from filter(None, [element.text, element.get("aria-label"), element.get("alt")])
        for child in element:
            yield from shown(child, language)
    for child in element if language_here not in ("", language) else ():
        yield from (words for part in child.iter() if part.get("lang") == language for words in shown(part, language))
    yield from filter(None, [element.tail])


@pytest.fixture(scope="module")
def english_pages(sample_site: Path) -> dict[str, Element]:
    paths = sorted(str(path.relative_to(sample_site)) for path in sample_site.glob("en/**/*.html"))
    return {path: page(sample_site, path) for path in paths}


def test_home_lists_directory_feeds_data_search_and_alphabet_are_there_in_english(sample_site: Path) -> None:
    lists = ("van-ban", "du-thao", "cong-khai", "su-kien", "cong-dong", "to-chuc", "thon", "diem-phuc-vu", "thu-hoi")
    others = ("co-quan", "tin", "du-lieu", "muc-luc", "tim-kiem")
    for path in ["index.html", *(f"{folder}/index.html" for folder in lists + others)]:
        assert page(sample_site, f"en/{path}").get("lang") == "en", path


def test_english_pages_hold_no_vietnamese_but_what_is_marked_as_such(english_pages: dict[str, Element]) -> None:
    offices = load(ROOT / "content", moment(TODAY).date()).offices
    names = {word for office in offices for word in _ACCENTED.findall(office.english_name)}
    for path, found in english_pages.items():
        if path.count("/") == 1 and path != "en/index.html":
            continue  # a translation: its words are its author's
        body = found.find("body")
        assert body is not None
        assert {w for text in shown(body, "en") for w in _ACCENTED.findall(text)} <= names, path


def links(found: Element) -> Iterator[tuple[Element, str]]:
    """Yield the links of a page to files."""
    for element in found.iter("a"):
        if not re.match(r"\w+:|#", element.get("href", "#")):
            yield element, element.attrib["href"].split("#")[0].split("?")[0]


def test_an_english_page_leads_to_english_pages_wherever_there_are_some(
    sample_site: Path, english_pages: dict[str, Element]
) -> None:
    for path, found in english_pages.items():
        for element, href in links(found):
            target = os.path.normpath(sample_site / Path(path).parent / href)
            other = Path(target).relative_to(sample_site)
            if element.get("hreflang") is None and not other.is_relative_to("en"):
                assert not (sample_site / "en" / other).exists(), (path, href)


def in_the_other_language(site: Path, path: str) -> str | None:
    """Return where a page leads those who read the other language; sheets for the board have no such link."""
    header = _HEADER.search((site / path).read_text(encoding="utf-8"))
    if header is None:
        return None
    language = "vi" if path.startswith("en/") else "en"
    marked = rf'class="languages__link" href="([^"]+)" lang="{language}" hreflang="{language}"'
    urls: list[str] = re.findall(marked, header[0])
    (url,) = urls
    return os.path.normpath(Path(path).parent / url).removeprefix("/")


def test_every_page_leads_to_the_same_page_in_the_other_language_or_to_its_home(sample_site: Path) -> None:
    translated = set()
    for path in sorted(str(path.relative_to(sample_site)) for path in sample_site.rglob("*.html")):
        other = in_the_other_language(sample_site, path)
        same = path.removeprefix("en/") if path.startswith("en/") else f"en/{path}"
        home = "index.html" if path.startswith("en/") else "en/index.html"
        if other is None or (sample_site / same).exists():
            assert other in {None, same}, path
        elif other != home:  # original and translation
            assert in_the_other_language(sample_site, other) == path
            translated.add(path)
    assert len(translated) == 2 * len(list((ROOT / "content/ban-dich").glob("*.md")))


def test_the_directory_names_every_office_in_english_with_its_contacts(commune_build: Path) -> None:
    text = html.unescape((commune_build / "output/en/co-quan/index.html").read_text(encoding="utf-8"))
    for office in load(COMMUNE, moment(TODAY).date()).offices:
        assert office.english_name in text
        assert office.phone in text
        assert office.email in text


LAO = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Tiếng Việt"
msgstr "ພາສາລາວ"

msgid "Góp ý dự thảo"
msgstr "ຄຳເຫັນ"
"""


@pytest.fixture
def copy_with_lao(tmp_path: Path) -> Path:
    """The programs with a third catalogue, of two strings."""
    for folder in ("plugins", "inbox", "theme"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pelicanconf.py", tmp_path)
    (tmp_path / "plugins/kit/translations/lo.po").write_text(LAO, encoding="utf-8")
    return tmp_path


def test_a_catalogue_more_is_a_language_more(copy_with_lao: Path) -> None:
    command = [sys.executable, "-m", "pelican", str(COMMUNE), "-s", "pelicanconf.py", "-o", "out"]
    environment_ = {**os.environ, "CONG_KHAI_NOW": TODAY, "PYTHONPATH": str(copy_with_lao)}
    done = subprocess.run(command, cwd=copy_with_lao, env=environment_, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    site = copy_with_lao / "out"

    lao = page(site, "lo/van-ban/index.html")
    assert lao.get("lang") == "lo"
    assert "ຄຳເຫັນ" in "".join(lao.itertext())
    assert "Văn bản đã ban hành" in "".join(lao.itertext())  # what the catalogue lacks stays Vietnamese
    for path, others in {
        "lo/van-ban/index.html": {"../../van-ban/index.html", "../../en/van-ban/index.html"},
        "en/van-ban/index.html": {"../../van-ban/index.html", "../../lo/van-ban/index.html"},
        "van-ban/5-2026-nq-hdnd.html": {"../en/index.html", "../lo/index.html"},
    }.items():
        found = page(site, path).findall(".//a[@class='languages__link']")
        assert {link.get("href") for link in found} == others
    assert "ພາສາລາວ" in "".join(page(site, "index.html").itertext())
