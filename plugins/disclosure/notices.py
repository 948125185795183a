"""The pages of notices and their list."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial

from plugins.domain.asking import question, shared
from plugins.domain.contents import Notice
from plugins.domain.disclosure import EXPIRING_DAYS, FOLDER, Cell
from plugins.domain.disclosure_items import Medium
from plugins.domain.postings import judged_postings
from plugins.kit.account import cells, is_working_day
from plugins.kit.build import Build
from plugins.kit.filters import list_pages
from plugins.kit.outputs import Output


def outputs(build: Build) -> Iterator[Output]:
    """Yield the list of notices and every notice's page."""
    yield from list_pages(build, "notices", FOLDER, "notices")
    for notice in build.publication.notices:
        yield build.content_page(notice, "notice.html", partial(_notice, build, notice.id), "notices")


@question
def _cell(build: Build, id_: str) -> Cell | None:
    """Return the cell that a notice fills."""
    return _cells_filled(build).get(id_)


@shared
def _cells_filled(build: Build) -> dict[str, Cell]:
    return {cell.notice.id: cell for cell in cells(build) if cell.notice is not None}


def _notice(build: Build, id_: str) -> Mapping[str, object]:
    publication, catalogue = build.publication, build.publication.catalogue
    notice = publication.one(Notice, id_)
    today = publication.now.date()
    judged = judged_postings(publication, notice, is_working_day(build))
    last = notice.expires_on
    is_expired = last is not None and last < today
    expires_soon = last is not None and not is_expired and last - timedelta(days=EXPIRING_DAYS) <= today
    return {
        "notice": notice,
        "office": publication.office(notice.office),
        "fields": [catalogue.fields[f] for f in notice.fields],
        "item": catalogue.items.get(notice.item),
        "forms": [catalogue.forms[form] for form in notice.forms],
        "cell": _cell(build, id_) if notice.item else None,
        "postings": [(medium, [p for p in judged if p.posting.medium is medium]) for medium in Medium],
        "is_expired": is_expired,
        "days_left": (last - today).days if last is not None and expires_soon else None,
    }
