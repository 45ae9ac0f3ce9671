"""A table as rows of texts, merged cells laid out: what is merged stands where it begins."""

from generator.importing.words import clean
from generator.reading.sheet import Cell, Table, paragraphs


def grid_of(table: Table) -> list[list[str]]:
    """Return the texts of a table row by row, each row as long; covered places are empty."""
    placed = placed_cells(table)
    width = max((column + cell.columns for row in placed for column, cell in row), default=0)
    grid = []
    for row in placed:
        line = [""] * width
        for column, cell in row:
            line[column] = cell_text(cell)
        grid.append(line)
    return grid


def placed_cells(table: Table) -> list[list[tuple[int, Cell]]]:
    """Return the cells of each row with the column they begin at, merged rows counted."""
    covered: dict[int, int] = {}  # column -> how many rows below are still covered
    rows: list[list[tuple[int, Cell]]] = []
    for row in table.rows:
        line, column, begun = [], 0, {}
        for cell in row:
            while covered.get(column, 0) > 0:
                column += 1
            line.append((column, cell))
            for place in range(column, column + cell.columns):
                begun[place] = cell.rows - 1
            column += cell.columns
        covered = {place: left - 1 for place, left in covered.items() if left > 1} | {
            place: left for place, left in begun.items() if left > 0
        }
        rows.append(line)
    return rows


def cell_text(cell: Cell) -> str:
    """Return the text of a cell, its paragraphs on lines of their own, Word's numbers before."""
    lines = (clean(f"{p.marker} {p.text}") for p in paragraphs(cell.blocks))
    return "\n".join(line for line in lines if line)
