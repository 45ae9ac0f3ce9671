"""The command `kehoach`: options, and how results and findings are shown; nothing else.

Results go to stdout, findings to stderr. Exit 0: done; 1: errors found; 2: wrong use.
Heavy modules are imported inside the commands, so that `--help` answers at once.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from generator import __version__, messages
from generator.diagnostics import Diagnostic, Refused, Severity, has_errors

LEVELS = ("province", "district", "commune")


def _language(arguments: list[str]) -> str:
    """Return the language asked for anywhere on the command line, else Vietnamese."""
    for index, argument in enumerate(arguments):
        value = (
            arguments[index + 1 : index + 2]
            if argument == "--lang"
            else ([argument.removeprefix("--lang=")] if argument.startswith("--lang=") else [])
        )
        if value and value[0] in messages.LANGUAGES:
            return value[0]
    return messages.DEFAULT


LANGUAGE = _language(sys.argv[1:])
messages.install_click(LANGUAGE)


def _text(key: str, **parameters: str) -> str:
    return messages.text(f"cli.{key}", LANGUAGE, **parameters)


_format = click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    help=_text("option.format"),
)
_output = click.option(
    "-o", "--output", type=click.Path(path_type=Path), help=_text("option.output")
)
_force = click.option("--force", is_flag=True, help=_text("option.force"))
_plan = click.Path(path_type=Path)


@click.group(help=_text("help"), context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--lang",
    type=click.Choice(messages.LANGUAGES),
    default=messages.DEFAULT,
    help=_text("option.lang"),
)
@click.version_option(__version__, prog_name="kehoach", help=_text("option.version"))
def cli(lang: str) -> None:
    """Collect the commands; the language was read before they were built."""


@cli.command(help=_text("render.help"))
@click.argument("plan", type=_plan)
@_output
@click.option("--template", help=_text("render.template"))
@click.option("--draft", is_flag=True, help=_text("render.draft"))
@_force
@_format
def render(
    plan: Path, output: Path | None, template: str | None, *, draft: bool, force: bool, format_: str
) -> None:
    """Render one plan as a Word document."""
    from generator import pipeline
    from generator.output import default_output, write_output

    target = output or default_output(plan)
    rendered = pipeline.render(plan, template, draft=draft)
    write_output(target, rendered.document, force=force)
    _show(rendered.diagnostics, format_)
    _result({"output": str(target)}, _text("render.done", output=str(target)), format_)


@cli.command(help=_text("validate.help"))
@click.argument("plans", type=_plan, nargs=-1, required=True)
@_format
def validate(plans: tuple[Path, ...], format_: str) -> None:
    """Judge plans by every content rule, all problems in one run."""
    from generator import pipeline

    found: list[Diagnostic] = []
    for plan in plans:
        try:
            found += pipeline.validate(plan).diagnostics
        except Refused as refused:
            found += refused.diagnostics
    _finish(found, format_, "validate", str(len(plans)))


@cli.command(help=_text("new.help"))
@click.option("--level", type=click.Choice(LEVELS), required=True, help=_text("new.level"))
@click.option("--period", required=True, help=_text("new.period"))
@click.option("--unit", help=_text("new.unit"))
@click.option("--parent", help=_text("new.parent"))
@_output
@_force
@_format
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
    _result({"output": str(target)}, _text("new.done", output=str(target)), format_)


@cli.command(help=_text("schema.help"))
@_output
@_force
def schema(output: Path | None, *, force: bool) -> None:
    """Print the JSON Schema of a plan file, or write it."""
    from generator.output import write_output
    from generator.plan.schema import plan_schema

    if output is None:
        click.echo(plan_schema(), nl=False)
        return
    write_output(output, plan_schema().encode("utf-8"), force=force)
    click.echo(str(output))


@cli.group(help=_text("template.help"))
def template() -> None:
    """Collect the commands about Word templates."""


@template.command("list", help=_text("template.list.help"))
@_format
def template_list(format_: str) -> None:
    """Print the shipped templates."""
    from generator.document.catalogue import template_names, template_path

    rows = {name: str(template_path(name)) for name in template_names()}
    _result(rows, "\n".join(f"{name:10} {path}" for name, path in rows.items()), format_)


@template.command("fields", help=_text("template.fields.help"))
@_format
def template_fields(format_: str) -> None:
    """Print the fields a template may use."""
    from generator.document.context import FIELDS

    rows = {name: messages.text(f"field.{name}", LANGUAGE) for name in FIELDS}
    _result(rows, "\n".join(f"{name:14} {text}" for name, text in rows.items()), format_)


@template.command("check", help=_text("template.check.help"))
@click.argument("files", type=_plan, nargs=-1, required=True)
@_format
def template_check(files: tuple[Path, ...], format_: str) -> None:
    """Judge Word templates: placeholders, syntax, styles."""
    from generator import pipeline

    found: list[Diagnostic] = []
    for file in files:
        try:
            found += pipeline.checked_template(file)
        except Refused as refused:
            found += refused.diagnostics
    _finish(found, format_, "template.check", str(len(files)))


def _finish(found: list[Diagnostic], format_: str, command: str, count: str) -> None:
    """Show the findings of a checking command and end with its exit code."""
    errors = sum(d.severity is Severity.ERROR for d in found)
    summary = _text(
        f"{command}.done", count=count, errors=str(errors), warnings=str(len(found) - errors)
    )
    _show(found, format_)
    if format_ == "json":
        click.echo(json.dumps([_record(d) for d in found], ensure_ascii=False, indent=2))
    else:
        click.echo(summary)
    if has_errors(found):
        sys.exit(1)


def _show(found: Iterable[Diagnostic], format_: str) -> None:
    """Print findings for a person on stderr; for a machine they are part of the result."""
    if format_ != "text":
        return
    told: set[str] = set()
    for diagnostic in found:
        click.echo(_line(diagnostic), err=True)
        hint = diagnostic.hint(LANGUAGE)
        if hint not in told:
            click.echo(f"    → {hint}", err=True)
        told.add(hint)


def _line(diagnostic: Diagnostic) -> str:
    """Return a finding in one line: place, severity, message, code."""
    severity = messages.text(f"severity.{diagnostic.severity.value}", LANGUAGE)
    place = diagnostic.place.text(LANGUAGE)
    head = f"{place}: " if place else ""
    return f"{head}{severity}: {diagnostic.message(LANGUAGE)} [{diagnostic.code}]"


def _record(diagnostic: Diagnostic) -> dict[str, Any]:
    place = diagnostic.place
    return {
        "severity": diagnostic.severity.value,
        "code": diagnostic.code,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "path": place.path,
        "place": place.text(LANGUAGE),
        "message": diagnostic.message(LANGUAGE),
        "hint": diagnostic.hint(LANGUAGE),
    }


def _result(record: dict[str, Any], text: str, format_: str) -> None:
    click.echo(json.dumps(record, ensure_ascii=False) if format_ == "json" else text)


def main() -> None:
    """Run the command line; what is refused is told, in full, with exit code 1."""
    try:
        cli(prog_name="kehoach")
    except Refused as refused:
        if "--format=json" in sys.argv or "json" in sys.argv:
            records = [_record(d) for d in refused.diagnostics]
            click.echo(json.dumps(records, ensure_ascii=False, indent=2))
        else:
            _show(refused.diagnostics, "text")
        sys.exit(1)
