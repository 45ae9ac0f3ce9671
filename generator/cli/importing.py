"""The command that makes a plan of a document. Heavy modules are imported inside it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import messages
from generator.cli import options, show
from generator.cli.translated import Command, argument, option, with_language

if TYPE_CHECKING:
    from generator.importing import Imported

_REPORT = ".import.md"


@click.command("import", cls=Command, help="cli.import.help")
@argument("file", "file", type=options.PATH)
@options.output("cli.import.output", required=True)
@option("--level", type=click.Choice(options.LEVELS), help="cli.import.level")
@option("--period", metavar="cli.metavar.period", help="cli.import.period")
@option("--unit", metavar="cli.metavar.unit", help="cli.import.unit")
@options.force
@options.format_
@with_language
def import_(
    file: Path, output: Path, level: str | None, period: str | None, unit: str | None,
    *, force: bool, format_: str,
) -> None:  # fmt: skip
    """Make a plan file, and a report beside it, of a document that others wrote."""
    from generator.importing import Wish, imported
    from generator.output import check_outputs, write_outputs

    report = output.with_name(f"{output.stem}{_REPORT}")
    check_outputs((report, output), force=force, made_of=(file,))
    made = imported(file, Wish(level or "", period or "", unit or ""), output)
    files = {report: made.report.encode("utf-8"), output: made.text.encode("utf-8")}
    write_outputs(files, force=force, made_of=(file,))
    _show(made, output, report, format_)


def _show(made: "Imported", output: Path, report: Path, format_: str) -> None:
    """Print what was made and what must be looked at; the report has the rest."""
    left = sum(len(unplaced.words) for unplaced in made.account.left)
    done = messages.text(
        "cli.import.done", output=str(output), report=str(report), left=str(left),
        total=str(made.account.total), look=str(len(made.diagnostics)),
    )  # fmt: skip
    record = {
        "output": str(output),
        "report": str(report),
        "words": made.account.total,
        "not_placed": left,
        "recognised": [
            {"confidence": remark.confidence.value, "what": remark.diagnostic.message()}
            for remark in made.remarks
            if remark.kind.value == "recognised"
        ],
    }
    show.result(record, done, made.diagnostics, format_)
