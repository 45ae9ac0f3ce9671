"""Which deadlines are wanted, and how each stands on a day: open, due soon, late, received."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from generator.deadlines.owed import Key, Owed, in_order
from generator.diagnostics import Diagnostic, Refused, suggestion
from generator.vietnamese import folded


class State(StrEnum):
    """How a report stands on a day.

    `passed`: its day is over and no register says whether it came, so that nobody can call it late.
    """

    OPEN = "open"
    LATE = "late"
    PASSED = "passed"
    RECEIVED = "received"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A report that came: on which day, who noted it."""

    day: date
    by: str


Receipts = Mapping[Key, Receipt]


@dataclass(frozen=True, slots=True)
class Line:
    """A report with its state on the day of the list."""

    owed: Owed
    state: State | None = None
    receipt: Receipt | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted: days from one to another, units or agencies, only what has not come.

    `within` days from the day of the list stand for both ends, and what is late comes first.
    """

    first: date | None = None
    last: date | None = None
    names: tuple[str, ...] = ()
    within: int | None = None
    outstanding: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """The wanted deadlines in order of time; how many reports without a day were left out."""

    lines: tuple[Line, ...]
    undated: int = 0
    counts: Mapping[tuple[str, str], Mapping[State, int]] = field(default_factory=dict)
    """How many reports of each unit, by name and code, stand how, whatever their day."""


def listed(
    reports: Iterable[Owed], wish: Wish, today: date | None, receipts: Receipts | None
) -> Listing:
    """Return the wanted deadlines as they stand on a day; without a day nothing is judged.

    Raises Refused when a name means no unit and no agency, and for a time that ends before it
    begins.
    """
    if wish.first and wish.last and wish.last < wish.first:
        raise Refused([Diagnostic("deadlines.from-after-to")])
    found = [_line(owed, today, receipts) for owed in in_order(named(reports, wish.names))]
    wanted = tuple(line for line in found if _wanted(line, wish, today))
    undated = [line for line in found if line.owed.effective is None and line not in wanted]
    return Listing(wanted, len(undated), _counts(found))


def named(reports: Iterable[Owed], names: Sequence[str], *, only_units: bool = False) -> list[Owed]:
    """Return the reports of the units and agencies of some names, all where none is named.

    Raises Refused with a finding for each name that is unknown.
    """
    every = list(reports)
    asked = {folded(" ".join(name.split())): name for name in names}
    if not asked:
        return every
    own = {owed.key: owed.unit_names if only_units else owed.names for owed in every}
    known = {key: shown for names in own.values() for key, shown in names}
    unknown = [name for key, name in asked.items() if key not in known]
    if unknown:
        raise Refused(_unknown(name, known) for name in unknown)
    return [owed for owed in every if any(key in asked for key, _ in own[owed.key])]


def _unknown(name: str, known: Mapping[str, str]) -> Diagnostic:
    near = suggestion(folded(name), known)
    return Diagnostic("deadlines.unknown-name", {"name": name, "near": known.get(near, "")})


def _line(owed: Owed, today: date | None, receipts: Receipts | None) -> Line:
    receipt = receipts.get(owed.key) if receipts else None
    if today is None:
        return Line(owed)
    return Line(owed, _state(owed, today, receipt, judged=receipts is not None), receipt)


def _state(owed: Owed, today: date, receipt: Receipt | None, *, judged: bool) -> State:
    if receipt:
        return State.RECEIVED
    if owed.effective is None:
        return State.UNDATED
    if owed.effective >= today:
        return State.OPEN
    return State.LATE if judged else State.PASSED


def _wanted(line: Line, wish: Wish, today: date | None) -> bool:
    if wish.outstanding and line.state is State.RECEIVED:
        return False
    day = line.owed.effective
    if wish.within is not None and today is not None:
        soon = day is not None and 0 <= (day - today).days <= wish.within
        return line.state is State.LATE or (soon and line.state is State.OPEN)
    if day is None:
        return wish.first is None and wish.last is None
    return (wish.first or day) <= day <= (wish.last or day)


def _counts(lines: Iterable[Line]) -> dict[tuple[str, str], dict[State, int]]:
    counts: dict[tuple[str, str], dict[State, int]] = {}
    for line in lines:
        if line.state:
            of_unit = counts.setdefault((line.owed.unit, line.owed.key.unit), {})
            of_unit[line.state] = of_unit.get(line.state, 0) + 1
    return counts
