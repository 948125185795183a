"""The grammar of Vietnamese legal texts: phần, chương, mục, điều, khoản, điểm, and the I./1./a)/-/+ of plans.

It reads lines and never refuses one: what looks odd is kept as text and reported as an `Oddity`.
Ids have the Akoma Ntoso shape, `art_1__para_2__point_dd` (Naming Convention 1.0); đ is `dd`, so that
điểm d and điểm đ differ. Điều numbers are unique in a document, so chapters do not enter their ids.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from plugins.domain.annexes import annex_starts
from plugins.domain.legal_text import LegalText
from plugins.domain.numbering import id_number, is_odd_count, is_odd_point
from plugins.domain.openers import BOOKMARK, POINT_LETTERS, AnnexHeading, Level, Opening, without_bookmarks
from plugins.domain.provisions import Oddity
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
_ARTICLE, _CLAUSE, _POINT, _SECTION, _DASH = Level.ARTICLE, Level.CLAUSE, Level.POINT, Level.SECTION, Level.DASH
_WITH_CLAUSES = {_ARTICLE.rank, _SECTION.rank}

ToHtml = Callable[[str], str | None]


def _unrendered(_source: str) -> str | None:
    return ""


def parse(source: str, to_html: ToHtml = _unrendered) -> LegalText:
    """Read the text of a document (Markdown or raw, any Unicode form, wrapped or not).

    `to_html` makes the HTML of each paragraph from its source, None where that is its words in a `<p>`.
    """
    lines = paragraphs(source)
    starts = annex_starts(lines)
    text = _Text(to_html)
    _Reader(lines[: starts[0][0]] if starts else lines, text).read()
    for number, (start, heading) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(lines)
        _read_annex(lines[start:end], heading, str(number + 1), text)
    return text.done()


def _read_annex(lines: list[Line], heading: AnnexHeading, count: str, text: "_Text") -> None:
    """Read an annex with what stands in it; its numbers begin anew, and all its ids begin with its own."""
    taken = text.annexes
    wanted = f"{Level.ANNEX.prefix}_{heading.number or count}"
    eid = (
        wanted if wanted not in taken else next(f"{wanted}-{n}" for n in range(2, 1000) if f"{wanted}-{n}" not in taken)
    )
    taken.add(eid)
    text.begin(Level.ANNEX, heading.printed, eid, heading.label, is_alone=True)
    _Reader(lines[1:], text, inside=eid, inside_label=heading.label).read()


@dataclass(slots=True)
class _Text:
    """A text under construction, as it lies flat (see `LegalText`)."""

    to_html: ToHtml
    before: int = 0
    after: int = 0
    rows: list[tuple[int, str, str, str, bool]] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    oddities: list[Oddity] = field(default_factory=list)
    annexes: set[str] = field(default_factory=set)

    def begin(self, level: Level, printed: str, eid: str, label: str, *, is_alone: bool) -> None:
        """Begin a provision; the paragraphs to come are its own."""
        self.rows.append((level.rank, printed, eid, label, is_alone))
        self.counts.append(0)

    def take(self, source: str, *, has_ended: bool = False) -> None:
        """Take a paragraph: into the provision begun last, or before the first, or once the text has ended behind."""
        self.sources.append(source)
        if has_ended:
            self.after += 1
        elif self.counts:
            self.counts[-1] += 1
        else:
            self.before += 1

    def done(self) -> LegalText:
        """Return the text."""
        ranks, printed, eids, labels, is_alone = zip(*self.rows, strict=True) if self.rows else ((),) * 5
        return LegalText(
            self.before,
            self.after,
            bytes(ranks),
            printed,
            eids,
            labels,
            is_alone,
            tuple(self.counts),
            tuple(self.sources),
            tuple(map(self.to_html, self.sources)),
            tuple(self.oddities),
        )


@dataclass(slots=True)
class _Open:
    """A provision that is open; `last` are the numbers of the last ones that stand in it, by rank."""

    rank: int
    eid: str
    label: str
    last: dict[int, str] = field(default_factory=dict)


class _Reader:
    """Reads a text, or an annex of it, paragraph by paragraph; `stack` holds the open provisions, outermost first."""

    def __init__(self, lines: list[Line], text: _Text, inside: str = "", inside_label: str = "") -> None:
        self.lines = lines
        self.text = text
        self.inside = inside  # the id of the annex in which the lines stand, "" for the text itself
        self.quoted_until = -1
        self.has_articles = any(line.opening is not None and line.opening.level is _ARTICLE for line in lines)
        # What all others stand in is below them.
        self.stack = [_Open(-1, inside, inside_label)]
        self.eids: set[str] = set()
        self.has_begun = False
        self.ended = False
        self.lists_recipients = False

    def read(self) -> None:
        """Take all paragraphs in order."""
        for index, line in enumerate(self.lines):
            text = line.text
            if "[" in text:
                self._note_bookmarks(line)
            if text[0].isalnum() or not self._is_leftover(line):
                self._take(index, line)

    def _take(self, index: int, line: Line) -> None:
        """Take one paragraph: it opens a provision or joins what is open."""
        text, opening = line.bare, line.opening
        if index <= self.quoted_until:
            # What an amending act quotes is text of the provision that quotes it.
            self._join(line)
        else:
            if opening is None:
                self._note_what_ends(text)
            elif self.ended:
                self._note_late_article(line, opening)
                opening = None
            elif not self._may_open(opening):
                opening = None
            if opening is None:
                self._join(line)
            else:
                self._open(opening, line)
            if ("“" in text or '"' in text) and self.has_begun and not self.ended:
                self._note_quotation(index, text[opening.text_from :] if opening else text)
        if index >= self.quoted_until and text.endswith(END_MARK) and not self.inside and self.has_begun:
            self.ended = True

    def _note_what_ends(self, text: str) -> None:
        """After the adoption or the recipients nothing opens; in an annex, which has no end, the recipients do not."""
        is_recipients = RECIPIENTS.match(text) is not None
        if self.inside:
            self.lists_recipients = self.lists_recipients or is_recipients
        elif self.has_begun and (is_recipients or ADOPTED.match(text)):
            self.ended = True

    def _note_quotation(self, index: int, text: str) -> None:
        """Note up to which paragraph the quotation goes that a paragraph begins; one that never ends is reported."""
        quoted = lines_quoted([text, *(line.text for line in self.lines[index + 1 :])])
        if quoted is None:
            self._note(self.lines[index], "open_quotation", self.lines[index].text)
        else:
            self.quoted_until = index + quoted

    def _join(self, line: Line) -> None:
        """Take a paragraph without a number into what is open."""
        self.text.take(line.text, has_ended=self.ended)

    def _note_late_article(self, line: Line, opening: Opening) -> None:
        if opening.level is _ARTICLE:
            self._note(line, "article_after_end", line.text)

    def _note_bookmarks(self, line: Line) -> None:
        for bookmark in BOOKMARK.findall(line.text):
            self._note(line, "bookmark", bookmark)

    def _is_leftover(self, line: Line) -> bool:
        """Tell whether a line is a rule, or the bar of a lost table, which is reported."""
        if line.text == "|":
            self._note(line, "table_bar", line.text)
        return RULE_OR_BAR.fullmatch(without_bookmarks(line.text)) is not None

    def _may_open(self, opening: Opening) -> bool:
        """Khoản and điểm need something to belong to; Roman numbers are parts of plans, not of articles."""
        level = opening.level
        if opening.is_bare_roman:
            return not self.has_articles
        if level is _CLAUSE:
            if self.has_articles:
                return any(p.rank in _WITH_CLAUSES for p in self.stack)
            return bool(self.inside or self.text.before or self.has_begun)
        if level is _POINT:
            return self.stack[-1].rank >= _SECTION.rank
        if not level.is_numbered:
            return self.has_begun and not self.lists_recipients
        return True

    def _open(self, opening: Opening, line: Line) -> None:
        """Open a provision where it belongs; what stands behind the number is its first paragraph."""
        level, printed, number, _, text_from = opening
        rank, stack = level.rank, self.stack
        while stack[-1].rank >= rank:
            stack.pop()
        parent = stack[-1]
        if level.is_numbered:
            self.lists_recipients = False
            self._note_odd_number(opening, parent, line)
        else:
            # An item has no number but its place among the items of its list, whatever their marks.
            rank = _DASH.rank
            number = str(int(parent.last.get(rank, "0")) + 1)
            parent.last[rank] = number
        self.has_begun = True
        # Điều are numbered through whatever chapters they stand in, and cited without them, as these are.
        whole = stack[0]
        outer_id = whole.eid if level is _ARTICLE else parent.eid
        outer_label = whole.label if level.rank <= _ARTICLE.rank else parent.label
        words = f"{level.word} {number if level.is_numbered else _ordinal(int(number))}"
        eid, label = _named(level.prefix, number, words, outer_id, outer_label)
        if eid in self.eids:
            eid = self._another_eid(eid, line, printed)
        self.eids.add(eid)
        own = line.bare[text_from:]
        self.text.begin(level, printed, eid, label, is_alone=not own)
        stack.append(_Open(level.rank, eid, label))
        if "[" in line.text:
            own = "".join(m.group() for m in BOOKMARK.finditer(line.text)) + own
        if own:
            self.text.take(own)

    def _another_eid(self, eid: str, line: Line, printed: str) -> str:
        """Return an id for a provision whose number was there before, which is reported."""
        self._note(line, "repeated_number", printed)
        return next(f"{eid}-{n}" for n in range(2, len(self.lines) + 2) if f"{eid}-{n}" not in self.eids)

    def _note_odd_number(self, opening: Opening, parent: _Open, line: Line) -> None:
        """Report a number that is not the one to follow: skipped, repeated, or a letter no law uses."""
        level, number = opening.level, opening.number
        if level is _POINT:
            is_odd = is_odd_point(number, parent.last.get(level.rank, ""))
            if number[0] in POINT_LETTERS:
                parent.last[level.rank] = number
        else:
            # Điều run through the whole document, whatever chapters they stand in.
            before = self.stack[0] if level is _ARTICLE else parent
            is_odd = is_odd_count(number, before.last.get(level.rank, "0"))
            before.last[level.rank] = number
        if is_odd:
            self._note(line, "unexpected_number", opening.printed)

    def _note(self, line: Line, kind: str, found: str) -> None:
        self.text.oddities.append(Oddity(line.number, kind, found))


@lru_cache(maxsize=4096)  # the same names stand in every text
def _named(prefix: str, number: str, words: str, outer_id: str, outer_label: str) -> tuple[str, str]:
    """Return the id of a provision, and how a jurist cites it: smallest unit first ("điểm đ khoản 1 Điều 2")."""
    step = f"{prefix}_{id_number(number)}"
    return f"{outer_id}__{step}" if outer_id else step, f"{words} {outer_label}" if outer_label else words


def _ordinal(place: int) -> str:
    """Return how one counts the items of a list: thứ nhất, thứ hai, …, thứ 11."""
    words = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
    return f"thứ {words[place - 1] if place <= len(words) else place}"
