"""A master and its units as read from their files: the plans of all units, or all that is wrong."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator.bulk.overlays import NONE, Overlays, judged_overlays, read_overlays
from generator.change.cascade import Family, cascade_of, cascade_plans
from generator.diagnostics import Diagnostic, Place, Refused, Severity, has_errors
from generator.pipeline import Validated, validate
from generator.plan.model import Cascade, Period, Plan
from generator.plan.workbook import UnitRow, UnitSheet, read_workbook, register_units


@dataclass(frozen=True, slots=True)
class Lineage:
    """The plans of all units of a master, and the findings that stop none of them."""

    cascade: Cascade
    units: tuple[UnitRow, ...]
    family: Family
    period: Period
    diagnostics: tuple[Diagnostic, ...]


def descend(
    master: Path, units: Path, overlays: Path | None = None, level: str | None = None
) -> Lineage:
    """Return the plans of the units of a sheet, each with its overlay.

    Without a folder of overlays, those of `overlays` beside the master count; without a level, the
    one that the master describes. Raises Refused with every problem of the master, the sheet, the
    overlays, and what they make together.
    """
    validated = validate(master)
    plan = validated.source.plan
    cascade, sheet = _read(validated, units, level)
    rows = sheet.rows
    own, refused = _overlays(overlays, master, rows)
    family = cascade_plans(plan, cascade, rows, own.by_unit)
    told = (*unregistered(plan, cascade), *family.diagnostics)
    usual = (*validated.diagnostics, *sheet.diagnostics, *_placed(told, validated, units))
    found = (*usual, *refused, *own.diagnostics)
    if not has_errors(usual):  # what overlays make of faulty plans would say little
        judged = judged_overlays(own, family, plan, cascade, rows)
        found = (*found, *_placed(judged, validated, units))
    if has_errors(found):
        raise Refused(found)
    return Lineage(cascade, rows, family, plan.period, found)


def unregistered(master: Plan, cascade: Cascade) -> Iterator[Diagnostic]:
    """Yield a warning when the register has no units below the master to compare a sheet with."""
    if not register_units(master, cascade):
        parameters = {"unit": master.issuer.full_name, "level": cascade.level.value}
        yield Diagnostic("workbook.unregistered", parameters, Severity.WARNING)


def _read(validated: Validated, units: Path, level: str | None) -> tuple[Cascade, UnitSheet]:
    """Return how the master descends, and its sheet; raises Refused with the problems of both."""
    source = validated.source
    try:
        cascade = cascade_of(source.plan, level)
        return cascade, read_workbook(_bytes(units), str(units), source.plan, cascade)
    except Refused as refused:
        located = (source.locate(d) if d.path else d for d in refused.diagnostics)
        raise Refused((*validated.diagnostics, *located)) from None


def _overlays(
    folder: Path | None, master: Path, rows: tuple[UnitRow, ...]
) -> tuple[Overlays, tuple[Diagnostic, ...]]:
    """Return the overlays, or none and why they are refused."""
    try:
        return read_overlays(folder, master, rows), ()
    except Refused as refused:
        return NONE, tuple(refused.diagnostics)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        code = "load.not-found" if isinstance(error, FileNotFoundError) else "load.unreadable"
        raise Refused([Diagnostic(code, place=Place(str(path)))]) from None


def _placed(
    diagnostics: Iterable[Diagnostic], validated: Validated, units: Path
) -> Iterable[Diagnostic]:
    """Yield the findings about the whole family, in the master's file or in the sheet."""
    for found in diagnostics:
        if found.place.file:
            yield found
        elif found.path:
            yield validated.source.locate(found)
        else:
            yield found.at(replace(found.place, file=str(units)))
