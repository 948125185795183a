"""A build after one change costs little beside a clean one. Only a ratio far off fails, never a clock."""

import statistics
from pathlib import Path

from bench.programs import Ours
from bench.site import change_sentence

TEXTS, PAIRS = 60, 1
# Measured: a sixth at this size (most of it is the start of Python), less at larger ones.
FAR_OFF = 0.5


def test_one_changed_document_costs_much_less_than_everything(tmp_path: Path) -> None:
    site = Ours(tmp_path / "site", TEXTS)
    document = "van-ban/quyet-dinh-01-2022.md"
    ratios = []
    for turn in range(PAIRS):
        clean = site.full()
        change_sentence(site.text_of(document), turn)
        ratios.append(site.change().cpu / clean.cpu)

    assert statistics.median(ratios) < FAR_OFF, ratios
