"""How the parts of a document are made of lines."""

from collections.abc import Iterable, Sequence

from generator.reading.anatomy import Confidence, Located, Role
from generator.reading.recognition.joining import Passage, joined
from generator.reading.recognition.lines import Line
from generator.reading.sheet import paragraphs

Placed = tuple[int, Located]
"""A part with the place of its first paragraph in reading order."""


def part(
    role: Role,
    lines: Sequence[Line],
    appendix: int = 0,
    confidence: Confidence = Confidence.SURE,
) -> Placed:
    """Return the part that some lines are."""
    first, *others = lines
    text = joined(
        [first.text, *(f"{line.paragraph.marker} {line.text}".strip() for line in others)]
    )
    found = tuple(line.paragraph for line in lines)
    marker = first.paragraph.marker.strip()
    located = Located(role, text, found, marker, appendix=appendix, confidence=confidence)
    return first.index, located


def passage_part(
    role: Role,
    passage: Passage,
    appendix: int = 0,
    confidence: Confidence = Confidence.SURE,
) -> Placed:
    """Return the part that a paragraph is, with its marker where it has one."""
    marker = passage.marker
    located = Located(
        role,
        passage.text,
        passage.paragraphs,
        marker.shown if marker else "",
        marker.rung if marker else "",
        appendix=appendix,
        confidence=confidence,
    )
    return passage.lines[0].index, located


def table_part(line: Line, appendix: int = 0) -> Placed:
    """Return the part that a table is: all its paragraphs, its texts row by row."""
    table = line.table
    if table is None:
        raise ValueError(line)
    found = tuple(paragraphs((table,)))
    cells = (joined(cell.text.split()) for row in table.rows for cell in row)
    text = "\n".join(cell for cell in cells if cell)
    return line.index, Located(Role.TABLE, text, found, table=table, appendix=appendix)


def empty_parts(lines: Iterable[Line], appendix: int = 0) -> list[Placed]:
    """Return the parts that empty lines are: one for each row of them, drawn lines apart."""
    found: list[Placed] = []
    row: list[Line] = []
    for line in lines:
        together = row and line.index == row[-1].index + 1 and not line.paragraph.lines
        if row and not together:
            found.append(part(Role.RULE, row, appendix))
            row = []
        row.append(line)
        if line.paragraph.lines or line.paragraph.border_below:
            found.append(part(Role.RULE, row, appendix))
            row = []
    if row:
        found.append(part(Role.RULE, row, appendix))
    return found
