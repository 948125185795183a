"""`python -m bench.as_peers CONTENT OUT`: our site with only what the peers write, too: pages, lists, one feed each.

The same program and settings as a whole build; what peers do not write is left out of the plan.
"""

import re
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path

from plugins.__main__ import rooms_of
from plugins.documents.building import Building
from plugins.kit.build import Build
from plugins.kit.outputs import Output

# A page of each content, their lists, the pages of offices, the home page; style sheets; Atom.
_AS_PEERS = re.compile(
    r"index\.html|(?:van-ban|du-thao|cong-khai|su-kien|cong-dong|trang|co-quan)/[^./]+\.html|theme/.*|tin/[^.]*\.atom\.xml"
)


def main() -> None:
    """Build into an empty folder."""
    content, out = sys.argv[1:]
    conf = runpy.run_path(str(Path(__file__).parent / "siteconf.py"))
    settings = {name: value for name, value in conf.items() if name.isupper()}
    building = Building({**settings, "PATH": content, "OUTPUT_PATH": out, "PRECOMPRESSED": ()})
    rooms = rooms_of(settings["PLUGINS"])

    def outputs(build: Build) -> Iterator[Output]:
        for room in rooms:
            yield from (output for output in room(build) if _AS_PEERS.fullmatch(output.path))
        build.index = None

    building.finish([outputs])


if __name__ == "__main__":
    main()
