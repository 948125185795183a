"""Pelican's side of the register: one JSON file in the generation it describes."""

import json

from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.domain.register import registered, to_plain
from plugins.kit.build import KEY, Build, asks
from plugins.kit.generations import REGISTER
from plugins.kit.outputs import Output
from plugins.register import open_data, sitemap


def connect() -> None:
    """Say which of Pelican's signals we answer to."""
    signals.get_generators.connect(_generators)


def _generators(_pelican: Pelican) -> type[Generator]:
    return RegisterGenerator


class RegisterGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Writes the register of the publication, the open data, and the sitemap of all that was written before."""

    def generate_output(self, _writer: object) -> None:
        """Write each once; the same content gives the same bytes."""
        build: Build = self.context[KEY]
        plain = to_plain(registered(build.publication))
        asked_for = asks("now", *build.publication.contents)
        for output in open_data.outputs(build):
            build.outputs.write(output)
        build.outputs.write(
            Output(REGISTER, asked_for, lambda: json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=1))
        )
        for output in sitemap.outputs(build):
            build.outputs.write(output)
