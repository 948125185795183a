"""Layers of a PDF that its reader was not shown: what they paint goes, for without their layers it would be seen."""

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, Pdf, Stream

Layers = set[tuple[int, int]]  # by number of their object
# What paints something; a path that is not painted still has to end.
_PAINTS_PATH = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"}
_PAINTS = {"Tj", "TJ", "sh", "Do", "INLINE IMAGE"}
_NEXT_LINE = {"'", '"'}
_DEEPEST = 9  # no program nests visibility expressions like that


def take_hidden_layers(pdf: Pdf) -> None:
    """Take what hidden layers paint out of the pages, the forms and patterns they use, and the notes upon them."""
    if "/OCProperties" not in pdf.Root:
        return
    hidden = _hidden(pdf)
    for page in pdf.pages:
        page.Contents = pdf.make_stream(_seen(page.obj, page.resources, hidden))
        if (notes := page.obj.get("/Annots")) is not None:
            page.obj["/Annots"] = Array([note for note in notes if not _is_hidden(note.get("/OC"), hidden)])
    for one in pdf.objects:
        if not isinstance(one, Stream):
            continue
        if _is_hidden(one.get("/OC"), hidden):
            _empty(one)
        elif one.get("/Subtype") == Name.Form or one.get("/PatternType") == 1:
            one.write(_seen(one, one.get("/Resources"), hidden))


def _hidden(pdf: Pdf) -> Layers:
    """Return the layers that are off when the file is opened."""
    properties = pdf.Root.OCProperties
    start = properties.get("/D", Dictionary())
    off = {layer.objgen for layer in start.get("/OFF", Array())}
    if start.get("/BaseState") == Name.OFF:
        shown = {layer.objgen for layer in start.get("/ON", Array())}
        off |= {layer.objgen for layer in properties.get("/OCGs", Array())} - shown
    return off | {layer.objgen for layer in properties.get("/OCGs", Array()) if _is_unused(layer)}


def _is_unused(layer: Object) -> bool:
    """Tell whether a layer says itself that it is not for screens, or not at the zoom at which a page is opened.

    Of programs some heed that and some do not (ISO 32000-2, 8.11.4.4).
    """
    usage = layer.get("/Usage", Dictionary())
    zoom = usage.get("/Zoom", Dictionary())
    is_at_hand = zoom.get("/min", 0) <= 1 < zoom.get("/max", 2)
    return usage.get("/View", Dictionary()).get("/ViewState") == Name.OFF or not is_at_hand


def _is_hidden(layer: Object | None, hidden: Layers) -> bool:
    """Tell whether what belongs to a layer, or to a set of layers by its policy, is not shown."""
    if not isinstance(layer, Dictionary):
        return False
    if layer.get("/Type") != Name.OCMD:
        return layer.objgen in hidden
    if isinstance(expression := layer.get("/VE"), Array):
        return not _is_shown_by(expression, hidden)
    members = layer.get("/OCGs", Array())
    off = [one.objgen in hidden for one in (members if isinstance(members, Array) else [members])]
    policy = str(layer.get("/P", Name.AnyOn))
    is_shown = {"/AllOn": not any(off), "/AnyOff": any(off), "/AllOff": all(off)}.get(policy, not all(off) or not off)
    return not is_shown


def _is_shown_by(expression: Object, hidden: Layers, depth: int = 0) -> bool:
    """Tell whether a visibility expression lets something be seen; what cannot be read, or is too deep, is not."""
    if isinstance(expression, Dictionary):
        return not _is_hidden(expression, hidden)
    if not isinstance(expression, Array) or not len(expression) or depth > _DEEPEST:
        return False
    shown = [_is_shown_by(one, hidden, depth + 1) for one in list(expression)[1:]]
    how = str(expression[0])
    return {"/And": all(shown), "/Or": any(shown), "/Not": not any(shown)}.get(how, False)


def _seen(content: Object, resources: Object | None, hidden: Layers) -> bytes:
    """Return the instructions of a page, form or pattern without those that paint upon hidden layers."""
    named = resources.get("/Properties", Dictionary()) if isinstance(resources, Dictionary) else Dictionary()
    return pikepdf.unparse_content_stream(list(_shown(content, named, hidden)))


def _shown(content: Object, named: Any, hidden: Layers) -> Iterator[Any]:
    within: list[bool] = []  # of each part that has begun, whether it is hidden
    for one in pikepdf.parse_content_stream(content):
        operands, does = one.operands, str(one.operator)
        if does in {"BDC", "BMC"}:
            is_layer = does == "BDC" and operands[0] == Name.OC and isinstance(operands[1], Name)
            within.append(is_layer and _is_hidden(named.get(str(operands[1])), hidden))
        if not any(within) or does not in _PAINTS | _PAINTS_PATH | _NEXT_LINE:
            yield one
        elif does in _PAINTS_PATH:
            yield [], Operator("n")
        elif does in _NEXT_LINE:
            yield [], Operator("T*")
        if does == "EMC" and within:
            within.pop()


def _empty(one: Stream) -> None:
    """Make a picture or a form one that shows nothing, so that what names it still finds it."""
    one.write(b"")
    for key in ("/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/SMask", "/Mask", "/Resources"):
        if key in one:
            del one[key]
    one["/Subtype"], one["/BBox"] = Name.Form, Array([0, 0, 0, 0])
