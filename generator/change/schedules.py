"""Deadlines of a new year: days without a year follow the plan, days with one are moved."""

from datetime import date

from generator.change.ledger import Ledger
from generator.change.progress import Years
from generator.plan.expansion import task_tree
from generator.plan.fields import Path
from generator.plan.model import Plan
from generator.registers.working_days import is_working, next_working, previous_working, year_fault
from generator.vietnamese import DayMonth, format_date, format_day_month

_OPERATORS = ("before", "by", "until")


def rescheduled(ledger: Ledger, plan: Plan, years: Years) -> None:
    """Move the deadlines of reports and tasks into the new years."""
    for index, report in enumerate(plan.reports):
        for name in _OPERATORS:
            day = getattr(report.due, name) if report.due else None
            if day is not None:
                _due(ledger, ("reports", index, "due", name), day, years)
        if isinstance(report.close, date):
            place: Path = ("reports", index, "close")
            _moved(ledger, place, _later(report.close, years), "rollover.close-moved")
    for path, chain in task_tree(plan):
        if isinstance(chain[-1].due, date):
            _due(ledger, (*path, "due"), chain[-1].due, years)


def _due(ledger: Ledger, path: Path, day: date | DayMonth, years: Years) -> None:
    """Move a deadline; one that falls on a day off although it did not before is told."""
    if isinstance(day, DayMonth):
        _yearly(ledger, path, day, years)
        return
    later = _later(day, years)
    if works(later) is not False or works(day) is False:
        _moved(ledger, path, later, "rollover.deadline-moved")
        return
    earlier = previous_working(later)
    ledger.put(path, format_date(earlier))
    words = {"day": format_date(later), "after": format_date(next_working(later))}
    ledger.note(
        path, "confirm", "rollover.deadline-earlier", new=format_date(earlier), parameters=words
    )


def _yearly(ledger: Ledger, path: Path, day: DayMonth, years: Years) -> None:
    """Tell where a day that returns every year comes to lie; a plan of several years prints none."""
    if years.new.first != years.new.last:
        return
    if day == DayMonth(29, 2) and not _is_leap(years.new.first):
        ledger.put(path, format_day_month(DayMonth(28, 2)))
        ledger.note(path, "confirm", "rollover.deadline-leap", new="28/02")
        return
    before, now = _in_year(day, years.old.first), day.in_year(years.new.first)
    if works(now) is False and works(before) is not False:
        words = {"day": format_date(now), "after": format_date(next_working(now))}
        ledger.note(
            path, "confirm", "rollover.deadline-off", new=ledger.typed(path),
            suggestion=format_date(previous_working(now)), parameters=words,
        )  # fmt: skip
        return
    ledger.note(
        path, "changed", "rollover.deadline-follows", old=format_date(before), new=format_date(now)
    )


def _moved(ledger: Ledger, path: Path, day: date, code: str) -> None:
    ledger.put(path, format_date(day))
    ledger.note(path, "changed", code, new=format_date(day))


def works(day: date) -> bool | None:
    """Return whether offices work on a day, None for a year whose calendar is not known."""
    return None if year_fault(day) else is_working(day)


def _later(day: date, years: Years) -> date:
    return _in_year(DayMonth(day.day, day.month), day.year + years.new.first - years.old.first)


def _in_year(day: DayMonth, year: int) -> date:
    """Return the day of a year, 28/02 for the 29th that the year lacks (BLDS 2015 Điều 148.3)."""
    lacks = day == DayMonth(29, 2) and not _is_leap(year)
    return date(year, 2, 28) if lacks else day.in_year(year)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
