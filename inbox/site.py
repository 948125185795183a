"""The built site, served from the current generation: enough for one machine; a proxy may do it faster."""

from http import HTTPStatus

from flask import Blueprint, send_from_directory
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from inbox.services import Answer, page, services

blueprint = Blueprint("site", __name__)


@blueprint.get("/", defaults={"path": "index.html"})
@blueprint.get("/<path:path>")
def file(path: str) -> Answer | Response:
    """Send a file of the site; a folder gives its index. Hidden files (the register, the index) are not the site's."""
    generation = services().published.now()
    if path.endswith("/"):
        path += "index.html"
    is_hidden = any(part.startswith(".") for part in path.split("/"))
    try:
        # `safe_join` inside refuses whatever leads out of the folder.
        response = send_from_directory(
            generation.folder.resolve(), "" if is_hidden else path, conditional=True, max_age=0
        )
    except NotFound:
        return page("not_found.html", generation), HTTPStatus.NOT_FOUND
    if path.endswith(".atom.xml"):
        response.content_type = "application/atom+xml; charset=utf-8"
    elif path.endswith(".rss.xml"):
        response.content_type = "application/rss+xml; charset=utf-8"
    return response
