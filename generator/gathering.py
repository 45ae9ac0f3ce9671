"""The plans that some paths mean: plan files, folders of them, the units of a bulk run."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from generator.bulk.calendars import owed_by_family
from generator.bulk.lineage import Lineage, descend
from generator.bulk.manifest import MANIFEST, Memory, recall
from generator.bulk.records import Status, unit_key
from generator.bulk.sources import MASTER, OVERLAYS, SHEET
from generator.deadlines.owed import Key, Owed, in_order, owed_reports
from generator.diagnostics import Diagnostic, Place, Refused, Severity, has_errors
from generator.pipeline import Validated, validate
from generator.plan.conditions import for_issuer
from generator.plan.model import Plan

_PLANS = (".yaml", ".yml")
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Gathered:
    """All reports of the plans found, by day; what is to be said; the files they were made of."""

    reports: tuple[Owed, ...]
    diagnostics: tuple[Diagnostic, ...]
    made_of: tuple[Path, ...]


def gather(paths: Iterable[Path]) -> Gathered:
    """Return the reports of all plans that some paths mean, each plan once.

    A folder means the plans in it, and the units of a run whose manifest lies there. Raises Refused
    with all problems of all plans, for a folder without any, and for two plans that say different
    things about the same report of the same unit.
    """
    gathering = _Gathering()
    for path in dict.fromkeys(paths):
        gathering.take(path)
    if has_errors(gathering.found):
        raise Refused(gathering.found)
    reports = in_order(owed for owed, _ in gathering.known.values())
    return Gathered(reports, tuple(gathering.found), tuple(gathering.made_of))


@dataclass(slots=True)
class _Gathering:
    """What was found so far: each report with the place of its plan, and all that is wrong."""

    known: dict[Key, tuple[Owed, Path]] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)
    made_of: list[Path] = field(default_factory=list)

    def take(self, path: Path) -> None:
        """Take what a path means, or keep what is wrong with it."""
        try:
            if path.is_dir():
                self._take_folder(path)
            elif path.suffix.lower() == ".json":
                self._take_run(path)
            else:
                self._take_plan(path)
        except Refused as refused:
            self.found += refused.diagnostics

    def _take_folder(self, folder: Path) -> None:
        try:
            files = sorted(folder.iterdir())
        except OSError:
            raise Refused([Diagnostic("load.unreadable", place=Place(str(folder)))]) from None
        plans = [f for f in files if f.suffix.lower() in _PLANS and not f.name.startswith(".")]
        run = folder / MANIFEST
        if not plans and not run.exists():
            raise Refused([Diagnostic("deadlines.no-plans", place=Place(str(folder)))])
        for path in (*plans, *([run] if run.exists() else [])):
            self.take(path)

    def _take_plan(self, path: Path) -> None:
        self.made_of.append(path)
        validated = validate(path)
        self.found += (d for d in validated.diagnostics if d.severity is Severity.ERROR)
        if not has_errors(validated.diagnostics):
            self._keep(_of_file(validated), path)

    def _take_run(self, path: Path) -> None:
        """Take the units of a run that have a document, made anew from master and sheet."""
        if not path.is_file():
            raise Refused([Diagnostic("load.not-found", place=Place(str(path)))])
        if path.name != MANIFEST:
            raise Refused([Diagnostic("deadlines.no-manifest", place=Place(str(path)))])
        memory = recall(path.parent)
        sources = memory.sources
        if not {MASTER, SHEET, OVERLAYS} <= sources.files.keys():
            raise Refused([Diagnostic("deadlines.no-sources", place=Place(str(path)))])
        self._tell_changes(memory, path)
        master, sheet, overlays = (
            sources.files[name].located(path.parent) for name in (MASTER, SHEET, OVERLAYS)
        )
        self.made_of += (path, master, sheet)
        own = overlays if overlays.is_dir() else None
        lineage = descend(master, sheet, own, sources.level or None)
        self._keep(owed_by_family(self._units(lineage, memory, path)), path)

    def _units(self, lineage: Lineage, memory: Memory, path: Path) -> Iterator[Plan]:
        """Yield the plans of the run's finished units; tell those that are left out."""
        left, wanted = [], dict(memory.records)
        for unit, child in zip(lineage.units, lineage.family.children, strict=True):
            record = wanted.pop(unit_key(unit.full_name, unit.code), None)
            if record and record.status is Status.DONE:
                yield child.plan
            elif record:
                left.append(record.unit)
        self._tell("deadlines.unit-failed", left, path)
        self._tell("deadlines.unit-gone", [record.unit for record in wanted.values()], path)

    def _tell(self, code: str, units: Sequence[str], path: Path) -> None:
        if units:
            more = ", …" if len(units) > _MOST_NAMED else ""
            named = ", ".join(units[:_MOST_NAMED]) + more
            parameters = {"count": str(len(units)), "units": named}
            self.found.append(Diagnostic(code, parameters, Severity.WARNING, Place(str(path))))

    def _tell_changes(self, memory: Memory, path: Path) -> None:
        """Tell which files are not what the documents were made from."""
        for name, source in memory.sources.files.items():
            place = source.located(path.parent)
            told_itself = name != OVERLAYS and not place.exists()
            if source.changed(path.parent) and not told_itself:
                shown = {"file": os.path.relpath(place, path.parent)}
                self.found.append(
                    Diagnostic(
                        "deadlines.source-changed", shown, Severity.WARNING, Place(str(path))
                    )
                )

    def _keep(self, reports: Iterable[Owed], path: Path) -> None:
        """Keep reports; another plan may say the same about one, and nothing else."""
        for owed in reports:
            before, elsewhere = self.known.setdefault(owed.key, (owed, path))
            if _told(before) != _told(owed):
                parameters = {
                    "unit": owed.unit,
                    "report": f"{owed.key.report} {owed.key.turn}",
                    "other": str(elsewhere),
                }
                self.found.append(
                    Diagnostic("deadlines.told-twice", parameters, place=Place(str(path)))
                )


def _of_file(validated: Validated) -> tuple[Owed, ...]:
    """Return the reports of a plan; what is wrong with them is told at its place in the file."""
    try:
        return owed_reports(validated.plan)
    except Refused as refused:
        source = validated.source
        typed = for_issuer(source.plan).typed_path
        raise Refused(
            source.locate(replace(d, path=typed(d.path))) for d in refused.diagnostics
        ) from None


def _told(owed: Owed) -> Owed:
    """Return what a plan says about a report, without the day of the plan and its other names."""
    return replace(owed, stamp=date.min, names=(), unit_names=(), title="")
