"""The pages of disclosure: notices, and the account of what must be public."""

from collections.abc import Iterator

from plugins.disclosure import account, notices
from plugins.kit.build import Build
from plugins.kit.outputs import Output


def outputs(build: Build) -> Iterator[Output]:
    """Yield every output of this plugin."""
    yield from notices.outputs(build)
    yield from account.outputs(build)
