"""The administrator's page that tells how the installation is."""

from http import HTTPStatus

from flask import Blueprint, g

from inbox.access.permissions import Right
from inbox.desk.doors import door
from inbox.handling.health import look
from inbox.services import Answer, page, services

blueprint = Blueprint("health", __name__, url_prefix="/ban-lam-viec/quan-tri")


@blueprint.get("/tinh-trang")
@door(Right.HEALTH)
def health() -> Answer:
    """Show what is well and what somebody should look at."""
    parts = services()
    found = look(parts.store, parts.health, parts.published, parts.settings.data, parts.now())
    return page("desk/health.html", parts.published.now(), officer=g.officer, health=found), HTTPStatus.OK
