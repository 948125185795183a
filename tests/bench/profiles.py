"""`python -m bench.profiles SIZE NAME`: where a clean build of so many texts spends its time; goes to `results/`."""

import cProfile
import io
import os
import pstats
import sys
import tempfile
from pathlib import Path

from bench import corpus
from bench.programs import ROOT
from pelican import main as pelican

_MOST = 40


def main() -> None:
    """Profile one build, in one process: what others do would not be seen."""
    size, label = int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "today"
    os.environ["CONG_KHAI_NOW"] = corpus.TODAY
    os.sched_getaffinity = lambda _: {0}  # the plainest way to have one process
    with tempfile.TemporaryDirectory(prefix="cong-khai-") as folder:
        corpus.write_ours(Path(folder) / "content", size)
        profile = cProfile.Profile()
        conf = str(Path(__file__).parent / "siteconf.py")
        profile.runcall(pelican, [str(Path(folder) / "content"), "-o", str(Path(folder) / "out"), "-s", conf])
    text = f"A clean build of {size} texts in one process, profiled: by own time, then by time with what was called.\n"
    text += _listed(profile, "tottime") + _listed(profile, "cumtime")
    path = Path(__file__).parent / "results" / f"profile-{label}-{size}.txt"
    path.write_text(text, encoding="utf-8")
    print(text)


def _listed(profile: cProfile.Profile, order: str) -> str:
    out = io.StringIO()
    pstats.Stats(profile, stream=out).sort_stats(order).print_stats(_MOST)
    places = {str(ROOT): "", str(Path(sys.prefix)): "", sys.base_prefix: ""}
    text = out.getvalue()
    for place in sorted(places, key=len, reverse=True):
        text = text.replace(f"{place}/", "")
    return "\n".join(line.rstrip() for line in text.splitlines()).strip() + "\n\n"


if __name__ == "__main__":
    main()
