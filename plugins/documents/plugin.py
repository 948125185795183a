"""Pelican's side of reading and writing documents: when things happen; what happens stands in the other modules."""

import logging
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.log import console

from plugins.documents import communities, formats, moved, pages, voices
from plugins.documents.reading import Reading, read_content
from plugins.domain.catalogue import BrokenRegistersError, load
from plugins.domain.clock import moment
from plugins.kit.build import KEY, Build
from plugins.kit.generations import SOURCES, Generations, point
from plugins.kit.outputs import Outputs
from plugins.kit.templates import environment, theme_loader

log = logging.getLogger(__name__)


def connect() -> None:
    """Say which of Pelican's signals we answer to."""
    signals.get_generators.connect(_generators)
    signals.finalized.connect(_finish)


def _generators(_pelican: Pelican) -> type[Generator]:
    return DocumentsGenerator


class DocumentsGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Reads the content folder before any other of our generators writes, then writes the pages of `pages`."""

    def generate_context(self) -> None:
        """Read and check everything; refuse to build on broken registers."""
        build, reading = start(self.settings, Path(self.path), Path(self.theme))
        self.context[KEY] = self.settings[KEY] = build
        _report(reading)

    def generate_output(self, _writer: object) -> None:
        """Write documents, pages, lists and the theme's files."""
        build: Build = self.context[KEY]
        for part in (pages.outputs, communities.outputs, formats.outputs, voices.outputs, pages.schemas, pages.sources):
            for output in part(build):
                build.outputs.write(output)
        build.outputs.write(moved.list_of_withdrawals(build))


def start(settings: dict[str, Any], content: Path, theme: Path) -> tuple[Build, Reading]:
    """Read the content folder and return the build of it. Exits with all faults when the registers are broken."""
    now = moment(settings["NOW"])
    try:
        catalogue = load(content, now.date())
    except BrokenRegistersError as error:
        raise SystemExit(f"Danh mục có lỗi, không dựng trang:\n{error}") from None
    outputs, published, publish = _destination(settings)
    shows_faults = settings["SHOW_FAULTS"]
    # A development build shows what is wrong; a public one keeps up what was right.
    last_good = published / SOURCES if published and not shows_faults else None
    reading = read_content(content, catalogue, now, last_good)
    build = Build(
        content=content,
        theme=theme,
        templates=environment(theme_loader(theme)),
        outputs=outputs,
        publication=reading.publication,
        address=settings["SITEURL"].rstrip("/") or catalogue.site.address,
        inbox=settings["INBOX_URL"],
        faulty=reading.faulty,
        shows_faults=shows_faults,
        sources=reading.sources,
        kept=reading.kept,
        publish=publish,
        makes_pdf=settings["BOARD_PDF"],
    )
    return build, reading


def _destination(settings: dict[str, Any]) -> tuple[Outputs, Path | None, Callable[[], None]]:
    """Return where to write, where the last publication is, if there is one, and what makes the new one public.

    The default output is a link that is switched between two generations; a folder named with `-o` is written to.
    """
    output = Path(settings["OUTPUT_PATH"])
    if output != Path(settings["PUBLIC_LINK"]):
        return Outputs(output, owned=False), output, lambda: None
    generations = Generations(Path(settings["GENERATIONS_PATH"]))
    lock = ExitStack()
    idle = lock.enter_context(generations.building())

    def publish() -> None:
        generations.switch_to(idle)
        point(output, generations.link)
        if moved.has_withdrawn_since(generations.idle(), idle):
            generations.drop_idle()
        lock.close()

    return Outputs(idle, owned=True), generations.current(), publish


def _report(reading: Reading) -> None:
    """Tell the person at the terminal every fault, and what was read differently from what the clerk may think."""
    for file, oddities in reading.oddities.items():
        for oddity in oddities:
            log.info("%s: dòng %s của nội dung: %s %r", file, oddity.line, oddity.kind, oddity.found)
    for content in reading.embargoed:
        log.info("%s: chờ đến ngày %s mới công bố", content.source, content.published_on)
    if reading.faults:
        listed = "\n".join(f"  {fault}" for fault in reading.faults)
        log.error("%s tệp có lỗi, chưa được công bố:\n%s", len(reading.faulty), listed)


def _finish(pelican: Pelican) -> None:
    """Show what is wrong, sweep what is no longer published, switch to the new generation, and say how it went."""
    build: Build = pelican.settings[KEY]
    for output in moved.outputs(build):
        if output.path not in build.outputs.written:
            build.outputs.write(output)
    for output in pages.faults(build):
        build.outputs.write(output)
    removed = build.outputs.finish()
    build.publish()
    console.quiet = True  # Pelican would go on to say that it processed 0 articles
    print(  # noqa: T201  # the report of the build is what the command is for
        f"Đã đọc {len(build.publication.contents)} tệp, viết {len(build.outputs.written)} trang"
        f" ({build.outputs.changed} thay đổi, {removed} gỡ bỏ), {len(build.faulty)} tệp lỗi."
    )
    if build.faulty and not build.shows_faults:
        raise SystemExit(
            f"{len(build.faulty)} tệp có lỗi; {len(build.kept)} trang giữ bản tốt gần nhất, phần còn lại chưa công bố."
            " Mọi tệp khác đã được công bố."
        )
