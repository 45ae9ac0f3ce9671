"""Lists as sheets of Excel: what clerks sort, filter, print and share out."""

import io
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from generator.output import refusal

Cell = str | int | date | None

_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_CREATED = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_HEAD = {"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True}
_LONGEST = 32_767  # letters that a cell takes; the library drops a longer text without a word
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_A4 = 9


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: text, whole numbers and days; a colour where it must be seen."""

    cells: Sequence[Cell]
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A list: its title, headings with their widths, rows; `kept` columns stay while scrolling.

    The rows of a `long` one wait in a temporary file, so that it takes no more memory than a short
    one; for a short one files cost more than they save.
    """

    title: str
    headings: Sequence[tuple[str, int]]
    rows: Iterable[Row]
    kept: int = 0
    long: bool = False


def workbook(*pages: Page) -> bytes:
    """Return a workbook with a sheet for each list; the same lists give the same bytes.

    Text that looks like a formula is text, and marked as such, so that it stays text when it is
    edited and in whatever the sheet is saved as. Text longer than a cell ends in `…`. Raises
    Refused where the disk has no room for the rows of a long list.
    """
    buffer = io.BytesIO()
    waiting = {"constant_memory" if any(page.long for page in pages) else "in_memory": True}
    try:
        with xlsxwriter.Workbook(buffer, {**waiting, **_PLAIN}) as book:
            book.set_properties({"created": _CREATED})
            looks = _Looks(book)
            for page in pages:
                _write(book.add_worksheet(page.title), page, looks)
    except OSError as error:
        refused = refusal(_waiting_room(), error)
    except FileCreateError as error:  # carries what the system said
        refused = refusal(_waiting_room(), error.args[0])
    else:
        return buffer.getvalue()
    raise refused  # here, where what the library left open is already let go


def _waiting_room() -> Path:
    """Return the folder of temporary files, as far as it is known."""
    return Path(tempfile.tempdir or ".")


class _Looks:
    """The formats of a workbook, each made when it is first used."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def of(self, **properties: object) -> Any:
        """Return the format with these properties."""
        key = tuple(properties.items())
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def cell(self, cell: Cell, colour: str) -> Any:
        """Return the format of a cell: days as days, text as text."""
        filled = {"bg_color": colour, "border": 1} if colour else {}
        if isinstance(cell, date):
            return self.of(num_format="dd/mm/yyyy", valign="top", **filled)
        if not isinstance(cell, str):
            return self.of(valign="top", **filled)
        quoted = {"quote_prefix": True} if cell.startswith(_FORMULAS) else {}
        return self.of(num_format="@", valign="top", text_wrap=True, **quoted, **filled)


def _write(sheet: Any, page: Page, looks: _Looks) -> None:
    for column, (heading, width) in enumerate(page.headings):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, looks.of(**_HEAD))
    number = 0
    for number, row in enumerate(page.rows, start=1):
        for column, cell in enumerate(row.cells):
            _put(sheet, (number, column), cell, looks.cell(cell, row.colour))
    sheet.freeze_panes(1, page.kept)
    sheet.autofilter(0, 0, max(1, number), len(page.headings) - 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _put(sheet: Any, place: tuple[int, int], cell: Cell, look: Any) -> None:
    if cell is None or cell == "":
        sheet.write_blank(*place, None, look)
    elif isinstance(cell, date):
        sheet.write_datetime(*place, cell, look)
    elif isinstance(cell, int):
        sheet.write_number(*place, cell, look)
    else:
        text = cell if len(cell) <= _LONGEST else cell[: _LONGEST - 1] + "…"
        sheet.write_string(*place, text, look)
