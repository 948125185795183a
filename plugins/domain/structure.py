"""The grammar of Vietnamese legal texts: phần, chương, mục, điều, khoản, điểm, and the I./1./a)/-/+ of plans.

It reads lines and never refuses one: what looks odd is kept as text and reported as an `Oddity`.
Ids have the Akoma Ntoso shape, `art_1__para_2__point_dd` (Naming Convention 1.0); đ is `dd`, so that
điểm d and điểm đ differ. Điều numbers are unique in a document, so chapters do not enter their ids.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

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

# A member of an enumeration is looked up slowly, and each paragraph asks for some.
_ARTICLE, _CLAUSE, _POINT, _SECTION = Level.ARTICLE, Level.CLAUSE, Level.POINT, Level.SECTION

ToHtml = Callable[[str], str]


def _unrendered(_source: str) -> str:
    return ""


def parse(source: str, to_html: ToHtml = _unrendered) -> LegalText:
    """Read the text of a document (Markdown or raw, any Unicode form, wrapped or not).

    `to_html` makes the HTML of each paragraph from its source.
    """
    lines = paragraphs(source)
    starts = annex_starts(lines)
    main = _Reader(lines[: starts[0][0]] if starts else lines, to_html)
    preamble, provisions, closing = main.read()
    annexes: list[Provision] = []
    oddities = main.oddities
    for number, (start, heading) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(lines)
        annex, odd = _annex(lines[start:end], heading, str(number + 1), {a.eid for a in annexes}, to_html)
        annexes.append(annex)
        oddities += odd
    return LegalText(preamble, provisions, closing, tuple(oddities), tuple(annexes))


def _annex(
    lines: list[Line], heading: AnnexHeading, count: str, taken: set[str], to_html: ToHtml
) -> tuple[Provision, list[Oddity]]:
    """Return an annex with what stands in it; its numbers begin anew, and all its ids begin with its own."""
    wanted = f"{Level.ANNEX.prefix}_{heading.number or count}"
    eid = (
        wanted if wanted not in taken else next(f"{wanted}-{n}" for n in range(2, 1000) if f"{wanted}-{n}" not in taken)
    )
    reader = _Reader(lines[1:], to_html, inside=eid, inside_label=heading.label)
    preamble, provisions, _ = reader.read()
    annex = Provision(Level.ANNEX, heading.printed, eid, heading.label, preamble, provisions, is_alone=True)
    return annex, reader.oddities


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
        children = tuple([child.closed() for child in self.children]) if self.children else ()
        paragraphs = tuple(self.paragraphs)
        return Provision(self.level, self.printed, self.eid, self.label, paragraphs, children, self.is_alone)


class _Reader:
    """Builds the tree paragraph by paragraph; `stack` holds the open provisions, outermost first."""

    def __init__(self, lines: list[Line], to_html: ToHtml, inside: str = "", inside_label: str = "") -> None:
        self.lines = lines
        self.to_html = to_html
        self.inside = inside  # the id of the annex in which the lines stand, "" for the text itself
        self.inside_label = inside_label
        self.quoted_until = -1
        self.has_articles = any(o.level is _ARTICLE for line in lines for o in line.openings)
        self.preamble: list[Paragraph] = []
        self.closing: list[Paragraph] = []
        self.roots: list[_Open] = []
        self.stack: list[_Open] = []
        self.oddities: list[Oddity] = []
        self.eids: set[str] = set()
        self.last_article = "0"
        self.ended = False
        self.lists_recipients = False

    def read(self) -> tuple[tuple[Paragraph, ...], tuple[Provision, ...], tuple[Paragraph, ...]]:
        """Take all paragraphs in order and return preamble, provisions and closing."""
        for index, line in enumerate(self.lines):
            text = line.text
            if "[" in text:
                self._note_bookmarks(line)
            if text[0].isalnum() or not self._is_leftover(line):
                self._take(index, line)
        return tuple(self.preamble), tuple([root.closed() for root in self.roots]), tuple(self.closing)

    def _take(self, index: int, line: Line) -> None:
        """Take one paragraph: it opens a provision or joins what is open."""
        text = line.bare
        if index <= self.quoted_until:
            # What an amending act quotes is text of the provision that quotes it.
            self._join(line)
        else:
            if not line.openings:
                self._note_what_ends(text)
            opening = self._opening(line) if line.openings else None
            if opening is None:
                self._join(line)
            else:
                self._open(opening, line)
            if ("“" in text or '"' in text) and self.stack and not self.ended:
                self._note_quotation(index, text[opening.text_from :] if opening else text)
        if index >= self.quoted_until and text.endswith(END_MARK) and not self.inside and self.roots:
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
            if any(o.level is _ARTICLE for o in line.openings):
                self.oddities.append(Oddity(line.number, "article_after_end", line.text))
            return None
        for opening in line.openings:
            if self._may_open(opening):
                return opening
        return None

    def _note_quotation(self, index: int, text: str) -> None:
        """Note up to which paragraph the quotation goes that a paragraph begins; one that never ends is reported."""
        quoted = lines_quoted([text, *(line.text for line in self.lines[index + 1 :])])
        if quoted is None:
            self.oddities.append(Oddity(self.lines[index].number, "open_quotation", self.lines[index].text))
        else:
            self.quoted_until = index + quoted

    def _join(self, line: Line) -> None:
        """Take a paragraph without a number into what is open."""
        home = self.closing if self.ended else self.stack[-1].paragraphs if self.stack else self.preamble
        home.append(Paragraph(line.text, self.to_html(line.text)))

    def _note_bookmarks(self, line: Line) -> None:
        for bookmark in BOOKMARK.findall(line.text):
            self.oddities.append(Oddity(line.number, "bookmark", bookmark))

    def _is_leftover(self, line: Line) -> bool:
        """Tell whether a line is a rule, or the bar of a lost table, which is reported."""
        if line.text == "|":
            self.oddities.append(Oddity(line.number, "table_bar", line.text))
        return RULE_OR_BAR.fullmatch(without_bookmarks(line.text)) is not None

    def _may_open(self, opening: Opening) -> bool:
        """Khoản and điểm need something to belong to; Roman numbers are parts of plans, not of articles."""
        level = opening.level
        if opening.is_bare_roman:
            return not self.has_articles
        if level is _CLAUSE:
            return any(p.level is _ARTICLE or p.level is _SECTION for p in self.stack) or (
                not self.has_articles and bool(self.inside or self.preamble or self.roots)
            )
        if level is _POINT:
            return bool(self.stack) and self.stack[-1].level.rank >= _SECTION.rank
        if not level.is_numbered:
            return bool(self.stack) and not self.lists_recipients
        return True

    def _open(self, opening: Opening, line: Line) -> None:
        """Open a provision where it belongs; what stands behind the number is its first paragraph."""
        level, number, stack = opening.level, opening.number, self.stack
        while stack and stack[-1].level.rank >= level.rank:
            stack.pop()
        parent = stack[-1] if stack else None
        siblings = parent.children if parent else self.roots
        if level.is_numbered:
            self.lists_recipients = False
            self._note_odd_number(opening, siblings, line)
        else:
            # An item has no number but its place among the items of its list.
            number = str(1 + int(next((p.number for p in reversed(siblings) if not p.level.is_numbered), "0")))
        label = _label(level, number, parent, self.inside_label)
        eid = self._new_eid(opening, number, parent, line)
        own = line.bare[opening.text_from :]
        provision = _Open(level, opening.printed, number, eid, label, not own)
        siblings.append(provision)
        stack.append(provision)
        if "[" in line.text:
            own = "".join(m.group() for m in BOOKMARK.finditer(line.text)) + own
        if own:
            provision.paragraphs.append(Paragraph(own, self.to_html(own)))

    def _new_eid(self, opening: Opening, number: str, parent: _Open | None, line: Line) -> str:
        """Return the id of a new provision; a number that was there before gets one of its own and is reported."""
        step = f"{opening.level.prefix}_{id_number(number)}"
        outer = self.inside if parent is None or opening.level is _ARTICLE else parent.eid
        eid = f"{outer}__{step}" if outer else step
        if eid in self.eids:
            self.oddities.append(Oddity(line.number, "repeated_number", opening.printed))
            eid = next(f"{eid}-{n}" for n in range(2, len(self.lines) + 2) if f"{eid}-{n}" not in self.eids)
        self.eids.add(eid)
        return eid

    def _note_odd_number(self, opening: Opening, siblings: list[_Open], line: Line) -> None:
        """Report a number that is not the one to follow: skipped, repeated, or a letter no law uses."""
        level, number = opening.level, opening.number
        if level is _ARTICLE:
            # Điều run through the whole document, whatever chapters they stand in.
            is_odd = is_odd_count(number, self.last_article)
            self.last_article = number
        else:
            before = (p.number for p in reversed(siblings) if p.level is level)
            is_odd = is_odd_point(number, before) if level is _POINT else is_odd_count(number, next(before, "0"))
        if is_odd:
            self.oddities.append(Oddity(line.number, "unexpected_number", opening.printed))


def _label(level: Level, number: str, parent: _Open | None, inside: str) -> str:
    """Return how a jurist cites the provision: smallest unit first ("điểm đ khoản 1 Điều 2")."""
    own = f"{level.word} {number if level.is_numbered else _ordinal(int(number))}"
    if parent is None or level.rank <= _ARTICLE.rank:
        return f"{own} {inside}".strip()
    return f"{own} {parent.label}"


def _ordinal(place: int) -> str:
    """Return how one counts the items of a list: thứ nhất, thứ hai, …, thứ 11."""
    words = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
    return f"thứ {words[place - 1] if place <= len(words) else place}"
