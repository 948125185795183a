"""Everything the documents room makes: pages, communities, other forms, the voices."""

from collections.abc import Iterator

from plugins.documents import communities, formats, hosts, moved, pages, posters, voices
from plugins.kit.build import Build
from plugins.kit.outputs import Output


def outputs(build: Build) -> Iterator[Output]:
    """Yield every output of this plugin."""
    for part in (pages, communities, formats, voices, posters, hosts):
        yield from part.outputs(build)
    if build.shows_faults:
        from plugins.documents import gallery

        yield from gallery.outputs(build)
    yield from moved.list_of_withdrawals(build)
