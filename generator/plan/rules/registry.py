"""How a content rule is written and run."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from typing import Any

from generator.diagnostics import Diagnostic, Severity, has_errors
from generator.plan.composition import Composition
from generator.plan.fields import Path, Template
from generator.plan.memory import Memory
from generator.plan.model import Plan, Record, Unit
from generator.plan.watched import Ids, watched_ids, watched_issuer, watched_plan

_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


ELSEWHERE = re.compile(
    r"^[^.;]{0,60}?\b(?:Điều|Luật|Nghị định|Nghị quyết|Thông tư|Quyết định|Chỉ thị|Phụ lục|Quy chế)"
)
"""What follows a reference that points into another document."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule judges: the plan as typed, and its finished text; its issuer and ids apart.

    All note what a rule reads of them, so that it judges the plans of one master again only where
    they differ.
    """

    plan: Plan
    composition: Composition
    issuer: Unit
    ids: Ids
    memory: Memory

    @property
    def complete(self) -> bool:
        """Whether all text could be finished, so that what it does not name is truly not named."""
        return not has_errors(self.composition.diagnostics)

    def texts(self, name: str) -> Sequence["Typed"]:
        """Return the texts of a field of the plan as typed."""
        texts: tuple[Typed, ...] = self.memory.again(("texts", name))
        return texts

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
TextCheck = Callable[[Case, Sequence["Typed"]], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its code; its message and hint stand in the catalogue under that code.

    It judges the plan as a whole, or its texts as typed, one field after the other.
    """

    code: str
    severity: Severity
    check: Check | None = None
    check_texts: TextCheck | None = None

    def diagnostic(self, finding: Finding) -> Diagnostic:
        """Return what to tell of a finding."""
        return Diagnostic(
            self.code, finding.parameters, self.severity, path=finding.path, near=finding.near
        )


RULES: dict[str, Rule] = {}


def rule(name: str, severity: Severity) -> Callable[[Check], Check]:
    """Return a decorator that registers a check under `content.<name>`."""

    def register(check: Check) -> Check:
        code = f"content.{name}"
        RULES[code] = Rule(code, severity, check)
        return check

    return register


def text_rule(name: str, severity: Severity) -> Callable[[TextCheck], TextCheck]:
    """Return a decorator that registers a check of texts under `content.<name>`.

    What it finds in a field may depend on the texts of that field and on the case, no more.
    """

    def register(check: TextCheck) -> TextCheck:
        code = f"content.{name}"
        RULES[code] = Rule(code, severity, check_texts=check)
        return check

    return register


def examine(
    plan: Plan, composition: Composition, memory: Memory | None = None
) -> tuple[Diagnostic, ...]:
    """Return every finding of every rule, with the path of the field at fault.

    Plans of one master share a memory: a rule judges again only what has changed.
    """
    memory = memory or Memory()
    given = plan.model_fields_set
    issuer, ids = watched_issuer(plan, memory), watched_ids(plan, memory)
    plan = watched_plan(plan, memory)
    composition = memory.watch("composition", composition, _COMPARED, equal=True)
    case = Case(plan, composition, issuer, ids, memory)
    found: list[Diagnostic] = []
    for name, key, marked in _fields(Plan):
        typed = partial(_field_texts, plan, name, key, marked=marked, given=name in given)
        memory.remembered(("texts", name), typed, owner=name in given)
        found += memory.remembered(("judged", name), partial(_in_texts, case, name))
    for rule in RULES.values():
        if rule.check:
            found += memory.remembered(rule.code, partial(_in_plan, case, rule, rule.check))
    return tuple(found)


_COMPARED = ("subject", "notice", "mentions", "opening_bases", "diagnostics")
"""The parts of a composition that are quickly compared; the others count as changed each time."""


def _in_texts(case: Case, name: str) -> list[Diagnostic]:
    """Return what the rules about texts find in a field."""
    texts = case.texts(name)
    return [
        rule.diagnostic(finding)
        for rule in RULES.values()
        if rule.check_texts
        for finding in rule.check_texts(case, texts)
    ]


def _in_plan(case: Case, rule: Rule, check: Check) -> list[Diagnostic]:
    """Return what a rule about the plan as a whole finds."""
    return [rule.diagnostic(finding) for finding in check(case)]


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


def _field_texts(
    plan: Plan, name: str, key: str, *, marked: bool, given: bool
) -> tuple[Typed, ...]:
    """Return the texts of one field of a plan; a field that is not given has none."""
    found: list[Typed] = []
    _collect(getattr(plan, name) if given else None, (key,), marked, found)
    return tuple(found)


def _collect(value: Any, path: Path, template: bool, found: list[Typed]) -> None:
    """Add the texts of a value; a list that is filled costs half of nested generators."""
    if isinstance(value, str):
        found.append(Typed(path, value, template))
    elif isinstance(value, Record):
        given = value.model_fields_set
        for name, key, marked in _fields(type(value)):
            if name in given:
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
