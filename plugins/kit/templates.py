"""One Jinja set-up for both hosts, so that a component gives the same bytes in Pelican and in Flask."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from plugins.domain.clock import VIETNAM
from plugins.domain.contents import Correction
from plugins.kit.figures import bars, heat_map

OPTIONS: Mapping[str, Any] = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
    "undefined": StrictUndefined,
    "extensions": ["jinja2.ext.i18n"],
}
LANGUAGES = VIETNAMESE, ENGLISH = "vi", "en"
_TRANSLATIONS = Path(__file__).with_name("translations")


def environment(loader: BaseLoader, compiled: Path | None = None, language: str = VIETNAMESE) -> Environment:
    """Return a Jinja environment as the publisher uses it, for pages in a language.

    `compiled` is a folder for compiled templates, None for the user's temporary one; environments may share it.
    """
    if compiled is not None:
        compiled.mkdir(parents=True, exist_ok=True)
    cache = FileSystemBytecodeCache(None if compiled is None else str(compiled))
    # Nothing changes under a build: no template is looked at twice.
    env = Environment(**OPTIONS, loader=loader, bytecode_cache=cache, auto_reload=False)  # noqa: S701  # autoescape stands in OPTIONS
    furnish(env, language)
    return env


def theme_loader(theme: Path) -> BaseLoader:
    """Return the loader of a theme's templates; nothing falls back to another theme."""
    return FileSystemLoader(theme / "templates")


def furnish(env: Environment, language: str = VIETNAMESE) -> None:
    """Give an environment the filters and the translations that templates rely on.

    An environment speaks one language, `language` in its templates, so that a component is loaded once and not for each
    page. Vietnamese is the language of the source.
    """
    env.globals["language"] = language
    # In the place of the extension's own, which takes three calls through the context for each string.
    env.globals["_"] = _gettext(language)
    env.filters["day"] = day
    env.filters["moment"] = moment
    env.filters["correction_rows"] = correction_rows
    env.filters["bars"] = bars
    env.filters["heat_map"] = heat_map
    env.filters["iso"] = lambda value: value.isoformat()


def _gettext(language: str) -> Callable[..., Markup]:
    """Return the `_` of templates: a string of the interface in a language, as HTML, its placeholders filled."""
    as_html = lru_cache(maxsize=1024)(lambda message: Markup(_catalogue(language)(message)))  # noqa: S704  # written by us

    def gettext(message: str, **values: object) -> Markup:
        return as_html(message) % values if values else as_html(message)

    return gettext


@cache
def _catalogue(language: str) -> Callable[[str], str]:
    """Return the translation of a language's PO file; an untranslated string stays Vietnamese."""
    if language == VIETNAMESE:
        return lambda message: message
    from babel.messages.pofile import read_po

    with (_TRANSLATIONS / f"{language}.po").open("rb") as file:
        messages = {str(m.id): str(m.string) for m in read_po(file) if m.id and m.string}
    return lambda message: messages.get(message, message)


def day(value: date) -> str:
    """Return a day as 21/11/2026; of a moment, its day in Vietnam."""
    if isinstance(value, datetime):
        value = value.astimezone(VIETNAM).date()
    return f"{value:%d/%m/%Y}"


def moment(value: datetime) -> str:
    """Return a moment as 23:59 ngày 04/12/2026, Vietnam's time."""
    return f"{value.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"


def correction_rows(corrections: Sequence[Correction]) -> list[tuple[str, str, str]]:
    """Return corrections as the component `corrections` shows them, the newest first."""
    newest_first = sorted(corrections, key=lambda c: c.on, reverse=True)
    return [(day(c.on), c.what, c.reason) for c in newest_first]
