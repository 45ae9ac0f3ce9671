"""Which reports a clerk means who notes that they came."""

from collections.abc import Iterable, Iterator, Sequence

from generator.deadlines.listing import named
from generator.deadlines.owed import Owed
from generator.diagnostics import Diagnostic, Refused, suggestion


def chosen_reports(
    reports: Iterable[Owed], report: str, turn: str | None, units: Sequence[str]
) -> tuple[Owed, ...]:
    """Return the report with an id, of a turn where there are several, of the units named.

    Raises Refused for an unknown report, turn or unit, and where it is not clear which of several
    turns or units is meant.
    """
    every = list(reports)
    known = dict.fromkeys(owed.key.report for owed in every)
    if report not in known:
        words = {"report": report, "near": suggestion(report, known), "known": ", ".join(known)}
        raise Refused([Diagnostic("receipts.unknown-report", words)])
    of_report = [owed for owed in every if owed.key.report == report]
    of_units = _of_units(of_report, units)
    turns = dict.fromkeys(owed.key.turn for owed in of_units)
    words = {"report": report, "turn": turn or "", "known": ", ".join(turns)}
    if turn is None and len(turns) > 1:
        raise Refused([Diagnostic("receipts.which-turn", words)])
    if turn is not None and turn not in turns:
        raise Refused([Diagnostic("receipts.unknown-turn", words)])
    return tuple(owed for owed in of_units if turn in (None, owed.key.turn))


def _of_units(reports: Sequence[Owed], units: Sequence[str]) -> list[Owed]:
    """Return the reports of the units named; one unit alone needs no name."""
    codes = {owed.key.unit: owed.unit for owed in reports}
    if not units and len(codes) > 1:
        words = {"count": str(len(codes)), "example": next(iter(codes.values()))}
        raise Refused([Diagnostic("receipts.which-unit", words)])
    chosen = named(reports, units, only_units=True)
    found = [*_ambiguous(chosen, units), *_of_several_plans(chosen)]
    if found:
        raise Refused(found)
    return chosen


def _ambiguous(reports: Sequence[Owed], names: Sequence[str]) -> Iterator[Diagnostic]:
    """Yield a finding for each name that several units bear: only one of them sent the report."""
    for name in names:
        codes = {owed.key.unit: owed.unit for owed in named(reports, (name,), only_units=True)}
        if len(codes) > 1:
            ways = ", ".join(f"{code} ({unit})" for code, unit in sorted(codes.items()))
            yield Diagnostic("receipts.several-units", {"name": name, "units": ways})


def _of_several_plans(reports: Sequence[Owed]) -> Iterator[Diagnostic]:
    """Yield a finding for each unit that owes the report by several plans."""
    plans: dict[str, dict[str, Owed]] = {}
    for owed in reports:
        plans.setdefault(owed.key.unit, {})[owed.key.plan] = owed
    for of_unit in plans.values():
        if len(of_unit) > 1:
            titles = "; ".join(f"'{owed.title}'" for owed in of_unit.values())
            unit = next(iter(of_unit.values())).unit
            yield Diagnostic("receipts.several-plans", {"unit": unit, "plans": titles})
