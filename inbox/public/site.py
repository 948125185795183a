"""The built site, served from the current generation: enough for one machine; a proxy may do it faster."""

from functools import lru_cache
from hashlib import blake2b
from http import HTTPStatus
from mimetypes import guess_type
from os.path import isdir, isfile
from pathlib import Path
from urllib.parse import quote

from flask import Blueprint, redirect, request, send_from_directory
from werkzeug.exceptions import NotFound
from werkzeug.security import safe_join
from werkzeug.wrappers import Response

from inbox.services import Answer, page, services
from plugins.kit.compressing import ENDINGS

# What servers do not know by themselves.
_TYPES = {
    ".atom.xml": "application/atom+xml; charset=utf-8",
    ".rss.xml": "application/rss+xml; charset=utf-8",
    ".feed.json": "application/feed+json; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".opml": "text/x-opml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".akn.xml": "application/akn+xml; charset=utf-8",
    ".jsonld": "application/ld+json; charset=utf-8",
}

blueprint = Blueprint("site", __name__)


@blueprint.get("/", defaults={"path": "index.html"})
@blueprint.get("/<path:path>")
def file(path: str) -> Answer | Response:
    """Send a file of the site; a folder gives its index. Hidden files (the register, the index) are not the site's.

    What moved leads on, in all its forms (the browser keeps the anchor); what was withdrawn is gone in all of them.
    """
    generation = services().published.now()
    if path.endswith("/"):
        path += "index.html"
    moves = generation.register.catalogue.moves
    if (withdrawal := moves.withdrawn(path)) is not None:
        office = generation.register.catalogue.offices[withdrawal.office]
        return page("withdrawn.html", generation, withdrawal=withdrawal, office=office), HTTPStatus.GONE
    if (target := moves.file_leads_to(path)) != path:
        return redirect(f"/{quote(target, safe='/#')}", HTTPStatus.MOVED_PERMANENTLY)
    is_hidden = any(part.startswith(".") for part in path.split("/"))
    try:
        # `safe_join` inside refuses whatever leads out of the folder.
        folder = generation.folder.resolve()
        place = safe_join(str(folder), path)
        if place is not None and isdir(place) and not is_hidden:  # noqa: PTH112  # quiet about names too long
            return redirect(f"/{path}/", HTTPStatus.MOVED_PERMANENTLY)
        name = "" if is_hidden else _compressed(folder, path)
        response = send_from_directory(folder, name, conditional=False, etag=False, max_age=0)
    except NotFound:
        return page("not_found.html", generation), HTTPStatus.NOT_FOUND
    response.content_type = _type(path)
    response.headers["Vary"] = "Accept-Encoding"
    sent = folder / name
    state = sent.stat()
    response.set_etag(_digest(sent, state.st_mtime_ns, state.st_size))
    return response.make_conditional(request, accept_ranges=True, complete_length=state.st_size)


def _type(path: str) -> str:
    """Return the type of a file by its name, also where its compressed twin is sent."""
    known = next((type_ for ending, type_ in _TYPES.items() if path.endswith(ending)), None)
    guessed = guess_type(path)[0] or "application/octet-stream"
    return known or (f"{guessed}; charset=utf-8" if guessed.startswith("text/") else guessed)


def _compressed(folder: Path, path: str) -> str:
    """Return the name of the file to send: the smallest twin beside it that the reader takes, or itself."""
    for encoding, ending in ENDINGS.items():
        place = safe_join(str(folder), f"{path}{ending}")
        takes_it = request.accept_encodings.quality(encoding) > 0
        if takes_it and place is not None and isfile(place):  # noqa: PTH113  # names too long
            return f"{path}{ending}"
    return path


@lru_cache(maxsize=4096)
def _digest(path: Path, _changed_at: int, _size: int) -> str:
    """Return a tag of what stands in a file: a new generation with the same page has not changed for its readers."""
    return blake2b(path.read_bytes(), digest_size=12).hexdigest()
