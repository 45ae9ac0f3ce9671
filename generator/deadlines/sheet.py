"""The deadlines as a workbook: all of them on one sheet, then those of each unit on its own."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from generator import messages
from generator.deadlines.listing import Line
from generator.deadlines.wording import LANGUAGE, reason, state_text, weekday
from generator.excel import Page, Row, workbook

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
_UNFIT = re.compile(r"[\[\]:*?/\\]")
_TITLE = 31  # letters that the name of a sheet takes


def sheet(lines: Sequence[Line]) -> bytes:
    """Return the workbook of all lines, and of each unit's where there are several units."""
    by_unit = _by_unit(lines)
    taken: set[str] = set()
    pages = [_page(_sheet_title(_text("cli.deadlines.sheet.all"), taken), lines)]
    if 1 < len(by_unit) <= MOST_SHEETS:
        pages += [_page(_sheet_title(unit, taken), own) for unit, own in by_unit.items()]
    return workbook(*pages)


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


def _page(title: str, lines: Sequence[Line]) -> Page:
    """Return the sheet of some lines."""
    headings = [(_text(name), width) for name, width in _COLUMNS]
    return Page(title, headings, [Row(_cells(line)) for line in lines], kept=1)


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
