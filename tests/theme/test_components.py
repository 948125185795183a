"""Components of the theme: their examples are their tests, and both programs render them to the same bytes."""

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import html5lib
import pytest
from jinja2 import Environment
from jinja2.meta import find_undeclared_variables
from jinja2.nodes import Call, Filter, For, Getattr, Getitem, List, Macro, Name, Node, Template
from support import PUBLIC, ROOT, pelican

from inbox import create_app
from inbox.services import EXTENSION
from inbox.settings import Settings
from plugins.documents.gallery import PAGE as GALLERY
from plugins.documents.gallery import named
from plugins.domain.legal_text import LegalText
from plugins.domain.structure import parse
from plugins.domain.vocabulary import VIETNAMESE
from plugins.kit.prose import legal_to_html
from plugins.kit.templates import LANGUAGES, environment, theme_loader

THEME = ROOT / "theme"
COMPONENTS = {path.stem: path for path in sorted((THEME / "templates" / "components").glob("*.html"))}
OF_THE_INBOX = [
    path
    for path in sorted((ROOT / "inbox/templates").rglob("*.html"))
    if f"{{% macro {path.stem}(" in path.read_text("utf-8")
]
# `note` and `ask_box` are called with text of the caller, the others take trees of typed objects.
WITHOUT_EXAMPLES = {"note", "ask_box", "legal_text", "contents_list"}
# HTML of sanitised Markdown, and words of states and results, which come from the code and are translated.
NOT_FROM_CITIZENS = {"html", "inline", "blocks", "words", "badge"}


class Example(NamedTuple):
    """One call of a component."""

    component: str
    name: str
    arguments: dict[str, Any]
    language: str


def examples() -> Iterator[Example]:
    for path in sorted(COMPONENTS["menu"].parent.glob("*.examples.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["example"]:
            assert row.keys() <= {"name", "arguments", "language"}, path.name
            yield Example(path.name.split(".")[0], row["name"], row["arguments"], row.get("language", VIETNAMESE))


EXAMPLES = list(examples())
every_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.component}: {e.name}")
TEXT = parse(
    """\
Căn cứ Luật Thực hiện dân chủ ở cơ sở;

QUYẾT NGHỊ:

Chương I. Quy định chung

Điều 1. Phạm vi <rộng>
1. Trưởng thôn niêm yết:
a) Các khoản thu;
đ) Các khoản chi.

Điều 2. Mức thu
| Thôn | Thu |
|---|---:|
| Một | 10 |

Chương II. Thi hành

Chương III. Hiệu lực

Điều 3. Hiệu lực
Có hiệu lực từ ngày ký./.

Nơi nhận:
- Lưu: VT.
""",
    legal_to_html,
)
NOTE = """\
{% from "components/note.html" import note %}
{% call note("Hết <hạn>", kind="warning") %}<p>x</p>{% endcall %}
"""


@pytest.fixture(scope="module")
def pelican_envs() -> dict[str, Environment]:
    """The environments in which Pelican's plugins render, by language."""
    return {language: environment(theme_loader(THEME), language=language) for language in LANGUAGES}


@pytest.fixture(scope="module")
def pelican_env(pelican_envs: dict[str, Environment]) -> Environment:
    """The environment of most pages."""
    return pelican_envs[VIETNAMESE]


@pytest.fixture
def flask_env(settings: Settings) -> Iterator[Environment]:
    """The environment in which the inbox renders."""
    app = create_app(settings)
    yield app.jinja_env
    app.extensions[EXTENSION].store.engine.dispose()


def call(env: Environment, component: str, **arguments: object) -> str:
    """Render one call of a component."""
    imported = f'{{% from "components/{component}.html" import {component} %}}'
    source = f"{imported}{{{{ {component}(**arguments) }}}}"
    return env.from_string(source).render(arguments=named(arguments))


def faults_of_fragment(html: str) -> list[str]:
    """Return what an HTML parser has against a piece of a page."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parseFragment(html)
    return [f"{place}: {code}" for place, code, _ in parser.errors]


@every_example
def test_an_example_gives_the_same_bytes_in_both_programs(
    example: Example, pelican_env: Environment, flask_env: Environment
) -> None:
    in_pelican, in_flask = (call(env, example.component, **example.arguments) for env in (pelican_env, flask_env))
    assert in_pelican.encode() == in_flask.encode()


def test_the_gallery_shows_every_component_and_every_example_in_development_builds(
    content: Path, build_site: Callable[..., Path], pelican_envs: dict[str, Environment]
) -> None:
    html = (build_site(content) / GALLERY).read_text(encoding="utf-8")
    assert re.findall(r'<h2 id="tp-(\w+)">', html) == list(COMPONENTS)
    assert html.count('class="gallery__example"') == len(EXAMPLES)
    for example in EXAMPLES:
        assert call(pelican_envs[example.language], example.component, **example.arguments).strip() in html


def test_a_public_site_has_no_gallery(content: Path, tmp_path: Path) -> None:
    done = pelican(content, "-o", str(tmp_path / "out"), conf=PUBLIC)
    assert (tmp_path / "out/index.html").is_file(), done.stdout
    assert not (tmp_path / "out" / GALLERY).exists()


@every_example
def test_an_example_is_sound_html(example: Example, pelican_envs: dict[str, Environment]) -> None:
    assert faults_of_fragment(call(pelican_envs[example.language], example.component, **example.arguments)) == []


def hostile(value: Any, key: str = "") -> Any:
    """Return arguments with every text that somebody could type turned into an attack."""
    if key in NOT_FROM_CITIZENS:
        return value
    if isinstance(value, dict):
        return {k: hostile(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [hostile(item) for item in value]
    return f"{value}\"'><i>&" if isinstance(value, str) else value


@every_example
def test_no_argument_gets_out_of_its_place(example: Example, pelican_env: Environment) -> None:
    html = call(pelican_env, example.component, **hostile(example.arguments))
    assert "<i>" not in html
    assert faults_of_fragment(html) == []


@every_example
def test_an_example_asks_for_something(example: Example, pelican_envs: dict[str, Environment]) -> None:
    html = call(pelican_envs[example.language], example.component, **example.arguments)
    assert bool(html.strip()) is ("shows nothing" not in example.name)


def test_every_component_has_examples_or_is_tested_here() -> None:
    assert {example.component for example in EXAMPLES} | WITHOUT_EXAMPLES == COMPONENTS.keys()
    assert not {example.component for example in EXAMPLES} & WITHOUT_EXAMPLES


def root_of(node: Node) -> str:
    """Return the name at which an expression begins: `item` of `item.office.name`."""
    while isinstance(node, Getattr | Getitem | Filter | Call) and node.node is not None:
        node = node.node
    return node.name if isinstance(node, Name) else ""


def names_in(node: Node) -> set[str]:
    return {name.name for name in [node, *node.find_all(Name)] if isinstance(name, Name)}


def parts_read(tree: Template, arguments: set[str]) -> Iterator[str]:
    """Yield what is read of arguments and of the items of arguments, but for their methods."""
    known, others = set(arguments), set[str]()
    for loop in tree.find_all(For):  # outer ones come first
        of = names_in(loop.iter) if isinstance(loop.iter, List) else {root_of(loop.iter)}
        (known if of & known else others).update(names_in(loop.target))
    methods = {id(call.node) for call in tree.find_all(Call)}
    for node in tree.find_all(Getattr):
        if root_of(node) in known - others and id(node) not in methods:
            yield node.attr


class Explained(NamedTuple):
    """A component beside what is said of it: its arguments, what is used in it, what its head comment names."""

    macros: list[str]
    arguments: set[str]
    used: set[str]
    read: set[str]  # of arguments: `item.title`
    free: set[str]  # comes from nowhere
    named: set[str]  # between back-ticks
    words: set[str]

    @classmethod
    def of(cls, env: Environment, source: str) -> "Explained":
        tree = env.parse(source)
        macros = [macro for macro in tree.find_all(Macro) if not macro.name.startswith("_")]
        explanation = source[source.index("{#") : source.index("#}")]
        arguments = {argument.name for macro in macros for argument in macro.args}
        stored = {name.name for name in tree.find_all(Name) if name.ctx == "store"}
        return cls(
            [macro.name for macro in macros],
            arguments,
            {name.name for macro in macros for name in macro.find_all(Name) if name.ctx == "load"},
            set(parts_read(tree, arguments)),
            find_undeclared_variables(tree) - env.globals.keys() - stored,
            set(re.findall(r"`(\w+)`", explanation)),
            set(re.findall(r"\w+", explanation.lower())),
        )

    @property
    def faults(self) -> dict[str, set[str]]:
        found = {
            "argument not explained": self.arguments - self.named,
            "explained, but no argument": self.named - self.arguments - self.read,
            "argument not used": self.arguments - self.used,
            "read of an argument, but not explained": self.read - self.words,
            "used, but no argument": self.free,
        }
        return {fault: names for fault, names in found.items() if names}


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_component_is_one_macro_of_its_name_in_which_what_is_used_is_explained_and_no_more(
    component: str, pelican_env: Environment
) -> None:
    found = Explained.of(pelican_env, COMPONENTS[component].read_text(encoding="utf-8"))
    assert found.macros == [component]
    assert found.faults == {}


def test_the_components_of_the_inbox_explain_what_they_use_and_no_more(flask_env: Environment) -> None:
    for path in OF_THE_INBOX:
        found = Explained.of(flask_env, path.read_text(encoding="utf-8"))
        assert (found.macros, found.faults) == ([path.stem], {})


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("{# A. #}{% macro a(x) %}{{ x }}{% endmacro %}", {"argument not explained": {"x"}}),
        ("{# A. `x`; `y`. #}{% macro a(x) %}{{ x }}{% endmacro %}", {"explained, but no argument": {"y"}}),
        ("{# A. `x`. #}{% macro a(x) %}{% endmacro %}", {"argument not used": {"x"}}),
        (
            "{# A. `x`: url. #}{% macro a(x) %}{{ x.title }}{% endmacro %}",
            {"read of an argument, but not explained": {"title"}},
        ),
        ("{# A. #}{% macro a() %}{{ frame }}{% endmacro %}", {"used, but no argument": {"frame"}}),
    ],
)
def test_what_is_not_explained_would_be_seen(source: str, fault: dict[str, set[str]], pelican_env: Environment) -> None:
    assert Explained.of(pelican_env, source).faults == fault


def test_a_note_gives_the_same_bytes_in_both_programs(pelican_env: Environment, flask_env: Environment) -> None:
    html = pelican_env.from_string(NOTE).render()
    assert html.encode() == flask_env.from_string(NOTE).render().encode()
    assert "Hết &lt;hạn&gt;" in html
    assert "<p>x</p>" in html
    assert 'class="note note--warning"' in html
    assert faults_of_fragment(html) == []


def law(env: Environment, text: LegalText) -> str:
    """Render a legal text open for comment with its contents list."""
    answer = {
        "anchor": "tra-loi-1",
        "point": "Thêm <loa>",
        "html": "<p>Đã thêm.</p>",
        "disposition": {"id": "tiep-thu", "words": "Tiếp thu"},
        "office_name": "Văn phòng",
        "counts_words": "1 ý kiến",
        "answered": "21/11/2026",
        "symbol": "",
        "signer": "",
    }
    answers = {"art_1__para_1__point_dd": [answer]}
    body = call(env, "legal_text", text=text.flow, comment="../gop-y/x?dieu=", answers=answers)
    return call(env, "contents_list", entries=text.table_of_contents) + body


def test_a_legal_text_gives_the_same_bytes_in_both_programs(pelican_env: Environment, flask_env: Environment) -> None:
    html = law(pelican_env, TEXT)
    assert html.encode() == law(flask_env, TEXT).encode()
    assert faults_of_fragment(html) == []
    assert "&lt;rộng&gt;" in html


def test_a_legal_text_shows_every_number_anchor_link_and_answer_once(pelican_env: Environment) -> None:
    html = law(pelican_env, TEXT)
    for provision in TEXT.walk():
        assert html.count(f'id="{provision.eid}"') == 1
        assert html.count(f'href="../gop-y/x?dieu={provision.eid}"') == 1
    printed = ["Chương I.", "Điều 1.", "1.", "a)", "đ)", "Điều 2.", "Chương II.", "Chương III.", "Điều 3."]
    assert [html.count(f">{number}<") for number in printed] == [1] * len(printed)
    assert html.index('id="art_1__para_1__point_dd"') < html.index('id="tra-loi-1"') < html.index('id="art_2"')
    for words in ("Căn cứ Luật", "QUYẾT NGHỊ:", "Nơi nhận:", "- Lưu: VT."):
        assert html.count(words) == 1


def test_a_contents_list_links_the_outer_provisions_of_a_long_text_only(pelican_env: Environment) -> None:
    html = call(pelican_env, "contents_list", entries=TEXT.table_of_contents)
    # Folded for narrow screens, beside the text for wide ones: styles show one of the two.
    assert [html.count(f'href="#{provision.eid}"') for provision in TEXT.provisions] == [2, 2, 2]
    assert call(pelican_env, "contents_list", entries=TEXT.table_of_contents[:2]).strip() == ""
