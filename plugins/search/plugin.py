"""Pelican's side of search."""

from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.kit.build import KEY, Build
from plugins.search.outputs import outputs


def connect() -> None:
    """Say which of Pelican's signals we answer to."""
    signals.get_generators.connect(_generators)


def _generators(_pelican: Pelican) -> type[Generator]:
    return SearchGenerator


class SearchGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Has the parts of the index made."""

    def generate_output(self, _writer: object) -> None:
        """Add them to the plan."""
        build: Build = self.context[KEY]
        build.add(outputs(build))
