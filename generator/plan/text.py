"""Templates in the plan's text: a small, sandboxed Jinja without loops, where undefined is loud."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.diagnostics import Diagnostic, suggestion
from generator.plan.fields import Path
from generator.vietnamese import (
    capital,
    format_date,
    format_date_words,
    format_money,
    format_number,
    format_percent,
    lower_first,
    number_words,
)

MAX_OUTPUT = 50_000
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Call,
    nodes.Getattr,
    nodes.Filter,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Add,
    nodes.Sub,
    nodes.Neg,
    nodes.Concat,
)


class TextFault(Exception):  # noqa: N818 - a fault of the text, reported as a diagnostic
    """A template in the plan's text that cannot be printed; carries what to tell the author."""

    def __init__(self, code: str, word: str = "", /, **parameters: str) -> None:
        """Keep the code, the words to look for in the file, and the message's parameters."""
        super().__init__(code, parameters)
        self.code, self.word, self.parameters = code, word, parameters


@dataclass(frozen=True, slots=True)
class Phrase:
    """A template with its place in the plan and the names that only it may use."""

    template: str
    path: Path
    names: Mapping[str, Callable[[Any], object]] = field(default_factory=dict)


def printable(value: object) -> str:
    """Return a value as the page shows it; raises TextFault for what must never reach a page."""
    if isinstance(value, StrictUndefined):
        raise _unknown_name(value)
    if value is None or isinstance(value, (float, bool)) or callable(value):
        raise TextFault("text.unprintable", value=str(value))
    if isinstance(value, Decimal):
        return format_number(value)
    return format_date(value) if isinstance(value, date) else str(value)


def _unknown_name(value: Any) -> TextFault:
    name = str(value._undefined_name)
    known = [attribute for attribute in dir(value._undefined_obj) if not attribute.startswith("_")]
    return TextFault("text.undefined", name, name=name, near=suggestion(name, known))


FILTERS: dict[str, Callable[..., object]] = {
    "number": format_number,
    "percent": format_percent,
    "money": format_money,
    "words": number_words,
    "date": format_date,
    "date_words": format_date_words,
    "capital": lambda value: capital(printable(value)),
    "lower_first": lambda value: lower_first(printable(value)),
    "upper": lambda value: printable(value).upper(),
}


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, finalize=printable)
    environment.filters.clear()
    environment.filters.update(FILTERS)
    environment.globals.clear()
    return environment


_ENVIRONMENT = _environment()


@lru_cache(maxsize=4096)
def _compiled(template: str) -> tuple[Any, tuple[str, ...]]:
    """Return the compiled template and the names it uses, in order of appearance."""
    try:
        tree = _ENVIRONMENT.parse(template)
        _refuse_programs(tree)
        return _ENVIRONMENT.from_string(tree), tuple(
            dict.fromkeys(node.name for node in tree.find_all(nodes.Name))
        )
    except TemplateSyntaxError as error:
        raise _syntax_fault(error, template) from None


def _refuse_programs(tree: nodes.Template) -> None:
    """Refuse loops, assignments, method calls and arithmetic that could grow without bound."""
    for node in tree.find_all(nodes.Node):
        if isinstance(node, nodes.Keyword):
            continue
        if not isinstance(node, _ALLOWED):
            raise TextFault("text.forbidden", construct=type(node).__name__.lower())
        if isinstance(node, nodes.Call) and not isinstance(node.node, nodes.Name):
            raise TextFault("text.forbidden", construct="call")


def _syntax_fault(error: TemplateSyntaxError, template: str) -> TextFault:
    message = error.message or ""
    if "No filter named" in message:
        name = message.split("'")[1]
        return TextFault("text.unknown-filter", name, name=name, near=suggestion(name, FILTERS))
    if template.count("{{") != template.count("}}"):
        return TextFault("text.unclosed")
    return TextFault("text.syntax")


def uses(template: str, name: str) -> bool:
    """Return whether a template mentions a name; a template with a fault uses nothing."""
    try:
        return name in _compiled(template)[1]
    except TextFault:
        return False


def render(phrase: Phrase, names: Mapping[str, object], scope: object) -> str:
    """Return the finished text of a phrase.

    Raises TextFault for a syntax error, an unknown name or id, and a value that cannot be printed.
    """
    if "{" not in phrase.template:
        return phrase.template
    compiled, used = _compiled(phrase.template)
    known = {*names, *phrase.names}
    for name in used:
        if name not in known:
            raise TextFault("text.undefined", name, name=name, near=suggestion(name, known))
    local = {name: make(scope) for name, make in phrase.names.items() if name in used}
    try:
        text = str(compiled.render({**names, **local}))
    except (UndefinedError, SecurityError, TypeError, ValueError, ArithmeticError) as error:
        raise TextFault("text.failed") from error
    if len(text) > MAX_OUTPUT:
        raise TextFault("text.too-long", limit=str(MAX_OUTPUT))
    return text


def diagnostic(fault: TextFault, path: Path) -> Diagnostic:
    """Return what to tell the author about a fault in the text at a path."""
    return Diagnostic(fault.code, fault.parameters, path=path, near=fault.word)
