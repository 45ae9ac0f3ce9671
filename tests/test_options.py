"""Options over all commands: one name is one thing, and what must be given is said."""

from collections.abc import Iterator

import click
import pytest

from generator import messages
from generator.cli import cli
from generator.cli.options import LEVELS
from generator.plan.model import Level


def _commands(group: click.Group, above: str = "") -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its whole name."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, f"{above}{name} ")
        else:
            yield f"{above}{name}", command


COMMANDS = dict(_commands(cli))
OPTIONS = [
    pytest.param(command, option, id=f"{name} {option.opts[-1]}")
    for name, command in COMMANDS.items()
    for option in command.params
    if isinstance(option, click.Option)
]


def test_the_levels_of_the_command_line_are_those_of_the_model() -> None:
    assert tuple(level.value for level in Level) == LEVELS


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_whatever_writes_a_named_file_asks_before_it_overwrites(name: str) -> None:
    options = {opt for param in COMMANDS[name].params for opt in param.opts}
    kept_by_itself = {"bulk"}  # replaces only what it wrote
    assert ("--output" in options) == ("--force" in options) or name in kept_by_itself


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_results_are_text_unless_another_format_is_asked_for(name: str) -> None:
    formats = [
        param.type.choices
        for param in COMMANDS[name].params
        if "--format" in param.opts and isinstance(param.type, click.Choice)
    ]
    assert [choices[:2] for choices in formats] in ([("text", "json")], [])
    assert formats or name == "schema"  # which prints JSON, whatever is asked


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_help_explains_each_option_and_says_which_must_be_given(
    command: click.Command, option: click.Option, language: str
) -> None:
    messages.use(language)
    try:
        shown = option.get_help_record(click.Context(command))
        assert shown is not None
        assert shown[1].endswith(messages.text("cli.option.required")) == option.required
    finally:
        messages.use(messages.DEFAULT)
