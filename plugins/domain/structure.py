"""The grammar of Vietnamese legal texts: phần, chương, mục, điều, khoản, điểm, and the I./1./a)/-/+ of plans.

It reads lines and never refuses one: what looks odd is kept as text and reported as an `Oddity`.
Ids have the Akoma Ntoso shape, `art_1__para_2__point_dd` (Naming Convention 1.0); đ is `dd`, so that
điểm d and điểm đ differ. Điều numbers are unique in a document, so chapters do not enter their ids.
"""

import re
from dataclasses import dataclass, field, replace

from plugins.domain.annexes import annex_starts
from plugins.domain.legal_text import LegalText, Oddity, Paragraph, Provision
from plugins.domain.numbering import id_number, is_odd_count, is_odd_point
from plugins.domain.openers import BOOKMARK, AnnexHeading, Level, Opening, without_bookmarks
from plugins.domain.quotations import lines_quoted
from plugins.domain.wrapping import (
    ADOPTED,
    END_MARK,
    RECIPIENTS,
    RULE_OR_BAR,
    Line,
    paragraphs,
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


_QUOTE = re.compile('[“"]')


@dataclass(slots=True)
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
            if not RULE_OR_BAR.fullmatch(without_bookmarks(line.text)):
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
        for bookmark in BOOKMARK.findall(line.text) if "[" in line.text else ():
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
        step = f"{opening.level.prefix}_{id_number(opening.number)}"
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
            is_odd = is_odd_point(opening.number, [p.number for p in siblings])
        elif opening.level is Level.ARTICLE:
            # Điều run through the whole document, whatever chapters they stand in.
            is_odd = is_odd_count(opening.number, self.last_article)
            self.last_article = opening.number
        else:
            is_odd = is_odd_count(opening.number, siblings[-1].number if siblings else "0")
        if is_odd:
            self.oddities.append(Oddity(line.number, "unexpected_number", opening.printed))


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
