"""Pelican's side of disclosure."""

from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.disclosure.outputs import outputs
from plugins.kit.build import KEY, Build


def connect() -> None:
    """Say which of Pelican's signals we answer to."""
    signals.get_generators.connect(_generators)


def _generators(_pelican: Pelican) -> type[Generator]:
    return DisclosureGenerator


class DisclosureGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Has everything under `cong-khai/` made."""

    def generate_output(self, _writer: object) -> None:
        """Add them to the plan."""
        build: Build = self.context[KEY]
        build.add(outputs(build))
