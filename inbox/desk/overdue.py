"""What is overdue at which office, for who oversees: references and days, never what somebody wrote."""

from collections import Counter
from http import HTTPStatus

from flask import Blueprint, g

from inbox.access.permissions import Right, is_restricted
from inbox.desk.doors import door
from inbox.services import Answer, page, services
from plugins.domain.comments import Kind

blueprint = Blueprint("overdue", __name__, url_prefix="/ban-lam-viec")


@blueprint.get("/qua-han")
@door(Right.OVERSEE)
def overdue() -> Answer:
    """Show the overdue comments of all offices, the oldest first, and how many each office has."""
    parts = services()
    generation = parts.published.now()
    offices = generation.register.catalogue.offices
    today = parts.now().date()
    rows = [
        {
            **comment,
            "kind_words": "nội dung hạn chế" if is_restricted(comment) else Kind.by_id(comment["kind"]).words,
            "office_name": offices[comment["office"]].name,
            "days": (today - comment["due_on"]).days,
        }
        for comment in parts.store.overdue(today)
    ]
    counts = Counter(str(row["office_name"]) for row in rows).most_common()
    return page("desk/overdue.html", generation, officer=g.officer, comments=rows, counts=counts), HTTPStatus.OK
