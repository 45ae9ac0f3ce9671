"""The paragraphs and tables of a part of a Word file, in order, each with its place."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _TBL, _TR, _TC, _T = (f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "t"))
_STYLES = {f"{W}pStyle", f"{W}rStyle"}
# What holds paragraphs, rows or cells without being one: content controls, tracked changes.
_WRAPPERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins")}

Part = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or the head of a table: its text, its place, the styles it is set in.

    `row` and `cell` are the whole text of the table's row and cell around a paragraph.
    """

    text: str
    part: Part
    styles: tuple[str, ...] = ()
    row: str | None = None
    cell: str | None = None


def lines_of(root: etree._Element, head: Part) -> list[Line]:
    """Return the lines of a body, a header or a footer; `head` is the place of the part."""
    body = root.find(f"{W}body")
    return list(_story(root if body is None else body, Line("", head)))


def lines_of_footnotes(root: etree._Element) -> list[Line]:
    """Return the lines of the footnotes, Word's own separators left out."""
    notes = [note for note in root.iterchildren(f"{W}footnote") if not note.get(f"{W}type")]
    return [
        line
        for number, note in enumerate(notes, 1)
        for line in _story(note, Line("", (("footnote", number),)))
    ]


def _story(parent: etree._Element, around: Line) -> Iterator[Line]:
    """Yield the lines of what holds paragraphs and tables; `around` says where that is."""
    counted: Counter[str] = Counter()
    for child in _children(parent):
        name = {_P: "paragraph", _TBL: "table"}.get(child.tag)
        if name is None:
            continue
        counted[name] += 1
        part = (*around.part, (name, counted[name]))
        if name == "table":
            styles = child.findall(f"{W}tblPr/{W}tblStyle")
            yield Line("", part, _values(styles))
            yield from _table(child, part)
            continue
        for paragraph in (child, *child.iterdescendants(_P)):
            inner = list(_own(paragraph))
            text = "".join(node.text or "" for node in inner if node.tag == _T)
            styles = [node for node in inner if node.tag in _STYLES]
            yield Line(text, part, _values(styles), around.row, around.cell)


def _table(table: etree._Element, part: Part) -> Iterator[Line]:
    rows = [child for child in _children(table) if child.tag == _TR]
    for r, row in enumerate(rows, 1):
        cells = [child for child in _children(row) if child.tag == _TC]
        for c, cell in enumerate(cells, 1):
            place = (*part, ("row", r), ("cell", c))
            yield from _story(cell, Line("", place, row=_text(row), cell=_text(cell)))


def _children(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements of a parent, those in a wrapper as if they stood outside it."""
    for child in parent.iterchildren("*"):
        if child.tag in _WRAPPERS:
            yield from _children(child)
        else:
            yield child


def _own(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield what is inside a paragraph, but not in a paragraph inside it (a text box)."""
    for child in paragraph.iterchildren("*"):
        if child.tag != _P:
            yield child
            yield from _own(child)


def _text(parent: etree._Element) -> str:
    return "".join(node.text or "" for node in parent.iter(_T))


def _values(nodes: list[etree._Element]) -> tuple[str, ...]:
    return tuple(str(value) for node in nodes if (value := node.get(f"{W}val")))
