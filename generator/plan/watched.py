"""What is noted of a plan apart, because the plans of one master differ in parts of it only."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import SimpleNamespace
from typing import Any

from generator.plan.memory import Memory
from generator.plan.model import Plan, Unit

_UNIT = (*Unit.model_fields, "full_name")


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids of each register of a plan, in its order."""

    agencies: tuple[str, ...]
    bases: tuple[str, ...]
    funding: tuple[str, ...]
    reports: tuple[str, ...]
    targets: tuple[str, ...]


_REGISTERS = tuple(field.name for field in fields(Ids))


def watched_plan(plan: Plan, memory: Memory) -> Plan:
    """Return what stands for a plan whose fields are noted one by one."""
    return memory.watch("plan", plan, Plan.model_fields)


def watched_issuer(plan: Plan, memory: Memory) -> Unit:
    """Return what stands for a plan's issuer: much depends on its kind, less on its name."""
    return memory.watch("issuer", plan.issuer, _UNIT, equal=True)


def watched_targets(plan: Plan, memory: Memory) -> Any:
    """Return what has a plan's targets as attributes, each noted by itself."""
    targets: Mapping[str, object] = {target.id: target for target in plan.targets}
    return memory.watch("target", SimpleNamespace(**targets), targets)


def watched_ids(plan: Plan, memory: Memory) -> Ids:
    """Return what stands for the ids of a plan: records change more often than their ids."""
    ids = Ids(*(tuple(r.id for r in getattr(plan, name)) for name in _REGISTERS))
    return memory.watch("ids", ids, _REGISTERS, equal=True)
