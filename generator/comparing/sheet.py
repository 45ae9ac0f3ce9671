"""The changes as a workbook, a row for each, both values in full."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import xlsxwriter

from generator import messages
from generator.change.difference import Kind
from generator.comparing.wording import subject
from generator.comparing.work import Located

_COLUMNS = (
    ("cli.diff.sheet.kind", 10),
    ("cli.diff.sheet.subject", 48),
    ("cli.diff.sheet.field", 18),
    ("cli.diff.sheet.before", 48),
    ("cli.diff.sheet.after", 48),
    ("cli.diff.sheet.place-before", 26),
    ("cli.diff.sheet.place-after", 26),
)
_WORDS = {
    Kind.ADDED: "cli.diff.sheet.added",
    Kind.REMOVED: "cli.diff.sheet.removed",
    Kind.CHANGED: "cli.diff.sheet.changed",
    Kind.MOVED: "cli.diff.sheet.moved",
}
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_CREATED = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_LONGEST = 32_767  # letters that a cell of Excel takes


def sheet(changes: Sequence[Located]) -> bytes:
    """Return the workbook of the changes; text that looks like a formula stays text."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **_PLAIN}) as book:
        book.set_properties({"created": _CREATED})
        page = book.add_worksheet(messages.text("cli.diff.sheet.sheet"))
        head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        usual = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        for column, (name, width) in enumerate(_COLUMNS):
            page.set_column(column, column, width)
            page.write_string(0, column, messages.text(name), head)
        for row, located in enumerate(changes, start=1):
            for column, cell in enumerate(_cells(located)):
                page.write_string(row, column, cell[:_LONGEST], usual)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(1, len(changes)), len(_COLUMNS) - 1)
    return buffer.getvalue()


def _cells(located: Located) -> tuple[str, ...]:
    change = located.change
    field = change.field or messages.text("cli.diff.sheet.position")
    places = (f"{place.file}:{place.line}" for place in (located.before, located.after))
    return (
        messages.text(_WORDS[change.kind]),
        subject(change.subject),
        field,
        change.before,
        change.after,
        *places,
    )
