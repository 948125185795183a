"""The grammar of Vietnamese legal texts: phần, chương, mục, điều, khoản, điểm, and the I./1./a) of plans.

It reads lines and never refuses one: what looks odd is kept as text and reported as an `Oddity`.
Ids have the Akoma Ntoso shape, `art_1__para_2__point_dd` (Naming Convention 1.0); đ is `dd`, so that
điểm d and điểm đ differ. Điều numbers are unique in a document, so chapters do not enter their ids.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

from plugins.domain.text import nfc, slug, squeeze

BOOKMARK = re.compile(r"\[bookmark: ?(\w+)\]")


class Level(Enum):
    """A kind of provision: its rank (outermost first), id prefix and the word a citizen reads."""

    PART = (0, "part", "Phần")
    CHAPTER = (1, "chp", "Chương")
    SECTION = (2, "sec", "Mục")
    ARTICLE = (3, "art", "Điều")
    CLAUSE = (4, "para", "khoản")
    POINT = (5, "point", "điểm")

    def __init__(self, rank: int, prefix: str, word: str) -> None:
        self.rank = rank
        self.prefix = prefix
        self.word = word


@dataclass(frozen=True)
class Paragraph:
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


@dataclass(frozen=True)
class Provision:
    """A numbered unit of a legal text.

    `printed` is the number as written ("Điều 2.", "đ)"); `eid` its id in the page; `label` how one cites
    it ("điểm đ khoản 1 Điều 2"). The text on the line of the number is the first paragraph.
    """

    level: Level
    printed: str
    eid: str
    label: str
    paragraphs: tuple[Paragraph, ...]
    children: "tuple[Provision, ...]" = ()

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
    def outline(self) -> str:
        """The same words with a line for each number and paragraph, to be read."""
        first, *further = [p.plain for p in self.paragraphs] or [""]
        lines = [f"{self.printed} {first}".strip(), *further, *(child.outline for child in self.children)]
        return "\n".join(lines)

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
    """A whole text: what stands before the first provision, the provisions, what stands after the last."""

    preamble: tuple[Paragraph, ...] = ()
    provisions: tuple[Provision, ...] = ()
    closing: tuple[Paragraph, ...] = ()
    oddities: tuple[Oddity, ...] = ()

    def walk(self) -> Iterator[Provision]:
        """Yield every provision in reading order."""
        for provision in self.provisions:
            yield from provision.walk()

    def label_of(self, eid: str) -> str:
        """Return how the provision of that id is cited; the text as a whole for no id."""
        return next((p.label for p in self.walk() if p.eid == eid), "toàn bộ văn bản")

    def rendered(self, to_html: Callable[[str], str]) -> "LegalText":
        """Return the same text with the HTML of each paragraph made by `to_html` from its source."""

        def paragraphs(sources: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
            return tuple(replace(p, html=to_html(p.source)) for p in sources)

        def provision(source: Provision) -> Provision:
            return replace(
                source,
                paragraphs=paragraphs(source.paragraphs),
                children=tuple(provision(child) for child in source.children),
            )

        return replace(
            self,
            preamble=paragraphs(self.preamble),
            provisions=tuple(provision(p) for p in self.provisions),
            closing=paragraphs(self.closing),
        )


# A number opens a provision only at the start of a line. Ð (U+00D0) stands for Đ in old files.
_OPENERS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (Level.PART, re.compile(r"(?P<printed>(?:Phần|PHẦN)\s+(?P<number>[IVXLC]+|thứ \w+|THỨ \w+)[.:]?)(?:\s+|$)")),
    (Level.CHAPTER, re.compile(r"(?P<printed>(?:Chương|CHƯƠNG)\s+(?P<number>[IVXLC]+|\d+)[.:]?)(?:\s+|$)")),
    (Level.SECTION, re.compile(r"(?P<printed>(?:Mục|MỤC)\s+(?P<number>\d+)[.:]?)(?:\s+|$)")),
    (Level.ARTICLE, re.compile(r"(?P<printed>[ĐÐ](?:iều|IỀU)\s+(?P<number>\d+[a-zđ]?)\s*[.:]?)(?:\s+|$)")),
    (Level.SECTION, re.compile(r"(?P<printed>(?P<number>[IVXLC]+)[.])\s+")),
    (Level.CLAUSE, re.compile(r"(?P<printed>(?P<number>\d{1,3}[a-zđ]?)[.])\s+")),
    (Level.POINT, re.compile(r"(?P<printed>(?P<number>[a-zđ]\d?)\s*[)）])\s*")),
)
_ROMAN_SECTION = _OPENERS[4][1]
_ARTICLE = _OPENERS[3][1]
_POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"  # domain.md §8.2: the alphabet of points

_RULE_OR_BAR = re.compile(r"[-=_*|\s]+$")
_PREAMBLE_OPENER = re.compile(r"(Căn cứ|Xét|Theo đề nghị|[A-ZĐ ]*QUYẾT (?:NGHỊ|ĐỊNH))\b")
_ADOPTED = re.compile(r"(?:Nghị quyết|Luật|Pháp lệnh|Quyết định) này (?:đã )?được\b")
_RECIPIENTS = re.compile(r"\**(?:Nơi nhận|NƠI NHẬN)\s*:?")
_END_MARK = "./."


def parse(source: str) -> LegalText:
    """Read the text of a document (Markdown or raw, any Unicode form, wrapped or not)."""
    return _Reader(_joined(_lines(source))).read()


@dataclass(frozen=True)
class _Line:
    number: int
    text: str
    blank_before: bool = False


def _lines(source: str) -> list[_Line]:
    """Return the non-empty lines of `source` in NFC, with bookmarks on lines of their own set onto the next."""
    lines: list[_Line] = []
    blank = True
    carried = ""
    for number, raw in enumerate(source.splitlines(), 1):
        text = carried + squeeze(nfc(raw)) if not raw.lstrip().startswith("|") else nfc(raw).strip()
        carried = ""
        if not text:
            blank = True
        elif BOOKMARK.fullmatch(text):
            carried = text
        else:
            lines.append(_Line(number, text, blank))
            blank = False
    if carried:
        lines.append(_Line(source.count("\n") + 1, carried, blank))
    return lines


def _bare(text: str) -> str:
    """Return a line without what may stand before its number: bookmark, heading or bold marks of Markdown."""
    text = BOOKMARK.sub("", text)
    text = re.sub(r"^#{1,6}\s+", "", text)
    if text.startswith("**"):
        text = text[2:].replace("**", "", 1)
    return text.strip()


def _opens(text: str) -> bool:
    bare = _bare(text)
    return any(pattern.match(bare) for _, pattern in _OPENERS)


# A text is taken as hard-wrapped when no line is longer than this many characters.
_LONGEST_WRAPPED_LINE = 120


def _joined(lines: list[_Line]) -> list[_Line]:
    """Put hard-wrapped lines together again; in a text that is not wrapped every line is a paragraph."""
    if not lines or max(len(line.text) for line in lines) > _LONGEST_WRAPPED_LINE:
        return lines
    width = sorted(len(line.text) for line in lines)[len(lines) * 3 // 4]
    joined: list[_Line] = []
    for line in lines:
        if joined and _continues(joined[-1].text.rsplit("\n", 1)[-1], line, width):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text}\n{line.text}")
        else:
            joined.append(line)
    return [replace(line, text=_unwrap(line.text)) for line in joined]


def _unwrap(text: str) -> str:
    return text if text.startswith("|") and "\n" in text else text.replace("\n", " ")


def _continues(before: str, line: _Line, width: int) -> bool:
    """Tell whether `line` goes on with the paragraph whose last line is `before`."""
    if line.text.startswith("|"):
        return before.startswith("|") and len(before) > 1 and len(line.text) > 1 and not line.blank_before
    if line.blank_before or _RULE_OR_BAR.match(line.text) or _RULE_OR_BAR.match(before):
        return False
    if line.text.startswith(("- ", "+ ", "* ", "> ", "#")) or before.startswith(("|", "#")):
        return False
    if _opens(line.text) and not _false_start(before, line.text):
        return False
    if any(opener.match(line.text) for opener in (_PREAMBLE_OPENER, _ADOPTED, _RECIPIENTS)):
        return False
    if before.endswith(_END_MARK):
        return False
    if line.text[0].islower() or line.text[0].isdigit():
        return True
    # A capital after a line that had room for more words opens a paragraph; after a full line it is wrapped.
    return len(before) >= 0.6 * width and not before.endswith((";", ":")) and not before.isupper()


def _false_start(before: str, text: str) -> bool:
    """A wrapped line such as "… tại khoản / 2. Điều này" begins with a number that opens nothing."""
    return bool(re.search(r"(?:khoản|Khoản|điểm|Điểm|và|hoặc|,)$", before)) and not text.startswith(("Điều", "Chương"))


@dataclass
class _Open:
    """A provision under construction."""

    level: Level
    printed: str
    number: str
    eid: str
    label: str
    paragraphs: list[Paragraph] = field(default_factory=list)
    children: "list[_Open]" = field(default_factory=list)

    def closed(self) -> Provision:
        children = tuple(child.closed() for child in self.children)
        return Provision(self.level, self.printed, self.eid, self.label, tuple(self.paragraphs), children)


class _Reader:
    """Builds the tree line by line; `stack` holds the open provisions, outermost first."""

    def __init__(self, lines: list[_Line]) -> None:
        self.lines = lines
        self.has_articles = any(_ARTICLE.match(_bare(line.text)) for line in lines)
        self.preamble: list[Paragraph] = []
        self.closing: list[Paragraph] = []
        self.roots: list[_Open] = []
        self.stack: list[_Open] = []
        self.oddities: list[Oddity] = []
        self.eids: set[str] = set()
        self.ended = False

    def read(self) -> LegalText:
        for line in self.lines:
            self._note_leftovers(line)
            if _RULE_OR_BAR.fullmatch(line.text):
                continue
            if self.roots and (_ADOPTED.match(_bare(line.text)) or _RECIPIENTS.match(line.text)):
                self.ended = True
            opened = None if self.ended else self._opened(line)
            if opened is None:
                self._home().append(Paragraph(line.text))
            if _bare(line.text).endswith(_END_MARK) and self.roots:
                self.ended = True
        return LegalText(
            tuple(self.preamble),
            tuple(root.closed() for root in self.roots),
            tuple(self.closing),
            tuple(self.oddities),
        )

    def _home(self) -> list[Paragraph]:
        """Return the list that a paragraph without a number joins."""
        if self.ended:
            return self.closing
        return self.stack[-1].paragraphs if self.stack else self.preamble

    def _note_leftovers(self, line: _Line) -> None:
        for bookmark in BOOKMARK.findall(line.text):
            self.oddities.append(Oddity(line.number, "bookmark", bookmark))
        if line.text == "|":
            self.oddities.append(Oddity(line.number, "table_bar", line.text))

    def _opened(self, line: _Line) -> _Open | None:
        """Open the provision that `line` begins and return it; None when it begins none."""
        bookmark = "".join(m.group() for m in BOOKMARK.finditer(line.text))
        bare = _bare(line.text)
        for level, pattern in _OPENERS:
            found = pattern.match(bare)
            if found is None or not self._may_open(level, pattern):
                continue
            while self.stack and self.stack[-1].level.rank >= level.rank:
                self.stack.pop()
            parent = self.stack[-1] if self.stack else None
            provision = self._new(level, found["printed"], found["number"], parent, line)
            (parent.children if parent else self.roots).append(provision)
            self.stack.append(provision)
            rest = bookmark + bare[found.end() :]
            if rest:
                provision.paragraphs.append(Paragraph(rest))
            return provision
        return None

    def _may_open(self, level: Level, pattern: re.Pattern[str]) -> bool:
        """Khoản and điểm need something to belong to; Roman numbers are parts of plans, not of articles."""
        if pattern is _ROMAN_SECTION:
            return not self.has_articles
        if level is Level.CLAUSE:
            return any(p.level in {Level.ARTICLE, Level.SECTION} for p in self.stack) or (
                not self.has_articles and bool(self.preamble or self.roots)
            )
        if level is Level.POINT:
            return any(p.level.rank >= Level.SECTION.rank for p in self.stack)
        return True

    def _new(self, level: Level, printed: str, number: str, parent: _Open | None, line: _Line) -> _Open:
        number = number.replace("Ð", "Đ")
        step = f"{level.prefix}_{_id_number(number)}"
        eid = step if parent is None or level is Level.ARTICLE else f"{parent.eid}__{step}"
        if eid in self.eids:
            self.oddities.append(Oddity(line.number, "repeated_number", printed))
            eid = next(f"{eid}-{n}" for n in range(2, len(self.lines) + 2) if f"{eid}-{n}" not in self.eids)
        self.eids.add(eid)
        siblings = [p for p in (parent.children if parent else self.roots) if p.level is level]
        if self._is_odd(level, number, siblings):
            self.oddities.append(Oddity(line.number, "unexpected_number", printed))
        return _Open(level, printed, number, eid, _label(level, number, parent))

    def _is_odd(self, level: Level, number: str, siblings: list[_Open]) -> bool:
        """Tell whether a number is not the one that should follow: skipped, repeated, or a letter no law uses."""
        previous = siblings[-1].number if siblings else None
        if level is Level.POINT:
            if number[0] not in _POINT_LETTERS:
                return True
            position = _POINT_LETTERS.index(number[0])
            before = _POINT_LETTERS.find(previous[0]) if previous else -1
            return len(number) == 1 and position != before + 1
        if level is Level.CLAUSE:
            before = int(re.sub(r"\D", "", previous)) if previous else 0
            return number.isdigit() and int(number) != before + 1
        if number.isalpha() and number.isupper():
            return _roman(number) != (_roman(previous) if previous else 0) + 1
        return False


def _id_number(number: str) -> str:
    """Return a printed number as it stands in an id: Roman as it is, đ as dd, words folded."""
    return number if re.fullmatch(r"[IVXLC]+", number) else slug(number.replace("đ", "dd"))


def _roman(number: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}.get(c, 0) for c in number]
    return sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))


def _label(level: Level, number: str, parent: _Open | None) -> str:
    """Return how a jurist cites the provision: smallest unit first ("điểm đ khoản 1 Điều 2")."""
    own = f"{level.word} {number}"
    if parent is None or level.rank <= Level.ARTICLE.rank:
        return own
    return f"{own} {parent.label}"
