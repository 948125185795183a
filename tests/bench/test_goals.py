"""The page of results: medians, ratios against Hugo, and of each goal whether it is met."""

import pytest
from bench.__main__ import demand_room
from bench.goals import GOALS, SIZE, Figures
from bench.report import page

RUNS = [
    {"program": "ours", "what": "sentence", "cpu": 0.5, "wall": 0.9, "peak": 100},
    {"program": "ours", "what": "sentence", "cpu": 0.6, "wall": 0.8, "peak": 100},
    {"program": "ours", "what": "sentence", "cpu": 9.0, "wall": 9.0, "peak": 100},
    {"program": "ours", "what": "full", "cpu": 90, "wall": 60, "peak": 300},
    {"program": "hugo", "what": "full", "cpu": 30, "wall": 20, "peak": 1600},
    {"program": "limit", "what": "full", "cpu": 2, "wall": 2, "peak": 30},
    {"program": "hugo", "what": "sentence", "cpu": 20, "wall": 16, "peak": 1600},
]
FILES = {"ours": {".html": {"count": 30, "megabytes": 1.0}}}
TEXTS = {"megabytes": 80.0, "documents": 8000, "median": 6400}
SIZES = {str(SIZE): {"runs": RUNS, "texts": TEXTS, "load": [0.5, 0.6], "files": FILES, "different": ["index.html"]}}


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("1. One changed document: CPU, against Hugo", "met"),  # 0.6 of 20
        ("1. … wall clock, against Hugo", "not met"),  # 0.9 of 16
        ("1. … CPU, against Pelican's warm cache", "not measured"),
        ("1. … CPU, against that at a tenth of the texts", "not measured"),
        ("4. Files that differ from a clean build after changes", "not met"),
    ],
)
def test_a_goal_is_met_or_not_by_the_medians_of_what_was_measured(words: str, verdict: str) -> None:
    goal = next(goal for goal in GOALS if goal.words == words)

    assert goal.verdict(Figures(SIZES), SIZE) == verdict


def test_the_page_gives_medians_and_ratios_with_the_goal_beside_each() -> None:
    text = page({"name": "x", "date": "2026-11-25", "about": ["A machine."], "sizes": SIZES})

    assert "| ours | one sentence of one document changed | 3 | 0.60 | 0.90 | 100 | 0.06 | 0.02 | 0.045 |" in text
    assert "| 1. One changed document: CPU, against Hugo | 0.05 | 0.03 | met |" in text


def test_the_page_says_how_far_everybody_is_above_the_physical_limit() -> None:
    text = page({"name": "x", "date": "2026-11-25", "about": ["A machine."], "sizes": SIZES})

    alone = "beside reading the texts and writing the files alone"
    assert f"* Everything anew, {alone}: ours-as-peers – times, hugo 15 times the CPU." in text
    assert f"The template of documents changed, {alone}" not in text


def test_a_disk_too_small_for_what_is_measured_is_told_before_anything_is() -> None:
    demand_room(10_000, free=15_000)

    with pytest.raises(SystemExit, match="15,000 MB of disk are needed, 14,000 are free"):
        demand_room(10_000, free=14_000)
