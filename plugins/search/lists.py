"""In which entries each term stands, as a file: lists of terms, and for each term of a list a set of entries as bits.

The sets of a list stand first, each packed; then its terms, sorted, and where the set of each begins; at the end of
the file where all that is. So a term is found by halving, and its set is read in one piece, whatever its size.
"""

import json
import zlib
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from struct import pack, unpack, unpack_from
from typing import Protocol

from plugins.kit.sharing import by_all_cores
from plugins.search.bits import numbers_in

_NUMBER = 4  # octets
# Most terms stand in few entries; what is compressed begins with another octet.
_FEW, _AS_NUMBERS = 8, b"\0"
# So many terms are packed at a time; fewer slices than this are not worth a second process.
_SLICE, _WORTH_SHARING = 4096, 12


class File(Protocol):
    """A file that is read in pieces."""

    def get(self, position: int, length: int) -> bytes:
        """Return a piece."""


def written(lists: Mapping[str, Mapping[bytes, Collection[int]]]) -> Iterator[bytes]:
    """Yield the octets of the file, piece by piece; `lists` give for each term the numbers of its entries."""
    terms = {name: sorted(lists[name]) for name in sorted(lists)}
    slices = [(name, first) for name in terms for first in range(0, len(terms[name]), _SLICE)]

    def packed(slice_: tuple[str, int]) -> list[bytes]:
        name, first = slice_
        return [_packed(lists[name][term]) for term in terms[name][first : first + _SLICE]]

    sets = by_all_cores(packed, slices) if len(slices) > _WORTH_SHARING else map(packed, slices)
    at = 0
    where = {}
    for name, of_list in terms.items():
        starts = bytearray()
        for _ in range(0, len(of_list), _SLICE):
            for octets in next(sets):
                starts += at.to_bytes(_NUMBER, "little")
                at += len(octets)
                yield octets
        starts += at.to_bytes(_NUMBER, "little")
        words = zlib.compress(b"\n".join(of_list))
        where[name] = (at, len(words), len(starts))
        at += len(words) + len(starts)
        yield words
        yield bytes(starts)
    directory = json.dumps(where).encode()
    yield directory
    yield len(directory).to_bytes(_NUMBER, "little")


def _packed(numbers: Collection[int]) -> bytes:
    """Return a set: few numbers as they are, many as their bits, compressed; runs of zeros are what can be saved."""
    if len(numbers) <= _FEW:
        return _AS_NUMBERS + pack(f"<{len(numbers)}I", *numbers)
    octets = bytearray((max(numbers) >> 3) + 1)
    for number in numbers:
        octets[number >> 3] |= 1 << (number & 7)
    compressing = zlib.compressobj(strategy=zlib.Z_RLE)
    return compressing.compress(octets) + compressing.flush()


def _unpacked(octets: bytes) -> int:
    """Return a set as one number."""
    if octets.startswith(_AS_NUMBERS):
        return sum(1 << number for number in _few(octets))
    return int.from_bytes(zlib.decompress(octets), "little")


def _few(octets: bytes) -> tuple[int, ...]:
    return unpack_from(f"<{len(octets) // _NUMBER}I", octets, len(_AS_NUMBERS))


class Lists:
    """The lists of such a file."""

    def __init__(self, file: File, length: int) -> None:
        self._get: Callable[[int, int], bytes] = file.get
        size = int.from_bytes(self._get(length - _NUMBER, _NUMBER), "little")
        self._where: Mapping[str, tuple[int, int, int]] = json.loads(self._get(length - _NUMBER - size, size))
        self._opened: dict[str, tuple[list[bytes], bytes]] = {}

    def names(self) -> Collection[str]:
        """Return the names of the lists."""
        return self._where.keys()

    def terms(self, name: str, beginning: bytes = b"") -> list[bytes]:
        """Return all terms of a list that begin so, sorted."""
        terms, _ = self._open(name)
        return terms[bisect_left(terms, beginning) : bisect_left(terms, beginning + b"\xff")]

    def bits(self, name: str, term: bytes) -> int:
        """Return the entries in which a term of a list stands."""
        terms, starts = self._open(name)
        at = bisect_left(terms, term)
        return self._set(starts, at) if at < len(terms) and terms[at] == term else 0

    def items(self, name: str) -> Iterator[tuple[bytes, Iterable[int]]]:
        """Yield the terms of a list with the numbers of their entries."""
        terms, starts = self._open(name)
        ends = unpack(f"<{len(starts) // _NUMBER}I", starts)
        for term, start, end in zip(terms, ends, ends[1:], strict=False):
            octets = self._get(start, end - start)
            yield term, _few(octets) if octets.startswith(_AS_NUMBERS) else numbers_in(_unpacked(octets))

    def _set(self, starts: bytes, at: int) -> int:
        start, end = unpack_from("<2I", starts, at * _NUMBER)
        return _unpacked(self._get(start, end - start))

    def _open(self, name: str) -> tuple[list[bytes], bytes]:
        if name not in self._opened:
            at, size, more = self._where.get(name, (0, 0, 0))
            # No term and one empty term look alike when joined; the places of the sets tell how many there are.
            terms = zlib.decompress(self._get(at, size)).split(b"\n") if more > _NUMBER else []
            self._opened[name] = terms, self._get(at + size, more)
        return self._opened[name]
