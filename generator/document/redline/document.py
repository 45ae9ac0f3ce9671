"""The later document with every change from the earlier one marked in it."""

import copy
from datetime import date

from lxml import etree

from generator.diagnostics import Diagnostic, Refused
from generator.document.package import parser, read_members, write_members
from generator.document.redline.marks import Marks
from generator.document.redline.merging import Merger
from generator.document.redline.names import DOCUMENT_PROPERTIES, Element, essence, w
from generator.document.redline.relations import Relations

_DOCUMENT = "word/document.xml"
_CHANGES = tuple(
    w(name)
    for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge",
                 "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange",
                 "tcPrChange", "tblGridChange", "tblPrExChange", "numberingChange")
)  # fmt: skip
_WRAPPERS = (w("sdt"), w("customXml"), w("smartTag"))
_OPENINGS = (w("sdtPr"), w("sdtEndPr"), w("customXmlPr"), w("smartTagPr"))
_FIRST_DRAWING = 1001


def redline(before: bytes, after: bytes, *, author: str, day: date | None) -> bytes:
    """Return the later DOCX with what differs from the earlier one as tracked changes.

    All changes accepted, it says what `after` says; all rejected, what `before` says, laid out by
    the styles, headers and drawn lines of `after`. Without a day the changes carry none. Raises
    Refused when one of the two is no DOCX, or has tracked changes already.
    """
    old, new = read_members(before, ""), read_members(after, "")
    roots = [_root(members) for members in (old, new)]
    if any(next(root.iter(*_CHANGES), None) is not None for root in roots):
        raise Refused([Diagnostic("package.tracked-changes")])
    earlier, later = (_body(root) for root in roots)
    relations = Relations(old, new)
    relations.adapt(earlier)
    marks = Marks(author, day, _highest_mark(roots[1]) + 1)
    Merger(marks).inside(earlier, later)
    _last_section(earlier, later, marks)
    for number, properties in enumerate(roots[1].iter(DOCUMENT_PROPERTIES)):
        properties.set("id", str(_FIRST_DRAWING + number))
    document = etree.tostring(roots[1], xml_declaration=True, encoding="UTF-8", standalone=True)
    return write_members({**new, **relations.members(), _DOCUMENT: bytes(document)})


def _root(members: dict[str, bytes]) -> Element:
    """Return the main part, what wraps its text without a word of its own taken off."""
    try:
        root = etree.fromstring(members[_DOCUMENT], parser())
    except etree.XMLSyntaxError:
        raise Refused([Diagnostic("package.not-docx")]) from None
    for wrapper in list(root.iter(*_WRAPPERS)):
        _unwrap(wrapper)
    return root


def _unwrap(wrapper: Element) -> None:
    """Put what a content control or a smart tag holds in its place."""
    held: list[Element] = []
    for child in wrapper:
        if child.tag == w("sdtContent"):
            held += list(child)
        elif child.tag not in _OPENINGS:
            held.append(child)
    parent = wrapper.getparent()
    if parent is not None:
        place = parent.index(wrapper)
        parent[place : place + 1] = held


def _body(root: Element) -> Element:
    body = root.find(w("body"))
    if body is None:
        raise Refused([Diagnostic("package.not-docx")])
    return body


def _highest_mark(root: Element) -> int:
    """Return the highest number of the marks that a document has already, bookmarks among them."""
    numbers = (element.get(w("id"), "") for element in root.iter(w("bookmarkStart")))
    return max((int(number) for number in numbers if number.isdecimal()), default=0)


def _last_section(earlier: Element, later: Element, marks: Marks) -> None:
    """Put the earlier properties of the last section beside the new ones, where they differ."""
    old, new = earlier.find(w("sectPr")), later.find(w("sectPr"))
    if old is not None and new is not None and essence(old) != essence(new):
        later.replace(new, marks.section(copy.deepcopy(old), new))
