"""How results and findings are shown: results on stdout, findings on stderr, or all as JSON."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

from generator import messages
from generator.diagnostics import Diagnostic, Severity, has_errors


def result(record: dict[str, Any], text: str, found: Sequence[Diagnostic], format_: str) -> None:
    """Print what a command made, after the findings it has to tell."""
    if format_ == "json":
        records = [as_record(diagnostic) for diagnostic in found]
        click.echo(json.dumps({**record, "diagnostics": records}, ensure_ascii=False, indent=2))
        return
    findings(found)
    click.echo(text)


def verdict(found: Sequence[Diagnostic], summary: str, count: int, format_: str) -> None:
    """Print the findings of a checking command and end with its exit code."""
    errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in found)
    numbers = {"count": count, "errors": errors, "warnings": len(found) - errors}
    words = {name: str(number) for name, number in numbers.items()}
    result(numbers, messages.text(summary, **words), found, format_)
    if has_errors(found):
        sys.exit(1)


def refusal(found: Sequence[Diagnostic], format_: str) -> None:
    """Print why nothing was made."""
    if format_ == "json":
        records = [as_record(diagnostic) for diagnostic in found]
        click.echo(json.dumps({"diagnostics": records}, ensure_ascii=False, indent=2))
    else:
        findings(found)


def findings(found: Iterable[Diagnostic]) -> None:
    """Print findings for a person, each hint once."""
    told: set[str] = set()
    for diagnostic in found:
        click.echo(as_line(diagnostic), err=True)
        hint = diagnostic.hint()
        if hint not in told:
            click.echo(f"    → {hint}", err=True)
        told.add(hint)


def as_line(diagnostic: Diagnostic) -> str:
    """Return a finding in one line: place, severity, message, code."""
    severity = messages.text(f"severity.{diagnostic.severity.value}")
    place = diagnostic.place.text()
    head = f"{place}: " if place else ""
    return f"{head}{severity}: {diagnostic.message()} [{diagnostic.code}]"


def as_record(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a finding for a machine."""
    place = diagnostic.place
    return {
        "severity": diagnostic.severity.value,
        "code": diagnostic.code,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "path": place.path,
        "place": place.text(),
        "message": diagnostic.message(),
        "hint": diagnostic.hint(),
    }
