"""The command that checks documents: what is wrong, by which clause, where, and how to mend it.

Heavy modules are imported inside the command, so that `--help` answers at once.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import messages
from generator.cli import show
from generator.cli.translated import Command, argument, option, with_language
from generator.diagnostics import Diagnostic, Refused, Severity

if TYPE_CHECKING:
    from generator.check.examination import Finding, Report

_PATH = click.Path(path_type=Path)
_PLACES = 3


@click.command("check", cls=Command, help="cli.check.help")
@argument("papers", "file", type=_PATH, nargs=-1, required=True)
@option("--profile", default="nd30-2020", metavar="cli.metavar.file", help="cli.check.profile")
@option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    help="cli.option.format",
)
@with_language
def check(papers: tuple[Path, ...], profile: str, format_: str) -> None:
    """Check documents by every rule of form and content."""
    from generator.check.desk import documents, profile_named, report

    held_to = profile_named(profile)
    reports: list[Report] = []
    refused: list[Diagnostic] = []
    for file in documents(papers):
        try:
            reports.append(report(file, held_to))
        except Refused as failure:
            refused += failure.diagnostics
    _tell(reports, refused, format_)
    if refused or any(one.has_errors for one in reports):
        sys.exit(1)


CHECKING = (check,)


def _tell(reports: "list[Report]", refused: list[Diagnostic], format_: str) -> None:
    """Print all reports: on stdout what is wrong with documents, on stderr what was refused."""
    found = [diagnostic for one in reports for diagnostic in one.diagnostics]
    errors = sum(one.severity is Severity.ERROR for one in (*found, *refused))
    numbers = {"count": len(reports), "errors": errors}
    numbers["warnings"] = len(found) + len(refused) - errors
    if format_ == "json":
        records = [show.as_record(one) for one in refused]
        files = [_record(one) for one in reports]
        result = {**numbers, "files": files, "diagnostics": records}
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
        return
    for one in reports:
        for line in _lines(one):
            click.echo(line)
    show.findings(refused)
    words = {name: str(number) for name, number in numbers.items()}
    click.echo(messages.text("cli.check.done", **words))


def _lines(report: "Report") -> Iterator[str]:
    """Yield the report of one document for a person: each fault once, with all its places."""
    yield messages.text("cli.check.file", file=report.file, profile=report.profile)
    for remark in report.remarks:
        line = show.as_line(remark).removeprefix(report.file)
        yield f"  {line.lstrip(',: ')}"
    told: set[str] = set()
    for same in _alike(report.findings):
        yield f"  {_line(same[0])}"
        if same[0].fault.near:
            yield messages.text("cli.check.near", text=same[0].fault.near)
        if len(same) > 1:
            places = [one.diagnostic.place.text().partition(", ")[2] for one in same[1:]]
            shown = "; ".join(filter(None, dict.fromkeys(places[:_PLACES])))
            more = "; …" if len(places) > _PLACES else ""
            yield messages.text("cli.check.more", count=str(len(same) - 1), places=shown + more)
        hint = same[0].diagnostic.hint()
        if hint not in told:
            yield f"    → {hint}"
        told.add(hint)
    if not report.findings:
        yield messages.text("cli.check.clean")
    yield from _covered(report)


def _line(finding: "Finding") -> str:
    """Return a finding in one line; the file is named above it."""
    place = finding.diagnostic.place.text().removeprefix(finding.file).removeprefix(", ")
    return messages.text(
        "cli.check.finding",
        place=f"{place}: " if place else "",
        severity=messages.text(f"severity.{finding.severity.value}"),
        message=finding.diagnostic.message(),
        clause=finding.rule.clause,
        rule=finding.rule.id,
    )


def _alike(findings: "Iterable[Finding]") -> "list[list[Finding]]":
    """Return the findings that say the same together, in the order of the first of each."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        key = (finding.rule.id, finding.diagnostic.message())
        groups.setdefault(key, []).append(finding)
    return list(groups.values())


def _covered(report: "Report") -> Iterator[str]:
    """Yield how much was judged, and why the rest was not."""
    coverage = report.coverage
    numbers = {
        "judged": coverage.judged,
        "total": coverage.total,
        "failed": coverage.failed,
        "beside": coverage.beside,
    }
    yield messages.text("cli.check.coverage", **{name: str(one) for name, one in numbers.items()})
    for reason, count in _reasons(report).items():
        told = messages.text(f"check.reason.{reason}")
        yield messages.text("cli.check.unjudged", count=str(count), reason=told)


def _reasons(report: "Report") -> dict[str, int]:
    """Return why rules could not judge, with how many of them."""
    unjudged = [one for one in report.judgements if one.verdict.value == "not-evaluated"]
    return dict(Counter(one.reason for one in unjudged))


def _record(report: "Report") -> dict[str, Any]:
    """Return the report of one document for a machine."""
    coverage = report.coverage
    findings = [
        {
            **show.as_record(finding.diagnostic),
            "code": finding.rule.id,
            "clause": finding.rule.clause,
            "text": finding.fault.near,
        }
        for finding in report.findings
    ]
    rules = [
        {"rule": one.rule.id, "verdict": one.verdict.value, "reason": one.reason}
        for one in report.judgements
    ]
    return {
        "file": report.file,
        "profile": report.profile,
        "findings": findings,
        "remarks": [show.as_record(remark) for remark in report.remarks],
        "coverage": {
            "judged": coverage.judged,
            "total": coverage.total,
            "failed": coverage.failed,
            "not_applicable": coverage.beside,
        },
        "rules": rules,
    }
