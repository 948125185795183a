"""A build after a change gives, byte for byte, what a clean build of the same content gives."""

import os
import runpy
import shutil
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from edits import EDITS, Office, copies
from support import ROOT, TODAY

from plugins.__main__ import bring_up, rooms_of
from plugins.documents.building import Building
from plugins.domain import asking
from plugins.domain.clock import moment
from plugins.feeds import turns
from plugins.kit import paging
from plugins.kit.generations import INDEX, MANIFEST
from plugins.kit.run import Run
from plugins.search.index import Index

# `make audit` asks for more.
SEQUENCES = int(os.environ.get("EDIT_SEQUENCES", "2"))
STEPS = int(os.environ.get("EDIT_STEPS", "3"))
COMPARES_ALL = STEPS > 3
ALL_NOTED = os.environ.get("ALL_NOTED", "") == "yes"
SETTINGS = {name: value for name, value in runpy.run_path(str(ROOT / "pelicanconf.py")).items() if name.isupper()}


class Site:
    """A content folder that is edited, and its builds."""

    def __init__(self, folder: Path, seed: int, **settings: object) -> None:
        self.folder = folder
        content, theme = copies(ROOT / "content", ROOT / "theme", folder)
        self.office = Office(content, theme, Random(seed))  # noqa: S311  # edits are no secrets
        self.settings: Mapping[str, Any] = {**SETTINGS, **settings}

    def _build(self, **places: object) -> None:
        now = moment(TODAY) + timedelta(days=self.office.days)
        settings = {
            **self.settings,
            "PATH": str(self.office.content),
            "THEME": str(self.office.theme),
            "SITEURL": self.office.address,
            "NOW": now.isoformat(),
            **places,
        }
        run = Run(settings, now)
        if run.builds_on:
            bring_up(settings, run, rooms_of(settings["PLUGINS"]))
        else:
            Building(settings, run).finish(rooms_of(settings["PLUGINS"]))

    def build(self) -> Path:
        """Build into the generations, on what is there; return the public one."""
        link = str(self.folder / "output")
        self._build(OUTPUT_PATH=link, PUBLIC_LINK=link, GENERATIONS_PATH=str(self.folder / "build"))
        return Path(link).resolve()

    def clean_build(self) -> Path:
        """Build everything anew into an empty folder."""
        out = self.folder / "clean"
        shutil.rmtree(out, ignore_errors=True)
        self._build(OUTPUT_PATH=str(out), PUBLIC_LINK=str(self.folder / "output"))
        return out


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of a site but the search index, whose files have random names."""
    paths = (p for p in folder.rglob("*") if p.is_file() and not p.is_relative_to(folder / INDEX))
    return {str(p.relative_to(folder)): p.read_bytes() for p in paths if p != folder / MANIFEST}


def rows(folder: Path) -> list[Mapping[str, object]]:
    """Return what the search index of a site holds: contents, their places, the terms and facts they are found by."""
    index = Index(folder / INDEX)
    held = index.contents()
    index.close()
    return held


def different(site: Path, clean: Path) -> list[str]:
    """Return what differs between two builds of the same content."""
    one, other = files(site), files(clean)
    names = sorted({name for name in one.keys() | other.keys() if one.get(name) != other.get(name)})
    return [*names, *(["the search index"] if rows(site) != rows(clean) else [])]


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_after_any_edits_the_site_is_what_a_clean_build_gives(
    seed: int, tmp_path: Path, record_property: Callable[[str, object], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    # So that the few entries of the sample fill archives.
    monkeypatch.setattr(turns, "ARCHIVE", 3)
    monkeypatch.setattr(paging, "PART", 2)
    site = Site(tmp_path, seed)
    site.build()
    done: list[str] = []
    for step in range(1, STEPS + 1):
        done.append(site.office.edit())
        record_property("done", done[-1])  # for `make audit` to count
        built = site.build()
        if COMPARES_ALL or step == STEPS:
            assert different(built, site.clean_build()) == [], done


def test_for_a_change_of_text_nothing_else_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site(tmp_path, 1)
    site.build()
    site.build()

    def not_everything(*_arguments: object, **_more: object) -> None:
        raise AssertionError

    with monkeypatch.context() as patched:
        patched.setattr("plugins.documents.building.read_content", not_everything)
        EDITS["a sentence more"](site.office)
        built = site.build()
    assert different(built, site.clean_build()) == []


# A kind of input that outputs depend on → an edit after which the site would be wrong if nobody noted it.
NOTED: Mapping[str, str] = {
    "card": "another summary",
    "body": "a sentence more",
    "register": "a rule changed",
    "one-office": "an office's phone",
    "template": "a template",
    "theme": "a style",
    "symbol": "another symbol",
    "attachment": "an attachment changed",
    "draft": "a new answer",
}


@pytest.mark.parametrize("kind", NOTED if ALL_NOTED else ["card"])
def test_a_dependency_that_nobody_notes_is_found_out(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = asking.Trace.asked_for

    def forgetful(trace: asking.Trace, key: asking.Key) -> None:
        if key[0] != kind:
            noted(trace, key)

    monkeypatch.setattr(asking.Trace, "asked_for", forgetful)
    site = Site(tmp_path, 1)
    site.build()
    for _ in range(6):
        EDITS[NOTED[kind]](site.office)
    assert different(site.build(), site.clean_build()) != []


def test_a_clock_that_nobody_watches_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking.Trace, "lasts_until", lambda _trace, _moment: None)
    site = Site(tmp_path, 1)
    site.build()
    site.office.days += 30
    assert different(site.build(), site.clean_build()) != []
