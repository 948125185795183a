"""Pelican's side of consultations."""

from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.consultations.outputs import outputs
from plugins.kit.build import KEY, Build


def connect() -> None:
    """Say which of Pelican's signals we answer to."""
    signals.get_generators.connect(_generators)


def _generators(_pelican: Pelican) -> type[Generator]:
    return ConsultationsGenerator


class ConsultationsGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Has the pages under `du-thao/` made."""

    def generate_output(self, _writer: object) -> None:
        """Add them to the plan."""
        build: Build = self.context[KEY]
        build.add(outputs(build))
