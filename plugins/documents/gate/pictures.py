"""What hides in pictures: where they were taken, and whose camera it was."""

import warnings
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from plugins.documents.gate.rules import OWNER, POSITION, Rule
from plugins.kit.archives import BombError, BrokenError

MOST_PIXELS = 200_000_000
# Extension → name of the format in Pillow. HEIC is not among them: Pillow cannot read it.
FORMATS = {
    "jpg": "JPEG",
    "jpeg": "JPEG",
    "png": "PNG",
    "gif": "GIF",
    "tif": "TIFF",
    "tiff": "TIFF",
    "webp": "WEBP",
}
_GPS, _EXIF, _OWNER_NAME = 0x8825, 0x8769, 0xA430  # as Exif 2.3 numbers them
_GPS_VERSION = 0  # a camera without position may write this entry alone
# Adobe's XMP writes the same in words, uncompressed in most formats.
_POSITION_WORDS = (b"exif:GPSLatitude", b"GPSLongitude=")
_OWNER_WORDS = (b"exifEX:CameraOwnerName", b"aux:OwnerName")


def hidden_in_picture(data: bytes, extension: str) -> Iterator[Rule]:
    """Yield what hides in a picture. Raises BrokenError (no such picture) and BombError (too many pixels)."""
    exif, words = _metadata(data, FORMATS[extension])
    if set(exif.get_ifd(_GPS)) - {_GPS_VERSION} or any(word in words for word in _POSITION_WORDS):
        yield POSITION
    if str(exif.get_ifd(_EXIF).get(_OWNER_NAME, "")).strip("\0 ") or any(word in words for word in _OWNER_WORDS):
        yield OWNER


def _metadata(data: bytes, kind: str) -> tuple[Image.Exif, bytes]:
    """Return the Exif entries of a picture, and all bytes in which XMP may stand."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata; what can be read is read
            with Image.open(BytesIO(data), formats=[kind]) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise BombError
                if kind == "PNG":
                    picture.load()  # texts may stand behind the pixels
                told = b" ".join(_as_bytes(value) for value in picture.info.values())
                return picture.getexif(), data + told
    except Image.DecompressionBombError as error:
        raise BombError from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, KeyError, TypeError, OverflowError) as error:
        raise BrokenError from error


def _as_bytes(value: object) -> bytes:
    if isinstance(value, bytes):
        return value
    return value.encode(errors="replace") if isinstance(value, str) else b""
