"""Compressed twins of files, for servers that hand them out as they are."""

from collections.abc import Callable, Iterable, Iterator, Mapping

import brotli
from deflate import gzip_compress

# The ending of a twin by the name of its encoding in HTTP, the smallest first.
ENDINGS: Mapping[str, str] = {"br": ".br", "gzip": ".gz"}
_COMPRESSED = (".html", ".css", ".js", ".xml", ".json", ".txt", ".csv", ".svg", ".ics", ".opml", ".jsonld")
_WORTH_COMPRESSING = 1000  # bytes
_GZIP_LEVEL = 5  # the next takes half as long again for a hundredth of the size
_BROTLI_LEVEL = 11  # a sixth smaller than gzip; at the levels that are as quick as gzip it is hardly smaller at all

_COMPRESS: Mapping[str, Callable[[bytes], bytes]] = {
    "br": lambda content: brotli.compress(content, mode=brotli.MODE_TEXT, quality=_BROTLI_LEVEL),
    "gzip": lambda content: bytes(gzip_compress(content, _GZIP_LEVEL)),
}


def twins(path: str, content: bytes, encodings: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the ending and the bytes of each twin that a file is to have; small files and pictures have none."""
    if len(content) >= _WORTH_COMPRESSING and path.endswith(_COMPRESSED):
        for encoding in encodings:
            yield ENDINGS[encoding], _COMPRESS[encoding](content)
