"""Judged queries: what somebody types, of which class it is, and which contents are right answers.

Those over the made-up commune are made from its texts, each right by construction: a phrase no other text holds, the
number of a document. Those over the sample (`sample.tsv`) were written by hand. Of each class every second query is
held out: it was there before anything was tuned, and is counted apart.
"""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random

from bench.corpus import Text

from plugins.domain.text import fold

SAMPLE = Path(__file__).with_name("sample.tsv")
_NO_LETTERS = re.compile(r"[\W_]+")
EACH = 24  # queries of a class
_FEW = 3  # texts that answer a query for words
_TYPES = {"nghi-quyet": "nghị quyết", "quyet-dinh": "quyết định", "ke-hoach": "kế hoạch", "thong-bao": "thông báo"}
_OLD_TONES = {
    "òa": "oà",
    "óa": "oá",
    "ỏa": "oả",
    "õa": "oã",
    "ọa": "oạ",
    "ủy": "uỷ",
    "ùy": "uỳ",
    "úy": "uý",
    "ụy": "uỵ",
}


@dataclass(frozen=True)
class Judged:
    """A query; `wanted` are the ids of the contents that answer it, `place` the anchor wanted, "" for any."""

    kind: str
    typed: str
    wanted: frozenset[str]
    place: str = ""
    is_held_out: bool = False


def of_sample() -> list[Judged]:
    """Return the queries over the sample."""
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))
    return _halved(Judged(kind, typed, frozenset(wanted.split()), place) for kind, typed, wanted, place in rows)


def of_corpus(texts: Sequence[Text], contents: Mapping[str, str], seed: int = 7) -> list[Judged]:
    """Return the queries over made-up texts; the same texts give the same queries.

    `contents` are all words by which each content can be found, by its id: what every engine gets.
    """
    return _halved(_Maker(texts, contents, Random(seed)).queries())  # noqa: S311  # the same each time


def _halved(queries: Iterator[Judged]) -> list[Judged]:
    seen: Counter[str] = Counter()
    halved = []
    for query in queries:
        seen[query.kind] += 1
        halved.append(Judged(query.kind, query.typed, query.wanted, query.place, seen[query.kind] % 2 == 1))
    return halved


class _Maker:
    def __init__(self, texts: Sequence[Text], contents: Mapping[str, str], random: Random) -> None:
        self.random = random
        self.issued = [text for text in texts if text.folder == "van-ban"]
        self.documents = [text for text in self.issued if "du-thao" not in text.head]
        self.phrases: dict[int, list[tuple[str, frozenset[str]]]] = {}
        self.folded = {id_: _folded(words) for id_, words in contents.items()}

    def queries(self) -> Iterator[Judged]:
        numbers: Mapping[str, Callable[[str], str]] = {
            "số, đúng": lambda s: s,
            "số, cách trống": lambda s: fold(s).replace("/", " ").replace("-", " "),
            "số, chữ thường": lambda s: s.lower(),
            "số, loại trước": lambda s: "{1} {0}".format(*s.split("-")[0].split("/")),
            "số, loại liền": lambda s: "{1}{0}".format(*s.split("-")[0].split("/")),
        }
        for kind, shape in numbers.items():
            for _ in range(EACH):
                symbol = str(self._document().head["so-ky-hieu"])
                yield Judged(kind, shape(symbol), self._with_symbol(symbol))
        for _ in range(EACH):
            document = self._document()
            symbol, name = str(document.head["so-ky-hieu"]), _TYPES[str(document.head["loai"])]
            yield Judged("số, tên loại", f"{name} số {symbol.split('/')[0]}", self._with_symbol(symbol))
        for _ in range(EACH):
            document = self._document(of=("nghi-quyet", "quyet-dinh"))
            symbol, name = str(document.head["so-ky-hieu"]), _TYPES[str(document.head["loai"])]
            typed = f"điều 2 {name} {symbol.split('/')[0]} năm {document.on.year}"
            yield Judged("điều của văn bản", typed, frozenset({str(document.head["ma"])}), "art_2")
        phrases: Mapping[str, Callable[[str], str]] = {
            "cụm từ có dấu": lambda p: p,
            "cụm từ không dấu": fold,
            "cụm từ NFD": lambda p: unicodedata.normalize("NFD", p),
            "cụm từ, đ gõ d": lambda p: p.replace("đ", "d").replace("Đ", "D"),
            "cụm từ, dấu kiểu cũ": _old_tones,
            "cụm từ, gõ lỗi một chữ": lambda p: self._slip(fold(p)),
            "cụm từ, sót Telex": self._telex,
        }
        for kind, shape in phrases.items():
            for _ in range(EACH):
                phrase, wanted = self._phrase(6 if "lỗi" in kind else 7)
                yield Judged(kind, shape(phrase), wanted)
        for _ in range(EACH):
            yield self._common_and_rare()

    def _document(self, of: Sequence[str] = tuple(_TYPES)) -> Text:
        while True:
            document = self.random.choice(self.documents)
            if document.head["loai"] in of:
                return document

    def _with_symbol(self, symbol: str) -> frozenset[str]:
        return frozenset(str(d.head["ma"]) for d in self.issued if d.head["so-ky-hieu"] == symbol)

    def _phrase(self, length: int) -> tuple[str, frozenset[str]]:
        """Return neighbouring words that stand together in few texts, with these texts."""
        if not self.phrases.get(length):
            self.phrases[length] = self._some_phrases(length)
        return self.phrases[length].pop()

    def _some_phrases(self, length: int) -> list[tuple[str, frozenset[str]]]:
        """Try many stretches of words at once, for each text is gone through but once."""
        tried: dict[tuple[str, ...], str] = {}
        for _ in range(20_000):
            line = self.random.choice(self._document().body.split("\n"))
            words = [word.strip(",.;:“”()") for word in line.split()[1:]]
            start = self.random.randrange(max(1, len(words) - length))
            window = words[start : start + length]
            if len(window) == length and all(word.isalpha() for word in window):
                tried[tuple(_folded(" ".join(window)).split())] = " ".join(window)
        holders: dict[tuple[str, ...], set[str]] = {folded: set() for folded in tried}
        for id_, text in self.folded.items():
            own = text.split()
            for stretch in holders.keys() & set(zip(*(own[start:] for start in range(length)), strict=False)):
                holders[stretch].add(id_)
        return [(tried[f], frozenset(ids)) for f, ids in holders.items() if 1 <= len(ids) <= _FEW]

    def _slip(self, phrase: str) -> str:
        """Return a phrase with one letter of one longer word dropped, doubled, exchanged or swapped with the next."""
        words = phrase.split()
        at = self.random.choice([i for i, word in enumerate(words) if len(word) > 2] or [0])
        word, i = words[at], self.random.randrange(max(1, len(words[at]) - 1))
        ways = (
            word[:i] + word[i + 1 :],
            word[: i + 1] + word[i:],
            word[:i] + self.random.choice("aehimnotu") + word[i + 1 :],
            word[:i] + word[i : i + 2][::-1] + word[i + 2 :],
        )
        words[at] = self.random.choice([way for way in ways if way != word] or [word + "n"])
        return " ".join(words)

    def _telex(self, phrase: str) -> str:
        """Return a folded phrase in which the last word with a tone is written as its keys are typed."""
        tones = {"\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0301": "s", "\u0323": "j"}
        words = phrase.split()
        for at in reversed(range(len(words))):
            marks = [tones[m] for m in unicodedata.normalize("NFD", words[at]) if m in tones]
            if marks:
                return " ".join(
                    [*(fold(w) for w in words[:at]), fold(words[at]) + marks[0], *map(fold, words[at + 1 :])]
                )
        return fold(phrase)

    @cached_property
    def _rare(self) -> list[str]:
        """Words of at most three texts; the same texts give them in the same order."""
        counts = Counter(word for text in self.folded.values() for word in set(text.split()))
        return sorted(word for word, count in counts.items() if count <= 3)  # that is rare

    def _common_and_rare(self) -> Judged:
        """Return a word of nearly all texts beside one of few."""
        while True:
            word = self.random.choice(self._rare)
            wanted = frozenset(i for i, text in self.folded.items() if f" {word} " in text and " dan " in text)
            if wanted:
                return Judged("chữ thường gặp và chữ hiếm", f"dân {word}", wanted)


def _folded(text: str) -> str:
    """Return the words of a text, folded, each between spaces."""
    return f" {' '.join(word.lstrip('0') or word for word in _NO_LETTERS.sub(' ', fold(text)).split())} "


def _old_tones(phrase: str) -> str:
    for new, old in _OLD_TONES.items():
        phrase = " ".join(
            w[: -len(new)] + old if w.endswith(new) and not w.startswith("q") else w for w in phrase.split()
        )
    return phrase
