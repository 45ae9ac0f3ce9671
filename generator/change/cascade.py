"""A master plan and its units: one real plan of the lower level for each, Plan -> Plan.

What depends only on the master and the kind of unit is made once; a unit adds its own name,
figures and signer.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, overload

from generator.change.allocation import Origin, Shared, share_targets
from generator.change.descent import descended_agencies, descended_reports, descended_tasks
from generator.diagnostics import Diagnostic, Refused
from generator.plan.composition import compose
from generator.plan.conditions import for_issuer, names_units
from generator.plan.model import Cascade, LegalBasis, Level, Opening, Plan, Signature, Unit
from generator.plan.rules.registry import all_texts
from generator.plan.workbook.rows import UnitRow
from generator.vietnamese import lower_first

SUPERIOR = "superior-plan"
_CITED = re.compile(r"basis\(\s*['\"]([\w-]+)['\"]\s*\)")


@dataclass(frozen=True, slots=True)
class Child:
    """A unit's plan, and where each of its figures comes from."""

    unit: UnitRow
    plan: Plan
    origins: Mapping[str, Origin]


@dataclass(frozen=True, slots=True)
class Family:
    """The plans of all units, and what is to be said about the whole."""

    children: Sequence[Child]
    diagnostics: tuple[Diagnostic, ...]


def cascade_of(master: Plan, level: Level | None = None) -> Cascade:
    """Return how a master's plans of a lower level are made.

    Raises Refused when the master does not say so for that level, or for any.
    """
    for cascade in master.cascade:
        if level in (None, cascade.level):
            return cascade
    raise Refused([Diagnostic("cascade.not-described", path=("cascade",))])


def cascade_plans(master: Plan, cascade: Cascade, units: Sequence[UnitRow]) -> Family:
    """Return one plan per unit, each a plan of the lower level that cites the master.

    Findings: agencies without a counterpart, targets that do not add up, rows without figures.
    """
    shared = share_targets(master, cascade, units)
    skeletons = {kind: _skeleton(master, cascade, kind) for kind in {u.kind for u in units}}
    children = _Children(skeletons, tuple(units), shared)
    found = dict.fromkeys(_Said(d) for skeleton in skeletons.values() for d in skeleton.diagnostics)
    return Family(children, (*(said.diagnostic for said in found), *shared.diagnostics))


@dataclass(frozen=True, slots=True)
class _Children(Sequence[Child]):
    """The plans of all units, each made when it is asked for and kept by nobody."""

    skeletons: "Mapping[str, _Skeleton]"
    units: tuple[UnitRow, ...]
    shared: Shared

    def __len__(self) -> int:
        return len(self.units)

    @overload
    def __getitem__(self, index: int) -> Child: ...

    @overload
    def __getitem__(self, index: slice) -> "Sequence[Child]": ...

    def __getitem__(self, index: int | slice) -> "Child | Sequence[Child]":
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        unit = self.units[index]
        return _child(self.skeletons[unit.kind], unit, self.shared, index)


@dataclass(frozen=True, slots=True)
class _Said:
    """A finding, the same for every kind of unit that shares it."""

    diagnostic: Diagnostic

    def __hash__(self) -> int:
        return hash((self.diagnostic.code, self.diagnostic.path))


@dataclass(frozen=True, slots=True)
class _Skeleton:
    """The plan that all units of a kind share, without a unit.

    Its conditions are decided here, once, unless some of them mean units by name.
    """

    plan: Plan
    diagnostics: tuple[Diagnostic, ...]
    decided: bool


def _skeleton(master: Plan, cascade: Cascade, kind: str) -> _Skeleton:
    """Return the master as a plan of the lower level for units of one kind."""
    issuer = Unit(kind=kind, name="…", parent=master.issuer)
    day = master.issued_on or date(master.period.first, 1, 1)
    agencies = descended_agencies(master, cascade, kind, day)
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
        "agencies": agencies.agencies,
        "tasks": descended_tasks(master.tasks, agencies),
        "reports": descended_reports(master, cascade, agencies),
        "recipients": cascade.recipients,
        "archive": cascade.archive,
        "signature": cascade.signature,
        "cascade": tuple(c for c in master.cascade if c.level != cascade.level),
    }
    if master.review:
        changes["review"] = ()  # what the master leaves open is not for its units to look at
    bases = (_superior(master), *(b.model_copy(update={"superior": False}) for b in master.bases))
    plan = _updated(master, {**changes, "bases": bases})
    decided = not names_units(plan)
    return _Skeleton(_decided(plan) if decided else plan, agencies.diagnostics, decided)


def _decided(plan: Plan) -> Plan:
    """Return a plan with its conditions decided and the bases that its text still cites."""
    decided = for_issuer(plan).plan
    return _updated(decided, {"bases": _cited_bases(decided)})


def _child(skeleton: _Skeleton, unit: UnitRow, shared: Shared, index: int) -> Child:
    """Return the plan of one unit."""
    issuer = Unit(
        kind=unit.kind, name=unit.name, code=unit.code or None, parent=skeleton.plan.issuer.parent
    )
    changes: dict[str, Any] = {
        "issuer": issuer,
        "targets": shared.targets[index],
        "signature": _signature(skeleton.plan.signature, unit),
        "number": unit.number,
        "issued_on": unit.issued_on,
        "place": unit.seat or None,
    }
    plan = _updated(skeleton.plan, changes)
    return Child(unit, plan if skeleton.decided else _decided(plan), shared.origins[index])


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
        f" Kế hoạch {lower_first(' '.join(subject.split()))} như sau:"
    )


def _cited_bases(child: Plan) -> tuple[LegalBasis, ...]:
    """Return the bases that the child's text still cites; the others stay with the master."""
    cited = {id_ for typed in all_texts(child) for id_ in _citations(typed.text)}
    return tuple(b for b in child.bases if b.id in cited or b.id in child.opening.bases)


@lru_cache(maxsize=8192)
def _citations(text: str) -> tuple[str, ...]:
    return tuple(_CITED.findall(text))


def _superior(master: Plan) -> LegalBasis:
    """Return the master as a legal basis; its number and date stay open while it has none."""
    subject = " ".join(compose(for_issuer(master).plan).subject.split())
    return LegalBasis(
        id=SUPERIOR,
        type="Kế hoạch",
        number=f"{master.number:02d}/{master.symbol}" if master.number else None,
        date=master.issued_on,
        issuer=f"Ủy ban nhân dân {master.issuer.full_name}",
        about=lower_first(subject),
        superior=True,
    )
