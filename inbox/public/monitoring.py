"""For programs that watch: `/healthz` tells whether citizens are served, `/metrics` gives numbers for a token."""

import hmac
from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus

from flask import Blueprint, make_response, request
from werkzeug.wrappers import Response

from inbox.handling.health import Health, look
from inbox.services import services

blueprint = Blueprint("monitoring", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """Answer 200 while there is a site to read and a database to write to, else 503; says when searching is broken."""
    found = _look()
    if not found.is_serving:
        return _plain("không phục vụ được\n", HTTPStatus.SERVICE_UNAVAILABLE)
    return _plain("ok\n" if found.has_index else "ok, nhưng tìm kiếm đang hỏng\n", HTTPStatus.OK)


@blueprint.get("/metrics")
def metrics() -> Response:
    """Give numbers in Prometheus' text format; without the token of the settings the page is not there."""
    wanted = services().settings.metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not wanted or not hmac.compare_digest(given.encode(), wanted.encode()):
        return _plain("không có\n", HTTPStatus.NOT_FOUND)
    lines = [
        f"# HELP {name} {words}\n# TYPE {name} gauge\n{name} {value}\n" for name, words, value in _numbers(_look())
    ]
    return _plain("".join(lines), HTTPStatus.OK)


def _look() -> Health:
    parts = services()
    return look(parts.store, parts.health, parts.published, parts.settings.data, parts.now())


def _numbers(found: Health) -> Iterator[tuple[str, str, float]]:
    """Yield name, meaning and value; what is not known (no build, no worker yet) is left out."""

    def age(since: datetime | None) -> float | None:
        return None if since is None else (found.at - since).total_seconds()

    overdue_days = None if found.oldest_overdue is None else (found.at.date() - found.oldest_overdue).days
    log_days = 0 if found.unpublished_log is None else (found.at.date() - found.unpublished_log).days
    numbers = [
        ("database_up", "1 when the database answers", int(found.has_database)),
        ("index_up", "1 when the search index of the generation can be opened", int(found.has_index)),
        ("build_age_seconds", "since the last build", age(found.built_at)),
        ("worker_silent_seconds", "since the worker was last alive", age(found.worker_seen)),
        ("mail_unsent", "mails that should have left", found.unsent_mail),
        ("mail_oldest_unsent_seconds", "age of the oldest of them", age(found.oldest_unsent)),
        ("mail_failed", "mails that could never be sent", found.failed_mail),
        ("comments_overdue", "comments not answered in time", found.overdue),
        ("comments_oldest_overdue_days", "days by which the oldest of them is late", overdue_days),
        (
            "receipt_log_unpublished_days",
            "days since the first day of the log of receipts that is not published",
            log_days,
        ),
        ("disk_free_bytes", "room on the disk of citizens' data", found.free_bytes),
    ]
    yield from ((f"cong_khai_{name}", words, value) for name, words, value in numbers if value is not None)


def _plain(text: str, status: HTTPStatus) -> Response:
    response = make_response(text, status)
    response.content_type = "text/plain; charset=utf-8"
    return response
