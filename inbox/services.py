"""What every request needs, made once by `create_app`: no view reaches for anything else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from flask import Response, current_app, request, send_file
from jinja2 import Environment
from werkzeug.exceptions import HTTPException

from inbox.access.stamps import Stamps
from inbox.handling import Keys
from inbox.handling.accounts import Accounts
from inbox.handling.attachments import Attachments
from inbox.handling.content_folder import ContentFolder
from inbox.handling.published import Generation, NothingPublishedError, Published
from inbox.handling.signed_files import SignedFiles
from inbox.public.budgets import Budgets
from inbox.settings import Settings
from inbox.stores.answers import AnswerStore
from inbox.stores.comments import Store
from inbox.stores.desk import DeskStore
from inbox.stores.figures import FiguresStore
from inbox.stores.health import HealthStore
from inbox.stores.keeping import KeepingStore
from inbox.stores.mail import MailStore
from inbox.stores.receipt_log import ReceiptLogStore
from inbox.stores.telling import TellingStore
from inbox.wording import Explanation
from plugins.kit.frame import Frame, Version
from plugins.kit.templates import gettext, in_language, language_of, name_of

EXTENSION = "cong-khai"
Answer = tuple[str, int]


@dataclass(frozen=True)
class Services:
    """The parts of the inbox; `templates` by language."""

    settings: Settings
    store: Store
    answers: AnswerStore
    desk: DeskStore
    content: ContentFolder
    accounts: Accounts
    figures: FiguresStore
    health: HealthStore
    mail: MailStore
    telling: TellingStore
    keeping: KeepingStore
    receipts: ReceiptLogStore
    published: Published
    stamps: Stamps
    keys: Keys
    attachments: Attachments
    signed_files: SignedFiles
    budgets: Budgets
    templates: Mapping[str, Environment]

    def now(self) -> datetime:
        """Return the present moment, as the settings tell it."""
        return self.settings.clock()


def services() -> Services:
    """Return the services of the running application."""
    return cast(Services, current_app.extensions[EXTENSION])


def language() -> str:
    """Return the language in which this request is answered, by its path: `/en/…` is English."""
    return language_of(request.path.removeprefix("/"))


def say(message: str, **values: object) -> str:
    """Return a string of the interface in the language of this request."""
    return gettext(language())(message, **values)


def page(
    template: str, generation: Generation, section: str = "", *, is_findable: bool = False, **arguments: Any
) -> str:
    """Return a page in the site's own frame and the language of this request, rendered from `arguments`.

    Search engines leave it out, unless it `is_findable`: then they know it by its address without what was asked.
    """
    root = f"{request.script_root}/"
    home = root + in_language(language(), "")
    register = generation.register
    site = register.catalogue.site
    authority = register.catalogue.offices[site.office]
    pages = register.standing_pages(language())
    canonical = f"{services().settings.address}{root.rstrip('/')}{request.path}" if is_findable else ""
    frame = Frame(site, authority, root, home, home, _versions(root), section, pages, canonical=canonical)
    return _rendered(template, frame=frame, **arguments)


def _versions(root: str) -> list[Version]:
    """Return this request's page in the other languages: the same page of the citizen's side, else the home page."""
    here = language()
    path = request.path.removeprefix("/").removeprefix(in_language(here, ""))
    query = f"?{request.query_string.decode()}" if request.query_string else ""
    same = path + query if _is_for_citizens() else "index.html"
    others = (other for other in services().templates if other != here)
    return [Version(other, name_of(other), root + in_language(other, same)) for other in others]


def _is_for_citizens() -> bool:
    """Tell whether the address of this request can be opened, and is there in every language."""
    try:
        endpoint, _ = current_app.url_map.bind("").match(request.path, "GET")
    except HTTPException:
        return False
    is_desk = request.path.startswith("/ban-lam-viec")
    return not is_desk and endpoint.split(".")[0] not in {"mailbox", "monitoring", "site"}


def _rendered(template: str, **arguments: Any) -> str:
    return services().templates[language()].get_template(template).render(arguments)


def download(path: Path, name: str) -> Response:
    """Give out a file that is not for the public, as a download: a browser never opens it as a page of ours."""
    response = send_file(
        path, mimetype="application/octet-stream", as_attachment=True, download_name=name, etag=False, max_age=0
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def problem_page(explanation: Explanation, kept: Sequence[str] = ()) -> Answer:
    """Return the page of an error, with what was typed so that it can be copied; works before the first build, too."""
    texts = [text for text in kept if text]
    try:
        html = page("problem.html", services().published.now(), explanation=explanation, kept=texts)
    except NothingPublishedError:
        html = _rendered("unbuilt.html", explanation=explanation, kept=texts)
    return html, explanation.status
