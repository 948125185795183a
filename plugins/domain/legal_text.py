"""What a legal text is once it is read: a tree of provisions and their paragraphs, what stands before and after."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from plugins.domain import endings
from plugins.domain.openers import BOOKMARK, Level
from plugins.domain.provisions import (
    Entry,
    Flow,
    Oddity,
    Paragraph,
    Passage,
    Provision,
    paragraph_html,
    paragraph_inline,
)
from plugins.domain.symbols import may_cite
from plugins.domain.wrapping import BASIS, ENACTING

# How a text is cited when no provision of it is.
WHOLE_TEXT = "toàn bộ văn bản"

# By rank.
_LEVELS = tuple(Level)
_LOWEST_HEADING = 6  # in HTML


@dataclass(frozen=True)
class LegalText:
    """A whole text: what stands before the first provision, the provisions, what stands after the last, annexes.

    It lies flat, in reading order, as it is read, kept and fetched; its tree is made when somebody asks for it.
    `ranks` to `counts` hold a value for each provision: which stands in which their ranks tell, `counts` are of their
    own paragraphs. `sources` and `htmls` hold all paragraphs (no HTML: it is the words in a `<p>`): `before` of them
    stand before the first provision, `after` of them after the last that is no annex. `leads` are the places of the
    paragraphs that may lead to other pages: told when a text is kept, not whenever it is fetched.
    """

    before: int = 0
    after: int = 0
    ranks: bytes = b""
    printed_numbers: tuple[str, ...] = ()
    eids: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    is_alone: tuple[bool, ...] = ()
    counts: tuple[int, ...] = ()
    sources: tuple[str, ...] = ()
    htmls: tuple[str | None, ...] = ()
    oddities: tuple[Oddity, ...] = ()
    leads: tuple[int, ...] | None = field(default=None, compare=False)

    def __reduce__(self) -> tuple[type["LegalText"], tuple[object, ...]]:
        """Keep what lies flat, and not the tree."""
        flat = [self.__dict__[each.name] for each in fields(self)]
        return LegalText, (*flat[:-1], self._leading())  # they are the last

    @property
    def preamble(self) -> tuple[Paragraph, ...]:
        """What stands before the first provision."""
        return self._tree.preamble

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """The outermost provisions."""
        return self._tree.provisions

    @property
    def closing(self) -> tuple[Paragraph, ...]:
        """What stands after the last provision."""
        return self._tree.closing

    @property
    def annexes(self) -> tuple[Provision, ...]:
        """Its annexes: each a provision with what stands in it."""
        return self._tree.annexes

    @cached_property
    def _tree(self) -> "_Tree":
        """Its parts; made from the end, as what stands in a provision must be there before it."""
        paragraphs = tuple(map(Paragraph, self.sources, self.htmls))
        every: list[Provision] = []
        whole: list[Provision] = []  # the first in reading order is the last
        columns = (self.ranks, self.printed_numbers, self.eids, self.labels, self.is_alone, self.counts)
        for rank, printed, eid, label, is_alone, count, start in zip(
            *map(reversed, (*columns, self._starts[:-1])), strict=True
        ):
            children: list[Provision] = []
            while whole and whole[-1].level.rank > rank:
                children.append(whole.pop())
            own = paragraphs[start : start + count]
            provision = Provision(_LEVELS[rank], printed, eid, label, own, tuple(children), is_alone)
            whole.append(provision)
            every.append(provision)
        whole.reverse()
        every.reverse()
        outermost = [p for p in whole if p.level is not Level.ANNEX]
        closed = self._starts[self._first_annex]
        closing = paragraphs[closed - self.after : closed]
        return _Tree(paragraphs[: self.before], tuple(outermost), closing, tuple(whole[len(outermost) :]), every)

    @cached_property
    def flow(self) -> Flow:
        """The text in the order in which it lies: whoever shows it so needs no tree."""
        passages: list[Passage] = []
        stands_in: list[Level] = []
        next_ranks = (self.ranks + bytes([Level.ANNEX.rank]))[1:]  # behind the last stands what ends all
        columns = (self.printed_numbers, self.eids, self.labels, self.counts, self._starts[:-1])
        for rank, next_rank, printed, eid, label, count, start in zip(self.ranks, next_ranks, *columns, strict=True):
            inline = paragraph_inline(self.sources[start], self.htmls[start]) if count else ""
            rest, end = start if inline is None else start + 1, start + count
            blocks = self._html(rest, end) if rest < end else ()
            level, heading = _LEVELS[rank], min(len(stands_in) + 2, _LOWEST_HEADING)
            ended: list[Level] = []
            if next_rank > rank:
                stands_in.append(level)
            else:
                ended.append(level)
                while stands_in and stands_in[-1].rank >= next_rank:
                    ended.append(stands_in.pop())
            passages.append(Passage(level, printed, eid, label, inline or "", blocks, heading, ended))
        first_annex = self._first_annex
        closed = self._starts[first_annex]
        closing = self._html(closed - self.after, closed)
        return Flow(self._html(0, self.before), passages[:first_annex], closing, passages[first_annex:])

    @property
    def table_of_contents(self) -> list[Entry]:
        """Its outermost provisions, as a list of contents has them."""
        entries: list[Entry] = []
        outermost = len(_LEVELS)
        for rank, printed, eid, count, start in zip(
            self.ranks, self.printed_numbers, self.eids, self.counts, self._starts[:-1], strict=True
        ):
            if rank <= outermost:
                outermost = rank
                entries.append(Entry(printed, eid, BOOKMARK.sub("", self.sources[start]) if count else None))
        return entries

    @property
    def articles(self) -> list[tuple[str, str]]:
        """The id of each điều and how it is cited."""
        columns = zip(self.ranks, self.eids, self.labels, strict=True)
        return [(eid, label) for rank, eid, label in columns if rank == Level.ARTICLE.rank]

    @cached_property
    def _starts(self) -> list[int]:
        """Where the paragraphs of each provision begin, and at last where all end."""
        starts = list(accumulate(self.counts, initial=self.before))
        first_annex = self._first_annex
        return starts[:first_annex] + [start + self.after for start in starts[first_annex:]]

    @property
    def _first_annex(self) -> int:
        """How many provisions stand before the first annex."""
        found = self.ranks.find(Level.ANNEX.rank)
        return found if found >= 0 else len(self.ranks)

    def _html(self, start: int, end: int) -> list[str]:
        """Return the HTML of some paragraphs."""
        return [*map(paragraph_html, self.sources[start:end], self.htmls[start:end])]

    def walk(self) -> Iterator[Provision]:
        """Yield every provision in reading order."""
        return iter(self._tree.every)

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

    def with_links(self, put_in: Callable[[str], str]) -> "LegalText":
        """Return the same text with links put into the paragraphs that may lead somewhere: HTML, or plain words."""
        htmls = list(self.htmls)
        for place in self._leading():
            html = htmls[place]
            words = self.sources[place]
            if html is not None:
                htmls[place] = put_in(html)
            elif (changed := put_in(words)) != words:  # with a link in them they are no plain words any more
                htmls[place] = paragraph_html(changed, None)
        return replace(self, htmls=tuple(htmls))

    def _leading(self) -> tuple[int, ...]:
        """Return the places of `leads`, told now when that was not done yet."""
        if self.leads is not None:
            return self.leads
        shown = (words if html is None else html for words, html in zip(self.sources, self.htmls, strict=True))
        return tuple(place for place, html in enumerate(shown) if '="' in html or may_cite(html))


class _Tree(NamedTuple):
    """What `LegalText` tells of itself under these names; `every` provision in reading order."""

    preamble: tuple[Paragraph, ...]
    provisions: tuple[Provision, ...]
    closing: tuple[Paragraph, ...]
    annexes: tuple[Provision, ...]
    every: Sequence[Provision]


def _unmarked(paragraph: Paragraph) -> str:
    """Return the words of a paragraph without the bold or italic marks in which it may stand."""
    return paragraph.plain.strip("*_ ")
