"""The dates of all reports of a plan."""

from datetime import date

from generator.plan.due import Occurrence, Schedule
from generator.plan.model import Plan


def occurrences(plan: Plan) -> tuple[Occurrence, ...]:
    """Return all reports of a plan in all turns of its period, in time order, undated ones last."""
    schedule = Schedule(plan)
    every = [one for report in plan.reports for one in schedule.of(report)]
    return tuple(sorted(every, key=lambda one: one.effective or date.max))
