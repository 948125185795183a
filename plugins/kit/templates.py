"""One Jinja set-up for both hosts, so that a component gives the same bytes in Pelican and in Flask."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any, Protocol

from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from plugins.domain.cards import Correction
from plugins.domain.clock import VIETNAM
from plugins.domain.vocabulary import VIETNAMESE
from plugins.kit.quick_jinja import CompiledTemplates, QuickEnvironment

OPTIONS: Mapping[str, Any] = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
    "undefined": StrictUndefined,
    "extensions": ["jinja2.ext.i18n"],
}
# Says a message of the interface in some language, its placeholders filled.
Say = Callable[..., str]
ENGLISH = "en"
_OWN_NAME = "Tiếng Việt"
_TRANSLATIONS = Path(__file__).with_name("translations")
# The language of the source, then one for each catalogue: adding a catalogue adds a language.
LANGUAGES = (VIETNAMESE, *sorted(path.stem for path in _TRANSLATIONS.glob("*.po")))


def environment(loader: BaseLoader, compiled: Path | None = None, language: str = VIETNAMESE) -> Environment:
    """Return a Jinja environment as the publisher uses it, for pages in a language.

    `compiled` is a folder for compiled templates, None for the user's temporary one; environments may share it.
    """
    if compiled is not None:
        compiled.mkdir(parents=True, exist_ok=True)
    cache = CompiledTemplates(None if compiled is None else str(compiled))
    # Nothing changes under a build: no template is looked at twice.
    env = QuickEnvironment(**OPTIONS, loader=loader, bytecode_cache=cache, cache_size=-1, auto_reload=False)
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
    say = gettext(language)
    env.globals["language"] = language
    # In the place of the extension's own, which takes three calls through the context for each string.
    env.globals["_"] = _as_html(say)
    env.filters["day"] = partial(day, say=say)
    env.filters["moment"] = partial(moment, say=say)
    env.filters["vietnamese"] = partial(_vietnamese, language)
    env.filters["said"] = partial(said, language)
    env.filters["called"] = partial(called, language)
    env.filters["correction_rows"] = correction_rows
    env.filters["bars"] = _bars
    env.filters["heat_map"] = _heat_map
    env.filters["iso"] = lambda value: value.isoformat()


def language_of(path: str) -> str:
    """Return the language in which a page of the site is written, by its path: `en/…` is English."""
    first = path.split("/", 1)[0]
    return first if first in LANGUAGES else VIETNAMESE


def in_language(language: str, path: str) -> str:
    """Return the path of a page in a language, from its path in Vietnamese: Vietnamese pages stand at the root."""
    return path if language == VIETNAMESE else f"{language}/{path}"


@cache
def gettext(language: str) -> Say:
    """Return what says a string of the interface in a language, its placeholders filled.

    What a catalogue lacks stays Vietnamese.
    """

    def say(message: str, **values: object) -> str:
        translated = _catalogue(language)(message)  # read when first needed: it takes a tenth of a second
        return translated % values if values else translated

    return say


@cache
def name_of(language: str) -> str:
    """Return what a language calls itself: its translation of the words “Tiếng Việt”."""
    if language == VIETNAMESE:
        return _OWN_NAME
    # Vietnamese pages need this one line of a catalogue; reading all of it takes a tenth of a second.
    found = re.search(f'^msgid "{_OWN_NAME}"\nmsgstr "(.+)"$', _file_of(language).read_text("utf-8"), re.MULTILINE)
    return found[1] if found else _OWN_NAME


def _as_html(say: Say) -> Callable[..., Markup]:
    """Return the `_` of templates: a string of the interface as HTML, its placeholders filled."""
    as_html = lru_cache(maxsize=1024)(lambda message: Markup(say(message)))  # noqa: S704  # written by us

    def _(message: str, **values: object) -> Markup:
        return as_html(message) % values if values else as_html(message)

    return _


@cache
def _catalogue(language: str) -> Callable[[str], str]:
    """Return the translation of a language's PO file."""
    if language == VIETNAMESE:
        return lambda message: message
    from babel.messages.pofile import read_po

    with _file_of(language).open("rb") as file:
        messages = {str(m.id): str(m.string) for m in read_po(file) if m.id and m.string}
    return lambda message: messages.get(message, message)


def _file_of(language: str) -> Path:
    return _TRANSLATIONS / f"{language}.po"


def _vietnamese(language: str, text: str) -> str:
    """Return words of a content or register, which are Vietnamese, marked so on a page of another language."""
    return text if language == VIETNAMESE or not text else Markup('<span lang="vi">{}</span>').format(text)


def said(language: str, words: str) -> str:
    """Return words of a state, or of a row of a register: translated where the catalogue has them, else marked."""
    translated = gettext(language)(words)
    return translated if translated != words else _vietnamese(language, words)


def _bars(*arguments: Any) -> object:
    from plugins.kit.figures import bars  # few pages draw anything

    return bars(*arguments)


def _heat_map(*arguments: Any) -> object:
    from plugins.kit.figures import heat_map

    return heat_map(*arguments)


class _Named(Protocol):
    """An office, a field: what has a name in English, too."""

    @property
    def name(self) -> str:
        """The Vietnamese name."""

    @property
    def english_name(self) -> str:
        """The English name."""


def called(language: str, named: _Named) -> str:
    """Return what an office or a field is called on a page of a language."""
    return named.english_name if language == ENGLISH and named.english_name else _vietnamese(language, named.name)


in_vietnamese = gettext(VIETNAMESE)


def day(value: date, say: Say = in_vietnamese) -> str:
    """Return a day as a language writes it, 21/11/2026 in Vietnamese; of a moment, its day in Vietnam."""
    if isinstance(value, datetime):
        value = value.astimezone(VIETNAM).date()
    return say("%(day)s/%(month)s/%(year)s", day=f"{value.day:02}", month=f"{value.month:02}", year=value.year)


def moment(value: datetime, say: Say = in_vietnamese) -> str:
    """Return a moment as a language writes it, Vietnam's time: 23:59 ngày 04/12/2026 in Vietnamese."""
    return say("%(time)s ngày %(day)s", time=f"{value.astimezone(VIETNAM):%H:%M}", day=day(value, say))


def correction_rows(corrections: Sequence[Correction]) -> list[tuple[str, str, str]]:
    """Return corrections as the component `corrections` shows them, the newest first."""
    newest_first = sorted(corrections, key=lambda c: c.on, reverse=True)
    return [(day(c.on), c.what, c.reason) for c in newest_first]
