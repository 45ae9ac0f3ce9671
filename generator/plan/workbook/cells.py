"""Reading one cell: what Excel made of a number, a code or a day, taken back without guessing."""

import math
import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

from generator.plan.fields import FIRST_YEAR, LAST_YEAR
from generator.plan.workbook.grid import Cell
from generator.vietnamese import format_date, nfc, parse_date, parse_number

_EXACT_DIGITS = ".15g"
_SHOWN = 60
_SPACED = re.compile(r"[-+\u2212]?\d{1,3}(?: \d{3})+(?:,\d+)?", re.ASCII)
_ENGLISH = re.compile(r"[-+\u2212]?[1-9]\d{0,2},\d{3}", re.ASCII)
_PLAN_NUMBER = re.compile(r"(\d{1,5})(?:\s*/.*)?", re.ASCII)
_HUGE = 1e15


class CellFault(ValueError):  # noqa: N818 - it is what is wrong with a cell, not our error
    """A cell that does not hold what its column needs; `code` is that of the message."""

    def __init__(self, code: str) -> None:
        """Keep the code of the message."""
        super().__init__(code)
        self.code = code


def is_blank(cell: Cell) -> bool:
    """Return whether a cell holds nothing that can be seen."""
    return isinstance(cell, str) and not read_text(cell)


def read_text(cell: Cell) -> str:
    """Return the text of a cell on one line; a whole number is written without decimals."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _HUGE:
        return str(int(cell))
    if isinstance(cell, datetime):
        return format_date(cell.date())
    if isinstance(cell, date):
        return format_date(cell)
    letters = nfc(str(cell))
    visible = "".join(" " if unicodedata.category(c) == "Cc" else c for c in letters)
    return " ".join(visible.split())


def shown(cell: Cell) -> str:
    """Return a cell as a message shows it, not longer than a message bears."""
    text = read_text(cell)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def read_amount(
    cell: Cell, *, hundredths: bool = False, percent: bool = False, signed: bool = False
) -> Decimal:
    """Return the number of a cell, typed as a number or as Vietnamese text.

    `hundredths` are what Excel keeps of a number typed with a % sign. Raises CellFault for a
    text, for a date that Excel made of `1.5`, for a number below zero that is not `signed`, for
    what is shown with a % sign and is no percentage, and for a text that two readers read
    differently: `1,234` (a thousand to Excel in English), `1.950` as a percentage.
    """
    if hundredths and not percent:
        raise CellFault("workbook.percent-in-number")
    if isinstance(cell, date):
        raise CellFault("workbook.date-in-number")
    value = _typed(cell, percent) if isinstance(cell, str) else _exact(cell)
    if value < 0 and not signed:
        raise CellFault("workbook.negative")
    return value * 100 if hundredths else value


def read_count(cell: Cell, *, hundredths: bool = False) -> Decimal:
    """Return the whole number of a cell; raises CellFault as `read_amount`, and for a fraction."""
    value = read_amount(cell, hundredths=hundredths)
    if value != value.to_integral_value():
        raise CellFault("workbook.not-whole")
    return value


def read_plan_number(cell: Cell) -> int:
    """Return the number of a plan, with or without its symbol: 5, 05, 05/KH-UBND."""
    match = _PLAN_NUMBER.fullmatch(read_text(cell))
    if isinstance(cell, (bool, date)) or not match or int(match[1]) == 0:
        raise CellFault("workbook.bad-plan-number")
    return int(match[1])


def read_day(cell: Cell) -> date:
    """Return the day of a cell, a date of Excel or a text day first; raises CellFault."""
    try:
        day = parse_date(cell) if isinstance(cell, str) else cell
    except ValueError:
        raise CellFault("workbook.bad-date") from None
    day = day.date() if isinstance(day, datetime) else day
    if not isinstance(day, date) or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise CellFault("workbook.bad-date")
    return day


def _typed(text: str, percent: bool) -> Decimal:
    """Return the number written in a text; a % sign may stand behind a percentage."""
    compact = read_text(text)
    if percent:
        compact = compact.removesuffix("%").rstrip()
    if _SPACED.fullmatch(compact):
        compact = compact.replace(" ", "")
    try:
        value = parse_number(compact)
    except ValueError:
        raise CellFault("workbook.not-number") from None
    if "." in compact if percent else _ENGLISH.fullmatch(compact):
        raise CellFault("workbook.doubtful-number")
    return value


def _exact(cell: Cell) -> Decimal:
    """Return the number that Excel shows, without the noise of its binary digits."""
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        raise CellFault("workbook.not-number")
    if not math.isfinite(cell) or abs(cell) >= _HUGE:
        raise CellFault("workbook.not-number")
    value = Decimal(format(cell, _EXACT_DIGITS))
    return value.quantize(Decimal(1)) + 0 if value == value.to_integral_value() else value
