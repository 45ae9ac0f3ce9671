"""What a master gives besides a whole run: the workbook to fill in, and the plan of one unit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.bulk.lineage import descend, unregistered
from generator.bulk.preparation import chosen_units
from generator.bulk.records import own_changes
from generator.change.cascade import cascade_of
from generator.diagnostics import Diagnostic, Refused, Severity, has_errors
from generator.pipeline import validate
from generator.plan.source import written_plan
from generator.plan.workbook import register_units, write_workbook


@dataclass(frozen=True, slots=True)
class File:
    """The bytes of a file, how many units it is about, what is to be said, and who changed what."""

    data: bytes
    units: int
    diagnostics: tuple[Diagnostic, ...]
    overlay: Mapping[str, Any] = field(default_factory=dict)


def empty_workbook(master: Path, level: str | None = None) -> File:
    """Return the workbook for a master's units, those of the register filled in.

    Raises Refused when the master has an error or does not say how it descends.
    """
    validated = validate(master)
    if has_errors(validated.diagnostics):
        raise Refused(validated.diagnostics)
    plan = validated.source.plan
    cascade = cascade_of(plan, level)
    units = register_units(plan, cascade)
    found = (*validated.diagnostics, *unregistered(plan, cascade))
    return File(write_workbook(plan, cascade, units), len(units), found)


def unit_plan(
    master: Path,
    units: Path,
    unit: str,
    overlays: Path | None = None,
    level: str | None = None,
) -> File:
    """Return the plan file of one unit of a sheet, to be worked on by itself.

    Raises Refused with every problem of the master, the sheet and the overlays, or when no unit
    has the name.
    """
    lineage = descend(master, units, overlays, level)
    index = chosen_units((unit,), lineage.units)[0]
    child = lineage.family.children[index]
    plan = lineage.family.children.written(index)
    found = list(lineage.diagnostics)
    if plan.cascade and child.overlaid:
        parameters = {"unit": child.unit.full_name}
        found.append(Diagnostic("cascade.decided", parameters, Severity.WARNING))
    return File(written_plan(plan), 1, tuple(found), own_changes(child))
