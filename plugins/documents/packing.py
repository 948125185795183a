"""How the body of a content lies on the shelf: packed, its paragraphs that may hold a link told apart.

So links are put in while a body is unpacked, and into these alone: a text has hundreds of paragraphs, few hold any.
"""

import copyreg
import io
import pickle
from collections.abc import Callable, Mapping
from typing import Any

from plugins.documents.linking import HTML, may_link
from plugins.domain.legal_text import Paragraph

# Puts the links into some HTML.
Link = Callable[[str], str]


def packed(body: Mapping[str, Any]) -> bytes:
    """Return the fields of a body as bytes."""
    file = io.BytesIO()
    _Packer(file, protocol=pickle.HIGHEST_PROTOCOL).dump(dict(body))
    return file.getvalue()


def unpacked(data: bytes, link: Link) -> dict[str, Any]:
    """Return the fields of a body that `packed` packed, its links put in."""
    body: dict[str, Any] = _Unpacker(io.BytesIO(data), link).load()
    return body | {name: link(body[name]) for name in HTML & body.keys()}


def _linkable(source: str, html: str) -> Paragraph:
    """Return a paragraph that may hold a link; packed ones name this function, `_Unpacker` calls another."""
    return Paragraph(source, html)


def _reduced(paragraph: Paragraph) -> tuple[Callable[..., Paragraph], tuple[Any, ...]]:
    if may_link(paragraph.html):
        return _linkable, tuple(paragraph)
    return copyreg.__newobj__, (Paragraph, *paragraph)  # type: ignore[attr-defined]  # as pickle packs it otherwise


class _Packer(pickle.Pickler):
    dispatch_table = {Paragraph: _reduced}  # noqa: RUF012  # read by pickle alone


class _Unpacker(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, link: Link) -> None:
        super().__init__(file)
        self._link = link

    def find_class(self, module: str, name: str) -> Any:
        return self._linked if name == _linkable.__name__ else super().find_class(module, name)

    def _linked(self, source: str, html: str) -> Paragraph:
        return Paragraph(source, self._link(html))
