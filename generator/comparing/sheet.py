"""The changes as a workbook, a row for each, both values in full."""

from collections.abc import Sequence

from generator import messages
from generator.change.difference import Kind
from generator.comparing.wording import subject
from generator.comparing.work import Located
from generator.excel import Page, Row, workbook

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


def sheet(changes: Sequence[Located]) -> bytes:
    """Return the workbook of the changes."""
    headings = [(messages.text(name), width) for name, width in _COLUMNS]
    rows = (Row(_cells(located)) for located in changes)
    return workbook(Page(messages.text("cli.diff.sheet.sheet"), headings, rows))


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
