"""The commands. Exit 0: done; 1: errors found; 2: wrong use.

Heavy modules are imported inside the commands, so that `--help` answers at once.
"""

import sys
from itertools import pairwise
from pathlib import Path

import click

from generator import __version__, messages
from generator.cli import options, show
from generator.cli.agenda import AGENDA
from generator.cli.checking import CHECKING
from generator.cli.comparing import diff
from generator.cli.importing import import_
from generator.cli.many import MANY
from generator.cli.translated import (
    Group,
    Option,
    argument,
    language_of,
    option,
    with_language,
)
from generator.cli.yearly import YEARLY
from generator.diagnostics import Diagnostic, Refused, has_errors


@click.group(cls=Group, help="cli.help", context_settings={"help_option_names": ["-h", "--help"]})
@with_language
@click.version_option(__version__, prog_name="kehoach", cls=Option, help="cli.option.version")
def cli() -> None:
    """Collect the commands."""


@cli.command(help="cli.render.help")
@argument("plan", "plan", type=options.PATH)
@options.output("cli.render.output")
@options.template
@options.draft
@options.unchecked
@options.force
@options.format_
@with_language
def render(
    plan: Path,
    output: Path | None,
    template: str | None,
    *,
    draft: bool,
    unchecked: bool,
    force: bool,
    format_: str,
) -> None:
    """Render one plan as a Word document, judged by the checker before it is written."""
    from generator import pipeline
    from generator.output import default_output, write_output

    rendered = pipeline.render(plan, template, draft=draft)
    target = output or default_output(plan)
    found = rendered.diagnostics
    if not unchecked:
        from generator.check.finished import looked_at

        found += looked_at(rendered.document, str(target), found, draft=draft)
        if has_errors(found):
            raise Refused(found)
    write_output(target, rendered.document, force=force, made_of=rendered.made_of)
    done = messages.text("cli.render.done", output=str(target))
    show.result({"output": str(target)}, done, found, format_)


@cli.command(help="cli.validate.help")
@argument("plans", "plan", type=options.PATH, nargs=-1, required=True)
@options.format_
@with_language
def validate(plans: tuple[Path, ...], format_: str) -> None:
    """Judge plans by every content rule, all problems in one run."""
    from generator import pipeline

    found: list[Diagnostic] = []
    for plan in plans:
        try:
            found += pipeline.validate(plan).diagnostics
        except Refused as refused:
            found += refused.diagnostics
    show.verdict(found, "cli.validate.done", len(plans), format_)


@cli.command(help="cli.new.help")
@option("--level", type=click.Choice(options.LEVELS), required=True, help="cli.new.level")
@option("--period", required=True, metavar="cli.metavar.period", help="cli.new.period")
@option("--unit", metavar="cli.metavar.unit", help="cli.new.unit")
@option("--parent", metavar="cli.metavar.unit", help="cli.new.parent")
@options.output("cli.render.output")
@options.force
@options.format_
@with_language
def new(
    level: str,
    period: str,
    unit: str | None,
    parent: str | None,
    output: Path | None,
    *,
    force: bool,
    format_: str,
) -> None:
    """Write a starting plan for a level and its years."""
    from generator.output import new_plan_output, write_output
    from generator.plan.starter import starting_plan

    text = starting_plan(level, period, unit=unit, parent=parent)
    target = output or new_plan_output(level, period)
    write_output(target, text.encode("utf-8"), force=force)
    done = messages.text("cli.new.done", output=str(target))
    show.result({"output": str(target)}, done, (), format_)


@cli.command(help="cli.schema.help")
@options.output("cli.option.output-or-screen")
@option("--overlay", is_flag=True, help="cli.schema.overlay")
@options.force
@with_language
def schema(output: Path | None, *, overlay: bool, force: bool) -> None:
    """Print the JSON Schema of a plan file or of a unit's overlay, or write it."""
    from generator.output import write_output
    from generator.plan.schema import overlay_schema, plan_schema

    text = overlay_schema() if overlay else plan_schema()
    if output is None:
        click.echo(text, nl=False)
        return
    write_output(output, text.encode("utf-8"), force=force)
    click.echo(messages.text("cli.render.done", output=str(output)))


@cli.group(help="cli.template.help")
@with_language
def template() -> None:
    """Collect the commands about Word templates."""


@template.command("list", help="cli.template.list.help")
@options.format_
@with_language
def template_list(format_: str) -> None:
    """Print the shipped templates."""
    from generator.document.catalogue import template_names, template_path

    rows = {name: str(template_path(name)) for name in template_names()}
    text = "\n".join(f"{name:10} {path}" for name, path in rows.items())
    show.result({"templates": rows}, text, (), format_)


@template.command("fields", help="cli.template.fields.help")
@options.format_
@with_language
def template_fields(format_: str) -> None:
    """Print the fields a template may use."""
    from generator.document.context import FIELDS

    rows = {name: messages.text(f"field.{name}") for name in FIELDS}
    text = "\n".join(f"{name:14} {meaning}" for name, meaning in rows.items())
    show.result({"fields": rows}, text, (), format_)


@template.command("check", help="cli.template.check.help")
@argument("files", "file", type=options.PATH, nargs=-1, required=True)
@options.format_
@with_language
def template_check(files: tuple[Path, ...], format_: str) -> None:
    """Judge Word templates: placeholders, syntax, styles."""
    from generator import pipeline

    found: list[Diagnostic] = []
    for file in files:
        try:
            found += pipeline.checked_template(file)
        except Refused as refused:
            found += refused.diagnostics
    show.verdict(found, "cli.template.check.done", len(files), format_)


@cli.group(help="cli.register.help")
@with_language
def register() -> None:
    """Collect the commands about registers."""


@register.command("check", help="cli.register.check.help")
@options.format_
@with_language
def register_check(format_: str) -> None:
    """Judge the registers, shipped and the user's own."""
    from generator import pipeline

    checked = pipeline.checked_registers()
    show.verdict(checked.diagnostics, "cli.register.check.done", len(checked.files), format_)


for _command in (*CHECKING, *MANY, *YEARLY, import_, diff, *AGENDA):
    cli.add_command(_command)


def main() -> None:
    """Run the command line; what is refused is told, in full, with exit code 1."""
    arguments = sys.argv[1:]
    messages.use(language_of(arguments))
    try:
        cli(arguments, prog_name="kehoach")
    except Refused as refused:
        asked_for_json = "--format=json" in arguments or ("--format", "json") in pairwise(arguments)
        show.refusal(refused.diagnostics, "json" if asked_for_json else "text")
        sys.exit(1)
