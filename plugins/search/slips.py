"""What was perhaps meant by words that nobody wrote: one letter too many, too few, another one, two swapped."""

from collections.abc import Callable, Collection, Iterator, Sequence
from time import monotonic

_LETTERS = "abcdeghiklmnopqrstuvxy"
_MOST_WRONG = 3


def corrections(
    words: Sequence[str], lexicon: Collection[str], together: Callable[[str, str], int], until: float
) -> Iterator[tuple[str, ...]]:
    """Yield words (keys) that differ by a slip in one of them, or in those that no text has; the likeliest first.

    `together` gives the set of contents in which two words are neighbours. Whatever is yielded has each corrected word
    beside its neighbours in some text. Nothing more comes after `until` (monotonic seconds).
    """
    unknown = [at for at, word in enumerate(words) if word not in lexicon]
    if len(unknown) > _MOST_WRONG:
        return
    if len(unknown) > 1:
        yield from _one_by_one(tuple(words), unknown, lexicon, together)
        return
    found: list[tuple[int, int, tuple[str, ...]]] = []
    for at in unknown or range(len(words)):
        if monotonic() > until:
            break
        if words[at].isdecimal():
            continue
        for order, meant in enumerate(_near(words[at], lexicon)):
            changed = (*words[:at], *meant, *words[at + 1 :])
            count = _together_at(changed, at, len(meant), together)
            if count or len(changed) == 1:
                found.append((count, -order, changed))
    for _, _, changed in sorted(found, reverse=True):
        yield changed


def _one_by_one(
    words: tuple[str, ...], unknown: Sequence[int], lexicon: Collection[str], together: Callable[[str, str], int]
) -> Iterator[tuple[str, ...]]:
    """Yield the words with each unknown one corrected by what stands best beside its neighbours."""
    shift = 0
    for place in unknown:
        at = place + shift
        best = max(
            _near(words[at], lexicon),
            key=lambda meant: _together_at((*words[:at], *meant, *words[at + 1 :]), at, len(meant), together),
            default=None,
        )
        if best is None:
            return
        words = (*words[:at], *best, *words[at + 1 :])
        shift += len(best) - 1
    yield words


def _together_at(words: Sequence[str], at: int, length: int, together: Callable[[str, str], int]) -> int:
    """Return in how many contents the corrected words stand beside both neighbours, or a little for one of them."""
    first, last = max(at - 1, 0), min(at + length, len(words) - 1)
    sets = [together(words[i], words[i + 1]) for i in range(first, last)]
    if not sets:
        return 0
    both = sets[0]
    for bits in sets[1:]:
        both &= bits
    return 1000 * both.bit_count() + sum(bool(bits) for bits in sets)


def _near(word: str, lexicon: Collection[str]) -> Iterator[tuple[str, ...]]:
    """Yield known words one slip away, and two known words that were typed without the space between them."""
    parts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    swapped = (a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1)
    dropped = (a + b[1:] for a, b in parts if b)
    changed = (a + letter + b[1:] for a, b in parts if b for letter in _LETTERS)
    added = (a + letter + b for a, b in parts for letter in _LETTERS)
    seen = {word}
    for ways in (swapped, dropped, added, changed):
        for way in ways:
            if way not in seen and way in lexicon:
                seen.add(way)
                yield (way,)
    for a, b in parts:
        if a in lexicon and b in lexicon:
            yield a, b
