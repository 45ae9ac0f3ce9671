"""Writing the units' workbook: prefilled, guarded against slips, the same bytes every time."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from generator.plan.fields import FIRST_YEAR, LAST_YEAR
from generator.plan.model import KINDS, Cascade, Plan
from generator.plan.workbook import guide
from generator.plan.workbook.columns import (
    MASTER_LABEL,
    MAX_ROWS,
    SHEETS,
    SUM_LABEL,
    Column,
    Content,
    Value,
    sheet_columns,
)
from generator.plan.workbook.rows import UnitRow

_CREATED = datetime(2026, 1, 1)
_TITLE, _NOTE, _SUM, _MASTER, _HEADING, _FIRST = range(6)
_LAST = _FIRST + MAX_ROWS - 1
_FROZEN_COLUMNS = 3
_A4 = 9
_BYTES_EXACT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_NUMBER_FORMATS = {
    Content.CODE: "@",
    Content.COUNT: "#,##0",
    Content.PERCENT: "0.00",
    Content.NUMBER: "0",
    Content.DATE: "dd/mm/yyyy",
}
_WIDTHS = {Content.CODE: 9, Content.KIND: 11, Content.NAME: 20, Content.TEXT: 20, Content.DATE: 12}
_WIDTH = 13
_LINE = 15.0
_GUIDE_WIDTHS = (45, 80)
_FREE = {"insert_rows", "delete_rows", "format_cells", "format_columns", "format_rows", "sort"}
_POSITIONS = ("CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Q. CHỦ TỊCH")


def write_workbook(
    master: Plan, cascade: Cascade, units: Sequence[UnitRow], *, note: str = ""
) -> bytes:
    """Return the workbook of a master's units with the figures they have so far.

    `note` stands above the table: that the figures are made up, where they are.
    """
    buffer = io.BytesIO()
    with Workbook(buffer, _BYTES_EXACT) as book:
        book.set_properties({"title": guide.title(master), "created": _CREATED})
        columns = sheet_columns(master, cascade)
        sheet = _Sheet(book, SHEETS[cascade.level], columns)
        sheet.head(guide.title(master), note)
        sheet.rows(units)
        sheet.checks(KINDS[cascade.level])
        _guide(book, columns)
    return buffer.getvalue()


class _Sheet:
    """The sheet of the units while it is written."""

    def __init__(self, book: Workbook, name: str, columns: Sequence[Column]) -> None:
        """Make the sheet with its columns: locked above the first unit, open below."""
        self.columns = columns
        self.formats = {
            content: book.add_format(
                {"num_format": _NUMBER_FORMATS.get(content, "General"), "locked": False}
            )
            for content in Content
        }
        self.cells = {
            content: book.add_format(
                {
                    "num_format": _NUMBER_FORMATS.get(content, "General"),
                    "locked": False,
                    "border": 1,
                }
            )
            for content in Content
        }
        self.strong = book.add_format({"bold": True})
        self.warning = book.add_format({"bold": True, "font_color": "#C00000"})
        self.sums = {
            content: book.add_format(
                {"num_format": _NUMBER_FORMATS.get(content, "General"), "italic": True}
            )
            for content in Content
        }
        self.red = book.add_format({"bg_color": "#FF0000", "font_color": "#FFFFFF"})
        self.heading = book.add_format(_HEADING_STYLE)
        self.sheet: Worksheet = book.add_worksheet(name)
        for index, column in enumerate(columns):
            width = _WIDTHS.get(column.content, _WIDTH)
            self.sheet.set_column(index, index, width, self.formats[column.content])
        for row in range(_FIRST):
            height = _height(columns) if row == _HEADING else None
            self.sheet.set_row(row, height, book.add_format({"locked": True}))
        self.sheet.freeze_panes(_FIRST, _FROZEN_COLUMNS)
        self.sheet.protect("", dict.fromkeys(_FREE, True))
        _for_print(self.sheet)

    def head(self, title: str, note: str) -> None:
        """Write the title, the note, the sums, the master's figures and the headings."""
        self.sheet.write_string(_TITLE, 0, title, self.strong)
        if note:
            self.sheet.write_string(_NOTE, 0, note, self.warning)
        name = next(i for i, column in enumerate(self.columns) if column.content is Content.NAME)
        self.sheet.write_string(_SUM, name, SUM_LABEL, self.strong)
        self.sheet.write_string(_MASTER, name, MASTER_LABEL, self.strong)
        for index, column in enumerate(self.columns):
            self.sheet.write_string(_HEADING, index, column.heading, self.heading)

    def rows(self, units: Sequence[UnitRow]) -> None:
        """Write the units and the sums over them."""
        for number, unit in enumerate(units, _FIRST):
            for index, column in enumerate(self.columns):
                self._write(number, index, column, column.value(unit))
        for index, column in enumerate(self.columns):
            if column.content.is_summed:
                self._sum(index, column, units)

    def checks(self, kinds: Sequence[str]) -> None:
        """Let Excel refuse what cannot be right, and say beside each cell what belongs there."""
        for index, column in enumerate(self.columns):
            options = {
                **_rule(column, kinds),
                "input_title": "Cần điền",
                "input_message": guide.hint(column),
                "error_title": guide.ERROR_TITLE,
                "error_message": guide.hint(column),
            }
            self.sheet.data_validation(_FIRST, index, _LAST, index, options)

    def _write(self, row: int, index: int, column: Column, value: Value) -> None:
        """Write a cell as what it is; a text is never a formula, whatever it begins with."""
        style = self.cells[column.content]
        if value is None or value == "":
            self.sheet.write_blank(row, index, None, style)
        elif isinstance(value, str):
            self.sheet.write_string(row, index, value, style)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, index, value, style)
        else:
            self.sheet.write_number(row, index, float(value), style)

    def _sum(self, index: int, column: Column, units: Sequence[UnitRow]) -> None:
        """Write the sum or average of a column, the master's figure, and red where they differ."""
        style, letter = self.sums[column.content], xl_col_to_name(index)
        weights = next(
            (i for i, other in enumerate(self.columns) if other.field == column.weight), index
        )
        formula = _formula(column, _range(index), _range(weights))
        self.sheet.write_formula(_SUM, index, formula, style, _cached(column, units))
        if column.whole is None:
            return
        self.sheet.write_number(_MASTER, index, float(column.whole), style)
        one, other = f"{letter}${_SUM + 1}", f"{letter}${_MASTER + 1}"
        differs = f"IFERROR(ROUND({one}-{other},6)<>0,TRUE)"
        rule = {
            "type": "formula",
            "criteria": f"=AND(COUNT({_range(index)})>0,{differs})",
            "format": self.red,
        }
        self.sheet.conditional_format(_SUM, index, _SUM, index, rule)


_HEADING_STYLE = {
    "bold": True,
    "text_wrap": True,
    "align": "center",
    "valign": "vcenter",
    "border": 1,
    "bg_color": "#D9E2F3",
    "locked": True,
}


def _height(columns: Sequence[Column]) -> float:
    """Return the height that the longest heading needs: not every program finds it by itself."""
    return max(_lines(c.heading, _WIDTHS.get(c.content, _WIDTH)) for c in columns) * _LINE


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column; words are not broken."""
    lines = used = 0
    for word in text.split():
        if not used or used + 1 + len(word) > width - 1:
            lines, used = lines + 1, len(word)
        else:
            used += 1 + len(word)
    return max(lines, 1)


def _range(index: int) -> str:
    """Return the cells of a column in which units stand."""
    letter = xl_col_to_name(index)
    return f"{letter}${_FIRST + 1}:{letter}${_LAST + 1}"


def _formula(column: Column, cells: str, weights: str) -> str:
    """Return the formula of a sum, or of the average weighted as the cascade will check it."""
    if not column.weight:
        return f"=SUM({cells})"
    return (
        f'=IF(SUM({weights})=0,"",'
        f"ROUND(SUMPRODUCT({cells},{weights})/SUM({weights}),{_decimals(column)}))"
    )


def _cached(column: Column, units: Sequence[UnitRow]) -> float | str:
    """Return what the formula gives, for viewers that do not calculate."""
    values = [value if isinstance(value, Decimal) else Decimal(0) for value in
              (column.value(unit) for unit in units)]  # fmt: skip
    if not column.weight:
        return float(sum(values))
    weights = [unit.weight(column.weight) or Decimal(0) for unit in units]
    total = sum(weights, Decimal(0))
    if not total:
        return ""
    products = (value * weight for value, weight in zip(values, weights, strict=True))
    average = sum(products, Decimal(0)) / total
    return float(average.quantize(Decimal(1).scaleb(-_decimals(column)), ROUND_HALF_UP))


def _decimals(column: Column) -> int:
    """Return the decimals of the master's figure, or two."""
    return 2 if column.whole is None else max(0, -int(column.whole.as_tuple().exponent))


def _rule(column: Column, kinds: Sequence[str]) -> dict[str, object]:
    """Return what Excel checks in a column; a position may be another than those listed."""
    days = {"minimum": date(FIRST_YEAR, 1, 1), "maximum": date(LAST_YEAR, 12, 31)}
    rules: dict[Content, dict[str, object]] = {
        Content.KIND: {"validate": "list", "source": list(kinds)},
        Content.COUNT: {"validate": "integer", "criteria": ">=", "value": 0},
        Content.AMOUNT: {"validate": "decimal", "criteria": ">=", "value": 0},
        Content.PERCENT: {"validate": "decimal", "criteria": "between", "minimum": 0,
                          "maximum": 100, "error_type": "warning"},
        Content.NUMBER: {"validate": "integer", "criteria": "between", "minimum": 1,
                         "maximum": 99_999},
        Content.DATE: {"validate": "date", "criteria": "between", **days},
    }  # fmt: skip
    if column.field == "position":
        return {"validate": "list", "source": list(_POSITIONS), "error_type": "information"}
    return rules.get(column.content, {"validate": "any"})


def _for_print(sheet: Worksheet) -> None:
    """Fit the sheet to the width of a page, its headings on each."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADING)


def _guide(book: Workbook, columns: Sequence[Column]) -> None:
    """Add the sheet of instructions."""
    sheet = book.add_worksheet(guide.GUIDE_SHEET)
    strong = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for index, width in enumerate(_GUIDE_WIDTHS):
        sheet.set_column(index, index, width, wrapped)
    row = 0
    for heading, lines in (("Cần làm", guide.FILL), ("Không được làm", guide.KEEP)):
        sheet.write_string(row, 0, heading, strong)
        for line in lines:
            sheet.set_row(row, _lines(line, _GUIDE_WIDTHS[1]) * _LINE)
            sheet.write_string(row, 1, f"– {line}", wrapped)
            row += 1
        row += 1
    sheet.write_string(row, 0, "Cột", strong)
    sheet.write_string(row, 1, "Ghi gì", strong)
    for number, column in enumerate(columns, row + 1):
        told = column.heading, guide.hint(column)
        height = max(map(_lines, told, _GUIDE_WIDTHS)) * _LINE
        sheet.set_row(number, height)
        for index, text in enumerate(told):
            sheet.write_string(number, index, text, wrapped)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.protect()
