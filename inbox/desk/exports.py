"""The desk's page of tables to take away."""

from http import HTTPStatus

from flask import Blueprint, Response, g

from inbox.access.permissions import Right, may_on_comment
from inbox.desk.doors import door
from inbox.handling import exports
from inbox.services import Answer, page, services
from inbox.stores.database import Row

blueprint = Blueprint("desk_exports", __name__, url_prefix="/ban-lam-viec/xuat")


@blueprint.get("/")
@door(Right.READ)
def tables() -> Answer:
    """Show what there is, and the dictionary."""
    generation = services().published.now()
    office = generation.register.catalogue.offices[g.officer["office"]]
    html = page("desk/exports.html", generation, officer=g.officer, office=office, fields=exports.FIELDS)
    return html, HTTPStatus.OK


@blueprint.get("/y-kien.csv")
@door(Right.READ)
def comments_csv() -> Response:
    """Send the office's comments as CSV."""
    return _file(exports.as_csv(_readable()), "y-kien.csv", "text/csv")


@blueprint.get("/y-kien.json")
@door(Right.READ)
def comments_json() -> Response:
    """Send the office's comments as JSON."""
    content = exports.as_json(_readable(), services().now())
    return _file(content, "y-kien.json", "application/json")


@blueprint.get("/tu-dien.csv")
@door(Right.READ)
def dictionary() -> Response:
    """Send the dictionary of the columns."""
    return _file(exports.dictionary(), "tu-dien.csv", "text/csv")


def _readable() -> list[Row]:
    """Return the comments of the officer's office that they may read."""
    rows = services().store.handled(g.officer["office"])
    return [row for row in rows if may_on_comment(g.officer, Right.READ, row)]


def _file(content: bytes, name: str, type_: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, headers=headers, content_type=f"{type_}; charset=utf-8")
