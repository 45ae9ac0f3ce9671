"""The list of a rollover to work through in Excel: `NEXT.review.xlsx`."""

from collections.abc import Sequence

from generator import excel
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
_COLOURS = {"decide": "#F8CBAD", "confirm": "#FFF2CC", "changed": ""}


def review_sheet(rows: Sequence[Row], file: str) -> bytes:
    """Return the list as a workbook, what is to be decided and confirmed in colours."""
    headings = [(told(f"rollover.sheet.{name}"), width) for name, width in _WIDTHS.items()]
    lines = (
        excel.Row([cells_of(row, file)[name] for name in _WIDTHS], _COLOURS[row.status])
        for row in rows
    )
    return excel.workbook(excel.Page(told("rollover.sheet.sheet"), headings, lines))
