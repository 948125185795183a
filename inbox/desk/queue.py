"""The page of the queue, whole or narrowed down."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from flask import g, request, url_for

from inbox.access.permissions import Right, is_restricted, may, may_everywhere, may_on_comment
from inbox.handling import telling
from inbox.handling.bulk import Act
from inbox.handling.published import Generation
from inbox.handling.queueing import Narrowing, Today, View, narrowed
from inbox.mail.reminders import soon_after
from inbox.services import Answer, page, services
from inbox.stores.comments import Row
from plugins.domain.comments import UNANSWERED, Status
from plugins.kit.paging import page_of

_PER_PAGE = 50
_MOST_FOUND = 200


def queue_page(wanted: Narrowing, number: int = 1) -> Answer:
    """Show a page of the comments that are looked for: the office's, those of all offices to who may read them.

    What was searched for is not in its address, so its results are one long page.
    """
    parts = services()
    generation = parts.published.now()
    whose = None if may_everywhere(g.officer, Right.READ) else g.officer["office"]
    readable = [row for row in parts.store.queue(whose) if may_on_comment(g.officer, Right.READ, row)]
    today = _today(generation, whose)
    found, views = narrowed(readable, wanted, today)
    if wanted.words:
        number, per_page = 1, _MOST_FOUND
    else:
        per_page = _PER_PAGE

    def address(n: int = 1, **changed: str) -> str:
        number = {"trang": str(n)} if n > 1 else {}
        return f"{url_for('desk.queue')}?{urlencode({**wanted.address, **changed, **number})}"

    last = max(1, -(-len(found) // per_page))
    listing = page_of(found, min(number, last), address, per_page)
    offices = generation.register.catalogue.offices
    html = page(
        "desk/queue.html",
        generation,
        officer=g.officer,
        office=offices[g.officer["office"]],
        offices=offices if whose is None else None,
        comments=[_shown(row, today) for row in listing.items],
        listing=listing,
        found=len(found),
        wanted=wanted,
        views=[(view.words, count, address(xem=view.id), view is wanted.view) for view, count in views],
        everything=url_for("desk.queue"),
        drafts=_drafts(generation, readable),
        provisions=_provisions(readable, wanted.draft),
        acts=list(Act) if may(g.officer, Right.CLASSIFY) else [],
        all_ticked=request.args.get("chon") == "tat-ca",
        ticking="" if wanted.words else f"{address(listing.number, chon='tat-ca')}#nhieu",
    )
    return html, HTTPStatus.OK


def _today(generation: Generation, whose: str | None) -> Today:
    parts = services()
    catalogue, day = generation.register.catalogue, parts.now().date()
    catch_all = {rule.id for rule in catalogue.routing if rule.fits_all}
    office, owed = g.officer["office"], telling.calls(parts.telling, g.officer)
    return Today(
        office,
        day,
        soon_after(catalogue, day),
        parts.store.held_stamps(whose),
        catch_all,
        parts.telling.questions(whose),
        {comment["comment_id"] for call in owed for comment in call.comments},
    )


def _shown(comment: Row, today: Today) -> dict[str, Any]:
    is_open = comment["status"] in UNANSWERED
    return {
        **comment,
        "status_words": Status.by_id(comment["status"]).words,
        "is_held": today.shows(View.HELD, comment),
        "is_open": is_open,
        "is_restricted": is_restricted(comment),
        "is_overdue": today.shows(View.OVERDUE, comment),
        "is_soon": today.shows(View.SOON, comment),
        "is_asked": today.shows(View.ASKED, comment),
        "is_replied": today.shows(View.REPLIED, comment),
    }


def _drafts(generation: Generation, comments: list[Row]) -> list[tuple[str, str]]:
    """Return id and title of each draft there are comments on."""
    known = generation.register.drafts
    ids = dict.fromkeys(comment["draft"] for comment in comments if comment["draft"])
    return [(id_, known[id_].title if id_ in known else id_) for id_ in ids]


def _provisions(comments: list[Row], draft: str) -> list[tuple[str, str]]:
    """Return id and words of each provision of a draft there are comments on."""
    on_draft = (comment for comment in comments if draft and comment["draft"] == draft and comment["provision"])
    return sorted({(comment["provision"], comment["provision_label"]) for comment in on_draft})
