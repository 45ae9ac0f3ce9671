"""The sheet of what a year came to: one row per target, planned and actual, written and read."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from xlsxwriter import Workbook

from generator.diagnostics import Diagnostic, Refused, has_errors, suggestion
from generator.plan.model import Plan, Target
from generator.plan.tables import change_words
from generator.plan.workbook.cells import read_text
from generator.plan.workbook.columns import PERCENT, Column, Content
from generator.plan.workbook.grid import Book
from generator.plan.workbook.headings import Headings, find_headings
from generator.plan.workbook.reader import cell_place, read_cell

SHEET = "Thực hiện"
_ID = Column("id", "Mã", Content.TEXT, ("Mã chỉ tiêu",))
_ACTUAL = Column("actual", "Thực hiện", Content.AMOUNT)
_COLUMNS = (
    _ID,
    Column("name", "Tên chỉ tiêu", Content.TEXT, ("Chỉ tiêu",)),
    Column("unit", "Đơn vị tính", Content.TEXT),
    Column("planned", "Kế hoạch", Content.TEXT),
    _ACTUAL,
)
_WIDTHS = (18, 70, 14, 18, 14)
_CREATED = datetime(2026, 1, 1)
_HEAD, _NOTE, _HEADING = range(3)
_EXACT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def actuals_workbook(plan: Plan) -> bytes:
    """Return the workbook in which the actual figures at the end of a plan's years are typed."""
    buffer = io.BytesIO()
    with Workbook(buffer, _EXACT) as book:
        book.set_properties({"title": _title(plan), "created": _CREATED})
        sheet = book.add_worksheet(SHEET)
        strong = book.add_format({"bold": True})
        heading = book.add_format(
            {"bold": True, "text_wrap": True, "border": 1, "bg_color": "#D9E2F3"}
        )
        fixed = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        free = book.add_format({"locked": False, "border": 1, "valign": "top"})
        sheet.write_string(_HEAD, 0, _title(plan), strong)
        sheet.write_string(_NOTE, 0, _note(plan))
        for index, (column, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True)):
            sheet.set_column(index, index, width)
            sheet.write_string(_HEADING, index, column.heading, heading)
        for row, target in enumerate(plan.targets, _HEADING + 1):
            for index, text in enumerate(_cells(target)):
                sheet.write_string(row, index, text, fixed)
            sheet.write_blank(row, len(_COLUMNS) - 1, None, free)
        sheet.freeze_panes(_HEADING + 1, 1)
        sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True})
    return buffer.getvalue()


def read_actuals(data: bytes, file: str, plan: Plan) -> Mapping[str, Decimal]:
    """Return the actual figures by target; a target whose cell is empty is left out.

    Raises Refused with all that is wrong with the sheet.
    """
    headings = find_headings(Book(data, file), SHEET, _COLUMNS, file)
    reading = _Reading(file, headings, plan)
    found = dict(reading.rows())
    if has_errors(reading.diagnostics):
        raise Refused(reading.diagnostics)
    return found


class _Reading:
    """The rows of the sheet while they are read, and what is wrong with them."""

    def __init__(self, file: str, headings: Headings, plan: Plan) -> None:
        """Keep the sheet, and the places of the two columns that are read."""
        self.file, self.headings, self.grid = file, headings, headings.grid
        self.targets = {target.id: target for target in plan.targets}
        self.places = {column.field: index for index, column in headings.places.items()}
        self.diagnostics = list(headings.diagnostics)

    def rows(self) -> Iterator[tuple[str, Decimal]]:
        """Yield the id of each target with its actual figure."""
        first: dict[str, int] = {}
        wanted = [self.places.get(column.field) for column in (_ID, _ACTUAL)]
        if None in wanted:
            return
        for row in range(self.headings.row + 1, len(self.grid.rows)):
            id_ = read_text(self.grid.rows[row][self.places["id"]])
            value, fault = self._actual(row, id_)
            self.diagnostics += [fault] if fault else []
            if not id_ and value is not None:
                self._refuse("workbook.actual-without-id", row)
            elif id_ and id_ not in self.targets:
                near = suggestion(id_, self.targets)
                self._refuse("workbook.unknown-target", row, value=id_, near=near)
            elif id_ in first:
                self._refuse("workbook.repeated-target", row, value=id_, row_before=str(first[id_]))
            elif id_:
                first[id_] = row + 1
                if isinstance(value, Decimal):
                    yield id_, value

    def _actual(self, row: int, id_: str) -> tuple[object, Diagnostic | None]:
        """Return the actual figure of a row, a percentage as the target's unit has it."""
        target = self.targets.get(id_)
        percent = target is not None and target.unit == PERCENT
        column = replace(_ACTUAL, content=Content.PERCENT) if percent else _ACTUAL
        return read_cell(self.file, self.grid, (row, self.places["actual"]), column)

    def _refuse(self, code: str, row: int, /, **parameters: str) -> None:
        place = cell_place(self.file, self.grid, (row, self.places["id"]))
        self.diagnostics.append(Diagnostic(code, parameters, place=place))


def _cells(target: Target) -> tuple[str, str, str, str]:
    """Return what stands in a row: the planned figure as the target table shows it."""
    planned = str(target.end) if target.end else change_words(target.change)
    return target.id, " ".join(target.name.split()), target.unit, planned


def _title(plan: Plan) -> str:
    return f"Kết quả thực hiện chỉ tiêu năm {plan.period.last}, {plan.issuer.full_name}"


def _note(plan: Plan) -> str:
    return (
        f"Cột Thực hiện: mức đạt được đến cuối năm {plan.period.last}; ghi 1,95, không gõ dấu %;"
        " chưa có số liệu thì để trống. Không sửa cột Mã."
    )
