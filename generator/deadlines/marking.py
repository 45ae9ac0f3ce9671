"""Which reports a clerk means who notes that they came."""

from collections.abc import Iterable, Sequence

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
    plans = {(owed.key.unit, owed.key.plan) for owed in reports}
    if not units and len(plans) > 1:
        names = list(dict.fromkeys(owed.unit for owed in reports))
        words = {"count": str(len(plans)), "example": names[0]}
        raise Refused([Diagnostic("receipts.which-unit", words)])
    return named(reports, units, only_units=True)
