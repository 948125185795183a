"""Pelican's side of the feeds: which feeds and calendars there are and what stands in them."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.domain import disclosure
from plugins.feeds.calendars import calendar
from plugins.feeds.entries import KINDS, entries, gap_entry
from plugins.feeds.feed import Entry, Feed, atom, json_feed, permanent_id, rss
from plugins.feeds.opml import opml
from plugins.kit.build import KEY, Build, asks
from plugins.kit.calendar import working_days
from plugins.kit.outputs import Output

MOST_ENTRIES = 50
FORMATS = (("atom.xml", atom), ("rss.xml", rss), ("feed.json", json_feed))
_SUBTITLES = {
    "van-ban": "Văn bản mới ban hành",
    "lay-y-kien": "Dự thảo mở, gia hạn, sắp hết hạn, kết thúc lấy ý kiến và được trả lời",
    "cong-khai": "Nội dung công khai mới",
    "tra-loi": "Trả lời ý kiến của người dân",
    "su-kien": "Tiếp công dân, đối thoại, hội nghị, họp thôn",
    "cong-dong": "Việc cộng đồng dân cư đã bàn và quyết định",
}
_GAPS = "Nội dung quá hạn chưa công khai, niêm yết bị gỡ sớm"
_HOMES = {"lay-y-kien": "du-thao/index.html", "tra-loi": "du-thao/index.html"}


def connect() -> None:
    """Say which of Pelican's signals we answer to."""
    signals.get_generators.connect(_generators)


def _generators(_pelican: Pelican) -> type[Generator]:
    return FeedsGenerator


class FeedsGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Writes the feeds and calendars under `tin/`."""

    def generate_output(self, _writer: object) -> None:
        """Write every feed in its formats, the calendars, the OPML, and the page that explains them."""
        build: Build = self.context[KEY]
        for output in outputs(build):
            build.outputs.write(output)


def outputs(build: Build) -> Iterator[Output]:
    """Yield every output of this plugin."""
    groups = list(_groups(build))
    asked_for = asks("trang-web", "co-quan", "linh-vuc", "now", *build.publication.contents)
    for _, feeds in groups:
        for feed in feeds:
            for ending, render in FORMATS:
                yield Output(f"{feed.path}.{ending}", asked_for, partial(render, feed, build.address))
    name = build.publication.catalogue.site.name
    yield Output("tin/tat-ca.opml", asked_for, partial(opml, name, groups, build.address))
    calendars = list(_calendars(build))
    for path, _, make in calendars:
        yield Output(path, asked_for, make)
    yield build.page(
        "tin/index.html",
        "feeds.html",
        asked_for,
        "feeds",
        groups=[(title, [(f.title, f.subtitle, f.path) for f in feeds]) for title, feeds in groups],
        calendars=[(title, path) for path, title, _ in calendars],
    )


def _groups(build: Build) -> Iterator[tuple[str, Sequence[Feed]]]:
    """Yield the feeds in the groups in which a reader looks for them."""
    publication, catalogue = build.publication, build.publication.catalogue
    everything = entries(build)

    def feed(path: str, title: str, subtitle: str, home: str, wanted: Callable[[Entry], bool]) -> Feed:
        return _feed(build, path, title, subtitle, home, [entry for entry in everything if wanted(entry)])

    everything_words = "Văn bản, dự thảo, công khai, trả lời, sự kiện"
    yield "Tất cả", [feed("tat-ca", "Mọi nội dung mới", everything_words, "index.html", lambda _: True)]
    yield (
        "Theo loại",
        [
            feed(kind, words, _SUBTITLES[kind], _HOMES.get(kind, f"{kind}/index.html"), partial(_is_of_kind, kind))
            for kind, words in KINDS.items()
        ],
    )
    gaps = [gap_entry(build, gap) for gap in disclosure.gaps(publication, working_days(catalogue.day_overrides))]
    yield (
        "Điều chưa công khai",
        [_feed(build, "khoang-trong", "Khoảng trống công khai", _GAPS, "cong-khai/khoang-trong.html", gaps)],
    )
    yield (
        "Theo lĩnh vực",
        [
            feed(
                f"linh-vuc/{field.id}",
                field.name,
                f"Mọi nội dung mới về {field.name.lower()}",
                "index.html",
                partial(_is_of_field, field.id),
            )
            for field in publication.catalogue.fields.values()
        ],
    )
    yield (
        "Theo cơ quan",
        [
            feed(
                f"co-quan/{office.id}",
                office.name,
                f"Mọi nội dung mới của {office.name}",
                f"co-quan/{office.id}.html",
                partial(_is_of_office, office.id),
            )
            for office in publication.catalogue.offices
        ],
    )


def _feed(build: Build, path: str, title: str, subtitle: str, home: str, chosen: Sequence[Entry]) -> Feed:
    site = build.publication.catalogue.site
    return Feed(
        permanent_id(site.id, "feed", path),
        f"tin/{path}",
        f"{title} – {site.name}",
        subtitle,
        build.absolute(home),
        build.publication.office(site.office).name,
        chosen[:MOST_ENTRIES],
    )


def _is_of_kind(kind: str, entry: Entry) -> bool:
    # Who follows consultations wants the answers, too.
    return entry.category[0] == kind or (kind == "lay-y-kien" and entry.category[0] == "tra-loi")


def _is_of_field(field: str, entry: Entry) -> bool:
    return field in entry.fields


def _is_of_office(office: str, entry: Entry) -> bool:
    return entry.office == office


def _calendars(build: Build) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """Yield path, name and maker of each calendar: one of everything, one of each office that has a date in it."""
    publication = build.publication
    name = publication.catalogue.site.name
    everything = partial(calendar, build, f"Lịch – {name}", publication.consultations, publication.events)
    yield "tin/lich.ics", f"Lịch – {name}", everything
    for office in publication.catalogue.offices:
        consultations = [c for c in publication.consultations if c.draft.office == office.id]
        events = [e for e in publication.events if e.office == office.id]
        if consultations or events:
            made = partial(calendar, build, f"Lịch – {office.name}", consultations, events)
            yield f"tin/co-quan/{office.id}.ics", f"Lịch – {office.name}", made
