"""The findings as a workbook, a row for each: to sort, to filter, to share out."""

from collections.abc import Iterator, Sequence

from generator import messages
from generator.check.desk import Checked
from generator.check.examination import Finding
from generator.check.reporting.grouping import Group, groups_of, place
from generator.excel import Page, Row, workbook

_COLUMNS = (
    ("file", 30), ("group", 18), ("place", 26), ("severity", 11), ("message", 60), ("clause", 26),
    ("words", 40), ("hint", 50), ("rule", 32), ("state", 11),
)  # fmt: skip


def sheet(checked: Sequence[Checked]) -> bytes:
    """Return the workbook of all findings."""
    headings = [(messages.text(f"cli.check.sheet.{name}"), width) for name, width in _COLUMNS]
    rows = (Row(cells) for cells in _rows(checked))
    return workbook(Page(messages.text("cli.check.sheet.sheet"), headings, rows, kept=1))


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
