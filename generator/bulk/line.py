"""The line of one unit: its plan composed, judged, turned into a context and rendered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.change.cascade import Child
from generator.diagnostics import Diagnostic, Refused, has_errors
from generator.document.context import build_context
from generator.document.engine import render_template
from generator.plan.composition import compose
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

    def document(self, plan: Plan) -> Made:
        """Return what comes of a unit's plan; the same plan gives the same bytes."""
        memory = self.memory(plan)
        composition = compose(plan, memory)
        found = (*composition.diagnostics, *examine(plan, composition, memory))
        if has_errors(found):
            return Made(None, found)
        context = build_context(plan, composition, draft=self.draft, memory=memory)
        found += self._looked_at(plan, context, memory)
        if has_errors(found):
            return Made(None, found)
        try:
            return Made(render_template(self.template, context, self.file), found)
        except Refused as refused:
            return Made(None, (*found, *refused.diagnostics))

    def _looked_at(
        self, plan: Plan, context: Mapping[str, Any], memory: Memory
    ) -> tuple[Diagnostic, ...]:
        """Return what the checker says of the texts that a unit does not share."""
        if self.shared is None:
            return ()
        from generator.check.alike import own_diagnostics  # noqa: PLC0415 - heavy, not always needed

        shared = self.shared.get(plan.issuer.kind, frozenset())
        return own_diagnostics(
            context, shared, plan.issuer.full_name, draft=self.draft, memory=memory
        )
