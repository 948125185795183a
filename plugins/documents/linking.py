"""Links in texts: to other files of the content folder, to attachments, and to documents cited by their number.

A clerk links a file by its place in the content folder (`van-ban/x.md#art_2`, `tep/ban-do.pdf`), wherever the text
itself stands. Links are resolved here, before anything else sees them: nothing outside the folder can be reached.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from html import escape, unescape
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from plugins.documents.source import Source, nearest
from plugins.domain.citations import cited
from plugins.domain.contents import Content, Document, Draft
from plugins.domain.faults import Fault, shown

# Every page that shows a text lies one folder deep, so this leads from it to the root of the site.
TO_ROOT = "../"
_ATTACHMENTS = "tep"
_TARGET = re.compile(r'(?<=\s)(href|src)="([^"]*)"')
_PICTURE = re.compile(r"<img\b[^>]*>")
_TAG = re.compile(r"(<[^>]*>)")
_OUTSIDE = {"http", "https", "mailto", "tel"}


def targets(html: str) -> list[str]:
    """Return the targets of links and pictures in sanitised HTML."""
    return [unescape(match[2]) for match in _TARGET.finditer(html)]


class Links:
    """What a link may lead to: pages by the file they are made of, attachments of a content folder."""

    def __init__(self, folder: Path, urls: Mapping[str, str]) -> None:
        self.folder = folder
        self.urls = urls

    def faults(self, source: Source, html: str) -> Iterator[Fault]:
        """Yield a fault for each link that leads nowhere or out of the content folder."""
        for target in targets(html):
            if expected := self._wrong(target):
                yield Fault(source.file, _line_of(source, target), "liên kết", shown(target), expected)
        for picture in _PICTURE.findall(html):
            if not re.search(r'\balt="[^"]', picture):
                target = next(iter(targets(picture)), "")
                yield Fault(
                    source.file, _line_of(source, target), "ảnh", shown(target), "lời mô tả: ![mô tả](tep/anh.png)"
                )

    def resolved(self, html: str) -> str:
        """Return the HTML with every link to a file of the folder as a link between pages of the site."""
        if '="' not in html:
            return html
        return _TARGET.sub(lambda m: f'{m[1]}="{escape(self._url(unescape(m[2])))}"', html)

    def attachments(self, html: str) -> list[str]:
        """Return the names of the attachments that a text links."""
        paths = [PurePosixPath(unquote(urlsplit(target).path)) for target in targets(html)]
        return [str(path.relative_to(_ATTACHMENTS)) for path in paths if path.parts[:1] == (_ATTACHMENTS,)]

    def _wrong(self, target: str) -> str:
        """Return what a target should be instead, "" when it is well."""
        try:
            parts = urlsplit(target)
        except ValueError:
            return "một địa chỉ đúng dạng"
        if parts.scheme in _OUTSIDE or (not parts.scheme and not parts.netloc and not parts.path):
            return ""
        path = unquote(parts.path)
        inside = "đường dẫn tính từ content/, ví dụ van-ban/ten-tep.md hoặc tep/ban-do.pdf"
        if parts.scheme or parts.netloc or path.startswith(("/", "{", "|")) or "\\" in path or "\0" in path:
            return f"{inside}; hoặc địa chỉ https://…"
        if ".." in PurePosixPath(path).parts:
            return inside
        if PurePosixPath(path).parts[:1] == (_ATTACHMENTS,):
            file = self.folder / path
            is_there = file.is_file() and not _has_link(self.folder, file)
            return "" if is_there else "tên một tệp có trong thư mục tep/"
        return "" if path in self.urls else f"một tệp đã công bố trong content/{nearest(path, self.urls)}"

    def _url(self, target: str) -> str:
        parts = urlsplit(target)
        if parts.scheme or not parts.path:
            return target
        path = unquote(parts.path)
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return f"{TO_ROOT}{quote(self.urls.get(path, path))}{fragment}"


def with_html(content: Content, change: Callable[[str], str]) -> Content:
    """Return a content with all its HTML changed."""
    fields: dict[str, Any] = {}
    for field in ("html", "result"):
        if html := getattr(content, field, ""):
            fields[field] = change(html)
    if isinstance(content, Document | Draft):
        fields["text"] = content.text.mapped(lambda paragraph: replace(paragraph, html=change(paragraph.html)))
    return replace(content, **fields)


def html_of(content: Content) -> str:
    """Return all HTML of a content in one piece."""
    pieces: list[str] = []
    with_html(content, lambda html: pieces.append(html) or html)  # type: ignore[func-returns-value]  # gathers them
    return "\n".join(pieces)


def _has_link(folder: Path, file: Path) -> bool:
    """Tell whether a path of the folder goes through a symbolic link."""
    return any((folder / part).is_symlink() for part in [file.relative_to(folder), *file.relative_to(folder).parents])


def _line_of(source: Source, target: str) -> int:
    """Return the line on which a link stands, the first of the body when it is written some other way."""
    at = source.text.find(target, len(source.text) - len(source.body))
    return source.text.count("\n", 0, at) + 1 if at >= 0 else source.body_line


def with_citations(html: str, find: Callable[..., Document | None], itself: str = "") -> str:
    """Return HTML with every symbol of a document that is here as a link to it; `itself` is the page's own URL."""
    if "/" not in html:
        return html
    depth = 0
    pieces: list[str] = []
    for piece in _TAG.split(html):
        if piece.startswith("<"):
            depth += bool(re.match(r"<(a|code|pre)\b", piece)) - bool(re.match(r"</(a|code|pre)>", piece))
            pieces.append(piece)
        else:
            pieces.append(piece if depth else _cited_linked(piece, find, itself))
    return "".join(pieces)


def _cited_linked(text: str, find: Callable[..., Document | None], itself: str) -> str:
    pieces: list[str] = []
    at = 0
    for found in cited(text):
        document = find(found.symbol, found.issued_on)
        if document is not None and document.url != itself:
            link = f'<a href="{TO_ROOT}{document.url}" title="{escape(document.title)}">{found.symbol}</a>'
            pieces += [text[at : found.start], link]
            at = found.end
    return "".join([*pieces, text[at:]])
