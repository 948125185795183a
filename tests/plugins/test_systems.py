"""Everything the democracy rules ask of an information system is met by a page, a form or a command, or left out."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from support import ROOT

SYSTEMS = tomllib.loads(Path(__file__).with_name("systems.toml").read_text(encoding="utf-8"))["system"]
SHORTEST_REASON = 40


@pytest.fixture
def site(sample_site: Path) -> Path:
    return sample_site


def test_the_table_is_whole() -> None:
    names = [row["name"] for row in SYSTEMS]
    assert len(names) == len(set(names)) == 50
    for row in SYSTEMS:
        assert len(row.keys() & {"page", "form", "command", "excluded"}) == 1, row["name"]


def met_by(way: str) -> list[Any]:
    return [pytest.param(row, id=row["name"]) for row in SYSTEMS if way in row]


@pytest.mark.parametrize("row", met_by("page"))
def test_the_page_is_there_and_says_it(site: Path, row: dict[str, str]) -> None:
    assert row["words"].lower() in (site / row["page"]).read_text(encoding="utf-8").lower()


@pytest.mark.parametrize("row", met_by("form"))
def test_the_form_is_there(app: Flask, row: dict[str, str]) -> None:
    assert any(str(rule).startswith(row["form"]) for rule in app.url_map.iter_rules())


@pytest.mark.parametrize("row", met_by("command"))
def test_the_command_is_there(row: dict[str, str]) -> None:
    assert f"`{row['command']}`" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("row", met_by("excluded"))
def test_what_is_left_out_says_why(row: dict[str, str]) -> None:
    assert len(row["excluded"]) >= SHORTEST_REASON
