"""Reading the units' workbook back: every row, or everything that is wrong with the sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from generator.diagnostics import Diagnostic, Place, Refused, Severity, has_errors
from generator.plan.model import KINDS, Cascade, Plan
from generator.plan.workbook import guide
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
    MAX_ROWS,
    PERCENT,
    SHEETS,
    Column,
    Content,
    Value,
    heading_key,
    is_sum,
    sheet_columns,
)
from generator.plan.workbook.grid import Book, Cell, Grid, too_many_rows
from generator.plan.workbook.headings import Headings, find_headings
from generator.plan.workbook.identity import Identities, IdentityFault
from generator.plan.workbook.known import known_units, register_units
from generator.plan.workbook.marks import Position
from generator.plan.workbook.rows import UnitRow
from generator.vietnamese import format_number

_IDENTITY = (Content.CODE, Content.KIND, Content.NAME)
_NAMED = 10
_NOT_MORE = (("poor_households", "households"), ("households", "population"))


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """The units of a sheet, and what a clerk should know of it that stops nothing."""

    rows: tuple[UnitRow, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def read_workbook(
    data: bytes, file: str, master: Plan, cascade: Cascade, *, units: Sequence[UnitRow] = ()
) -> UnitSheet:
    """Return the rows of the units' sheet of an Excel file (.xlsx, .xls).

    A unit has to be one of the register on the first day of the plan's year, or one of `units`
    where the register has none. Told are rows that are hidden, units of the register that have no
    row, a second sheet of units, and a title that names another plan. Raises Refused with all that
    is wrong with the sheet.
    """
    columns = sheet_columns(master, cascade)
    headings = find_headings(Book(data, file), SHEETS[cascade.level], columns, file)
    known = known_units(master, cascade, units)
    reading = _Reading(file, headings, Identities(known, KINDS[cascade.level]))
    rows = tuple(reading.rows())
    reading.diagnostics += _other_plan(headings, master, file)
    if has_errors(reading.diagnostics):
        raise Refused(reading.diagnostics)
    lacking = _lacking(register_units(master, cascade), rows, Place(file, sheet=headings.grid.name))
    return UnitSheet(rows, (*reading.diagnostics, *lacking))


def _other_plan(headings: Headings, master: Plan, file: str) -> Iterator[Diagnostic]:
    """Yield a warning when the title above the headings is that of another plan's sheet."""
    wanted = guide.title(master)
    for row, column, text in headings.above():
        if text.startswith(guide.TITLE) and heading_key(text) != heading_key(wanted):
            place = cell_place(file, headings.grid, (row, column))
            parameters = {"title": text, "wanted": wanted}
            yield Diagnostic("workbook.other-plan", parameters, Severity.WARNING, place)


def _lacking(
    known: Sequence[UnitRow], rows: Sequence[UnitRow], place: Place
) -> Iterator[Diagnostic]:
    """Yield a warning that names the units of the register that have no row."""
    there = {row.code for row in rows}
    names = [unit.full_name for unit in known if unit.code not in there]
    if names:
        more = ["…"] if len(names) > _NAMED else []
        parameters = {"count": str(len(names)), "units": ", ".join([*names[:_NAMED], *more])}
        yield Diagnostic("workbook.units-lacking", parameters, Severity.WARNING, place)


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
        hidden = [str(row + 1) for row in used if row in self.grid.marks.hidden]
        if hidden:
            more = ["…"] if len(hidden) > _NAMED else []
            rows = {"rows": ", ".join([*hidden[:_NAMED], *more])}
            self.diagnostics.append(
                Diagnostic("workbook.hidden-rows", rows, Severity.WARNING, place)
            )
        for row in used:
            yield self._unit(row)

    def _is_unit(self, row: int) -> bool:
        """Return whether a row says something and is no sum."""
        cells, marks = self.grid.rows[row], self.grid.marks
        if all(is_blank(cells[i]) and (row, i) not in marks.errors for i in self.places):
            return False
        labels = [text for content in _IDENTITY if (text := read_text(self._cell(row, content)))]
        return len(labels) != 1 or not is_sum(labels[0])

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
        struck = next((i for i in self.places if (row, i) in self.grid.marks.struck), None)
        if struck is not None:
            self._refuse("workbook.struck", row, struck)
        unit = _unit_row(fields, figures)
        self._compare(unit, row)
        return self._identified(replace(unit, sheet=self.grid.name, row=row + 1))

    def _compare(self, unit: UnitRow, row: int) -> None:
        """Refuse more poor households than households, and more households than people."""
        headings = {column.field: (index, column.heading) for index, column in self.places.items()}
        for part, whole in _NOT_MORE:
            less, more = unit.weight(part), unit.weight(whole)
            if less is not None and more is not None and less > more:
                told = {"heading": headings[part][1], "other": headings[whole][1],
                        "value": format_number(less), "most": format_number(more)}  # fmt: skip
                self._refuse("workbook.more-than", row, headings[part][0], **told)

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
            return read_count(cell, hundredths=hundredths)
        case Content.AMOUNT:
            return read_amount(cell, hundredths=hundredths)
        case Content.PERCENT | Content.CHANGE:
            percent = column.content is Content.PERCENT or column.unit == PERCENT
            signed = column.content is Content.CHANGE
            value = read_amount(cell, hundredths=hundredths, percent=percent, signed=signed)
            if column.most is not None and abs(value) > column.most:
                raise CellFault("workbook.over-hundred")
            return value
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
