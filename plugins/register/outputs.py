"""What the inbox reads, open data, and what search engines ask for."""

import json
from collections.abc import Iterator
from functools import partial

from plugins.domain.contents import Draft
from plugins.domain.register import provisions_of, provisions_to_plain, registered, to_plain
from plugins.kit.build import Build
from plugins.kit.generations import DRAFTS, REGISTER
from plugins.kit.outputs import Output
from plugins.register import open_data, sitemap


def outputs(build: Build) -> Iterator[Output]:
    """Yield every output of this plugin."""
    yield from open_data.outputs(build)
    yield Output(REGISTER, partial(_register, build))
    for draft in build.publication.drafts:
        yield Output(f"{DRAFTS}/{draft.id}.json", partial(_provisions, build, draft.id))
    yield from sitemap.outputs(build)


def _register(build: Build) -> str:
    plain = to_plain(registered(build.publication))
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=1)


def _provisions(build: Build, draft: str) -> str:
    plain = provisions_to_plain(provisions_of(build.publication.one(Draft, draft)))
    return json.dumps(plain, ensure_ascii=False, indent=1)
