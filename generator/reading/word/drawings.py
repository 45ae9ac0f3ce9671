"""What floats in a Word document: text boxes, drawn rules, pictures; in DrawingML and in VML."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.reading.word.names import A, Element, W, whole

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
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


@dataclass(slots=True)
class Drawn:
    """What was found in drawings: the contents of text boxes, rules, and pictures."""

    boxes: list[Element] = field(default_factory=list)
    lines: int = 0
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
        elif _is_line(node):
            found.lines += 1
    return found


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


def _is_line(node: Element) -> bool:
    """Return whether a shape is a rule: a line by its kind, or one without height or width."""
    if node.tag == f"{_V}line":
        return True
    if node.tag == f"{_V}shape":
        return (node.get("type") or "").lstrip("#").startswith(_LINE_TYPES)
    if node.tag == f"{_V}rect":
        return (node.get(f"{_O}hr") or "") in {"t", "true"}
    if node.tag != f"{_WPS}spPr":
        return False
    geometry, extent = node.find(f"{A}prstGeom"), node.find(f"{A}xfrm/{A}ext")
    named = geometry is not None and geometry.get("prst") in _LINES
    flat = extent is not None and 0 in {whole(extent.get("cx"), 1), whole(extent.get("cy"), 1)}
    return named or flat
