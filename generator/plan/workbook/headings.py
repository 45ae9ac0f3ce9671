"""Finding the table in a file: which sheet, which row holds the headings, which column is which."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.diagnostics import Diagnostic, Place, Refused, Severity, suggestion
from generator.plan.workbook.cells import is_blank, read_text
from generator.plan.workbook.columns import HEADING_ROWS, Column, heading_key, is_sum
from generator.plan.workbook.grid import Book, Cell, Grid

_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Headings:
    """The row of the headings and the place of each column, counted from 0."""

    grid: Grid
    row: int
    places: dict[int, Column]
    diagnostics: tuple[Diagnostic, ...]

    def above(self) -> Iterator[tuple[int, int, str]]:
        """Yield each text above the headings with its row and column."""
        for number, row in enumerate(self.grid.rows[: self.row]):
            for index, cell in enumerate(row):
                if isinstance(cell, str) and not is_blank(cell):
                    yield number, index, read_text(cell)


def find_headings(book: Book, name: str, columns: Sequence[Column], file: str) -> Headings:
    """Return the headings of the sheet of a name, else of the one sheet that has some.

    Columns may stand in any order. Missing, repeated and merged ones are its diagnostics; other
    sheets that have such headings are told. Raises Refused when there is no sheet, nothing in it,
    no row of headings, or several sheets that could be meant.
    """
    if not book.names:
        raise Refused([Diagnostic("workbook.no-sheet", place=Place(file))])
    named = [other for other in book.names if heading_key(other) == heading_key(name)]
    grids = [book.grid(other) for other in named or book.names]
    tables = [table for grid in grids if (table := _table(grid, columns))]
    if not tables:
        empty = all(is_blank(cell) for grid in grids for row in grid.rows for cell in row)
        code = "workbook.empty-sheet" if empty else "workbook.no-headings"
        place = Place(file, sheet=grids[0].name)
        raise Refused([Diagnostic(code, {"rows": str(HEADING_ROWS)}, place=place)])
    if len(tables) > 1:
        parameters = {"sheets": ", ".join(grid.name for grid, _, _ in tables), "wanted": name}
        raise Refused([Diagnostic("workbook.several-sheets", parameters, place=Place(file))])
    ((grid, row, places),) = tables
    found = (*_faults(grid, row, places, columns, file), *_others(book, grid, columns, file))
    return Headings(grid, row, places, found)


def _table(grid: Grid, columns: Sequence[Column]) -> tuple[Grid, int, dict[int, Column]] | None:
    """Return a sheet with the row and the places of its headings; None where there are too few."""
    row, places = _best(grid.rows[:HEADING_ROWS], columns)
    return (grid, row, places) if len(places) >= _ENOUGH else None


def _others(book: Book, read: Grid, columns: Sequence[Column], file: str) -> Iterator[Diagnostic]:
    """Yield a warning for each other sheet that has headings too, and is not read."""
    for name in book.names:
        if name != read.name and book.is_near(name) and _table(book.grid(name), columns):
            parameters = {"sheet": name, "read": read.name}
            yield Diagnostic("workbook.other-sheet", parameters, Severity.WARNING, Place(file))


def _best(rows: Sequence[list[Cell]], columns: Sequence[Column]) -> tuple[int, dict[int, Column]]:
    """Return the first row with the most headings, and the columns by their places."""
    by_key: dict[str, Column] = {}
    for column in columns:
        for key in column.keys:
            by_key.setdefault(key, column)
    found = [
        {
            index: by_key[key]
            for index, cell in enumerate(row)
            if isinstance(cell, str) and (key := heading_key(cell)) in by_key
        }
        for row in rows
    ]
    best = max(range(len(found)), key=lambda i: len(set(found[i].values())), default=0)
    return best, found[best] if found else {}


def _faults(
    grid: Grid, row: int, places: dict[int, Column], columns: Sequence[Column], file: str
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the headings."""
    for (top, left), (bottom, right) in grid.merged:
        place = _place(file, grid, top, left)
        if top <= row <= bottom:
            yield Diagnostic("workbook.merged-heading", place=place)
        elif (
            top > row
            and set(range(left, right + 1)) & places.keys()
            and not (top == bottom and _sums(grid, top, places))
        ):
            yield Diagnostic("workbook.merged-cells", place=place)
    firsts = {column: index for index, column in reversed(places.items())}
    for index, column in places.items():
        if index != firsts[column]:
            place = _place(file, grid, row, index)
            yield Diagnostic("workbook.repeated-column", {"heading": column.heading}, place=place)
    strangers = [
        read_text(cell)
        for index, cell in enumerate(grid.rows[row])
        if index not in places and not is_blank(cell)
    ]
    for column in columns:
        if column not in firsts and not column.optional:
            parameters = {"heading": column.heading, "near": _nearest(column, strangers)}
            place = Place(file, sheet=grid.name, part=(("row", row + 1),))
            yield Diagnostic("workbook.missing-column", parameters, place=place)


def _sums(grid: Grid, row: int, places: dict[int, Column]) -> bool:
    """Return whether a row is one of sums, whose label may stand in merged cells."""
    labels = (read_text(grid.rows[row][index]) for index in sorted(places))
    return is_sum(next((label for label in labels if label), ""))


def _nearest(column: Column, headings: Sequence[str]) -> str:
    """Return the heading of no column that is most like a missing one."""
    by_key = {heading_key(heading): heading for heading in headings}
    return by_key.get(suggestion(column.keys[0], by_key), "")


def _place(file: str, grid: Grid, row: int, column: int) -> Place:
    return Place(file, sheet=grid.name, part=(("row", row + 1), ("column", column + 1)))
