"""Paragraphs and tables of a Word file, in order, with the look that applies."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.diagnostics import Diagnostic, Place, Refused
from generator.reading.sheet import Block, Cell, Paragraph, Part, Spacing, Table
from generator.reading.word.grid import Grid, Slot, inside, own_edges
from generator.reading.word.inline import Inline, Story
from generator.reading.word.names import Element, child, value, w
from generator.reading.word.numbering import Numbering
from generator.reading.word.properties import Layer, paragraph_layer, space
from generator.reading.word.styles import Around
from generator.reading.word.table_style import Spot, TableStyle

MAX_PARAGRAPHS = 100_000
MAX_NESTED = 20
_P, _TBL = w("p"), w("tbl")
_NOWHERE = Around()


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with what is needed of it beside its value: a section that ends with it."""

    block: Block
    style: str = ""
    contextual: bool = False
    section: Element | None = None


class Blocks:
    """Reads what holds paragraphs and tables: a body, a cell, a header, a note."""

    def __init__(
        self, file: str, story: Story, numbering: Numbering, counted: Counter[str]
    ) -> None:
        """Read for a story; `counted` bounds what a whole document may hold."""
        self._file, self._story, self._numbering = file, story, numbering
        self._styles = story.styles
        self._counted = counted

    def read(self, parent: Element, head: Part, around: Around = _NOWHERE) -> tuple[Block, ...]:
        """Return the blocks of an element; raises Refused when they are too many or too deep."""
        return tuple(placed.block for placed in self.placed(parent, head, around))

    def placed(
        self, parent: Element, head: Part, around: Around = _NOWHERE, depth: int = 0
    ) -> list[Placed]:
        """Return the blocks of an element, each with the section that ends with it."""
        numbers: Counter[str] = Counter()
        found: list[Placed] = []
        carried: list[Inline] = []
        for node in inside(parent, {_P, _TBL}):
            if node.tag == _TBL:
                found += self._flushed(carried, head, numbers)
                found.append(self._table(node, (*head, ("table", _next(numbers, "table"))), depth))
                continue
            if is_joined(node):
                inline = Inline(self._story, self._style(node), around)
                inline.read(node)
                carried.append(inline)
                continue
            part = (*head, ("paragraph", _next(numbers, "paragraph")))
            found.append(self._paragraph(node, part, around, carried))
            carried = []
        return _spaced([*found, *self._flushed(carried, head, numbers)])

    def _flushed(
        self, carried: list[Inline], head: Part, numbers: Counter[str]
    ) -> Iterator[Placed]:
        """Yield a paragraph for letters whose paragraph was deleted with none to follow."""
        runs = tuple(run for inline in carried for run in inline.runs())
        carried.clear()
        if runs:
            part = (*head, ("paragraph", _next(numbers, "paragraph")))
            yield Placed(Paragraph(runs, part))

    def _style(self, node: Element) -> str:
        return self._styles.named(value(node, "pPr", "pStyle"))

    def _paragraph(
        self, node: Element, part: Part, around: Around, carried: list[Inline]
    ) -> Placed:
        self._count()
        properties = child(node, "pPr")
        direct = paragraph_layer(properties)
        style = self._styles.named(direct.get("style"))
        layer = self._styles.paragraph(style, around, direct)
        inline = Inline(self._story, style, around)
        inline.read(node)
        placed = self._set(layer, (*carried, inline), part, self._styles.shown(style))
        contextual = bool(layer.get("contextual"))
        return Placed(placed, style, contextual, child(properties, "sectPr"))

    def _set(self, layer: Layer, parts: tuple[Inline, ...], part: Part, style: str) -> Paragraph:
        """Return a paragraph as its layer sets it; its number is counted here."""
        number = layer.get("list")
        return Paragraph(
            runs=tuple(run for inline in parts for run in inline.runs()),
            part=part,
            style=style,
            align=layer.get("frame") or layer.get("align", "left"),
            first_indent=layer.get("first", 0),
            left_indent=layer.get("left", 0),
            right_indent=layer.get("right", 0),
            spacing=Spacing(
                before=space(layer, "before"),
                after=space(layer, "after"),
                line=layer.get("line", 240),
                rule=layer.get("rule", "multiple"),
            ),
            marker=self._numbering.marker(number, layer.get("level", 0)) if number else "",
            outline=layer["outline"],
            keep_next=bool(layer.get("keep")),
            breaks=bool(layer.get("breaks")) or any(inline.breaks for inline in parts),
            strokes=tuple(stroke for inline in parts for stroke in inline.strokes),
            border_below=bool(layer.get("border-bottom")),
            border_above=bool(layer.get("border-top")),
            border=layer.get("border-bottom") or layer.get("border-top") or "",
        )

    def _table(self, node: Element, part: Part, depth: int) -> Placed:
        if depth >= MAX_NESTED:
            raise Refused([Diagnostic("read.too-deep", place=Place(self._file, part=part))])
        grid = Grid(node)
        style = TableStyle(node, self._styles)
        rows = [
            tuple(self._cell(slot, grid, style, part, depth) for slot in row) for row in grid.rows
        ]
        return Placed(Table(
            rows=tuple(rows),
            part=part,
            bordered=grid.is_bordered(style.edges),
            header_rows=grid.header_rows,
            splits=grid.splits,
        ))  # fmt: skip

    def _cell(self, slot: Slot, grid: Grid, style: TableStyle, part: Part, depth: int) -> Cell:
        """Return a cell; what a cell merged into it holds, unseen in Word, is not lost."""
        self._count()
        where = (*part, ("row", slot.row + 1), ("cell", slot.order))
        around = style.around(Spot(slot.row, slot.column, len(grid.rows), grid.width))
        blocks = [found.block for found in self.placed(slot.node, where, around, depth + 1)]
        for node in slot.continued:
            under = self.placed(node, where, around, depth + 1)
            blocks += [found.block for found in under if _has_text(found.block)]
        rows = 1 + len(slot.continued)
        return Cell(tuple(blocks), slot.columns, rows, slot.width, edges=own_edges(slot))

    def _count(self) -> None:
        self._counted["paragraphs"] += 1
        if self._counted["paragraphs"] > MAX_PARAGRAPHS:
            raise Refused([Diagnostic("read.too-large", place=Place(self._file))])


def is_joined(paragraph: Element) -> bool:
    """Return whether the end of a paragraph is deleted, so that it joins the next one."""
    mark = child(paragraph, "pPr", "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def _next(numbers: Counter[str], name: str) -> int:
    numbers[name] += 1
    return numbers[name]


def _has_text(block: Block) -> bool:
    return isinstance(block, Table) or bool(block.text.strip())


def _spaced(found: list[Placed]) -> list[Placed]:
    """Return the blocks without the space that Word leaves out between two of one style."""
    settled = list(found)
    for number, placed in enumerate(found):
        block = placed.block
        if not placed.contextual or not isinstance(block, Paragraph):
            continue
        before = found[number - 1].style if number else ""
        after = found[number + 1].style if number + 1 < len(found) else ""
        spacing = replace(
            block.spacing,
            before=0 if before == placed.style else block.spacing.before,
            after=0 if after == placed.style else block.spacing.after,
        )
        settled[number] = replace(placed, block=replace(block, spacing=spacing))
    return settled
