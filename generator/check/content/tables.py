"""The columns of a table that have a total, and the sums that the total may rightly be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.reading.sheet import Cell, Part, Table, paragraphs
from generator.vietnamese import folded, nfc, parse_number

_TOTAL = re.compile(r"(?:tong(?: cong| so)?|cong(?: tong)?)(?:\W.*)?")
_SHARE = re.compile(r"%|ty le|ti le|binh quan|muc |dinh muc|don gia|nam \d{4}-|ghi chu")
_GROUP = re.compile(r"[IVX]+\.?|[A-ZĐ]\.?")
_EMPTY = frozenset({"", "-", "–", "—", "0", "x"})
_FEWEST = 2
_WIDEST = 200
"""No table of a document has more columns, whatever a file says of its merged cells."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: its heading, what its total row says, and what it may rightly be."""

    heading: str
    total: Decimal
    total_text: str
    sums: tuple[Decimal, ...]
    part: Part


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table by its columns, merged cells standing in their first column."""

    cells: dict[int, Cell]

    def text(self, column: int) -> str:
        """Return what stands in a column."""
        cell = self.cells.get(column)
        return " ".join(nfc(cell.text).split()) if cell else ""

    @property
    def label(self) -> str:
        """Return the first text of the row that is no number."""
        texts = (self.text(column) for column in sorted(self.cells))
        return next((text for text in texts if any(map(str.isalpha, text))), "")


def columns(table: Table) -> Iterator[Column]:
    """Yield every column of figures of a table with one row of totals.

    A total may be that of all rows, of the groups (A, I) or of what stands under them. Columns
    of shares and averages, and those where a word stands among the figures, are left out.
    """
    rows = [_row(cells, held) for cells, held in _spread(table)]
    totals = [row for row in rows if _TOTAL.fullmatch(folded(row.label))]
    if len(totals) != 1:
        return
    first = next((n for n, row in enumerate(rows) if row is totals[0] or _has_figures(row)), 0)
    heads, data = rows[:first], [row for row in rows[first:] if row is not totals[0]]
    for column in sorted(totals[0].cells):
        heading = " ".join(filter(None, (head.text(column) for head in heads)))
        if _SHARE.search(folded(heading)) or "%" in totals[0].text(column):
            continue
        if found := _column(column, heading, totals[0], data):
            yield found


def _column(column: int, heading: str, total: _Row, data: list[_Row]) -> Column | None:
    """Return a column with its possible sums, or None where it is not one of figures only."""
    stated = _figure(total.text(column))
    figures = [(row, _figure(row.text(column))) for row in data]
    if stated is None or total.text(column) in _EMPTY or any(f is None for _, f in figures):
        return None
    groups = [f or Decimal(0) for row, f in figures if _GROUP.fullmatch(row.text(0))]
    others = [f or Decimal(0) for row, f in figures if not _GROUP.fullmatch(row.text(0))]
    if sum(1 for _, figure in figures if figure) < _FEWEST:
        return None
    sums = (sum(others, Decimal(0)), sum(groups, Decimal(0)), sum(groups + others, Decimal(0)))
    cell = total.cells[column]
    part = next((paragraph.part for paragraph in paragraphs(cell.blocks)), ())
    return Column(heading, stated, total.text(column), sums, part)


def _figure(text: str) -> Decimal | None:
    """Return the number of a cell, 0 for an empty one, None for words and shares."""
    if text.strip() in _EMPTY:
        return Decimal(0)
    try:
        return parse_number(text)
    except ValueError:
        return None


def _has_figures(row: _Row) -> bool:
    """Return whether a row holds figures beside its number, and a label: the first one of data."""
    texts = [row.text(column) for column in sorted(row.cells)][1:]
    return bool(row.label) and any(text and _figure(text) for text in texts)


def _row(cells: tuple[Cell, ...], held: set[int]) -> _Row:
    """Return a row by columns; `held` are those that a cell above still takes."""
    placed: dict[int, Cell] = {}
    column = 0
    for cell in cells:
        while column in held:
            column += 1
        placed[column] = cell
        column += max(1, cell.columns)
    return _Row(placed)


def _spread(table: Table) -> Iterator[tuple[tuple[Cell, ...], set[int]]]:
    """Yield the rows of a table, each with the columns that cells of rows above reach into."""
    reaching: dict[int, int] = {}
    for cells in table.rows:
        held = set(reaching)
        yield cells, held
        reaching = {column: rows - 1 for column, rows in reaching.items() if rows > 1}
        for column, cell in _row(cells, held).cells.items():
            for offset in range(min(max(1, cell.columns), _WIDEST)) if cell.rows > 1 else ():
                reaching[column + offset] = cell.rows - 1
