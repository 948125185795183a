"""Pelican's side of the feeds: which feeds there are and what stands in them."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.domain.consultations import State
from plugins.domain.contents import Answer, Content, Document, Draft, Notice
from plugins.domain.publication import Publication
from plugins.feeds.feed import Entry, Feed, atom, permanent_id, rss
from plugins.kit.build import KEY, Build, asks
from plugins.kit.outputs import Output

MOST_ENTRIES = 50
_CATEGORIES: dict[type[Content], tuple[str, str]] = {
    Document: ("van-ban", "Văn bản"),
    Draft: ("lay-y-kien", "Lấy ý kiến"),
    Notice: ("cong-khai", "Công khai"),
    Answer: ("tra-loi", "Trả lời ý kiến"),
}


def connect() -> None:
    """Say which of Pelican's signals we answer to."""
    signals.get_generators.connect(_generators)


def _generators(_pelican: Pelican) -> type[Generator]:
    return FeedsGenerator


class FeedsGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Writes the feeds under `tin/`."""

    def generate_output(self, _writer: object) -> None:
        """Write every feed in both formats, and the page that lists them."""
        build: Build = self.context[KEY]
        for output in outputs(build):
            build.outputs.write(output)


def outputs(build: Build) -> Iterator[Output]:
    """Yield every output of this plugin."""
    feeds = list(_feeds(build))
    for feed, contents in feeds:
        asked_for = asks("trang-web", "now", *contents)
        for ending, render in (("atom.xml", atom), ("rss.xml", rss)):
            yield Output(f"{feed.path}.{ending}", asked_for, partial(render, feed, build.address))
    listed = [(feed.title, feed.subtitle, feed.path) for feed, _ in feeds]
    yield build.page("tin/index.html", "feeds.html", asks("co-quan"), "feeds", feeds=listed)


def _feeds(build: Build) -> Iterator[tuple[Feed, list[Content]]]:
    """Yield every feed with the contents that stand in it."""
    publication = build.publication
    everything = _newest(publication)

    def feed(
        path: str, title: str, subtitle: str, home: str, wanted: Callable[[Content], bool]
    ) -> tuple[Feed, list[Content]]:
        contents = [content for content in everything if wanted(content)][:MOST_ENTRIES]
        site = publication.catalogue.site
        author = publication.office(site.office).name
        id_ = permanent_id(site.id, "feed", path)
        entries = [_entry(build, content) for content in contents]
        return Feed(
            id_, f"tin/{path}", f"{title} – {site.name}", subtitle, build.absolute(home), author, entries
        ), contents

    yield feed("tat-ca", "Mọi nội dung mới", "Văn bản, dự thảo, công khai, trả lời", "index.html", lambda _: True)
    yield feed(
        "lay-y-kien",
        "Lấy ý kiến",
        "Dự thảo mở lấy ý kiến và trả lời ý kiến",
        "du-thao/index.html",
        lambda c: isinstance(c, Draft | Answer),
    )
    yield feed(
        "cong-khai", "Công khai", "Nội dung công khai mới", "cong-khai/index.html", lambda c: isinstance(c, Notice)
    )
    yield feed("van-ban", "Văn bản", "Văn bản mới ban hành", "van-ban/index.html", lambda c: isinstance(c, Document))
    for office in publication.catalogue.offices:
        yield feed(
            f"co-quan/{office.id}",
            office.name,
            f"Mọi nội dung mới của {office.name}",
            f"co-quan/{office.id}.html",
            lambda c, id_=office.id: c.office == id_,  # type: ignore[misc]  # binds the office of this round
        )


def _newest(publication: Publication) -> list[Content]:
    """Return what feeds announce, newest first; a draft is announced when its consultation opens."""
    drafts: Iterable[Draft] = (c.draft for c in publication.consultations if c.state is not State.PLANNED)
    contents: list[Content] = [*publication.documents, *publication.notices, *publication.answers, *drafts]
    return sorted(contents, key=lambda c: (c.published_on, c.id), reverse=True)


def _entry(build: Build, content: Content) -> Entry:
    publication = build.publication
    return Entry(
        id=permanent_id(publication.catalogue.site.id, content.id),
        title=content.title,
        url=build.absolute(content.url),
        summary=content.text if isinstance(content, Answer) else content.summary,
        author=publication.office(content.office).name,
        category=_CATEGORIES[type(content)],
        published_on=content.published_on,
        updated_on=content.updated_on,
    )
