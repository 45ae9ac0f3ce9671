"""File names of a run's documents: from a pattern, safe on every system, no two the same."""

import re
import string
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence

from generator.diagnostics import Diagnostic, Refused
from generator.plan.model import Period
from generator.plan.workbook.rows import UnitRow
from generator.vietnamese import folded

PATTERN = "Kế hoạch {period} - {kind} {name}"
FIELDS = ("name", "kind", "code", "period", "ascii")
SUFFIX = ".docx"
_BYTES = 200  # of 255 that file systems allow; the rest is for suffixes and temporary files
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_SEPARATORS = re.compile(r"[/\\\x00]")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def file_names(pattern: str, units: Sequence[UnitRow], period: Period) -> tuple[str, ...]:
    """Return a file name for every unit.

    Raises Refused when the pattern asks for what a unit does not have, leads out of the folder,
    or gives two units the same name (case and Unicode form do not tell files apart).
    """
    if problem := _problem(pattern):
        raise Refused([problem])
    names = tuple(_file_name(pattern, _values(unit, period)) for unit in units)
    collisions = _collisions(names, units)
    if collisions:
        raise Refused(collisions)
    return names


def _problem(pattern: str) -> Diagnostic | None:
    """Return what is wrong with a pattern itself."""
    parameters = {"pattern": pattern, "known": ", ".join(f"{{{name}}}" for name in FIELDS)}
    if _SEPARATORS.search(pattern):
        return Diagnostic("bulk.name-leaves-folder", parameters)
    try:
        parts = list(string.Formatter().parse(pattern))
    except ValueError:
        return Diagnostic("bulk.bad-pattern", parameters)
    for _, name, form, conversion in parts:
        if name is not None and (name not in FIELDS or form or conversion):
            return Diagnostic("bulk.bad-pattern", parameters)
    return None


def _values(unit: UnitRow, period: Period) -> dict[str, str]:
    plain = re.sub(r"[^a-z0-9]+", "-", folded(unit.full_name)).strip("-")
    return {
        "name": unit.name,
        "kind": unit.kind,
        "code": unit.code,
        "period": str(period),
        "ascii": plain,
    }


def _file_name(pattern: str, values: Mapping[str, str]) -> str:
    """Return a name without separators, reserved words, or dots and blanks at its ends."""
    text = unicodedata.normalize("NFC", pattern.removesuffix(SUFFIX).format(**values))
    stem = " ".join(_UNSAFE.sub("-", text).split())
    stem = stem.encode("utf-8")[:_BYTES].decode("utf-8", errors="ignore").strip(" .")
    if _RESERVED.fullmatch(stem):
        stem = f"_{stem}"
    return f"{stem or '_'}{SUFFIX}"


def _collisions(names: Sequence[str], units: Sequence[UnitRow]) -> list[Diagnostic]:
    """Return a finding for each name that two or more units would share."""
    owners: dict[str, list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        owners[unicodedata.normalize("NFC", name).casefold()].append(index)
    return [
        Diagnostic(
            "bulk.same-name",
            {"file": names[same[0]], "units": ", ".join(units[i].full_name for i in same)},
        )
        for same in owners.values()
        if len(same) > 1
    ]
