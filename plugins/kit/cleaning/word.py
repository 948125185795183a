"""Word files (.docx) packed anew: the parts that make up the text and its pictures, without what hides between them."""

import re
from collections.abc import Iterator
from io import BytesIO
from posixpath import dirname, join, normpath, relpath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from plugins.kit.archives import Archive
from plugins.kit.cleaning import Clean, Reason, RefusedError
from plugins.kit.cleaning.pictures import repainted

_MAIN, _TYPES, _START = "word/document.xml", "[Content_Types].xml", "_rels/.rels"
# The text and how it looks. Not: who wrote it when (docProps), settings (template, data of a mail merge), comments,
# people, programs, other files within the file, data of forms, fonts.
_TEXTS = re.compile(r"word/(?:document|styles|numbering|footnotes|endnotes|header\d*|footer\d*|theme/theme\d+)\.xml")
_PICTURES = re.compile(r"word/media/[\w.-]+\.(jpe?g|png|gif|bmp|tiff?)", re.IGNORECASE)
_FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "gif": "GIF", "bmp": "BMP", "tif": "TIFF", "tiff": "TIFF"}

_OFFICE = "http://schemas.openxmlformats.org"
_W = f"{{{_OFFICE}/wordprocessingml/2006/main}}"
_R = f"{{{_OFFICE}/officeDocument/2006/relationships}}"
_PACKAGE = f"{{{_OFFICE}/package/2006/relationships}}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

# Elements that go with all that is in them: deleted words, earlier looks, comments, fields that fetch, bound data.
_GONE = re.compile(
    r"del|moveFrom|delText|delInstrText|\w+PrChange|\w*Change|comment\w*|annotationRef|fldChar|instrText|dataBinding"
    r"|\w+Range(?:Start|End)|perm(?:Start|End)|proofErr|altChunk|subDoc|control|docPartObj|customXmlPr|smartTagPr"
)
# Elements whose content stays.
_UNWRAPPED = re.compile(r"ins|moveTo|fldSimple|smartTag|customXml")
_FRAMES = {f"{_W}drawing", f"{_W}pict", f"{_W}object", f"{_COMPATIBLE}AlternateContent"}
_OFF = {"0", "false", "off"}


def cleaned_word(data: bytes) -> Clean:
    """Return a .docx with the same text and pictures. Raises RefusedError, BombError, BrokenError."""
    archive = Archive(data)
    names = set(archive.names)
    if not {_MAIN, _TYPES, _START} <= names:
        raise RefusedError(Reason.UNKNOWN)
    kept = {name for name in names if _TEXTS.fullmatch(name) or _PICTURES.fullmatch(name)}
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        _pack(packed, _TYPES, _types(_read(archive, _TYPES), kept))
        _pack(packed, _START, _start())
        for name in sorted(kept):
            _pack(packed, name, _picture(archive, name) if _PICTURES.fullmatch(name) else _text(archive, name, kept))
        for name in sorted(map(_relations_of, kept)):
            if name in names:
                _pack(packed, name, _bytes(_relations(archive, name, kept)))
    return Clean("docx", out.getvalue())


def _pack(packed: ZipFile, name: str, data: bytes) -> None:
    packed.writestr(ZipInfo(name), data, ZIP_DEFLATED)  # the day in it is the format's first, not today


def _read(archive: Archive, name: str) -> etree._Element:
    """Return the root of an XML part; Archive refuses a document type, the door of every trick, while it reads."""
    for _ in archive.events(name):
        pass
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(archive.read(name), parser)
    except etree.XMLSyntaxError as error:
        raise RefusedError(Reason.BROKEN) from error


def _bytes(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _types(root: etree._Element, kept: set[str]) -> bytes:
    for one in list(root):
        part = one.get("PartName", "").removeprefix("/")
        if part and part not in kept:
            root.remove(one)
        elif part == _MAIN:
            one.set("ContentType", _DOCX)  # a document with programs is one without, now
    return _bytes(root)


def _start() -> bytes:
    root = etree.Element(f"{_PACKAGE}Relationships", nsmap={None: _PACKAGE[1:-1]})
    kind = f"{_R[1:-1]}/officeDocument"
    etree.SubElement(root, f"{_PACKAGE}Relationship", {"Id": "rId1", "Type": kind, "Target": _MAIN})
    return _bytes(root)


def _picture(archive: Archive, name: str) -> bytes:
    return repainted(archive.read(name), _FORMATS[name.rpartition(".")[2].lower()])


def _relations_of(name: str) -> str:
    return join(dirname(name), "_rels", f"{name.rpartition('/')[2]}.rels")


def _relations(archive: Archive, name: str, kept: set[str]) -> etree._Element:
    """Return the relations of a part, but those that lead out of the file or to what was not kept."""
    root = _read(archive, name)
    folder = dirname(dirname(name))
    for one in list(root):
        target = one.get("Target", "")
        place = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        if one.get("TargetMode") == "External" or place not in kept:
            root.remove(one)
        else:
            one.set("Target", relpath(place, folder))
    return root


def _text(archive: Archive, name: str, kept: set[str]) -> bytes:
    root = _read(archive, name)
    relations = _relations_of(name)
    ids = {one.get("Id") for one in _relations(archive, relations, kept)} if relations in archive.names else set()
    for one in [*_of_word(root, _GONE), *_hidden_runs(root)]:
        _remove(one)
    for one in _of_word(root, _UNWRAPPED):
        _unwrap(one)
    for one in list(root.iter("*")):
        _forget(one)
        if any(key.startswith(_R) and value not in ids for key, value in one.attrib.items()):
            _let_go(one)
    return _bytes(root)


def _of_word(root: etree._Element, names: re.Pattern[str]) -> list[etree._Element]:
    return [one for one in root.iter(f"{_W}*") if names.fullmatch(one.tag.removeprefix(_W))]


def _hidden_runs(root: etree._Element) -> Iterator[etree._Element]:
    for mark in root.iter(f"{_W}vanish", f"{_W}webHidden"):
        run = mark.getparent().getparent()
        if run is not None and run.tag == f"{_W}r" and mark.get(f"{_W}val") not in _OFF:
            yield run


def _forget(one: etree._Element) -> None:
    """Take from an element which sittings it was written in: they tell which files came from one hand."""
    for key in list(one.attrib):
        if key.startswith(f"{_W}rsid"):
            del one.attrib[key]


def _let_go(one: etree._Element) -> None:
    """Take away what shows something that was not kept; of a link its text stays."""
    if one.tag == f"{_W}hyperlink":
        _unwrap(one)
        return
    frames = [above for above in one.iterancestors() if above.tag in _FRAMES]
    _remove(frames[-1] if frames else one)


def _remove(one: etree._Element) -> None:
    above = one.getparent()
    if above is not None:
        above.remove(one)  # parts of Word's files hold no text between elements


def _unwrap(one: etree._Element) -> None:
    above = one.getparent()
    if above is not None:
        at = above.index(one)
        above[at : at + 1] = list(one)
