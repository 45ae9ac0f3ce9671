"""The options that commands of several modules share, each defined once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from generator.cli.translated import option

LEVELS = ("province", "district", "commune")
PATH = click.Path(path_type=Path)

force = option("--force", is_flag=True, help="cli.option.force")
format_ = option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    help="cli.option.format",
)
template = option("--template", metavar="cli.metavar.template", help="cli.render.template")
draft = option("--draft", is_flag=True, help="cli.render.draft")
unchecked = option("--no-check", "unchecked", is_flag=True, help="cli.check.option.none")


def output(
    help: str = "cli.option.output", name: str = "output", **settings: Any
) -> Callable[[Any], Any]:
    """Return the decorator for `-o`, the file to write; `settings` are click's own."""
    given = {"type": PATH, "metavar": "cli.metavar.file", **settings}
    return option("-o", "--output", name, help=help, **given)
