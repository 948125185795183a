"""Pictures painted anew, point by point: no position, camera, thumbnail or file behind the picture comes along."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from plugins.kit.cleaning import Clean, Reason, RefusedError

MOST_PIXELS = 60_000_000  # a telephone's camera makes 50 million
LONGEST_SIDE = 4096  # points; enough to read a letter held before the camera
_QUALITY = 88
_SENT = ("JPEG", "PNG", "WEBP")
# Whatever was sent, an officer gets one of these.
_EXTENSIONS = {"JPEG": "jpg", "PNG": "png"}


def cleaned_picture(data: bytes) -> Clean:
    """Return a photograph or a screen shot painted anew, as JPEG or (where one can see through it, or was one) PNG.

    Raises RefusedError.
    """
    painted, was = _painted(data, _SENT)
    kind = "PNG" if was == "PNG" or painted.mode == "RGBA" else "JPEG"
    return Clean(_EXTENSIONS[kind], _saved(painted, kind))


def repainted(data: bytes, kind: str) -> bytes:
    """Return a picture out of a document, painted anew in its kind (as Pillow calls it). Raises RefusedError."""
    painted, _ = _painted(data, (kind,))
    return _saved(painted if kind in {"PNG", "GIF", "TIFF"} else painted.convert("RGB"), kind)


def _painted(data: bytes, kinds: tuple[str, ...]) -> tuple[Image.Image, str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata, which goes
            with Image.open(BytesIO(data), formats=kinds) as sent:
                if sent.width * sent.height > MOST_PIXELS:
                    raise RefusedError(Reason.TOO_MUCH)
                mode = "RGBA" if sent.has_transparency_data else "RGB"
                sent.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                seen = ImageOps.exif_transpose(sent).convert(mode)
                fresh = Image.new(mode, seen.size)
                fresh.paste(seen)
                return fresh, str(sent.format)
    except Image.DecompressionBombError as error:
        raise RefusedError(Reason.TOO_MUCH) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, KeyError, TypeError, OverflowError) as error:
        raise RefusedError(Reason.BROKEN) from error


def _saved(picture: Image.Image, kind: str) -> bytes:
    out = BytesIO()
    picture.save(out, kind, quality=_QUALITY)
    return out.getvalue()
