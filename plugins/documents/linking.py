"""Links in texts: to other files of the content folder, to attachments, and to documents cited by their number.

A clerk links a file by its place in the content folder (`van-ban/x.md#art_2`, `tep/ban-do.pdf`), wherever the text
itself stands. Links are resolved here, before anything else sees them: nothing outside the folder can be reached.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from html import escape, unescape
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from plugins.documents.source import Source, nearest
from plugins.domain.cards import Content
from plugins.domain.contents import Document
from plugins.domain.faults import Fault, shown
from plugins.domain.legal_text import LegalText
from plugins.domain.publication import Publication
from plugins.domain.symbols import cited, may_cite

# Every page that shows a text lies one folder deep, so this leads from it to the root of the site.
TO_ROOT = "../"
_ATTACHMENTS = "tep"
# Begins with what is seldom there, and looks back from it.
_TARGET = re.compile(r'="(?:(?<=\shref=")|(?<=\ssrc="))([^"]*)"')
_PICTURE = re.compile(r"<img\b[^>]*>")
_TAG = re.compile(r"(<[^>]*>)")
# The elements in which no symbol becomes a link.
_UNLINKED = re.compile(r"<(/?)(?:a|code|pre)\b")
_OUTSIDE = {"http", "https", "mailto", "tel"}
# The fields of a body that are HTML.
_HTML = {"html", "result"}


def targets(html: str) -> list[str]:
    """Return the targets of links and pictures in sanitised HTML."""
    return [unescape(target) for target in _TARGET.findall(html)]


def attachments_in(targets: Iterable[str]) -> list[str]:
    """Return the names of the attachments that the links of a text lead to: paths under `tep/`."""
    paths = [PurePosixPath(unquote(urlsplit(target).path)) for target in targets if _is_address(target)]
    return [str(path.relative_to(_ATTACHMENTS)) for path in paths if path.parts[:1] == (_ATTACHMENTS,)]


def pages_in(targets: Iterable[str]) -> list[str]:
    """Return the targets that must be pages of other files."""
    return [target for target in targets if _is_page(target)]


def faults_of_links(source: Source, html: str, folder: Path) -> Iterator[Fault]:
    """Yield a fault for each link out of the content folder, to no attachment of it, or of no address's shape.

    Whether a page is there, only the whole folder can tell: see `fault_of_page`.
    """
    for target in targets(html):
        if expected := _wrong(target, folder):
            yield Fault(source.file, _line_of(source, target), "liên kết", shown(target), expected)
    for picture in _PICTURE.findall(html):
        if not re.search(r'\balt="[^"]', picture):
            target = next(iter(targets(picture)), "")
            yield Fault(source.file, _line_of(source, target), "ảnh", shown(target), "lời mô tả: ![mô tả](tep/anh.png)")


def fault_of_page(source: Source, target: str, known: Collection[str]) -> Fault:
    """Return the fault of a link to a page that is not there; `known` are the files that are."""
    expected = f"một tệp đã công bố trong content/{nearest(unquote(urlsplit(target).path), known)}"
    return Fault(source.file, _line_of(source, target), "liên kết", shown(target), expected)


def page_of(target: str) -> str:
    """Return the file of the content folder that a link to a page names."""
    return unquote(urlsplit(target).path)


def linked(body: Mapping[str, Any], publication: Publication, content: Content) -> dict[str, Any]:
    """Return a body with its links as links between pages of the site, and with documents it cites linked."""
    find = publication.citations.find

    def url_of(file: str) -> str:
        return next((found.url for found in publication.group("file", file)), file)

    def change(html: str) -> str:
        return with_citations(resolved(html, url_of), find, content.url)

    return {
        name: value.with_links(change) if isinstance(value, LegalText) else change(value) if name in _HTML else value
        for name, value in body.items()
    }


def resolved(html: str, url_of: Callable[[str], str]) -> str:
    """Return the HTML with every link to a file of the folder as a link between pages of the site."""
    if _TARGET.search(html) is None:
        return html

    def url(target: str) -> str:
        parts = urlsplit(target)
        if parts.scheme or not parts.path:
            return target
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return f"{TO_ROOT}{quote(url_of(unquote(parts.path)))}{fragment}"

    return _TARGET.sub(lambda m: f'="{escape(url(unescape(m[1])))}"', html)


def _wrong(target: str, folder: Path) -> str:
    """Return what a target should be instead, "" when its own file has nothing against it."""
    if not _is_address(target):
        return "một địa chỉ đúng dạng"
    parts = urlsplit(target)
    if parts.scheme in _OUTSIDE or (not parts.scheme and not parts.netloc and not parts.path):
        return ""
    path = unquote(parts.path)
    inside = "đường dẫn tính từ content/, ví dụ van-ban/ten-tep.md hoặc tep/ban-do.pdf"
    if parts.scheme or parts.netloc or path.startswith(("/", "{", "|")) or "\\" in path or "\0" in path:
        return f"{inside}; hoặc địa chỉ https://…"
    if ".." in PurePosixPath(path).parts:
        return inside
    if PurePosixPath(path).parts[:1] == (_ATTACHMENTS,):
        file = folder / path
        is_there = file.is_file() and not _has_link(folder, file)
        return "" if is_there else "tên một tệp có trong thư mục tep/"
    return ""


def _is_address(target: str) -> bool:
    try:
        urlsplit(target)
    except ValueError:
        return False
    return True


def _is_page(target: str) -> bool:
    parts = urlsplit(target)
    return not parts.scheme and bool(parts.path) and PurePosixPath(unquote(parts.path)).parts[:1] != (_ATTACHMENTS,)


def html_of(content: Content) -> str:
    """Return all HTML of a content in one piece, but paragraphs that are plain words: there is nothing to follow."""
    pieces: list[str] = []
    for name, value in content.body().items():
        if isinstance(value, LegalText):
            pieces += filter(None, value.htmls)
        elif name in _HTML:
            pieces.append(value)
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
    if not may_cite(html):
        return html
    if "<" not in html:
        return _cited_linked(html, find, itself)
    depth = 0
    pieces: list[str] = []
    for piece in _TAG.split(html):
        if piece.startswith("<"):
            if own := _UNLINKED.match(piece):
                depth += -1 if own[1] else 1
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
    return "".join([*pieces, text[at:]]) if pieces else text
