"""How long text is on the paper, from the widths of the letters of the one font."""

import math
from collections.abc import Iterator, Sequence

from generator.check.form.view import HALF_POINTS, TWIPS_PER_POINT
from generator.check.registry import Case, not_evaluated
from generator.document.standard import letter_widths
from generator.reading.anatomy import Located
from generator.reading.sheet import Block, Cell, Paragraph, Part, Region, Table

PER_THOUSAND = 1000
SINGLE = 240
UNKNOWN_SIZE = 26  # half-points; the reader does not see how high an empty line is
CELL_MARGINS = 216
"""What the margins of a cell take off its width at most, where nobody set them wider."""


def measured(case: Case, part: Located) -> tuple[float, ...]:
    """Return the width of each line of a part in twips, as it wraps in its column.

    Italic letters count as upright ones. Raises where another font than the one is used.
    """
    room = column(case, part.paragraphs[0].part) - CELL_MARGINS
    return tuple(
        width for paragraph in part.paragraphs for width in _lines(_words(case, paragraph), room)
    )


def unwrapped(case: Case, paragraph: Paragraph) -> float:
    """Return the width of the text of a paragraph in twips, as if it never wrapped."""
    return sum(_lines(_words(case, paragraph), math.inf))


def column(case: Case, part: Part) -> int:
    """Return the width of the cell or page of a paragraph in twips; raises where none is told."""
    cell = cell_of(case, part)
    found = _page(case, part) if cell is None and len(part) == 1 else cell.width if cell else 0
    if found <= 0:
        raise not_evaluated("no-width")
    return found


def cell_of(case: Case, part: Part) -> Cell | None:
    """Return the cell that a paragraph stands in, the innermost; None outside tables."""
    found: Cell | None = None
    blocks: tuple[Block, ...] = case.anatomy.sheet.blocks
    while inner := _holding(blocks, part):
        found, blocks = inner, inner.blocks
    return found


def column_of(part: Part) -> Part:
    """Return which column of which table a paragraph stands in, nothing outside tables."""
    return tuple(one for one in part if one[0] in ("table", "cell"))


def beside(case: Case, part: Part) -> tuple[Paragraph, ...]:
    """Return the paragraphs of the cell that a paragraph stands in, or those of the page."""
    cell = cell_of(case, part)
    blocks = cell.blocks if cell else case.anatomy.sheet.blocks
    return tuple(block for block in blocks if isinstance(block, Paragraph))


def height(paragraph: Paragraph, lines: int, single: float) -> float:
    """Return how high some lines of a paragraph are, in twips."""
    spacing = paragraph.spacing
    if spacing.rule == "exact":
        return lines * spacing.line
    size = max((run.look.size for run in paragraph.runs), default=0) or UNKNOWN_SIZE
    own = size / HALF_POINTS * TWIPS_PER_POINT * single
    if spacing.rule == "at-least":
        return lines * max(own, spacing.line)
    return lines * own * spacing.line / SINGLE


def is_boxed_table(case: Case, part: Part) -> bool:
    """Return whether the innermost table of a paragraph is one cell with lines around it."""
    blocks: tuple[Block, ...] = case.anatomy.sheet.blocks
    found: Table | None = None
    while table := next((b for b in blocks if isinstance(b, Table) and _is_in(b, part)), None):
        inner = _holding(blocks, part)
        found, blocks = table, inner.blocks if inner else ()
    return found is not None and found.bordered and len(found.rows) == 1


def _is_in(table: Table, part: Part) -> bool:
    return part[: len(table.part)] == table.part


def _holding(blocks: Sequence[Block], part: Part) -> Cell | None:
    """Return the cell of a table among some blocks in which a place lies."""
    for block in blocks:
        if isinstance(block, Table) and _is_in(block, part):
            where = part[len(block.part) : len(block.part) + 2]
            cells = block.rows[where[0][1] - 1] if where else ()
            return next((cell for cell in cells if _is_at(cell, (*block.part, *where))), None)
    return None


def _is_at(cell: Cell, part: Part) -> bool:
    return any(block.part[: len(part)] == part for block in cell.blocks)


def _page(case: Case, part: Part) -> int:
    """Return the width of the text on the pages of a paragraph."""
    page = next((r.page for r in case.anatomy.sheet.regions if _is_on(r, part)), None)
    return page.width - page.left - page.right if page else 0


def _is_on(region: Region, part: Part) -> bool:
    return any(block.part == part[:1] for block in region.blocks)


def _words(case: Case, paragraph: Paragraph) -> Iterator[tuple[float, float]]:
    """Yield the width of each word of a paragraph, and of the space before it."""
    name = case.form["fonts"]["name"].lower()
    word = space = 0.0
    for run in (one for one in paragraph.runs if not one.look.hidden):
        if run.text.strip() and any(
            font and font.lower() != name for font in (run.look.ascii, run.look.hansi)
        ):
            raise not_evaluated("other-font")
        widths = letter_widths()["bold" if run.look.bold else "regular"]
        scale = run.look.size / HALF_POINTS * TWIPS_PER_POINT / PER_THOUSAND
        for letter in run.text.upper() if run.look.capitals else run.text:
            width = widths.get(letter, widths["n"]) * scale
            if letter not in " \t\n":
                word += width
            elif word:
                yield word, space
                word, space = 0.0, width
    if word:
        yield word, space


def _lines(words: Iterator[tuple[float, float]], room: float) -> Iterator[float]:
    """Yield the width of each line that words fill."""
    line = 0.0
    for word, space in words:
        if line and line + space + word > room:
            yield line
            line = word
        else:
            line += word + (space if line else 0)
    if line:
        yield line
