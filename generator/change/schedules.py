"""Deadlines of a new year: days without a year follow the plan, days with one are moved."""

from calendar import isleap
from datetime import date, timedelta

from generator.change.ledger import Ledger
from generator.change.progress import Years
from generator.diagnostics import Refused
from generator.plan.due import Schedule
from generator.plan.expansion import task_tree
from generator.plan.fields import Path
from generator.plan.model import Deadline, Plan, ReportRule
from generator.plan.turns import fixed_day
from generator.registers.working_days import is_working, next_working, previous_working, year_fault
from generator.vietnamese import DayMonth, format_date, format_day_month

_OPERATORS = ("before", "by", "until")


def rescheduled(ledger: Ledger, plan: Plan, years: Years) -> None:
    """Move the deadlines of reports and tasks into the new years."""
    for index, report in enumerate(plan.reports):
        path: Path = ("reports", index)
        for name in _OPERATORS:
            day = getattr(report.due, name) if report.due else None
            if isinstance(day, (date, DayMonth)):
                _due(ledger, (*path, "due", name), day, years)
        if report.due and isinstance(report.due.after, date):
            after = _later(report.due.after, years)
            _moved(ledger, (*path, "due", "after"), after, "rollover.deadline-moved")
        if isinstance(report.close, date):
            _moved(ledger, (*path, "close"), _later(report.close, years), "rollover.close-moved")
    _computed(ledger, plan)
    for path, chain in task_tree(plan):
        if isinstance(chain[-1].due, date):
            _due(ledger, (*path, "due"), chain[-1].due, years)


def _computed(ledger: Ledger, plan: Plan) -> None:
    """Tell the new days of deadlines that are counted, tied, or fall on a day of each period."""
    rules = [i for i, r in enumerate(plan.reports) if r.due and not _names_day(r.due)]
    if not rules:
        return
    moved = ledger.plan()
    old, new = Schedule(plan), Schedule(moved)
    for index in rules:
        was, now = _days(old, plan.reports[index]), _days(new, moved.reports[index])
        if now and now != was:
            words = {"old": was, "new": now}
            ledger.note(("reports", index, "due"), "changed", "rollover.deadline-computed", **words)


def _names_day(due: Deadline) -> bool:
    """Return whether a deadline is a day of the year and nothing else."""
    return isinstance(fixed_day(due), (date, DayMonth)) and not due.earlier


def _days(schedule: Schedule, report: ReportRule) -> str:
    """Return the last days on which a report can be sent; nothing where no calendar is known."""
    try:
        days = [one.effective for one in schedule.of(report)]
    except Refused:
        return ""
    return ", ".join(format_date(day) for day in days if day)


def _due(ledger: Ledger, path: Path, day: date | DayMonth, years: Years) -> None:
    """Move a deadline; one whose last day comes to lie on a day off is told."""
    if isinstance(day, DayMonth):
        _yearly(ledger, path, day, years)
        return
    before = timedelta(path[-1] == "before")
    later = _later(day, years)
    if not _newly_off(day - before, later - before):
        _moved(ledger, path, later, "rollover.deadline-moved")
        return
    earlier = previous_working(later - before) + before
    ledger.put(path, format_date(earlier))
    words = {"day": format_date(later), "after": format_date(next_working(later - before) + before)}
    ledger.note(
        path, "confirm", "rollover.deadline-earlier", new=format_date(earlier), parameters=words
    )


def _yearly(ledger: Ledger, path: Path, day: DayMonth, years: Years) -> None:
    """Tell where a day that returns every year comes to lie; several years print it without one."""
    if years.new.first != years.new.last:
        return
    if day == DayMonth(29, 2) and not isleap(years.new.first):
        ledger.put(path, format_day_month(DayMonth(28, 2)))
        ledger.note(path, "confirm", "rollover.deadline-leap", new="28/02")
        return
    was, now = _in_year(day, years.old.first), day.in_year(years.new.first)
    before = timedelta(path[-1] == "before")
    if not _newly_off(was - before, now - before):
        words = {"old": format_date(was), "new": format_date(now)}
        ledger.note(path, "changed", "rollover.deadline-follows", **words)
        return
    last = now - before
    words = {"day": format_date(now), "after": format_date(next_working(last) + before)}
    ledger.note(
        path, "confirm", "rollover.deadline-off", new=ledger.typed(path),
        suggestion=format_date(previous_working(last) + before), parameters=words,
    )  # fmt: skip


def _moved(ledger: Ledger, path: Path, day: date, code: str) -> None:
    ledger.put(path, format_date(day))
    ledger.note(path, "changed", code, new=format_date(day))


def _newly_off(was: date, now: date) -> bool:
    """Return whether a day is off that was worked last year, as far as both calendars are known."""
    if year_fault(now) or is_working(now):
        return False
    return bool(year_fault(was)) or is_working(was)


def _later(day: date, years: Years) -> date:
    return _in_year(DayMonth(day.day, day.month), day.year + years.new.first - years.old.first)


def _in_year(day: DayMonth, year: int) -> date:
    """Return the day of a year, 28/02 for the 29th that the year lacks (BLDS 2015 Điều 148.3)."""
    lacks = day == DayMonth(29, 2) and not isleap(year)
    return date(year, 2, 28) if lacks else day.in_year(year)
