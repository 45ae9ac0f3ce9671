"""The report as a page of its own: one file, nothing from outside, to read and to print on A4."""

from collections.abc import Iterable, Sequence
from typing import Any

import jinja2

from generator import messages
from generator.check.desk import Checked
from generator.check.examination import Finding
from generator.check.reporting.grouping import grouped, place, reasons
from generator.diagnostics import Diagnostic, Severity
from generator.resources import resource

_PLACES = 8
_WORDS = (
    "title", "errors", "warnings", "clean", "coverage", "mended", "refused", "remarks", "profile",
)  # fmt: skip


def page(checked: Sequence[Checked], refused: Sequence[Diagnostic] = ()) -> bytes:
    """Return the report of some documents as HTML in UTF-8; every text from outside is escaped."""
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string(
        resource("data", "reports", "documents.html").read_text("utf-8")
    )
    reports = [_report(one) for one in checked]
    text = template.render(
        language=messages.text("cli.check.page.language"),
        words={name: messages.text(f"cli.check.page.{name}") for name in _WORDS},
        reports=reports,
        total=messages.text("cli.check.done", **_counts(checked, refused)),
        refused=[_said(diagnostic) for diagnostic in refused],
    )
    # What no file of UTF-8 can hold is shown as a sign that something stood there.
    return text.encode("utf-8", errors="replace")


def _counts(checked: Iterable[Checked], refused: Sequence[Diagnostic]) -> dict[str, str]:
    all_of = tuple(checked)
    found = [*refused, *(d for one in all_of for d in one.report.diagnostics)]
    errors = sum(one.severity is Severity.ERROR for one in found)
    figures = {"count": len(all_of), "errors": errors, "warnings": len(found) - errors}
    return {name: str(figure) for name, figure in figures.items()}


def _report(one: Checked) -> dict[str, Any]:
    report = one.report
    coverage = report.coverage
    errors = sum(finding.severity is Severity.ERROR for finding in report.findings)
    verdict = "wrong" if report.has_errors else "doubtful" if report.findings else "right"
    figures = {"judged": coverage.judged, "total": coverage.total, "failed": coverage.failed}
    return {
        "file": report.file,
        "profile": report.profile,
        "verdict": verdict,
        "verdict_words": messages.text(f"cli.check.page.{verdict}"),
        "errors": errors,
        "warnings": len(report.findings) - errors,
        "remarks": [_said(remark) for remark in report.remarks],
        "groups": [
            {
                "title": messages.text(f"cli.check.group.{group.value}"),
                "faults": [_fault(same) for same in found],
            }
            for group, found in grouped(report, report.findings).items()
        ],
        "mended": [
            fault for found in grouped(report, one.mended).values() for fault in map(_fault, found)
        ],
        "coverage": messages.text(
            "cli.check.coverage",
            **{name: str(figure) for name, figure in figures.items()},
            beside=str(coverage.beside),
        ).strip(),
        "share": round(100 * coverage.judged / coverage.total) if coverage.total else 0,
        "reasons": [
            messages.text(
                "cli.check.unjudged", count=str(n), reason=messages.text(f"check.reason.{reason}")
            ).strip()
            for reason, n in reasons(report).items()
        ],
    }


def _fault(same: Sequence[Finding]) -> dict[str, Any]:
    first = same[0]
    places = list(dict.fromkeys(filter(None, map(place, same))))
    return {
        "rule": first.rule.id,
        "clause": first.rule.clause,
        "severity": first.severity.value,
        "severity_words": messages.text(f"severity.{first.severity.value}"),
        "message": first.diagnostic.message(),
        "hint": first.diagnostic.hint(),
        "words": list(dict.fromkeys(filter(None, (one.fault.near for one in same))))[:_PLACES],
        "places": places[:_PLACES],
        "count": len(same),
    }


def _said(diagnostic: Diagnostic) -> dict[str, str]:
    return {
        "place": diagnostic.place.text(),
        "message": diagnostic.message(),
        "hint": diagnostic.hint(),
    }
