"""A document as plain values: paragraphs and tables with the look that the reader sees.

Lengths are whole twips (1/20 point), sizes whole half-points, as Word stores them. Styles, themes
and numbering are resolved: a value here is what applies, wherever it was written.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from generator.diagnostics import Diagnostic

Part = tuple[tuple[str, int], ...]
"""Where something stands, outside in, as in `Place.part`: `(("table", 1), ("row", 2), …)`."""
Alignment = Literal["left", "center", "right", "both"]
TWIPS_PER_MM = 1440 / 25.4


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look; `size` is in half-points, 0 where the source says nothing (plain text).

    `asian` is the font of East Asian letters; where `hinted`, signs that both have are taken for
    East Asian ones.
    """

    ascii: str = ""
    hansi: str = ""
    complex: str = ""
    asian: str = ""
    hinted: bool = False
    size: int = 0
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    capitals: bool = False
    color: str = "auto"
    hidden: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one look; tabs are `\\t`, line breaks `\\n`; a field shows its result.

    `field` is the instruction of the field that the text is the result of (`PAGE`).
    """

    text: str
    look: Look = Look()
    field: str = ""


@dataclass(frozen=True, slots=True)
class Spacing:
    """The space around and between lines; `line` is 240ths of a line or twips, as `rule` says."""

    before: int = 0
    after: int = 0
    line: int = 240
    rule: Literal["multiple", "exact", "at-least"] = "multiple"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A drawn line: how long and how high it is, and where it stands, in twips.

    What the file does not say is None. `beside` names what `across` counts from (`column`,
    `margin`, `page`), `down` counts from the top of the paragraph; an `inline` line stands in the
    text like a letter and has neither.
    """

    length: int | None = None
    height: int = 0
    solid: bool = True
    inline: bool = False
    beside: str = ""
    across: int | None = None
    centred: bool = False
    down: int | None = None


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: its runs and how it is set.

    `marker` is what Word's own numbering prints before the text (`1.1.`), empty for typed numbers;
    `outline` is the heading level of its style, 0 for none; `strokes` are drawn lines, `breaks`
    says that a new page begins with or after it. `border` is how its borders are drawn (`single`,
    `dashed`).
    """

    runs: tuple[Run, ...] = ()
    part: Part = ()
    style: str = ""
    align: Alignment = "left"
    first_indent: int = 0
    left_indent: int = 0
    right_indent: int = 0
    spacing: Spacing = Spacing()
    marker: str = ""
    outline: int = 0
    keep_next: bool = False
    breaks: bool = False
    strokes: tuple[Stroke, ...] = ()
    border_below: bool = False
    border_above: bool = False
    border: str = ""

    @property
    def lines(self) -> int:
        """How many lines are drawn in it."""
        return len(self.strokes)

    @cached_property
    def text(self) -> str:
        """What is typed, without the marker of Word's numbering."""
        return "".join(run.text for run in self.runs if not run.look.hidden)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: what stands in it and how many columns and rows it takes.

    A cell that continues one above it (vertical merge) is not listed again. `edges` are the sides
    where it draws a line of its own.
    """

    blocks: tuple["Paragraph | Table", ...] = ()
    columns: int = 1
    rows: int = 1
    width: int = 0
    edges: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The paragraphs of the cell, one to a line."""
        return "\n".join(p.text for p in paragraphs(self.blocks))


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cells; `bordered` where lines are drawn between them."""

    rows: tuple[tuple[Cell, ...], ...] = ()
    part: Part = ()
    bordered: bool = False
    header_rows: int = 0
    splits: bool = True


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Page:
    """The paper of a region, in twips, and how its pages are numbered.

    `first_differs` is Word's different first page; `starts` the number the region begins with,
    None where it goes on from the region before.
    """

    width: int = 11906
    height: int = 16838
    top: int = 0
    bottom: int = 0
    left: int = 0
    right: int = 0
    header: int = 0
    footer: int = 0
    landscape: bool = False
    first_differs: bool = False
    starts: int | None = None
    number_format: str = "decimal"


@dataclass(frozen=True, slots=True)
class Region:
    """A section of pages (Word's section): its paper, what stands on it, and its running heads.

    Heads and feet are by kind: `default`, `first`, `even`; inherited ones are filled in.
    """

    blocks: tuple[Block, ...] = ()
    page: Page = Page()
    headers: dict[str, tuple[Block, ...]] = field(default_factory=dict)
    footers: dict[str, tuple[Block, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """A document that was read: its regions, what floats beside them, and what was noticed.

    `laid_out` is False for plain text, whose look nobody can judge. `boxes` are text boxes, `notes`
    foot- and endnotes, `comments` remarks in the margin. `box_sizes` are width and height of each
    box in twips, (0, 0) where the file does not say. Diagnostics tell what was read as accepted,
    converted or left out.
    """

    file: str
    regions: tuple[Region, ...] = ()
    laid_out: bool = True
    boxes: tuple[Paragraph, ...] = ()
    box_sizes: tuple[tuple[int, int], ...] = ()
    notes: tuple[Paragraph, ...] = ()
    comments: tuple[Paragraph, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The body, all regions after each other."""
        return tuple(block for region in self.regions for block in region.blocks)


def paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """Yield every paragraph in reading order, those in tables row by row."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from paragraphs(cell.blocks)
