"""What a master gives besides a whole run: the workbook to fill in, and the plan of one unit."""

from dataclasses import dataclass
from pathlib import Path

from generator.bulk.lineage import descend
from generator.bulk.preparation import chosen_units
from generator.change.cascade import cascade_of
from generator.diagnostics import Diagnostic, Refused, has_errors
from generator.pipeline import validate
from generator.plan.source import written_plan
from generator.plan.workbook import register_units, write_workbook


@dataclass(frozen=True, slots=True)
class File:
    """The bytes of a file, how many units it is about, and what is to be said."""

    data: bytes
    units: int
    diagnostics: tuple[Diagnostic, ...]


def empty_workbook(master: Path) -> File:
    """Return the workbook for a master's units, those of the register filled in.

    Raises Refused when the master has an error or does not say how it descends.
    """
    validated = validate(master)
    if has_errors(validated.diagnostics):
        raise Refused(validated.diagnostics)
    plan = validated.source.plan
    cascade = cascade_of(plan)
    units = register_units(plan, cascade)
    return File(write_workbook(plan, cascade, units), len(units), validated.diagnostics)


def unit_plan(master: Path, units: Path, unit: str) -> File:
    """Return the plan file of one unit of a sheet, to be worked on by itself.

    Raises Refused with every problem of the master and the sheet, or when no unit has the name.
    """
    lineage = descend(master, units)
    index = chosen_units((unit,), lineage.units)[0]
    return File(written_plan(lineage.family.children[index].plan), 1, lineage.diagnostics)
