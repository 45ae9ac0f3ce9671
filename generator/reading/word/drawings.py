"""What floats in a Word document: text boxes, drawn rules, pictures; in DrawingML and in VML."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.reading.sheet import Stroke
from generator.reading.word.names import A, Element, W, measure, whole

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WPG = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"
_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"
ALTERNATE = f"{MC}AlternateContent"
_UNDERSTOOD = {"wps", "wpg", "wpc", "wp14", "w14", "w15", "a14"}
_BOX = f"{W}txbxContent"
_LINES = {"line", "straightConnector1"}
# Word's own numbers of the shapes that are lines: a line, and a straight connector.
_LINE_TYPES = ("_x0000_t20", "_x0000_t32")
_PICTURES = {f"{A}blip", f"{_V}imagedata"}
_DIAGRAMS = ("/chart", "/diagram", "/chartex")
_EMU_PER_TWIP = 635
_OFF = {"f", "false"}
_SOLID = {None, "", "solid"}


@dataclass(slots=True)
class Drawn:
    """What was found in drawings: the contents of text boxes, rules, and pictures."""

    boxes: list[Element] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    pictures: int = 0


def chosen(alternate: Element) -> Element | None:
    """Return the branch of an alternative that is shown: the first that is understood."""
    for choice in alternate.iterchildren(f"{MC}Choice"):
        if set((choice.get("Requires") or "").split()) <= _UNDERSTOOD:
            return choice
    return alternate.find(f"{MC}Fallback")


def drawn(parent: Element) -> Drawn:
    """Return what a drawing holds; what stands in a text box is left to be read as text."""
    found = Drawn()
    for node in _nodes(parent):
        if node.tag == _BOX:
            found.boxes.append(node)
        elif node.tag in _PICTURES or (
            node.tag == f"{A}graphicData" and (node.get("uri") or "").endswith(_DIAGRAMS)
        ):
            found.pictures += 1
        elif (stroke := _stroke(node)) is not None:
            found.strokes.append(stroke)
    return found


def box_size(box: Element) -> tuple[int, int]:
    """Return width and height of a text box in twips, (0, 0) where the file does not say."""
    shape = next(box.iterancestors(f"{_WPS}wsp", f"{_V}shape", f"{_V}rect", f"{_V}roundrect"), None)
    if shape is None:
        return 0, 0
    extent = shape.find(f"{_WPS}spPr/{A}xfrm/{A}ext")
    if extent is not None:
        return whole(extent.get("cx")) // _EMU_PER_TWIP, whole(extent.get("cy")) // _EMU_PER_TWIP
    style = _style(shape)
    return measure(style.get("width")) or 0, measure(style.get("height")) or 0


def _nodes(parent: Element) -> Iterator[Element]:
    """Yield what is in a drawing in its order, but not what is in a text box."""
    waiting = [parent]
    while waiting:
        node = waiting.pop()
        yield node
        if node.tag == ALTERNATE:
            branch = chosen(node)
            waiting += [] if branch is None else [branch]
        elif node.tag != _BOX:
            waiting += reversed(list(node.iterchildren("*")))


def _stroke(node: Element) -> Stroke | None:
    """Return the line that a shape is by its kind, or for having no height or no width."""
    if node.tag == f"{_V}line":
        return _vml_line(node)
    if node.tag == f"{_V}shape":
        line = (node.get("type") or "").lstrip("#").startswith(_LINE_TYPES)
        return _vml_shape(node) if line else None
    if node.tag == f"{_V}rect":
        return Stroke(inline=True) if (node.get(f"{_O}hr") or "") in {"t", "true"} else None
    if node.tag != f"{_WPS}spPr":
        return None
    geometry, extent = node.find(f"{A}prstGeom"), node.find(f"{A}xfrm/{A}ext")
    named = geometry is not None and geometry.get("prst") in _LINES
    flat = extent is not None and 0 in {whole(extent.get("cx"), 1), whole(extent.get("cy"), 1)}
    return _drawing(node, extent) if named or flat else None


def _drawing(node: Element, extent: Element | None) -> Stroke | None:
    """Return a line of DrawingML, where it is not drawn without a colour."""
    line = node.find(f"{A}ln")
    if line is not None and line.find(f"{A}noFill") is not None:
        return None
    dash = None if line is None else line.find(f"{A}prstDash")
    solid = (dash is None or dash.get("val") in _SOLID) and (
        line is None or line.find(f"{A}custDash") is None
    )
    # In a group, and turned, lengths are not those on the paper.
    own = next(node.iterancestors(f"{_WPG}wgp", f"{_WPG}grpSp"), None) is None
    frame = node.find(f"{A}xfrm")
    turned = frame is not None and whole(frame.get("rot"))
    length, height = None, 0
    if extent is not None and own and not turned:
        length, height = (whole(extent.get(side)) // _EMU_PER_TWIP for side in ("cx", "cy"))
    anchor = next(node.iterancestors(f"{_WP}inline", f"{_WP}anchor"), None)
    if anchor is None or anchor.tag == f"{_WP}inline" or not own:
        return Stroke(length, height, solid, inline=anchor is not None and own)
    beside, across, centred = _along(anchor.find(f"{_WP}positionH"))
    above, down, _ = _along(anchor.find(f"{_WP}positionV"))
    return Stroke(
        length,
        height,
        solid,
        False,
        beside,
        across,
        centred,
        down if above == "paragraph" else None,
    )


def _along(position: Element | None) -> tuple[str, int | None, bool]:
    """Return what a position counts from, how far it is, and whether it is the middle."""
    if position is None:
        return "", None, False
    offset = position.findtext(f"{_WP}posOffset")
    far = None if offset is None else whole(offset) // _EMU_PER_TWIP
    middle = position.findtext(f"{_WP}align") == "center"
    return position.get("relativeFrom") or "", far, middle


def _vml_line(node: Element) -> Stroke | None:
    """Return a line of VML that is told by its two ends."""
    ends = [(node.get(name) or "").split(",") for name in ("from", "to")]
    points = [[measure(one, per=0) for one in end] for end in ends]
    if any(len(end) != 2 or None in end for end in points):  # noqa: PLR2004 - across and down
        return _vml(node, None, 0, None, None)
    (left, top), (right, bottom) = [[one or 0 for one in end] for end in points]
    return _vml(node, abs(right - left), abs(bottom - top), min(left, right), min(top, bottom))


def _vml_shape(node: Element) -> Stroke | None:
    """Return a line of VML that is told by its place and size."""
    style = _style(node)
    left, top, width, height = (
        measure(style.get(name)) for name in ("margin-left", "margin-top", "width", "height")
    )
    return _vml(node, width, height or 0, left, top)


def _vml(
    node: Element, length: int | None, height: int, across: int | None, down: int | None
) -> Stroke | None:
    if (node.get("stroked") or "") in _OFF:
        return None
    stroke, style = node.find(f"{_V}stroke"), _style(node)
    solid = stroke is None or stroke.get("dashstyle") in _SOLID
    if next(node.iterancestors(f"{_V}group"), None) is not None:
        return Stroke(None, 0, solid)
    if style.get("position") != "absolute":
        return Stroke(length, height, solid, inline=True)
    beside = style.get("mso-position-horizontal-relative", "text")
    return Stroke(
        length, height, solid, False,
        beside="column" if beside == "text" else beside,
        across=across,
        centred=style.get("mso-position-horizontal") == "center",
        down=down if style.get("mso-position-vertical-relative", "text") == "text" else None,
    )  # fmt: skip


def _style(node: Element) -> dict[str, str]:
    """Return the properties of a shape of VML."""
    pairs = (one.partition(":") for one in (node.get("style") or "").split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}
