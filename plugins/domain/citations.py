"""Which document another one means by `59/2023/NĐ-CP`, who cites whom, and whether a document is still in force."""

from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from plugins.domain.contents import Document
from plugins.domain.symbols import Cited, cited, normal_symbol


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


class Named(NamedTuple):
    """What a document names: as written in its front matter, and the document meant, if it is here."""

    written: str
    document: Document | None


class Citations:
    """Who names whom among the issued documents.

    `bearing` gives the documents that bear a symbol (in its normal form), `naming` those that name it in any relation,
    newest first.
    """

    def __init__(
        self, bearing: Callable[[str], Sequence[Document]], naming: Callable[[str], Sequence[Document]]
    ) -> None:
        self._bearing = bearing
        self._naming_symbol = naming

    @classmethod
    def among(cls, documents: Sequence[Document]) -> "Citations":
        """Return the citations among some documents, newest first."""
        bearing: dict[str, list[Document]] = {}
        naming: dict[str, list[Document]] = {}
        for document in documents:
            bearing.setdefault(document.normal_symbol, []).append(document)
            for symbol in document.symbols_named:
                naming.setdefault(symbol, []).append(document)
        return cls(lambda symbol: bearing.get(symbol, []), lambda symbol: naming.get(symbol, []))

    def find(self, symbol: str, issued_on: date | None = None) -> Document | None:
        """Return the document of a symbol, None when it is not here or more than one could be meant.

        Numbers begin anew each year and at each issuer (Decree 30/2020); the day said with a symbol tells them apart.
        """
        candidates = list(self._bearing(normal_symbol(symbol)))
        if issued_on is not None:
            candidates = [d for d in candidates if d.issued_on == issued_on]
        return candidates[0] if len(candidates) == 1 else None

    def named(self, document: Document, relation: Relation) -> list[Named]:
        """Return what a document names in one relation, in its own words and order."""
        entries: tuple[str, ...] = getattr(document, relation.field)
        return [Named(words, self._meant(words, document)) for words in entries]

    def naming(self, document: Document, relation: Relation) -> list[Document]:
        """Return the documents that name this one in a relation, newest first."""
        candidates = [o for o in self._naming_symbol(document.normal_symbol) if o is not document]
        return [o for o in candidates if any(self._is_meant(document, words) for words in getattr(o, relation.field))]

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

    def _meant(self, words: str, by: Document) -> Document | None:
        found = _first_cited(words)
        document = self.find(found.symbol, found.issued_on) if found else None
        return document if document is not by else None

    def _is_meant(self, document: Document, words: str) -> bool:
        """Tell whether words name this document; who bears another symbol is not looked for."""
        found = _first_cited(words)
        if found is None or normal_symbol(found.symbol) != document.normal_symbol:
            return False
        return self.find(found.symbol, found.issued_on) is document


@lru_cache(maxsize=4096)  # each page asks for what it names and what the documents name that name it
def _first_cited(words: str) -> Cited | None:
    return next(cited(words), None)


def _in_force_since(document: Document) -> date:
    return document.effective_on or document.issued_on
