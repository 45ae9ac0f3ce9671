"""Names of WordprocessingML, and elements compared by what they say."""

import copy

from lxml import etree

Element = etree._Element
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
DOCUMENT_PROPERTIES = f"{{{_WP}}}docPr"
_LINE = ".//{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}cNvCnPr"
_LENGTHS = (f"{{{_WP}}}extent", f"{{{_A}}}ext")
_DRAWING = f"{{{W}}}drawing"


def w(name: str) -> str:
    """Return the full name of an element or attribute of WordprocessingML."""
    return f"{{{W}}}{name}"


def canonical(element: Element | None) -> str:
    """Return an element as text that is the same for all ways to write it."""
    if element is None:
        return ""
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False).decode("utf-8")


def essence(element: Element) -> str:
    """Return what tells an element from another, drawings without what follows from the rest.

    A drawing's number is that of the document, and the length of a drawn line follows from the
    text above it.
    """
    if next(element.iter(_DRAWING), None) is None:
        return canonical(element)
    bare = copy.deepcopy(element)
    for properties in bare.iter(DOCUMENT_PROPERTIES):
        properties.attrib.pop("id", "")
    if bare.find(_LINE) is not None:
        for length in bare.iter(*_LENGTHS):
            length.attrib.pop("cx", "")
    return canonical(bare)


def text_of(element: Element) -> str:
    """Return the words in an element, its paragraphs parted by spaces."""
    lines = ("".join(t.text or "" for t in p.iter(w("t"))) for p in element.iter(w("p")))
    return " ".join(lines)
