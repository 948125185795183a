"""One Jinja set-up for both hosts, so that a component gives the same bytes in Pelican and in Flask."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from plugins.domain.clock import VIETNAM
from plugins.domain.contents import Correction

OPTIONS: Mapping[str, Any] = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
    "undefined": StrictUndefined,
    "extensions": ["jinja2.ext.i18n"],
}
VIETNAMESE, ENGLISH = "vi", "en"
_TRANSLATIONS = Path(__file__).with_name("translations")


def environment(loader: BaseLoader, compiled: Path | None = None) -> Environment:
    """Return a Jinja environment as the publisher uses it; `compiled` is a folder for compiled templates."""
    cache = None
    if compiled is not None:
        compiled.mkdir(parents=True, exist_ok=True)
        cache = FileSystemBytecodeCache(str(compiled))
    # Nothing changes under a build: no template is looked at twice.
    env = Environment(**OPTIONS, loader=loader, bytecode_cache=cache, auto_reload=False)  # noqa: S701  # autoescape stands in OPTIONS
    furnish(env)
    return env


def theme_loader(theme: Path) -> BaseLoader:
    """Return the loader of a theme's templates; nothing falls back to another theme."""
    return FileSystemLoader(theme / "templates")


def furnish(env: Environment) -> None:
    """Give an environment the filters and the translations that templates rely on.

    The language of a render is its context variable `language`; Vietnamese is the language of the source.
    """
    env.install_gettext_callables(  # type: ignore[attr-defined]  # comes with the i18n extension
        _gettext, _ngettext, newstyle=True
    )
    env.filters["day"] = day
    env.filters["moment"] = moment
    env.filters["correction_rows"] = correction_rows
    env.filters["iso"] = lambda value: value.isoformat()


@cache
def _catalogue(language: str) -> Callable[[str], str]:
    """Return the translation of a language's PO file; an untranslated string stays Vietnamese."""
    if language == VIETNAMESE:
        return lambda message: message
    from babel.messages.pofile import read_po

    with (_TRANSLATIONS / f"{language}.po").open("rb") as file:
        messages = {str(m.id): str(m.string) for m in read_po(file) if m.id and m.string}
    return lambda message: messages.get(message, message)


@pass_context
def _gettext(context: Context, message: str) -> str:
    return _catalogue(context.get("language", VIETNAMESE))(message)


@pass_context
def _ngettext(context: Context, singular: str, plural: str, count: int) -> str:
    return _catalogue(context.get("language", VIETNAMESE))(singular if count == 1 else plural)


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
