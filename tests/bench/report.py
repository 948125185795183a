"""The results as a page to read and as plots of growth."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.goals import GOALS, SIZE, Figures, ratio
from bench.programs import Hugo, Limit, Ours, OursAsPeers
from bench.site import AFTER_ALL, FULL, NEW, PROGRAMS, SENTENCE, SERVED, THEME, TITLE

_WORDS = {
    FULL: "everything anew",
    AFTER_ALL: "one sentence changed after all was made anew",
    SENTENCE: "one sentence of one document changed",
    TITLE: "the title of one document changed",
    NEW: "a document added",
    THEME: "the template of documents changed",
    SERVED: "resident server: one sentence changed, until served",
}


# What nobody can leave out.
_LEAST = {FULL: "reading the texts and writing the files", THEME: "compressing and writing the pages"}


def page(results: Mapping[str, Any]) -> str:
    """Return the results as Markdown."""
    figures = Figures(results["sizes"])
    lines = [f"# Building the site: {results['date']}", "", *(f"* {line}" for line in results["about"]), ""]
    lines += [f"![Growth]({results['name']}.svg)", ""]
    for size in sorted(figures.sizes, reverse=True):
        lines += [f"## {size:,} texts", "", *_texts(figures.sizes[size]), "", *_costs(figures, size), ""]
        lines += [*_goals(figures, size), "", *_limit(figures, size), *_files(figures, size)]
    return "\n".join(lines)


def _texts(size: Mapping[str, Any]) -> Iterator[str]:
    texts = size["texts"]
    documents = f"{texts['documents']:,} issued documents, {texts['median']:,} characters in the middle"
    yield f"{texts['megabytes']} MB; {documents}."
    yield f"Load of the machine before and after: {size['load'][0]:.1f}, {size['load'][1]:.1f}."


def _costs(figures: Figures, size: int) -> Iterator[str]:
    """The medians; ratios against what Hugo needs for everything."""
    yield "| program | what | runs | CPU s | wall s | peak MB | CPU ms a text | CPU / Hugo | wall / Hugo |"
    yield "|---|---|---:|---:|---:|---:|---:|---:|---:|"
    runs = figures.sizes[size]["runs"]
    hugo = [figures.median(size, Hugo.name, FULL, of) for of in ("cpu", "wall")]
    for what, words in _WORDS.items():
        for program in PROGRAMS:
            cpu, wall, peak = (figures.median(size, program, what, of) for of in ("cpu", "wall", "peak"))
            if cpu is None or wall is None or peak is None:
                continue
            times = sum((run["program"], run["what"]) == (program, what) for run in runs)
            ratios = " | ".join(_number(ratio(one, other)) for one, other in zip((cpu, wall), hugo, strict=True))
            costs = f"{cpu:.2f} | {wall:.2f} | {peak:.0f} | {cpu * 1000 / size:.2f}"
            yield f"| {program} | {words} | {times} | {costs} | {ratios} |"


def _goals(figures: Figures, size: int) -> Iterator[str]:
    hint = "" if size == SIZE else f" (goals are set for {SIZE:,})"
    yield f"| goal{hint} | at most | measured | |"
    yield "|---|---:|---:|---|"
    for goal in GOALS:
        found = _number(goal.found(figures, size))
        yield f"| {goal.words} | {_number(goal.limit)} | {found} | {goal.verdict(figures, size)} |"


def _limit(figures: Figures, size: int) -> Iterator[str]:
    """How far above the physical limit we are, and Hugo is."""
    for what, programs in ((FULL, (OursAsPeers, Hugo)), (THEME, (Ours,))):
        least = figures.median(size, Limit.name, what, "cpu")
        found = {program.name: ratio(figures.median(size, program.name, what, "cpu"), least) for program in programs}
        if least is not None:
            ratios = ", ".join(f"{name} {_number(value)} times" for name, value in found.items())
            words = f"{_WORDS[what].capitalize()}, beside {_LEAST[what]} alone"
            yield f"* {words}: {ratios} the CPU."
    yield ""


def _files(figures: Figures, size: int) -> Iterator[str]:
    """What each program writes; what costs a file of those that only we write."""
    files = figures.sizes[size]["files"]
    yield "| program | files | MB | by ending |"
    yield "|---|---:|---:|---|"
    for program, endings in files.items():
        listed = ", ".join(f"`{ending or 'none'}` {found['count']:,}" for ending, found in endings.items())
        yield f"| {program} | {_count(endings):,} | {sum(e['megabytes'] for e in endings.values()):.0f} | {listed} |"
    yield ""
    whole, part = (figures.median(size, program, FULL, "cpu") for program in (Ours.name, OursAsPeers.name))
    if whole is not None and part is not None:
        more = _count(files[Ours.name]) - _count(files[OursAsPeers.name])
        each = (whole - part) * 1000 / more
        yield f"What only we write, the search index with it: {more:,} files, {each:.1f} ms CPU each."
        yield ""


def _count(endings: Mapping[str, Any]) -> int:
    return sum(found["count"] for found in endings.values())


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def plot(results: Mapping[str, Any], path: Path) -> None:
    """Draw how costs grow with the number of texts."""
    import matplotlib as mpl  # only whoever measures has it
    from matplotlib.figure import Figure

    mpl.rcParams.update({"svg.hashsalt": "bench", "svg.fonttype": "none", "font.size": 9})
    figures = Figures(results["sizes"])
    panels: Sequence[tuple[str, Sequence[str], int]] = (
        ("Everything anew: CPU, s", (FULL,), 1),
        ("One sentence changed: CPU, s", (SENTENCE, SERVED), 1),
        ("Everything anew: peak memory, MB", (FULL,), 3),
    )
    figure = Figure(figsize=(12, 4), layout="constrained")
    for axes, (title, whats, column) in zip(figure.subplots(1, len(panels)), panels, strict=True):
        for number, program in enumerate(PROGRAMS):
            for what in whats:
                times = figures.times(program, what)
                if times:
                    label, line = (f"{program}, {what}", "s--") if what == SERVED else (program, "o-")
                    costs = [row[column] for row in times]
                    axes.plot([row[0] for row in times], costs, line, color=f"C{number}", label=label)
        axes.set(title=title, xlabel="texts", xscale="log", yscale="log")
        axes.legend()
        axes.grid(visible=True, alpha=0.3)
    figure.savefig(path, metadata={"Date": None})
