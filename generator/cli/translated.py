"""Click in the user's language: help texts are keys of the catalogue, looked up when shown."""

from collections.abc import Callable
from typing import Any

import click

from generator import messages


class _Translated:
    """Shows a command's help text and usage line in the language in use."""

    help: str | None
    short_help: str | None

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the help text whole: it is one sentence."""
        del limit
        return messages.text(self.help or "")

    def format_help_text(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help text below the usage line."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(messages.text(self.help or ""))


class Command(_Translated, click.Command):
    """A command whose help is a key of the catalogue."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the usage line, the word for options translated."""
        pieces = super().collect_usage_pieces(ctx)
        return [messages.text("cli.metavar.options"), *pieces[1:]]


class Group(_Translated, click.Group):
    """A group of commands whose help is a key of the catalogue."""

    command_class = Command

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the usage line, in the language in use."""
        del ctx
        return [messages.text("cli.metavar.options"), messages.text("cli.metavar.command")]


Group.group_class = Group


class Option(click.Option):
    """An option whose help is a key of the catalogue; a `metavar` is a key too."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the line of the help table, in the language in use."""
        record = super().get_help_record(ctx)
        if record is None or not self.help:
            return record
        needed = [messages.text("cli.option.required")] if self.required else []
        return record[0], " ".join([messages.text(self.help), *needed])

    def make_metavar(self, ctx: click.Context) -> str:
        """Return what stands for the value: the choices, or a word of the catalogue."""
        return messages.text(self.metavar) if self.metavar else super().make_metavar(ctx)


class Argument(click.Argument):
    """An argument whose `metavar` is a key of the catalogue."""

    def make_metavar(self, ctx: click.Context) -> str:
        """Return the name of the argument in the usage line and in messages."""
        del ctx
        return messages.text(self.metavar or "") + ("…" if self.nargs == -1 else "")


def option(*names: str, **settings: Any) -> Callable[[Any], Any]:
    """Return the decorator for an option with translated help."""
    return click.option(*names, cls=Option, **settings)


def argument(name: str, metavar: str, **settings: Any) -> Callable[[Any], Any]:
    """Return the decorator for an argument with a translated name."""
    return click.argument(name, cls=Argument, metavar=f"cli.metavar.{metavar}", **settings)


def with_language(command: Any) -> Any:
    """Return the command with `--lang`, which may stand before or after a subcommand's name."""
    return option(
        "--lang",
        type=click.Choice(messages.LANGUAGES),
        is_eager=True,
        expose_value=False,
        callback=lambda _ctx, _option, value: messages.use(value) if value else None,
        help="cli.option.lang",
    )(command)


def language_of(arguments: list[str]) -> str:
    """Return the language named anywhere on the command line, else Vietnamese."""
    for before, argument_ in zip(["", *arguments], arguments, strict=False):
        value = argument_ if before == "--lang" else argument_.removeprefix("--lang=")
        named = before == "--lang" or argument_.startswith("--lang=")
        if named and value in messages.LANGUAGES:
            return value
    return messages.DEFAULT
