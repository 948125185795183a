"""Pelican's side of reading and writing documents: when things happen; what happens stands in the other modules."""

import logging

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.log import console

from plugins.documents.building import Building, told
from plugins.documents.outputs import outputs
from plugins.domain.cards import Content
from plugins.kit.build import KEY, Build

log = logging.getLogger(__name__)
_BUILDING = "building"  # in Pelican's settings


def connect() -> None:
    """Say which of Pelican's signals we answer to."""
    signals.get_generators.connect(_generators)
    signals.finalized.connect(_finish)


def _generators(_pelican: Pelican) -> type[Generator]:
    return DocumentsGenerator


class DocumentsGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Reads the content folder before any other of our generators adds to the plan, then adds its own pages."""

    def generate_context(self) -> None:
        """Read and check everything; refuse to build on broken registers."""
        building = Building(self.settings)
        self.settings[_BUILDING] = building
        self.context[KEY] = building.build
        reading = building.reading
        for file, oddities in reading.oddities.items():
            for oddity in oddities:
                log.info("%s: dòng %s của nội dung: %s %r", file, oddity.line, oddity.kind, oddity.found)
        for content in reading.embargoed:
            _tell_waiting(content)
        if words := told(reading):
            log.error(words)

    def generate_output(self, _writer: object) -> None:
        """Add documents, pages, lists and the theme's files to the plan."""
        build: Build = self.context[KEY]
        build.add(outputs(build))


def _tell_waiting(content: Content) -> None:
    log.info("%s: chờ đến ngày %s mới công bố", content.source, content.published_on)


def _finish(pelican: Pelican) -> None:
    """Make and publish everything that the generators have added."""
    building: Building = pelican.settings[_BUILDING]
    building.finish([])
    console.quiet = True  # Pelican would go on to say that it processed 0 articles
