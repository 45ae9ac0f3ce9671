"""A master plan and its units: one real plan of the lower level for each, Plan -> Plan.

What depends only on the master and the kind of unit is made once; a unit adds its own name,
figures and signer.
"""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, overload

from generator.change.allocation import Origin, Shared, share_targets
from generator.change.descent import COMMITTEE, Descended, descended_agencies, descended_tasks
from generator.change.overlay import Overlaid, UnitOverlay, overlaid
from generator.change.reporting import descended_reports
from generator.diagnostics import Diagnostic, Refused
from generator.plan.conditions import for_issuer, names_units
from generator.plan.model import Cascade, LegalBasis, Level, Opening, Plan, Signature, Target, Unit
from generator.plan.rules.texts import all_texts
from generator.plan.scope import Printed
from generator.plan.workbook.rows import UnitRow
from generator.vietnamese import lower_first
from generator.vietnamese.alphabet import LOWER, UPPER

SUPERIOR = "superior-plan"
FURTHER = "superior-plan-2"
"""The plan that a master itself was made from: for a commune of a district, the province's."""
_DOING = ("về ", "thực hiện ", "triển khai ", "tổ chức ")
_NAMED = re.compile(rf"[{UPPER}](?:[{UPPER}]|[{LOWER}]* [{UPPER}])")
_CITED = re.compile(r"basis\(\s*['\"]([\w-]+)['\"]\s*\)")


@dataclass(frozen=True, slots=True)
class Child:
    """A unit's plan, where each of its figures comes from, and what its overlay did to it."""

    unit: UnitRow
    plan: Plan
    origins: Mapping[str, Origin]
    overlaid: Overlaid | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """The plans of all units, and what is to be said about the whole."""

    children: "Children"
    diagnostics: tuple[Diagnostic, ...]


def cascade_of(master: Plan, level: str | None = None) -> Cascade:
    """Return how a master's plans of a lower level are made.

    Raises Refused when the master does not say so for that level or for any, and when it says so
    for several levels and none is named.
    """
    fitting = [cascade for cascade in master.cascade if level in (None, cascade.level)]
    levels = {"levels": ", ".join(cascade.level for cascade in master.cascade)}
    if len(fitting) > 1:
        raise Refused([Diagnostic("cascade.several", levels, path=("cascade",))])
    if not fitting:
        code = "cascade.other-level" if master.cascade else "cascade.not-described"
        raise Refused([Diagnostic(code, levels if master.cascade else {}, path=("cascade",))])
    return fitting[0]


def cascade_plans(
    master: Plan,
    cascade: Cascade,
    units: Sequence[UnitRow],
    overlays: Mapping[int, UnitOverlay] | None = None,
) -> Family:
    """Return one plan per unit, each a plan of the lower level that cites the master.

    `overlays` are the units' own, by position; what is wrong with one is told by its child.
    Findings: agencies without a counterpart, targets that do not add up, rows without figures.
    """
    shared = share_targets(master, cascade, units)
    skeletons = {kind: _skeleton(master, cascade, kind) for kind in {u.kind for u in units}}
    children = Children(skeletons, tuple(units), shared, overlays or {})
    found = dict.fromkeys(_Said(d) for skeleton in skeletons.values() for d in skeleton.diagnostics)
    return Family(children, (*(said.diagnostic for said in found), *shared.diagnostics))


@dataclass(frozen=True, slots=True)
class Children(Sequence[Child]):
    """The plans of all units, each made when it is asked for and kept by nobody."""

    skeletons: "Mapping[str, _Skeleton]"
    units: tuple[UnitRow, ...]
    shared: Shared
    overlays: Mapping[int, UnitOverlay]

    def __len__(self) -> int:
        """Return the number of units."""
        return len(self.units)

    @overload
    def __getitem__(self, index: int) -> Child: ...

    @overload
    def __getitem__(self, index: slice) -> "Sequence[Child]": ...

    def __getitem__(self, index: int | slice) -> "Child | Sequence[Child]":
        """Return the plan of a unit by its position."""
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        unit, overlay = self.units[index], self.overlays.get(index)
        skeleton = self.skeletons[unit.kind]
        if overlay is not None:
            return _overlaid_child(skeleton, unit, self.shared, index, overlay)
        return _child(skeleton, unit, self.shared, index)

    def targets(self, index: int) -> tuple[Target, ...]:
        """Return the targets of a unit's plan, which is made only where an overlay lies over it."""
        return self[index].plan.targets if index in self.overlays else self.shared.targets[index]

    def written(self, index: int) -> Plan:
        """Return a unit's plan as its file is to hold it.

        A plan that is a master itself keeps the words of the levels below it, undecided; laid over
        by an overlay it is decided.
        """
        skeleton = self.skeletons[self.units[index].kind]
        if not skeleton.whole.cascade or index in self.overlays:
            return self[index].plan
        plan = _for_unit(skeleton.whole, self.units[index], self.shared, index)
        return _updated(plan, {"bases": _cited_bases(plan)})

    def plain(self, index: int) -> Child:
        """Return a unit's plan without its overlay."""
        return replace(self, overlays={})[index]


@dataclass(frozen=True, slots=True)
class _Said:
    """A finding, the same for every kind of unit that shares it."""

    diagnostic: Diagnostic

    def __hash__(self) -> int:
        return hash((self.diagnostic.code, self.diagnostic.path))


@dataclass(frozen=True, slots=True)
class _Skeleton:
    """The plan that all units of a kind share, without a unit; `whole` has every basis.

    Its conditions are decided here, once, unless some of them mean units by name.
    """

    whole: Plan
    plan: Plan
    diagnostics: tuple[Diagnostic, ...]
    decided: bool


def _skeleton(master: Plan, cascade: Cascade, kind: str) -> _Skeleton:
    """Return the master as a plan of the lower level for units of one kind."""
    issuer = Unit(kind=kind, name="…", parent=master.issuer)
    day = master.issued_on or date(master.period.first, 1, 1)
    agencies = descended_agencies(master, cascade, kind, day)
    reporting = descended_reports(_without_own_reports(master), cascade, agencies)
    subject = cascade.subject or master.subject
    changes: dict[str, Any] = {
        "level": cascade.level,
        "issuer": issuer,
        "number": None,
        "issued_on": None,
        "place": None,
        "subject": subject,
        "opening": cascade.opening or _opening(subject),
        "closing": cascade.closing or master.closing,
        "agencies": reporting.agencies,
        "tasks": descended_tasks(master.tasks, agencies, cascade.lead_days),
        "reports": reporting.reports,
        "recipients": cascade.recipients,
        "archive": cascade.archive,
        "signature": cascade.signature,
        "cascade": _further(master, cascade, agencies),
    }
    if master.review:
        changes["review"] = ()  # what the master leaves open is not for its units to look at
    bases = (_superior(master), *map(_further_above, master.bases))
    plan = _updated(master, {**changes, "bases": bases})
    decided = not names_units(plan)
    return _Skeleton(plan, _decided(plan) if decided else plan, agencies.diagnostics, decided)


def _without_own_reports(master: Plan) -> Plan:
    """Return a master without the reports that its own committee sends up: no unit sends them."""
    kept = tuple(report for report in master.reports if report.sender != (COMMITTEE,))
    return master if len(kept) == len(master.reports) else _updated(master, {"reports": kept})


def _further(master: Plan, cascade: Cascade, agencies: Descended) -> tuple[Cascade, ...]:
    """Return how the plans below the child are made, without what the child no longer has."""
    levels = list(Level)
    known = {agency.id for agency in agencies.agencies}
    return tuple(
        _updated_cascade(below, known)
        for below in master.cascade
        if levels.index(below.level) > levels.index(cascade.level)
    )


def _updated_cascade(below: Cascade, known: Set[str]) -> Cascade:
    decisions = tuple(decision for decision in below.agencies if decision.id in known)
    same = len(decisions) == len(below.agencies)
    return below if same else below.model_copy(update={"agencies": decisions})


def _further_above(basis: LegalBasis) -> LegalBasis:
    """Return a basis of the master as one of its child: what was above is now further above."""
    changes: dict[str, Any] = {"superior": False} if basis.superior else {}
    if basis.id == SUPERIOR:
        changes["id"] = FURTHER
    return basis.model_copy(update=changes) if changes else basis


def _decided(plan: Plan) -> Plan:
    """Return a plan with its conditions decided and the bases that its text still cites."""
    decided = for_issuer(plan).plan
    return _updated(decided, {"bases": _cited_bases(decided)})


def _child(skeleton: _Skeleton, unit: UnitRow, shared: Shared, index: int) -> Child:
    """Return the plan of one unit."""
    plan = _for_unit(skeleton.plan, unit, shared, index)
    return Child(unit, plan if skeleton.decided else _decided(plan), shared.origins)


def _overlaid_child(
    skeleton: _Skeleton, unit: UnitRow, shared: Shared, index: int, own: UnitOverlay
) -> Child:
    """Return the plan of one unit with its overlay.

    It is laid over the decided plan, whose ids the clerk sees, before bases that nothing cites are
    left out; conditions of what was added are decided after it.
    """
    plan = for_issuer(_for_unit(skeleton.whole, unit, shared, index)).plan
    laid = overlaid(plan, own.overlay)
    resolved = for_issuer(laid.plan)
    cited = {basis.id for basis in (*_cited_bases(resolved.plan), *own.overlay.add.bases)}
    bases = tuple(index for index, b in enumerate(resolved.plan.bases) if b.id in cited)
    finished = _updated(resolved.plan, {"bases": tuple(resolved.plan.bases[i] for i in bases)})
    kept = replace(resolved, kept={**resolved.kept, ("bases",): bases})
    own_targets = {e.id for e in laid.edits if e.kind == "targets"}
    origins = {**shared.origins, **dict.fromkeys(own_targets, Origin.OVERLAY)}
    return Child(unit, finished, origins, replace(laid, plan=finished, resolved=kept, source=own))


def _for_unit(plan: Plan, unit: UnitRow, shared: Shared, index: int) -> Plan:
    """Return the plan that a kind shares with the unit's name, figures and signer."""
    issuer = Unit(kind=unit.kind, name=unit.name, code=unit.code or None, parent=plan.issuer.parent)
    changes: dict[str, Any] = {
        "issuer": issuer,
        "targets": shared.targets[index],
        "signature": _signature(plan.signature, unit),
        "number": unit.number,
        "issued_on": unit.issued_on,
        "place": unit.seat or None,
    }
    return _updated(plan, changes)


def _updated(plan: Plan, changes: Mapping[str, Any]) -> Plan:
    return plan.model_copy(update=dict(changes))


def _signature(signature: Signature, unit: UnitRow) -> Signature:
    """Return the signature with the unit's own signer, as far as its row names one."""
    given = {"name": unit.signer or signature.name, "position": unit.position or signature.position}
    return signature.model_copy(update=given)


def _opening(subject: str) -> Opening:
    """Return the usual opening: the master is carried out, the child's plan is issued."""
    return Opening(
        text=f"Thực hiện {{{{ basis('{SUPERIOR}') }}}}, {{{{ issuer.authority }}}} ban hành"
        f" Kế hoạch {_inside(' '.join(subject.split()))} như sau:"
    )


def _about(subject: str) -> str:
    """Return what a plan is about, as it is said behind the name of who issued it."""
    inside = _inside(subject)
    return inside if inside.startswith(_DOING) else f"về {inside}"


def _inside(subject: str) -> str:
    """Return a subject inside a sentence; a name and letters such as UBND keep their capitals."""
    return subject if _NAMED.match(subject) else lower_first(subject)


def _cited_bases(child: Plan) -> tuple[LegalBasis, ...]:
    """Return the bases that the child's text still cites; the others stay with the master."""
    cited = {id_ for typed in all_texts(child) for id_ in _citations(typed.text)}
    for opening in (child.opening, *(below.opening for below in child.cascade)):
        cited |= set(opening.bases) if opening else set()
    return tuple(basis for basis in child.bases if basis.id in cited)


@lru_cache(maxsize=1024)
def _citations(text: str) -> tuple[str, ...]:
    return tuple(_CITED.findall(text))


def _superior(master: Plan) -> LegalBasis:
    """Return the master as a legal basis; its number and date stay open while it has none."""
    subject = Printed(for_issuer(master).plan).text(master.subject)
    return LegalBasis(
        id=SUPERIOR,
        type="Kế hoạch",
        number=f"{master.number:02d}/{master.symbol}" if master.number else None,
        date=master.issued_on,
        issuer=f"Ủy ban nhân dân {master.issuer.full_name}",
        about=_about(subject),
        superior=True,
    )
