"""What was perhaps meant by words that nobody wrote: one letter too many, too few, another one, two swapped."""

from collections.abc import Callable, Collection, Iterator, Sequence
from time import monotonic

from plugins.search.words import key_of

_LETTERS = "abcdeghiklmnopqrstuvxy"
_MOST_WRONG = 3
# A letter is left out, doubled or swapped with the next in one way; a wrong one, instead of another or besides, may be
# any: each of these is so many times less likely (a noisy channel, as Kernighan, Church and Gale describe it, 1990).
_ONE_WAY, _ANY_LETTER = len(_LETTERS), 1
# Words with how likely they were meant.
Meant = tuple[tuple[str, ...], int]


def corrections(
    words: Sequence[str], lexicon: Collection[str], standing: Callable[[Sequence[str]], int], until: float
) -> Iterator[tuple[str, ...]]:
    """Yield words (keys) that differ by a slip in one of them, or in those that no text has; the likeliest first.

    `standing` gives the set of contents in which words stand in a row. Whatever is yielded has each corrected word
    beside its neighbours in some text. Nothing more comes after `until` (monotonic seconds).
    """
    unknown = [at for at, word in enumerate(words) if word not in lexicon]
    if len(unknown) > _MOST_WRONG:
        return
    if len(unknown) > 1:
        yield from _one_by_one(tuple(words), unknown, lexicon, standing)
        return
    found: list[tuple[int, int, int, tuple[str, ...]]] = []
    for at in unknown or range(len(words)):
        if monotonic() > until:
            break
        if words[at].isdecimal():
            continue
        for order, (meant, likely) in enumerate(_near(words[at], lexicon)):
            changed = (*words[:at], *meant, *words[at + 1 :])
            count = _beside_neighbours(changed, at, len(meant), standing)
            if count or len(changed) == 1:
                found.append((likely * standing(changed).bit_count(), likely * count, -order, changed))
    for *_, changed in sorted(found, reverse=True):
        yield changed


def _one_by_one(
    words: tuple[str, ...], unknown: Sequence[int], lexicon: Collection[str], standing: Callable[[Sequence[str]], int]
) -> Iterator[tuple[str, ...]]:
    """Yield the words with each unknown one corrected by what stands best beside its neighbours."""
    shift = 0
    for place in unknown:
        at = place + shift
        tried = [
            (
                likely * _beside_neighbours((*words[:at], *meant, *words[at + 1 :]), at, len(meant), standing),
                -order,
                meant,
            )
            for order, (meant, likely) in enumerate(_near(words[at], lexicon))
        ]
        if not tried:
            return
        *_, best = max(tried)
        words = (*words[:at], *best, *words[at + 1 :])
        shift += len(best) - 1
    yield words


def _beside_neighbours(words: Sequence[str], at: int, length: int, standing: Callable[[Sequence[str]], int]) -> int:
    """Return in how many contents the corrected words stand beside both neighbours, or a little for one of them."""
    first, last = max(at - 1, 0), min(at + length, len(words) - 1)
    sets = [standing(words[i : i + 2]) for i in range(first, last)]
    if not sets:
        return 0
    both = sets[0]
    for bits in sets[1:]:
        both &= bits
    return 1000 * both.bit_count() + sum(bool(bits) for bits in sets)


def _near(word: str, lexicon: Collection[str]) -> Iterator[Meant]:
    """Yield known words one slip away, and two known words that were typed without the space between them."""
    parts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    swapped = ((a + b[1] + b[0] + b[2:], _ONE_WAY) for a, b in parts if len(b) > 1)
    dropped = ((a + b[1:], _ONE_WAY if b[0] in (a[-1:], b[1:2]) else _ANY_LETTER) for a, b in parts if b)
    added = ((a + letter + b, _ONE_WAY) for a, b in parts for letter in _LETTERS)
    changed = ((a + letter + b[1:], _ANY_LETTER) for a, b in parts if b for letter in _LETTERS)
    seen = {word}
    for ways in (swapped, dropped, added, changed):
        for way, likely in ways:
            # Texts are known by their keys: quy stands there as qui.
            meant = key_of(way) if way.endswith("y") else way
            if meant not in seen and meant in lexicon:
                seen.add(meant)
                yield (meant,), likely
    for a, b in parts:
        if a in lexicon and b in lexicon:
            yield (a, b), _ONE_WAY
