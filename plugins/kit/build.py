"""One build: what was read, where it goes, and how a page is made. The plugins share it through Pelican's context."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from jinja2 import Environment

from plugins.domain.asking import Key, Trace, note, question, recording
from plugins.domain.cards import Content, Link
from plugins.domain.faults import FaultyFile
from plugins.domain.publication import INPUTS, Publication
from plugins.kit.frame import Frame, Version, root_from
from plugins.kit.outputs import Index, Output
from plugins.kit.templates import in_language, language_of, name_of

KEY = "build"  # in Pelican's context
_REFERENCE = re.compile(r"""{%-?\s*(?:extends|from|import|include)\s+["']([^"']+)["']""")


@dataclass
class Build:
    """One run over one content folder.

    `templates` are those of the theme by language. `address` is the absolute URL of the site without a slash at the
    end; `inbox` the URL of the inbox, "" when it shares the site's root. `sources` are the texts of the good files by
    name, `bodies` the stamps of the bodies by id; `kept` are the faulty files whose pages stay at their last good
    version. `makes_pdf`: board sheets are made as PDF, too, where that is possible. `plan` is everything to be made for
    `contents`, filled by the plugins, one of which brings the `index`; until `until` the clock leaves it as it is.
    `scope`: only the texts of these have changed, and nothing else has; `rooms` are those that have not been asked yet.
    While the plan is made, `made` tells the stamp of what is there, `written` all that was there before, and
    `target` is the folder it goes into.
    """

    content: Path
    theme: Path
    templates: Mapping[str, Environment]
    publication: Publication
    now: datetime
    address: str
    inbox: str
    faulty: list[FaultyFile] = field(default_factory=list)
    shows_faults: bool = False
    sources: Mapping[str, "Source"] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)
    kept: Collection[str] = ()
    makes_pdf: bool = False
    plan: dict[str, Output] = field(default_factory=dict)
    contents: dict[str, Content] = field(default_factory=dict)
    memory: dict[Key, tuple[Any, Trace]] = field(default_factory=dict)
    made: Callable[[str], str] = str
    target: Path = field(default_factory=Path)
    index: Index | None = None
    scope: Publication | None = None
    rooms: Iterator[Callable[["Build"], Iterable[Output]]] = field(default_factory=lambda: iter(()))
    written: Callable[[], list[str]] = list
    until: datetime | None = None

    def add(self, outputs: Iterable[Output]) -> None:
        """Add outputs to the plan. Raises TwoOutputsOnePathError."""
        with recording(is_flat=True) as trace:
            for output in outputs:
                if output.path in self.plan:
                    raise TwoOutputsOnePathError(output.path)
                self.plan[output.path] = output
        self.lasts_until(trace.until)

    def plan_with(self, rooms: Iterable[Callable[["Build"], Iterable[Output]]], scope: Publication | None) -> None:
        """Fill the plan with what rooms add for everything published; for what is in a scope, `plan_for` does.

        Raises TwoOutputsOnePathError.
        """
        self.scope = scope
        self.contents = {content.id: content for content in (scope or self.publication).contents}
        self.rooms = iter(rooms)
        if scope is None:
            for outputs in self.rooms:
                self.add(outputs(self))

    def plan_for(self, paths: Collection[str], *, with_index: bool) -> None:
        """Fill the plan of a narrow build, room by room, until it holds all of some paths, and brings the index.

        What none of the rooms adds for what is in the scope, it does not hold.
        """
        everything, memory = self.publication, self.memory
        self.publication, self.memory = self.scope or everything, {}  # answers that hold within the scope alone
        for outputs in self.rooms:
            self.add(outputs(self))
            if self.plan.keys() >= set(paths) and (self.index is not None or not with_index):
                break
        self.publication, self.memory = everything, memory

    @property
    def is_narrow(self) -> bool:
        """Tell whether `contents` are only those whose texts have changed, and nothing else has."""
        return self.scope is not None

    def lasts_until(self, moment: datetime | None) -> None:
        """Note that from a moment on there may be other outputs."""
        if moment is not None:
            self.until = min(moment, self.until or moment)

    def page(
        self,
        path: str,
        template: str,
        arguments: Callable[[], Mapping[str, object]] = dict,
        section: str = "",
        versions: Callable[[], Mapping[str, str]] = dict,
        *,
        stands_anywhere: bool = False,
    ) -> Output:
        """Return the output of a page: `template` rendered with what `arguments` gives and the frame of a page.

        `versions` gives the paths of the same page in other languages, by language. `stands_anywhere`: servers show it
        at other addresses, whose folder is not known; it is found at none.
        """
        # A large site has half a million outputs: this takes a third of the room of a function of its own.
        return Output(path, partial(self._page, path, template, arguments, section, versions, stands_anywhere))

    def _page(  # all that `page` takes
        self,
        path: str,
        template: str,
        arguments: Callable[[], Mapping[str, object]],
        section: str,
        versions: Callable[[], Mapping[str, str]],
        stands_anywhere: bool,  # noqa: FBT001  # positional: it is given by `page` alone
    ) -> str:
        note("template", template)
        root = urlsplit(self.address).path + "/" if stands_anywhere else root_from(path)
        frame = self._frame(path, root, section, versions())
        if stands_anywhere:
            frame = frame._replace(canonical="")
        rendered = {**arguments(), "frame": frame}
        return self.templates[language_of(path)].get_template(template).render(rendered)

    def content_page(
        self, content: Content, template: str, arguments: Callable[[], Mapping[str, object]], section: str = ""
    ) -> Output:
        """Return the output of the page of a content, which leads to its translations."""
        return self.page(
            content.url, template, arguments, section, partial(self._translations, content.id, content.url)
        )

    def _translations(self, id_: str, url: str) -> Mapping[str, str]:
        return self.publication.versions(id_, url)

    def in_all_languages(
        self, path: str, template: str, arguments: Callable[[], Mapping[str, object]] = dict, section: str = ""
    ) -> Iterator[Output]:
        """Yield the outputs of a page that every language of the interface has: `x.html`, `en/x.html` and so on."""
        versions = {language: in_language(language, path) for language in self.templates}
        for each in versions.values():
            yield self.page(each, template, arguments, section, lambda: versions)

    def _frame(self, path: str, root: str, section: str, versions: Mapping[str, str]) -> Frame:
        site = self.publication.catalogue.site
        language = language_of(path)
        faults = 0
        if self.shows_faults and path == "index.html":
            faults = len(self.all_faulty())
        return Frame(
            site,
            self.publication.office(site.office),
            root,
            root + in_language(language, ""),
            (self.inbox or root) + in_language(language, ""),
            self._versions(path, root, versions),
            section,
            _footer(self, language),
            faults,
            self.absolute(path),
        )

    def _versions(self, path: str, root: str, versions: Mapping[str, str]) -> list[Version]:
        elsewhere = {language: in_language(language, "index.html") for language in self.templates} | dict(versions)
        if path not in versions.values():
            del elsewhere[language_of(path)]
        return [
            Version(
                language, self.name_of(language), root + other, self.absolute(other) if language in versions else ""
            )
            for language, other in elsewhere.items()
            if other != path
        ]

    def name_of(self, language: str) -> str:
        """Return what a language calls itself: one of the interface, or one of the register."""
        return (
            name_of(language) if language in self.templates else self.publication.catalogue.languages[language].own_name
        )

    def absolute(self, url: str) -> str:
        """Return the absolute URL of a path of the site."""
        return f"{self.address}/{url}"

    def all_faulty(self) -> list[FaultyFile]:
        """Return the files with faults; for development builds, which show them."""
        note("faulty", "")
        return self.faulty

    def theme_file(self, name: str) -> bytes:
        """Return a file of the theme by its name there."""
        note("theme", name)
        return (self.theme / name).read_bytes()

    def source(self, file: str) -> str:
        """Return the text of a content file as it is published."""
        note("source", file)
        return self.sources[file].text()

    def attachment(self, name: str) -> bytes:
        """Return an attachment's bytes."""
        note("attachment", name)
        return (self.content / "tep" / name).read_bytes()

    def output(self, path: str) -> bytes:
        """Return what another output of this build is; only for outputs that are late."""
        note("output", path)
        return (self.target / path).read_bytes()

    def paths(self) -> list[str]:
        """Return the paths of all outputs that are files, sorted."""
        note("paths", "")
        return self._paths

    def stamp_of(self, key: Key) -> str:
        """Return a text that differs when an input does, "" for one that is not there."""
        kind, value = key
        if kind in INPUTS:
            return self.publication.stamp_of(kind, value)
        return self._stamps[kind](value)

    @property
    def kinds_of_inputs(self) -> list[str]:
        """The kinds of inputs that are neither contents nor outputs: they are few, and each is looked at."""
        return ["register", "one-office", "template", "theme", "faulty"]

    @cached_property
    def content_stamps(self) -> dict[str, tuple[str, str]]:
        """For each content a stamp of its card and one of its text."""
        bodies, sources = self.bodies, self.sources
        return {
            id_: (content.stamp, f"{bodies.get(id_, '')} {sources[content.source].stamp}")
            for id_, content in self.contents.items()
        }

    def keys_of(self, content: Content) -> list[Key]:
        """Return the keys of all inputs that a content gives."""
        attachments = [("attachment", attachment.name) for attachment in content.attachments]
        return [*self.publication.keys_of(content), *self.text_keys_of(content), *attachments]

    def text_keys_of(self, content: Content) -> list[Key]:
        """Return the keys of the inputs that depend on a content's text alone."""
        return [("body", content.id), ("source", content.source)]

    @cached_property
    def _stamps(self) -> Mapping[str, Callable[[str], str]]:
        return {
            "body": lambda id_: self.bodies.get(id_, ""),
            "source": lambda file: self.sources[file].stamp if file in self.sources else "",
            "attachment": lambda name: self._attachments.get(name, ""),
            "template": self._template_stamp,
            "theme": self._theme_stamp,
            "faulty": lambda _: _digest(repr(self.faulty).encode()),
            "output": self.made,
            "paths": lambda _: _digest("\n".join(self._paths).encode()),
        }

    @cached_property
    def _paths(self) -> list[str]:
        if self.is_narrow:
            return self.written()
        return sorted(path for path, output in self.plan.items() if type(output) is Output)

    @cached_property
    def _attachments(self) -> dict[str, str]:
        return {a.name: a.sha256 for c in self.publication.contents for a in c.attachments}

    def _theme_stamp(self, name: str) -> str:
        path = self.theme / name
        return _digest(path.read_bytes()) if path.is_file() else ""

    def _template_stamp(self, name: str) -> str:
        """Return a stamp of a template and of all that it extends and imports."""
        stamps: dict[str, str] = {}
        todo = [name]
        while todo:
            current = todo.pop()
            if current not in stamps:
                text, seen = self._template(current)
                stamps[current] = text
                todo += seen
        return _digest("".join(stamps[each] for each in sorted(stamps)).encode())

    def _template(self, name: str) -> tuple[str, list[str]]:
        found = self._templates.get(name)
        if found is None:
            path = self.theme / "templates" / name
            text = path.read_text(encoding="utf-8") if path.is_file() else ""
            found = self._templates[name] = (_digest(text.encode()), _REFERENCE.findall(text))
        return found

    @cached_property
    def _templates(self) -> dict[str, tuple[str, list[str]]]:
        return {}


class Source(NamedTuple):
    """The text of a content file: its folder, its name there, and a stamp of it."""

    folder: Path
    file: str
    stamp: str

    def text(self) -> str:
        """Return the text."""
        return (self.folder / self.file).read_text(encoding="utf-8")


class TwoOutputsOnePathError(Exception):
    """Two outputs want the same file; one would silently overwrite the other."""


@question
def _footer(build: Build, language: str) -> list[Link]:
    """Return the standing pages, as the foot of every page in a language links them."""
    return build.publication.standing_pages(language)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=12).hexdigest()
