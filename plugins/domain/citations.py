"""Which document another one means by `59/2023/NĐ-CP`, who cites whom, and whether a document is still in force."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property

from plugins.domain.contents import Document
from plugins.domain.symbols import normal_symbol

# n/yyyy/XX-YY, n/XX-YY, n/yyyy/QH15 and the Party's n-XX/TW (domain: Decree 30/2020, Phụ lục III and practice).
_SYMBOL = (
    r"(?<![\w/.-])(?:\d{1,5}(?:/\d{4})?/[A-ZĐÐ][A-Za-zĐÐđ]*\d{0,2}(?:-[A-ZĐÐ][A-Za-zĐÐđ0-9]*)*"
    r"|\d{1,4}-[A-ZĐÐ][A-Za-zĐÐđ]*/[A-ZĐÐ]{2,})(?![\w/-])"
)
_DAY = r"(?:,?\s+(?:ngày\s+)?(?P<d>\d{1,2})(?:/|\s+tháng\s+)(?P<m>\d{1,2})(?:/|\s+năm\s+)(?P<y>\d{4}))?"
CITED = re.compile(rf"(?P<symbol>{_SYMBOL}){_DAY}")


@dataclass(frozen=True)
class Cited:
    """A document named in a text: its symbol as written, the day said with it, where the symbol stands."""

    symbol: str
    issued_on: date | None
    start: int
    end: int


def cited(text: str) -> Iterator[Cited]:
    """Yield every symbol of a document in a text."""
    for match in CITED.finditer(text):
        day = None
        if match["y"]:
            try:
                day = date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:  # 31/02/2024: a symbol all the same
                day = None
        yield Cited(match["symbol"], day, match.start("symbol"), match.end("symbol"))


class Relation(Enum):
    """How one document stands to another: words seen from the one, words seen from the other."""

    BASIS = ("bases", "Căn cứ", "Là căn cứ của")
    IMPLEMENTS = ("implements", "Thi hành", "Được thi hành bằng")
    AMENDS = ("amends", "Sửa đổi, bổ sung", "Được sửa đổi, bổ sung bởi")
    REPLACES = ("replaces", "Thay thế", "Được thay thế bởi")

    def __init__(self, field: str, words: str, reverse: str) -> None:
        self.field = field
        self.words = words
        self.reverse = reverse


class LegalStatus(Enum):
    """Whether a document is in force, with the words on its page."""

    NOT_YET = ("not-yet", "Chưa có hiệu lực")
    IN_FORCE = ("in-force", "Còn hiệu lực")
    AMENDED = ("amended", "Còn hiệu lực, đã được sửa đổi, bổ sung")
    EXPIRED = ("expired", "Hết hiệu lực")
    REPLACED = ("replaced", "Hết hiệu lực, đã được thay thế")

    def __init__(self, id_: str, words: str) -> None:
        self.id = id_
        self.words = words


@dataclass(frozen=True)
class Named:
    """What a document names: as written in its front matter, and the document meant, if it is here."""

    written: str
    document: Document | None


class Citations:
    """The issued documents by symbol, and who names whom."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = tuple(documents)
        self._by_symbol: dict[str, list[Document]] = {}
        for document in self.documents:
            self._by_symbol.setdefault(normal_symbol(document.symbol), []).append(document)

    def find(self, symbol: str, issued_on: date | None = None) -> Document | None:
        """Return the document of a symbol, None when it is not here or more than one could be meant.

        Numbers begin anew each year and at each issuer (Decree 30/2020); the day said with a symbol tells them apart.
        """
        candidates = self._by_symbol.get(normal_symbol(symbol), [])
        if issued_on is not None:
            candidates = [d for d in candidates if d.issued_on == issued_on]
        return candidates[0] if len(candidates) == 1 else None

    def named(self, document: Document, relation: Relation) -> list[Named]:
        """Return what a document names in one relation, in its own words and order."""
        entries: tuple[str, ...] = getattr(document, relation.field)
        return [Named(words, self._meant(words, document)) for words in entries]

    def naming(self, document: Document, relation: Relation) -> list[Document]:
        """Return the documents that name this one in a relation, newest first."""
        return self._naming.get((document.id, relation), [])

    def chain(self, document: Document, *, upwards: bool) -> list[list[Document]]:
        """Return what a document implements, step by step, or (downwards) what implements it; no document twice."""
        steps: list[list[Document]] = []
        seen = {document.id}
        current = [document]
        while current:
            following: list[Document] = []
            for one in current:
                named = [n.document for n in self.named(one, Relation.IMPLEMENTS) if n.document] if upwards else []
                for other in named or ([] if upwards else self.naming(one, Relation.IMPLEMENTS)):
                    if other.id not in seen:
                        seen.add(other.id)
                        following.append(other)
            if following:
                steps.append(following)
            current = following
        return steps

    def status(self, document: Document, on: date) -> LegalStatus:
        """Return whether a document is in force on a day, as its dates and the documents that name it tell."""
        if any(_in_force_since(other) <= on for other in self.naming(document, Relation.REPLACES)):
            return LegalStatus.REPLACED
        if document.expires_on is not None and document.expires_on <= on:
            return LegalStatus.EXPIRED
        if on < _in_force_since(document):
            return LegalStatus.NOT_YET
        if any(_in_force_since(other) <= on for other in self.naming(document, Relation.AMENDS)):
            return LegalStatus.AMENDED
        return LegalStatus.IN_FORCE

    @cached_property
    def _naming(self) -> dict[tuple[str, Relation], list[Document]]:
        naming: dict[tuple[str, Relation], list[Document]] = {}
        for document in self.documents:
            for relation in Relation:
                for named in self.named(document, relation):
                    if named.document is not None and document not in naming.get((named.document.id, relation), []):
                        naming.setdefault((named.document.id, relation), []).append(document)
        return naming

    def _meant(self, words: str, by: Document) -> Document | None:
        found = next(cited(words), None)
        document = self.find(found.symbol, found.issued_on) if found else None
        return document if document is not by else None


def _in_force_since(document: Document) -> date:
    return document.effective_on or document.issued_on
