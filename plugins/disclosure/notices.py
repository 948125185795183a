"""The pages of notices and their list."""

from collections.abc import Iterator, Sequence

from plugins.domain.contents import Notice
from plugins.domain.deadlines import WorkingDays
from plugins.domain.disclosure import EXPIRING_DAYS, FOLDER, Cell, cell_of, judged_postings
from plugins.kit.build import Build, asks
from plugins.kit.outputs import Output
from plugins.kit.paging import pages_of


def outputs(build: Build, cells: Sequence[Cell], is_working_day: WorkingDays) -> Iterator[Output]:
    """Yield the list of notices and every notice's page."""
    publication = build.publication
    for listing in pages_of(FOLDER, publication.notices):
        yield build.page(
            listing.path,
            "notices.html",
            asks(*listing.items),
            "notices",
            listing=listing,
            office=publication.office,
        )
    filled = [cell for cell in cells if cell.notice is not None]
    for notice in publication.notices:
        yield _notice(build, notice, cell_of(filled, notice), is_working_day)


def _notice(build: Build, notice: Notice, cell: Cell | None, is_working_day: WorkingDays) -> Output:
    publication, catalogue = build.publication, build.publication.catalogue
    today = publication.now.date()
    days_left = (notice.expires_on - today).days if notice.expires_on else None
    return build.page(
        notice.url,
        "notice.html",
        asks(notice, "co-quan", "noi-dung-cong-khai", "hinh-thuc-cong-khai", "thoi-han", "ngay-nghi", "now"),
        "notices",
        notice=notice,
        office=publication.office(notice.office),
        fields=[catalogue.fields[f] for f in notice.fields],
        item=catalogue.items.get(notice.item),
        forms=[catalogue.forms[form] for form in notice.forms],
        cell=cell,
        postings=judged_postings(publication, notice, is_working_day),
        is_expired=days_left is not None and days_left < 0,
        days_left=days_left if days_left is not None and 0 <= days_left <= EXPIRING_DAYS else None,
    )
