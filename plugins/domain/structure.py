"""The grammar of Vietnamese legal texts: phần, chương, mục, điều, khoản, điểm, and the I./1./a)/-/+ of plans.

It reads lines and never refuses one: what looks odd is kept as text and reported as an `Oddity`.
Ids have the Akoma Ntoso shape, `art_1__para_2__point_dd` (Naming Convention 1.0); đ is `dd`, so that
điểm d and điểm đ differ. Điều numbers are unique in a document, so chapters do not enter their ids.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from plugins.domain import endings
from plugins.domain.annexes import annex_starts
from plugins.domain.openers import BOOKMARK, POINT_LETTERS, AnnexHeading, Level, Opening
from plugins.domain.quotations import lines_quoted
from plugins.domain.text import slug, squeeze
from plugins.domain.wrapping import (
    ADOPTED,
    BASIS,
    ENACTING,
    END_MARK,
    RECIPIENTS,
    RULE_OR_BAR,
    Line,
    paragraphs,
)

# How a text is cited when no provision of it is.
WHOLE_TEXT = "toàn bộ văn bản"


# A text has hundreds of paragraphs and provisions: named tuples are made, kept and fetched in half the time.
class Paragraph(NamedTuple):
    """One paragraph: its source (Markdown, NFC) and, once rendered, its HTML."""

    source: str
    html: str = ""

    @property
    def plain(self) -> str:
        """The source without the bookmarks a word processor left in it."""
        return BOOKMARK.sub("", self.source)

    @property
    def inline(self) -> str | None:
        """The HTML without its `<p>`, to stand behind a printed number; None when it is another kind of block."""
        inner = self.html.removeprefix("<p>").removesuffix("</p>")
        return inner if len(inner) == len(self.html) - len("<p></p>") and "<p>" not in inner else None


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


@dataclass(frozen=True)
class Oddity:
    """Something unusual that was kept as it is: source line (1-based), what it is, what was found."""

    line: int
    kind: str
    found: str


@dataclass(frozen=True)
class LegalText:
    """A whole text: what stands before the first provision, the provisions, what stands after the last, annexes."""

    preamble: tuple[Paragraph, ...] = ()
    provisions: tuple[Provision, ...] = ()
    closing: tuple[Paragraph, ...] = ()
    oddities: tuple[Oddity, ...] = ()
    annexes: tuple[Provision, ...] = ()

    def walk(self) -> Iterator[Provision]:
        """Yield every provision in reading order."""
        for provision in (*self.provisions, *self.annexes):
            yield from provision.walk()

    def every_paragraph(self) -> Iterator[Paragraph]:
        """Yield every paragraph in reading order."""
        yield from self.preamble
        for provision in self.provisions:
            for part in provision.walk():
                yield from part.paragraphs
        yield from self.closing
        for annex in self.annexes:
            for part in annex.walk():
                yield from part.paragraphs

    @property
    def bases(self) -> tuple[str, ...]:
        """The legal bases as the preamble gives them: Căn cứ, Xét, Theo đề nghị."""
        return tuple(plain for p in self.preamble if BASIS.match(plain := _unmarked(p)))

    @property
    def enacting(self) -> str:
        """The words that enact the text (“QUYẾT NGHỊ:”), "" for a text without them."""
        return next((plain for p in reversed(self.preamble) if ENACTING.fullmatch(plain := _unmarked(p))), "")

    @property
    def adoption(self) -> str:
        """The sentence that says who adopted the text and when, "" for a text without one."""
        return endings.adoption(self._closing)

    @property
    def recipients(self) -> tuple[str, ...]:
        """Who gets the text (nơi nhận), as the closing gives them."""
        return endings.recipients(self._closing)

    @property
    def signature(self) -> endings.Signature | None:
        """Who signed the text, as far as the closing tells it."""
        return endings.signature(self._closing)

    @property
    def _closing(self) -> list[str]:
        return [p.plain for p in self.closing]

    @property
    def printed(self) -> str:
        """The whole text with every word in reading order, an empty line between its lines.

        Reading it again gives the same text. What word processors left is gone: bookmarks, bars of lost tables,
        rules, runs of white space, any Unicode form but NFC.
        """
        lines = [
            *(p.plain for p in self.preamble),
            *(line for provision in self.provisions for line in provision.lines),
            *self._closing,
            *(line for annex in self.annexes for line in annex.lines),
        ]
        return "\n\n".join(line for line in lines if line.strip())

    def label_of(self, eid: str) -> str:
        """Return how the provision of that id is cited; the text as a whole for no id."""
        return next((p.label for p in self.walk() if p.eid == eid), WHOLE_TEXT)

    def rendered(self, to_html: Callable[[str], str]) -> "LegalText":
        """Return the same text with the HTML of each paragraph made by `to_html` from its source."""
        return self.mapped(lambda paragraph: Paragraph(paragraph.source, to_html(paragraph.source)))

    def mapped(self, change: Callable[[Paragraph], Paragraph]) -> "LegalText":
        """Return the same text with every paragraph changed."""

        def mapped(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
            return tuple(map(change, paragraphs))

        def provision(source: Provision) -> Provision:
            paragraphs, children = mapped(source.paragraphs), tuple(map(provision, source.children))
            if paragraphs == source.paragraphs and children == source.children:
                return source
            kept = source.level, source.printed, source.eid, source.label
            return Provision(*kept, paragraphs, children, source.is_alone)

        return replace(
            self,
            preamble=mapped(self.preamble),
            provisions=tuple(provision(p) for p in self.provisions),
            closing=mapped(self.closing),
            annexes=tuple(provision(annex) for annex in self.annexes),
        )


def parse(source: str) -> LegalText:
    """Read the text of a document (Markdown or raw, any Unicode form, wrapped or not)."""
    lines = paragraphs(source)
    starts = annex_starts(lines)
    main = _Reader(lines[: starts[0][0]] if starts else lines)
    text = main.read()
    annexes: list[Provision] = []
    oddities = [*text.oddities]
    for number, (start, heading) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(lines)
        annex, odd = _annex(lines[start:end], heading, str(number + 1), {a.eid for a in annexes})
        annexes.append(annex)
        oddities += odd
    return replace(text, annexes=tuple(annexes), oddities=tuple(oddities))


def _annex(
    lines: list[Line], heading: AnnexHeading, count: str, taken: set[str]
) -> tuple[Provision, tuple[Oddity, ...]]:
    """Return an annex with what stands in it; its numbers begin anew, and all its ids begin with its own."""
    wanted = f"{Level.ANNEX.prefix}_{heading.number or count}"
    eid = (
        wanted if wanted not in taken else next(f"{wanted}-{n}" for n in range(2, 1000) if f"{wanted}-{n}" not in taken)
    )
    text = _Reader(lines[1:], inside=eid, inside_label=heading.label).read()
    annex = Provision(Level.ANNEX, heading.printed, eid, heading.label, text.preamble, text.provisions, is_alone=True)
    return annex, text.oddities


def _unmarked(paragraph: Paragraph) -> str:
    """Return the words of a paragraph without the bold or italic marks in which it may stand."""
    return paragraph.plain.strip("*_ ")


_QUOTE = re.compile('[“"]')
_DIGITS, _ROMAN = re.compile(r"\d+"), re.compile(r"[IVXLC]+")


@dataclass
class _Open:
    """A provision under construction."""

    level: Level
    printed: str
    number: str
    eid: str
    label: str
    is_alone: bool = False
    paragraphs: list[Paragraph] = field(default_factory=list)
    children: "list[_Open]" = field(default_factory=list)

    def closed(self) -> Provision:
        children = tuple(child.closed() for child in self.children)
        paragraphs = tuple(self.paragraphs)
        return Provision(self.level, self.printed, self.eid, self.label, paragraphs, children, self.is_alone)


class _Reader:
    """Builds the tree paragraph by paragraph; `stack` holds the open provisions, outermost first."""

    def __init__(self, lines: list[Line], inside: str = "", inside_label: str = "") -> None:
        self.lines = lines
        self.inside = inside  # the id of the annex in which the lines stand, "" for the text itself
        self.inside_label = inside_label
        self.quoted_until = -1
        self.has_articles = any(o.level is Level.ARTICLE for line in lines for o in line.openings)
        self.preamble: list[Paragraph] = []
        self.closing: list[Paragraph] = []
        self.roots: list[_Open] = []
        self.stack: list[_Open] = []
        self.oddities: list[Oddity] = []
        self.eids: set[str] = set()
        self.last_article = "0"
        self.ended = False
        self.lists_recipients = False

    def read(self) -> LegalText:
        """Take all paragraphs in order and return the text they make."""
        for index, line in enumerate(self.lines):
            self._note_leftovers(line)
            if not RULE_OR_BAR.fullmatch(BOOKMARK.sub("", line.text)):
                self._take(index, line, line.bare)
        provisions = tuple(root.closed() for root in self.roots)
        return LegalText(tuple(self.preamble), provisions, tuple(self.closing), tuple(self.oddities))

    def _take(self, index: int, line: Line, text: str) -> None:
        """Take one paragraph: it opens a provision or joins what is open. `text` is the bare line."""
        if index <= self.quoted_until:
            # What an amending act quotes is text of the provision that quotes it.
            self._home().append(Paragraph(line.text))
        else:
            self._note_what_ends(text)
            opening = self._opening(line)
            if opening is None:
                self._home().append(Paragraph(line.text))
            else:
                self._open(opening, text, line)
            if self.stack and not self.ended:
                self._note_quotation(index, text[opening.text_from :] if opening else text)
        if index >= self.quoted_until and not self.inside and self.roots and text.endswith(END_MARK):
            self.ended = True

    def _note_what_ends(self, text: str) -> None:
        """After the adoption or the recipients nothing opens; in an annex, which has no end, the recipients do not."""
        is_recipients = RECIPIENTS.match(text) is not None
        if self.inside:
            self.lists_recipients = self.lists_recipients or is_recipients
        elif self.roots and (is_recipients or ADOPTED.match(text)):
            self.ended = True

    def _opening(self, line: Line) -> Opening | None:
        """Return with which number a line opens a provision here, None when it does not."""
        if self.ended:
            if any(o.level is Level.ARTICLE for o in line.openings):
                self.oddities.append(Oddity(line.number, "article_after_end", line.text))
            return None
        return next((o for o in line.openings if self._may_open(o)), None)

    def _note_quotation(self, index: int, text: str) -> None:
        """Note up to which paragraph the quotation goes that a paragraph begins; one that never ends is reported."""
        quoted = lines_quoted([text, *(line.text for line in self.lines[index + 1 :])]) if _QUOTE.search(text) else 0
        if quoted is None:
            self.oddities.append(Oddity(self.lines[index].number, "open_quotation", self.lines[index].text))
        else:
            self.quoted_until = index + quoted

    def _home(self) -> list[Paragraph]:
        """Return the list that a paragraph without a number joins."""
        if self.ended:
            return self.closing
        return self.stack[-1].paragraphs if self.stack else self.preamble

    def _note_leftovers(self, line: Line) -> None:
        for bookmark in BOOKMARK.findall(line.text):
            self.oddities.append(Oddity(line.number, "bookmark", bookmark))
        if line.text == "|":
            self.oddities.append(Oddity(line.number, "table_bar", line.text))

    def _may_open(self, opening: Opening) -> bool:
        """Khoản and điểm need something to belong to; Roman numbers are parts of plans, not of articles."""
        if opening.is_bare_roman:
            return not self.has_articles
        if opening.level is Level.CLAUSE:
            return any(p.level is Level.ARTICLE or p.level is Level.SECTION for p in self.stack) or (
                not self.has_articles and bool(self.inside or self.preamble or self.roots)
            )
        if opening.level is Level.POINT:
            return any(p.level.rank >= Level.SECTION.rank for p in self.stack)
        if not opening.level.is_numbered:
            return bool(self.stack) and not self.lists_recipients
        return True

    def _open(self, opening: Opening, text: str, line: Line) -> None:
        """Open a provision where it belongs; what stands behind the number is its first paragraph."""
        while self.stack and self.stack[-1].level.rank >= opening.level.rank:
            self.stack.pop()
        parent = self.stack[-1] if self.stack else None
        siblings = parent.children if parent else self.roots
        if opening.level.is_numbered:
            self.lists_recipients = False
            self._note_odd_number(opening, [p for p in siblings if p.level is opening.level], line)
        else:
            # An item has no number but its place among the items of its list.
            place = 1 + sum(not p.level.is_numbered for p in siblings)
            opening = opening._replace(number=str(place))
        label = _label(opening.level, opening.number, parent, self.inside_label)
        provision = _Open(opening.level, opening.printed, opening.number, self._new_eid(opening, parent, line), label)
        siblings.append(provision)
        self.stack.append(provision)
        rest = text[opening.text_from :]
        provision.is_alone = not rest
        bookmarks = "".join(m.group() for m in BOOKMARK.finditer(line.text)) if "[" in line.text else ""
        if bookmarks or rest:
            provision.paragraphs.append(Paragraph(bookmarks + rest))

    def _new_eid(self, opening: Opening, parent: _Open | None, line: Line) -> str:
        """Return the id of a new provision; a number that was there before gets one of its own and is reported."""
        step = f"{opening.level.prefix}_{_id_number(opening.number)}"
        outer = self.inside if parent is None or opening.level is Level.ARTICLE else parent.eid
        eid = f"{outer}__{step}" if outer else step
        if eid in self.eids:
            self.oddities.append(Oddity(line.number, "repeated_number", opening.printed))
            eid = next(f"{eid}-{n}" for n in range(2, len(self.lines) + 2) if f"{eid}-{n}" not in self.eids)
        self.eids.add(eid)
        return eid

    def _note_odd_number(self, opening: Opening, siblings: list[_Open], line: Line) -> None:
        """Report a number that is not the one to follow: skipped, repeated, or a letter no law uses."""
        if opening.level is Level.POINT:
            is_odd = _is_odd_point(opening.number, [p.number for p in siblings])
        elif opening.level is Level.ARTICLE:
            # Điều run through the whole document, whatever chapters they stand in.
            is_odd = _is_odd_count(opening.number, self.last_article)
            self.last_article = opening.number
        else:
            is_odd = _is_odd_count(opening.number, siblings[-1].number if siblings else "0")
        if is_odd:
            self.oddities.append(Oddity(line.number, "unexpected_number", opening.printed))


def _is_odd_point(letter: str, before: list[str]) -> bool:
    """A letter of the points' alphabet follows the last one that was; a point such as đ1 was inserted later."""
    if letter[0] not in POINT_LETTERS:
        return True
    known = [POINT_LETTERS.index(b[0]) for b in before if b[0] in POINT_LETTERS]
    return len(letter) == 1 and POINT_LETTERS.index(letter) != (known[-1] if known else -1) + 1


def _is_odd_count(number: str, before: str) -> bool:
    """An Arabic or Roman number follows the one before; one with a letter (3a) was inserted; words are not read."""
    count, last = _count(number), _count(before)
    if count is None or last is None:
        return False
    return count not in {last, last + 1} if number[-1].islower() else count != last + 1


def _count(number: str) -> int | None:
    """Return the value of an Arabic (3, 3a) or Roman number, None for words."""
    if digits := _DIGITS.match(number):
        return int(digits.group())
    return _roman(number) if _ROMAN.fullmatch(number) else None


@lru_cache(maxsize=1024)
def _id_number(number: str) -> str:
    """Return a printed number as it stands in an id: Roman as it is, đ as dd, words folded."""
    return number if _ROMAN.fullmatch(number) else slug(number.replace("đ", "dd"))


def _roman(number: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}.get(c, 0) for c in number]
    return sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))


def _label(level: Level, number: str, parent: _Open | None, inside: str) -> str:
    """Return how a jurist cites the provision: smallest unit first ("điểm đ khoản 1 Điều 2")."""
    own = f"{level.word} {number if level.is_numbered else _ordinal(int(number))}"
    if parent is None or level.rank <= Level.ARTICLE.rank:
        return f"{own} {inside}".strip()
    return f"{own} {parent.label}"


def _ordinal(place: int) -> str:
    """Return how one counts the items of a list: thứ nhất, thứ hai, …, thứ 11."""
    words = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
    return f"thứ {words[place - 1] if place <= len(words) else place}"
