"""What the checker found, as lines for a person and as records for a machine."""

from collections.abc import Iterator, Sequence
from typing import Any

from generator import messages
from generator.check.desk import Checked
from generator.check.examination import Finding, Report
from generator.check.reporting.grouping import alike, place, reasons
from generator.cli import show
from generator.diagnostics import Diagnostic, Severity

_PLACES = 3


def counts(checked: Sequence[Checked], refused: Sequence[Diagnostic]) -> dict[str, int]:
    """Return how many documents were checked, and how many errors and warnings there are."""
    found = [*refused, *(d for one in checked for d in one.report.diagnostics)]
    errors = sum(one.severity is Severity.ERROR for one in found)
    return {"count": len(checked), "errors": errors, "warnings": len(found) - errors}


def lines(one: Checked) -> Iterator[str]:
    """Yield the report of one document for a person: each fault once, with all its places."""
    report = one.report
    yield messages.text("cli.check.file", file=report.file, profile=report.profile)
    for remark in report.remarks:
        line = show.as_line(remark).removeprefix(report.file)
        yield f"  {line.lstrip(',: ')}"
    if one.mended:
        yield messages.text("cli.check.fix.mended", count=str(len(one.mended)))
        yield from (f"    - {_told(same)}" for same in alike(one.mended))
        yield messages.text("cli.check.fix.left", count=str(len(report.findings)))
    yield from fault_lines(report.findings)
    if not report.findings:
        yield messages.text("cli.check.clean")
    yield from _covered(report)


def fault_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield findings for a person, those that say the same together, each hint once."""
    told: set[str] = set()
    for same in alike(findings):
        yield f"  {_line(same[0])}"
        if same[0].fault.near:
            yield messages.text("cli.check.near", text=same[0].fault.near)
        if len(same) > 1:
            places = [place(one) for one in same[1:]]
            shown = "; ".join(filter(None, dict.fromkeys(places[:_PLACES])))
            more = "; …" if len(places) > _PLACES else ""
            yield messages.text("cli.check.more", count=str(len(same) - 1), places=shown + more)
        hint = same[0].diagnostic.hint()
        if hint not in told:
            yield f"    → {hint}"
        told.add(hint)


def record(one: Checked) -> dict[str, Any]:
    """Return the report of one document for a machine."""
    report, coverage = one.report, one.report.coverage
    rules = [
        {"rule": one.rule.id, "verdict": one.verdict.value, "reason": one.reason}
        for one in report.judgements
    ]
    return {
        "file": report.file,
        "profile": report.profile,
        "findings": [_finding(finding) for finding in report.findings],
        "mended": [_finding(finding) for finding in one.mended],
        "remarks": [show.as_record(remark) for remark in report.remarks],
        "coverage": {
            "judged": coverage.judged,
            "total": coverage.total,
            "failed": coverage.failed,
            "not_applicable": coverage.beside,
        },
        "rules": rules,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        **show.as_record(finding.diagnostic),
        "code": finding.rule.id,
        "clause": finding.rule.clause,
        "text": finding.fault.near,
    }


def _told(same: Sequence[Finding]) -> str:
    """Return what was mended in one line."""
    more = f" ({len(same)})" if len(same) > 1 else ""
    return f"{same[0].diagnostic.message()} [{same[0].rule.id}]{more}"


def _line(finding: Finding) -> str:
    """Return a finding in one line; the file is named above it."""
    where = place(finding)
    return messages.text(
        "cli.check.finding",
        place=f"{where}: " if where else "",
        severity=messages.text(f"severity.{finding.severity.value}"),
        message=finding.diagnostic.message(),
        clause=finding.rule.clause,
        rule=finding.rule.id,
    )


def _covered(report: Report) -> Iterator[str]:
    """Yield how much was judged, and why the rest was not."""
    coverage = report.coverage
    numbers = {
        "judged": coverage.judged,
        "total": coverage.total,
        "failed": coverage.failed,
        "beside": coverage.beside,
    }
    yield messages.text("cli.check.coverage", **{name: str(one) for name, one in numbers.items()})
    for reason, count in reasons(report).items():
        told = messages.text(f"check.reason.{reason}")
        yield messages.text("cli.check.unjudged", count=str(count), reason=told)
