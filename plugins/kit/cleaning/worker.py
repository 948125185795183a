"""The process in which one file is made anew: reads it from its input, writes extension, line end, file.

A refused file ends it with status 1 and the reason in place of the extension.
"""

import resource
import sys
from collections.abc import Callable

from plugins.kit.archives import BombError, BrokenError
from plugins.kit.cleaning import Clean, Reason, RefusedError

SECONDS, MEMORY = 20, 1_500_000_000  # of work; bytes of address space, a third of which libraries take unused
_PDF_BEGINS_WITHIN = 1024
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")

Maker = Callable[[bytes], Clean]


def _picture(data: bytes) -> Clean:
    from plugins.kit.cleaning.pictures import cleaned_picture

    return cleaned_picture(data)


def _pdf(data: bytes) -> Clean:
    from plugins.kit.cleaning.pdf import cleaned_pdf

    return cleaned_pdf(data)


def _word(data: bytes) -> Clean:
    from plugins.kit.cleaning.word import cleaned_word

    return cleaned_word(data)


def _maker(data: bytes) -> Maker:
    """Return what makes such a file anew; its beginning tells, not its name. Raises RefusedError."""
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (data[:4], data[8:12]) == (b"RIFF", b"WEBP"):
        return _picture
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        raise RefusedError(Reason.HEIC)
    if data.startswith(b"PK\x03\x04"):
        return _word
    if b"%PDF-" in data[:_PDF_BEGINS_WITHIN]:
        return _pdf
    raise RefusedError(Reason.UNKNOWN)


def _made(data: bytes) -> Clean:
    try:
        return _maker(data)(data)
    except (BombError, MemoryError, RecursionError) as error:
        raise RefusedError(Reason.TOO_MUCH) from error
    except BrokenError as error:
        raise RefusedError(Reason.BROKEN) from error


def main() -> int:
    """Make the file on the standard input anew."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # no dump of what a citizen sent
    out = sys.stdout.buffer
    try:
        clean = _made(sys.stdin.buffer.read())
    except RefusedError as error:
        out.write(error.reason.value.encode())
        return 1
    out.write(clean.extension.encode() + b"\n" + clean.data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
