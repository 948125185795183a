"""What the inbox reads, open data, and what search engines ask for."""

import json
from collections.abc import Iterator
from functools import partial

from plugins.domain.contents import Draft, Notice
from plugins.domain.register import notice_to_plain, provisions_of, provisions_to_plain, registered, to_plain
from plugins.kit.build import Build
from plugins.kit.generations import DRAFTS, NOTICES, REGISTER
from plugins.kit.outputs import Output
from plugins.register import open_data, sitemap


def outputs(build: Build) -> Iterator[Output]:
    """Yield every output of this plugin."""
    yield from open_data.outputs(build)
    yield Output(REGISTER, partial(_register, build))
    for draft in build.publication.drafts:
        yield Output(f"{DRAFTS}/{draft.id}.json", partial(_provisions, build, draft.id))
    for notice in build.publication.notices:
        yield Output(f"{NOTICES}/{notice.id}.json", partial(_notice, build, notice.id))
    yield from sitemap.outputs(build)


def _register(build: Build) -> str:
    plain = to_plain(registered(build.publication))
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=1)


def _provisions(build: Build, draft: str) -> str:
    plain = provisions_to_plain(provisions_of(build.publication.one(Draft, draft)))
    return json.dumps(plain, ensure_ascii=False, indent=1)


def _notice(build: Build, notice: str) -> str:
    return json.dumps(notice_to_plain(build.publication.one(Notice, notice)), ensure_ascii=False, indent=1)
