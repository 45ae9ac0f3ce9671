"""The line of a batch of units: plans composed, judged, turned into contexts and rendered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.change.cascade import Child
from generator.diagnostics import Diagnostic, Refused, has_errors
from generator.document.context import build_context
from generator.document.engine import render_template
from generator.plan.composition import Composition, compose
from generator.plan.memory import Memory
from generator.plan.model import Plan
from generator.plan.rules import examine
from generator.plan.workbook.rows import UnitRow


@dataclass(frozen=True, slots=True)
class Made:
    """A unit's document, None where its plan has errors, and what is to be said about it."""

    document: bytes | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What all units of a run share; the engine compiles the template once per process.

    `children` are the plans of the `units`, each made when it is asked for. Units of one kind are
    alike, so each kind has a memory of what was made for the last of them.
    `shared` are the texts of a kind that were judged with its first document; None judges nothing.
    """

    units: Sequence[UnitRow]
    children: Sequence[Child]
    template: bytes
    file: str
    draft: bool
    shared: Mapping[str, frozenset[str]] | None = None
    memories: dict[str, Memory] = field(default_factory=dict, compare=False, repr=False)

    def memory(self, plan: Plan) -> Memory:
        """Return what is remembered of the plans of a unit's kind."""
        return self.memories.setdefault(plan.issuer.kind, Memory())

    def documents(self, plans: Iterable[Plan]) -> list[Made]:
        """Return what comes of some plans, each as it does alone; the same plan, the same bytes.

        Each step is taken for all of them before the next: what a step works with stays at hand, so
        that a batch takes a quarter less than its plans one after the other.
        """
        works = [_Work(plan, self.memory(plan)) for plan in plans]
        for step in (_composed, _judged):
            for work in works:
                step(work)
        for step in (self._filled, self._looked_at, self._rendered):
            for work in works:
                if not has_errors(work.found):
                    step(work)
        return [Made(work.document, work.found) for work in works]

    def _filled(self, work: "_Work") -> None:
        work.context = build_context(
            work.plan, work.composition, draft=self.draft, memory=work.memory
        )

    def _looked_at(self, work: "_Work") -> None:
        """Add what the checker says of the texts that a unit does not share."""
        if self.shared is None:
            return
        from generator.check.alike import own_diagnostics  # noqa: PLC0415 - heavy, not always needed

        unit = work.plan.issuer
        shared = self.shared.get(unit.kind, frozenset())
        work.found += own_diagnostics(
            work.context, shared, unit.full_name, draft=self.draft, memory=work.memory
        )

    def _rendered(self, work: "_Work") -> None:
        try:
            work.document = render_template(self.template, work.context, self.file)
        except Refused as refused:
            work.found += refused.diagnostics


@dataclass(slots=True)
class _Work:
    """A plan on the line, and what has come of it so far; an error in it ends it."""

    plan: Plan
    memory: Memory
    found: tuple[Diagnostic, ...] = ()
    composition: Composition = field(init=False)
    context: Mapping[str, Any] = field(init=False)
    document: bytes | None = None


def _composed(work: _Work) -> None:
    work.composition = compose(work.plan, work.memory)
    work.found = work.composition.diagnostics


def _judged(work: _Work) -> None:
    work.found += examine(work.plan, work.composition, work.memory)
