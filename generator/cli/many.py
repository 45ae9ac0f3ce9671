"""The commands for many plans from one: the workbook, the bulk run, one unit's plan.

Heavy modules are imported inside the commands, so that `--help` answers at once.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from generator import messages
from generator.cli import show
from generator.cli.translated import Command, argument, option, with_language
from generator.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from generator.bulk.preparation import Batch
    from generator.bulk.run import Step, Summary

_PATH = click.Path(path_type=Path)
_format = option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    help="cli.option.format",
)
_result = option(
    "-o", "--output", type=_PATH, metavar="cli.metavar.file", required=True,
    help="cli.option.output",
)  # fmt: skip
_force = option("--force", is_flag=True, help="cli.option.force")


_ACTIONS = {
    "make": "cli.bulk.action.make",
    "renew": "cli.bulk.action.renew",
    "keep": "cli.bulk.action.keep",
}


class Wanted(TypedDict):
    """The options of a bulk run, as typed."""

    output: Path
    jobs: int | None
    only: tuple[str, ...]
    dry_run: bool
    draft: bool
    name: str | None
    template: str | None
    also: tuple[str, ...]
    format_: str


@click.command("bulk", cls=Command, help="cli.bulk.help")
@argument("master", "plan", type=_PATH)
@argument("units", "units", type=_PATH)
@option("-o", "--output", type=_PATH, metavar="cli.metavar.folder", required=True,
        help="cli.bulk.output")  # fmt: skip
@option("--jobs", type=click.IntRange(1, 256), metavar="cli.metavar.number", help="cli.bulk.jobs")
@option("--only", multiple=True, metavar="cli.metavar.unit", help="cli.bulk.only")
@option("--dry-run", is_flag=True, help="cli.bulk.dry-run")
@option("--draft", is_flag=True, help="cli.render.draft")
@option("--name", metavar="cli.metavar.pattern", help="cli.bulk.name")
@option("--template", metavar="cli.metavar.template", help="cli.render.template")
@option("--also", multiple=True, type=click.Choice(["deadlines"]), help="cli.bulk.also")
@_format
@with_language
def bulk(master: Path, units: Path, **wanted: Unpack[Wanted]) -> None:
    """Make the plan of every unit of a sheet."""
    from generator.bulk.names import PATTERN
    from generator.bulk.preparation import Wish, prepare
    from generator.bulk.progress import shown
    from generator.bulk.run import foreseen, run

    batch = prepare(
        Wish(
            master,
            units,
            wanted["output"],
            PATTERN if wanted["name"] is None else wanted["name"],
            wanted["template"],
            wanted["only"],
            wanted["draft"],
            also=wanted["also"],
        )
    )
    if wanted["dry_run"]:
        _show_foreseen(foreseen(batch), batch, wanted["format_"])
        return
    with shown(quiet=wanted["format_"] == "json") as told:
        summary = run(batch, wanted["jobs"] or os.cpu_count() or 1, told)
    _show_summary(summary, batch, wanted["format_"])
    if summary.failed:
        sys.exit(1)


def _show_foreseen(steps: "tuple[Step, ...]", batch: "Batch", format_: str) -> None:
    """Print what a run would do about each unit."""
    records = [
        {"unit": s.planned.unit, "file": s.planned.file, "action": s.action.value} for s in steps
    ]
    lines = [f"{messages.text(_ACTIONS[r['action']])}: {r['unit']} → {r['file']}" for r in records]
    counts = {name: sum(r["action"] == name for r in records) for name in _ACTIONS}
    words = {name: str(count) for name, count in counts.items()}
    lines.append(messages.text("cli.bulk.foreseen", **words))
    result = {"folder": str(batch.folder), "units": records, **counts}
    show.result(result, "\n".join(lines), batch.diagnostics, format_)


def _show_summary(summary: "Summary", batch: "Batch", format_: str) -> None:
    """Print what a run did; what the units' plans have to say, the failed ones first."""
    aside = [
        Diagnostic("bulk.set-aside", {"file": file}, Severity.WARNING) for file in summary.aside
    ]
    failures = [
        remark.diagnostic(record.unit)
        for record in summary.failed
        for remark in record.remarks
        if remark.severity == "error"
    ]
    warned = sum(any(True for _ in record.remarks) for record in (*summary.made, *summary.kept))
    counts = {
        "made": len(summary.made),
        "kept": len(summary.kept),
        "failed": len(summary.failed),
        "warned": warned,
    }
    words = {name: str(count) for name, count in counts.items()}
    nothing = not summary.made and not summary.failed
    text = messages.text(
        "cli.bulk.nothing" if nothing else "cli.bulk.done", folder=str(batch.folder), **words
    )
    if summary.beside:
        text += "\n" + messages.text("cli.bulk.beside", files=", ".join(summary.beside))
    units = [
        {"unit": record.unit, "status": record.status.value, "file": record.file}
        for record in (*summary.made, *summary.kept, *summary.failed)
    ]
    result = {
        "folder": str(batch.folder),
        **counts,
        "nothing_to_do": nothing,
        "beside": list(summary.beside),
        "units": units,
    }
    show.result(result, text, (*batch.diagnostics, *aside, *failures), format_)


@click.command("workbook", cls=Command, help="cli.workbook.help")
@argument("master", "plan", type=_PATH)
@_result
@_force
@_format
@with_language
def workbook(master: Path, output: Path, *, force: bool, format_: str) -> None:
    """Write the workbook in which a master's units and their figures are typed."""
    from generator.bulk.single import empty_workbook
    from generator.output import write_output

    made = empty_workbook(master)
    write_output(output, made.data, force=force)
    done = messages.text("cli.workbook.done", output=str(output), count=str(made.units))
    show.result({"output": str(output), "units": made.units}, done, made.diagnostics, format_)


@click.command("cascade", cls=Command, help="cli.cascade.help")
@argument("master", "plan", type=_PATH)
@argument("units", "units", type=_PATH)
@option("--unit", required=True, metavar="cli.metavar.unit", help="cli.cascade.unit")
@_result
@_force
@_format
@with_language
def cascade(
    master: Path, units: Path, *, unit: str, output: Path, force: bool, format_: str
) -> None:
    """Write the plan of one unit as a plan file, to be worked on by itself."""
    from generator.bulk.single import unit_plan
    from generator.output import write_output

    made = unit_plan(master, units, unit)
    write_output(output, made.data, force=force)
    done = messages.text("cli.render.done", output=str(output))
    show.result({"output": str(output)}, done, made.diagnostics, format_)


MANY = (bulk, workbook, cascade)
