"""Pelican's side of feeds."""

from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.feeds.outputs import outputs
from plugins.kit.build import KEY, Build


def connect() -> None:
    """Say which of Pelican's signals we answer to."""
    signals.get_generators.connect(_generators)


def _generators(_pelican: Pelican) -> type[Generator]:
    return FeedsGenerator


class FeedsGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Has the feeds and calendars under `tin/` made."""

    def generate_output(self, _writer: object) -> None:
        """Add them to the plan."""
        build: Build = self.context[KEY]
        build.add(outputs(build))
