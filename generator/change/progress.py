"""Targets of a new year: where last year ended is where this one begins; the end is decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.change.ledger import Ledger
from generator.plan.fields import Path, Range
from generator.plan.model import Period, Target
from generator.vietnamese import format_number

BY_PATH = "rollover.reason.by-path"
BY_STEP = "rollover.reason.by-step"
AS_BEFORE = "rollover.reason.as-before"
AS_PLANNED = "rollover.reason.as-planned"
AS_COUNTED = "rollover.reason.as-counted"
_ALL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Years:
    """The years of last year's plan and of the new one."""

    old: Period
    new: Period

    @property
    def gap(self) -> bool:
        """Whether years lie between the two plans."""
        return self.new.first - 1 != self.old.last


def progressed(
    ledger: Ledger, targets: tuple[Target, ...], years: Years, actuals: Mapping[str, Decimal]
) -> None:
    """Move each target's figures on; actual figures go before planned ones."""
    for index, target in enumerate(targets):
        path: Path = ("targets", index)
        actual = actuals.get(target.id)
        level = planned_level(target) if actual is None else actual
        _baseline(ledger, path, target, years, actual, level)
        if target.end is not None:
            _decide(ledger, (*path, "end"), target, _end(target, years, level), years)
        if target.change is not None:
            _decide(ledger, (*path, "change"), target, _change(target, years, level), years)


def planned_level(target: Target) -> Decimal | None:
    """Return the one figure that the plan meant to end with, or None where it gives none."""
    if target.end is not None:
        return target.end.exact
    start = target.baseline.exact if target.baseline else None
    step = target.change.exact if target.change else None
    return None if start is None or step is None else start + step


def _baseline(
    ledger: Ledger,
    path: Path,
    target: Target,
    years: Years,
    actual: Decimal | None,
    level: Decimal | None,
) -> None:
    """Put the figure at the start; a year that is typed does not move, nor its figure."""
    words = {"target": target.name, "year": str(years.old.last)}
    place = (*path, "baseline")
    if target.baseline_year is not None:
        known = format_number(level) if level is not None else ""
        ledger.note(
            (*path, "baseline_year"), "confirm", "rollover.baseline-year",
            new=str(target.baseline_year), suggestion=known, reason=_known_from(known, actual),
            parameters={**words, "kept": str(target.baseline_year)},
        )  # fmt: skip
        return
    if level is None:
        if target.baseline is not None:
            ledger.put(place, None)
            ledger.note(place, "decide", "rollover.target-baseline", parameters=words)
        return
    value = format_number(level)
    sibling = "group" if target.group else "unit"
    ledger.put(place, value, sibling)
    if years.gap:
        ledger.put((*path, "baseline_year"), str(years.old.last), sibling)
    planned = str(target.end) if target.end else value
    if actual is None:
        ledger.note(place, "confirm", "rollover.target-planned", new=value, parameters=words)
    else:
        parameters = {**words, "planned": planned}
        ledger.note(place, "changed", "rollover.target-actual", new=value, parameters=parameters)


def _known_from(known: str, actual: Decimal | None) -> str:
    """Return the code of where a suggested start comes from."""
    if not known:
        return ""
    return AS_PLANNED if actual is None else AS_COUNTED


def _decide(
    ledger: Ledger, path: Path, target: Target, suggested: tuple[str, str], years: Years
) -> None:
    ledger.put(path, None)
    value, reason = suggested
    words = {"target": target.name, "year": str(years.new.last)}
    code = "rollover.target-end" if path[-1] == "end" else "rollover.target-change"
    ledger.note(path, "decide", code, suggestion=value, reason=reason, parameters=words)


def _end(target: Target, years: Years, level: Decimal | None) -> tuple[str, str]:
    """Return what the programme's path says, else last year's step, else last year's figure."""
    if (mark := _milestone(target, years)) is not None:
        return str(mark), BY_PATH
    step = target.change.exact if target.change else None
    if step is not None and level is not None and _is_possible(level + step, target):
        return format_number(level + step), BY_STEP
    return str(target.end), AS_BEFORE


def _is_possible(level: Decimal, target: Target) -> bool:
    """Return whether a target can come to a level: none goes below zero, no share beyond all."""
    return level >= 0 and (target.unit != "%" or level <= _ALL)


def _change(target: Target, years: Years, level: Decimal | None) -> tuple[str, str]:
    mark = _milestone(target, years)
    exact = mark.exact if mark else None
    if exact is not None and level is not None:
        return format_number(exact - level), BY_PATH
    return str(target.change), AS_BEFORE


def _milestone(target: Target, years: Years) -> Range | None:
    return next((mark.end for mark in target.path if mark.year == years.new.last), None)
