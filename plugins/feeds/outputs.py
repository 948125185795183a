"""The feeds and calendars: which there are and what stands in them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from plugins.domain.asking import question
from plugins.domain.contents import Draft, Event
from plugins.feeds.calendars import calendar
from plugins.feeds.entries import KINDS, Turn, gap_entry, newest, turns
from plugins.feeds.feed import Feed, atom, json_feed, permanent_id, rss
from plugins.feeds.opml import opml
from plugins.kit.account import all_gaps
from plugins.kit.build import Build
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
GAPS = "khoang-trong"
_GAPS = "Nội dung quá hạn chưa công khai, niêm yết và phát thanh chưa đủ ngày"
_HOMES = {"lay-y-kien": "du-thao/index.html", "tra-loi": "du-thao/index.html"}


def outputs(build: Build) -> Iterator[Output]:
    """Yield every output of this plugin."""
    for channel in (channel for _, channels in _groups(build) for channel in channels):
        for ending, render in FORMATS:
            yield Output(f"tin/{channel.path}.{ending}", partial(_rendered, build, channel.path, render))
    yield Output("tin/tat-ca.opml", partial(_opml, build))
    yield Output("tin/lich.ics", partial(_calendar_of_all, build))
    for office in _offices_with_dates(build):
        yield Output(f"tin/co-quan/{office}.ics", partial(_calendar_of_office, build, office))
    yield build.page("tin/index.html", "feeds.html", partial(_page, build), "feeds")


@dataclass(frozen=True)
class Channel:
    """A feed one can subscribe to: its path under `tin/`, its words, the page it follows.

    `kind`, `field` and `office` say what stands in it; none of them: everything.
    """

    path: str
    title: str
    subtitle: str
    home: str
    kind: str = ""
    field: str = ""
    office: str = ""

    def holds(self, turn: Turn) -> bool:
        """Tell whether something to announce stands in this feed."""
        # Who follows consultations wants the answers, too.
        kinds = {self.kind, "tra-loi"} if self.kind == "lay-y-kien" else {self.kind}
        return (
            (not self.kind or turn.kind in kinds)
            and (not self.field or self.field in turn.content.fields)
            and (not self.office or self.office == turn.content.office)
        )


def _groups(build: Build) -> Iterator[tuple[str, Sequence[Channel]]]:
    """Yield the feeds in the groups in which a reader looks for them."""
    catalogue = build.publication.catalogue
    everything = "Văn bản, dự thảo, công khai, trả lời, sự kiện"
    yield "Tất cả", [Channel("tat-ca", "Mọi nội dung mới", everything, "index.html")]
    yield (
        "Theo loại",
        [
            Channel(kind, words, _SUBTITLES[kind], _HOMES.get(kind, f"{kind}/index.html"), kind=kind)
            for kind, words in KINDS.items()
        ],
    )
    yield "Điều chưa công khai", [Channel(GAPS, "Khoảng trống công khai", _GAPS, "cong-khai/khoang-trong.html")]
    yield (
        "Theo lĩnh vực",
        [
            Channel(f"linh-vuc/{f.id}", f.name, f"Mọi nội dung mới về {f.name.lower()}", "index.html", field=f.id)
            for f in catalogue.fields.values()
        ],
    )
    yield (
        "Theo cơ quan",
        [
            Channel(f"co-quan/{o.id}", o.name, f"Mọi nội dung mới của {o.name}", f"co-quan/{o.id}.html", office=o.id)
            for o in catalogue.offices
        ],
    )


@question
def _feed(build: Build, path: str) -> Feed:
    """Return a feed with its newest entries. Raises LookupError when there is none of that path."""
    site = build.publication.catalogue.site
    channels = (channel for _, group in _groups(build) for channel in group)
    channel = next((channel for channel in channels if channel.path == path), None)
    if channel is None:
        raise LookupError(path)
    if path == GAPS:
        entries = [gap_entry(build, gap) for gap in all_gaps(build)[:MOST_ENTRIES]]
    else:
        entries = newest(build, filter(channel.holds, turns(build)), MOST_ENTRIES)
    return Feed(
        permanent_id(site.id, "feed", path),
        f"tin/{path}",
        f"{channel.title} – {site.name}",
        channel.subtitle,
        build.absolute(channel.home),
        build.publication.office(site.office).name,
        entries,
    )


def _rendered(build: Build, path: str, render: Callable[[Feed, str], bytes]) -> bytes:
    return render(_feed(build, path), build.address)


def _opml(build: Build) -> bytes:
    name = build.publication.catalogue.site.name
    groups = [
        (title, [(f"{c.title} – {name}", f"tin/{c.path}.atom.xml", build.absolute(c.home)) for c in channels])
        for title, channels in _groups(build)
    ]
    return opml(name, groups, build.address)


def _page(build: Build) -> Mapping[str, object]:
    publication = build.publication
    name = publication.catalogue.site.name
    calendars = [(f"Lịch – {name}", "tin/lich.ics")]
    calendars += [(f"Lịch – {publication.office(o).name}", f"tin/co-quan/{o}.ics") for o in _offices_with_dates(build)]
    return {
        "groups": [
            (title, [(f"{c.title} – {name}", c.subtitle, f"tin/{c.path}") for c in channels])
            for title, channels in _groups(build)
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
    return calendar(build, name, publication.consultations, publication.events)


def _calendar_of_office(build: Build, office: str) -> bytes:
    publication = build.publication
    contents = publication.group("office", office)
    consultations = [publication.consultation(c.id) for c in contents if isinstance(c, Draft)]
    events = [c for c in contents if isinstance(c, Event)]
    name = f"Lịch – {publication.office(office).name}"
    return calendar(build, name, [c for c in consultations if c is not None], events)
