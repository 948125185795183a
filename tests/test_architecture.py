"""Who may import whom (README, "Architecture"): the imports are read, each rule is shown a text that breaks it."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from support import COMMUNE, ROOT, TODAY

_STATE = ("plugins.kit.state", "plugins.kit.state_file")
_OPENS_FILES = {"io", "os", "pathlib", "shutil", "socket", "sqlite3", "subprocess", "tempfile", "urllib.request"}
_ASKS_THE_TIME = {"datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time", "time.localtime"}
_POSSESSIVE_GROUP = re.compile(r"\)(?:[*+?]|\{[\d,]+\})\+")
# How far up the rooms of the inbox stand; what is in none of these is what people and commands reach.
_FLOORS = {"stores": 0, "mail": 0, "access": 0, "settings": 0, "errors": 0, "handling": 1, "sealing": 1}
_FREE_OF_FLASK = {*_FLOORS, "wording", "field_wording"}
_SPEAKS_SQL = ("inbox.stores", "inbox.migrations", "inbox.backup")
_TOP_LEVEL = {
    "content",
    "theme",
    "plugins",
    "inbox",
    "tests",
    "output",
    "var",
    "pelicanconf.py",
    "publishconf.py",
    "pyproject.toml",
    "README.md",
    "Makefile",
    "LICENSE",
}


def is_in(name: str, *packages: str) -> bool:
    """Tell whether a dotted name is one of the packages or lies below one."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def imported(module: str, source: str) -> Iterator[str]:
    """Yield what a module imports, as dotted names, wherever in its text the import stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = module.split(".")[: -node.level] if node.level else []
            yield from (".".join([*base, *filter(None, [node.module]), alias.name]) for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str))


def called(_module: str, source: str) -> Iterator[str]:
    """Yield what a module calls, as it is written."""
    yield from (ast.unparse(node.func) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


def said(_module: str, source: str) -> Iterator[str]:
    """Yield the texts in a module, also those that are pieces of longer ones."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def own_folder(module: str) -> str:
    """Return `plugins.search` for `plugins.search.index`."""
    return ".".join(module.split(".")[:2])


def is_plugin(module: str) -> bool:
    # `python -m plugins` puts the plugins together.
    return (
        is_in(module, "plugins")
        and module not in {"plugins", "plugins.__main__"}
        and not is_in(module, "plugins.domain", "plugins.kit")
    )


def floor(module: str) -> int:
    """Return how far up a module of the inbox stands: stores, mail, access < handling < what people reach."""
    return _FLOORS.get(module.removeprefix("inbox.").split(".")[0], 2)


@dataclass(frozen=True)
class Rule:
    """Modules of which `speaks_of` is true may not use what `forbids` says (module, dotted name); `bad` breaks it."""

    words: str
    speaks_of: Callable[[str], bool]
    forbids: Callable[[str, str], bool]
    bad: tuple[str, str]
    uses: Callable[[str, str], Iterator[str]] = imported

    def breaches(self, module: str, source: str) -> list[str]:
        if not self.speaks_of(module):
            return []
        return [f"{module}: {name}" for name in self.uses(module, source) if self.forbids(module, name)]


RULES = [
    Rule(
        "domain imports the standard library and nothing of ours",
        lambda m: is_in(m, "plugins.domain"),
        lambda _, name: not is_in(name, "plugins.domain") and name.split(".")[0] not in sys.stdlib_module_names,
        ("plugins.domain.text", "from plugins.kit.paging import pages_of"),
    ),
    Rule(
        "only the catalogue knows of files in domain",
        lambda m: is_in(m, "plugins.domain") and m != "plugins.domain.catalogue",
        lambda _, name: is_in(name, *_OPENS_FILES),
        ("plugins.domain.offices", "from pathlib import Path"),
    ),
    Rule(
        "only the catalogue opens files in domain",
        lambda m: is_in(m, "plugins.domain") and m != "plugins.domain.catalogue",
        lambda _, name: name == "open" or name.endswith((".open", ".read_text", ".read_bytes", ".write_text")),
        ("plugins.domain.offices", "rows = open('co-quan.toml')"),
        uses=called,
    ),
    Rule(
        "kit imports domain and libraries, but neither Pelican nor Flask",
        lambda m: is_in(m, "plugins.kit"),
        lambda _, name: (
            is_in(name, "pelican", "flask", "flask_wtf", "inbox")
            or (is_in(name, "plugins") and not is_in(name, "plugins.domain", "plugins.kit"))
        ),
        ("plugins.kit.outputs", "from flask import Flask"),
    ),
    Rule(
        "a plugin imports domain, kit and its own folder, never the inbox nor another plugin",
        is_plugin,
        lambda m, name: (
            is_in(name, "inbox")
            or (is_in(name, "plugins") and not is_in(name, "plugins.domain", "plugins.kit", own_folder(m)))
        ),
        ("plugins.feeds.plugin", "from plugins.search.index import write"),
    ),
    Rule(
        "Pelican is imported in plugin.py alone",
        lambda m: not (is_plugin(m) and m.endswith(".plugin")),
        lambda _, name: is_in(name, "pelican"),
        ("plugins.search.index", "def f():\n    from pelican import signals"),
    ),
    Rule(
        "Whoosh is imported in plugins/search/index.py alone",
        lambda m: m != "plugins.search.index",
        lambda _, name: is_in(name, "whoosh"),
        ("inbox.handling.published", "import whoosh.index"),
    ),
    Rule(
        "the inbox imports domain, kit and the search index, nothing else of the publisher",
        lambda m: is_in(m, "inbox"),
        lambda _, name: (
            is_in(name, "pelicanconf", "publishconf")
            or (is_in(name, "plugins") and not is_in(name, "plugins.domain", "plugins.kit", "plugins.search.index"))
        ),
        ("inbox.public.site", "from plugins import documents"),
    ),
    Rule(
        "in the inbox calls go down: what people and commands reach, handling, stores, mail and access",
        lambda m: is_in(m, "inbox"),
        lambda m, name: is_in(name, "inbox") and floor(name) > floor(m),
        ("inbox.stores.comments", "from inbox import handling"),
    ),
    Rule(
        "SQL stands in the stores, the tables, the migrations and the backup alone; the publisher's in its state",
        lambda m: is_in(m, "inbox", "plugins") and not is_in(m, *_SPEAKS_SQL, *_STATE),
        lambda _, name: is_in(name, "sqlalchemy", "alembic", "sqlite3", "psycopg"),
        ("inbox.desk.comments", "from sqlalchemy import select"),
    ),
    Rule(
        "what the inbox does is free of Flask",
        lambda m: m.removeprefix("inbox.").split(".")[0] in _FREE_OF_FLASK,
        lambda _, name: is_in(name, "flask", "flask_wtf"),
        ("inbox.handling", "from flask import request"),
    ),
    Rule(
        "the machine is asked for the time in domain/clock.py alone",
        lambda m: m != "plugins.domain.clock",
        lambda _, name: name in _ASKS_THE_TIME,
        ("plugins.feeds.feed", "updated = datetime.now(tz)"),
        uses=called,
    ),
    Rule(
        "no group in a pattern is possessive: Python 3.11 before 3.11.5, Debian's, forgets what such a one has matched",
        lambda m: is_in(m, "inbox", "plugins"),
        lambda _, text: _POSSESSIVE_GROUP.search(text) is not None,
        ("plugins.kit.prose", "rf'(?:{_WORD}|{_LINK})*+'"),
        uses=said,
    ),
]
by_words = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.words)


def modules() -> Iterator[tuple[str, str]]:
    """Yield every module of the two programs by dotted name, with its text."""
    for path in [*ROOT.glob("plugins/**/*.py"), *ROOT.glob("inbox/**/*.py")]:
        parts = path.relative_to(ROOT).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path.read_text(encoding="utf-8")


@by_words
def test_every_module_keeps_the_rule(rule: Rule) -> None:
    assert [breach for module, source in modules() for breach in rule.breaches(module, source)] == []


@by_words
def test_the_rule_speaks_of_some_module(rule: Rule) -> None:
    assert any(rule.speaks_of(module) for module, _ in modules())


@by_words
def test_the_rule_sees_a_text_that_breaks_it(rule: Rule) -> None:
    assert rule.breaches(*rule.bad)


@pytest.mark.parametrize(
    "source",
    [
        "from . import feed",
        "from .feed import atom",
        "import plugins.feeds.feed",
        "import_module('plugins.feeds.feed')",
    ],
)
def test_an_import_is_seen_however_it_is_written(source: str) -> None:
    assert any(is_in(name, "plugins.feeds.feed") for name in imported("plugins.feeds.plugin", source))


def strangers(names: list[str]) -> list[str]:
    """Return the names that do not belong at the top of the repository; dot-files may be there."""
    made_by_tools = ("__pycache__", ".egg-info")
    return [
        name
        for name in names
        if name not in _TOP_LEVEL
        and not name.startswith(".")
        and not name.endswith(made_by_tools)
        and not (name.startswith("requirements") and name.endswith(".txt"))
    ]


def test_nothing_joins_the_top_of_the_repository() -> None:
    assert strangers([path.name for path in ROOT.iterdir()]) == []


def test_a_newcomer_at_the_top_would_be_seen() -> None:
    names = ["content", "setup.cfg", "utils", ".github", "requirements-dev.txt", "requirements"]
    assert strangers(names) == ["setup.cfg", "utils", "requirements"]


def python(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_inbox_starts_without_pelican_or_any_plugin_of_it() -> None:
    modules = (path.relative_to(ROOT).with_suffix("") for path in ROOT.glob("inbox/**/*.py"))
    names = ", ".join(".".join(m.parts) for m in modules if "migrations" not in m.parts and m.stem[:2] != "__")
    program = f"import sys, inbox, {names}; print([m for m in sys.modules if m.startswith('pelican')])"
    done = python(program)
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr


def test_the_site_is_built_on_a_machine_without_flask_and_database(tmp_path: Path) -> None:
    absent = "import sys; sys.modules.update(dict.fromkeys(['flask', 'sqlalchemy', 'alembic', 'waitress', 'inbox']))"
    arguments = [str(COMMUNE), "-s", str(ROOT / "pelicanconf.py"), "-o", str(tmp_path), "-e", f'NOW="{TODAY}"']
    done = python(f"{absent}; from pelican import main; main({arguments!r})")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "index.html").exists()
