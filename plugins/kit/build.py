"""One build: what was read, where it goes, and how a page is made. The plugins share it through Pelican's context."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment

from plugins.domain.contents import Content, Link
from plugins.domain.faults import FaultyFile
from plugins.domain.publication import Publication
from plugins.kit.frame import Frame, root_from
from plugins.kit.outputs import Output, Outputs

KEY = "build"  # in Pelican's context


@dataclass
class Build:
    """One run of Pelican over one content folder into one output folder.

    `address` is the absolute URL of the site without a slash at the end; `inbox` the URL of the inbox, "" when it
    shares the site's root. `sources` are the texts of the good files; `kept` are the faulty files whose pages stay at
    their last good version. `makes_pdf`: board sheets are made as PDF, too, where that is possible.
    """

    content: Path
    theme: Path
    templates: Environment
    outputs: Outputs
    publication: Publication
    address: str
    inbox: str
    faulty: list[FaultyFile] = field(default_factory=list)
    shows_faults: bool = False
    sources: Mapping[str, str] = field(default_factory=dict)
    kept: Collection[str] = ()
    publish: Callable[[], None] = lambda: None
    makes_pdf: bool = False

    def page(
        self, path: str, template: str, asked_for: frozenset[str], section: str = "", **arguments: object
    ) -> Output:
        """Return the output of a page: `template` rendered with `arguments` and the frame of a page at `path`."""

        def make() -> str:
            root = root_from(path)
            faults = len(self.faulty) if self.shows_faults else 0
            catalogue = self.publication.catalogue
            frame = Frame(
                catalogue.site,
                catalogue.offices[catalogue.site.office],
                root,
                self.inbox or root,
                section,
                [Link(page.title, page.url) for page in self.publication.pages],
                faults,
                self.absolute(path),
            )
            language = arguments.get("language", "vi")
            return self.templates.get_template(template).render(**{**arguments, "frame": frame, "language": language})

        return Output(path, asked_for | {f"theme/{template}"}, make)

    def absolute(self, url: str) -> str:
        """Return the absolute URL of a path of the site."""
        return f"{self.address}/{url}"


def asks(*contents: Content | str) -> frozenset[str]:
    """Return what a page asked for: ids of contents and names of registers."""
    return frozenset(c if isinstance(c, str) else c.id for c in contents)
