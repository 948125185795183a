"""The feeds and calendars: which files there are and what stands in them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from plugins.domain.asking import question
from plugins.domain.consultations import Consultation
from plugins.domain.contents import Draft, Event
from plugins.domain.disclosure import Gap
from plugins.feeds import months
from plugins.feeds.channels import GAPS, channel, groups
from plugins.feeds.entries import entry, gap_entry
from plugins.feeds.feed import Feed, permanent_id
from plugins.feeds.opml import opml
from plugins.feeds.turns import count_of_archives, share
from plugins.kit.account import all_gaps
from plugins.kit.build import Build
from plugins.kit.outputs import Output

MOST_GAPS = 50
FORMATS = ("atom.xml", "rss.xml", "feed.json")
FORMATS_OF_ARCHIVES = ("atom.xml", "feed.json")


def outputs(build: Build) -> Iterator[Output]:
    """Yield every output of this plugin."""
    for path in [c.path for _, channels in groups(build) for c in channels]:
        for ending in FORMATS:
            yield Output(f"{_place(path)}.{ending}", partial(_rendered, build, path, 0, ending))
        for archive in range(1, count_of_archives(build, path) + 1):
            for ending in FORMATS_OF_ARCHIVES:
                yield Output(f"{_place(path, archive)}.{ending}", partial(_rendered, build, path, archive, ending))
    yield Output("tin/tat-ca.opml", partial(_opml, build))
    yield Output("tin/lich.ics", partial(_calendar_of_all, build))
    for office in _offices_with_dates(build):
        yield Output(f"tin/co-quan/{office}.ics", partial(_calendar_of_office, build, office))
    yield from build.in_all_languages("tin/index.html", "feeds.html", partial(_page, build), "feeds")
    yield from months.outputs(build)


def _place(path: str, archive: int = 0) -> str:
    """Return where a feed or an archive of it stands, without ending."""
    return f"tin/{path}.luu-tru-{archive}" if archive else f"tin/{path}"


def _rendered(build: Build, path: str, archive: int, ending: str) -> bytes:
    from plugins.feeds.formats import rendered  # slow to load, and most builds make no feed

    feed = _feed_of_gaps(build) if path == GAPS else _feed(build, path, archive)
    return rendered(feed, ending, build.address)


def _feed(build: Build, path: str, archive: int) -> Feed:
    """Return a feed, or an archive of it. Raises LookupError when there is none."""
    found = share(build, path, archive)
    return replace(
        _empty(build, path),
        path=_place(path, archive),
        entries=[entry(build, turn) for turn in found.turns],
        older=_place(path, found.older) if found.older else "",
        newer=_place(path, found.newer) if found.newer else "",
        current=_place(path) if archive else "",
    )


def _feed_of_gaps(build: Build) -> Feed:
    """Return the feed of what is not public now; it has no archives, as a gap that was filled is gone."""
    return replace(_empty(build, GAPS), entries=[gap_entry(build, gap) for gap in _gaps(build)])


@question
def _gaps(build: Build) -> list[Gap]:
    return all_gaps(build)[:MOST_GAPS]


def _empty(build: Build, path: str) -> Feed:
    """Return a feed without entries."""
    site, about = build.publication.catalogue.site, channel(build, path)
    return Feed(
        permanent_id(site.id, "feed", path),
        _place(path),
        f"{about.title} – {site.name}",
        about.subtitle,
        build.absolute(about.home),
        build.publication.office(site.office).name,
        [],
    )


def _opml(build: Build) -> bytes:
    name = build.publication.catalogue.site.name
    feeds = [
        (title, [(f"{c.title} – {name}", f"tin/{c.path}.atom.xml", build.absolute(c.home)) for c in channels])
        for title, channels in groups(build)
    ]
    return opml(name, feeds, build.address)


def _page(build: Build) -> Mapping[str, object]:
    publication = build.publication
    name = publication.catalogue.site.name
    calendars = [(f"Lịch – {name}", "tin/lich.ics")]
    calendars += [(f"Lịch – {publication.office(o).name}", f"tin/co-quan/{o}.ics") for o in _offices_with_dates(build)]
    return {
        "groups": [
            (title, [(f"{c.title} – {name}", c.subtitle, f"tin/{c.path}") for c in channels])
            for title, channels in groups(build)
        ],
        "calendars": calendars,
    }


@question
def _offices_with_dates(build: Build) -> list[str]:
    """Return the offices that have a consultation or an event, by id, in the order of the directory."""
    publication = build.publication
    dated = {c.office for kind in ("Draft", "Event") for c in publication.group("kind", kind)}
    return [office.id for office in publication.catalogue.offices if office.id in dated]


def _calendar_of_all(build: Build) -> bytes:
    publication = build.publication
    name = f"Lịch – {publication.catalogue.site.name}"
    return _calendar(build, name, publication.consultations, publication.events)


def _calendar_of_office(build: Build, office: str) -> bytes:
    publication = build.publication
    drafts, events = _dated(build, office)
    consultations = [publication.consultation(draft) for draft in drafts]
    name = f"Lịch – {publication.office(office).name}"
    return _calendar(
        build, name, [c for c in consultations if c is not None], [publication.one(Event, event) for event in events]
    )


@question
def _dated(build: Build, office: str) -> tuple[list[str], list[str]]:
    """Return the drafts and the events of an office, by id: most of what it publishes is in no calendar."""
    contents = build.publication.group("office", office)
    return [c.id for c in contents if isinstance(c, Draft)], [c.id for c in contents if isinstance(c, Event)]


def _calendar(build: Build, name: str, consultations: Iterable[Consultation], events: Iterable[Event]) -> bytes:
    from plugins.feeds.calendars import calendar  # slow to load, and most builds make no calendar

    return calendar(build, name, consultations, events)
