"""A document or draft as Akoma Ntoso 3.0 (OASIS), the exchange format of legal texts; ids are the page's anchors.

Names follow the Naming Convention 1.0: `/akn/vn/act/<type>/<office>/<day>/<number>`, language `vie`.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from plugins.domain.contents import Document, Draft
from plugins.domain.offices import Office
from plugins.domain.openers import Level
from plugins.domain.provisions import Paragraph, Provision
from plugins.domain.symbols import normal_symbol
from plugins.domain.text import slug

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_ELEMENTS = {
    Level.PART: "part",
    Level.CHAPTER: "chapter",
    Level.SECTION: "section",
    Level.SUBSECTION: "subsection",
    Level.ARTICLE: "article",
    Level.CLAUSE: "paragraph",
    Level.POINT: "point",
    Level.DASH: "indent",
    Level.PLUS: "indent",
}
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f]")
_WITH_HEADING = {Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION, Level.ARTICLE}


def akn(content: Document | Draft, office: Office, address: str) -> bytes:
    """Return the text as Akoma Ntoso 3.0 XML; `address` is the absolute URL of its page."""
    # All elements are of the one name-space, so it is declared like an attribute.
    root = Element("akomaNtoso", xmlns=NAMESPACE)
    kind = "act" if isinstance(content, Document) else "bill"
    act = _sub(root, kind, name=content.doc_type.id)
    names = _Names(content, office, kind)
    _meta(act, names, office, address)
    preface = _sub(act, "preface")
    _sub(_sub(preface, "p"), "docTitle").text = content.title
    if content.text.preamble:
        _blocks(_sub(act, "preamble"), content.text.preamble)
    body = _sub(act, "body")
    for provision in content.text.provisions:
        _provision(body, provision)
    if not content.text.provisions:
        _sub(_sub(_sub(body, "hcontainer", name="noi-dung", eId="hcontainer_1"), "content"), "p")
    if content.text.closing:
        _blocks(_sub(act, "conclusions"), content.text.closing)
    if content.text.annexes:
        attachments = _sub(act, "attachments")
        for annex in content.text.annexes:
            _annex(attachments, annex, names, office, address)
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


class _Names:
    """The names of a work: `/akn/vn/act/nghi-quyet/hdnd-xa/2026-07-17/9-NQ-HDND`."""

    def __init__(self, content: Document | Draft, office: Office, kind: str) -> None:
        self.day: date = content.issued_on if isinstance(content, Document) else content.opens_on
        self.day_name = "ban-hanh" if isinstance(content, Document) else "lay-y-kien"
        number = slug(normal_symbol(content.symbol)).upper() if isinstance(content, Document) else content.id
        version = f"@{self.day}" if isinstance(content, Document) else f"@vong-{content.round}"
        self.work = f"/akn/vn/{kind}/{content.doc_type.id}/{office.id}/{self.day}/{number}"
        self.expression = f"{self.work}/vie{version}"
        self.changed_on = content.updated_on


def _meta(parent: Element, names: _Names, office: Office, address: str, part: str = "main") -> None:
    # Ids are unique in the whole file, so those of an annex begin with its own.
    prefix = "" if part == "main" else f"{part}__"
    identification = _sub(_sub(parent, "meta"), "identification", source=f"#{prefix}nguon")
    for level, uri, day in (
        ("FRBRWork", names.work, names.day),
        ("FRBRExpression", names.expression, names.changed_on),
        ("FRBRManifestation", f"{names.expression}.akn", names.changed_on),
    ):
        entry = _sub(identification, level)
        _sub(entry, "FRBRthis", value=f"{uri}/!{part}")
        _sub(entry, "FRBRuri", value=uri)
        if level == "FRBRWork":
            _sub(entry, "FRBRalias", value=address, name="trang")
        _sub(entry, "FRBRdate", date=day.isoformat(), name=names.day_name)
        _sub(entry, "FRBRauthor", href=f"#{prefix}{office.id}")
        if level == "FRBRWork":
            _sub(entry, "FRBRcountry", value="vn")
        if level == "FRBRExpression":
            _sub(entry, "FRBRlanguage", language="vie")
    references = _sub(parent[0], "references", source=f"#{prefix}nguon")
    _sub(
        references, "TLCOrganization", eId=f"{prefix}{office.id}", href=f"/ontology/vn/{office.id}", showAs=office.name
    )
    _sub(references, "TLCOrganization", eId=f"{prefix}nguon", href=address, showAs=office.name)


def _provision(parent: Element, provision: Provision) -> None:
    element = _sub(parent, _ELEMENTS[provision.level], eId=provision.eid)
    _sub(element, "num").text = provision.printed
    own = list(provision.paragraphs)
    if provision.level in _WITH_HEADING and own and not own[0].source.startswith("|"):
        _sub(element, "heading").text = _plain(own.pop(0))
    if provision.children:
        if own:
            _blocks(_sub(element, "intro"), own)
        for child in provision.children:
            _provision(element, child)
    else:
        _blocks(_sub(element, "content"), own)


def _annex(parent: Element, annex: Provision, names: _Names, office: Office, address: str) -> None:
    attachment = _sub(parent, "attachment", eId=annex.eid)
    _sub(attachment, "heading").text = annex.printed
    doc = _sub(attachment, "doc", name="phu-luc")
    _meta(doc, names, office, f"{address}#{annex.eid}", part=annex.eid)
    body = _sub(doc, "mainBody")
    if annex.paragraphs or not annex.children:
        _blocks(body, annex.paragraphs)
    for child in annex.children:
        _provision(body, child)


def _blocks(parent: Element, paragraphs: Sequence[Paragraph]) -> None:
    for paragraph in paragraphs:
        if paragraph.source.startswith("|"):
            _table(parent, paragraph.source.splitlines())
        else:
            _sub(parent, "p").text = _plain(paragraph)
    if not paragraphs:
        _sub(parent, "p")


def _table(parent: Element, lines: Iterable[str]) -> None:
    rows = [re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|")) for line in lines]
    table = _sub(parent, "table")
    for cells in rows:
        if all(re.fullmatch(r"\s*:?-*:?\s*", cell) for cell in cells) and "-" in "".join(cells):
            continue
        row = _sub(table, "tr")
        for cell in cells:
            _sub(_sub(row, "td"), "p").text = _unmarked(cell)
    if not len(table):
        parent.remove(table)
        _sub(parent, "p").text = " ".join(lines)


def _plain(paragraph: Paragraph) -> str:
    return _unmarked(paragraph.plain)


def _unmarked(text: str) -> str:
    """Return a text without the marks of Markdown, and without what XML cannot hold."""
    text = re.sub(r"\*\*(.+?)\*\*", r"\1", text)
    return _NOT_IN_XML.sub("", text.strip())


def _sub(parent: Element, tag: str, **attributes: str) -> Element:
    return SubElement(parent, tag, attributes)
