"""What every request needs, made once by `create_app`: no view reaches for anything else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from flask import current_app, render_template, request

from inbox.attachments import Attachments
from inbox.budgets import Budgets
from inbox.handling import Keys
from inbox.published import Generation, NothingPublishedError, Published
from inbox.settings import Settings
from inbox.stamps import Stamps
from inbox.store import Store
from inbox.wording import Explanation
from plugins.kit.frame import Frame

EXTENSION = "cong-khai"
Answer = tuple[str, int]


@dataclass(frozen=True)
class Services:
    """The parts of the inbox."""

    settings: Settings
    store: Store
    published: Published
    stamps: Stamps
    keys: Keys
    attachments: Attachments
    budgets: Budgets

    def now(self) -> datetime:
        """Return the present moment, as the settings tell it."""
        return self.settings.clock()


def services() -> Services:
    """Return the services of the running application."""
    return cast(Services, current_app.extensions[EXTENSION])


def page(template: str, generation: Generation, section: str = "", **arguments: Any) -> str:
    """Return a page in the site's own frame, rendered from `arguments`."""
    root = f"{request.script_root}/"
    catalogue = generation.register.catalogue
    authority = catalogue.offices[catalogue.site.office]
    frame = Frame(catalogue.site, authority, root, root, section, generation.register.pages)
    return render_template(template, frame=frame, **arguments)


def problem_page(explanation: Explanation, kept: Sequence[str] = ()) -> Answer:
    """Return the page of an error, with what was typed so that it can be copied; works before the first build, too."""
    texts = [text for text in kept if text]
    try:
        html = page("problem.html", services().published.now(), explanation=explanation, kept=texts)
    except NothingPublishedError:
        html = render_template("unbuilt.html", explanation=explanation, kept=texts)
    return html, explanation.status
