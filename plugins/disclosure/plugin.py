"""Pelican's side of disclosure: when its pages are written."""

from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.disclosure import account, notices
from plugins.domain.disclosure import matrix
from plugins.kit.build import KEY, Build
from plugins.kit.calendar import working_days


def connect() -> None:
    """Say which of Pelican's signals we answer to."""
    signals.get_generators.connect(_generators)


def _generators(_pelican: Pelican) -> type[Generator]:
    return DisclosureGenerator


class DisclosureGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Writes everything under `cong-khai/`."""

    def generate_output(self, _writer: object) -> None:
        """Judge every cell once, then write notices and account."""
        build: Build = self.context[KEY]
        is_working_day = working_days(build.publication.catalogue.day_overrides)
        cells = matrix(build.publication, is_working_day)
        for output in (*notices.outputs(build, cells, is_working_day), *account.outputs(build, cells, is_working_day)):
            build.outputs.write(output)
