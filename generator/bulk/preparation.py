"""What a run makes: master, sheet, template and names read and judged before anything is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.bulk.digest import run_digest, unit_digest
from generator.bulk.line import Line
from generator.bulk.names import file_names
from generator.bulk.records import unit_key
from generator.change.cascade import Family, cascade_of, cascade_plans
from generator.diagnostics import Diagnostic, Place, Refused, has_errors, suggestion
from generator.document.catalogue import read_template, template_path
from generator.pipeline import Validated, checked_template, validate
from generator.plan.model import Cascade
from generator.plan.workbook.reader import read_workbook
from generator.plan.workbook.rows import UnitRow
from generator.registers.table import overlay_folder
from generator.vietnamese import folded


@dataclass(frozen=True, slots=True)
class Wish:
    """What a clerk asks for."""

    master: Path
    units: Path
    folder: Path
    pattern: str
    template: str | None = None
    only: tuple[str, ...] = ()
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """A unit's document to be: its place in the line, its key, file and sum of inputs."""

    index: int
    unit: str
    key: str
    file: str
    inputs: str


@dataclass(frozen=True, slots=True)
class Batch:
    """A run ready to start; `keys` are all units in the order of the sheet, `planned` the chosen."""

    line: Line
    folder: Path
    keys: tuple[str, ...]
    planned: tuple[Planned, ...]
    diagnostics: tuple[Diagnostic, ...]


def prepare(wish: Wish) -> Batch:
    """Return a run ready to start; raises Refused with every problem of master, sheet and names."""
    validated, cascade, units = _read(wish)
    family = cascade_plans(validated.source.plan, cascade, units)
    found = (*validated.diagnostics, *_placed(family, validated, wish.units))
    if has_errors(found):
        raise Refused(found)
    line = _line(wish, family, cascade)
    names = file_names(wish.pattern, units, validated.source.plan.period)
    chosen = _chosen(wish.only, units)
    run = run_digest(
        wish.master.read_bytes(), line.template, overlay_folder(), draft=wish.draft
    )
    keys = tuple(unit_key(unit.full_name, unit.code) for unit in units)
    planned = tuple(
        Planned(i, units[i].full_name, keys[i], names[i], unit_digest(run, family.children[i]))
        for i in chosen
    )
    return Batch(line, wish.folder, keys, planned, found)


def _read(wish: Wish) -> tuple[Validated, Cascade, tuple[UnitRow, ...]]:
    """Return master and sheet; raises Refused with the problems of both."""
    validated = validate(wish.master)
    try:
        cascade = cascade_of(validated.source.plan)
        units = read_workbook(
            _bytes(wish.units), str(wish.units), validated.source.plan, cascade
        )
    except Refused as refused:
        located = (validated.source.locate(d) if d.path else d for d in refused.diagnostics)
        raise Refused((*validated.diagnostics, *located)) from None
    return validated, cascade, units


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        code = "load.not-found" if isinstance(error, FileNotFoundError) else "load.unreadable"
        raise Refused([Diagnostic(code, place=Place(str(path)))]) from None


def _placed(family: Family, validated: Validated, units: Path) -> Iterable[Diagnostic]:
    """Yield the findings about the whole family, in the master's file or in the sheet."""
    for found in family.diagnostics:
        if found.path:
            yield validated.source.locate(found)
        else:
            yield found.at(replace(found.place, file=str(units)))


def _line(wish: Wish, family: Family, cascade: Cascade) -> Line:
    """Return the line of a run; raises Refused when a clerk's own template is at fault."""
    path = template_path(wish.template or cascade.level.value)
    template = read_template(path)
    if wish.template and has_errors(found := checked_template(path)):
        raise Refused(found)
    return Line(family.children, template, str(path), wish.draft)


def _chosen(only: Sequence[str], units: Sequence[UnitRow]) -> tuple[int, ...]:
    """Return the positions of the units named by name, full name or code; all where none is named.

    Raises Refused for each name that means no unit.
    """
    if not only:
        return tuple(range(len(units)))
    wanted = {folded(name).strip(): name for text in only for name in text.split(",")}
    names = [{folded(u.name), folded(u.full_name), u.code} - {""} for u in units]
    unknown = [name for key, name in wanted.items() if not any(key in mine for mine in names)]
    if unknown:
        known = [unit.full_name for unit in units]
        near = [suggestion(name, known) for name in unknown]
        raise Refused(
            Diagnostic("bulk.unknown-unit", {"unit": name.strip(), "near": other})
            for name, other in zip(unknown, near, strict=True)
        )
    return tuple(index for index, mine in enumerate(names) if mine & wanted.keys())
