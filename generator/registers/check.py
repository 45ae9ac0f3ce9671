"""The check of all registers: that each can be read, and that they agree with each other."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from generator.diagnostics import Diagnostic, Place, Severity, suggestion
from generator.registers import agencies, legal, namesakes, units, working_days
from generator.registers.agencies import LEVELS, Agency, agency_keys, load_agencies
from generator.registers.dated import ONE_DAY, Dated, covered, holds_on, overlap
from generator.registers.legal import load_instruments
from generator.registers.namesakes import load_namesakes
from generator.registers.table import overlay_folder, shipped_folder
from generator.registers.units import KINDS, REFORM, RegisteredUnit, load_units
from generator.registers.working_days import SpecialDay, load_special_days, year_fault

# Nghị quyết 202/2025/QH15 for the provinces; the sum of the 34 resolutions on the communes.
COUNTS_OF_REFORM = {
    ("province", "tỉnh"): 28,
    ("province", "thành phố"): 6,
    ("commune", "xã"): 2621,
    ("commune", "phường"): 687,
    ("commune", "đặc khu"): 13,
}
FILES = tuple(one.FORM.file for one in (units, agencies, legal, working_days, namesakes))

D = TypeVar("D", bound=Dated)


def check_registers(overlay: Path | None = None) -> tuple[Diagnostic, ...]:
    """Return all that is wrong with the registers, the user's own rows laid over the shipped ones.

    `overlay` is the folder of the user's rows; without it, that of KEHOACH_REGISTERS.
    """
    folder = overlay_folder(overlay)
    unit_register = load_units(folder)
    agency_register = load_agencies(folder)
    day_register = load_special_days(folder)
    found = (
        *unit_register.diagnostics,
        *agency_register.diagnostics,
        *load_instruments(folder).diagnostics,
        *day_register.diagnostics,
        *load_namesakes(folder).diagnostics,
        *_unknown_files(folder),
        *_unit_faults(tuple(unit_register.placed())),
        *_counts(unit_register.entries),
        *_agency_faults(tuple(agency_register.placed())),
        *_day_faults(day_register.placed()),
    )
    return tuple(
        {(one.code, one.place, *sorted(one.parameters.items())): one for one in found}.values()
    )


def _unknown_files(folder: Path | None) -> Iterator[Diagnostic]:
    """Yield a warning for each file of the user's folder that no register reads."""
    if folder is None or not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.name not in FILES and not path.name.startswith((".", "~")):
            near = {"near": suggestion(path.name, FILES) or ", ".join(FILES)}
            yield Diagnostic("register.unknown-file", near, Severity.WARNING, Place(str(path)))


def _unit_faults(placed: tuple[tuple[RegisteredUnit, Place], ...]) -> Iterator[Diagnostic]:
    """Yield units that share a code at one time, lack a parent in their time, or a successor."""
    by_code: dict[str, list[RegisteredUnit]] = defaultdict(list)
    for unit, _ in placed:
        by_code[unit.code].append(unit)
    yield from _overlaps((unit.code, unit.code, unit, place) for unit, place in placed)
    for unit, place in placed:
        if unit.parent_code and not covered(unit, by_code.get(unit.parent_code, ())):
            names = {"code": unit.code, "name": unit.name, "parent": unit.parent_code}
            yield Diagnostic("register.no-parent", names, place=place)
        after = unit.valid_to + ONE_DAY if unit.valid_to else None
        for code in unit.successors:
            if after is None or not any(holds_on(other, after) for other in by_code.get(code, ())):
                yield _no_successor(unit.code, code, place)


def _counts(entries: Iterable[RegisteredUnit]) -> Iterator[Diagnostic]:
    """Yield each kind of unit of which the two-tier map of 1 July 2025 has too many or few."""
    found = Counter((unit.level, unit.kind) for unit in entries if holds_on(unit, REFORM))
    for level, kind in sorted(found.keys() | COUNTS_OF_REFORM.keys()):
        expected, count = COUNTS_OF_REFORM.get((level, kind), 0), found[level, kind]
        if count != expected:
            numbers = {"kind": kind, "found": str(count), "expected": str(expected)}
            yield Diagnostic("register.count", numbers, place=Place(units.FORM.file))


def _agency_faults(placed: tuple[tuple[Agency, Place], ...]) -> Iterator[Diagnostic]:
    """Yield agencies that share a code or a name at one time, or point at none."""
    by_code: dict[str, list[Agency]] = defaultdict(list)
    for agency, _ in placed:
        by_code[agency.code].append(agency)
    yield from _overlaps(
        ((agency.code, kind), agency.code, agency, place)
        for agency, place in placed
        for kind in agency.kinds or KINDS[agency.level]
    )
    yield from _shared_names(placed)
    for agency, place in placed:
        for step in agency.successors:
            if step.code not in by_code:
                yield _no_successor(agency.code, step.code, place)
        if agency.counterpart and not _has_counterpart(agency, by_code):
            codes = {"code": agency.code, "other": agency.counterpart}
            yield Diagnostic("register.no-counterpart", codes, place=place)


def _has_counterpart(agency: Agency, by_code: dict[str, list[Agency]]) -> bool:
    """Return whether the counterpart lies on a lower level and exists in the agency's time."""
    rows = by_code.get(agency.counterpart, ())
    lower = all(LEVELS.index(row.level) > LEVELS.index(agency.level) for row in rows)
    return lower and covered(agency, rows)


def _shared_names(placed: Iterable[tuple[Agency, Place]]) -> Iterator[Diagnostic]:
    """Yield agencies of one level that go by one name at one time and are not the same."""
    by_name: dict[tuple[str, str], list[tuple[Agency, Place]]] = defaultdict(list)
    for agency, place in placed:
        for key in sorted(agency_keys(agency)):
            namesakes = by_name[agency.level, key]
            for other, its_place in namesakes:
                if other.code != agency.code and overlap(other, agency):
                    codes = {"code": agency.code, "other": other.code}
                    yield Diagnostic("register.shared-name", codes, place=_own(place, its_place))
            namesakes.append((agency, place))


def _overlaps(keyed: Iterable[tuple[Hashable, str, D, Place]]) -> Iterator[Diagnostic]:
    """Yield entries that hold at one time with another of the same key."""
    groups: dict[Hashable, list[tuple[D, Place]]] = defaultdict(list)
    for key, code, entry, place in keyed:
        for other, its_place in groups[key]:
            if overlap(entry, other):
                yield Diagnostic("register.overlap", {"code": code}, place=_own(place, its_place))
        groups[key].append((entry, place))


def _own(place: Place, other: Place) -> Place:
    """Return the place of two where a mend is possible: that of the user's own row."""
    return other if Path(place.file).parent == shipped_folder() else place


def _no_successor(code: str, other: str, place: Place) -> Diagnostic:
    return Diagnostic("register.no-successor", {"code": code, "other": other}, place=place)


def _day_faults(placed: Iterable[tuple[SpecialDay, Place]]) -> Iterator[Diagnostic]:
    """Yield special days of years that are not computed."""
    for special, place in placed:
        if fault := year_fault(special.day):
            yield fault.at(place)
