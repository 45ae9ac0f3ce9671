"""What the XML of a sheet tells and its reading library does not: errors, percents, extent."""

import io
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError, fromstring, iterparse

WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STYLES = "xl/styles.xml"
_BUILT_IN_PERCENTS = {"9", "10"}
_TRUE = ("1", "true")
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)

Position = tuple[int, int]


class DamagedSheetError(ValueError):
    """The XML of a sheet is not what Excel writes."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Cells by row and column from 0, and how far the cells that hold something reach.

    `errors` has what a formula gives in place of a value, `uncalculated` the formulas without
    one, `percents` the numbers that Excel keeps as a hundredth of what is seen, `struck` the cells
    that are crossed out, `hidden` the rows that are not seen.
    """

    errors: dict[Position, str] = field(default_factory=dict)
    uncalculated: set[Position] = field(default_factory=set)
    percents: set[Position] = field(default_factory=set)
    struck: set[Position] = field(default_factory=set)
    hidden: set[int] = field(default_factory=set)
    extent: list[int] = field(default_factory=lambda: [0, 0])


@dataclass(frozen=True, slots=True)
class _Styles:
    """Numbers of cell styles: those of percentages, and those that cross out."""

    percents: set[str] = field(default_factory=set)
    struck: set[str] = field(default_factory=set)


def is_percent_format(number: str, code: str) -> bool:
    """Return whether a number format, by its number and its code, shows a percentage."""
    return number in _BUILT_IN_PERCENTS or "%" in _LITERAL.sub("", code)


def needed_members() -> re.Pattern[str]:
    """Return the pattern of the members' names that the functions below look into."""
    return re.compile(r"xl/(?:workbook\.xml|styles\.xml|_rels/workbook\.xml\.rels|.*sheet.*\.xml)")


def sheet_members(members: Mapping[str, bytes]) -> dict[str, str]:
    """Return the member of each sheet by the sheet's name, both as the workbook names them.

    Raises DamagedSheetError for XML that cannot be read.
    """
    if WORKBOOK not in members:
        return {}
    targets = {
        _attribute(relation, "Id"): _attribute(relation, "Target")
        for relation in _tree(members.get(_RELATIONS, b"")).iter()
    }
    return {
        _attribute(sheet, "name"): _member(targets.get(_attribute(sheet, "id"), ""))
        for sheet in _tree(members[WORKBOOK]).iter()
        if _local(sheet.tag) == "sheet"
    }


def marks_of(members: Mapping[str, bytes], name: str) -> Marks:
    """Return the marks of a sheet's member; raises DamagedSheetError when it cannot be read."""
    if name not in members:
        raise DamagedSheetError(name)
    styles = _styles(members.get(_STYLES, b""))
    marks = Marks()
    for position, cell in _cells(members[name], marks.hidden):
        _mark(marks, position, cell, styles)
    return marks


def _mark(marks: Marks, position: Position, cell: Element, styles: _Styles) -> None:
    """Note what there is to say about one cell."""
    parts = {_local(part.tag): part.text or "" for part in cell}
    kind, value = cell.get("t", "n"), parts.get("v", "")
    if not value and "is" not in parts and "f" not in parts:
        return
    marks.extent[:] = map(max, marks.extent, (position[0] + 1, position[1] + 1))
    if cell.get("s") in styles.struck:
        marks.struck.add(position)
    if kind == "e":
        marks.errors[position] = value
    elif "f" in parts and not value and kind != "str":
        marks.uncalculated.add(position)
    elif kind == "n" and cell.get("s") in styles.percents:
        marks.percents.add(position)


def _cells(xml: bytes, hidden: set[int]) -> Iterator[tuple[Position, Element]]:
    """Yield the cells of a sheet with their places; a cell without one follows the last.

    Rows that are not seen are added to `hidden`.
    """
    row = column = -1
    for event, element in _events(xml):
        tag = _local(element.tag)
        if event == "start" and tag == "row":
            row, column = int(element.get("r", row + 2)) - 1, -1
            if element.get("hidden") in _TRUE or element.get("ht") == "0":
                hidden.add(row)
        elif event == "end" and tag == "c":
            column += 1
            if reference := element.get("r"):
                row, column = _position(reference)
            yield (row, column), element
        elif event == "end" and tag == "row":
            element.clear()


def _position(reference: str) -> Position:
    match = _REFERENCE.fullmatch(reference.upper())
    if not match:
        raise DamagedSheetError(reference)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _styles(xml: bytes) -> _Styles:
    """Return the cell styles that show a number as a percentage, and those that cross out."""
    if not xml:
        return _Styles()
    root = _tree(xml)
    codes = {
        _attribute(part, "numFmtId"): _attribute(part, "formatCode")
        for part in root.iter()
        if _local(part.tag) == "numFmt"
    }
    parts = {_local(part.tag): part for part in root}
    formats = parts.get("cellXfs", ())
    struck = {
        str(i)
        for i, font in enumerate(parts.get("fonts", ()))
        if any(_local(p.tag) == "strike" and p.get("val", "1") in _TRUE for p in font)
    }
    return _Styles(
        {
            str(i)
            for i, part in enumerate(formats)
            if is_percent_format(id_ := _attribute(part, "numFmtId"), codes.get(id_, ""))
        },
        {str(i) for i, part in enumerate(formats) if _attribute(part, "fontId") in struck},
    )


def _member(target: str) -> str:
    """Return the member that a relation of the workbook points to."""
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/").lower()


def _tree(xml: bytes) -> Element:
    _refuse_entities(xml)
    try:
        return fromstring(xml)
    except (ParseError, LookupError) as error:
        raise DamagedSheetError(str(error)) from None


def _events(xml: bytes) -> Iterator[tuple[str, Element]]:
    _refuse_entities(xml)
    try:
        yield from iterparse(io.BytesIO(xml), ("start", "end"))
    except (ParseError, LookupError) as error:
        raise DamagedSheetError(str(error)) from None


def _refuse_entities(xml: bytes) -> None:
    """Refuse a document type, in which entities could unfold without end; Excel writes none."""
    if b"<!DOCTYPE" in xml or b"<\0!\0D\0" in xml or b"\0<\0!\0D" in xml:
        raise DamagedSheetError("DOCTYPE")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _attribute(element: Element, name: str) -> str:
    """Return an attribute by its local name, be it in a namespace or not."""
    return next((v for key, v in element.attrib.items() if _local(key) == name), "")
