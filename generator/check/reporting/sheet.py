"""The findings as a workbook, a row for each: to sort, to filter, to share out."""

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import xlsxwriter

from generator import messages
from generator.check.desk import Checked
from generator.check.examination import Finding
from generator.check.reporting.grouping import Group, groups_of, place

_COLUMNS = (
    ("file", 30), ("group", 18), ("place", 26), ("severity", 11), ("message", 60), ("clause", 26),
    ("words", 40), ("hint", 50), ("rule", 32), ("state", 11),
)  # fmt: skip
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_CREATED = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_LONGEST = 32_767  # letters that a cell of Excel takes
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def sheet(checked: Sequence[Checked]) -> bytes:
    """Return the workbook of all findings.

    Text that looks like a formula is text, and marked as such, so that it stays text in whatever
    the sheet is saved as.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **_PLAIN}) as book:
        book.set_properties({"created": _CREATED})
        page = book.add_worksheet(messages.text("cli.check.sheet.sheet"))
        head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        usual = {"text_wrap": True, "valign": "top", "num_format": "@"}
        plain, quoted = (book.add_format({**usual, "quote_prefix": mark}) for mark in (0, 1))
        for column, (name, width) in enumerate(_COLUMNS):
            page.set_column(column, column, width)
            page.write_string(0, column, messages.text(f"cli.check.sheet.{name}"), head)
        number = 0
        for number, row in enumerate(_rows(checked), start=1):
            for column, text in enumerate(row):
                style = quoted if text.startswith(_FORMULAS) else plain
                page.write_string(number, column, text[:_LONGEST], style)
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, max(1, number), len(_COLUMNS) - 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
    return buffer.getvalue()


def _rows(checked: Sequence[Checked]) -> Iterator[tuple[str, ...]]:
    for one in checked:
        for state, findings in (("left", one.report.findings), ("mended", one.mended)):
            for finding, group in zip(findings, groups_of(one.report, findings), strict=True):
                yield _row(finding, group, state)


def _row(finding: Finding, group: Group, state: str) -> tuple[str, ...]:
    return (
        finding.file,
        messages.text(f"cli.check.group.{group.value}"),
        place(finding),
        messages.text(f"severity.{finding.severity.value}"),
        finding.diagnostic.message(),
        finding.rule.clause,
        finding.fault.near,
        finding.diagnostic.hint(),
        finding.rule.id,
        messages.text(f"cli.check.sheet.{state}"),
    )
