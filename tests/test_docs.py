"""What the README says about commands, settings, dependencies and the tree is true."""

import re
import subprocess
import tomllib

import click
import pytest
from support import ROOT

from inbox import cli
from inbox.settings import PREFIX, VARIABLES

README = (ROOT / "README.md").read_text(encoding="utf-8")
_PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = _PYPROJECT["project"]
BENCH = [re.sub(r"\[.*", "", name) for name in _PYPROJECT["dependency-groups"]["bench"]]


def section(title: str) -> str:
    """Return the text of one section of the README."""
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def rows(title: str) -> set[str]:
    """Return the first cells of the tables of a section, without code marks."""
    return set(re.findall(r"^\| `([^`]+)`", section(title), re.MULTILINE))


def test_the_readme_lists_every_make_target_and_no_other() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)) - {"help"}

    assert {f"make {target}" for target in targets} == {row for row in rows("Commands") if row.startswith("make ")}


def test_the_readme_lists_every_command_of_the_inbox_and_no_other() -> None:
    commands = {str(command.name) for command in vars(cli).values() if isinstance(command, click.Command)}

    listed = {row.split()[3] for row in rows("Commands") if row.startswith("flask --app inbox ")}
    assert listed == commands | {"run"}


def test_the_readme_lists_every_setting_and_no_other() -> None:
    assert rows("Settings of the inbox") == {PREFIX + name for name in VARIABLES}


def test_the_readme_says_of_every_dependency_what_it_is_for() -> None:
    assert rows("Dependencies") == set(PROJECT["dependencies"])


def test_the_readme_names_what_the_bench_needs() -> None:
    assert [p for p in BENCH if f"`{p}`" not in section("Dependencies")] == []


@pytest.mark.parametrize("extra", ["postgres", "dev"])
def test_the_readme_names_the_packages_of_the_extras(extra: str) -> None:
    packages = {re.sub(r"\[.*", "", name) for name in PROJECT["optional-dependencies"][extra]}

    unnamed = {p for p in packages if f"`{p}`" not in section("Dependencies") and not p.startswith("types-")}
    assert unnamed == set()


def test_every_file_and_folder_in_the_readmes_tree_exists() -> None:
    tree = section("Where things are").split("```")[1]
    top = ""
    for line in tree.strip().splitlines():
        groups = re.findall(r"(?:^ {2}|(?<=\S) {2,})((?:[\w-]+(?:/|\.py)(?: |$))+)", line)
        names = " ".join(groups).split()
        if not line.startswith(" "):
            top = line.split()[0]
            assert (ROOT / top).is_dir(), top
            continue
        for name in names:
            assert (ROOT / top / name).exists(), f"{top}{name}"
        for module in re.findall(r"[\w-]+\.py\b", line):
            assert any((ROOT / top).rglob(module)), f"{top}…/{module}"


def test_the_lock_files_name_no_index_and_pin_every_direct_dependency_with_a_hash() -> None:
    direct = {re.sub(r"\[.*", "", name) for name in PROJECT["dependencies"]}
    locks = {"requirements.txt": direct, "requirements-dev.txt": direct, "requirements-bench.txt": set(BENCH)}
    for lock, wanted in locks.items():
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert "://" not in text
        assert "--index" not in text
        pinned = re.findall(r"^([\w.-]+)==", text, re.MULTILINE)
        assert wanted <= set(pinned)
        assert len(re.findall(r"^[\w.-]+==.*\\\n    --hash=sha256:", text, re.MULTILINE)) == len(pinned)


def test_the_readmes_first_screen_gives_the_two_commands() -> None:
    first_screen = README.split("\n## ")[0]

    assert re.findall(r"^make (\w+)", first_screen, re.MULTILINE) == ["serve", "test"]
    assert (ROOT / re.findall(r"!\[[^]]*\]\(([^)]+)\)", first_screen)[0]).is_file()


def test_clean_never_touches_citizens_data() -> None:
    shown = subprocess.run(["make", "--dry-run", "clean"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert "var/build" in shown
    assert "var/data" not in shown
    assert not re.search(r"\bvar( |/? *$)", shown)
