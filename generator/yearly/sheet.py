"""The list of a rollover to work through in Excel: `NEXT.review.xlsx`."""

import io
from collections.abc import Sequence
from datetime import datetime

from xlsxwriter import Workbook

from generator.yearly.report import cells_of
from generator.yearly.rows import Row, told

_WIDTHS = {
    "status": 16,
    "place": 22,
    "at": 30,
    "old": 36,
    "new": 36,
    "suggestion": 36,
    "why": 44,
    "to-do": 44,
}
_PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_CREATED = datetime(2026, 1, 1)
_COLOURS = {"decide": "#F8CBAD", "confirm": "#FFF2CC", "changed": "#FFFFFF"}


def review_sheet(rows: Sequence[Row], file: str) -> bytes:
    """Return the list as a workbook; the same rows give the same bytes."""
    buffer = io.BytesIO()
    with Workbook(buffer, _PLAIN) as book:
        book.set_properties({"created": _CREATED})
        sheet = book.add_worksheet(told("rollover.sheet.sheet"))
        head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        styles = {
            status: book.add_format(
                {"text_wrap": True, "valign": "top", "border": 1, "bg_color": colour}
            )
            for status, colour in _COLOURS.items()
        }
        for index, (column, width) in enumerate(_WIDTHS.items()):
            sheet.set_column(index, index, width)
            sheet.write_string(0, index, told(f"rollover.sheet.{column}"), head)
        for number, row in enumerate(rows, 1):
            for index, text in enumerate(cells_of(row, file)[name] for name in _WIDTHS):
                sheet.write_string(number, index, text, styles[row.status])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(rows)), len(_WIDTHS) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return buffer.getvalue()
