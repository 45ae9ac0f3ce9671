"""What is noted of a plan apart, because the plans of one master differ in parts of it only."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from types import SimpleNamespace
from typing import Any

from generator.plan.memory import Memory
from generator.plan.model import Plan, Target, Unit

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
    watched: Plan = memory.watch("plan", plan, Plan.model_fields)
    return watched


def watched_issuer(plan: Plan, memory: Memory) -> Unit:
    """Return what stands for a plan's issuer: much depends on its kind, less on its name."""
    watched: Unit = memory.watch("issuer", plan.issuer, _UNIT, equal=True)
    return watched


def watched_targets(plan: Plan, memory: Memory) -> Any:
    """Return what has a plan's targets as attributes, each noted by itself."""
    return memory.watch("target", plan.targets, of=_by_id)


def watched_ids(plan: Plan, memory: Memory) -> Ids:
    """Return what stands for the ids of a plan: records change more often than their ids."""
    watched: Ids = memory.watch("ids", plan, _REGISTERS, of=_ids, equal=True)
    return watched


def _by_id(targets: Iterable[Target]) -> SimpleNamespace:
    return SimpleNamespace(**{target.id: target for target in targets})


def _ids(plan: Plan) -> Ids:
    return Ids(*(tuple(record.id for record in getattr(plan, name)) for name in _REGISTERS))
