"""When reports are due: the rules of a plan as dates, one for each turn of its period."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.plan.model import Plan

Operator = Literal["before", "by", "until"]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A report that is due once.

    `turn` is a stable key of what it reports on (`2027`, `2027-Q1`, `2027-03`, `2027-H1`,
    `2027-9M`; `2022-2025` for one report on several years), `label` the same for a reader.
    `nominal` is the day as the rule says it, `effective` the last day on which it can be sent;
    both are None where the rule names no day (by regulation, after an event without a day).
    `before` D: the last day to send is the working day before D, whatever the rule's `working_day`
    (`none`: the day before D). `by`, `until` D: D itself, moved to a working day as the rule says.
    """

    report: str
    turn: str
    label: str
    operator: Operator
    close: date | None
    nominal: date | None
    effective: date | None


def occurrences(plan: Plan) -> tuple[Occurrence, ...]:
    """Return all reports of a plan in all turns of its period, in time order where dated.

    Undated ones come last, in the plan's order. A day that a year lacks (29/02) and a tie to no
    report have no date: rules of content tell them. Raises Refused for years outside the register
    of working days.
    """
    raise NotImplementedError(plan)
