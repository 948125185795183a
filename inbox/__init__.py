"""The inbox: takes citizens' comments, routes them to offices, carries the answers back to the site.

`create_app` is the one place where its parts are put together.
"""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from email.utils import parseaddr
from http import HTTPStatus
from pathlib import Path

from flask import Flask, Response, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.middleware.proxy_fix import ProxyFix

from inbox import cli
from inbox.access.stamps import Stamps
from inbox.desk import BLUEPRINTS, doors, entry, replies
from inbox.desk.mail import count_undelivered
from inbox.errors import ForeignPageError
from inbox.handling import Keys
from inbox.handling.accounts import Accounts
from inbox.handling.attachments import Attachments
from inbox.handling.content_folder import ContentFolder
from inbox.handling.published import NothingPublishedError, Published
from inbox.handling.signed_files import SignedFiles
from inbox.public import figures as public_figures
from inbox.public import guards, mail_choices, mailbox, monitoring, rating, search, sending, site, uploads
from inbox.public import status as public
from inbox.public.budgets import Budgets
from inbox.public.typed import Typed
from inbox.services import EXTENSION, Answer, Services, problem_page, say
from inbox.settings import BadSettingsError, Settings, from_environment
from inbox.stores.accounts import AccountStore
from inbox.stores.answers import AnswerStore
from inbox.stores.attachments import AttachmentStore
from inbox.stores.comments import Store
from inbox.stores.desk import DeskStore
from inbox.stores.figures import FiguresStore
from inbox.stores.health import HealthStore
from inbox.stores.keeping import KeepingStore
from inbox.stores.mail import MailStore
from inbox.stores.receipt_log import ReceiptLogStore
from inbox.stores.signed_files import SignedFileStore
from inbox.stores.telling import TellingStore
from inbox.wording import Explanation, explain
from plugins.domain.vocabulary import VIETNAMESE
from plugins.kit.templates import LANGUAGES, OPTIONS, furnish, theme_loader

_LARGEST_REQUEST = 1_000_000  # bytes without files; the longest comment is 80,000
_HEADERS = {
    # No scripts; connecting is for those who judge pages and ask for robots.txt in a page's name.
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    # The true origin must arrive with forms, and no path must leave the site.
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Inbox(Flask):
    """Flask with the publisher's Jinja options, so that shared components give the same bytes in both."""

    jinja_options = dict(OPTIONS)  # noqa: RUF012  # Flask's own attribute


def create_app(settings: Settings | None = None) -> Flask:
    """Return the inbox for `settings`, or for the environment's; exits with every problem when those are bad."""
    if settings is None:
        try:
            settings = from_environment(os.environ)
        except BadSettingsError as error:
            sys.exit(str(error))
    app = Inbox(__name__, static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=_LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=_LARGEST_REQUEST,
        SESSION_COOKIE_NAME="ban-lam-viec",
        SESSION_COOKIE_PATH="/ban-lam-viec",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.address.startswith("https:"),
        WTF_CSRF_TIME_LIMIT=None,  # a form lives as long as its session: nobody loses an answer to a clock
    )
    app.extensions[EXTENSION] = _services(app, settings)
    app.before_request(_room_for_files)  # before the check of desk forms, which reads them
    _add_rooms(app, settings)
    cli.register(app)
    app.before_request(_from_our_pages_only)
    _set_up_answers(app)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies)  # type: ignore[method-assign]
    return app


def _services(app: Flask, settings: Settings) -> Services:
    """Return all that views ask for, each part with what it needs."""
    store = Store(settings.database)
    return Services(
        settings=settings,
        store=store,
        answers=AnswerStore(store.engine),
        desk=DeskStore(store.engine),
        content=ContentFolder(settings.content, parseaddr(settings.mail_from)[1], settings.git_remote),
        accounts=Accounts.of(AccountStore(store.engine), settings.secret_key),
        figures=FiguresStore(store.engine),
        health=HealthStore(store.engine),
        mail=MailStore(store.engine),
        telling=TellingStore(store.engine),
        keeping=KeepingStore(store.engine),
        receipts=ReceiptLogStore(store.engine),
        published=Published(settings.build),
        stamps=Stamps(settings.secret_key, settings.clock),
        keys=Keys.of(settings.secret_key),
        attachments=Attachments(AttachmentStore(store.engine), settings.attachments),
        signed_files=SignedFiles(SignedFileStore(store.engine), settings.attachments),
        budgets=Budgets(store),
        templates=_templates(app, settings),
    )


def _add_rooms(app: Flask, settings: Settings) -> None:
    """Add the citizens' rooms in every language, the desk, and the site; desk forms need a token."""
    csrf = CSRFProtect(app)
    # A citizen's form carries no authority that a foreign site could abuse; its own signed stamp protects it.
    for blueprint in (room.blueprint for room in (sending, public, public_figures, search, rating)):
        csrf.exempt(blueprint)
        app.register_blueprint(blueprint)
        for language in LANGUAGES:
            if language != VIETNAMESE:
                app.register_blueprint(blueprint, url_prefix=f"/{language}", name=f"{blueprint.name}-{language}")
    # Whoever has a mail may choose about it by the random name in it: mail programs do, without any form of ours.
    csrf.exempt(mail_choices.blueprint)
    app.register_blueprint(mail_choices.blueprint)
    for blueprint in (*BLUEPRINTS, monitoring.blueprint):
        app.register_blueprint(blueprint)
    if settings.has_console_mailbox:
        app.register_blueprint(mailbox.blueprint)
    app.register_blueprint(site.blueprint)


def _templates(app: Flask, settings: Settings) -> Mapping[str, Environment]:
    """Return the templates by language; Flask's own are the Vietnamese ones."""
    own: BaseLoader = FileSystemLoader(Path(app.root_path) / "templates")
    app.jinja_loader = ChoiceLoader([own, theme_loader(settings.theme)])
    templates = {language: app.create_jinja_environment() for language in LANGUAGES} | {VIETNAMESE: app.jinja_env}
    for language, env in templates.items():
        furnish(env, language)
        env.globals["count_undelivered"] = count_undelivered
    app.jinja_env.globals["desk_links"] = doors.links
    return templates


def _room_for_files() -> None:
    """Let forms of the desk be as large as the scans or the signed document they take; citizens' forms see to it."""
    if request.blueprint == entry.blueprint.name:
        uploads.allow_files()
    replies.allow_file()


def _from_our_pages_only() -> Answer | None:
    """Refuse what another site's page has a browser send."""
    return problem_page(explain(ForeignPageError(), say), _typed()) if guards.is_foreign() else None


def _set_up_answers(app: Flask) -> None:
    """Strict headers on everything; no page of the inbox is kept by browser or proxy; errors have words."""

    @app.after_request
    def _headers(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if not response.headers.get("ETag"):
            response.headers["Cache-Control"] = "no-store"
        return response

    @app.errorhandler(NothingPublishedError)
    def _nothing_published(error: NothingPublishedError) -> Answer:
        return problem_page(explain(error, say), _typed())

    @app.errorhandler(RequestEntityTooLarge)
    def _too_large(_error: RequestEntityTooLarge) -> Answer:
        return _problem(
            say("Nội dung gửi quá lớn"),
            say("Hãy bấm Quay lại: nội dung vẫn còn trong ô. Rút ngắn còn tối đa 20.000 ký tự, hoặc gửi ít tệp hơn."),
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        )

    @app.errorhandler(CSRFError)
    def _foreign_form(_error: CSRFError) -> Answer:
        return doors.form_refused()

    @app.errorhandler(HTTPStatus.METHOD_NOT_ALLOWED)
    def _wrong_method(_error: Exception) -> Answer:
        title, text = say("Không mở được như vậy"), say("Hãy bắt đầu lại từ trang chủ.")
        return _problem(title, text, HTTPStatus.METHOD_NOT_ALLOWED)

    @app.errorhandler(HTTPStatus.INTERNAL_SERVER_ERROR)
    def _broken(_error: Exception) -> Answer:
        return _problem(
            say("Trang gặp lỗi"),
            say("Lỗi ở phía chúng tôi, đã được ghi lại. Hãy bấm Quay lại (nội dung vẫn còn) rồi gửi lại sau ít phút."),
            HTTPStatus.INTERNAL_SERVER_ERROR,
        )


def _typed() -> list[str]:
    """Return the texts that came with a request that no view has looked at."""
    with suppress(RequestEntityTooLarge):  # then the browser still has them
        return [*Typed.of(request.form).kept, *doors.typed()]
    return []


def _problem(title: str, text: str, status: HTTPStatus) -> Answer:
    return problem_page(Explanation(title, text, status))
