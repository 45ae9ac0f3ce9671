"""Sharing a master's targets among its units so that the parts add up to the whole exactly."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any, overload

from generator.change.parts import largest_remainder, within
from generator.diagnostics import Diagnostic, Place, Severity
from generator.plan.fields import Range, Sign
from generator.plan.model import Cascade, Plan, Target, TargetShare
from generator.plan.scope import Printed
from generator.plan.workbook.columns import is_rate
from generator.plan.workbook.rows import UnitRow
from generator.vietnamese import folded, format_number

FIGURES = ("baseline", "end")
PERCENT = "%"
_ALL = (*FIGURES, "change")


class Origin(StrEnum):
    """Where a unit's figure comes from."""

    GIVEN = "given"
    ALLOCATED = "allocated"
    INHERITED = "inherited"
    OVERLAY = "overlay"


@dataclass(frozen=True, slots=True)
class Shared:
    """The targets of every unit, where their figures come from, and what does not add up."""

    targets: Sequence[tuple[Target, ...]]
    origins: Mapping[str, Origin]
    diagnostics: tuple[Diagnostic, ...]


def share_targets(master: Plan, cascade: Cascade, units: Sequence[UnitRow]) -> Shared:
    """Return each unit's targets: taken from its row, allocated, or inherited.

    A count that is allocated adds up to the master exactly (largest remainder). Counts from the
    sheet that do not add up, percentages whose weighted average is another than the master's,
    and weights or figures that a row lacks are findings.
    """
    shares = {share.id: share for share in cascade.targets}
    columns = [_column(target, shares.get(target.id), units) for target in master.targets]
    printed = Printed(master)
    unknown = [
        Diagnostic("cascade.unknown-target", {"id": id_}, path=("cascade",))
        for id_ in shares
        if id_ not in {target.id for target in master.targets}
    ]
    return Shared(
        _Rows(columns, len(units)),
        {column.target.id: column.origin for column in columns},
        (*unknown, *(_told(found, printed) for column in columns for found in column.diagnostics)),
    )


@dataclass(frozen=True, slots=True)
class _Column:
    """One target over all units: the figures of each, or the master's own where there are none."""

    target: Target
    origin: Origin
    diagnostics: tuple[Diagnostic, ...] = ()
    figures: Callable[[int], Mapping[str, Decimal]] | None = None

    def of(self, index: int) -> Target:
        """Return the target of a unit."""
        return _with_figures(self.target, self.figures(index)) if self.figures else self.target


@dataclass(frozen=True, slots=True)
class _Rows(Sequence[tuple[Target, ...]]):
    """The targets of every unit, made when they are asked for and kept by nobody."""

    columns: Sequence[_Column]
    length: int

    def __len__(self) -> int:
        """Return the number of units."""
        return self.length

    @overload
    def __getitem__(self, index: int) -> tuple[Target, ...]: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[tuple[Target, ...], ...]: ...

    def __getitem__(self, index: int | slice) -> tuple[Any, ...]:
        """Return the targets of a unit by its position."""
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(self.length)))
        if index >= self.length:
            raise IndexError(index)
        return tuple(column.of(index) for column in self.columns)


def _told(found: Diagnostic, printed: Printed) -> Diagnostic:
    """Return a finding with the name of its target as the page shows it."""
    name = printed.text(found.parameters["target"])
    return replace(found, parameters={**found.parameters, "target": name})


def _column(target: Target, share: TargetShare | None, units: Sequence[UnitRow]) -> _Column:
    if share is None or share.by == "inherit":
        return _Column(target, Origin.INHERITED)
    if share.by == "sheet":
        return _given(target, share, units)
    if is_rate(target.unit):
        finding = Diagnostic("cascade.percent-allocated", {"target": target.name})
        return _Column(target, Origin.INHERITED, (finding,))
    return _allocated(target, share.by, units)


def _given(target: Target, share: TargetShare, units: Sequence[UnitRow]) -> _Column:
    """Return the target with each row's own figures, checked against the master's."""
    missing = [*_lacking(target, units)]
    if missing:
        return _Column(target, Origin.GIVEN, tuple(missing))
    check = _average_checked if is_rate(target.unit) else _sum_checked
    findings = check(target, share, units)
    return _Column(target, Origin.GIVEN, tuple(findings), _Given(target.id, units))


def _lacking(target: Target, units: Sequence[UnitRow]) -> Iterator[Diagnostic]:
    """Yield a finding for each row without a figure that it needs.

    A start that only some rows give could not be added up, and those without one would have none.
    """
    given = [unit.figures.get(target.id, {}) for unit in units]
    started = target.baseline is not None and any("baseline" in row for row in given)
    for unit, figures in zip(units, given, strict=True):
        if not _needed(target) & figures.keys():
            yield _at(unit, "cascade.figure-missing", target=target.name)
        elif started and "baseline" not in figures:
            yield _at(unit, "cascade.baseline-missing", target=target.name)


def apart(
    master: Plan,
    cascade: Cascade,
    units: Sequence[UnitRow],
    targets: Sequence[Sequence[Target]],
    changed: str,
) -> Iterator[Diagnostic]:
    """Yield a warning where the units' figures of a changed target no longer come to the master's.

    A unit may have its reasons; the sum is told, so that nobody is surprised by it.
    """
    target = next((t for t in master.targets if t.id == changed), None)
    share = next((s for s in cascade.targets if s.id == changed and s.by != "inherit"), None)
    if target is None or share is None:
        return
    rows = [
        replace(unit, figures={changed: _figures(changed, own)})
        for unit, own in zip(units, targets, strict=True)
    ]
    check = _average_checked if is_rate(target.unit) else _sum_checked
    for found in check(target, share, rows):
        yield replace(found, code="overlay.sum", severity=Severity.WARNING)


def _figures(id_: str, targets: Sequence[Target]) -> dict[str, Decimal]:
    """Return the exact figures that a unit's plan has for a target."""
    found = next((target for target in targets if target.id == id_), None)
    figures = {name: getattr(found, name, None) for name in (*FIGURES, "change")}
    return {name: figure.low for name, figure in figures.items() if figure is not None}


def _needed(target: Target) -> set[str]:
    """Return the figures of which a unit has to give one: what is reached, or the change to it."""
    return {"end", "change"} if target.end is None and target.change else {"end"}


def _sum_checked(target: Target, _share: TargetShare, units: Sequence[UnitRow]) -> list[Diagnostic]:
    """Return a finding for each figure whose sum is another than the master's."""
    findings = []
    for name, whole in _compared(target):
        parts = [unit.figures[target.id].get(name) for unit in units]
        if any(part is None for part in parts):
            continue
        total = sum((part for part in parts if part is not None), Decimal(0))
        if not _holds(whole, total):
            findings.append(_difference("cascade.sum", target, whole, total))
    return findings


def _average_checked(
    target: Target, share: TargetShare, units: Sequence[UnitRow]
) -> list[Diagnostic]:
    """Return a finding when the weighted average rounds to another figure than the master's."""
    if not any(_compared(target)):
        return []
    weights = [unit.weight(share.weight) for unit in units]
    total = sum((weight for weight in weights if weight is not None), Decimal(0))
    if any(weight is None for weight in weights) or not total:
        return [Diagnostic("cascade.weight-missing", {"target": target.name, "by": share.weight})]
    findings = []
    for name, whole in _compared(target):
        parts = [unit.figures[target.id].get(name) for unit in units]
        if any(part is None for part in parts):
            continue
        products = (p * w for p, w in zip(parts, weights, strict=True) if p is not None and w)
        # As Excel rounds in the row of sums: a half goes up.
        average = (sum(products, Decimal(0)) / total).quantize(whole.low, ROUND_HALF_UP)
        if not _holds(whole, average):
            findings.append(_difference("cascade.average", target, whole, average))
    return findings


def _compared(target: Target) -> Iterator[tuple[str, Range]]:
    """Yield the figures of the master that those of the units have to come to.

    "Down by 1 % or more" is a bound for each unit and no sum.
    """
    for name in (*FIGURES, "change"):
        whole: Range | None = getattr(target, name)
        if whole is not None and not (name == "change" and whole.exact is None):
            yield name, whole


def _holds(whole: Range, total: Decimal) -> bool:
    """Return whether what the units come to is the master's figure, or within its bounds."""
    bounds = {
        "": whole.low <= total <= whole.high,
        "<": total < whole.low,
        "≤": total <= whole.low,
        ">": total > whole.low,
        "≥": total >= whole.low,
    }
    return bounds[whole.sign]


def _allocated(target: Target, by: str, units: Sequence[UnitRow]) -> _Column:
    """Return the target shared by a weight, the parts of every figure adding up to the whole."""
    weights = [Decimal(1) if by == "equal" else unit.weight(by) for unit in units]
    missing = [
        _at(unit, "cascade.row-weight-missing", target=target.name, by=by)
        for unit, weight in zip(units, weights, strict=True)
        if weight is None
    ]
    if missing or not sum(weight or 0 for weight in weights):
        none = Diagnostic("cascade.weight-missing", {"target": target.name, "by": by})
        return _Column(target, Origin.ALLOCATED, tuple(missing) or (none,))
    if any(getattr(target, name) and _whole(target, name) is None for name in _ALL):
        finding = Diagnostic("cascade.span-allocated", {"target": target.name})
        return _Column(target, Origin.ALLOCATED, (finding,))
    order = sorted(range(len(units)), key=lambda i: _identity(units[i]))
    ranks = {index: rank for rank, index in enumerate(order)}
    shared = _shared_figures(target, [weights[i] or Decimal(0) for i in order])
    parts = {name: [values[ranks[i]] for i in range(len(units))] for name, values in shared.items()}
    return _Column(target, Origin.ALLOCATED, figures=_Parts(parts))


@dataclass(frozen=True, slots=True)
class _Given:
    """The figures of a target as the rows give them."""

    id: str
    units: Sequence[UnitRow]

    def __call__(self, index: int) -> Mapping[str, Decimal]:
        return self.units[index].figures[self.id]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a target's figures that fall to the units."""

    parts: Mapping[str, Sequence[Decimal]]

    def __call__(self, index: int) -> Mapping[str, Decimal]:
        return {name: values[index] for name, values in self.parts.items()}


def _identity(unit: UnitRow) -> tuple[str, str, str]:
    """Return what a unit is known by: what is left over goes to the same units in any order."""
    return unit.code, folded(unit.name), unit.full_name


def _shared_figures(target: Target, weights: Sequence[Decimal]) -> dict[str, list[Decimal]]:
    """Return the parts of each figure; where two are known, the third follows in each unit.

    What falls rises in no unit and what rises falls in none: the lesser of start and end is shared
    within the greater.
    """
    start, change, end = (_whole(target, name) for name in ("baseline", "change", "end"))
    if start is not None and end is None and change is not None:
        end = start + change
    if start is not None and end is not None:
        return within({"baseline": start, "end": end}, weights)
    if change is not None and end is not None:
        return within({"change": change, "end": end}, weights)
    known = {"baseline": start, "change": change, "end": end}
    return {name: largest_remainder(v, weights) for name, v in known.items() if v is not None}


def _with_figures(target: Target, figures: Mapping[str, Decimal]) -> Target:
    """Return the target with a unit's figures; the change follows from start and end.

    A figure of the master's never stands in for one that a unit lacks; only a bound on the change
    ("down by 1 % or more") holds for all. The master's path over the years is no unit's.
    """
    known = dict(figures)
    if "baseline" in known and "end" in known:
        known.setdefault("change", known["end"] - known["baseline"])
    elif "baseline" in known and "change" in known:
        known["end"] = known["baseline"] + known["change"]
    exact: dict[str, Any] = {
        name: Range(known[name], known[name], _sign(target, name)) if name in known else None
        for name in _ALL
    }
    if {"baseline", "end"} <= known.keys() and "change" not in figures:
        exact["change"] = Range(known["change"], known["change"])
    elif exact["change"] is None and target.unit == PERCENT and _is_bound(target.change):
        exact["change"] = target.change
    return target.model_copy(update={**exact, "path": ()})


def _is_bound(figure: Range | None) -> bool:
    return figure is not None and figure.exact is None


def _sign(target: Target, name: str) -> Sign:
    figure: Range | None = getattr(target, name)
    return figure.sign if figure else ""


def _whole(target: Target, name: str) -> Decimal | None:
    """Return the master's figure when it is one value; a span cannot be shared."""
    figure: Range | None = getattr(target, name)
    return figure.low if figure and figure.low == figure.high else None


def _difference(code: str, target: Target, whole: Range, total: Decimal) -> Diagnostic:
    """Return that a sum is another than the master's figure, or how far it is out of its bounds."""
    bound = whole.high if total > whole.high else whole.low
    parameters = {
        "target": target.name,
        "whole": str(whole),
        "total": format_number(total),
        "difference": format_number(total - bound),
    }
    return Diagnostic(code, parameters)


def _at(unit: UnitRow, code: str, **parameters: str) -> Diagnostic:
    return Diagnostic(code, {"unit": unit.full_name, **parameters}, place=unit_place(unit))


def unit_place(unit: UnitRow) -> Place:
    """Return the place of a unit's row."""
    return Place(sheet=unit.sheet, part=(("row", unit.row),)) if unit.row else Place()
