"""The parts of a legal text: its provisions as a tree, or from top to bottom, and their paragraphs."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from plugins.domain.openers import BOOKMARK, Level
from plugins.domain.text import squeeze


# A text has hundreds of paragraphs and provisions: named tuples are made, kept and fetched in half the time.
class Paragraph(NamedTuple):
    """One paragraph: its source (Markdown, NFC) and, unless that is plain words, what was made of it."""

    source: str
    rendered: str | None = None

    @property
    def html(self) -> str:
        """Its HTML."""
        return paragraph_html(self.source, self.rendered)

    @property
    def plain(self) -> str:
        """The source without the bookmarks a word processor left in it."""
        return BOOKMARK.sub("", self.source)

    @property
    def inline(self) -> str | None:
        """The HTML without its `<p>`, to stand behind a printed number; None when it is another kind of block."""
        return paragraph_inline(self.source, self.rendered)


class Provision(NamedTuple):
    """A unit of a legal text: a numbered one, or an item of a list in one.

    `printed` is the number as written ("Điều 2.", "đ)", "-"); `eid` its id in the page; `label` how one cites
    it ("điểm đ khoản 1 Điều 2"). The text on the line of the number is the first paragraph; `is_alone` says that
    nothing stood there.
    """

    level: Level
    printed: str
    eid: str
    label: str
    paragraphs: tuple[Paragraph, ...]
    children: "tuple[Provision, ...]" = ()
    is_alone: bool = False

    @property
    def is_numbered(self) -> bool:
        """Tell whether it can be cited by a number; an item of a list is only a part of what it stands in."""
        return self.level.is_numbered

    def walk(self) -> "Iterator[Provision]":
        """Yield this provision and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def text(self) -> str:
        """The source of this provision and all below it, numbers included, white space squeezed."""
        own = " ".join([self.printed, *(p.plain for p in self.paragraphs)])
        return squeeze(" ".join([own, *(child.text for child in self.children)]))

    @property
    def lines(self) -> tuple[str, ...]:
        """The same words as they are printed, a line for each number and paragraph; a table has several."""
        # A paragraph that held only a bookmark has no words.
        own = [p.plain for p in self.paragraphs if p.plain.strip()]
        if self.is_alone or not own:
            own.insert(0, self.printed)
        else:
            own[0] = f"{self.printed} {own[0]}"
        return (*own, *(line for child in self.children for line in child.lines))

    @property
    def outline(self) -> str:
        """Its lines, to be read."""
        return "\n".join(self.lines)

    @property
    def text_hash(self) -> str:
        """A hash of `text`: a comment is bound to it and so never drifts to another wording."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:32]


class Passage(NamedTuple):
    """A provision where a text is shown from top to bottom: without those below it, which follow.

    `inline` is the HTML behind the printed number, "" for none; `blocks` is the HTML after that. `heading` is the
    level of its heading in HTML, from 2 to 6; `ended` are the levels of those that end with it, the innermost first.
    """

    level: Level
    printed: str
    eid: str
    label: str
    inline: str
    blocks: Sequence[str]
    heading: int
    ended: Sequence[Level]


class Flow(NamedTuple):
    """A text from top to bottom; what stands before the first passage and after the last is HTML."""

    preamble: Sequence[str]
    provisions: Sequence[Passage]
    closing: Sequence[str]
    annexes: Sequence[Passage]


class Entry(NamedTuple):
    """An outermost provision in a list of contents; `words` stand behind its number, None for none."""

    printed: str
    eid: str
    words: str | None


@dataclass(frozen=True)
class Oddity:
    """Something unusual that was kept as it is: source line (1-based), what it is, what was found."""

    line: int
    kind: str
    found: str


def paragraph_html(source: str, rendered: str | None) -> str:
    """Return the HTML of a paragraph."""
    return f"<p>{source}</p>" if rendered is None else rendered


def paragraph_inline(source: str, rendered: str | None) -> str | None:
    """Return the HTML of a paragraph without its `<p>`, None when it is another kind of block."""
    if rendered is None:
        return source
    is_one = rendered.startswith("<p>") and rendered.endswith("</p>") and rendered.find("<p>", 3) < 0
    return rendered[3:-4] if is_one else None
