"""Templates in the plan's text: a small, sandboxed Jinja without loops, where undefined is loud."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NoReturn

from jinja2 import TemplateSyntaxError, Undefined, nodes
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
    parse_number,
)

MAX_OUTPUT = 50_000
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_SILENT = re.compile(r"\{#.*?#\}|\{%[-+]?\s*raw\b", re.DOTALL)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
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
)


Renderer = Callable[[Mapping[str, object]], str]
Value = Callable[[Mapping[str, object]], object]


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
    """Return a value as the page shows it; raises TextFault for what must never reach a page.

    Text, whole numbers, Decimals, dates, and the parts of a plan that have one text of their own.
    """
    if isinstance(value, Undefined):
        raise _unknown_name(value)
    if isinstance(value, Decimal):
        return format_number(value)
    if isinstance(value, date):
        return format_date(value)
    whole = isinstance(value, int) and not isinstance(value, bool)
    if whole or isinstance(value, str) or _has_one_text(value):
        return str(value)
    raise TextFault("text.unprintable")


def _has_one_text(value: object) -> bool:
    """Return whether a class says itself what its text is; builtins and functions do not."""
    return type(value).__module__ != "builtins" and type(value).__str__ is not object.__str__


def _unknown_name(value: Any) -> TextFault:
    name = str(value._undefined_name)
    known = [attribute for attribute in dir(value._undefined_obj) if not attribute.startswith("_")]
    return TextFault("text.undefined", name, name=name, near=suggestion(name, known))


class _Missing(Undefined):
    """A name that is not there: whatever is done with it is a fault that names it."""

    def _fail_with_undefined_error(self, *_args: Any, **_keywords: Any) -> NoReturn:
        raise _unknown_name(self)


for _name, _operation in vars(Undefined).items():
    if _operation is Undefined._fail_with_undefined_error:
        setattr(_Missing, _name, _Missing._fail_with_undefined_error)
for _name in ("__bool__", "__iter__", "__len__", "__str__", "__eq__", "__ne__", "__hash__"):
    setattr(_Missing, _name, _Missing._fail_with_undefined_error)


def _figure(value: object) -> Decimal | int:
    """Return the number a filter prints; a figure of the plan may come as its text."""
    if isinstance(value, Undefined):
        raise _unknown_name(value)
    if isinstance(value, str):
        return parse_number(value)
    if isinstance(value, bool) or not isinstance(value, (Decimal, int)):
        raise TypeError(type(value).__name__)
    return value


def _day(value: object) -> date:
    if isinstance(value, Undefined):
        raise _unknown_name(value)
    if not isinstance(value, date):
        raise TypeError(type(value).__name__)
    return value


FILTERS: dict[str, Callable[..., object]] = {
    "number": lambda value: format_number(_figure(value)),
    "percent": lambda value: format_percent(_figure(value)),
    "money": lambda value, unit="đồng": format_money(_figure(value), printable(unit)),
    "words": lambda value: number_words(_figure(value)),
    "date": lambda value: format_date(_day(value)),
    "date_words": lambda value: format_date_words(_day(value)),
    "capital": lambda value: capital(printable(value)),
    "lower_first": lambda value: lower_first(printable(value)),
    "upper": lambda value: printable(value).upper(),
}


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(undefined=_Missing, finalize=printable)
    environment.filters.clear()
    environment.filters.update(FILTERS)
    environment.globals.clear()
    return environment


_ENVIRONMENT = _environment()


@lru_cache(maxsize=4096)
def _compiled(template: str) -> tuple[Renderer, tuple[str, ...]]:
    """Return what renders a template, and the names it uses in order of appearance."""
    if any(sign in _TAG.sub("", template) for sign in ("{{", "}}", "{%", "%}")):
        raise TextFault("text.unclosed")
    if silent := _SILENT.search(template):
        raise TextFault("text.forbidden", construct=silent.group())
    try:
        tree = _ENVIRONMENT.parse(template)
        _refuse_programs(tree)
        used = tuple(dict.fromkeys(node.name for node in tree.find_all(nodes.Name)))
        return _direct(tree) or _ENVIRONMENT.from_string(tree).render, used
    except TemplateSyntaxError as error:
        raise _syntax_fault(error) from None
    except (RecursionError, SyntaxError, ValueError, MemoryError):
        raise TextFault("text.syntax") from None  # deeper than Python itself compiles


def _direct(tree: nodes.Template) -> Renderer | None:
    """Return a renderer of texts that only print names, attributes and calls with constants.

    Nearly all texts of a plan are such; a thousand units render them without the engine, five times
    as fast. Anything else, and any name that begins with an underscore, is the sandbox's.
    """
    parts: list[str | Value] = []
    for output in tree.body:
        for node in output.nodes if isinstance(output, nodes.Output) else [output]:
            part = node.data if isinstance(node, nodes.TemplateData) else _value(node)
            if part is None:
                return None
            parts.append(part)
    return lambda names: "".join(
        part if isinstance(part, str) else printable(part(names)) for part in parts
    )


def _value(node: nodes.Node) -> Value | None:
    """Return what evaluates a name, an attribute or a call with constants; else None."""
    if isinstance(node, nodes.Name):
        name = node.name
        return lambda names: names[name]
    if isinstance(node, nodes.Getattr) and not node.attr.startswith("_"):
        owner, attribute = _value(node.node), node.attr
        return owner and (lambda names: _attribute(owner(names), attribute))
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
        return _call(node, node.node.name)
    return None


def _call(node: nodes.Call, name: str) -> Value | None:
    constants = [argument.value for argument in node.args if isinstance(argument, nodes.Const)]
    if len(constants) < len(node.args) or node.kwargs or node.dyn_args or node.dyn_kwargs:
        return None
    return lambda names: names[name](*constants)  # type: ignore[operator]


def _attribute(owner: object, name: str) -> object:
    try:
        return getattr(owner, name)
    except AttributeError:
        return _Missing(obj=owner, name=name)


def _refuse_programs(tree: nodes.Template) -> None:
    """Refuse loops, assignments, method calls and arithmetic that could grow without bound."""
    for node in tree.find_all(nodes.Node):
        if isinstance(node, nodes.Const) and (
            isinstance(node.value, bool) or not isinstance(node.value, (str, int))
        ):
            raise TextFault("text.unprintable")
        if not isinstance(node, _ALLOWED):
            raise TextFault("text.forbidden", construct=type(node).__name__.lower())
        if isinstance(node, nodes.Call) and not isinstance(node.node, nodes.Name):
            raise TextFault("text.forbidden", construct="call")


def _syntax_fault(error: TemplateSyntaxError) -> TextFault:
    message = error.message or ""
    if "No filter named" in message:
        name = message.split("'")[1]
        return TextFault("text.unknown-filter", name, name=name, near=suggestion(name, FILTERS))
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
    if "{" not in phrase.template and "}" not in phrase.template:
        return phrase.template
    compiled, used = _compiled(phrase.template)
    for name in used:
        if name not in phrase.names and name not in names:
            near = suggestion(name, {*names, *phrase.names})
            raise TextFault("text.undefined", name, name=name, near=near)
    own = phrase.names
    try:
        text = compiled({n: own[n](scope) if n in own else names[n] for n in used})
    except (UndefinedError, SecurityError, TypeError, ValueError, ArithmeticError) as error:
        raise TextFault("text.failed") from error
    if _UNPRINTABLE.search(text):
        raise TextFault("text.control")
    if len(text) > MAX_OUTPUT:
        raise TextFault("text.too-long", limit=str(MAX_OUTPUT))
    return text


def diagnostic(fault: TextFault, path: Path) -> Diagnostic:
    """Return what to tell the author about a fault in the text at a path."""
    return Diagnostic(fault.code, fault.parameters, path=path, near=fault.word)
