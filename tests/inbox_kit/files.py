"""Files a citizen may attach: honest ones in which something hides, and hostile ones."""

import io
import zipfile
import zlib
from collections.abc import Mapping

import pikepdf
from docx import Document
from docx.shared import Inches
from PIL import Image

CANARY = "Hoàng Yến ở ngõ 7"
# Written into files as ASCII where a format knows no better.
PLAIN_CANARY = "HOANG-YEN-CANARY"
_GPS, _EXIF, _OWNER, _ARTIST, _ORIENTATION = 0x8825, 0x8769, 0xA430, 0x013B, 0x0112
RED, BLUE = (200, 30, 30), (30, 30, 200)


def photo(kind: str = "JPEG", size: tuple[int, int] = (640, 480)) -> bytes:
    """A photograph with position, owner, artist and words, lying on its side: left red, right blue."""
    picture = Image.new("RGB", size, RED)
    picture.paste(BLUE, (size[0] // 2, 0, *size))
    exif = Image.Exif()
    exif[_ARTIST] = PLAIN_CANARY
    exif[_ORIENTATION] = 6
    exif.get_ifd(_GPS).update({1: "N", 2: (21.0, 1.0, 30.0), 3: "E", 4: (105.0, 51.0, 0.0)})
    exif.get_ifd(_EXIF)[_OWNER] = PLAIN_CANARY
    out = io.BytesIO()
    picture.save(out, kind, exif=exif, **({"comment": PLAIN_CANARY} if kind == "JPEG" else {}))
    return out.getvalue()


def noisy_photo() -> bytes:
    """A photograph of more than a megabyte: beyond what forms without files may send."""
    out = io.BytesIO()
    Image.effect_noise((1200, 1000), 250).save(out, "JPEG", quality=98)
    assert len(out.getvalue()) > 1_000_000
    return out.getvalue()


def telling_pdf() -> bytes:
    """A PDF with an author, a program, an attached file, a note with its writer's name, and a photograph."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(400, 300))
    picture = pdf.make_stream(
        photo(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=640, Height=480, BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceRGB, Filter=pikepdf.Name.DCTDecode,
        Metadata=pdf.make_stream(PLAIN_CANARY.encode()),
    )  # fmt: skip
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
    page.obj.Contents = pdf.make_stream(b"q 320 0 0 240 40 30 cm /Im0 Do Q")
    page.obj.AA = pikepdf.Dictionary(O=_program())
    page.obj.Annots = pikepdf.Array(
        [
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[10, 10, 90, 30], T=PLAIN_CANARY,
                Contents="Xem cho nay", A=_program(),
            ),
            pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9]),
        ]
    )  # fmt: skip
    pdf.docinfo["/Author"] = PLAIN_CANARY
    pdf.Root.OpenAction = _program()
    pdf.attachments["so-tay.txt"] = PLAIN_CANARY.encode()
    out = io.BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return out.getvalue()


SEEN = b"(Ai cung thay) Tj"


def layered_pdf() -> bytes:
    """A PDF with a layer that is shown and hidden ones.

    They hide on the page, in a form, by a set of layers, as a picture; by an expression, by what they say they are for.
    """
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(400, 300))
    layers = [
        pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=f"{PLAIN_CANARY} {n}")) for n in range(4)
    ]
    shown, hidden, printed, magnified = layers
    printed.Usage = pikepdf.Dictionary(View=pikepdf.Dictionary(ViewState=pikepdf.Name.OFF))
    magnified.Usage = pikepdf.Dictionary(Zoom=pikepdf.Dictionary(min=8))
    both = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCMD, OCGs=layers[:2], P=pikepdf.Name.AllOn))

    def where(*expression: object) -> pikepdf.Object:
        return pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCMD, VE=pikepdf.Array(expression)))

    negated = where(pikepdf.Name.Not, shown)
    nested = where(pikepdf.Name.And, shown, pikepdf.Array([pikepdf.Name.Or, hidden, printed]))
    seen_by_expression = where(pikepdf.Name.Or, hidden, pikepdf.Array([pikepdf.Name.Not, hidden]))
    secret = b"BT (%s) Tj (a) ' ET 0 0 9 9 re f" % PLAIN_CANARY.encode()
    form = pdf.make_stream(
        b"/OC /An BDC " + secret + b" EMC", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 99, 99],
        Resources=pikepdf.Dictionary(Properties=pikepdf.Dictionary(An=hidden)),
    )  # fmt: skip
    picture = pdf.make_stream(
        PLAIN_CANARY.encode(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=4, Height=1,
        BitsPerComponent=8, ColorSpace=pikepdf.Name.DeviceGray, OC=hidden,
    )  # fmt: skip
    page.obj.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(Fm=form, Im=picture),
        Properties=pikepdf.Dictionary(
            Hien=shown,
            An=hidden,
            Ca=both,
            In=printed,
            To=magnified,
            Khong=negated,
            Long=nested,
            Hoac=seen_by_expression,
        ),
    )
    page.obj.Contents = pdf.make_stream(
        b"/OC /Hien BDC BT " + SEEN + b" ET EMC /OC /An BDC /Span BMC " + secret + b" EMC EMC /OC /Ca BDC " + secret
        + b" EMC /Fm Do /Im Do /OC /Hoac BDC BT " + SEEN + b" ET EMC "
        + b" ".join(b"/OC /%s BDC %s EMC" % (name, secret) for name in (b"In", b"To", b"Khong", b"Long"))
    )  # fmt: skip
    page.obj.Annots = pikepdf.Array(
        [pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Contents=PLAIN_CANARY, OC=hidden)]
    )
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=layers, D=pikepdf.Dictionary(OFF=[hidden]))
    out = io.BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return out.getvalue()


def _program() -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.alert('{PLAIN_CANARY}')")


def locked_pdf() -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    out = io.BytesIO()
    pdf.save(out, encryption=pikepdf.Encryption(user="mat-khau", owner="chu"))
    return out.getvalue()


def pdf_bomb() -> bytes:
    """A PDF of half a megabyte whose table of objects unpacks to a quarter of a gigabyte."""
    packer = zlib.compressobj()
    first = packer.compress(bytes(10_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(bytes(10_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = first + again * 24 + packer.flush()
    head = b"%PDF-1.5\n"
    table = b"1 0 obj\n<</Type/XRef/W[1 4 2]/Size 150000000/Root 2 0 R/Filter/FlateDecode/Length %d>>stream\n" % len(
        packed
    )
    return head + table + packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(head)


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
# Put before the end of a document's body; each holds the canary, or fetches.
_TELLING_PARAGRAPHS = f"""\
<w:p><w:ins w:id="1" w:author="{CANARY}" w:date="2026-01-01T00:00:00Z"><w:r><w:t>Câu được thêm.</w:t></w:r></w:ins>
<w:del w:id="2" w:author="{CANARY}"><w:r><w:delText>{CANARY} đã xóa</w:delText></w:r></w:del></w:p>
<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{CANARY} ẩn</w:t></w:r></w:p>
<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DDEAUTO c:\\cmd "{CANARY}"</w:instrText>
<w:fldChar w:fldCharType="separate"/><w:t>12</w:t><w:fldChar w:fldCharType="end"/></w:r></w:p>
<w:p w:rsidR="00CANARY"><w:hyperlink r:id="rIdXa"><w:r><w:t>Chữ của liên kết</w:t></w:r></w:hyperlink>
<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" r:id="rIdNhung"/></w:object></w:r></w:p>
"""
_TELLING_RELATIONS = f"""\
<Relationship Id="rIdXa" Type="{_R[9:-1]}/hyperlink" TargetMode="External"
 Target="https://theo-doi.example/{PLAIN_CANARY}"/>
<Relationship Id="rIdNhung" Type="{_R[9:-1]}/oleObject" Target="embeddings/oleObject1.bin"/>
"""


def telling_docx() -> bytes:
    """A Word file with an author, deleted and hidden words, a field that runs a program, a link out, a file inside."""
    document = Document()
    document.core_properties.author = CANARY
    document.add_paragraph("Câu đầu tiên.")
    document.add_picture(io.BytesIO(photo()), width=Inches(2))
    plain = io.BytesIO()
    document.save(plain)
    with zipfile.ZipFile(plain) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    main, relations = parts["word/document.xml"].decode(), parts["word/_rels/document.xml.rels"].decode()
    parts["word/document.xml"] = main.replace("<w:sectPr", f"{_TELLING_PARAGRAPHS}<w:sectPr", 1).encode()
    parts["word/_rels/document.xml.rels"] = relations.replace(
        "</Relationships>", f"{_TELLING_RELATIONS}</Relationships>"
    ).encode()
    parts["word/embeddings/oleObject1.bin"] = PLAIN_CANARY.encode()
    parts["word/vbaProject.bin"] = PLAIN_CANARY.encode()
    return zipped(parts)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return out.getvalue()


def docx_with(part: str, data: bytes) -> bytes:
    """A Word file in which one part is another."""
    plain = io.BytesIO()
    Document().save(plain)
    with zipfile.ZipFile(plain) as old:
        return zipped({**{name: old.read(name) for name in old.namelist()}, part: data})


BILLION_LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
    + b']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">&j;</w:document>'
)


def huge_picture() -> bytes:
    """A PNG of a few kilobytes that says it has a billion points."""
    small = io.BytesIO()
    Image.new("1", (8, 8)).save(small, "PNG")
    data = bytearray(small.getvalue())
    data[16:24] = (40_000).to_bytes(4, "big") + (40_000).to_bytes(4, "big")
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    return bytes(data)
