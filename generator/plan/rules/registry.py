"""How a content rule is written and run."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import groupby
from typing import Any

from generator.diagnostics import Diagnostic, Severity, has_errors
from generator.plan.composition import Composition
from generator.plan.due import Schedule
from generator.plan.fields import Path
from generator.plan.memory import Memory
from generator.plan.model import Plan, Unit
from generator.plan.rules.texts import Texts, field_texts
from generator.plan.scope import Printed
from generator.plan.watched import Ids, watched_ids, watched_issuer, watched_plan


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
    names: Printed

    @property
    def complete(self) -> bool:
        """Whether all text could be finished, so that what it does not name is truly not named."""
        return not has_errors(self.composition.diagnostics)

    @property
    def schedule(self) -> Schedule:
        """The dates of the reports, worked out once for all plans that share them."""
        schedule: Schedule = self.memory.again("schedule")
        return schedule

    def printed(self, name: str) -> str:
        """Return the name of a record as the page shows it, for the message of a finding."""
        if "{" in name:  # which may name any part of the plan
            for part in Plan.model_fields:
                self.memory.note("plan", part)
        return self.names.text(name)

    def texts(self) -> Iterator[Texts]:
        """Yield the texts of each field of the plan."""
        for name in Plan.model_fields:
            judged: _Judged = self.memory.again(("texts", name))
            yield judged.texts

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
TextCheck = Callable[[Case, Texts], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its code; its message and hint stand in the catalogue under that code.

    It judges the plan as a whole, its texts as typed, one field after the other, or both.
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

    def enter(check: Check) -> Check:
        _enter(name, severity, check=check)
        return check

    return enter


def text_rule(name: str, severity: Severity) -> Callable[[TextCheck], TextCheck]:
    """Return a decorator that registers a check of texts under `content.<name>`.

    What it finds in a field may depend on the texts of that field and on the case, no more.
    """

    def enter(check: TextCheck) -> TextCheck:
        _enter(name, severity, check_texts=check)
        return check

    return enter


def _enter(name: str, severity: Severity, **judges: Any) -> None:
    """Put a rule into the registry; one that judges plan and texts is entered by two functions."""
    code = f"content.{name}"
    known = RULES.get(code, Rule(code, severity))
    if known.severity is not severity or any(getattr(known, part) for part in judges):
        raise ValueError(f"two rules {code}")
    RULES[code] = replace(known, **judges)


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
    memory.remembered("schedule", lambda: Schedule(plan))
    case = Case(plan, composition, issuer, ids, memory, Printed(plan))
    found: list[Diagnostic] = []
    for name in Plan.model_fields:
        judge = partial(_judged, case, name, given=name in given)
        found += memory.remembered(("texts", name), judge, owner=name in given).found
    for subject, rules in _by_subject():
        found += memory.remembered(subject, partial(_of_subject, case, rules))
    return tuple(found)


_COMPARED = ("subject", "notice", "mentions", "opening_bases", "diagnostics")
"""The parts of a composition that are quickly compared; the others count as changed each time."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """The texts of a field and what the rules about texts find in them."""

    texts: Texts
    found: tuple[Diagnostic, ...]


def _judged(case: Case, name: str, *, given: bool) -> _Judged:
    """Return the texts of a field, judged again only where they read otherwise than before."""
    texts = field_texts(case.plan, name, case.memory) if given else Texts(())
    texts = case.memory.settled(("texts", name), texts)
    found = case.memory.remembered("found", partial(_found_in, case, texts), owner=texts)
    return _Judged(texts, found)


def _found_in(case: Case, texts: Texts) -> tuple[Diagnostic, ...]:
    """Return what the rules about texts find."""
    return tuple(
        rule.diagnostic(finding)
        for rule in RULES.values()
        if rule.check_texts
        for finding in rule.check_texts(case, texts)
    )


@cache
def _by_subject() -> tuple[tuple[str, tuple[tuple[Rule, Check], ...]], ...]:
    """Return the rules about the plan as a whole, those of one module together.

    They read much the same; where nothing of it has changed, they are passed over together.
    """
    judging = [(rule, rule.check) for rule in RULES.values() if rule.check]
    groups = groupby(judging, key=lambda one: one[1].__module__)
    return tuple((subject, tuple(rules)) for subject, rules in groups)


def _of_subject(case: Case, rules: Iterable[tuple[Rule, Check]]) -> list[Diagnostic]:
    """Return what the rules of one module find."""
    found: list[Diagnostic] = []
    for rule, check in rules:
        found += case.memory.remembered(rule.code, partial(_in_plan, case, rule, check))
    return found


def _in_plan(case: Case, rule: Rule, check: Check) -> list[Diagnostic]:
    """Return what a rule about the plan as a whole finds."""
    return [rule.diagnostic(finding) for finding in check(case)]
