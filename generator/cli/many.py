"""The commands for many plans from one: the workbook, the bulk run, one unit's plan.

Heavy modules are imported inside the commands, so that `--help` answers at once.
"""

import os
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import click

from generator import messages
from generator.cli import options, show
from generator.cli.translated import Command, argument, option, with_language
from generator.cli.yearly import write_actuals
from generator.diagnostics import Diagnostic, Severity, has_errors

if TYPE_CHECKING:
    from generator.bulk.preparation import Batch
    from generator.bulk.run import Step, Summary

_overlays = option(
    "--overlays", type=options.PATH, metavar="cli.metavar.folder", help="cli.bulk.overlays"
)
_level = option("--level", type=click.Choice(["district", "commune"]), help="cli.bulk.level")


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
    unchecked: bool
    name: str | None
    template: str | None
    overlays: Path | None
    level: str | None
    cluster: str | None
    also: tuple[str, ...]
    format_: str


class Single(TypedDict):
    """The options of the plan of one unit, as typed."""

    output: Path
    unit: str
    overlays: Path | None
    level: str | None
    force: bool
    format_: str


@click.command("bulk", cls=Command, help="cli.bulk.help")
@argument("master", "plan", type=options.PATH)
@argument("units", "units", type=options.PATH)
@options.output("cli.bulk.output", metavar="cli.metavar.folder", required=True)
@option("--jobs", type=click.IntRange(1, 256), metavar="cli.metavar.number", help="cli.bulk.jobs")
@option("--only", multiple=True, metavar="cli.metavar.unit", help="cli.bulk.only")
@option("--dry-run", is_flag=True, help="cli.bulk.dry-run")
@options.draft
@options.unchecked
@option("--name", metavar="cli.metavar.pattern", help="cli.bulk.name")
@options.template
@_overlays
@_level
@option("--cluster", metavar="cli.metavar.address", help="cli.bulk.cluster")
@option("--also", multiple=True, type=click.Choice(["deadlines"]), help="cli.bulk.also")
@options.format_
@with_language
def bulk(master: Path, units: Path, **wanted: Unpack[Wanted]) -> None:
    """Make the plan of every unit of a sheet."""
    from generator.bulk.names import PATTERN
    from generator.bulk.preparation import Wish, prepare
    from generator.bulk.run import foreseen

    if wanted["cluster"] is not None and wanted["jobs"]:
        raise click.UsageError(messages.text("cli.bulk.jobs-or-cluster"))
    batch = prepare(
        Wish(
            master,
            units,
            wanted["output"],
            PATTERN if wanted["name"] is None else wanted["name"],
            wanted["template"],
            wanted["only"],
            wanted["draft"],
            wanted["overlays"],
            wanted["level"],
            checked=not wanted["unchecked"],
            also=wanted["also"],
        )
    )
    if wanted["dry_run"]:
        _show_foreseen(foreseen(batch), batch, wanted["format_"])
        return
    summary = _made(batch, wanted)
    _show_summary(summary, batch, wanted["format_"])
    if summary.failed or has_errors(summary.diagnostics):
        sys.exit(1)


def _made(batch: "Batch", wanted: Wanted) -> "Summary":
    """Return what a run did, in processes or on a cluster."""
    from generator.bulk.cluster import joined
    from generator.bulk.progress import shown
    from generator.bulk.run import run

    jobs = wanted["jobs"] or os.cpu_count() or 1
    with ExitStack() as stack:
        address = wanted["cluster"]
        cluster = None if address is None else stack.enter_context(joined(address))
        told = stack.enter_context(shown(quiet=wanted["format_"] == "json"))
        return run(batch, jobs, told, cluster)


def _show_foreseen(steps: "tuple[Step, ...]", batch: "Batch", format_: str) -> None:
    """Print what a run would do about each unit."""
    from generator.bulk.records import own_changes

    records: list[dict[str, Any]] = []
    lines: list[str] = []
    for step in steps:
        planned, action = step.planned, step.action.value
        overlay = own_changes(batch.line.children[planned.index]) if planned.overlaid else {}
        lines.append(f"{messages.text(_ACTIONS[action])}: {planned.unit} → {planned.file}")
        lines += _own(overlay) if overlay else []
        record = {"unit": planned.unit, "file": planned.file, "action": action}
        records.append(record | ({"overlay": overlay} if overlay else {}))
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
    counts = _counts(summary)
    nothing = not summary.made and not summary.failed
    words = {name: str(count) for name, count in counts.items()}
    text = messages.text(
        "cli.bulk.nothing" if nothing else "cli.bulk.done", folder=str(batch.folder), **words
    )
    if summary.beside:
        text += "\n" + messages.text("cli.bulk.beside", files=", ".join(summary.beside))
    result = {
        "folder": str(batch.folder),
        **counts,
        "nothing_to_do": nothing,
        "beside": list(summary.beside),
        "units": _units(summary),
    }
    found = (*batch.diagnostics, *summary.diagnostics, *aside, *failures)
    show.result(result, text, found, format_)


def _counts(summary: "Summary") -> dict[str, int]:
    """Return how many plans were made, kept and failed, and what there is to say about them.

    `warned` are the units with warnings of their own, `shared` the warnings about all of them.
    """
    shared = sum(one.severity is Severity.WARNING for one in summary.diagnostics)
    return {
        "made": len(summary.made),
        "kept": len(summary.kept),
        "failed": len(summary.failed),
        "warned": summary.warned,
        "shared": shared,
    }


def _units(summary: "Summary") -> list[dict[str, str]]:
    """Return what became of each unit, those that failed last."""
    finished = [
        {"unit": planned.unit, "status": "done", "file": planned.file}
        for planned in (*summary.made, *summary.kept)
    ]
    return finished + [
        {"unit": record.unit, "status": record.status.value, "file": record.file}
        for record in summary.failed
    ]


@click.command("workbook", cls=Command, help="cli.workbook.help")
@argument("master", "plan", type=options.PATH)
@option("--actuals", is_flag=True, help="cli.actuals.help")
@options.output(required=True)
@_level
@options.force
@options.format_
@with_language
def workbook(
    master: Path, output: Path, *, actuals: bool, level: str | None, force: bool, format_: str
) -> None:
    """Write the workbook in which a master's units, or a plan's actual figures, are typed."""
    from generator.bulk.single import empty_workbook
    from generator.output import write_output

    if actuals:
        write_actuals(master, output, force=force, format_=format_)
        return
    made = empty_workbook(master, level)
    write_output(output, made.data, force=force)
    done = messages.text("cli.workbook.done", output=str(output), count=str(made.units))
    show.result({"output": str(output), "units": made.units}, done, made.diagnostics, format_)


@click.command("cascade", cls=Command, help="cli.cascade.help")
@argument("master", "plan", type=options.PATH)
@argument("units", "units", type=options.PATH)
@option("--unit", required=True, metavar="cli.metavar.unit", help="cli.cascade.unit")
@options.output(required=True)
@_overlays
@_level
@options.force
@options.format_
@with_language
def cascade(master: Path, units: Path, **wanted: Unpack[Single]) -> None:
    """Write the plan of one unit as a plan file, to be worked on by itself."""
    from generator.bulk.single import unit_plan
    from generator.output import write_output

    output = wanted["output"]
    made = unit_plan(master, units, wanted["unit"], wanted["overlays"], wanted["level"])
    write_output(output, made.data, force=wanted["force"])
    done = messages.text("cli.render.done", output=str(output))
    result = {"output": str(output), "overlay": made.overlay}
    lines = _own(made.overlay) if made.overlay else []
    show.result(result, "\n".join([done, *lines]), made.diagnostics, wanted["format_"])


def _own(overlay: Mapping[str, Any]) -> list[str]:
    """Return the lines that say who changed what in a unit's plan."""
    from generator.bulk.records import change_texts, overlay_head

    return [f"    {line}" for line in (overlay_head(overlay), *change_texts(overlay))]


MANY = (bulk, workbook, cascade)
