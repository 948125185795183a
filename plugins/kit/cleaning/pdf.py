"""PDF put together anew from its pages: no author, no attached files, no programs, no photographs that tell where."""

import struct
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, Object, PasswordError, Pdf, PdfError, Stream

from plugins.kit.cleaning import Clean, Reason, RefusedError
from plugins.kit.cleaning.layers import take_hidden_layers

# What tells of a file's making, is no part of what a page shows, or acts; wherever it stands.
_HIDDEN = ("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/AF", "/EF", "/JS", "/Thumb")
# The same in notes upon a page, where shorter names mean this.
_HIDDEN_IN_NOTES = ("/A", "/PA", "/T", "/M", "/CreationDate", "/NM", "/RC", "/FS", "/Popup", "/IRT")
_NO_NOTES = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/Popup"}
# Markers of a JPEG.
_BEGINS, _PICTURE_BEGINS = b"\xff\xd8", 0xDA
_EXIF_AND_XMP, _IPTC, _COMMENT = 0xE1, 0xED, 0xFE


def cleaned_pdf(data: bytes) -> Clean:
    """Return a PDF of the same pages. Raises RefusedError.

    What hidden layers paint is gone; XMP inside JPEG 2000 pictures, which no camera writes, stays.
    """
    try:
        with Pdf.open(BytesIO(data)) as sent, Pdf.new() as fresh:
            take_hidden_layers(sent)
            # What is not reached from a page (attached files, programs, forms, the author) stays behind.
            fresh.pages.extend(sent.pages)
            if not fresh.pages:
                raise RefusedError(Reason.BROKEN)
            for page in fresh.pages:
                _clean_notes(page)
            for one in fresh.objects:
                _clean(one)
            out = BytesIO()
            fresh.save(out, linearize=False)
    except PasswordError as error:
        raise RefusedError(Reason.LOCKED) from error
    except (PdfError, ValueError, TypeError, KeyError, RuntimeError) as error:
        raise RefusedError(Reason.BROKEN) from error
    return Clean("pdf", out.getvalue())


def _clean_notes(page: pikepdf.Page) -> None:
    notes = page.obj.get("/Annots")
    if notes is None:
        return
    kept = [one for one in notes if isinstance(one, Dictionary) and str(one.get("/Subtype")) not in _NO_NOTES]
    for note in kept:
        _take(note, _HIDDEN_IN_NOTES)
    page.obj["/Annots"] = pikepdf.Array(kept)


def _clean(one: Object) -> None:
    if not isinstance(one, Dictionary | Stream):
        return
    _take(one, _HIDDEN)
    if one.get("/Type") == Name.OCG:
        one["/Name"] = ""  # a layer must have one; what it was called is nobody's business
    if isinstance(one, Stream) and one.get("/Filter") in (Name.DCTDecode, pikepdf.Array([Name.DCTDecode])):
        one.write(jpeg_without_words(one.read_raw_bytes()), filter=Name.DCTDecode)


def _take(one: Object, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in one:
            del one[key]


def jpeg_without_words(data: bytes) -> bytes:
    """Return a JPEG without what a camera or a person wrote beside the picture; not a point of the picture changes."""
    if not data.startswith(_BEGINS):
        return data
    kept, at = [_BEGINS], 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != _PICTURE_BEGINS:  # noqa: PLR2004  # as JPEG has it
        (size,) = struct.unpack_from(">H", data, at + 2)
        if data[at + 1] not in {_EXIF_AND_XMP, _IPTC, _COMMENT}:
            kept.append(data[at : at + 2 + size])
        at += 2 + size
    return b"".join([*kept, data[at:]])
