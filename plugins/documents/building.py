"""A whole build, with whichever program began it: read, plan, make, publish, and say how it went."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from plugins.documents import moved, pages
from plugins.documents.narrow import narrow_reading
from plugins.documents.reading import Reading, read_content
from plugins.documents.remembering import recall, recall_about
from plugins.documents.shelf import KeptShelf, PassingShelf
from plugins.domain.asking import recording
from plugins.domain.catalogue import BrokenRegistersError, load
from plugins.domain.clock import moment
from plugins.domain.faults import told_cautions
from plugins.domain.watched_clock import WatchedNow
from plugins.kit.build import Build
from plugins.kit.engine import Result
from plugins.kit.generations import SOURCES
from plugins.kit.outputs import Output
from plugins.kit.progress import Progress
from plugins.kit.run import Run
from plugins.kit.templates import LANGUAGES, environment, theme_loader

Room = Callable[[Build], Iterable[Output]]


class Building:
    """One build of a content folder, from Pelican's settings."""

    def __init__(self, settings: Mapping[str, Any], run: Run | None = None, *, looks_at_all: bool = True) -> None:
        """Read and check the content, or only what has changed where that is enough and not `looks_at_all`.

        Exits with all faults when the registers are broken.
        """
        self._began = time.monotonic()
        self._progress = Progress()
        content, theme = Path(settings["PATH"]), Path(settings["THEME"])
        now = run.now if run else moment(settings["NOW"])
        watched = cast("datetime", WatchedNow(now))
        try:
            catalogue = load(content, now.date())
        except BrokenRegistersError as error:
            raise SystemExit(f"Danh mục có lỗi, không dựng trang:\n{error}") from None
        self.run = run or Run(settings, now)
        shows_faults = settings["SHOW_FAULTS"]
        # A development build shows what is wrong; a public one keeps up what was right.
        last_good = self.run.published / SOURCES if self.run.published and not shows_faults else None
        state = self.run.state
        self._withdrawn_before = recall_about(state).withdrawn
        self._shelf = shelf = (KeptShelf if state.is_kept else PassingShelf)(self.run.bodies)
        with recording(is_flat=True) as trace:
            narrow = None if looks_at_all else narrow_reading(content, catalogue, watched, shelf, state)
            self.reading = narrow or read_content(
                content,
                catalogue,
                watched,
                last_good,
                shelf=shelf,
                remembered=recall(state),
                tell=self._progress.step("Đọc"),
            )
        self.build = Build(
            content=content,
            theme=theme,
            templates={one: environment(theme_loader(theme), self.run.compiled, one) for one in LANGUAGES},
            publication=self.reading.publication,
            now=now,
            address=settings["SITEURL"].rstrip("/") or catalogue.site.address,
            inbox=settings["INBOX_URL"],
            faulty=self.reading.faulty,
            shows_faults=shows_faults,
            sources=self.reading.sources,
            bodies=shelf.stamps,
            kept=self.reading.kept,
            makes_pdf=settings["BOARD_PDF"],
        )
        self.build.lasts_until(trace.until)

    def finish(self, rooms: Iterable[Room]) -> None:
        """Make and publish what the rooms have put into the plan and the pages of faults; say how it went.

        Exits with a fault when a public build had to leave something out. Raises TooNarrowError, with nothing made,
        when it did not look at all it should have.
        """
        build = self.build
        build.plan_with((*rooms, moved.outputs, pages.faults), self.reading.scope)
        forgets = bool(self._withdrawn() - self._withdrawn_before)
        remembered = replace(self.reading.remembered, withdrawn=self._withdrawn())
        if self.run.state.is_kept:
            remembered.save(self.run.state)
        in_use = remembered.bodies() if forgets else set()
        remembered.files.clear()  # nobody asks for them again, and of a large folder they are many
        result = self.run.finish(build, self._progress.step("Viết"), forgets=forgets)
        if forgets:
            self._shelf.keep_only(in_use)
        self._progress.end()
        print(_report(build, self.reading, result, time.monotonic() - self._began), flush=True)  # noqa: T201  # its answer
        if cautions := told_cautions(self.reading.cautions):
            print(cautions, flush=True)  # noqa: T201  # the same
        if build.faulty and not build.shows_faults:
            raise SystemExit(
                f"{len(build.faulty)} tệp có lỗi; {len(build.kept)} trang giữ bản tốt gần nhất, phần còn lại chưa công"
                " bố. Mọi tệp khác đã được công bố."
            )

    def _withdrawn(self) -> frozenset[str]:
        return frozenset(w.url for w in self.build.publication.registers.moves.withdrawals)


def told(reading: Reading) -> str:
    """Return every fault as the person at the terminal is told, "" when there is none."""
    if not reading.faults:
        return ""
    listed = "\n".join(f"  {fault}" for fault in reading.faults)
    return f"{len(reading.faulty)} tệp có lỗi, chưa được công bố:\n{listed}"


def _report(build: Build, reading: Reading, result: Result, seconds: float) -> str:
    return (
        f"Đã đọc {result.contents} tệp ({reading.count} mới), viết {result.outputs} trang"
        f" ({len(result.written)} thay đổi, {len(result.removed)} gỡ bỏ), {len(build.faulty)} tệp lỗi;"
        f" {seconds:.1f} giây."
    )
