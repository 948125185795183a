"""Files of strangers made anew: what they show stays, what hides in them is gone, what is hostile is refused."""

import io
import zipfile
from collections.abc import Callable

import pikepdf
import pytest
from docx import Document
from inbox_kit import files
from inbox_kit.files import CANARY, PLAIN_CANARY, photo
from PIL import Image

from plugins.kit.cleaning import Reason, RefusedError, cleaned


def unpacked(data: bytes) -> bytes:
    """All bytes of a file, packed parts unpacked, and pictures within them as they are."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return b"\n".join([*packed.namelist().__repr__().encode().split(), *map(packed.read, packed.namelist())])
    if data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            streams = [one.read_raw_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)]
            plain = io.BytesIO()
            pdf.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.disable)
            return plain.getvalue() + b"\n".join(streams)
    return data


@pytest.mark.parametrize(
    ("sent", "extension"),
    [
        (photo("JPEG"), "jpg"),
        (photo("PNG"), "png"),
        (photo("WEBP"), "jpg"),
        (files.telling_pdf(), "pdf"),
        (files.layered_pdf(), "pdf"),
        (files.telling_docx(), "docx"),
    ],
    ids=["JPEG", "PNG", "WebP", "PDF", "PDF with layers", "Word"],
)
def test_what_hides_in_a_file_is_gone(sent: bytes, extension: str) -> None:
    told = unpacked(sent)
    assert PLAIN_CANARY.encode() in told or CANARY.encode() in told
    clean = cleaned(sent)
    assert clean.extension == extension
    left = unpacked(clean.data)
    for word in (PLAIN_CANARY, CANARY, "JavaScript", "DDEAUTO", "theo-doi.example", "Exif"):
        assert word.encode() not in left, word


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_a_photograph_stands_upright_and_looks_the_same(kind: str) -> None:
    with Image.open(io.BytesIO(cleaned(photo(kind)).data)) as seen:
        assert seen.size == (480, 640)
        assert not seen.getexif()
        top, bottom = seen.convert("RGB").getpixel((240, 20)), seen.convert("RGB").getpixel((240, 620))
    for shown, was in ((top, files.RED), (bottom, files.BLUE)):
        assert isinstance(shown, tuple)
        assert all(abs(a - b) < 12 for a, b in zip(shown, was, strict=True))


def test_a_large_photograph_is_made_smaller() -> None:
    with Image.open(io.BytesIO(cleaned(photo(size=(6000, 3000))).data)) as seen:
        assert max(seen.size) == 4096


def test_a_pdf_shows_its_pages_pictures_and_notes() -> None:
    with pikepdf.open(io.BytesIO(cleaned(files.telling_pdf()).data)) as pdf:
        (page,) = pdf.pages
        picture = page.obj.Resources.XObject.Im0
        assert picture.read_raw_bytes().startswith(b"\xff\xd8\xff")
        assert [str(note.Contents) for note in page.obj.Annots] == ["Xem cho nay"]
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}


def test_of_the_layers_of_a_pdf_those_are_shown_that_were() -> None:
    with pikepdf.open(io.BytesIO(cleaned(files.layered_pdf()).data)) as pdf:
        (page,) = pdf.pages
        painted = page.obj.Contents.read_bytes() + page.obj.Resources.XObject.Fm.read_bytes()
        assert b" ".join(files.SEEN.split()) in painted
        assert (painted.count(b"Tj"), painted.count(b"T*"), painted.count(b"\nn")) == (2, 7, 7)
        assert len(page.obj.Annots) == 0


def test_a_word_file_shows_its_text_and_pictures() -> None:
    document = Document(io.BytesIO(cleaned(files.telling_docx()).data))
    assert [p.text.strip() for p in document.paragraphs if p.text.strip()] == [
        "Câu đầu tiên.", "Câu được thêm.", "12", "Chữ của liên kết",
    ]  # fmt: skip
    assert len(document.inline_shapes) == 1


HOSTILE: dict[str, tuple[Callable[[], bytes], Reason]] = {
    "chương trình mang đuôi ảnh": (lambda: b"MZ\x90\x00" + bytes(200), Reason.UNKNOWN),
    "trang HTML": (lambda: b"<html><script>alert(1)</script></html>", Reason.UNKNOWN),
    "SVG": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', Reason.UNKNOWN),
    "tệp trống": (lambda: b"", Reason.UNKNOWN),
    "kho nén": (lambda: files.zipped({"a.txt": b"a"}), Reason.UNKNOWN),
    "bảng tính": (lambda: files.zipped({"xl/workbook.xml": b"<a/>"}), Reason.UNKNOWN),
    "tệp .doc cũ": (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), Reason.UNKNOWN),
    "ảnh HEIC": (lambda: b"\x00\x00\x00\x18ftypheic" + bytes(100), Reason.HEIC),
    "ảnh bị cắt": (lambda: photo()[:900], Reason.BROKEN),
    "ảnh một tỷ điểm": (files.huge_picture, Reason.TOO_MUCH),
    "PDF có mật khẩu": (files.locked_pdf, Reason.LOCKED),
    "PDF rỗng ruột": (lambda: b"%PDF-1.7\n%%EOF", Reason.BROKEN),
    "Word bung ra quá lớn": (
        lambda: files.docx_with("word/document.xml", b"<a>" + bytes(8_000_000)), Reason.TOO_MUCH,
    ),
    "Word với một tỷ tiếng cười": (
        lambda: files.docx_with("word/document.xml", files.BILLION_LAUGHS), Reason.TOO_MUCH,
    ),
    "Word có ảnh giả": (lambda: files.docx_with("word/media/image1.png", b"MZ"), Reason.BROKEN),
    "Word hỏng": (lambda: files.docx_with("word/document.xml", b"<w:document"), Reason.BROKEN),
}  # fmt: skip


@pytest.mark.parametrize(("make", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_hostile_or_unreadable_is_refused_with_its_reason(make: Callable[[], bytes], reason: Reason) -> None:
    with pytest.raises(RefusedError) as refused:
        cleaned(make())
    assert refused.value.reason is reason


def test_a_pdf_that_bursts_its_reader_is_refused() -> None:
    with pytest.raises(RefusedError) as refused:
        cleaned(files.pdf_bomb())
    # Which limit it meets first is the machine's affair.
    assert refused.value.reason in {Reason.BROKEN, Reason.TOO_MUCH}


def test_a_picture_with_a_program_behind_it_loses_the_program() -> None:
    assert b"<?php" not in cleaned(photo() + b"<?php system($_GET['c']); ?>").data
