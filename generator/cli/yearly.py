"""The commands for next year's plan: the rollover, and the sheet of what this year came to.

Heavy modules are imported inside the commands, so that `--help` answers at once.
"""

from pathlib import Path

import click

from generator import messages
from generator.cli import options, show
from generator.cli.translated import Command, argument, option, with_language


@click.command("rollover", cls=Command, help="cli.rollover.help")
@argument("plan", "plan", type=options.PATH)
@option("--to", required=True, metavar="cli.metavar.period", help="cli.rollover.to")
@option("--actuals", type=options.PATH, metavar="cli.metavar.file", help="cli.rollover.actuals")
@option("--regime", type=click.Choice(["two-tier"]), help="cli.rollover.regime")
@options.output("cli.rollover.output", required=True)
@options.force
@options.format_
@with_language
def rollover(
    plan: Path,
    to: str,
    actuals: Path | None,
    regime: str | None,
    output: Path,
    *,
    force: bool,
    format_: str,
) -> None:
    """Write last year's plan as that of the next years, and what is left to decide."""
    from generator.output import write_outputs
    from generator.yearly.line import next_year

    made = next_year(plan, output, to, actuals=actuals, two_tier=regime is not None)
    sources = (plan, actuals) if actuals else (plan,)
    write_outputs(made.files, force=force, made_of=sources)
    counts = {status: made.count(status) for status in ("decide", "confirm", "changed")}
    words = {name: str(count) for name, count in counts.items()}
    written = [str(path) for path in made.files]
    done = messages.text(
        "cli.rollover.done", output=str(output), lists=", ".join(written[1:]), **words
    )
    record = {"output": str(output), "written": written, **counts}
    show.result(record, done, made.diagnostics, format_)


def write_actuals(plan: Path, output: Path, *, force: bool, format_: str) -> None:
    """Write the sheet in which the actual figures at the end of a plan's years are typed."""
    from generator.output import write_output
    from generator.yearly.line import actuals_of

    data, count, found = actuals_of(plan)
    write_output(output, data, force=force, made_of=(plan,))
    done = messages.text("cli.actuals.done", output=str(output), count=str(count))
    show.result({"output": str(output), "targets": count}, done, found, format_)


YEARLY = (rollover,)
