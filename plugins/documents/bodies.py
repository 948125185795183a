"""The body of a file: a legal text, or ordinary Markdown."""

from typing import Any

from plugins.domain.legal_text import LegalText
from plugins.domain.structure import parse
from plugins.domain.text import nfc
from plugins.kit.prose import legal_markup, to_html, to_text


def legal_text(body: str) -> LegalText:
    """Return a body as a legal text with its HTML. Raises UnconvertibleError."""
    return parse(body, legal_markup)


def prose(body: str) -> dict[str, Any]:
    """Return a body as ordinary Markdown: its HTML and its words. Raises UnconvertibleError."""
    html = to_html(nfc(body))
    return {"html": html, "text": to_text(html)}
