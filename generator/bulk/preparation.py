"""What a run makes: master, sheet, template and names, judged before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.bulk.digest import run_digest, unit_digest
from generator.bulk.line import Line
from generator.bulk.lineage import Lineage, descend
from generator.bulk.names import file_names
from generator.bulk.overlays import overlay_place
from generator.bulk.records import unit_key
from generator.bulk.sources import MASTER, NO_SOURCES, OVERLAYS, SHEET, Sources, sources_of
from generator.diagnostics import Diagnostic, Refused, has_errors, suggestion
from generator.document.catalogue import read_template, template_path
from generator.pipeline import checked_template
from generator.plan.scope import Printed
from generator.plan.workbook import UnitRow
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
    overlays: Path | None = None
    level: str | None = None
    checked: bool = True
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """A unit's document to be: its place in the line, its key, file and sum of inputs.

    `overlaid` says whether the unit has changes of its own.
    """

    index: int
    unit: str
    key: str
    file: str
    inputs: str
    overlaid: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """A run ready to start; `keys` are all units as in the sheet, `planned` the chosen ones.

    `also` is what is to be written beside the documents.
    """

    line: Line
    folder: Path
    keys: tuple[str, ...]
    planned: tuple[Planned, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    checked: bool = True
    sources: Sources = NO_SOURCES
    also: tuple[str, ...] = ()

    def target_names(self) -> dict[str, str]:
        """Return the names of the targets by their ids, as the first unit's plan has them."""
        plans = [child.plan for child in self.line.children[:1]]
        return {t.id: Printed(plan).text(t.name) for plan in plans for t in plan.targets}


def prepare(wish: Wish) -> Batch:
    """Return a run ready to start.

    Raises Refused with every problem of master, sheet, overlays and names.
    """
    lineage = descend(wish.master, wish.units, wish.overlays, wish.level)
    line = _line(wish, lineage)
    units = lineage.units
    names = file_names(wish.pattern, units, lineage.period)
    chosen = chosen_units(wish.only, units)
    run = run_digest(wish.master.read_bytes(), line.template, overlay_folder(), draft=wish.draft)
    keys = tuple(unit_key(unit.full_name, unit.code) for unit in units)
    planned = tuple(
        Planned(
            i,
            units[i].full_name,
            keys[i],
            names[i],
            unit_digest(run, lineage.family.children, i),
            i in lineage.family.children.overlays,
        )
        for i in chosen
    )
    return Batch(
        line, wish.folder, keys, planned, lineage.diagnostics,
        wish.checked, _sources(wish), wish.also,
    )  # fmt: skip


def _sources(wish: Wish) -> Sources:
    overlays = overlay_place(wish.overlays, wish.master)
    files = {MASTER: wish.master, SHEET: wish.units, OVERLAYS: overlays}
    return sources_of(wish.folder, files, wish.level)


def _line(wish: Wish, lineage: Lineage) -> Line:
    """Return the line of a run; raises Refused when a clerk's own template is at fault."""
    path = template_path(wish.template or lineage.cascade.level.value)
    template = read_template(path)
    if wish.template and has_errors(found := checked_template(path)):
        raise Refused(found)
    return Line(lineage.units, lineage.family.children, template, str(path), wish.draft)


def chosen_units(only: Sequence[str], units: Sequence[UnitRow]) -> tuple[int, ...]:
    """Return the positions of the units named by name, full name or code; all where none is named.

    Raises Refused with a finding for each name that means no unit.
    """
    if not only:
        return tuple(range(len(units)))
    wanted = {folded(name).strip(): name.strip() for text in only for name in text.split(",")}
    names = [{folded(u.name), folded(u.full_name), u.code} - {""} for u in units]
    unknown = [name for key, name in wanted.items() if not any(key in mine for mine in names)]
    if unknown:
        known = [name for unit in units for name in (unit.name, unit.full_name)]
        raise Refused(
            Diagnostic("bulk.unknown-unit", {"unit": name, "near": suggestion(name, known)})
            for name in unknown
        )
    return tuple(index for index, mine in enumerate(names) if mine & wanted.keys())
