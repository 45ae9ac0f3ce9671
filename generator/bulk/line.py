"""The line of one unit: its plan composed, judged, turned into a context and rendered."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.change.cascade import Child
from generator.diagnostics import Diagnostic, Refused, has_errors
from generator.document.context import build_context
from generator.document.engine import render_template
from generator.plan.composition import compose
from generator.plan.memory import Memory
from generator.plan.model import Plan
from generator.plan.rules import examine


@dataclass(frozen=True, slots=True)
class Made:
    """A unit's document, None where its plan has errors, and what is to be said about it."""

    document: bytes | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What all units of a run share; the engine compiles the template once per process.

    Units of one kind are alike, so each kind has a memory of what was made for the last of them.
    """

    children: Sequence[Child]
    template: bytes
    file: str
    draft: bool
    memories: dict[str, Memory] = field(default_factory=dict, compare=False, repr=False)

    def document(self, plan: Plan) -> Made:
        """Return what comes of a unit's plan; the same plan gives the same bytes."""
        memory = self.memories.setdefault(plan.issuer.kind, Memory())
        composition = compose(plan, memory)
        found = (*composition.diagnostics, *examine(plan, composition, memory))
        if has_errors(found):
            return Made(None, found)
        context = build_context(plan, composition, draft=self.draft, memory=memory)
        try:
            return Made(render_template(self.template, context, self.file), found)
        except Refused as refused:
            return Made(None, (*found, *refused.diagnostics))
