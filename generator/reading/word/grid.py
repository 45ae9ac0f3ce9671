"""The grid of a Word table: which cells there are, and how far each reaches."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.reading.word.drawings import ALTERNATE, chosen
from generator.reading.word.names import (
    Element,
    child,
    children,
    is_on,
    measure,
    value,
    w,
    whole,
)
from generator.reading.word.properties import Edges, edges_of

MAX_COLUMNS = 63  # of a table in Word
_TR, _TC = w("tr"), w("tc")
_WRAPPERS = {
    w(name) for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
}  # fmt: skip
_SIDES = {"top": "insideH", "bottom": "insideH", "left": "insideV", "right": "insideV"}


@dataclass(slots=True)
class Slot:
    """A cell that is seen: where it stands, counted from 0, and the cells merged into it."""

    node: Element
    row: int
    order: int  # among the cells of its row, from 1, as a person counts them in the file
    column: int
    columns: int
    width: int
    continued: list[Element] = field(default_factory=list)


class Grid:
    """The rows of a table with their cells; rows that were deleted are left out."""

    def __init__(self, table: Element) -> None:
        """Lay out a table."""
        rows = [row for row in inside(table, {_TR}) if child(row, "trPr", "del") is None]
        columns = children(child(table, "tblGrid"), "gridCol")
        self._widths = [measure(column.get(w("w"))) or 0 for column in columns]
        self.rows: list[list[Slot]] = []
        above: dict[int, Slot] = {}
        for number, row in enumerate(rows):
            above = self._lay(number, row, above)
        ends = [slot.column + slot.columns for row in self.rows for slot in row]
        self.width = max(ends, default=0)
        self.header_rows = next(
            (n for n, row in enumerate(rows) if not is_on(child(row, "trPr", "tblHeader"))),
            len(rows),
        )
        self.splits = not rows or any(not is_on(child(r, "trPr", "cantSplit")) for r in rows)

    def is_bordered(self, edges: Edges) -> bool:
        """Return whether lines are drawn around most cells; `edges` are those of the table."""
        slots = [slot for row in self.rows for slot in row]
        drawn = sum(self._has_line(slot, edges) for slot in slots)
        return drawn * 2 > len(slots)

    def _lay(self, number: int, row: Element, above: dict[int, Slot]) -> dict[int, Slot]:
        """Add a row; return the cells that may go on in the next one, by their columns."""
        self.rows.append([])
        column = whole(value(row, "trPr", "gridBefore"))
        going_on: dict[int, Slot] = {}
        for order, node in enumerate(inside(row, {_TC}), 1):
            properties = child(node, "tcPr")
            columns = max(1, min(whole(value(properties, "gridSpan"), 1), MAX_COLUMNS))
            merged = child(properties, "vMerge")
            slot = above.get(column) if merged is not None else None
            if slot is not None and value(properties, "vMerge") != "restart":
                slot.continued.append(node)
            else:
                width = self._width(properties, column, columns)
                slot = Slot(node, number, order, column, columns, width)
                self.rows[-1].append(slot)
            if merged is not None:
                going_on[column] = slot
            column += columns
        return going_on

    def _width(self, properties: Element | None, column: int, columns: int) -> int:
        """Return the width of a cell: its own, or that of its columns."""
        own = child(properties, "tcW")
        if own is not None and own.get(w("type"), "dxa") == "dxa":
            return measure(own.get(w("w"))) or 0
        return sum(self._widths[column : column + columns])

    def _has_line(self, slot: Slot, edges: Edges) -> bool:
        """Return whether a line is drawn at one side of a cell at least."""
        own = edges_of(child(slot.node, "tcPr", "tcBorders"))
        outer = {
            "top": slot.row == 0,
            "bottom": slot.row + len(slot.continued) >= len(self.rows) - 1,
            "left": slot.column == 0,
            "right": slot.column + slot.columns >= self.width,
        }
        return any(
            own.get(side, edges.get(side if outer[side] else within, False))
            for side, within in _SIDES.items()
        )


def own_edges(slot: Slot) -> frozenset[str]:
    """Return the sides where a cell itself draws a line."""
    own = edges_of(child(slot.node, "tcPr", "tcBorders"))
    return frozenset(edge for edge, drawn in own.items() if drawn)


def inside(parent: Element, wanted: set[str]) -> Iterator[Element]:
    """Yield the elements of some kinds in a parent, those in a wrapper as if it were not there."""
    waiting = [parent.iterchildren("*")]
    while waiting:
        node = next(waiting[-1], None)
        if node is None:
            waiting.pop()
        elif node.tag in wanted:
            yield node
        elif node.tag in _WRAPPERS:
            waiting.append(node.iterchildren("*"))
        elif node.tag == ALTERNATE and (branch := chosen(node)) is not None:
            waiting.append(branch.iterchildren("*"))
