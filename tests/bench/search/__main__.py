"""`python -m bench.search [SIZE …]`: measures searching, ours and others in one run; writes `results/search-….md`."""

import argparse
import gc
import os
import platform
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any

import postgresql_server
from bench import corpus
from bench.search import engines
from bench.search.judged import Judged, of_corpus, of_sample
from bench.search.postgresql import Postgresql
from bench.search.quality import Score, scores

from plugins.documents.reading import read_content
from plugins.domain.catalogue import load
from plugins.domain.clock import moment
from plugins.search.finding import TIME_LIMIT
from plugins.search.reading import MOST_WORDS
from plugins.search.rows import INDEXED, rows
from plugins.search.words import keys_of

ROOT = Path(__file__).resolve().parents[3]
ENGINES: Sequence[type[Any]] = (
    engines.Ours,
    engines.SqliteFolded,
    engines.SqliteDefault,
    *([Postgresql] if postgresql_server.programs() else []),
    engines.Whoosh,
    engines.Tantivy,
)
RESULTS = Path(__file__).parents[1] / "results"
_WORK = ROOT / "var" / "bench-search"
_SLIPS = "cụm từ, gõ lỗi một chữ"
_NUMBERS, _PHRASES, _FACETED = "số, chỉ tìm", "cụm từ, chỉ tìm", "cụm từ, có bộ lọc và số đếm"
_SNIPPETS, _ALL = "cụm từ, với đoạn trích", "tất cả, cả trang"


@dataclass(frozen=True)
class Times:
    """Milliseconds (CPU of the calling thread; of a server, wall clock), half and 95 of 100 of all queries below."""

    half: float
    most: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Times":
        """Return what so many measurements come to."""
        ordered = sorted(seconds)
        return cls(statistics.median(ordered) * 1000, ordered[int(len(ordered) * 0.95)] * 1000)


@dataclass(frozen=True)
class Result:
    """What was measured of an engine: build in CPU s, index in MB, one change in CPU ms, times and quality."""

    build: float
    megabytes: float
    change: float
    times: Mapping[str, Times]
    corpus: Mapping[str, Score]
    sample: Mapping[str, Score]


def entries_of(content: Path) -> Iterator[engines.Entry]:
    """Yield the contents of a folder as engines get them."""
    now: datetime = moment(corpus.TODAY)
    publication = read_content(content, load(content, now.date()), now).publication
    for kind in INDEXED:
        for found in publication.group("kind", kind.__name__):
            own = list(rows(publication, found.id))
            yield engines.Entry(found.id, own[0].kind, own[0].day[:4], own)


def measure(
    name: type[Any], folder: Path, content: Path, entries: Sequence[engines.Entry], queries: Sequence[Judged]
) -> Any:
    """Return build, size, change, times and quality of an engine on some entries."""
    engine = name(folder, content)
    # A server works in processes of its own: the wall clock.
    is_server = isinstance(engine, Postgresql)
    clock, clock_of_all = (time.perf_counter,) * 2 if is_server else (time.thread_time, time.process_time)
    began = clock_of_all()
    engine.build(entries)
    build = clock_of_all() - began
    megabytes = engine.megabytes() if is_server else sum(size for _, size in engines.sizes(folder))
    numbers = [q for q in queries if q.kind.startswith("số")]
    phrases = [q for q in queries if q.kind.startswith("cụm từ") and q.kind != _SLIPS] or queries
    asked: dict[str, tuple[Callable[[str], object], Sequence[Judged]]] = {
        _NUMBERS: (engine.bare, numbers),
        _PHRASES: (engine.bare, phrases),
        _FACETED: (engine.facets, phrases),
        "số, với đoạn trích": (engine.search, numbers),
        _SNIPPETS: (engine.search, phrases),
        "tất cả, với đoạn trích": (engine.search, queries),
    }
    if isinstance(engine, engines.Ours):
        asked |= {"cụm từ, cả trang": (engine.page, phrases), _ALL: (engine.page, queries)}
    times = {}
    for group, (ask, of_it) in asked.items():
        # Opened anew, then warm with other words than most: nobody profits from what was asked before.
        engine.open()
        _timed(ask, queries[::29], clock)
        times[group] = Times.of(_timed(ask, of_it, clock))
    quality = scores(queries, engine.search)
    changes = []
    for entry in entries[:: max(1, len(entries) // 5)][:5]:
        began = clock_of_all()
        engine.add(entry)
        changes.append(clock_of_all() - began)
    engine.close()
    return build, megabytes, statistics.median(changes) * 1000, times, quality


def _timed(ask: Callable[[str], object], queries: Sequence[Judged], clock: Callable[[], float]) -> list[float]:
    taken = []
    for query in queries:
        began = clock()
        ask(query.typed)
        taken.append(clock() - began)
    return taken


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench.search")
    parser.add_argument("sizes", nargs="*", type=int, default=(1_000, 10_000))
    parser.add_argument("--only", nargs="*", default=[e.name for e in ENGINES])
    arguments = parser.parse_args()
    RESULTS.mkdir(exist_ok=True)
    today = date.today()  # noqa: DTZ011  # the day here
    for size in arguments.sizes:
        page = ""
        # Written after each engine: the slow ones come last.
        for page in pages(size, [engine for engine in ENGINES if engine.name in arguments.only]):
            (RESULTS / f"search-{today}-{size}.md").write_text(page, encoding="utf-8")
        print(page)


def pages(size: int, chosen: Sequence[type[Any]]) -> Iterator[str]:
    """Measure engines over so many texts and over the sample; yield after each what is known by then."""
    folder = _WORK / str(size)
    shutil.rmtree(folder, ignore_errors=True)
    content = folder / "content"
    corpus.write_ours(content, size)
    entries = list(entries_of(content))
    text = sum(len(entry.text.encode()) for entry in entries) / 1e6
    queries = of_corpus(list(corpus.texts(size)), {e.id: f"{e.title}\n{e.text}" for e in entries})
    sample_entries, sample_queries = list(entries_of(ROOT / "content")), of_sample()
    # Neither a build nor a server holds all this: it is not gone through again while they are measured.
    gc.collect()
    gc.freeze()
    results: dict[str, Result] = {}
    slowest = shared = 0.0
    for engine in chosen:
        print(time.strftime("%H:%M:%S"), size, engine.name, file=sys.stderr, flush=True)
        places = [folder / f"{engine.name}-{which}" for which in ("corpus", "sample")]
        for place in places:
            place.mkdir()
        build, megabytes, change, times, quality = measure(engine, places[0], content, entries, queries)
        *_, of_sample_ = measure(engine, places[1], ROOT / "content", sample_entries, sample_queries)
        results[engine.name] = Result(build, megabytes, change, times, quality, of_sample_)
        if engine is engines.Ours:
            slowest = hardest(places[0], content, entries)
            shared = all_to_one(folder, content, entries)
        shutil.rmtree(places[0])
        yield "\n".join(report(size, len(entries), text, slowest, shared, results)) + "\n"
    shutil.rmtree(folder)


def hardest(folder: Path, content: Path, entries: Sequence[engines.Entry]) -> float:
    """Return the wall clock ms of a query of the words that stand in most contents, nothing read before."""
    counts = Counter(word for entry in entries for word in set(keys_of(entry.text).split()))
    engine = engines.Ours(folder, content)
    engine.open()
    began = time.perf_counter()
    engine.search(" ".join(word for word, _ in counts.most_common(MOST_WORDS)))
    engine.close()
    return (time.perf_counter() - began) * 1000


def all_to_one(folder: Path, content: Path, entries: Sequence[engines.Entry]) -> float:
    """Return the wall clock of a build by all cores as a share of that by one process: of each the better of two.

    They take turns, so that a busy minute does not fall on one alone.
    """
    by_all, by_one = engines.Ours.build_shared, engines.Ours.build
    taken: dict[Callable[..., None], list[float]] = {by_all: [], by_one: []}
    for build in (by_all, by_one, by_one, by_all):
        place = folder / "built"
        began = time.perf_counter()
        build(engines.Ours(place, content), entries)
        taken[build].append(time.perf_counter() - began)
        shutil.rmtree(place)
    return min(taken[by_all]) / min(taken[by_one])


def report(
    size: int, count: int, text: float, slowest: float, shared: float, results: Mapping[str, Result]
) -> Iterator[str]:
    """Yield the results as Markdown."""
    yield f"# Searching: {size:,} texts, {count:,} contents, {text:.0f} MB of text"
    yield ""
    packages = ", ".join(f"{package} {version(package)}" for package in ("whoosh", "tantivy") if find_spec(package))
    machine = f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; Python {platform.python_version()}"
    git = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(git, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    today = date.today()  # noqa: DTZ011  # the day here
    yield f"* {today}, commit {commit}: {machine}, {packages}, SQLite {sqlite3.sqlite_version}."
    yield "* One process, warm; CPU of the calling thread. Trust ratios, not milliseconds."
    if postgresql_server.programs():
        yield f"* {postgresql_server.version()} works in processes of its own: all its times are wall clock."
    yield "* “chỉ tìm” asks for the ids of the ten best alone; “với đoạn trích” for the ten with snippets, of ours with"
    yield "  the places the words stand in; “cả trang”, of ours alone, for these and the counts of all filters;"
    yield "  “có bộ lọc” for a filter and counts, of ours with all of the page."
    yield "* Each column begins with an index opened anew."
    yield ""
    yield "| engine | build CPU s | index MB | index / text | one change CPU ms |"
    yield "|---|---:|---:|---:|---:|"
    for name, r in results.items():
        yield f"| {name} | {r.build:.1f} | {r.megabytes:.1f} | {r.megabytes / text:.2f} | {r.change:.0f} |"
    yield ""
    groups = list(dict.fromkeys(chain.from_iterable(r.times for r in results.values())))
    yield f"| CPU ms, p50 / p95 | {' | '.join(groups)} |"
    yield f"|---|{'---:|' * len(groups)}"
    for name, r in results.items():
        figures = (f"{r.times[g].half:.1f} / {r.times[g].most:.1f}" if g in r.times else "–" for g in groups)
        yield f"| {name} | {' | '.join(figures)} |"
    for title, which in (("made-up texts", "corpus"), ("sample", "sample")):
        yield ""
        yield f"## Quality over the {title}: S@1 / S@10 / MRR"
        yield ""
        yield f"| class | queries | {' | '.join(results)} |"
        yield f"|---|---:|{'---:|' * len(results)}"
        found: dict[str, Mapping[str, Score]] = {name: getattr(r, which) for name, r in results.items()}
        for kind in dict.fromkeys(chain.from_iterable(found.values())):
            own = [scores_of[kind] for scores_of in found.values()]
            cells = " | ".join(f"{s.at_1:.2f} / {s.at_10:.2f} / {s.mrr:.2f}" for s in own)
            yield f"| {kind} | {own[0].count} | {cells} |"
    yield ""
    yield f"The {MOST_WORDS} commonest words, nothing read before: {slowest:.0f} ms of {TIME_LIMIT * 1000:.0f} allowed."
    yield ""
    yield from _goals(results, text, shared, size)


def _goals(results: Mapping[str, Result], text: float, shared: float, size: int) -> Iterator[str]:
    """Yield what is wanted beside what was measured."""
    ours, folded = results.get(engines.Ours.name), results.get(engines.SqliteFolded.name)
    if ours is None or folded is None:
        return
    classes = {k: s for k, s in ours.corpus.items() if k not in {_SLIPS, "tất cả", "chỉ phần để riêng"}}
    worst = min(classes, key=lambda kind: classes[kind].at_1)

    def half(group: str) -> float:
        return ours.times[group].half / folded.times[group].half

    rows_: Sequence[tuple[str, str, float, bool]] = (
        (f"1. S@1 of the worst class ({worst})", "≥ .98", classes[worst].at_1, classes[worst].at_1 >= 0.98),
        ("1. S@1, one slip", "≥ .95", ours.corpus[_SLIPS].at_1, ours.corpus[_SLIPS].at_1 >= 0.95),
        ("2. Numbers, p50 / FTS5 folded", "≤ 0.4", half(_NUMBERS), half(_NUMBERS) <= 0.4),
        ("2. Phrases, p50 / FTS5 folded", "≤ 0.4", half(_PHRASES), half(_PHRASES) <= 0.4),
        (
            "2. With filters and counts, p95 / FTS5 folded",
            "≤ 1.0",
            ours.times[_FACETED].most / folded.times[_FACETED].most,
            ours.times[_FACETED].most <= folded.times[_FACETED].most,
        ),
        (
            "2. With snippets, p50 / the bare search",
            "≤ 1.5",
            ours.times[_SNIPPETS].half / ours.times[_PHRASES].half,
            ours.times[_SNIPPETS].half <= 1.5 * ours.times[_PHRASES].half,
        ),
        (
            "3. An answer, p95 of all classes, ms (without HTML)",
            "≤ 60",
            ours.times[_ALL].most,
            ours.times[_ALL].most <= 60,
        ),
        ("4. Index / text", "≤ 0.75", ours.megabytes / text, ours.megabytes / text <= 0.75),
        ("4. One change, ms", "≤ 150", ours.change, ours.change <= 150),
        ("4. Full build, wall clock of all cores / one process", "≤ 0.55", shared, shared <= 0.55),
    )
    yield f"| goal{'' if size == 10_000 else ' (set for 10,000)'} | wanted | measured | |"
    yield "|---|---:|---:|---|"
    for words, wanted, measured, is_met in rows_:
        yield f"| {words} | {wanted} | {measured:.2f} | {'met' if is_met else 'not met'} |"


if __name__ == "__main__":
    main()
