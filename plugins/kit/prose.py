"""Markdown to HTML that is safe to publish: whatever an office commits, no script comes out."""

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from html import unescape
from types import FrameType
from typing import TYPE_CHECKING

import nh3

from plugins.domain.openers import BOOKMARK, without_bookmarks

if TYPE_CHECKING:
    from markdown import Markdown

# Marks that Markdown would take for a list and renumber; in the law they are printed text.
_LIST_MARK = re.compile(r"^(\d+)([.)])|^([-+*](?=\s)|[#>])")

# Text of these characters holds nothing that Markdown, HTML or the sanitiser would read or write otherwise: letters,
# digits, and marks that mean nothing to them where they stand (no `<>&`, no `*_[]`…).
# The letters of Vietnamese are in \w, too, but by name they are found in half the time.
_LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz"
_HARMLESS = rf"{_LETTERS}{_LETTERS.upper()}\w ,.;:()/%+=?!@°–—…“”‘’\"'\-"
# Among it may stand words in bold (without white space at their ends) and links to files of the folder (no pictures).
_WORDS = rf"(?=[^\W_]|[(“‘\"'])[{_HARMLESS}]++(?<! )"
_BOLD = rf"\*\*{_WORDS}\*\*"
_LINK = rf"(?<!!)\[{_WORDS}\]\([a-z0-9][a-z0-9/.#-]*+\)"
# No group is possessive: Python 3.11 before 3.11.5 forgets what such a one has matched.
_PLAIN = rf"[{_HARMLESS}]*+(?:(?:{_BOLD}|{_LINK})[{_HARMLESS}]*+)*(?<! )"
_PLAIN_LINE = re.compile(rf"(?:[-+] )?[^\W_]{_PLAIN}|(?=[(“‘\"'*]){_PLAIN}")
# Words and nothing else; whoever looks for addresses takes `="` for the beginning of one.
_PLAIN_WORDS = re.compile(rf"(?:(?:[-+] )?[^\W_]|(?=[(“‘\"']))[{_HARMLESS.replace('=', '')}]*+(?<! )")
# Where Markdown looks for blocks, a number or a dash would begin a list.
_PLAIN_BLOCK_LINE = rf"(?!\d+[.)])(?=[^\W_]|[(“‘\"'*]){_PLAIN}"
_PLAIN_PARAGRAPH = re.compile(rf"{_PLAIN_BLOCK_LINE}(?:\n{_PLAIN_BLOCK_LINE})*")
_PLAIN_HEADING = re.compile(rf"(#{{1,6}}) ({_PLAIN_BLOCK_LINE})")
_PLAIN_LIST = re.compile(rf"- {_PLAIN_BLOCK_LINE}(?:\n- {_PLAIN_BLOCK_LINE})*")
# A table whose rows begin and end with a bar, each cell harmless.
_PLAIN_ROW = rf"\|[{_HARMLESS}|]*+(?<=\|)"
_PLAIN_TABLE = re.compile(rf"{_PLAIN_ROW}\n\|(?: *+:?-++:? *+\|)+(?:\n{_PLAIN_ROW})*")

# How a column is aligned is no attribute in HTML any more, and the pages allow no style of their own.
_ALIGNED_CELL = re.compile(r'<(t[hd]) align="(left|right|center)"')
_CLASSES = {"left": "", "right": ' class="number"', "center": ' class="centred"'}

# What a table is called to those who hear the page.
TABLE = "Bảng"
_TABLE_BOX = f'<div class="table-scroll" role="group" tabindex="0" aria-label="{TABLE}"><table>'


_VOID = {"br", "hr", "img", "input", "wbr", "col"}
_DEEPEST = 100


@cache
def _markdown() -> "Markdown":
    from markdown import Markdown

    return Markdown(extensions=["tables", "sane_lists"], extension_configs={"tables": {"use_align_attribute": True}})


class UnconvertibleError(Exception):
    """Markdown cannot be converted: nested too deeply, or of a shape the library stumbles over."""


class TooSlowError(UnconvertibleError):
    """A text takes longer than any honest one would; some forms cost the square of their length."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Stop what is done within after so many seconds of CPU time; only for the main thread of a build.

    Raises TooSlowError.
    """
    _listen()
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


@cache
def _listen() -> None:
    """Set up what the signal does, once: copies of this process have it, too, and nobody else may set it."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlowError

    signal.signal(signal.SIGVTALRM, stop)


def to_html(source: str) -> str:
    """Return the sanitised HTML of ordinary Markdown (notices, answers, pages).

    A table stands in a box of its own that can be scrolled by keyboard: it never makes the page wider than the phone.
    Raises UnconvertibleError.
    """
    return ("" if "_" in source else _plain_blocks(source)) or converted(source)


def _plain_blocks(source: str) -> str:
    """Return the HTML of paragraphs, headings, lists and tables of harmless text, "" when there is anything else."""
    made: list[str] = []
    was_list = False
    for block in re.split("\n\n+", source.strip("\n")):
        is_list = block.startswith("- ")
        if is_list and not was_list and _PLAIN_LIST.fullmatch(block):  # two lists in a row are one
            html = "\n".join(["<ul>", *(f"<li>{_inline(line[2:])}</li>" for line in block.split("\n")), "</ul>"])
        elif heading := _PLAIN_HEADING.fullmatch(block):
            html = f"<h{len(heading[1])}>{_inline(heading[2])}</h{len(heading[1])}>"
        elif _PLAIN_PARAGRAPH.fullmatch(block):
            html = f"<p>{_inline(block)}</p>"
        else:
            html = _plain_table(block) if _PLAIN_TABLE.fullmatch(block) else ""
        if not html:
            return ""
        made.append(html)
        was_list = is_list
    return "\n".join(made)


def _inline(text: str) -> str:
    """Return the HTML of harmless text with its words in bold and its links."""
    if "*" in text:
        text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)
    if "[" in text:
        text = re.sub(r"\[(.+?)\]\((.+?)\)", r'<a href="\2" rel="noopener noreferrer">\1</a>', text)
    return text


def converted(source: str) -> str:
    """Return the same HTML as `to_html`, by the parser of Markdown and the sanitiser whatever the text holds.

    Raises UnconvertibleError.
    """
    try:
        html = _markdown().reset().convert(source)
    except TooSlowError:
        _markdown.cache_clear()
        raise
    except Exception as error:  # whatever a text of odd shape makes the library raise, RecursionError among it
        _markdown.cache_clear()  # the parser is left in the middle of things
        raise UnconvertibleError from error
    if _depth(html) > _DEEPEST:  # the sanitiser's cost grows with the square of the nesting
        raise UnconvertibleError
    html = _ALIGNED_CELL.sub(lambda cell: f"<{cell[1]}{_CLASSES[cell[2]]}", nh3.clean(html))
    html = re.sub(r"<th\b", '<th scope="col"', html)
    return html.replace("<table>", _TABLE_BOX).replace("</table>", "</table></div>")


def _depth(html: str) -> int:
    """Return at most how deeply the tags of a text are nested."""
    deepest = depth = 0
    for closing, name in re.findall(r"<(/?)([a-zA-Z][\w-]*)", html):
        if name.lower() not in _VOID:
            depth = max(0, depth + (-1 if closing else 1))
            deepest = max(deepest, depth)
    return deepest


def legal_to_html(source: str) -> str:
    """Return the HTML of one paragraph of a legal text: inline Markdown and tables, never a list, never raw HTML.

    A bookmark of a word processor becomes what it was: an anchor.
    """
    text = without_bookmarks(source)
    html = _without_markdown(text) or legal_converted(source)
    if text == source:
        return html
    anchors = "".join(f'<a id="bm_{name}"></a>' for name in BOOKMARK.findall(source))
    return html.replace("<p>", f"<p>{anchors}", 1)


def legal_markup(source: str) -> str | None:
    """Return the same, or None where it is nothing but the words of the paragraph in a `<p>`, as in most."""
    return None if _PLAIN_WORDS.fullmatch(source) and "_" not in source else legal_to_html(source)


def _without_markdown(text: str) -> str:
    """Return the HTML of a line or a table that holds no Markdown within, "" for any other."""
    if "_" in text:
        return ""
    if _PLAIN_LINE.fullmatch(text):
        return f"<p>{_inline(text)}</p>"
    return _plain_table(text) if _PLAIN_TABLE.fullmatch(text) else ""


def _plain_table(text: str) -> str:
    """Return the HTML of a table of harmless cells, "" when its rows are not all as long (or of one cell)."""
    heads, marks, *rows = ([cell.strip(" ") for cell in line[1:-1].split("|")] for line in text.split("\n"))
    if len(heads) == 1 or not rows or any(len(row) != len(heads) for row in (marks, *rows)):
        return ""
    aligned = [_ALIGNED[mark[0] == ":", mark[-1] == ":"] for mark in marks]

    def row_of(tag: str, cells: list[str]) -> str:
        written = "".join(f"<{tag}{how}>{cell}</{tag[:2]}>\n" for how, cell in zip(aligned, cells, strict=True))
        return f"<tr>\n{written}</tr>\n"

    head = row_of('th scope="col"', heads)
    body = "".join(row_of("td", row) for row in rows)
    return f"{_TABLE_BOX}\n<thead>\n{head}</thead>\n<tbody>\n{body}</tbody>\n</table></div>"


_ALIGNED = {
    (False, False): "",
    (True, False): _CLASSES["left"],
    (False, True): _CLASSES["right"],
    (True, True): _CLASSES["center"],
}


@lru_cache(maxsize=256)  # the same few lines in bold (**Nơi nhận:**) stand in every document
def legal_converted(source: str) -> str:
    """Return the HTML of one paragraph of a legal text by the parser whatever it holds, without its bookmarks."""
    text = source.replace("<", "&lt;").replace("&lt;br>", "<br>")
    text = _LIST_MARK.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", BOOKMARK.sub("", text))
    return converted(text)


def to_text(html: str) -> str:
    """Return the words of sanitised HTML, for the index and for feeds' summaries."""
    spaced = re.sub(r"</?(?:p|div|br|hr|h\d|[uod]l|li|d[td]|table|t[rhd]|blockquote|pre)\b[^>]*>", " ", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", spaced)).split())
