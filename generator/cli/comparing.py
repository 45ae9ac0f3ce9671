"""The command that compares two plans. Exit 0: the same; 1: different; 2: not compared.

So does `diff`. Heavy modules are imported inside the command.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import messages
from generator.cli import options, show
from generator.cli.translated import Command, argument, option, with_language
from generator.diagnostics import Diagnostic, Place, Refused

if TYPE_CHECKING:
    from generator.comparing.work import Comparison, Located

_REDLINE, _SHEET = ".docx", ".xlsx"


@click.command("diff", cls=Command, help="cli.diff.help")
@argument("before", "plan-before", type=options.PATH)
@argument("after", "plan-after", type=options.PATH)
@options.output("cli.diff.output", "outputs", multiple=True)
@option("--template", metavar="cli.metavar.template", help="cli.diff.template")
@option("--day", metavar="cli.metavar.day", help="cli.diff.day")
@options.force
@options.format_
@with_language
def diff(
    before: Path, after: Path, outputs: tuple[Path, ...], template: str | None,
    day: str | None, *, force: bool, format_: str,
) -> None:  # fmt: skip
    """List what changed from one plan to another, and write it as a redline or a workbook."""
    from generator.comparing.work import compared
    from generator.output import write_output

    try:
        _refuse_unknown(outputs)
        comparison = compared(before, after)
        made = {path: _made(path, (before, after), comparison, (template, day)) for path in outputs}
        for path, data in made.items():
            write_output(path, data, force=force, made_of=(before, after))
    except Refused as refused:
        show.refusal(refused.diagnostics, format_)
        sys.exit(2)
    _show(comparison, outputs, format_)
    if comparison.changes:
        sys.exit(1)


def _refuse_unknown(outputs: tuple[Path, ...]) -> None:
    """Raise Refused for files that are neither a redline nor a workbook by their name."""
    unknown = [path for path in outputs if path.suffix.lower() not in (_REDLINE, _SHEET)]
    if unknown:
        raise Refused(
            Diagnostic("output.unknown-kind", {"suffix": path.suffix}, place=Place(str(path)))
            for path in unknown
        )


def _made(
    path: Path,
    plans: tuple[Path, Path],
    comparison: "Comparison",
    asked: tuple[str | None, str | None],
) -> bytes:
    """Return the bytes of a result, by the ending of its name."""
    from generator.comparing.sheet import sheet
    from generator.comparing.work import redlined

    if path.suffix.lower() == _SHEET:
        return sheet(comparison.changes)
    return redlined(*plans, comparison.later, *asked)


def _show(comparison: "Comparison", outputs: tuple[Path, ...], format_: str) -> None:
    from generator.comparing.wording import line

    changes = comparison.changes
    lines = [line(located) for located in changes]
    lines += [messages.text("cli.render.done", output=str(path)) for path in outputs]
    lines.append(
        messages.text("cli.diff.done", count=str(len(changes)))
        if changes
        else messages.text("cli.diff.same")
    )
    record = {
        "equal": not changes,
        "changes": [_record(located) for located in changes],
        "written": [str(path) for path in outputs],
    }
    show.result(record, "\n".join(lines), (), format_)


def _record(located: "Located") -> dict[str, Any]:
    """Return a change for a machine."""
    from generator.comparing.wording import sentence, subject

    change = located.change
    return {
        "kind": change.kind.value,
        "subject": subject(change.subject),
        "field": change.field,
        "before": change.before,
        "after": change.after,
        "place_before": _place(located.before),
        "place_after": _place(located.after),
        "message": sentence(change),
    }


def _place(place: Place) -> dict[str, str | int]:
    return {"file": place.file, "line": place.line, "column": place.column, "path": place.path}
