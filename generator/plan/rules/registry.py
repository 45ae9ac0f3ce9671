"""How a content rule is written and run."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from generator.diagnostics import Diagnostic, Severity, has_errors
from generator.plan.composition import Composition
from generator.plan.fields import Path, Template
from generator.plan.model import Plan, Record

_LIST = "review"  # what is still to be looked at is about the plan, not part of it
_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


ELSEWHERE = re.compile(
    r"^[^.;]{0,60}?\b(?:Điều|Luật|Nghị định|Nghị quyết|Thông tư|Quyết định|Chỉ thị|Phụ lục|Quy chế)"
)
"""What follows a reference that points into another document."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule judges: the plan as typed, and its finished text."""

    plan: Plan
    composition: Composition
    texts: tuple["Typed", ...] = field(default=())

    @property
    def typed(self) -> Iterator[tuple[Path, str]]:
        """Every template of the plan as typed, with its path in the file."""
        return ((text.path, text.text) for text in self.texts if text.template)

    @property
    def complete(self) -> bool:
        """Whether all text could be finished, so that what it does not name is truly not named."""
        return not has_errors(self.composition.diagnostics)

    @property
    def period(self) -> range:
        """The years of the plan."""
        return range(self.plan.period.first, self.plan.period.last + 1)


@dataclass(frozen=True, slots=True)
class Finding:
    """A place where a rule is broken, with what the message needs."""

    path: Path
    parameters: dict[str, str] = field(default_factory=dict)
    near: str = ""


Check = Callable[[Case], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its code; its message and hint stand in the catalogue under that code."""

    code: str
    severity: Severity
    check: Check


RULES: dict[str, Rule] = {}


def rule(name: str, severity: Severity) -> Callable[[Check], Check]:
    """Return a decorator that registers a check under `content.<name>`."""

    def register(check: Check) -> Check:
        code = f"content.{name}"
        RULES[code] = Rule(code, severity, check)
        return check

    return register


def examine(plan: Plan, composition: Composition) -> tuple[Diagnostic, ...]:
    """Return every finding of every rule, with the path of the field at fault."""
    case = Case(plan, composition, tuple(all_texts(plan)))
    return tuple(
        Diagnostic(
            rule.code, finding.parameters, rule.severity, path=finding.path, near=finding.near
        )
        for rule in RULES.values()
        for finding in rule.check(case)
    )


@lru_cache(maxsize=8192)
def outside_expressions(template: str) -> str:
    """Return a template with its expressions blanked out, so that only typed words remain."""
    return _EXPRESSION.sub(lambda match: " " * len(match.group()), template)


@dataclass(frozen=True, slots=True)
class Typed:
    """A text of a plan as typed, its path in the file, and whether it is a template."""

    path: Path
    text: str
    template: bool


def all_texts(plan: Plan) -> list[Typed]:
    """Return every text of a plan as typed, names and numbers of documents included."""
    found: list[Typed] = []
    _collect(plan, (), False, found)
    return found


def _collect(value: Any, path: Path, template: bool, found: list[Typed]) -> None:
    """Add the texts of a value; a list that is filled costs half of nested generators."""
    if isinstance(value, str):
        found.append(Typed(path, value, template))
    elif isinstance(value, Record):
        given = value.model_fields_set
        for name, key, marked in _fields(type(value)):
            if name in given and (path or name != _LIST):
                _collect(getattr(value, name), (*path, key), marked, found)
    elif type(value) is tuple:
        for index, part in enumerate(value):
            _collect(part, (*path, index), template, found)


@cache
def _fields(record: type[Record]) -> tuple[tuple[str, str, bool], ...]:
    """Return each field of a class: its name, its key in the file, whether it is a template."""
    return tuple(
        (name, info.alias or name, any(isinstance(mark, Template) for mark in _marks(info)))
        for name, info in record.model_fields.items()
    )


def _marks(info: Any) -> Iterator[object]:
    """Return the annotations of a field, those inside unions and tuples included."""
    yield from info.metadata
    stack = [info.annotation]
    while stack:
        annotation = stack.pop()
        yield from getattr(annotation, "__metadata__", ())
        stack += getattr(annotation, "__args__", ())
