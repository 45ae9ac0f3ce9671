"""Reading the units' workbook back: every row, or everything that is wrong with the sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from generator.diagnostics import Diagnostic, Place, Refused
from generator.plan.model import KINDS, Cascade, Plan
from generator.plan.workbook.cells import (
    CellFault,
    is_blank,
    read_amount,
    read_count,
    read_day,
    read_plan_number,
    read_text,
    shown,
)
from generator.plan.workbook.columns import (
    MASTER_LABEL,
    MAX_ROWS,
    SHEETS,
    SUM_LABEL,
    Column,
    Content,
    Value,
    heading_key,
    sheet_columns,
)
from generator.plan.workbook.grid import Book, Cell, Grid, too_many_rows
from generator.plan.workbook.headings import Headings, find_headings
from generator.plan.workbook.identity import Identities, IdentityFault
from generator.plan.workbook.known import known_units
from generator.plan.workbook.marks import Position
from generator.plan.workbook.rows import UnitRow

_SUMS = {
    heading_key(label)
    for label in (SUM_LABEL, MASTER_LABEL, "Tổng", "Tổng số", "Cộng", "Toàn huyện", "Toàn tỉnh")
}
_IDENTITY = (Content.CODE, Content.KIND, Content.NAME)


def read_workbook(
    data: bytes, file: str, master: Plan, cascade: Cascade, *, units: Sequence[UnitRow] = ()
) -> tuple[UnitRow, ...]:
    """Return the rows of the units' sheet of an Excel file (.xlsx, .xls).

    A unit has to be one of the register on the first day of the plan's year, or one of `units`
    where the register has none. Raises Refused with all that is wrong with the sheet.
    """
    columns = sheet_columns(master, cascade)
    headings = find_headings(Book(data, file), SHEETS[cascade.level], columns, file)
    known = known_units(master, cascade, units)
    reading = _Reading(file, headings, Identities(known, KINDS[cascade.level]))
    rows = tuple(reading.rows())
    if reading.diagnostics:
        raise Refused(reading.diagnostics)
    return rows


class _Reading:
    """The rows of a sheet while they are read, and what is wrong with them."""

    def __init__(self, file: str, headings: Headings, identities: Identities) -> None:
        """Keep the sheet and begin with what is wrong with its headings."""
        self.file = file
        self.grid = headings.grid
        self.start = headings.row + 1
        self.places = headings.places
        self.by_content = {c.content: i for i, c in headings.places.items() if not c.target}
        self.identities = identities
        self.diagnostics = list(headings.diagnostics)

    def rows(self) -> Iterator[UnitRow]:
        """Yield the units; empty rows and sums are no units."""
        used = [row for row in range(self.start, len(self.grid.rows)) if self._is_unit(row)]
        place = Place(self.file, sheet=self.grid.name)
        if not used:
            self.diagnostics.append(Diagnostic("workbook.no-units", place=place))
        if len(used) > MAX_ROWS:
            raise Refused([*self.diagnostics, too_many_rows(place)])
        for row in used:
            yield self._unit(row)

    def _is_unit(self, row: int) -> bool:
        """Return whether a row says something and is no sum."""
        cells, marks = self.grid.rows[row], self.grid.marks
        if all(is_blank(cells[i]) and (row, i) not in marks.errors for i in self.places):
            return False
        name, code = (read_text(self._cell(row, c)) for c in (Content.NAME, Content.CODE))
        return heading_key(name or code) not in _SUMS or bool(name and code)

    def _cell(self, row: int, content: Content) -> Cell:
        """Return the cell of a column that describes the unit, empty where there is none."""
        index = self.by_content.get(content)
        return "" if index is None else self.grid.rows[row][index]

    def _unit(self, row: int) -> UnitRow:
        """Return a row with all its cells."""
        fields: dict[str, Value] = {}
        figures: dict[str, dict[str, Decimal]] = {}
        for index, column in self.places.items():
            value = self._value(row, index, column)
            if column.target and isinstance(value, Decimal):
                figures.setdefault(column.target, {})[column.figure] = value
            elif not column.target and value is not None:
                fields[column.field] = value
        unit = _unit_row(fields, figures)
        return self._identified(replace(unit, sheet=self.grid.name, row=row + 1))

    def _value(self, row: int, index: int, column: Column) -> Value:
        """Return the value of a cell, None for an empty one and for one that is wrong."""
        value, fault = read_cell(self.file, self.grid, (row, index), column)
        self.diagnostics += [fault] if fault else []
        return value

    def _identified(self, unit: UnitRow) -> UnitRow:
        """Return the row with its unit's code, kind and name as the register has them."""
        if any(content not in self.by_content for content in _IDENTITY):
            return unit
        try:
            return self.identities.identified(unit)
        except IdentityFault as fault:
            index = self.by_content[fault.content]
            self._refuse(fault.code, unit.row - 1, index, **fault.parameters)
            return unit

    def _refuse(self, code: str, row: int, index: int, /, **parameters: str) -> None:
        """Keep that a cell is wrong."""
        place = cell_place(self.file, self.grid, (row, index))
        self.diagnostics.append(Diagnostic(code, parameters, place=place))


def cell_place(file: str, grid: Grid, at: Position) -> Place:
    """Return the place of a cell, its row and column counted from 0."""
    return Place(file, sheet=grid.name, part=(("row", at[0] + 1), ("column", at[1] + 1)))


def read_cell(
    file: str, grid: Grid, at: Position, column: Column
) -> tuple[Value, Diagnostic | None]:
    """Return the value that a column reads from a cell, or what is wrong with the cell.

    The value of an empty cell is None.
    """
    cell, marks = grid.rows[at[0]][at[1]], grid.marks
    parameters = {"value": shown(cell), "heading": column.heading}
    code = ""
    if at in marks.errors:
        code, parameters["value"] = "workbook.formula-error", marks.errors[at]
    elif at in marks.uncalculated:
        code = "workbook.not-calculated"
    elif is_blank(cell):
        return None, None
    else:
        try:
            return _read(cell, column, hundredths=at in marks.percents), None
        except CellFault as fault:
            code = fault.code
    return None, Diagnostic(code, parameters, place=cell_place(file, grid, at))


def _read(cell: Cell, column: Column, *, hundredths: bool) -> Value:
    """Return the value that a column reads from a cell; raises CellFault."""
    match column.content:
        case Content.COUNT:
            return read_count(cell)
        case Content.AMOUNT:
            return read_amount(cell)
        case Content.PERCENT | Content.CHANGE:
            signed = column.content is Content.CHANGE
            return read_amount(cell, hundredths=hundredths, percent=True, signed=signed)
        case Content.NUMBER:
            return read_plan_number(cell)
        case Content.DATE:
            return read_day(cell)
        case _:
            return read_text(cell)


def _unit_row(fields: dict[str, Value], figures: dict[str, dict[str, Decimal]]) -> UnitRow:
    """Return the row of the fields that were given."""
    number, issued_on = fields.get("number"), fields.get("issued_on")
    texts = {name: value for name, value in fields.items() if isinstance(value, str)}
    counts = {name: value for name, value in fields.items() if isinstance(value, Decimal)}
    return UnitRow(
        kind=texts.get("kind", ""),
        name=texts.get("name", ""),
        code=texts.get("code", ""),
        households=counts.get("households"),
        poor_households=counts.get("poor_households"),
        population=counts.get("population"),
        figures=figures,
        signer=texts.get("signer", ""),
        position=texts.get("position", ""),
        number=number if isinstance(number, int) else None,
        issued_on=issued_on if isinstance(issued_on, date) else None,
        seat=texts.get("seat", ""),
    )
