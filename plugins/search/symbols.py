"""Numbers of documents in every shape in which they are typed, and the keys under which documents are found by them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plugins.domain.symbols import symbol_parts
from plugins.domain.text import fold

_YEAR = r"(?:19|20)\d\d"
_DIGIT = re.compile(r"\d")
_DATE = rf"(?:\s+(?:ngay\s+\d{{1,2}}(?:[/.-]|\s+thang\s+)\d{{1,2}}(?:[/.-]|\s+nam\s+)|nam\s+)(?P<said>{_YEAR}))?"


def keys_of_symbol(symbol: str, year: int) -> Iterator[str]:
    """Yield the keys of a document: `46`, `46/nq`, `46/nq-hdnd`, and each with its year, `46/2026/nq`."""
    number, of = symbol_parts(symbol)
    if not number:
        return
    letters = fold(of)
    for said in ("", f"/{year}"):
        yield f"{number}{said}"
        yield f"{number}{said}/{re.split('[-/]', letters)[0]}"
        yield f"{number}{said}/{letters}"


@dataclass(frozen=True)
class Numbered:
    """A number of a document in what was typed: where it stands there, the key it asks for, its words."""

    start: int
    end: int
    key: str
    words: tuple[str, ...]


class NumberReader:
    """Finds numbers of documents in folded text; knows the types of documents."""

    def __init__(self, types: Mapping[str, str]) -> None:
        """Take the abbreviation of each type by its name, both folded."""
        self._types = types
        shorts = "|".join(sorted(map(re.escape, filter(None, types.values())), key=len, reverse=True)) or "(?!)"
        names = "|".join(sorted(map(re.escape, types), key=len, reverse=True)) or "(?!)"
        number = r"(?<![\w/])(?P<number>\d{1,5})"
        year = rf"(?:\s*[/\s]\s*(?P<year>{_YEAR}))?"
        # 46/2026/NQ-HĐND, 46 nq hdnd: who issued it follows a sign, or ends what was typed.
        body = r"(?:[\s-](?P<body>ubnd|hdnd|cp|ttg|[a-z]{2,8}(?=$)))?"
        letters = r"(?:\s*[/-]\s*(?P<letters>[a-z]+(?:-[a-z0-9]+)*))?"
        self._shapes = [
            re.compile(rf"{shape}(?!\w){_DATE}")
            for shape in (
                rf"{number}/(?P<year>{_YEAR})/(?P<type>qh\d\d)",
                rf"{number}{year}\s*[/\s-]\s*(?P<type>{shorts}){body}",
                rf"(?<!\w)(?P<type>{names}|{shorts})\s*(?:so\s*)?[:.]?\s*(?P<number>\d{{1,5}}){year}{letters}",
                rf"{number}/(?P<year>{_YEAR})",
            )
        ]

    def find(self, folded: str) -> Numbered | None:
        """Return the first number of a document in a folded text, None when it has none."""
        if _DIGIT.search(folded) is None:
            return None
        found = next(filter(None, (shape.search(folded) for shape in self._shapes)), None)
        if found is None:
            return None
        parts = found.groupdict()
        type_ = parts.get("type") or ""
        type_ = self._types.get(type_, type_)
        letters = parts.get("letters") or "-".join(filter(None, (type_, parts.get("body"))))
        year = parts["year"] or parts["said"]
        number = parts["number"].lstrip("0") or "0"
        key = "/".join(filter(None, (number, year, letters)))
        words = (number, *filter(None, (parts["year"],)), *filter(None, re.split("[-/]", letters)))
        return Numbered(found.start(), found.end(), key, words)


def wider(key: str) -> Iterator[str]:
    """Yield a key and those that ask for less: without who issued it, without the year."""
    number, *rest = key.split("/")
    year = rest.pop(0) if rest and re.fullmatch(_YEAR, rest[0]) else ""
    letters = rest[0] if rest else ""
    for said in dict.fromkeys((year, "")):
        for of in dict.fromkeys((letters, letters.split("-")[0])):
            yield "/".join(filter(None, (number, said, of)))
