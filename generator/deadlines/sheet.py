"""The deadlines as a workbook: all of them on one sheet, then those of each unit on its own."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter

from generator import messages
from generator.deadlines.listing import Line
from generator.deadlines.wording import LANGUAGE, reason, state_text, weekday

MOST_SHEETS = 150
"""Units that get a sheet of their own; of more, there is only the sheet of all."""
_COLUMNS = (
    ("cli.deadlines.sheet.effective", 12),
    ("cli.deadlines.sheet.weekday", 10),
    ("cli.deadlines.sheet.unit", 20),
    ("cli.deadlines.sheet.report", 48),
    ("cli.deadlines.sheet.on", 20),
    ("cli.deadlines.sheet.owed-by", 30),
    ("cli.deadlines.sheet.recipient", 26),
    ("cli.deadlines.sheet.via", 26),
    ("cli.deadlines.sheet.close", 12),
    ("cli.deadlines.sheet.rule", 30),
    ("cli.deadlines.sheet.nominal", 12),
    ("cli.deadlines.sheet.why", 40),
    ("cli.deadlines.sheet.state", 24),
    ("cli.deadlines.sheet.plan", 60),
)
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_CREATED = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_LONGEST = 32_767  # letters that a cell of Excel takes
_FORMULA = ("=", "+", "-", "@")
_UNFIT = re.compile(r"[\[\]:*?/\\]")
_TITLE = 31  # letters that the name of a sheet takes


@dataclass(frozen=True, slots=True)
class _Looks:
    """The formats of the workbook; `shown` is for text that would be a formula when typed anew."""

    head: Any
    usual: Any
    shown: Any
    day: Any


def sheet(lines: Sequence[Line]) -> bytes:
    """Return the workbook; text that looks like a formula stays text, also when it is edited."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **_PLAIN}) as book:
        book.set_properties({"created": _CREATED})
        usual = {"text_wrap": True, "valign": "top"}
        looks = _Looks(
            book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True}),
            book.add_format(usual),
            book.add_format({**usual, "quote_prefix": True}),
            book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"}),
        )
        by_unit = _by_unit(lines)
        taken: set[str] = set()
        all_title = _sheet_title(_text("cli.deadlines.sheet.all"), taken)
        _write(book.add_worksheet(all_title), lines, looks)
        if 1 < len(by_unit) <= MOST_SHEETS:
            for unit, own in by_unit.items():
                _write(book.add_worksheet(_sheet_title(unit, taken)), own, looks)
    return buffer.getvalue()


def _by_unit(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """Return the lines of each unit, by its name; two units of one name have their codes added."""
    names: dict[str, set[str]] = {}
    lines = list(lines)
    for line in lines:
        names.setdefault(line.owed.unit, set()).add(line.owed.key.unit)
    found: dict[str, list[Line]] = {}
    for line in lines:
        unit, code = line.owed.unit, line.owed.key.unit
        found.setdefault(unit if len(names[unit]) == 1 else f"{unit} {code}", []).append(line)
    return dict(sorted(found.items()))


def _sheet_title(name: str, taken: set[str]) -> str:
    """Return a name that Excel takes for a sheet and no other sheet has."""
    plain = _UNFIT.sub("-", name).strip("' ")[:_TITLE] or "-"
    title, number = plain, 1
    while title.casefold() in taken:
        number += 1
        ending = f" ({number})"
        title = plain[: _TITLE - len(ending)] + ending
    taken.add(title.casefold())
    return title


def _write(page: Any, lines: Sequence[Line], looks: _Looks) -> None:
    for column, (name, width) in enumerate(_COLUMNS):
        page.set_column(column, column, width)
        page.write_string(0, column, _text(name), looks.head)
    for row, line in enumerate(lines, start=1):
        for column, cell in enumerate(_cells(line)):
            if isinstance(cell, date):
                page.write_datetime(row, column, cell, looks.day)
            elif cell:
                style = looks.shown if cell.startswith(_FORMULA) else looks.usual
                page.write_string(row, column, cell[:_LONGEST], style)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(1, len(lines)), len(_COLUMNS) - 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _cells(line: Line) -> tuple[str | date | None, ...]:
    owed = line.owed
    return (
        owed.effective,
        weekday(owed.effective, LANGUAGE) if owed.effective else "",
        owed.unit,
        owed.name,
        owed.label,
        owed.owed_by,
        owed.recipient,
        owed.via,
        owed.close,
        owed.rule,
        owed.nominal,
        reason(owed, LANGUAGE),
        state_text(line, LANGUAGE),
        owed.title,
    )


def _text(key: str) -> str:
    return messages.text(key, LANGUAGE)
