"""What was typed, read: words, phrases, what must not occur, numbers of documents, a provision, fields by name.

Nothing in it is an operator of the engine; whatever is no sign of ours is a word or is nothing.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from plugins.domain.rows import Catalogue
from plugins.domain.text import fold, nfc, squeeze
from plugins.search.encodings import from_old_encodings, from_telex, looks_old
from plugins.search.symbols import Numbered, NumberReader
from plugins.search.words import key_of, keys_of, spelling_of, words_of

LONGEST_QUERY = 200
MOST_WORDS = 20

# The names of filters, in addresses and typed (`nam:2026`), beside other ways to type them.
KIND, TYPE, OFFICE, FIELD, YEAR, STATE = FILTERS = (
    "loai",
    "loai-van-ban",
    "co-quan",
    "linh-vuc",
    "nam",
    "trang-thai",
)
_TITLE, _NUMBER = "tieu-de", "so"
_NAMED = re.compile(
    rf'(?<!\S)(-?)({"|".join(sorted((*FILTERS, _TITLE, _NUMBER), key=len, reverse=True))}):("[^"]*"|[^\s"]+)'
)
# What one types for kinds and states; other names are in the registers.
_KINDS = {
    "van ban": "document",
    "du thao": "draft",
    "cong khai": "notice",
    "su kien": "event",
    "trang": "page",
    "ban dich": "translation",
}
_STATES = {"dang mo": "dang-mo", "sap mo": "sap-mo", "da dong": "da-dong"}
_PHRASE = re.compile(r'(?<!\S)(-?)"([^"]*)"')
_UNWANTED = re.compile(r"-\w")
_QUOTES = str.maketrans("“”„«»", '"""""')
_LABEL = re.compile(
    r"(?:(?P<diem>(?:diem|đ\.?)\s+(?P<point>[a-zđ]{1,2})\s+)?(?:khoan|k\.?)\s+(?P<clause>\d+[a-z]?)\s*,?\s+)?"
    r"(?<!\w)(?:dieu|đ\.?)\s*(?P<article>\d+[a-z]?)(?!\w)",
)

_MAYBE_LABEL = re.compile(r"(?:dieu|d\.?)\s*\d")


@dataclass(frozen=True)
class Vocabulary:
    """What a site's registers say of words: ways to say the same, types and abbreviations, the names of filters.

    `ways` gives for words (keys, joined by spaces) other words that mean the same; `names` for each filter the values
    by their folded names.
    """

    ways: Mapping[str, Sequence[str]] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Vocabulary":
        """Return the vocabulary of a site's registers."""
        groups: list[Sequence[str]] = [
            (short, full) for short, full in catalogue.abbreviations.items() if short.isupper()
        ]
        groups += catalogue.synonyms
        ways: dict[str, list[str]] = {}
        for group in groups:
            keys = [keys_of(words) for words in group]
            for key in keys:
                ways.setdefault(key, []).extend(other for other in keys if other != key)
        return cls(
            ways={key: tuple(dict.fromkeys(others)) for key, others in ways.items()},
            types={
                "nghi dinh": "nd",  # of the state, named everywhere and published nowhere here
                "thong tu": "tt",
                **{fold(t.name): fold(t.abbreviation) for t in catalogue.types.values() if t.abbreviation},
            },
            names={
                TYPE: {fold(t.name): t.id for t in catalogue.types.values()},
                OFFICE: {fold(name): o.id for o in catalogue.offices for name in (o.name, *o.aliases)},
                FIELD: {fold(f.name): f.id for f in catalogue.fields.values()},
            },
        )


@dataclass(frozen=True)
class Unit:
    """Something that must occur, in one of several ways; each is one word or several that stand together (keys)."""

    ways: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """A query, read. Words are keys; `spelt` are the same words with their diacritics, `written` as they were typed."""

    words: tuple[str, ...] = ()
    spelt: tuple[str, ...] = ()
    units: tuple[Unit, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    number: str = ""
    number_words: tuple[str, ...] = ()
    provision: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)

    @property
    def wanted(self) -> list[Sequence[str]]:
        """What must occur, each in its ways (keys): the words, those that can be said otherwise, those of a number."""
        return [*(unit.ways for unit in self.units), *((word,) for word in self.number_words)]

    @property
    def said_otherwise(self) -> tuple[str, ...]:
        """The words (keys) of other ways to say what was typed."""
        return tuple(word for unit in self.units for way in unit.ways[1:] for word in way.split())

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was asked for but filters."""
        return not (self.words or self.phrases or self.title or self.number)


class Reader:
    """Reads what was typed, with the words of a site; `is_word` tells whether a key occurs in any text."""

    def __init__(self, vocabulary: Vocabulary, is_word: Callable[[str], bool]) -> None:
        self._vocabulary = vocabulary
        self._is_word = is_word
        self._numbers = NumberReader(vocabulary.types)
        self._longest = max((len(key.split()) for key in vocabulary.ways), default=1)

    def read(self, typed: str) -> Asked:
        """Return what was asked for; the cap on its length holds for letters, not for what they are made of."""
        text = squeeze(nfc(self._decoded(typed[: 4 * LONGEST_QUERY])))[:LONGEST_QUERY].translate(_QUOTES)
        filters: dict[str, str] = {}
        title: list[str] = []
        without: list[str] = []
        phrases: list[tuple[str, ...]] = []

        def named(found: re.Match[str]) -> str:
            name, value = found[2], found[3].strip('"')
            if name == _NUMBER:
                return f" {value} "
            if name == _TITLE:
                title.extend(keys_of(value).split())
                return f" {value} "
            id_ = self._value(name, value)
            if id_ is None or found[1]:
                return f" {value} "
            filters[TYPE if name == KIND and id_ not in _KINDS.values() else name] = id_
            return " "

        def phrase(found: re.Match[str]) -> str:
            if found[1]:
                without.append(keys_of(found[2]))
                return " "
            phrases.append(tuple(words_of(found[2])))
            return f" {found[2]} "

        text = self._with_names(text, named)
        text = _PHRASE.sub(phrase, text)
        kept = []
        for word in text.split():
            if word[0] == "-" and _UNWANTED.match(word):
                without.append(keys_of(word))
            else:
                kept.append(word)
        if without and not keys_of(" ".join(kept)):  # nothing to take it from: plain words
            kept, without = text.split(), []
        return self._of_words(" ".join(kept), filters, title, [w for w in without if w], [p for p in phrases if p])

    def _of_words(
        self,
        text: str,
        filters: Mapping[str, str],
        title: Sequence[str],
        without: Sequence[str],
        phrases: Sequence[tuple[str, ...]],
    ) -> Asked:
        folded = fold(text)
        number = self._numbers.find(folded) if len(folded) == len(text) else None
        provision = ""
        # Most ask for no provision, which is seen sooner than what was asked for.
        if _MAYBE_LABEL.search(folded):
            provision, text = _provision(text, number)
        if provision:
            number = self._numbers.find(fold(text))
        spelt = tuple(spelling_of(self._telex(word)) for word in words_of(text)[:MOST_WORDS])
        words = wanted = tuple(map(key_of, spelt))
        if number:
            rest = f"{text[: number.start]} {text[number.end :]}"
            wanted = tuple(key_of(self._telex(word)) for word in words_of(rest)[:MOST_WORDS])
        return Asked(
            words,
            spelt,
            tuple(self._units(wanted)),
            tuple(phrases),
            tuple(without),
            tuple(title),
            number.key if number else "",
            tuple(map(key_of, number.words)) if number else (),
            provision,
            filters,
        )

    def _with_names(self, text: str, named: Callable[[re.Match[str]], str]) -> str:
        """Take fields by name out of a text; they may be typed with diacritics and a space (`cơ quan: …`)."""
        if ":" not in text:
            return text
        folded = fold(text)
        if len(folded) != len(text):
            return text
        spaced = re.sub(r"(?<!\S)(co|linh|loai van|tieu|trang) (quan|vuc|ban|de|thai)\s?:\s?", r"\1-\2:", folded)
        spaced = spaced.replace("loai van-ban:", "loai-van-ban:")
        if _NAMED.search(spaced) is None:
            return text
        return _NAMED.sub(named, spaced if spaced != folded else _named_parts(text, folded))

    def _value(self, name: str, value: str) -> str | None:
        """Return the id that a filter's value names, None when it names none."""
        asked = squeeze(fold(value).replace("-", " ").replace("_", " "))
        if name == YEAR:
            return asked if re.fullmatch(r"\d{4}", asked) else None
        if name == KIND and asked in _KINDS:
            return _KINDS[asked]
        names = _STATES if name == STATE else self._vocabulary.names.get(TYPE if name == KIND else name, {})
        return names.get(asked) or next((id_ for full, id_ in names.items() if asked and asked in full), None)

    def _decoded(self, typed: str) -> str:
        """Return a text from an old encoding as it was meant, if more of its words are known then."""
        if not looks_old(typed):
            return typed
        return max((typed, *from_old_encodings(typed)), key=self._known)

    def _known(self, text: str) -> int:
        return sum(self._is_word(key_of(word)) for word in words_of(text))

    def _telex(self, word: str) -> str:
        """Return a word that nobody wrote as the keys of one somebody wrote; or as keys that hardly anybody means."""
        meant = None if self._is_word(key_of(word)) else from_telex(word)
        if meant is None:
            return word
        # Two keys too many are no chance, even where a slip besides makes a word that is unknown (vhuwowng).
        return meant if self._is_word(key_of(meant)) or len(meant) <= len(word) - 2 else word

    def _units(self, words: Sequence[str]) -> Iterable[Unit]:
        """Yield what must occur: each word, or words that can be said in another way together."""
        at = 0
        while at < len(words):
            for length in range(min(self._longest, len(words) - at), 0, -1):
                key = " ".join(words[at : at + length])
                if key in self._vocabulary.ways:
                    yield Unit((key, *self._vocabulary.ways[key]))
                    break
            else:
                length = 1
                yield Unit((words[at],))
            at += length


def _named_parts(text: str, folded: str) -> str:
    """Return a text in which what names a field is folded, and nothing else."""
    parts = []
    last = 0
    for found in _NAMED.finditer(folded):
        parts += [text[last : found.start()], found[1], found[2], ":", text[found.start(3) : found.end(3)]]
        last = found.end()
    return "".join([*parts, text[last:]])


def _provision(text: str, number: Numbered | None) -> tuple[str, str]:
    """Return the id of the provision that a text asks for (`art_3__para_2`), "" for none, and the text without it.

    A provision alone is nothing to look for: then it stays words.
    """
    plain = "".join(char if char in "đĐ" else fold(char) for char in text).lower()
    if len(plain) != len(text):
        return "", text
    found = _LABEL.search(
        plain.replace("điều", "dieu").replace("điểm", "diem").replace("đieu", "dieu").replace("điem", "diem")
    )
    if found is None or (number is not None and number.start <= found.start() < number.end):
        return "", text
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    if not words_of(rest):
        return "", text
    eid = f"art_{found['article']}"
    if found["clause"]:
        eid += f"__para_{found['clause']}"
    if found["point"]:
        eid += f"__point_{found['point'].replace('đ', 'dd')}"
    return eid, squeeze(rest)
