"""Measures building the site: everything anew, and after one change; us and the peers in turn, in the same run."""

import hashlib
import re
import statistics
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.corpus import one_more
from bench.measure import Cost
from bench.programs import Hugo, Limit, Ours, OursAsPeers, Pelican, Program

from plugins.kit.generations import INDEX, MANIFEST

PROGRAMS: Mapping[str, type[Program]] = {p.name: p for p in (Ours, OursAsPeers, Hugo, Pelican, Limit)}
# What is done, as the results call it.
FULL, SENTENCE, TITLE, NEW, THEME, SERVED = "full", "sentence", "title", "new document", "theme", "served"
# The first change after everything was made anew also brings the idle generation up to that.
AFTER_ALL = "sentence, after all was made anew"
# What takes longer than this is measured once.
_PATIENCE = 60  # seconds
# Seconds per 1,000 texts, roughly, to say beforehand how long it will take.
_ROUGHLY = {Ours.name: 10, OursAsPeers.name: 3, Hugo.name: 2, Pelican.name: 4, Limit.name: 1}

Tell = Callable[[str], None]


def minutes(count: int, turns: int, names: Sequence[str]) -> float:
    """Return roughly how long a size will take."""
    total = 0.0
    for name in names:
        seconds = _ROUGHLY[name] * count / 1000
        full = seconds * (turns if seconds < _PATIENCE else 1)
        changes = {Ours.name: seconds, Hugo.name: 2 * seconds * turns, Pelican.name: seconds * (1 + turns / 3)}
        total += full + changes.get(name, 0)
    return total / 60


class Measuring:
    """One size: the sites of the programs, and what has been measured so far."""

    def __init__(self, folder: Path, count: int, turns: int, names: Sequence[str], tell: Tell) -> None:
        self.turns = turns
        self.tell = tell
        tell(f"{count} texts: writing them")
        self.sites = {name: PROGRAMS[name](folder / name, count) for name in names}
        self.count = count
        self.runs: list[dict[str, Any]] = []

    def result(self) -> dict[str, Any]:
        """Measure everything and return it, ready for JSON."""
        for _ in range(self.turns):
            for site in self.sites.values():
                self._take(site.name, FULL, site.full)
        found: dict[str, Any] = {"texts": _described(next(iter(self.sites.values()))), "files": {}}
        self._changes()
        for site in self.sites.values():
            if not isinstance(site, Limit):  # its files are others'
                found["files"][site.name] = _files(site.out.resolve())
            if isinstance(site, Ours):
                found["different"] = self._different(site)
        return {"runs": self.runs, **found}

    def _take(self, program: str, what: str, build: Callable[[], Cost]) -> None:
        """Measure once, unless that has proved too slow to be repeated."""
        if any((r["program"], r["what"]) == (program, what) and r["wall"] > _PATIENCE for r in self.runs):
            return
        cost = build()
        self.runs.append({"program": program, "what": what, **asdict(cost)})
        self.tell(f"{self.count} texts, {program}, {what}: {cost.cpu:.2f} s CPU, {cost.wall:.2f} s, {cost.peak:.0f} MB")

    def _changes(self) -> None:
        pelican = self.sites.get(Pelican.name)
        if isinstance(pelican, Pelican):
            self.tell(f"{self.count} texts, {Pelican.name}: filling its cache")
            pelican.warm()
        documents = _documents(self.sites)
        turns = [(turn, documents[len(documents) // 2 + turn]) for turn in range(1, self.turns + 1)]
        ours = self.sites.get(Ours.name)
        if isinstance(ours, Ours):
            change_sentence(ours.text_of(documents[0]), 0)
            self._take(ours.name, AFTER_ALL, ours.change)
        for turn, document in turns:
            for site in self.sites.values():
                if isinstance(site, Ours | Hugo | Pelican):
                    change_sentence(site.text_of(document), turn)
                    self._take(site.name, SENTENCE, site.change)
                if isinstance(site, Hugo):
                    self._served(site, document, turn)
        if isinstance(ours, Ours):
            self._changes_of_ours(ours, turns)

    def _served(self, site: Hugo, document: str, turn: int) -> None:
        def change() -> str:
            return change_sentence(site.text_of(document), turn + 1000)

        self._take(site.name, SERVED, lambda: site.served(document, change))

    def _changes_of_ours(self, site: Ours, turns: Sequence[tuple[int, str]]) -> None:
        """Measure like after like, as a change also brings the idle generation up to the one before it."""
        limit = self.sites.get(Limit.name)
        for turn, document in turns:
            change_title(site.text_of(document), turn)
            self._take(site.name, TITLE, site.change)
        for turn, _ in turns:
            site.put(one_more(self.count, turn))
            self._take(site.name, NEW, site.change)
        for turn, _ in turns:
            site.change_theme(turn)
            self._take(site.name, THEME, site.change)
            if isinstance(limit, Limit):
                self._take(limit.name, THEME, limit.theme)

    def _different(self, ours: Ours) -> list[str]:
        """Return the files in which the site after all changes differs from a clean build of the same content."""
        one = _contents(ours.generation)
        cost = ours.full()
        self.runs.append({"program": ours.name, "what": FULL, **asdict(cost)})
        other = _contents(ours.generation)
        return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def change_sentence(path: Path, number: int) -> str:
    """Change one sentence of a text; return words that only the changed one has."""
    words = f"Sửa lần {number}:"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^1\. ", f"1. {words} ", text, count=1, flags=re.MULTILINE), encoding="utf-8")
    return words


def change_title(path: Path, number: int) -> None:
    """Change the title of a document of ours."""
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'^(trich-yeu: ".*)"$', rf'\1 (lần {number})"', text, flags=re.MULTILINE), encoding="utf-8")


def _documents(sites: Mapping[str, Program]) -> list[str]:
    """Return the paths of all documents, as any of the sites has them."""
    site = next(iter(sites.values()))
    folder = site.text_of("van-ban")
    return [f"van-ban/{path.name}" for path in sorted(folder.glob("*.md"))]


def _described(site: Program) -> dict[str, Any]:
    paths = [site.text_of(document) for document in _documents({"": site})]
    lengths = [len(path.read_text(encoding="utf-8")) for path in paths]
    size = sum(path.stat().st_size for path in site.content.rglob("*.md"))
    return {"megabytes": round(size / 1e6, 1), "documents": len(paths), "median": int(statistics.median(lengths))}


def _files(generation: Path) -> dict[str, dict[str, float]]:
    """Return how many files of each ending there are, and how large they are together, in MB."""
    counts: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for path in generation.rglob("*"):
        name = path.relative_to(generation)
        if path.is_file() and not name.parts[0].startswith("."):
            ending = "".join(path.suffixes[-2:]) if path.suffix == ".gz" else path.suffix
            counts[ending] += 1
            sizes[ending] += path.stat().st_size
    return {e: {"count": count, "megabytes": round(sizes[e] / 1e6, 1)} for e, count in counts.most_common()}


def _contents(folder: Path) -> dict[str, bytes]:
    """Return every file but the search index, whose files have random names."""
    paths = (p for p in folder.rglob("*") if p.is_file() and not p.is_relative_to(folder / INDEX))
    return {str(p.relative_to(folder)): _digest(p) for p in paths if p != folder / MANIFEST}


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").digest()
